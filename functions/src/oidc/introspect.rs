//! Token introspection (RFC 7662): a confidential client asks whether a token of its own is alive.

use protocol::introspection::IntrospectionResponse;
use web::{Access, ClientRequest, Context, Endpoint, Method, NoStore, OAuthError, Tenant, post};

/// `POST /oauth2/introspect`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::POST, "/oauth2/introspect", Access::Client, || post(handle))
    .says("oauth2_introspect", "Asks whether a token is alive (RFC 7662)")
    .reads(super::TOKEN);

async fn handle(
    tenant: Tenant,
    context: Context,
    request: ClientRequest,
) -> Result<NoStore<IntrospectionResponse>, OAuthError> {
    Ok(NoStore(
        platform::introspect::introspect(&tenant, &request.client, &request.params, &context.origin).await?,
    ))
}
