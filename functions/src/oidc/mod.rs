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
