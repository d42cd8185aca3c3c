//! The fields of each section, and what each may be.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Flag,
    Texts,
    Object,
    /// `{"env": "NAME"}`: never the secret itself.
    Secret,
}

/// A field of one section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    pub(super) nullable: bool,
    /// Said when the thing is made, and never again.
    pub(super) fixed: bool,
    pub(super) required: bool,
}

const fn field(name: &'static str, holds: Holds) -> Field {
    Field {
        name,
        holds,
        nullable: false,
        fixed: false,
        required: false,
    }
}

const fn text(name: &'static str) -> Field {
    field(name, Holds::Text)
}

const fn flag(name: &'static str) -> Field {
    field(name, Holds::Flag)
}

const fn texts(name: &'static str) -> Field {
    field(name, Holds::Texts)
}

const fn or_null(name: &'static str, holds: Holds) -> Field {
    Field {
        nullable: true,
        ..field(name, holds)
    }
}

impl Field {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn fixed(self) -> Self {
        Self { fixed: true, ..self }
    }
}

pub(super) const APPLICATION: &[Field] = &[
    text("name"),
    or_null("support_email", Holds::Text),
    or_null("homepage_url", Holds::Text),
    or_null("privacy_policy_url", Holds::Text),
    or_null("terms_url", Holds::Text),
];

pub(super) const ROLE: &[Field] = &[text("name").required(), text("description"), texts("permissions")];

pub(super) const CLIENT: &[Field] = &[
    text("client_name").required(),
    text("type").required().fixed(),
    flag("enabled"),
    texts("redirect_uris"),
    texts("post_logout_redirect_uris"),
    texts("grant_types"),
    text("scope"),
    text("token_endpoint_auth_method"),
    or_null("token_endpoint_auth_signing_alg", Holds::Text),
    or_null("jwks", Holds::Object),
    or_null("jwks_uri", Holds::Text),
    text("id_token_signed_response_alg"),
    or_null("userinfo_signed_response_alg", Holds::Text),
    text("subject_type"),
    or_null("default_max_age", Holds::Number),
    text("mfa_policy"),
    flag("require_auth_time"),
    texts("default_acr_values"),
    or_null("client_uri", Holds::Text),
    or_null("logo_uri", Holds::Text),
    or_null("policy_uri", Holds::Text),
    or_null("tos_uri", Holds::Text),
    flag("first_party"),
    flag("require_pkce"),
    or_null("access_token_ttl", Holds::Number),
    or_null("refresh_token_ttl", Holds::Number),
    or_null("refresh_token_idle_ttl", Holds::Number),
    texts("machine_permissions"),
];

pub(super) const PROVIDER: &[Field] = &[
    text("name").required().fixed(),
    text("type").required().fixed(),
    Field {
        nullable: true,
        ..text("preset").fixed()
    },
    text("display_name"),
    or_null("icon_url", Holds::Text),
    flag("enabled"),
    or_null("issuer", Holds::Text),
    or_null("authorization_endpoint", Holds::Text),
    or_null("token_endpoint", Holds::Text),
    or_null("userinfo_endpoint", Holds::Text),
    text("client_id"),
    or_null(SECRET, Holds::Secret),
    or_null("team_id", Holds::Text),
    or_null("key_id", Holds::Text),
    text("token_auth_method"),
    texts("scopes"),
    field("mapping", Holds::Object),
    flag("trust_email_verified"),
    flag("trust_mfa"),
    texts("mfa_acr_values"),
    flag("allow_signup"),
    flag("allow_linking"),
    flag("keep_refresh_token"),
    flag("pass_login_hint"),
    or_null("prompt", Holds::Text),
    field("extra_params", Holds::Object),
];

pub(super) const TEMPLATE: &[Field] = &[
    text("kind").required().fixed(),
    text("locale").required().fixed(),
    text("subject").required(),
    text("body").required(),
];

pub(super) const CLAIMS: &[Field] = &[
    text("name").required(),
    texts("targets").required(),
    or_null(FOR, Holds::Text),
    field("claims", Holds::Object).required(),
];

/// The field of a JWT template that names a client: ids differ between applications, names need not.
pub(super) const FOR: &str = "client";

/// The field of a provider that is a reference.
pub(super) const SECRET: &str = "client_secret";
