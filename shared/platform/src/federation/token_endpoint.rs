//! One request at a provider's token endpoint, as the client we are there; its errors have a body, too (RFC 6749 §5).

use super::client;
use crate::tenant::Tenant;
use domain::identity_provider::IdentityProvider;
use protocol::{
    error::Failure,
    json,
    relying_party::{TokenAnswer, plain_error},
};

/// The largest answer, in bytes.
const MOST: usize = 64 * 1024;

/// Why there are no tokens.
pub(super) enum Refused {
    /// It was not reached, or answered with a status that says nothing.
    Unreached(Failure),
    /// Its answer is not one.
    Unreadable,
    /// It said no: a short plain code.
    Said(String),
}

/// Asks for what `grant` stands for. `Err` of the outer kind: ours, not the provider's.
pub(super) async fn ask(
    tenant: &Tenant,
    provider: &IdentityProvider,
    grant: &[(&str, &str)],
) -> Result<Result<TokenAnswer, Refused>, Failure> {
    let authentication = client::authentication(tenant, provider).await?;
    let mut form = grant.to_vec();
    if authentication.basic.is_none() {
        form.push(("client_id", &provider.client_id));
    }
    form.extend(
        authentication
            .form
            .iter()
            .map(|(name, value)| (*name, value.expose().as_str())),
    );
    let basic = authentication
        .basic
        .as_ref()
        .map(|secret| (provider.client_id.as_str(), secret.expose().as_str()));
    let endpoint = provider.token_endpoint.as_deref().unwrap_or("");
    let body = match tenant.services().fetch.post_form(endpoint, &form, basic, MOST).await {
        Ok(body) => body,
        Err(failure) => return Ok(Err(Refused::Unreached(failure))),
    };
    let Ok(answer) = json::from_slice::<TokenAnswer>(&body) else {
        return Ok(Err(Refused::Unreadable));
    };
    Ok(match &answer.error {
        Some(error) => Err(Refused::Said(plain_error(error))),
        None => Ok(answer),
    })
}
