//! How many people have which second factor. Counted behind the requests, so it is true as of a moment that the figures name.
//!
//! What was counted of a person is kept beside the figures: whoever counts compares it with what they have now and moves the difference, so that the
//! same news told twice, late or out of order counts once.

use crate::{Timestamp, UserId, user::User, user::UserStatus};
use serde::{Deserialize, Serialize};

/// What one person has.
#[expect(clippy::struct_excessive_bools, reason = "each is there or not by itself")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factors {
    /// An authenticator app.
    #[serde(rename = "a", default)]
    pub totp: bool,
    /// A passkey or more.
    #[serde(rename = "p", default)]
    pub passkey: bool,
    /// Codes by SMS.
    #[serde(rename = "s", default)]
    pub sms: bool,
    /// Recovery codes.
    #[serde(rename = "r", default)]
    pub recovery_codes: bool,
}

impl Factors {
    /// Those of a user; `None` of one who is gone.
    pub fn of(user: &User, recovery_codes: bool) -> Option<Self> {
        (user.status != UserStatus::Deleted).then_some(Self {
            totp: user.has_totp,
            passkey: user.passkey_count > 0,
            sms: user.has_sms,
            recovery_codes,
        })
    }

    const fn any(self) -> bool {
        self.totp || self.passkey || self.sms
    }
}

/// What was counted of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Whose.
    pub user_id: UserId,
    /// What they had.
    pub factors: Factors,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

/// The figures of an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// People who have an account.
    pub users: u64,
    /// Those with any second factor.
    pub any: u64,
    /// Those with an authenticator app.
    pub totp: u64,
    /// Those with a passkey.
    pub passkey: u64,
    /// Those with codes by SMS.
    pub sms: u64,
    /// Those with recovery codes.
    pub recovery_codes: u64,
    /// When something was counted last; these are the figures of then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub counted_at: Option<Timestamp>,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

/// Whether somebody counts for a figure.
type Has = fn(Factors) -> bool;

impl Adoption {
    /// A person who had `before` has `after`; `None`: was not counted, or is gone.
    pub fn count(&mut self, before: Option<Factors>, after: Option<Factors>) {
        let parts: [(&mut u64, Has); 6] = [
            (&mut self.users, |_| true),
            (&mut self.any, Factors::any),
            (&mut self.totp, |factors| factors.totp),
            (&mut self.passkey, |factors| factors.passkey),
            (&mut self.sms, |factors| factors.sms),
            (&mut self.recovery_codes, |factors| factors.recovery_codes),
        ];
        for (figure, has) in parts {
            match (before.is_some_and(has), after.is_some_and(has)) {
                (false, true) => *figure = figure.saturating_add(1),
                (true, false) => *figure = figure.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// The figures as they are kept once they were counted.
    #[must_use]
    pub fn counted(self, now: Timestamp) -> Self {
        Self {
            counted_at: Some(now),
            version: self.version.saturating_add(1),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_moved_and_no_difference_moves_nothing() {
        let mut all = Adoption::default();
        let app = Factors {
            totp: true,
            recovery_codes: true,
            ..Factors::default()
        };
        all.count(None, Some(Factors::default()));
        all.count(None, Some(app));
        all.count(Some(app), Some(app));
        assert_eq!((all.users, all.any, all.totp, all.recovery_codes), (2, 1, 1, 1));
        let both = Factors { sms: true, ..app };
        all.count(Some(app), Some(both));
        assert_eq!((all.any, all.totp, all.sms, all.passkey), (1, 1, 1, 0));
        all.count(Some(both), None);
        assert_eq!(
            (all.users, all.any, all.totp, all.sms, all.recovery_codes),
            (1, 0, 0, 0, 0)
        );
    }
}
