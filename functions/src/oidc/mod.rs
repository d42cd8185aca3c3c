//! OAuth 2.0 and OpenID Connect (behaviour 4.1, 4.2).

pub mod authorize;
pub mod discovery;
pub mod end_session;
pub mod introspect;
pub mod jwks;
pub mod related_origins;
pub mod revoke;
pub mod token;
pub mod userinfo;

use web::QueryParameter;

/// A form about a token.
const TOKEN: &[QueryParameter] = &[
    QueryParameter::text("token", "The token.").required(),
    QueryParameter::one_of(
        "token_type_hint",
        "Which kind it is.",
        &["access_token", "refresh_token"],
    ),
    QueryParameter::text("client_id", "Which client, where the header does not say it."),
    QueryParameter::text("client_secret", "Its secret, where the client authenticates so."),
    QueryParameter::text(
        "client_assertion_type",
        "`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.",
    ),
    QueryParameter::text("client_assertion", "What the client signed (RFC 7523)."),
];
