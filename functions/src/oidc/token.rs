//! The token endpoint (RFC 6749 §3.2): an authenticated client exchanges a grant for tokens.

use protocol::token::TokenResponse;
use web::{Access, ClientRequest, Context, Endpoint, Method, NoStore, OAuthError, QueryParameter, Tenant, post};

/// What a grant says.
const PARAMETERS: &[QueryParameter] = &[
    QueryParameter::one_of(
        "grant_type",
        "Which grant.",
        &["authorization_code", "refresh_token", "client_credentials"],
    )
    .required(),
    QueryParameter::text("code", "The authorization code."),
    QueryParameter::text("redirect_uri", "The same as in the authorization request."),
    QueryParameter::text("code_verifier", "PKCE (RFC 7636)."),
    QueryParameter::text("refresh_token", "The refresh token."),
    QueryParameter::text("scope", "No more than was granted."),
    QueryParameter::text("resource", "The audience of the access token (RFC 8707)."),
    QueryParameter::text("client_id", "Which client, where the header does not say it."),
    QueryParameter::text("client_secret", "Its secret, where the client authenticates so."),
    QueryParameter::text(
        "client_assertion_type",
        "`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.",
    ),
    QueryParameter::text("client_assertion", "What the client signed (RFC 7523)."),
];

/// `POST /oauth2/token`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::POST, "/oauth2/token", Access::Client, || post(handle))
    .says("oauth2_token", "Exchanges a grant for tokens (RFC 6749 §3.2)")
    .reads(PARAMETERS);

async fn handle(
    tenant: Tenant,
    context: Context,
    request: ClientRequest,
) -> Result<NoStore<TokenResponse>, OAuthError> {
    Ok(NoStore(
        platform::token::token(&tenant, &request.client, &request.params, &context.origin).await?,
    ))
}
