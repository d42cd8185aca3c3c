//! What a signed-in person does with their own account (behaviour 4.6). The same use cases behind the account portal and `/api/users/me`.

mod activity;
mod email;
mod export;
mod factors;
mod leaving;
mod passkeys;
mod password;
pub(crate) mod phone;
mod profile;

pub use activity::{Moment, activity};
pub use email::{confirm_email, email_change, request_email, undo_email};
pub use export::{Archive, export};
pub use factors::{
    DeviceView, FactorView, Held, Overview, begin_totp, codes_are_saved, devices, enrol_totp, forget_device, held,
    new_recovery_codes, offered_totp, overview, remove_totp, shown_codes,
};
pub use leaving::leave;
pub use passkeys::{Added, add_passkey, remove_passkey};
pub use password::change_password;
pub use phone::{Phoned, awaited_phone, begin_sms, confirm_phone, enrol_sms, remove_sms, request_phone};
pub use profile::{OwnPatch, OwnUserView, shown, update};

use crate::{sessions::LiveSession, sign_in::Visitor, tenant::Tenant};
use domain::{
    Event,
    event::{Actor, ActorKind, EventKind},
    user::User,
};

/// A person in front of their own account.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub user: User,
    /// The session they came with; none with an access token.
    pub session: Option<LiveSession>,
    /// Where from.
    pub visitor: Visitor,
}

impl Person {
    /// Something they did to their account.
    pub(crate) fn did(&self, tenant: &Tenant, kind: EventKind) -> Event {
        let actor = Actor::new(ActorKind::User, self.user.id);
        Event::new(kind, actor, tenant.now(), tenant.entropy())
            .on("user", self.user.id)
            .from(&self.visitor.origin)
    }
}
