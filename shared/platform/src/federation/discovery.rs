//! What a provider publishes: its metadata and its keys, through the guarded client, kept for the time that others allow (behaviour 7.1; SR-01).
//!
//! A provider that cannot be reached is believed as it was when it was set up; an unknown key makes its keys be fetched again, at most every 30 seconds.

use crate::tenant::Tenant;
use domain::identity_provider::{IdentityProvider, Preset, ProviderType};
use keys::verify::VerifyError;
use protocol::{
    error::{ErrorCode, Failure},
    json,
    jwt::JwkSet,
    relying_party::ProviderDocument,
};
use std::sync::Arc;

/// The largest document or key set, in bytes.
const MOST: usize = 64 * 1024;
/// How long metadata is kept, in seconds.
const DOCUMENT_SECS: i64 = 300;
/// How long keys are kept, in seconds.
const KEYS_SECS: i64 = 600;
/// What Microsoft's shared issuers are called, and what their tokens say in its place.
const SHARED_DIRECTORIES: [&str; 3] = ["/common/", "/organizations/", "/consumers/"];

/// What a document fills in.
pub(crate) type Discovered = Arc<ProviderDocument>;

fn unusable(detail: impl Into<String>) -> Failure {
    let detail = detail.into();
    Failure::new(ErrorCode::DiscoveryFailed, detail.clone()).field("issuer", ErrorCode::DiscoveryFailed, detail)
}

/// The issuer that the document of a configured one must name.
fn announced(issuer: &str, preset: Option<Preset>) -> String {
    let shared = SHARED_DIRECTORIES.iter().find(|name| issuer.contains(**name));
    match (preset, shared) {
        (Some(Preset::Microsoft), Some(name)) => issuer.replacen(name, "/{tenantid}/", 1),
        _ => issuer.to_owned(),
    }
}

/// Reads the metadata of an issuer, and judges it (OIDC Discovery §4.3).
pub(crate) async fn discover(tenant: &Tenant, issuer: &str, preset: Option<Preset>) -> Result<Discovered, Failure> {
    let fetch = &tenant.services().fetch;
    let named = |failure: Failure| failure.clone().field("issuer", failure.code, failure.detail);
    let url = ProviderDocument::url(issuer);
    fetch.check(&url).map_err(named)?;
    let body = fetch.get_accepting(&url, "application/json", MOST).await;
    let body = body.map_err(|failure| match failure.code {
        ErrorCode::UrlNotAllowed => named(failure),
        _ => unusable(format!("The provider’s metadata could not be had. {}", failure.detail)),
    })?;
    let document = ProviderDocument::read(&body)
        .map_err(|error| unusable(format!("The provider’s metadata cannot be read: {error}.")))?;
    if document.issuer != announced(issuer, preset) {
        return Err(unusable("The provider’s metadata is of another issuer."));
    }
    let endpoints = [
        &document.authorization_endpoint,
        &document.token_endpoint,
        &document.jwks_uri,
    ];
    for endpoint in endpoints.into_iter().chain(&document.userinfo_endpoint) {
        fetch.check(endpoint).map_err(|failure| {
            unusable(format!(
                "The provider’s metadata names an address that may not be called. {}",
                failure.detail
            ))
        })?;
    }
    Ok(Arc::new(document))
}

/// A provider as it is now: what its metadata says today, else what it said when it was set up.
pub(super) async fn refreshed(tenant: &Tenant, provider: &IdentityProvider) -> IdentityProvider {
    let mut now = provider.clone();
    let Some(issuer) = provider
        .issuer
        .as_deref()
        .filter(|_| provider.provider_type == ProviderType::Oidc)
    else {
        return now;
    };
    let (cache, moment) = (&tenant.services().caches().provider_documents, tenant.now());
    let key = format!("{} {issuer}", tenant.id());
    let known = if let Some(known) = cache.get_within(&key, DOCUMENT_SECS, moment) {
        known
    } else {
        let found = discover(tenant, issuer, provider.preset).await;
        if let Err(failure) = &found {
            let code = failure.code.as_str();
            tracing::warn!(application = %tenant.id(), provider = %provider.id, code, "a provider's metadata is that of its set-up");
        }
        let found = found.ok();
        cache.put(key, found.clone(), moment);
        found
    };
    if let Some(document) = known {
        fill(&mut now, &document);
    }
    now
}

/// Takes over what a document says.
pub(crate) fn fill(provider: &mut IdentityProvider, document: &ProviderDocument) {
    provider.authorization_endpoint = Some(document.authorization_endpoint.clone());
    provider.token_endpoint = Some(document.token_endpoint.clone());
    provider.userinfo_endpoint.clone_from(&document.userinfo_endpoint);
    provider.jwks_uri = Some(document.jwks_uri.clone());
    provider.iss_parameter = document.authorization_response_iss_parameter_supported;
}

/// The issuer that tokens of a provider name; of shared Microsoft issuers with a place for the directory.
pub(super) fn issuer_of_tokens(provider: &IdentityProvider) -> Option<String> {
    provider
        .issuer
        .as_deref()
        .map(|issuer| announced(issuer, provider.preset))
}

async fn key_set(tenant: &Tenant, uri: &str, again: bool) -> Result<Arc<JwkSet>, Failure> {
    let (cache, now) = (&tenant.services().caches().provider_keys, tenant.now());
    let asked = format!("again {uri}");
    let known = cache.get_within(&uri.to_owned(), KEYS_SECS, now);
    if let Some(keys) = known
        && (!again || cache.get(&asked, now).is_some())
    {
        return Ok(keys);
    }
    let body = tenant
        .services()
        .fetch
        .get_accepting(uri, "application/json", MOST)
        .await?;
    let broken = |error| Failure::new(ErrorCode::UpstreamFailed, format!("The keys cannot be read: {error}."));
    let keys: Arc<JwkSet> = Arc::new(json::from_slice(&body).map_err(broken)?);
    cache.put(uri.to_owned(), Arc::clone(&keys), now);
    if again {
        cache.put(asked, Arc::clone(&keys), now);
    }
    Ok(keys)
}

/// Judges something with a provider's keys; where no key fits, with the keys it has by now.
pub(super) async fn with_keys<T>(
    tenant: &Tenant,
    uri: &str,
    judge: impl Fn(&JwkSet) -> Result<T, VerifyError>,
) -> Result<Result<T, VerifyError>, Failure> {
    match judge(&*key_set(tenant, uri, false).await?) {
        Err(VerifyError::Key | VerifyError::Signature) => Ok(judge(&*key_set(tenant, uri, true).await?)),
        judged => Ok(judged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_microsofts_shared_issuers_have_a_place_for_the_directory() {
        let common = "https://login.microsoftonline.com/common/v2.0";
        let templated = "https://login.microsoftonline.com/{tenantid}/v2.0";
        assert_eq!(announced(common, Some(Preset::Microsoft)), templated);
        assert_eq!(announced(common, None), common);
        let own = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";
        assert_eq!(announced(own, Some(Preset::Microsoft)), own);
    }
}
