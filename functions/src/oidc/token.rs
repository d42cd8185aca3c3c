//! The token endpoint (RFC 6749 §3.2): an authenticated client exchanges a grant for tokens.

use protocol::token::TokenResponse;
use web::{Access, ClientRequest, Context, Endpoint, Method, NoStore, OAuthError, Tenant, post};

/// `POST /oauth2/token`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::POST, "/oauth2/token", Access::Client, || post(handle));

async fn handle(
    tenant: Tenant,
    context: Context,
    request: ClientRequest,
) -> Result<NoStore<TokenResponse>, OAuthError> {
    Ok(NoStore(
        platform::token::token(&tenant, &request.client, &request.params, &context.origin).await?,
    ))
}
