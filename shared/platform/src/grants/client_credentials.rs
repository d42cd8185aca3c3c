//! A machine asks for itself (RFC 6749 §4.4): nothing is read, nothing is written when warm.

use crate::{tenant::Tenant, tokens};
use domain::{client::Client, event::Origin};
use protocol::{
    error::{ErrorCode, Failure},
    scope::ScopeSet,
    token::TokenResponse,
};

/// Issues an access token to a confidential client.
pub(crate) async fn issue(
    tenant: &Tenant,
    client: &Client,
    scope: Option<&ScopeSet>,
    resource: &[String],
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    if !client.is_confidential() {
        return Err(Failure::new(
            ErrorCode::UnauthorizedClient,
            "A public client cannot act for itself.",
        ));
    }
    tokens::check_resources(tenant, resource)?;
    let all: ScopeSet = client.machine_permissions.iter().collect();
    let granted = match scope {
        Some(asked) => all.intersection(asked),
        None => all,
    };
    if granted.is_empty() && scope.is_some() {
        return Err(Failure::new(
            ErrorCode::InvalidScope,
            "This client may use none of these scopes.",
        ));
    }
    tokens::machine(tenant, client, granted, resource, origin).await
}
