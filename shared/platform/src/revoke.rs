//! A client says it no longer needs a token (RFC 7009). Access or refresh: the grant dies. One write, no read.
//!
//! Another client's token lives on, and the answer is the same: what the caller may know is only that its own token does not work.

use crate::{claims, tenant::Tenant, tokens};
use domain::{
    Event, GrantId, Timestamp, UserId,
    client::Client,
    event::{Actor, ActorKind, EventKind, Origin},
    grant::RevokedReason,
};
use keys::verify;
use protocol::{error::Failure, jwt::AccessTokenClaims, params::Params, revocation::RevocationRequest};

/// Ends what `params.token` stands for, provided it was issued to `client`.
pub async fn revoke(tenant: &Tenant, client: &Client, params: &Params, origin: &Origin) -> Result<(), Failure> {
    let request = RevocationRequest::parse(params)?;
    let vault = tenant.vault().await?;
    if let Some(contents) = vault.read_refresh_token(tenant.id(), &request.token) {
        return end(tenant, client, &contents.user_id, &contents.grant_id, origin).await;
    }
    let ring = tenant.ring().await?;
    let expect = verify::Expect {
        issuer: tenant.issuer(),
        audience: None,
        now: tenant.now(),
    };
    // Not one of ours, or expired: what the client wants already holds (§2.2).
    let Ok(token) = verify::access_token(&ring, &request.token, &expect) else {
        return Ok(());
    };
    if token.client_id != client.id.to_string() {
        return Ok(());
    }
    if token.is_machine() {
        return cut(tenant, client, &token, origin).await;
    }
    let grant = token.jti.split('.').next().and_then(|text| text.parse().ok());
    let user = claims::user_of(tenant, client, &token.sub).await?;
    match (user, grant) {
        (Some(user), Some(grant)) => end(tenant, client, &user, &grant, origin).await,
        _ => Ok(()),
    }
}

async fn end(tenant: &Tenant, client: &Client, user: &UserId, grant: &GrantId, origin: &Origin) -> Result<(), Failure> {
    let event = event(tenant, client, origin).on("grant", grant);
    tenant
        .store()
        .revoke_grant(
            tenant.id(),
            (user, grant),
            Some(&client.id),
            RevokedReason::Client,
            &[event],
        )
        .await?;
    Ok(())
}

async fn cut(tenant: &Tenant, client: &Client, token: &AccessTokenClaims, origin: &Origin) -> Result<(), Failure> {
    let hash = tokens::cut_hash(tenant, &token.jti).await?;
    let event = event(tenant, client, origin).on("client", client.id);
    Ok(tenant
        .store()
        .cut(tenant.id(), &hash, Timestamp::from_secs(token.exp), &[event])
        .await?)
}

fn event(tenant: &Tenant, client: &Client, origin: &Origin) -> Event {
    Event::new(
        EventKind::TokenRevoked,
        Actor::new(ActorKind::Client, client.id),
        tenant.now(),
        tenant.entropy(),
    )
    .with("client_id", client.id.to_string())
    .from(origin)
}
