//! The token endpoint (RFC 6749 §3.2): one request, one grant.

use crate::{
    grants::{
        self,
        authorization_code::{self, Redemption},
        client_credentials,
        refresh_token::{self, Refresh},
    },
    tenant::Tenant,
    token_counts,
};
use domain::{
    client::{Client, GrantType},
    event::Origin,
    usage,
};
use protocol::{
    error::Failure,
    params::Params,
    token::{TokenRequest, TokenResponse},
};

/// Answers a token request of an authenticated client, and counts the answer.
pub async fn token(
    tenant: &Tenant,
    client: &Client,
    params: &Params,
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    let request = TokenRequest::parse(params);
    let grant_type = request.as_ref().map_or("", TokenRequest::grant_type);
    let answer = match request {
        Ok(request) => exchange(tenant, client, request, origin).await,
        Err(failure) => Err(failure),
    };
    let code = match &answer {
        Ok(_) => usage::issued(grant_type),
        Err(failure) => usage::refused(failure.code.as_str()),
    };
    token_counts::count(tenant.services(), tenant.id(), code).await;
    answer
}

async fn exchange(
    tenant: &Tenant,
    client: &Client,
    request: TokenRequest,
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    match request {
        TokenRequest::AuthorizationCode {
            code,
            redirect_uri,
            code_verifier,
            resource,
        } => {
            grants::check(client, GrantType::AuthorizationCode)?;
            let redemption = Redemption {
                code: &code,
                redirect_uri: &redirect_uri,
                code_verifier: code_verifier.as_deref(),
                resource: &resource,
            };
            authorization_code::redeem(tenant, client, &redemption, origin).await
        }
        TokenRequest::RefreshToken {
            refresh_token,
            scope,
            resource,
        } => {
            grants::check(client, GrantType::RefreshToken)?;
            let refresh = Refresh {
                refresh_token: &refresh_token,
                scope: scope.as_ref(),
                resource: &resource,
            };
            refresh_token::refresh(tenant, client, &refresh, origin).await
        }
        TokenRequest::ClientCredentials { scope, resource } => {
            grants::check(client, GrantType::ClientCredentials)?;
            client_credentials::issue(tenant, client, scope.as_ref(), &resource, origin).await
        }
    }
}
