//! Identity providers of an application: set up (with what the provider publishes), changed, deleted (behaviour 3.15, 4.10).

mod body;

pub use body::ProviderBody;

use super::{By, TRIES, all_good, diff, expect_version, invalid, limit_exceeded, not_found, retry};
use crate::{
    federation::{self, apple_key},
    tenant::Tenant,
};
use domain::{
    Change, IdentityProviderId,
    event::EventKind,
    identity_provider::{IdentityProvider, MAX_PROVIDERS, Preset, ProviderType},
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use serde_json::{Map, Value};
use store::StoreError;

/// How many identities are removed at once with their provider.
const REMOVED_AT_ONCE: i32 = 50;
/// How often: what is left after a thousand is removed by asking again.
const MOST_REMOVALS: usize = 20;

/// A provider as everybody may see it: what a button needs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PublicProvider {
    /// As `idp` names it.
    pub name: String,
    /// On the button.
    pub display_name: String,
    /// An image for it.
    pub icon_url: Option<String>,
    /// Which mark a page may draw.
    pub preset: Option<Preset>,
    /// How it speaks.
    #[serde(rename = "type")]
    pub provider_type: ProviderType,
}

impl From<&IdentityProvider> for PublicProvider {
    fn from(provider: &IdentityProvider) -> Self {
        Self {
            name: provider.name.clone(),
            display_name: provider.display_name.clone(),
            icon_url: provider.icon_url.clone(),
            preset: provider.preset,
            provider_type: provider.provider_type,
        }
    }
}

/// The providers that people may sign in through now.
pub async fn public(tenant: &Tenant) -> Result<Vec<PublicProvider>, Failure> {
    Ok(federation::offered(tenant)
        .await?
        .iter()
        .map(PublicProvider::from)
        .collect())
}

/// A provider as the API shows it: everything but its secret, and where it has to send people back to.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct ProviderView(Map<String, Value>);

/// The view of a provider.
pub fn shown(tenant: &Tenant, provider: &IdentityProvider) -> Result<ProviderView, Failure> {
    let internal = |error: serde_json::Error| Failure::new(ErrorCode::InternalError, error.to_string());
    let mut whole: Map<String, Value> = match serde_json::to_value(provider).map_err(internal)? {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let secret = whole.remove("sealed_secret").is_some();
    whole.insert("has_client_secret".into(), Value::Bool(secret));
    whole.insert("callback_url".into(), federation::callback_uri(tenant, provider).into());
    for name in ["team_id", "key_id"] {
        whole.entry(name).or_insert(Value::Null);
    }
    Ok(ProviderView(whole))
}

/// All of them, the oldest first.
pub async fn list(tenant: &Tenant) -> Result<Vec<ProviderView>, Failure> {
    let found = tenant.store().identity_providers(tenant.id()).await?;
    found.iter().map(|provider| shown(tenant, provider)).collect()
}

/// One of them.
pub async fn get(tenant: &Tenant, id: &IdentityProviderId) -> Result<IdentityProvider, Failure> {
    let found = tenant.store().identity_providers(tenant.id()).await?;
    found
        .into_iter()
        .find(|provider| provider.id == *id)
        .ok_or_else(|| not_found("identity provider"))
}

/// Everything that must hold of a provider before it is stored.
async fn settle(
    tenant: &Tenant,
    provider: &mut IdentityProvider,
    body: &ProviderBody,
    rediscover: bool,
) -> Result<(), Failure> {
    let mut problems = body.apply(provider);
    if let Some(secret) = body.secret() {
        let is_key = provider.preset != Some(Preset::Apple) || apple_key(String::new(), secret).is_ok();
        if is_key {
            provider.sealed_secret = Some(federation::seal_secret(tenant, provider, secret).await?);
        } else {
            problems.push(invalid(
                "client_secret",
                "For Apple this is the text of the key file (.p8).",
            ));
        }
    }
    problems.extend(provider.problems());
    all_good(problems)?;
    if provider.provider_type == ProviderType::Oidc && rediscover {
        let issuer = provider.issuer.clone().unwrap_or_default();
        let document = federation::discover(tenant, &issuer, provider.preset).await?;
        federation::fill(provider, &document);
    }
    let fetch = &tenant.services().fetch;
    for (field, url) in [
        ("authorization_endpoint", &provider.authorization_endpoint),
        ("token_endpoint", &provider.token_endpoint),
        ("userinfo_endpoint", &provider.userinfo_endpoint),
    ] {
        if let Some(url) = url {
            fetch
                .check(url)
                .map_err(|failure| failure.clone().field(field, failure.code, failure.detail))?;
        }
    }
    Ok(())
}

/// Sets a provider up. An `OpenID` provider is asked for its metadata now.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: ProviderBody) -> Result<IdentityProvider, Failure> {
    let mut provider = body.begin(tenant)?;
    let known = tenant.store().identity_providers(tenant.id()).await?;
    if let Some(made) = known.iter().find(|known| known.id == provider.id) {
        // An earlier try of this request made it.
        return Ok(made.clone());
    }
    settle(tenant, &mut provider, &body, true).await?;
    if known.iter().any(|other| other.name == provider.name) {
        return Err(name_taken(StoreError::Conflict));
    }
    if known.len() >= MAX_PROVIDERS {
        return Err(limit_exceeded("identity providers", MAX_PROVIDERS, known.len()));
    }
    let event = by
        .event(tenant, EventKind::IdpCreated)
        .on("idp", provider.id)
        .with("name", provider.name.clone());
    tenant
        .store()
        .save_identity_provider(tenant.id(), Change::because(provider.clone(), event))
        .await
        .map_err(name_taken)?;
    tenant.forget_identity_providers();
    Ok(provider)
}

fn name_taken(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::new(ErrorCode::NameTaken, "Another identity provider has that name."),
        other => other.into(),
    }
}

/// Changes a provider. Naming its issuer, changed or not, asks for its metadata again.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &IdentityProviderId,
    body: ProviderBody,
    if_match: Option<u64>,
) -> Result<IdentityProvider, Failure> {
    body.refuse_fixed()?;
    for attempt in 0..TRIES {
        let before = get(tenant, id).await?;
        expect_version(if_match, before.version)?;
        let mut after = before.clone();
        settle(tenant, &mut after, &body, body.names_issuer()).await?;
        if after == before {
            return Ok(before);
        }
        if before.enabled && !after.enabled {
            keep_a_way_in(tenant, id).await?;
        }
        let event = by
            .event(tenant, EventKind::IdpUpdated)
            .on("idp", before.id)
            .with("changes", diff::changes(&before, &after));
        let after = after.touched(tenant.now());
        let change = Change::because(after.clone(), event);
        match tenant.store().save_identity_provider(tenant.id(), change).await {
            Ok(()) => {
                tenant.forget_identity_providers();
                return Ok(after);
            }
            Err(error) => retry(error, if_match, attempt)?,
        }
    }
    Err(StoreError::Conflict.into())
}

/// Where providers are the only way in, the last one stays.
async fn keep_a_way_in(tenant: &Tenant, id: &IdentityProviderId) -> Result<(), Failure> {
    let application = tenant.store().application(tenant.id()).await?;
    let all = tenant.store().identity_providers(tenant.id()).await?;
    let others = all.iter().any(|provider| provider.enabled && provider.id != *id);
    if application.is_none_or(|application| application.settings.has_a_method(others)) {
        return Ok(());
    }
    Err(Failure::new(
        ErrorCode::NoAuthMethodLeft,
        "This is the last way to sign in. Switch another one on first.",
    ))
}

/// Deletes a provider; one with identities only with `force`, and then they go with it.
pub async fn delete(
    tenant: &Tenant,
    by: &By<'_>,
    id: &IdentityProviderId,
    force: bool,
    if_match: Option<u64>,
) -> Result<(), Failure> {
    let provider = get(tenant, id).await?;
    expect_version(if_match, provider.version)?;
    if provider.enabled {
        keep_a_way_in(tenant, id).await?;
    }
    for round in 0..=MOST_REMOVALS {
        let page = tenant
            .store()
            .identities_of_provider(tenant.id(), id, REMOVED_AT_ONCE, None)
            .await?;
        if page.items.is_empty() {
            break;
        }
        if !force || round == MOST_REMOVALS {
            return Err(in_use(page.items.len(), page.next.is_some()));
        }
        tenant.store().remove_identities(tenant.id(), &page.items).await?;
    }
    let event = by
        .event(tenant, EventKind::IdpDeleted)
        .on("idp", provider.id)
        .with("name", provider.name.clone());
    tenant
        .store()
        .delete_identity_provider(tenant.id(), Change::because(provider, event))
        .await?;
    tenant.forget_identity_providers();
    Ok(())
}

fn in_use(count: usize, more: bool) -> Failure {
    let shown = if more {
        format!("More than {count}")
    } else {
        count.to_string()
    };
    let detail = format!("{shown} people sign in through it. Delete it with ?force=true to take it from them.");
    Failure::new(ErrorCode::IdpInUse, detail).member("count", count)
}
