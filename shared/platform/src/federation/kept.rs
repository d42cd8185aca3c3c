//! Refresh tokens of providers that an application wants kept (`keep_refresh_token`): sealed on the way, sealed for their identity, and exchanged for
//! access tokens that the application's backend asks for.
//!
//! What is sealed opens for its identity and for the client at the provider it was given to: a provider that is set up differently gets none of the
//! old ones. Whoever writes an identity that keeps one writes on its version, so no token that was exchanged for a newer one comes back.

use super::{discovery, marker, token_endpoint};
use crate::{
    caller, limits,
    manage::{By, TRIES, not_found},
    tenant::Tenant,
};
use domain::{
    Change, Event, IdentityId, Secret,
    event::{ActorKind, EventKind},
    identity::{Asserted, Identity, Kept},
    identity_provider::IdentityProvider,
    permission::Permission,
    rate::Limit,
    user::User,
};
use keys::Purpose;
use protocol::{
    error::{ErrorCode, Failure},
    relying_party::TokenAnswer,
};
use serde::Serialize;
use store::StoreError;
use token_endpoint::Refused;

/// Access tokens for one identity: a backend keeps each as long as it is good.
const PER_IDENTITY: Limit = Limit::per(60, 3600);

/// An access token of a provider, for the application's backend.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Issued {
    /// The token.
    pub access_token: Secret<String>,
    /// How it is presented.
    pub token_type: String,
    /// For how many seconds it is good; null when the provider does not say.
    pub expires_in: Option<u64>,
    /// What it reaches; null when the provider does not say: what was asked for.
    pub scope: Option<String>,
}

/// Where a token waits until it is known whose identity it will be of: the marker of the account there.
async fn on_the_way(tenant: &Tenant, provider: &IdentityProvider, said: &Asserted) -> Result<String, Failure> {
    let marker = marker(tenant, &said.idp_id, &said.issuer, &said.subject).await?;
    Ok(format!("said {marker} {}", provider.token_audience()))
}

fn within(id: &IdentityId, provider: &IdentityProvider) -> String {
    format!("{id} {}", provider.token_audience())
}

/// The refresh token of a sign-in, sealed, if it is to be kept.
pub(super) async fn sealed(
    tenant: &Tenant,
    provider: &IdentityProvider,
    said: &Asserted,
    answer: &TokenAnswer,
) -> Result<Option<String>, Failure> {
    let Some(token) = answer.keepable_refresh_token().filter(|_| provider.keep_refresh_token) else {
        return Ok(None);
    };
    let within = on_the_way(tenant, provider, said).await?;
    let vault = tenant.vault().await?;
    Ok(Some(vault.seal_within(
        tenant.id(),
        Purpose::UpstreamToken,
        &within,
        token.as_bytes(),
    )))
}

/// What becomes of the token that an identity keeps, by what the provider said now.
pub(crate) async fn kept(
    tenant: &Tenant,
    provider: &IdentityProvider,
    id: &IdentityId,
    said: &Asserted,
) -> Result<Kept, Failure> {
    if !provider.keep_refresh_token {
        return Ok(Kept::Gone);
    }
    let Some(sealed) = &said.sealed_refresh_token else {
        return Ok(Kept::AsItIs);
    };
    let before = on_the_way(tenant, provider, said).await?;
    let vault = tenant.vault().await?;
    // Sealed for a client that the provider does not know us as any more: of no use.
    let Some(token) = vault.open_within(tenant.id(), Purpose::UpstreamToken, &before, sealed) else {
        return Ok(Kept::AsItIs);
    };
    let within = within(id, provider);
    Ok(Kept::Replaced(vault.seal_within(
        tenant.id(),
        Purpose::UpstreamToken,
        &within,
        &token,
    )))
}

async fn opened(
    tenant: &Tenant,
    provider: &IdentityProvider,
    identity: &Identity,
) -> Result<Option<Secret<String>>, Failure> {
    let Some(sealed) = &identity.sealed_refresh_token else {
        return Ok(None);
    };
    let within = within(&identity.id, provider);
    let vault = tenant.vault().await?;
    let plain = vault.open_within(tenant.id(), Purpose::UpstreamToken, &within, sealed);
    Ok(plain.and_then(|plain| String::from_utf8(plain).ok()).map(Secret::new))
}

/// Gets an access token at the provider, in the name of the person whose identity it is.
pub async fn issue(tenant: &Tenant, by: &By<'_>, user: &User, id: &IdentityId) -> Result<Issued, Failure> {
    allowed(by)?;
    let (_, found) = tenant.store().user_and_identity(tenant.id(), &user.id, id).await?;
    let identity = found.ok_or_else(|| not_found("identity"))?;
    let provider = provider(tenant, &identity).await?;
    let token = opened(tenant, &provider, &identity).await?.ok_or_else(|| {
        let detail = "No refresh token is kept for this identity. Have the person sign in through the provider, which has to be asked for offline access.";
        Failure::new(ErrorCode::NotFound, detail)
    })?;
    limits::count_always(tenant, "identity_token", &id.to_string(), PER_IDENTITY).await?;
    let provider = discovery::refreshed(tenant, &provider).await;
    let grant = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.expose().as_str()),
    ];
    match token_endpoint::ask(tenant, &provider, &grant).await? {
        Ok(answer) => issued(tenant, by, (&provider, identity), answer).await,
        Err(Refused::Unreached(failure)) => Err(failure),
        Err(Refused::Unreadable) => Err(badly("what is not a token answer")),
        Err(Refused::Said(error)) if error == "invalid_grant" => {
            let event = event(tenant, by, EventKind::IdentityTokenRejected, &identity).failed("invalid_grant");
            replace(tenant, identity, None, event).await?;
            let detail = "The provider takes the kept refresh token no more, and it was removed. Have the person sign in through the provider again.";
            Err(Failure::new(ErrorCode::InvalidGrant, detail))
        }
        Err(Refused::Said(error)) => Err(badly(&error)),
    }
}

/// A key or client that may do everything was not made for this: it has to be named.
fn allowed(by: &By<'_>) -> Result<(), Failure> {
    by.needs(Permission::IdentitiesTokens)?;
    let is_person = matches!(by.actor.kind, ActorKind::User | ActorKind::Operator);
    if is_person || by.permissions.names_it(Permission::IdentitiesTokens) {
        return Ok(());
    }
    Err(caller::forbidden(Permission::IdentitiesTokens.as_str()))
}

fn badly(what: &str) -> Failure {
    Failure::new(ErrorCode::UpstreamFailed, format!("The provider answered {what}."))
}

/// The connection, if it is in use and its tokens are wanted: as it is now, not as it was remembered.
async fn provider(tenant: &Tenant, identity: &Identity) -> Result<IdentityProvider, Failure> {
    let all = tenant.store().identity_providers(tenant.id()).await?;
    let usable =
        |provider: &IdentityProvider| provider.id == identity.idp_id && provider.enabled && provider.keep_refresh_token;
    all.into_iter().find(usable).ok_or_else(|| {
        let detail = "This identity provider is switched off, or its refresh tokens are not kept (keep_refresh_token).";
        Failure::new(ErrorCode::MethodDisabled, detail)
    })
}

fn event(tenant: &Tenant, by: &By<'_>, kind: EventKind, identity: &Identity) -> Event {
    by.event(tenant, kind)
        .on("user", identity.user_id)
        .with("identity", identity.id.to_string())
        .with("idp", identity.idp_id.to_string())
}

async fn issued(
    tenant: &Tenant,
    by: &By<'_>,
    (provider, identity): (&IdentityProvider, Identity),
    answer: TokenAnswer,
) -> Result<Issued, Failure> {
    let event = event(tenant, by, EventKind::IdentityTokenIssued, &identity);
    let next = answer.keepable_refresh_token();
    let Some(access_token) = answer.access_token.clone().filter(|token| !token.is_empty()) else {
        return Err(badly("without an access token"));
    };
    match next {
        Some(next) => {
            let within = within(&identity.id, provider);
            let vault = tenant.vault().await?;
            let sealed = vault.seal_within(tenant.id(), Purpose::UpstreamToken, &within, next.as_bytes());
            replace(tenant, identity, Some(sealed), event).await?;
        }
        None => tenant.record(event).await?,
    }
    Ok(Issued {
        access_token: Secret::new(access_token),
        token_type: answer.token_type.as_str().unwrap_or("Bearer").to_owned(),
        expires_in: answer.lifetime(),
        scope: answer.scope.as_str().map(str::to_owned),
    })
}

/// Puts `next` in the place of the token that was used. A newer one, of a sign-in meanwhile, stays, and what happened is noted all the same.
async fn replace(tenant: &Tenant, used: Identity, next: Option<String>, event: Event) -> Result<(), Failure> {
    let spent = used.sealed_refresh_token.clone();
    let mut now = used;
    for _ in 0..TRIES {
        let change = Change::because(now.clone().keeping(next.clone()), event.clone());
        match tenant.store().save_identity(tenant.id(), &change).await {
            Err(StoreError::Conflict) => {}
            done => return Ok(done?),
        }
        let (_, found) = tenant
            .store()
            .user_and_identity(tenant.id(), &now.user_id, &now.id)
            .await?;
        match found {
            Some(found) if found.sealed_refresh_token == spent => now = found,
            _ => return tenant.record(event).await,
        }
    }
    Err(StoreError::Conflict.into())
}
