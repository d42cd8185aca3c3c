//! The Lambda functions of the management API, one constant each; those that people meet are in `lib.rs`.

use crate::manage;
use web::Lambda;

/// Applications with their settings and signing keys, and the teams that own them: the only function of the API that makes keys.
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
        manage::applications::TRANSFER,
        manage::applications::ACCEPT,
        manage::applications::DECLINE,
        manage::organizations::LIST,
        manage::organizations::CREATE,
        manage::organizations::GET,
        manage::organizations::UPDATE,
        manage::organizations::MEMBERS,
        manage::organizations::SET_ROLE,
        manage::organizations::REMOVE,
        manage::organizations::AUDIT,
        manage::organizations::INVITATIONS,
        manage::organizations::INVITE,
        manage::organizations::RESEND,
        manage::organizations::REVOKE,
        manage::organizations::OFFERS,
        manage::organizations::ACCEPT,
        manage::organizations::DECLINE,
        manage::settings::GET,
        manage::settings::UPDATE,
        manage::adoption::GET,
        manage::usage::GET,
        manage::signing_keys::LIST,
        manage::signing_keys::ROTATE,
    ],
};

/// The look of pages and mails: reads what strangers drew, so it makes and holds no key.
pub const BRANDING: Lambda = Lambda {
    name: "branding",
    endpoints: &[
        manage::branding::GET,
        manage::branding::UPDATE,
        manage::branding::DRAFT,
        manage::branding::CHANGE_DRAFT,
        manage::branding::DISCARD_DRAFT,
        manage::branding::PUBLISH,
        manage::branding::ROLL_BACK,
        manage::branding::PREVIEW,
        manage::branding::UPLOAD,
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

/// OAuth clients, and what their tokens say besides.
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
        manage::jwt_templates::LIST,
        manage::jwt_templates::CREATE,
        manage::jwt_templates::PLACEHOLDERS,
        manage::jwt_templates::TRY,
        manage::jwt_templates::GET,
        manage::jwt_templates::UPDATE,
        manage::jwt_templates::DELETE,
        manage::jwt_templates::PREVIEW,
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
        manage::identity_providers::TEST,
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
        manage::jobs::BULK,
        manage::jobs::LIST,
        manage::jobs::GET,
        manage::jobs::CANCEL,
        manage::user_factors::RESET,
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
        manage::user_passkeys::LIST,
        manage::user_passkeys::REMOVE,
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
