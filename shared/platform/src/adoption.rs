//! How many people have which second factor: counted behind the requests by the recorder, never by a scan (architecture 7).
//!
//! An event only says of whom to look; what is counted is what they have when they are looked at. So nothing is counted twice, whatever the stream
//! repeats, and of two events of one person the later look is right whichever comes first.

use crate::{changes::Changed, tenant::Tenant};
use domain::{
    Timestamp, UserId,
    adoption::Adoption,
    event::{Event, EventKind},
};
use protocol::error::Failure;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{COUNTED_TOGETHER, Store};

/// The figures, as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Adoption"))]
pub struct Shown {
    /// People who have an account.
    pub users: u64,
    /// Those with any second factor: app, passkey or SMS.
    pub any: u64,
    /// Those with an authenticator app.
    pub totp: u64,
    /// Those with a passkey.
    pub passkey: u64,
    /// Those with codes by SMS.
    pub sms: u64,
    /// Those with recovery codes.
    pub recovery_codes: u64,
    /// When something was counted last; null where nothing was.
    pub as_of: Option<Timestamp>,
}

impl From<Adoption> for Shown {
    fn from(kept: Adoption) -> Self {
        Self {
            users: kept.users,
            any: kept.any,
            totp: kept.totp,
            passkey: kept.passkey,
            sms: kept.sms,
            recovery_codes: kept.recovery_codes,
            as_of: kept.counted_at,
        }
    }
}

/// The figures of an application.
pub async fn figures(tenant: &Tenant) -> Result<Shown, Failure> {
    let kept = tenant.store().adoption(tenant.id()).await?;
    Ok(kept.map(Shown::from).unwrap_or_default())
}

/// Whether what somebody has may be another after it.
const fn is_of_interest(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::UserCreated
            | EventKind::UserUpdated
            | EventKind::UserDeleted
            | EventKind::UserPasswordReset
            | EventKind::UserEmailChangeUndone
            | EventKind::UserPhoneChanged
            | EventKind::MfaEnrolled
            | EventKind::MfaRemoved
            | EventKind::MfaRecoveryCodesMade
            | EventKind::MfaResetByAdmin
            | EventKind::PasskeyAdded
            | EventKind::PasskeyRemoved
            | EventKind::InvitationAccepted
            | EventKind::PlatformOperatorAdded
    )
}

fn whom(event: &Event) -> Option<UserId> {
    let target = event.target.as_ref().filter(|target| target.kind == "user");
    let id = target.map(|target| target.id.as_str()).or(event.actor.id.as_deref());
    id.filter(|_| is_of_interest(event.kind))?.parse().ok()
}

/// Counts the people whom these changes are about.
pub async fn count(store: &Store, changes: &[Changed], now: Timestamp) -> Result<(), Failure> {
    let mut people: BTreeMap<_, BTreeSet<UserId>> = BTreeMap::new();
    for changed in changes {
        let found = changed.events.iter().filter_map(whom);
        people.entry(changed.application).or_default().extend(found);
    }
    for (application, people) in people {
        let people: Vec<UserId> = people.into_iter().collect();
        for together in people.chunks(COUNTED_TOGETHER) {
            store.count_adoption(&application, together, now).await?;
        }
    }
    Ok(())
}
