//! What the specifications say: parameters, metadata, error codes, JWT and JWK shapes. Pure: text in, values out.
//!
//! No I/O, no clock, no chance, no cryptography. Whether a value is *allowed here* is domain's and platform's question; this crate only knows
//! whether it is well-formed. Index: RFC 6749 → `params scope token client_authentication authorization response_mode`, RFC 6750 → `bearer`,
//! RFC 7009 → `revocation`, RFC 7517/7519/9068 → `jwt`, RFC 7636 → `pkce`, RFC 7662 → `introspection`, RFC 8252 → `redirect_uri`,
//! RFC 8259 → `json`, RFC 8414 → `discovery`, RFC 8707 → `resource`, RFC 9457 → `problem`, OIDC Core → `acr claims_request prompt userinfo`,
//! OIDC RP-Initiated Logout → `logout`, OIDC Discovery (as a reader) and RFC 9207 → `relying_party`, Web Authentication → `webauthn`.

pub mod acr;
pub mod authorization;
pub mod bearer;
pub mod claims_request;
pub mod client_authentication;
pub mod discovery;
pub mod error;
mod failure;
pub mod introspection;
pub mod json;
pub mod jwt;
pub mod logout;
pub mod params;
pub mod pkce;
pub mod problem;
pub mod prompt;
pub mod redirect_uri;
pub mod relying_party;
pub mod resource;
pub mod response_mode;
pub mod revocation;
pub mod scope;
pub mod token;
pub mod userinfo;
pub mod webauthn;
