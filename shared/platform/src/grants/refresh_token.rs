//! Refreshing: rotation by one conditional update, a retry answered with the same successor, reuse ending the family (RFC 6749 §6, RFC 9700 §4.14.2).
//!
//! User and grant are asked side by side; the answer needs both. The store is never asked about a token that does not open.

use super::invalid_grant;
use crate::{
    tenant::Tenant,
    tokens::{self, Issue},
};
use domain::{
    Event,
    client::Client,
    event::{Actor, ActorKind, EventKind, Origin},
    grant::{Grant, Presented, RevokedReason},
    user::User,
};
use keys::RefreshContents;
use protocol::{
    error::{ErrorCode, Failure},
    scope::ScopeSet,
    token::TokenResponse,
};
use store::{Rotated, Rotation};

/// What was presented.
pub(crate) struct Refresh<'a> {
    pub(crate) refresh_token: &'a str,
    pub(crate) scope: Option<&'a ScopeSet>,
    pub(crate) resource: &'a [String],
}

/// Exchanges a refresh token for fresh tokens.
pub(crate) async fn refresh(
    tenant: &Tenant,
    client: &Client,
    presented: &Refresh<'_>,
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    let vault = tenant.vault().await?;
    let contents = vault
        .read_refresh_token(tenant.id(), presented.refresh_token)
        .ok_or_else(invalid_grant)?;
    // Epochs that the warm views already know: a dead family costs no write.
    if is_old(tenant, client, &contents) {
        return Err(invalid_grant());
    }
    tokens::check_resources(tenant, presented.resource)?;
    if presented.scope.is_some() || !presented.resource.is_empty() {
        check_wishes(tenant, &contents, presented).await?;
    }
    let successor = vault.successor(tenant.id(), presented.refresh_token, &contents);
    let (hash, next) = (
        tokens::refresh_hash(tenant, presented.refresh_token).await?,
        tokens::refresh_hash(tenant, &successor).await?,
    );
    let turn = Rotation {
        user: &contents.user_id,
        grant: &contents.grant_id,
        client: &client.id,
        issuer: tenant.issuer(),
        presented: &hash,
        successor: &next,
        idle_until: tokens::idle_until(tenant, client),
        now: tenant.now(),
    };
    let (user, rotated) = tokio::join!(
        tenant.store().user(tenant.id(), &contents.user_id),
        tenant.store().rotate_grant(tenant.id(), &turn)
    );
    let grant = match rotated? {
        Rotated::Done(grant) => *grant,
        Rotated::Refused(old) => retried(tenant, client, old.map(|grant| *grant), &hash, origin).await?,
    };
    let user = user?.filter(|user| is_good(user, &grant)).ok_or_else(invalid_grant)?;
    let scope = narrowed(&grant.scope, presented.scope)?;
    let resource = if presented.resource.is_empty() {
        &grant.resource
    } else {
        presented.resource
    };
    let issue = Issue {
        client,
        user: &user,
        grant: &grant,
        scope: &scope,
        resource,
        nonce: None,
        origin,
    };
    tokens::issue(tenant, &issue, Some(successor)).await
}

fn is_old(tenant: &Tenant, client: &Client, contents: &RefreshContents) -> bool {
    contents.epochs.application < tenant.application().token_epoch || contents.epochs.client < client.token_epoch
}

/// What cannot be given is refused before anything is spent: a client that is told no keeps the token it has. One read more, only for those who
/// ask for less than they have.
async fn check_wishes(tenant: &Tenant, contents: &RefreshContents, presented: &Refresh<'_>) -> Result<(), Failure> {
    let (_, grant) = tenant
        .store()
        .user_and_grant(tenant.id(), &contents.user_id, &contents.grant_id, tenant.now())
        .await?;
    let grant = grant.ok_or_else(invalid_grant)?;
    narrowed(&grant.scope, presented.scope)?;
    let granted = |wanted: &String| grant.resource.is_empty() || grant.resource.contains(wanted);
    if !presented.resource.iter().all(granted) {
        return Err(Failure::new(
            ErrorCode::InvalidTarget,
            "This resource was not granted (RFC 8707 §2.2).",
        ));
    }
    Ok(())
}

fn is_good(user: &User, grant: &Grant) -> bool {
    user.is_active() && grant.epochs.user >= user.token_epoch
}

/// The token was not the current one: our own retry, or a copy in other hands.
async fn retried(
    tenant: &Tenant,
    client: &Client,
    grant: Option<Grant>,
    hash: &str,
    origin: &Origin,
) -> Result<Grant, Failure> {
    let grant = grant.ok_or_else(invalid_grant)?;
    match grant.judge(hash, &client.id, tenant.settings().refresh_retry_window, tenant.now()) {
        Presented::Retry => Ok(grant),
        // The current token of a live grant, refused all the same: its own reply was lost and it rotated in between, or it is not this client's.
        Presented::Current => Err(invalid_grant()),
        Presented::Reused => {
            let event = reuse(tenant, client, &grant, origin);
            tenant
                .store()
                .revoke_grant(
                    tenant.id(),
                    (&grant.user_id, &grant.id),
                    Some(&client.id),
                    RevokedReason::Reuse,
                    &[event],
                )
                .await?;
            Err(invalid_grant())
        }
        Presented::Dead => {
            if grant.client_id != client.id {
                let event = Event::new(
                    EventKind::TenantMismatch,
                    Actor::new(ActorKind::Client, client.id),
                    tenant.now(),
                    tenant.entropy(),
                );
                tenant
                    .record(event.on("grant", grant.id).denied("wrong_client").from(origin))
                    .await?;
            }
            Err(invalid_grant())
        }
    }
}

fn reuse(tenant: &Tenant, client: &Client, grant: &Grant, origin: &Origin) -> Event {
    Event::new(
        EventKind::TokenReuseDetected,
        Actor::new(ActorKind::Client, client.id),
        tenant.now(),
        tenant.entropy(),
    )
    .on("grant", grant.id)
    .with("generation", grant.generation)
    .denied("refresh_token_reuse")
    .from(origin)
}

/// `scope` may only narrow, and only for this answer. Unknown and forbidden names are dropped.
fn narrowed(granted: &ScopeSet, asked: Option<&ScopeSet>) -> Result<ScopeSet, Failure> {
    let Some(asked) = asked else { return Ok(granted.clone()) };
    let left = granted.intersection(asked);
    if left.is_empty() {
        Err(Failure::new(
            ErrorCode::InvalidScope,
            "None of these scopes was granted.",
        ))
    } else {
        Ok(left)
    }
}
