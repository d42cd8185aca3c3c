//! Whether an access token that comes back is alive: signature, then epochs, then user and grant in one call.

use super::cut_hash;
use crate::{claims, tenant::Tenant};
use domain::{GrantId, client::Client, user::User};
use keys::verify;
use protocol::{error::Failure, jwt::AccessTokenClaims};
use std::sync::Arc;

/// Whose access token it is.
#[derive(Clone, Debug)]
pub(crate) enum Bearer {
    /// A client's own.
    Machine,
    /// A person's, through a grant that is alive.
    User {
        /// The person.
        user: Box<User>,
    },
}

/// An access token that is alive.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    /// What it says.
    pub(crate) claims: AccessTokenClaims,
    /// Whom it was issued to.
    pub(crate) client: Arc<Client>,
    /// Whose it is.
    pub(crate) bearer: Bearer,
}

/// Judges an access token for one audience of ours: signature, then epochs, then user and grant in one call. `None`: not alive.
pub(crate) async fn live(tenant: &Tenant, token: &str, audience: &str) -> Result<Option<Live>, Failure> {
    let ring = tenant.ring().await?;
    let expect = verify::Expect {
        issuer: tenant.issuer(),
        audience: Some(audience),
        now: tenant.now(),
    };
    match verify::access_token(&ring, token, &expect) {
        Ok(claims) => still_good(tenant, claims).await,
        Err(_) => Ok(None),
    }
}

/// The same whatever its audience: for introspection, whose caller is judged by `client_id`.
pub(crate) async fn live_for_any_audience(tenant: &Tenant, token: &str) -> Result<Option<Live>, Failure> {
    let ring = tenant.ring().await?;
    let expect = verify::Expect {
        issuer: tenant.issuer(),
        audience: None,
        now: tenant.now(),
    };
    match verify::access_token(&ring, token, &expect) {
        Ok(claims) => still_good(tenant, claims).await,
        Err(_) => Ok(None),
    }
}

async fn still_good(tenant: &Tenant, claims: AccessTokenClaims) -> Result<Option<Live>, Failure> {
    let Ok(id) = claims.client_id.parse() else {
        return Ok(None);
    };
    let Some(client) = tenant.client(&id).await?.filter(|client| client.is_usable()) else {
        return Ok(None);
    };
    let old = claims.epo.application < tenant.application().token_epoch.value()
        || claims.epo.client < client.token_epoch.value();
    if old {
        return Ok(None);
    }
    let Some(user_epoch) = claims.epo.user else {
        let cut = cut_hash(tenant, &claims.jti).await?;
        let dead = tenant.store().is_cut(tenant.id(), &cut, tenant.now()).await?;
        return Ok((!dead).then_some(Live {
            claims,
            client,
            bearer: Bearer::Machine,
        }));
    };
    let grant_id = claims
        .jti
        .split('.')
        .next()
        .and_then(|text| text.parse::<GrantId>().ok());
    let user_id = claims::user_of(tenant, &client, &claims.sub).await?;
    let (Some(grant_id), Some(user_id)) = (grant_id, user_id) else {
        return Ok(None);
    };
    let now = tenant.now();
    let (user, grant) = tenant
        .store()
        .user_and_grant(tenant.id(), &user_id, &grant_id, now)
        .await?;
    let (Some(user), Some(grant)) = (user, grant) else {
        return Ok(None);
    };
    let alive = user.is_active()
        && user_epoch >= user.token_epoch.value()
        && grant.is_live(now)
        && grant.client_id == client.id;
    Ok(alive.then(|| Live {
        claims,
        client,
        bearer: Bearer::User { user: Box::new(user) },
    }))
}
