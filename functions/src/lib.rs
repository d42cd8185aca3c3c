//! Which path reaches which use case, in which Lambda function.
//!
//! The path of a file is the subject of a request. One [`Lambda`] constant per row of the least-privilege table (architecture 14).

pub mod account;
pub mod events;
pub mod federation;
mod going;
pub mod manage;
mod management;
pub mod oidc;
mod route;
pub mod second_factor;
pub mod sign_in;
pub mod sign_up;
pub mod site;

pub use management::{
    API_KEYS, APPLICATIONS, AUDIT, BRANDING, CLIENTS, DOMAINS, EMAIL_TEMPLATES, EXPORTS, IMPORTS, PLATFORM, PROVIDERS,
    ROLES, USERS,
};
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
        oidc::related_origins::GET,
        site::document::GET,
        site::docs::ENDPOINT,
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
        sign_in::preview::SHOW,
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

/// Second factors, given and enrolled, and proving oneself again: may hash a password, so it has the memory for it.
pub const SECOND_FACTOR: Lambda = Lambda {
    name: "second-factor",
    endpoints: &[
        second_factor::step_up::GET,
        second_factor::step_up::POST,
        second_factor::step_up::SEND,
        second_factor::step_up_api::POST,
        second_factor::step_up_api::PASSKEY_OPTIONS,
        second_factor::step_up_api::SEND_CODE,
        second_factor::step_up_api::SEND_SMS,
        second_factor::challenge::GET,
        second_factor::challenge::POST,
        second_factor::setup::GET,
        second_factor::setup::POST,
        second_factor::api::VERIFY,
        second_factor::api::CHALLENGE,
        second_factor::own::GET,
        second_factor::own::SETUP,
        second_factor::own::VERIFY,
        second_factor::own::REMOVE,
        second_factor::own::CODES,
        second_factor::own::DEVICES,
        second_factor::own::FORGET,
        second_factor::phone::REQUEST,
        second_factor::phone::CONFIRM,
        second_factor::phone::SETUP,
        second_factor::phone::VERIFY,
        second_factor::phone::REMOVE,
        second_factor::portal::GET,
        second_factor::portal::POST,
    ],
};

/// Passkeys: a person's own, and what they prove.
pub const PASSKEY: Lambda = Lambda {
    name: "passkey",
    endpoints: &[
        sign_in::passkey::GET,
        sign_in::passkey::POST,
        sign_in::offer::GET,
        sign_in::offer::POST,
        sign_in::api::passkey::OPTIONS,
        sign_in::api::passkey::VERIFY,
        account::passkey_page::POST,
        account::passkeys::LIST,
        account::passkeys::OPTIONS,
        account::passkeys::ADD,
        account::passkeys::RENAME,
        account::passkeys::REMOVE,
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

/// All functions that answer HTTP, for the laptop and for tests. A Lambda binary names its own constant only.
pub const ALL: &[Lambda] = &[
    WELL_KNOWN,
    AUTHORIZE,
    TOKEN,
    USERINFO,
    TOKEN_STATUS,
    SIGN_IN,
    PASSWORD,
    SECOND_FACTOR,
    PASSKEY,
    FEDERATION,
    CONSENT,
    ACCOUNT,
    APPLICATIONS,
    BRANDING,
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
    "run-jobs",
    "mail-feedback",
];
