//! Token revocation: a client says it no longer needs a token (RFC 7009).
//!
//! An unknown token is answered with 200, because what the client wants, "this token no longer works", already holds (§2.2).

use web::{Access, ClientRequest, Context, Empty, Endpoint, Method, NoStore, OAuthError, Tenant, post};

/// `POST /oauth2/revoke`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::POST, "/oauth2/revoke", Access::Client, || post(handle))
    .says("oauth2_revoke", "Revokes a token (RFC 7009)")
    .reads(super::TOKEN);

async fn handle(tenant: Tenant, context: Context, request: ClientRequest) -> Result<NoStore<Empty>, OAuthError> {
    platform::revoke::revoke(&tenant, &request.client, &request.params, &context.origin).await?;
    Ok(NoStore(Empty {}))
}
