//! Which path reaches which use case, in which Lambda function.
//!
//! The path of a file is the subject of a request. One [`Lambda`] constant per row of the least-privilege table (architecture 14).

pub mod account;
pub mod events;
pub mod federation;
mod going;
pub mod manage;
pub mod oidc;
mod route;
pub mod sign_in;
pub mod sign_up;
pub mod site;

pub use route::{Route, routes};
use web::Lambda;

/// Public documents: what browsers and clients read without asking who they are.
pub const WELL_KNOWN: Lambda = Lambda {
    name: "well-known",
    endpoints: &[
        oidc::discovery::OPENID,
        oidc::discovery::OAUTH,
        oidc::jwks::SET,
        oidc::jwks::ONE,
        site::health::ENDPOINT,
        site::statics::ASSET,
        site::statics::BRAND,
    ],
};

/// Authorization requests: reads, and writes only what is too long for a URL.
pub const AUTHORIZE: Lambda = Lambda {
    name: "authorize",
    endpoints: &[oidc::authorize::GET, oidc::authorize::POST],
};

/// Tokens: the only function that signs for clients.
pub const TOKEN: Lambda = Lambda {
    name: "token",
    endpoints: &[oidc::token::ENDPOINT],
};

/// Claims about a person.
pub const USERINFO: Lambda = Lambda {
    name: "userinfo",
    endpoints: &[oidc::userinfo::GET, oidc::userinfo::POST],
};

/// Revocation and introspection: may read and end grants, may not sign.
pub const TOKEN_STATUS: Lambda = Lambda {
    name: "token-status",
    endpoints: &[oidc::revoke::ENDPOINT, oidc::introspect::ENDPOINT],
};

/// The steps of a sign-in that need no password hash, and signing out.
pub const SIGN_IN: Lambda = Lambda {
    name: "sign-in",
    endpoints: &[
        sign_in::start::GET,
        sign_in::start::POST,
        sign_in::code::SEND,
        sign_in::code::GET,
        sign_in::code::POST,
        sign_in::code::RESEND,
        sign_in::link::GET,
        sign_in::link::POST,
        sign_in::link::CONFIRM,
        sign_in::connect::GET,
        sign_in::connect::POST,
        sign_in::reactivate::GET,
        sign_in::reactivate::POST,
        sign_in::profile::GET,
        sign_in::profile::POST,
        sign_in::logout::GET,
        sign_in::logout::POST,
        sign_in::logout::DONE,
        sign_in::api::config::GET,
        sign_in::api::transactions::BEGIN,
        sign_in::api::transactions::GET,
        sign_in::api::transactions::DELETE,
        sign_in::api::email_code::SEND,
        sign_in::api::email_code::VERIFY,
        sign_in::api::email_code::CONFIRM,
        sign_in::api::email_code::RESEND,
        sign_in::api::identify::POST,
        sign_in::api::magic_link::SEND,
        sign_in::api::magic_link::VERIFY,
        sign_in::api::resume::REACTIVATION,
        sign_in::api::resume::PROFILE,
        sign_in::api::session::GET,
        sign_in::api::signout::POST,
        oidc::end_session::GET,
        oidc::end_session::POST,
    ],
};

/// Everything that hashes a password: more memory, its own concurrency.
pub const PASSWORD: Lambda = Lambda {
    name: "password",
    endpoints: &[
        sign_in::password::GET,
        sign_in::password::POST,
        sign_in::reset::GET,
        sign_in::reset::POST,
        sign_in::reset::CODE_PAGE,
        sign_in::reset::CODE,
        sign_in::api::password::SIGN_IN,
        sign_in::api::password::FORGOT,
        sign_in::api::password::RESET,
        sign_in::api::sign_up::BEGIN,
        account::security::PASSWORD,
        account::credentials::PASSWORD,
        sign_up::start::GET,
        sign_up::start::POST,
        sign_up::invite::GET,
        sign_up::invite::POST,
        sign_in::operator_setup::GET,
        sign_in::operator_setup::POST,
        manage::users::CREATE,
    ],
};

/// There and back to identity providers, and later for their tokens: calls out, and signs where a provider wants assertions.
pub const FEDERATION: Lambda = Lambda {
    name: "federation",
    endpoints: &[
        federation::start::GET,
        federation::callback::GET,
        federation::callback::POST,
        federation::userinfo::GET,
        manage::user_identities::TOKEN,
    ],
};

/// What a person agrees to.
pub const CONSENT: Lambda = Lambda {
    name: "consent",
    endpoints: &[
        sign_in::consent::GET,
        sign_in::consent::POST,
        sign_in::api::consent::POST,
    ],
};

/// A signed-in person's own things, and first pages.
pub const ACCOUNT: Lambda = Lambda {
    name: "account",
    endpoints: &[
        site::home::ENDPOINT,
        site::error::ENDPOINT,
        account::home::ENDPOINT,
        account::home::SAVE,
        account::security::GET,
        account::security::EMAIL,
        account::security::CONFIRM,
        account::connections::GET,
        account::connections::END,
        account::session_page::GET,
        account::session_page::END,
        account::activity_page::GET,
        account::data_page::GET,
        account::data_page::EXPORT,
        account::data_page::DELETE,
        account::undo::GET,
        account::undo::POST,
        account::me::GET,
        account::me::UPDATE,
        account::me::ACTIVITY,
        account::data::DELETE,
        account::data::EXPORT,
        sign_in::api::resume::CANCEL,
        account::credentials::EMAIL,
        account::credentials::CONFIRM,
        account::credentials::UNDO,
        account::sessions::LIST,
        account::sessions::REVOKE_OTHERS,
        account::sessions::REVOKE,
        account::identities::LIST,
        account::identities::LINK,
        account::identities::UNLINK,
    ],
};

/// Applications with their settings and signing keys: the only function of the API that makes keys.
pub const APPLICATIONS: Lambda = Lambda {
    name: "applications",
    endpoints: &[
        manage::applications::LIST,
        manage::applications::CREATE,
        manage::applications::GET,
        manage::applications::UPDATE,
        manage::applications::DELETE,
        manage::applications::RESTORE,
        manage::applications::REVOKE_ALL,
        manage::settings::GET,
        manage::settings::UPDATE,
        manage::settings::GET_BRANDING,
        manage::settings::UPDATE_BRANDING,
        manage::signing_keys::LIST,
        manage::signing_keys::ROTATE,
    ],
};

/// API keys.
pub const API_KEYS: Lambda = Lambda {
    name: "api-keys",
    endpoints: &[
        manage::api_keys::LIST,
        manage::api_keys::CREATE,
        manage::api_keys::GET,
        manage::api_keys::UPDATE,
        manage::api_keys::REVOKE,
        manage::api_keys::ROTATE,
    ],
};

/// Custom domains.
pub const DOMAINS: Lambda = Lambda {
    name: "domains",
    endpoints: &[
        manage::domains::LIST,
        manage::domains::ADD,
        manage::domains::GET,
        manage::domains::REMOVE,
        manage::domains::VERIFY,
        manage::domains::MAKE_PRIMARY,
        manage::domains::CLEAR_PRIMARY,
    ],
};

/// OAuth clients.
pub const CLIENTS: Lambda = Lambda {
    name: "clients",
    endpoints: &[
        manage::clients::LIST,
        manage::clients::CREATE,
        manage::clients::GET,
        manage::clients::UPDATE,
        manage::clients::DELETE,
        manage::clients::ROTATE_SECRET,
        manage::clients::GRANTS,
        manage::clients::REVOKE_GRANTS,
    ],
};

/// Identity providers: calls out for what they publish.
pub const PROVIDERS: Lambda = Lambda {
    name: "providers",
    endpoints: &[
        manage::identity_providers::LIST,
        manage::identity_providers::CREATE,
        manage::identity_providers::GET,
        manage::identity_providers::UPDATE,
        manage::identity_providers::DELETE,
    ],
};

/// An application's own words for its mails.
pub const EMAIL_TEMPLATES: Lambda = Lambda {
    name: "email-templates",
    endpoints: &[
        manage::email_templates::LIST,
        manage::email_templates::GET,
        manage::email_templates::SET,
        manage::email_templates::RESET,
        manage::email_templates::PREVIEW,
        manage::email_templates::TEST,
    ],
};

/// Users, what they hold and where they are signed in.
pub const USERS: Lambda = Lambda {
    name: "users",
    endpoints: &[
        manage::users::LIST,
        manage::users::GET,
        manage::users::UPDATE,
        manage::users::DELETE,
        manage::users::RESTORE,
        manage::users::DISABLE,
        manage::users::ENABLE,
        manage::users::UNLOCK,
        manage::user_roles::LIST,
        manage::user_roles::ADD,
        manage::user_roles::REMOVE,
        manage::user_sessions::LIST,
        manage::user_sessions::REVOKE_ALL,
        manage::user_sessions::REVOKE,
        manage::user_grants::LIST,
        manage::user_grants::REVOKE,
        manage::user_grants::AUDIT,
        manage::user_identities::LIST,
        manage::user_identities::UNLINK,
        manage::users::PASSWORD_RESET,
        manage::invitations::LIST,
        manage::invitations::CREATE,
        manage::invitations::GET,
        manage::invitations::REVOKE,
        manage::invitations::RESEND,
    ],
};

/// Users by the thousand, from elsewhere: may make users, and read no more of them than whether an address is taken.
pub const IMPORTS: Lambda = Lambda {
    name: "imports",
    endpoints: &[manage::imports::USERS],
};

/// Everybody of an application, page by page: reads users and password hashes, and writes nothing but what it did.
pub const EXPORTS: Lambda = Lambda {
    name: "exports",
    endpoints: &[manage::exports::USERS],
};

/// Roles and permissions.
pub const ROLES: Lambda = Lambda {
    name: "roles",
    endpoints: &[
        manage::roles::LIST,
        manage::roles::CREATE,
        manage::roles::GET,
        manage::roles::UPDATE,
        manage::roles::DELETE,
        manage::roles::ADD_PERMISSION,
        manage::roles::REMOVE_PERMISSION,
        manage::roles::PERMISSIONS,
    ],
};

/// What happened.
pub const AUDIT: Lambda = Lambda {
    name: "audit",
    endpoints: &[manage::audit::LIST, manage::audit::COUNTS, manage::audit::GET],
};

/// What operators see and do.
pub const PLATFORM: Lambda = Lambda {
    name: "platform",
    endpoints: &[
        manage::platform::APPLICATIONS,
        manage::platform::SUSPEND,
        manage::platform::RESUME,
        manage::platform::OPERATORS,
        manage::platform::INVITE,
        manage::platform::REMOVE,
        manage::platform::AUDIT,
        manage::platform::ROUTES,
        manage::parked::LIST,
        manage::parked::REPLAY,
        manage::parked::DISCARD,
    ],
};

/// All functions that answer HTTP, for the laptop and for tests. A Lambda binary names its own constant only.
pub const ALL: &[Lambda] = &[
    WELL_KNOWN,
    AUTHORIZE,
    TOKEN,
    USERINFO,
    TOKEN_STATUS,
    SIGN_IN,
    PASSWORD,
    FEDERATION,
    CONSENT,
    ACCOUNT,
    APPLICATIONS,
    API_KEYS,
    DOMAINS,
    CLIENTS,
    PROVIDERS,
    EMAIL_TEMPLATES,
    USERS,
    IMPORTS,
    EXPORTS,
    ROLES,
    AUDIT,
    PLATFORM,
];

/// The functions that are not HTTP: stream, schedules, deployment, reports of SES (see [`events`]).
pub const EVENTS: &[&str] = &[
    "record",
    "deliver",
    "rotate-keys",
    "bootstrap",
    "check-domains",
    "erase-accounts",
    "mail-feedback",
];
