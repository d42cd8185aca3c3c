//! Sessions: found by the sealed stamp in their cookie, judged by hash, expiry, idle time and epochs; made at the end of a sign-in; ended (behaviour 3.10, 5.11).
//!
//! A new secret at every sign-in (SS-01). The idle limit is judged by the stamp, so using a session writes nothing.

mod several;

pub(crate) use several::keep_within_cap;
pub use several::{SessionView, end, list, revoke, revoke_everything, revoke_others};

use crate::tenant::Tenant;
use domain::{
    Change, DeviceId, Event, SessionId, Timestamp,
    clock::Epoch,
    entropy,
    event::{Actor, ActorKind, EventKind, Origin},
    session::{Session, SessionEpochs, Stamp},
    sign_in::{Authenticated, Method},
    step_up::Again,
    user::User,
};
use keys::{MacKind, Purpose};
use protocol::error::Failure;
use store::Renewal;

/// Characters of a session's secret: 256 bits.
const SECRET_LENGTH: usize = 43;

/// A session that is alive, with what its cookie said.
#[derive(Clone, Debug)]
pub struct LiveSession {
    /// The stored session.
    pub session: Session,
    /// The cookie's sealed stamp.
    pub stamp: Stamp,
    secret: String,
}

/// A cookie to set: its value and how long to keep it, in seconds.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    /// `{secret}.{sealed stamp}`.
    pub value: String,
    /// Until the session's absolute expiry.
    pub max_age: i64,
}

/// The live session a cookie stands for. One strongly consistent read; none for a cookie that does not open.
pub async fn find(tenant: &Tenant, cookie: &str) -> Result<Option<LiveSession>, Failure> {
    let Some((secret, sealed)) = cookie.split_once('.') else {
        return Ok(None);
    };
    let vault = tenant.vault().await?;
    let Some(stamp) = vault.open_json::<Stamp>(tenant.id(), Purpose::SessionStamp, sealed) else {
        return Ok(None);
    };
    let now = tenant.now();
    if stamp.is_idle(tenant.settings(), now) {
        return Ok(None);
    }
    let found = tenant
        .store()
        .session(tenant.id(), &stamp.user_id, &stamp.session_id, now)
        .await?;
    let live = found
        .filter(|session| session.is_live(tenant.application().token_epoch, now))
        .filter(|session| {
            vault.mac_matches(
                tenant.id(),
                MacKind::SessionSecret,
                secret.as_bytes(),
                &session.secret_hash,
            )
        });
    Ok(live.map(|session| LiveSession {
        session,
        stamp,
        secret: secret.to_owned(),
    }))
}

/// The user of a session, unless gone, disabled, or grown past it by its epoch.
pub async fn user_of(tenant: &Tenant, live: &LiveSession) -> Result<Option<User>, Failure> {
    let user = tenant.store().user(tenant.id(), &live.session.user_id).await?;
    Ok(user.filter(|user| user.is_active() && live.session.is_of(user.token_epoch)))
}

impl LiveSession {
    /// The cookie with a younger stamp, when the old one is worth replacing.
    pub async fn refreshed(&self, tenant: &Tenant) -> Result<Option<SessionCookie>, Failure> {
        let now = tenant.now();
        if !self.stamp.is_stale(tenant.settings(), now) {
            return Ok(None);
        }
        cookie(tenant, &self.session, &self.secret, now).await.map(Some)
    }

    /// Whether the person authenticated within `secs`.
    pub fn is_fresh(&self, secs: u32, now: Timestamp) -> bool {
        !self.session.auth_time.plus_secs(i64::from(secs)).is_past(now)
    }
}

async fn cookie(tenant: &Tenant, session: &Session, secret: &str, now: Timestamp) -> Result<SessionCookie, Failure> {
    let stamp = Stamp {
        user_id: session.user_id,
        session_id: session.id,
        last_used_at: now,
    };
    let sealed = tenant
        .vault()
        .await?
        .seal_json(tenant.id(), Purpose::SessionStamp, &stamp);
    Ok(SessionCookie {
        value: format!("{secret}.{sealed}"),
        max_age: session.expires_at.secs_since(now),
    })
}

/// A session that goes on after a change of what the person may do: a new secret, under the user's new epoch; the same reference and end (SS-01).
pub(crate) async fn renewed(
    tenant: &Tenant,
    live: &LiveSession,
    user: Epoch,
) -> Result<(Renewal, SessionCookie), Failure> {
    let secret = entropy::base62(tenant.entropy(), SECRET_LENGTH);
    let vault = tenant.vault().await?;
    let mut session = live.session.clone();
    session.secret_hash = vault.mac(tenant.id(), MacKind::SessionSecret, secret.as_bytes());
    session.epochs.user = user;
    let cookie = cookie(tenant, &session, &secret, tenant.now()).await?;
    let renewal = Renewal {
        session,
        replaces: live.session.secret_hash.clone(),
    };
    Ok((renewal, cookie))
}

/// A session whose person proved themself again: a new secret, and what is known of the proof; the same reference and end (SS-01).
pub(crate) async fn stepped_up(
    tenant: &Tenant,
    live: &LiveSession,
    by: Again,
) -> Result<(Session, SessionCookie, LiveSession), Failure> {
    let now = tenant.now();
    let secret = entropy::base62(tenant.entropy(), SECRET_LENGTH);
    let vault = tenant.vault().await?;
    let hash = vault.mac(tenant.id(), MacKind::SessionSecret, secret.as_bytes());
    let session = live.session.clone().step_up(hash, by, now);
    let cookie = cookie(tenant, &session, &secret, now).await?;
    let next = LiveSession {
        session: session.clone(),
        stamp: Stamp {
            last_used_at: now,
            ..live.stamp
        },
        secret,
    };
    Ok((session, cookie, next))
}

/// What a new session is made from.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Who authenticated, how and when.
    pub who: &'a Authenticated,
    /// Where.
    pub origin: &'a Origin,
    /// The remembered device, if any.
    pub device_id: Option<DeviceId>,
    /// The client that asked, for the audit.
    pub client_id: Option<String>,
}

/// A session ready to be stored, with its event, its cookie, and what the cookie will be read as.
pub(crate) async fn prepare(
    tenant: &Tenant,
    new: &NewSession<'_>,
) -> Result<(Change<Session>, SessionCookie, LiveSession), Failure> {
    let now = tenant.now();
    let secret = entropy::base62(tenant.entropy(), SECRET_LENGTH);
    let session = Session {
        id: SessionId::generate(now, tenant.entropy()),
        user_id: new.who.user_id,
        secret_hash: tenant
            .vault()
            .await?
            .mac(tenant.id(), MacKind::SessionSecret, secret.as_bytes()),
        created_at: now,
        expires_at: now.plus_secs(i64::from(tenant.settings().session_ttl)),
        auth_time: new.who.latest(),
        amr: new.who.amr(),
        acr: new.who.acr(),
        epochs: SessionEpochs {
            application: tenant.application().token_epoch,
            user: new.who.user_epoch,
        },
        device_id: new.device_id,
        idp_id: new.who.idp_id,
        ip_address: new.origin.ip_address.clone(),
        user_agent: new.origin.user_agent.clone(),
        ended_at: None,
    };
    let cookie = cookie(tenant, &session, &secret, now).await?;
    let event = signed_in(tenant, new, &session);
    let stamp = Stamp {
        user_id: session.user_id,
        session_id: session.id,
        last_used_at: now,
    };
    let live = LiveSession {
        session: session.clone(),
        stamp,
        secret,
    };
    Ok((Change::because(session, event), cookie, live))
}

/// Who signed in, how, for whom and through whom.
fn signed_in(tenant: &Tenant, new: &NewSession<'_>, session: &Session) -> Event {
    let kind = if new.who.method == Method::Federated {
        EventKind::UserFederatedSignIn
    } else {
        EventKind::UserSignedIn
    };
    let mut event = Event::new(
        kind,
        Actor::new(ActorKind::User, session.user_id),
        tenant.now(),
        tenant.entropy(),
    )
    .on("session", session.id)
    .with("amr", session.amr.clone())
    .from(new.origin);
    if let Some(client) = &new.client_id {
        event = event.with("client_id", client.clone());
    }
    if let Some(provider) = &session.idp_id {
        event = event.with("idp", provider.to_string());
    }
    event
}
