//! Redeeming an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.6).
//!
//! One read of the user, one conditional Put of the grant: of any number of parallel redemptions exactly one succeeds, and a later one loses the
//! grant (CG-02). A wrong verifier, redirect URI or client burns the code by putting a dead grant in its place (CG-03, PK-03).

use super::invalid_grant;
use crate::{
    code::{self, Code},
    sessions,
    tenant::Tenant,
    tokens::{self, Issue},
};
use domain::{
    ClientId, Event, GrantId, UserId,
    client::{Client, GrantType},
    event::{Actor, ActorKind, EventKind, Origin},
    grant::{Grant, RevokedReason},
};
use keys::Vault;
use protocol::{error::Failure, pkce, scope, token::TokenResponse};
use store::Created;

/// What was presented.
pub(crate) struct Redemption<'a> {
    pub(crate) code: &'a str,
    pub(crate) redirect_uri: &'a str,
    pub(crate) code_verifier: Option<&'a str>,
    pub(crate) resource: &'a [String],
}

/// Redeems a code for tokens.
pub(crate) async fn redeem(
    tenant: &Tenant,
    client: &Client,
    presented: &Redemption<'_>,
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    let code = Code::open(tenant, presented.code).await?.ok_or_else(invalid_grant)?;
    if code.issuer != tenant.issuer() {
        return Err(invalid_grant());
    }
    if code.expires_at.is_past(tenant.now()) {
        // A second use is one however late it comes (CG-02): it takes back what the first one gave, if there was a first one.
        if code.client_id == client.id {
            reused(tenant, (&code.user_id, &code.grant_id, &code.client_id), origin).await?;
        }
        return Err(invalid_grant());
    }
    if !is_rightful(&code, client, presented) {
        burn(tenant, client, &code, origin).await?;
        return Err(invalid_grant());
    }
    let resource = resources(tenant, &code, presented.resource)?;
    let user = tenant.store().user(tenant.id(), &code.user_id).await?;
    let Some(user) = user.filter(|user| user.is_active() && code.epochs.user >= user.token_epoch) else {
        end_outlived_session(tenant, &code, origin).await?;
        return Err(invalid_grant());
    };
    if !code.epochs.outlive(&tokens::epochs(tenant, client, &user)) {
        return Err(invalid_grant());
    }
    let vault = tenant.vault().await?;
    let (grant, refresh_token) = grant(tenant, vault, client, &code).await?;
    let events = if code.after_page {
        vec![created(tenant, &grant, origin)]
    } else {
        Vec::new()
    };
    match tenant.store().create_grant(tenant.id(), &grant, &events).await? {
        Created::New => {}
        Created::Before(old) => {
            reused(tenant, (&old.user_id, &old.id, &old.client_id), origin).await?;
            return Err(invalid_grant());
        }
    }
    let issue = Issue {
        client,
        user: &user,
        grant: &grant,
        scope: &grant.scope,
        resource,
        nonce: code.nonce.as_deref(),
        origin,
    };
    tokens::issue(tenant, &issue, refresh_token).await
}

/// The resources of this answer: those of the request, or fewer (RFC 8707 §2.2).
fn resources<'a>(tenant: &Tenant, code: &'a Code, asked: &'a [String]) -> Result<&'a [String], Failure> {
    let wanted = if asked.is_empty() { &code.resource } else { asked };
    let granted = |wanted: &String| code.resource.is_empty() || code.resource.contains(wanted);
    if !wanted.iter().all(granted) {
        return Err(invalid_grant());
    }
    tokens::check_resources(tenant, wanted)?;
    Ok(wanted)
}

/// The user is gone, off, or grew past the session the code came from. Authorize does not read users, so the session is ended here: the
/// browser is asked to sign in again instead of being given codes that nobody can redeem.
async fn end_outlived_session(tenant: &Tenant, code: &Code, origin: &Origin) -> Result<(), Failure> {
    let now = tenant.now();
    let found = tenant
        .store()
        .session(tenant.id(), &code.user_id, &code.session_id, now)
        .await?;
    match found.filter(|session| session.is_live(tenant.application().token_epoch, now)) {
        Some(session) => sessions::end(tenant, &session, Actor::system(), EventKind::SessionRevoked, origin).await,
        None => Ok(()),
    }
}

/// The client, redirect URI and verifier the code was made for. A verifier without a challenge is as wrong as a challenge without a verifier.
fn is_rightful(code: &Code, client: &Client, presented: &Redemption<'_>) -> bool {
    let verified = match (&code.code_challenge, presented.code_verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            pkce::check_verifier(verifier).is_ok() && challenge.verify(&keys::sha256(verifier.as_bytes()))
        }
        _ => false,
    };
    code.client_id == client.id && code.redirect == code::redirect_digest(presented.redirect_uri) && verified
}

async fn grant(
    tenant: &Tenant,
    vault: &Vault,
    client: &Client,
    code: &Code,
) -> Result<(Grant, Option<String>), Failure> {
    let now = tenant.now();
    let offline = code.scope.contains(scope::OFFLINE_ACCESS);
    let refreshes = client.may(GrantType::RefreshToken) && (offline || client.first_party);
    let settings = tenant.settings();
    let access_life = client.access_token_ttl.unwrap_or(settings.access_token_ttl);
    let refresh_life = client.refresh_token_ttl.unwrap_or(settings.refresh_token_ttl);
    let expires_at = match (refreshes, offline) {
        (false, _) => now.plus_secs(i64::from(access_life)),
        (true, true) => now.plus_secs(i64::from(refresh_life)),
        (true, false) => code.session_expires_at,
    };
    let mut grant = Grant {
        id: code.grant_id,
        user_id: code.user_id,
        client_id: code.client_id,
        issuer: code.issuer.clone(),
        scope: code.scope.clone(),
        resource: code.resource.clone(),
        userinfo_claims: code.userinfo_claims.clone(),
        id_token_claims: code.id_token_claims.clone(),
        auth_time: code.auth_time,
        amr: code.amr.clone(),
        acr: code.acr,
        session_id: code.session_id,
        offline,
        current: None,
        previous: None,
        rotated_at: None,
        generation: 0,
        expires_at,
        idle_expires_at: (refreshes && offline).then(|| tokens::idle_until(tenant, client).min(expires_at)),
        epochs: code.epochs,
        revoked: None,
        created_at: now,
    };
    if !refreshes {
        return Ok((grant, None));
    }
    let token = vault.first_refresh_token(tenant.id(), &tokens::refresh_contents(&grant));
    grant.current = Some(tokens::refresh_hash(tenant, &token).await?);
    Ok((grant, Some(token)))
}

fn created(tenant: &Tenant, grant: &Grant, origin: &Origin) -> Event {
    Event::new(
        EventKind::GrantCreated,
        Actor::new(ActorKind::User, grant.user_id),
        tenant.now(),
        tenant.entropy(),
    )
    .on("grant", grant.id)
    .with("client_id", grant.client_id.to_string())
    .with("scopes", grant.scope.to_string())
    .from(origin)
}

/// A dead grant in the code's place: nobody can redeem it any more. If it was redeemed already, what it gave is left alone unless it was this client.
async fn burn(tenant: &Tenant, client: &Client, code: &Code, origin: &Origin) -> Result<(), Failure> {
    let vault = tenant.vault().await?;
    let (grant, _) = grant(tenant, vault, client, code).await?;
    let grant = Grant { current: None, ..grant }.revoke(RevokedReason::CodeBurned);
    let reason = if code.client_id == client.id {
        "wrong_proof"
    } else {
        "wrong_client"
    };
    let event = Event::new(
        EventKind::GrantRevoked,
        Actor::new(ActorKind::Client, client.id),
        tenant.now(),
        tenant.entropy(),
    );
    let event = event
        .on("grant", grant.id)
        .with("client_id", code.client_id.to_string())
        .denied(reason)
        .from(origin);
    match tenant
        .store()
        .create_grant(tenant.id(), &grant, std::slice::from_ref(&event))
        .await?
    {
        Created::Before(old) if code.client_id == client.id => {
            reused(tenant, (&old.user_id, &old.id, &old.client_id), origin).await
        }
        Created::New => Ok(()),
        Created::Before(_) => tenant.record(event).await,
    }
}

/// The second redemption of a code: what the first one gave is taken back.
async fn reused(tenant: &Tenant, of: (&UserId, &GrantId, &ClientId), origin: &Origin) -> Result<(), Failure> {
    let (user, grant, client) = of;
    let event = Event::new(
        EventKind::TokenReuseDetected,
        Actor::new(ActorKind::Client, client),
        tenant.now(),
        tenant.entropy(),
    );
    let event = event
        .on("grant", grant)
        .with("what", "code")
        .denied("code_reuse")
        .from(origin);
    tenant
        .store()
        .revoke_grant(tenant.id(), (user, grant), None, RevokedReason::CodeReuse, &[event])
        .await?;
    Ok(())
}
