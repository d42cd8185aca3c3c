//! Which client sends this request: exactly one method, the registered one (RFC 6749 §2.3, RFC 7523 §3, OIDC Core §9).
//!
//! A secret is compared with its MAC in constant time; an assertion's `jti` is spent once (CA-02). Failures are counted per source and client, after the
//! failure: a 256-bit secret cannot be guessed, and a good call pays nothing.

use crate::{limits, source::Source, tenant::Tenant};
use domain::{
    ClientId, Event,
    client::{Client, TokenEndpointAuthMethod},
    event::{Actor, EventKind, Origin},
    rate::Limit,
};
use keys::MacKind;
use protocol::{
    client_authentication::PresentedClient,
    error::{ErrorCode, Failure},
    json,
    jwt::JwkSet,
    params::Params,
};
use std::sync::Arc;

/// Failures per source and client.
const FAILURES: Limit = Limit::per(10, 60);
/// How long after its end an assertion stays spent, in seconds: more than any tolerance of clocks.
const REMEMBERED_SECS: i64 = 120;
/// The largest key set we fetch, in bytes.
const MAX_KEY_SET: usize = 64 * 1024;

fn refused() -> Failure {
    Failure::new(
        ErrorCode::InvalidClient,
        "The client is unknown, or its authentication does not match its registration.",
    )
}

/// The client behind a request.
pub async fn authenticate(
    tenant: &Tenant,
    authorization: Option<&str>,
    params: &Params,
    origin: &Origin,
    source: &Source,
) -> Result<Arc<Client>, Failure> {
    let presented = PresentedClient::parse(authorization, params)?;
    let named = named(&presented);
    let outcome = judge(tenant, &presented, named).await;
    if let Err(failure) = &outcome
        && failure.code == ErrorCode::InvalidClient
    {
        // An id that nobody has is not a counter of its own: whoever draws ids by chance shares one.
        let known = match named {
            Some(id) => tenant.client(&id).await?.map(|client| client.id),
            None => None,
        };
        count_failure(tenant, known, origin, source).await?;
    }
    outcome
}

/// The client a request names: in the header, the form, or the assertion's own subject.
fn named(presented: &PresentedClient) -> Option<ClientId> {
    let text = match presented {
        PresentedClient::PrivateKeyJwt {
            client_id: None,
            client_assertion,
        } => keys::verify::unverified_subject(client_assertion),
        other => other.client_id().map(str::to_owned),
    };
    text.and_then(|text| text.parse().ok())
}

async fn judge(tenant: &Tenant, presented: &PresentedClient, named: Option<ClientId>) -> Result<Arc<Client>, Failure> {
    let id = named.ok_or_else(refused)?;
    let client = tenant
        .client(&id)
        .await?
        .filter(|client| client.is_usable())
        .ok_or_else(refused)?;
    let right = match (presented, client.token_endpoint_auth_method) {
        (PresentedClient::Basic { client_secret, .. }, TokenEndpointAuthMethod::ClientSecretBasic)
        | (PresentedClient::Post { client_secret, .. }, TokenEndpointAuthMethod::ClientSecretPost) => {
            secret_matches(tenant, &client, client_secret).await?
        }
        (PresentedClient::PrivateKeyJwt { client_assertion, .. }, TokenEndpointAuthMethod::PrivateKeyJwt) => {
            assertion_holds(tenant, &client, client_assertion).await?
        }
        (PresentedClient::None { .. }, TokenEndpointAuthMethod::None) => true,
        _ => false,
    };
    if right { Ok(client) } else { Err(refused()) }
}

async fn secret_matches(tenant: &Tenant, client: &Client, secret: &str) -> Result<bool, Failure> {
    let vault = tenant.vault().await?;
    let now = tenant.now();
    // Every live secret is compared, so the time does not tell which of the two it was.
    Ok(client
        .live_secrets(now)
        .filter(|live| vault.mac_matches(tenant.id(), MacKind::ClientSecret, secret.as_bytes(), &live.mac))
        .count()
        > 0)
}

async fn assertion_holds(tenant: &Tenant, client: &Client, assertion: &str) -> Result<bool, Failure> {
    let now = tenant.now();
    let id = client.id.to_string();
    let verify = |keys: &JwkSet| {
        keys::verify::client_assertion(
            keys,
            assertion,
            &id,
            tenant.issuer(),
            client.token_endpoint_auth_signing_alg,
            now,
        )
    };
    let claims = match (&client.jwks, &client.jwks_uri) {
        (Some(keys), _) => verify(keys).ok(),
        (None, Some(uri)) => {
            let known = fetched(tenant, uri, false).await?;
            match verify(&known) {
                Ok(claims) => Some(claims),
                // An unknown key: the client may have rotated since we last looked.
                Err(_) => verify(&*fetched(tenant, uri, true).await?).ok(),
            }
        }
        (None, None) => None,
    };
    let Some(claims) = claims else { return Ok(false) };
    // Remembered beyond its end: a clock that lags behind may still believe it.
    let expires_at = domain::Timestamp::from_secs(claims.exp).plus_secs(REMEMBERED_SECS);
    let spent = tenant.vault().await?.mac(
        tenant.id(),
        MacKind::Spent,
        format!("assertion {id} {}", claims.jti).as_bytes(),
    );
    tenant
        .store()
        .spend(tenant.id(), &spent, expires_at, now)
        .await
        .map_err(Failure::from)
}

/// A client's own key set: through the guarded client, kept for a while, fetched again for an unknown key at most once in 30 seconds.
async fn fetched(tenant: &Tenant, uri: &str, again: bool) -> Result<Arc<JwkSet>, Failure> {
    let now = tenant.now();
    let cache = &tenant.services().caches().client_keys;
    let known = cache.get(&uri.to_owned(), now);
    let asked = format!("again {uri}");
    if let Some(keys) = known
        && (!again || cache.get(&asked, now).is_some())
    {
        return Ok(keys);
    }
    let body = tenant
        .services()
        .fetch
        .get(uri, MAX_KEY_SET)
        .await
        .map_err(|_| refused())?;
    let keys: Arc<JwkSet> = Arc::new(json::from_slice(&body).map_err(|_| refused())?);
    cache.put(uri.to_owned(), Arc::clone(&keys), now);
    if again {
        cache.put(asked, Arc::clone(&keys), now);
    }
    Ok(keys)
}

async fn count_failure(
    tenant: &Tenant,
    client: Option<ClientId>,
    origin: &Origin,
    source: &Source,
) -> Result<(), Failure> {
    let name = client.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
    limits::count(
        tenant,
        "client_authentication",
        &format!("{name} {}", source.key()),
        FAILURES,
        source,
    )
    .await?;
    let event = Event::new(
        EventKind::ClientAuthenticationFailed,
        Actor::anonymous(),
        tenant.now(),
        tenant.entropy(),
    )
    .on("client", name)
    .denied("invalid_client");
    tenant.record(event.from(origin)).await
}
