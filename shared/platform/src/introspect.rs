//! Is this token alive? (RFC 7662). A client sees tokens issued to it; everything else is `{"active": false}` and nothing more.

use crate::{
    claims,
    tenant::Tenant,
    tokens::{self, Live},
};
use domain::{
    Event,
    client::Client,
    event::{Actor, ActorKind, EventKind, Origin},
    grant::Presented,
};
use protocol::{
    error::{ErrorCode, Failure},
    introspection::{IntrospectionRequest, IntrospectionResponse},
    params::Params,
};

/// Answers an introspection request of an authenticated client.
pub async fn introspect(
    tenant: &Tenant,
    client: &Client,
    params: &Params,
    origin: &Origin,
) -> Result<IntrospectionResponse, Failure> {
    if !client.is_confidential() {
        return Err(Failure::new(
            ErrorCode::InvalidClient,
            "Only a client that authenticates may introspect.",
        ));
    }
    let request = IntrospectionRequest::parse(params)?;
    if request.token.starts_with("rt_") {
        return refresh_token(tenant, client, &request.token).await;
    }
    match tokens::live_for_any_audience(tenant, &request.token).await? {
        Some(live) if live.client.id == client.id => Ok(active(live)),
        Some(live) => {
            let event = Event::new(
                EventKind::TokenIntrospectionDenied,
                Actor::new(ActorKind::Client, client.id),
                tenant.now(),
                tenant.entropy(),
            );
            tenant
                .record(event.on("client", live.client.id).denied("wrong_client").from(origin))
                .await?;
            Ok(IntrospectionResponse::inactive())
        }
        None => Ok(IntrospectionResponse::inactive()),
    }
}

fn active(live: Live) -> IntrospectionResponse {
    let claims = live.claims;
    IntrospectionResponse {
        active: true,
        scope: Some(claims.scope),
        client_id: Some(claims.client_id),
        token_type: Some("Bearer".to_owned()),
        exp: Some(claims.exp),
        iat: Some(claims.iat),
        sub: Some(claims.sub),
        aud: Some(claims.aud),
        iss: Some(claims.iss),
        jti: Some(claims.jti),
        sid: claims.sid,
        auth_time: claims.auth_time,
        acr: claims.acr,
    }
}

async fn refresh_token(tenant: &Tenant, client: &Client, token: &str) -> Result<IntrospectionResponse, Failure> {
    let inactive = Ok(IntrospectionResponse::inactive());
    let Some(contents) = tenant.vault().await?.read_refresh_token(tenant.id(), token) else {
        return inactive;
    };
    let now = tenant.now();
    let (user, grant) = tenant
        .store()
        .user_and_grant(tenant.id(), &contents.user_id, &contents.grant_id, now)
        .await?;
    let (Some(user), Some(grant)) = (user, grant) else {
        return inactive;
    };
    let hash = tokens::refresh_hash(tenant, token).await?;
    let current = grant.judge(&hash, &client.id, 0, now) == Presented::Current;
    let fresh = grant.epochs.outlive(&tokens::epochs(tenant, client, &user))
        && user.is_active()
        && grant.issuer == tenant.issuer();
    if !current || !fresh {
        return inactive;
    }
    let end = if grant.offline {
        grant
            .idle_expires_at
            .map_or(grant.expires_at, |idle| idle.min(grant.expires_at))
    } else {
        grant.expires_at
    };
    Ok(IntrospectionResponse {
        active: true,
        scope: Some(grant.scope.clone()),
        client_id: Some(client.id.to_string()),
        token_type: Some("refresh_token".to_owned()),
        exp: Some(end.secs()),
        iat: Some(grant.rotated_at.unwrap_or(grant.created_at).secs()),
        sub: Some(claims::subject(tenant, client, &user.id).await?),
        iss: Some(grant.issuer.clone()),
        sid: Some(grant.session_id.to_string()),
        auth_time: Some(grant.auth_time.secs()),
        acr: Some(grant.acr),
        ..IntrospectionResponse::default()
    })
}
