//! The browser of a completed sign-in: known to the person already, or remembered from now on; and, where they want it, trusted for a while.

use super::Visitor;
use crate::{
    mails::{self, MailKind},
    tenant::Tenant,
};
use domain::{
    Change, DeviceId, Event, Timestamp,
    device::{self, Device, Trust},
    entropy,
    event::{Actor, ActorKind, EventKind},
    session::Session,
    sign_in::Authenticated,
    user::User,
};
use keys::MacKind;
use protocol::error::Failure;
use store::StoreError;

/// What is known of a sign-in's browser before its device is looked at.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    /// Until when no second factor is asked in it, where the person wants that.
    pub(super) trust_until: Option<Timestamp>,
    /// Whether the person was made by this very sign-in.
    pub(super) is_new: bool,
}

/// A browser as the person's devices have it.
pub(super) struct Remembered {
    /// A device cookie, when the browser had none that is known.
    pub(super) cookie: Option<String>,
    /// What is written of the device; the one that is known already stays as it is, unless it is to be trusted.
    pub(super) device: Option<(String, Device)>,
    /// Whether the person has others, and this is none of them.
    pub(super) is_strange: bool,
}

/// The browser of a completed sign-in among the person's devices.
pub(super) async fn remembered(
    tenant: &Tenant,
    who: &Authenticated,
    visitor: &Visitor,
    wish: Wish,
) -> Result<Remembered, Failure> {
    let (store, now) = (tenant.store(), tenant.now());
    let trust = wish.trust_until.map(|until| Trust {
        until,
        epoch: who.user_epoch,
    });
    let (cookie, hash) = if let Some(hash) = visitor.device_hash(tenant).await? {
        (None, hash)
    } else {
        let cookie = entropy::base62(tenant.entropy(), 43);
        let vault = tenant.vault().await?;
        let hash = vault.mac(tenant.id(), MacKind::Device, cookie.as_bytes());
        (Some(cookie), hash)
    };
    if cookie.is_none()
        && let Some(known) = store.device(tenant.id(), &who.user_id, &hash, now).await?
    {
        let trusted = trust.map(|trust| Device {
            mfa_trust: Some(trust),
            user_agent: visitor.origin.user_agent.clone(),
            ..known
        });
        return Ok(Remembered {
            cookie,
            device: trusted.map(|device| (hash, device)),
            is_strange: false,
        });
    }
    // Who is made by this sign-in has no other.
    let others = if wish.is_new {
        Vec::new()
    } else {
        store.devices(tenant.id(), &who.user_id, now).await?
    };
    let device = Device {
        id: DeviceId::generate(now, tenant.entropy()),
        created_at: now,
        expires_at: now.plus_secs(device::LIFE_SECS),
        mfa_trust: trust,
        user_agent: visitor.origin.user_agent.clone(),
    };
    make_room(tenant, who, &others).await?;
    Ok(Remembered {
        cookie,
        device: Some((hash, device)),
        is_strange: !others.is_empty(),
    })
}

/// The oldest goes where there are as many as may be.
async fn make_room(tenant: &Tenant, who: &Authenticated, others: &[(String, Device)]) -> Result<(), Failure> {
    let mut oldest: Vec<_> = others.iter().collect();
    oldest.sort_by_key(|(_, device)| device.created_at);
    let excess = (oldest.len() + 1).saturating_sub(device::MAX);
    for (hash, device) in oldest.into_iter().take(excess) {
        let over = Change::silent(device.clone().forget(tenant.now()));
        match tenant.store().save_device(tenant.id(), &who.user_id, hash, &over).await {
            Ok(()) | Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Tells a person who has other browsers that they were signed in from one that was not seen before.
pub(super) async fn tell(
    tenant: &Tenant,
    person: &User,
    visitor: &Visitor,
    session: &mut Change<Session>,
) -> Result<(), Failure> {
    let at = tenant.now().to_string();
    let day = at.get(..16).unwrap_or("").replace('T', " ");
    let about = match &visitor.origin.ip_address {
        Some(address) => format!("{day} UTC, {address}"),
        None => format!("{day} UTC"),
    };
    let mail = mails::tell(tenant, person, MailKind::NewDevice, Some(&about), "/account/sessions").await?;
    if let Some(event) = session.events.first_mut() {
        event.mail = mail;
        event.data.insert("new_device".to_owned(), true.into());
    }
    Ok(())
}

/// That no second factor is asked in this browser for a while.
pub(super) fn trusted(tenant: &Tenant, person: &User, device: &Device, visitor: &Visitor) -> Event {
    let actor = Actor::new(ActorKind::User, person.id);
    Event::new(EventKind::DeviceTrusted, actor, tenant.now(), tenant.entropy())
        .on("user", person.id)
        .with("device", device.id.to_string())
        .from(&visitor.origin)
}
