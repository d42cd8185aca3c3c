//! The issuer's metadata (OpenID Connect Discovery 1.0 §4, RFC 8414 §3): one document at two addresses, public, cacheable.

use platform::{authorize, tokens};
use protocol::{
    discovery::{ProviderMetadata, Supported},
    scope, userinfo,
};
use web::{Access, Cacheable, EitherError, Endpoint, Entity, IntoResponse, Method, Response, Tenant, get};

/// `GET /.well-known/openid-configuration`
pub const OPENID: Endpoint = Endpoint::new(Method::GET, "/.well-known/openid-configuration", Access::Public, || {
    get(handle)
})
.says(
    "discovery_openid",
    "The issuer's metadata (OpenID Connect Discovery 1.0)",
)
.answers::<Entity<ProviderMetadata>>();
/// `GET /.well-known/oauth-authorization-server`
pub const OAUTH: Endpoint = Endpoint::new(
    Method::GET,
    "/.well-known/oauth-authorization-server",
    Access::Public,
    || get(handle),
)
.says("discovery_oauth", "The issuer's metadata (RFC 8414)")
.answers::<Entity<ProviderMetadata>>();

async fn handle(tenant: Tenant) -> Result<Response, EitherError> {
    let scopes = authorize::scopes();
    let mut claims: Vec<String> = [
        "sub",
        "iss",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "nonce",
        "acr",
        "amr",
        "sid",
        "at_hash",
    ]
    .map(str::to_owned)
    .to_vec();
    claims.extend(
        userinfo::for_userinfo(&scopes, std::iter::empty())
            .into_iter()
            .map(str::to_owned),
    );
    let supported = Supported {
        // `account` is for first-party clients, which know of it.
        scopes: scopes
            .iter()
            .filter(|name| *name != scope::ACCOUNT)
            .map(str::to_owned)
            .collect(),
        claims,
        signing_algs: tokens::algorithms(&tenant).await?,
        acr_values: authorize::acr_values(&tenant),
        ui_locales: tenant
            .settings()
            .locales
            .iter()
            .map(|locale| locale.tag().to_owned())
            .collect(),
        service_documentation: None,
    };
    let document = ProviderMetadata::new(tenant.issuer(), supported);
    let version = tenant.application().version;
    let mut response = web::Entity {
        body: document,
        version,
    }
    .into_response();
    response.extensions_mut().insert(Cacheable("public, max-age=300"));
    Ok(response)
}
