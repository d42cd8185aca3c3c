//! A user's sessions together: listed, ended one by one, all at once, or beyond the cap (behaviour 4.7, 5.11).

use crate::{tenant::Tenant, tokens};
use domain::{
    Change, Event, IdentityProviderId, SessionId, Timestamp, UserId,
    event::{Actor, EventKind, Origin},
    session::Session,
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;

/// Ends a session and its grants that do not outlive it.
pub async fn end(
    tenant: &Tenant,
    session: &Session,
    actor: Actor,
    kind: EventKind,
    origin: &Origin,
) -> Result<(), Failure> {
    let now = tenant.now();
    let event = Event::new(kind, actor, now, tenant.entropy())
        .on("session", session.id)
        .from(origin);
    tokens::end_session_grants(tenant, session).await?;
    tenant
        .store()
        .end_session(tenant.id(), Change::because(session.clone().end(now), event))
        .await?;
    Ok(())
}

/// A session as its owner and admins see it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Session"))]
pub struct SessionView {
    /// `ses_…`.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// When it began.
    pub created_at: Timestamp,
    /// Its absolute end.
    pub expires_at: Timestamp,
    /// When the person last proved themselves.
    pub auth_time: Timestamp,
    /// How (RFC 8176).
    pub amr: Vec<String>,
    /// Through which identity provider.
    pub idp_id: Option<IdentityProviderId>,
    /// From where.
    pub ip_address: Option<String>,
    /// With what.
    pub user_agent: Option<String>,
    /// Whether this very request came with it.
    pub is_current: bool,
}

fn view(session: Session, current: Option<&SessionId>) -> SessionView {
    SessionView {
        is_current: current == Some(&session.id),
        id: session.id,
        user_id: session.user_id,
        created_at: session.created_at,
        expires_at: session.expires_at,
        auth_time: session.auth_time,
        amr: session.amr,
        idp_id: session.idp_id,
        ip_address: session.ip_address,
        user_agent: session.user_agent,
    }
}

/// The live sessions of a user, newest first. A session older than the user's epoch is dead and not shown.
pub async fn list(tenant: &Tenant, user: &User, current: Option<&SessionId>) -> Result<Vec<SessionView>, Failure> {
    let mut found = live(tenant, user).await?;
    found.sort_by_key(|session| std::cmp::Reverse(session.created_at));
    Ok(found.into_iter().map(|session| view(session, current)).collect())
}

async fn live(tenant: &Tenant, user: &User) -> Result<Vec<Session>, Failure> {
    let now = tenant.now();
    let epoch = tenant.application().token_epoch;
    let found = tenant.store().sessions(tenant.id(), &user.id, now).await?;
    Ok(found
        .into_iter()
        .filter(|session| session.is_live(epoch, now) && session.is_of(user.token_epoch))
        .collect())
}

/// Ends one session of a user.
pub async fn revoke(
    tenant: &Tenant,
    user: &User,
    id: &SessionId,
    actor: Actor,
    origin: &Origin,
) -> Result<(), Failure> {
    let missing = || Failure::new(ErrorCode::NotFound, "There is no such session.");
    let found = live(tenant, user)
        .await?
        .into_iter()
        .find(|session| session.id == *id)
        .ok_or_else(missing)?;
    end(tenant, &found, actor, EventKind::SessionRevoked, origin).await
}

/// Ends every session of a user but `keep`; answers how many.
pub async fn revoke_others(
    tenant: &Tenant,
    user: &User,
    keep: Option<&SessionId>,
    actor: &Actor,
    origin: &Origin,
) -> Result<usize, Failure> {
    let mut count = 0;
    for session in live(tenant, user)
        .await?
        .into_iter()
        .filter(|session| Some(&session.id) != keep)
    {
        end(tenant, &session, actor.clone(), EventKind::SessionRevoked, origin).await?;
        count += 1;
    }
    Ok(count)
}

/// Ends every session and every grant of a user by raising their epoch: one write. Answers how many sessions there were.
pub async fn revoke_everything(tenant: &Tenant, user: User, actor: &Actor, origin: &Origin) -> Result<usize, Failure> {
    let count = live(tenant, &user).await?.len();
    let now = tenant.now();
    let event = Event::new(EventKind::SessionRevokedAll, actor.clone(), now, tenant.entropy())
        .on("user", user.id)
        .with("count", count)
        .from(origin);
    tenant
        .store()
        .save_user(tenant.id(), Change::because(user.revoke_all(now), event))
        .await?;
    Ok(count)
}

/// Ends the oldest sessions of a user beyond the setting, the new one counted in.
pub(crate) async fn keep_within_cap(
    tenant: &Tenant,
    user: &User,
    made: &Session,
    origin: &Origin,
) -> Result<(), Failure> {
    let cap = usize::try_from(tenant.settings().max_sessions_per_user).unwrap_or(usize::MAX);
    let mut found = live(tenant, user).await?;
    found.sort_by_key(|session| std::cmp::Reverse(session.created_at));
    for oldest in found
        .iter()
        .filter(|session| session.id != made.id)
        .skip(cap.saturating_sub(1))
    {
        end(tenant, oldest, Actor::system(), EventKind::SessionRevoked, origin).await?;
    }
    Ok(())
}
