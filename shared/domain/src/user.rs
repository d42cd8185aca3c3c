//! A person inside one application (behaviour 3.7).
//!
//! Life: pending → active ⇄ disabled; any → deletion scheduled → as before (kept, restored) or deleted (a tombstone with the id only).

use crate::{Email, Phone, RoleId, Timestamp, UserId, clock::Epoch, text::folded};
use serde::{Deserialize, Serialize};

/// Roles a user may have.
pub const MAX_ROLES: usize = 100;

/// Letters of a name that are compared: an index key is a kilobyte at most, and some single letters fold to eighteen.
const SEARCHED: usize = 100;

/// What a person typed to find a name, as names are compared.
pub fn search_text(text: &str) -> String {
    folded(text).chars().take(SEARCHED).collect()
}

/// May the person sign in?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum UserStatus {
    /// Made by an admin; the mailbox was never proven.
    Pending,
    /// Yes.
    Active,
    /// No, by an admin.
    Disabled,
    /// Only to say that the account shall be kept; it is erased when `deletion_at` comes.
    DeletionScheduled,
    /// Gone; only the id is left.
    Deleted,
}

/// The stored user. Passwords and other credentials are items of their own.
#[expect(clippy::struct_excessive_bools, reason = "each is known of a person by itself")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct User {
    /// Its identifier; public `sub`.
    pub id: UserId,
    /// Unique in the application; absent once deleted.
    pub email: Option<Email>,
    /// Was the mailbox proven?
    pub email_verified: bool,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub family_name: Option<String>,
    /// An https image.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub picture: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locale: Option<String>,
    /// IANA zone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zoneinfo: Option<String>,
    /// May the person sign in?
    pub status: UserStatus,
    /// The caller's own key for this user.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub external_id: Option<String>,
    /// ≤ 100.
    pub roles: Vec<RoleId>,
    /// Is there a password credential?
    pub has_password: bool,
    /// Is an authenticator app enrolled?
    #[serde(default)]
    pub has_totp: bool,
    /// The number that was proven by a code: not unique, and no name to sign in with.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub phone: Option<Phone>,
    /// Are codes by SMS to that number a second factor?
    #[serde(default)]
    pub has_sms: bool,
    /// How many passkeys there are.
    #[serde(default)]
    pub passkey_count: u32,
    /// When the account is erased, once that is scheduled.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub deletion_at: Option<Timestamp>,
    /// What the account goes back to if it is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status_before: Option<UserStatus>,
    /// When the person agreed to the terms.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub terms_accepted_at: Option<Timestamp>,
    /// To which version of them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub terms_version: Option<String>,
    /// What was born under a smaller one is dead.
    pub token_epoch: Epoch,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl User {
    /// What a search by name compares: the full name, or what it would be made of; at least two characters.
    pub fn search_name(&self) -> Option<String> {
        let parts = [self.given_name.as_deref(), self.family_name.as_deref()];
        let whole = match &self.name {
            Some(name) => name.clone(),
            None => parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        };
        Some(search_text(&whole)).filter(|name| name.chars().count() >= 2)
    }

    /// May the person use what they have, now?
    pub fn is_active(&self) -> bool {
        self.status == UserStatus::Active
    }

    /// Whether deletion is scheduled and its day has not come; by the clock, whether or not the schedule was there (FA-15).
    pub fn may_be_kept(&self, now: Timestamp) -> bool {
        let in_time = self.deletion_at.is_some_and(|at| !at.is_past(now));
        self.status == UserStatus::DeletionScheduled && in_time
    }

    /// May a proof of this person lead anywhere? Whoever could not sign in before the deletion was scheduled cannot afterwards.
    pub fn may_sign_in(&self, now: Timestamp) -> bool {
        let returns = self.may_be_kept(now) && self.status_before == Some(UserStatus::Active);
        self.is_active() || returns
    }

    /// The same for a proof of the mailbox, which makes a pending account its owner's.
    pub fn may_prove_mailbox(&self, now: Timestamp) -> bool {
        let returns = self.may_be_kept(now) && self.status_before == Some(UserStatus::Pending);
        self.status == UserStatus::Pending || returns || self.may_sign_in(now)
    }

    /// Was the mailbox proven by the person, rather than said to be theirs?
    pub fn is_proven(&self) -> bool {
        self.email_verified && self.status != UserStatus::Pending
    }

    /// The account shall be erased at `at`: everything of it ends in the same write.
    #[must_use]
    pub fn schedule_deletion(mut self, at: Timestamp, now: Timestamp) -> Self {
        self.status_before = Some(self.status);
        self.status = UserStatus::DeletionScheduled;
        self.deletion_at = Some(at);
        self.revoke_all(now)
    }

    /// The account stays. What died stays dead.
    #[must_use]
    pub fn keep(mut self, now: Timestamp) -> Self {
        self.status = match self.status_before.take() {
            Some(UserStatus::Disabled) => UserStatus::Disabled,
            Some(UserStatus::Pending) if !self.email_verified => UserStatus::Pending,
            _ => UserStatus::Active,
        };
        self.deletion_at = None;
        self.touched(now)
    }

    /// Is there a second factor of the person's own? (Recovery codes stand in for one; they are none.)
    pub const fn has_second_factor(&self) -> bool {
        self.has_totp || self.has_sms || self.passkey_count > 0
    }

    /// Has one passkey more. Where it is a second factor, what was signed in without it ends (SS-05).
    #[must_use]
    pub fn with_passkey(mut self, is_factor: bool, now: Timestamp) -> Self {
        self.passkey_count = self.passkey_count.saturating_add(1);
        if is_factor {
            self.revoke_all(now)
        } else {
            self.touched(now)
        }
    }

    /// Has one passkey less. Whoever holds it may have signed in with it: that ends as well (SS-05).
    #[must_use]
    pub fn without_passkey(mut self, now: Timestamp) -> Self {
        self.passkey_count = self.passkey_count.saturating_sub(1);
        self.revoke_all(now)
    }

    /// Agrees to a version of the terms.
    pub fn accept_terms(&mut self, version: &str, now: Timestamp) {
        self.terms_accepted_at = Some(now);
        self.terms_version = Some(version.to_owned());
    }

    /// Ends everything of this user: the epoch is raised.
    #[must_use]
    pub fn revoke_all(mut self, now: Timestamp) -> Self {
        self.token_epoch = self.token_epoch.next(now);
        self.touched(now)
    }

    /// Switches the person off; sessions, refresh families and access tokens die in the same write. A scheduled deletion goes on.
    #[must_use]
    pub fn disable(mut self, now: Timestamp) -> Self {
        if self.status == UserStatus::DeletionScheduled {
            self.status_before = Some(UserStatus::Disabled);
        } else {
            self.status = UserStatus::Disabled;
        }
        self.revoke_all(now)
    }

    /// Is the person switched off, now or once a scheduled deletion is taken back?
    pub fn is_disabled(&self) -> bool {
        self.status == UserStatus::Disabled || self.status_before == Some(UserStatus::Disabled)
    }

    /// Switches the person on again. What died stays dead.
    #[must_use]
    pub fn enable(mut self, now: Timestamp) -> Self {
        let status = if self.email_verified {
            UserStatus::Active
        } else {
            UserStatus::Pending
        };
        if self.status == UserStatus::DeletionScheduled {
            self.status_before = Some(status);
        } else {
            self.status = status;
        }
        self.touched(now)
    }

    /// Leaves a tombstone: the id, nothing personal.
    #[must_use]
    pub fn erase(self, now: Timestamp) -> Self {
        Self {
            email: None,
            email_verified: false,
            name: None,
            given_name: None,
            family_name: None,
            picture: None,
            locale: None,
            zoneinfo: None,
            external_id: None,
            roles: Vec::new(),
            has_password: false,
            has_totp: false,
            phone: None,
            has_sms: false,
            passkey_count: 0,
            deletion_at: None,
            status_before: None,
            terms_accepted_at: None,
            terms_version: None,
            status: UserStatus::Deleted,
            ..self
        }
        .revoke_all(now)
    }

    /// The mailbox was proven for the first time: the account becomes its owner's, and everything older ends (AH-02). Passkeys set up before it were
    /// perhaps a stranger's, and end as well (AH-01); whoever writes this removes them.
    #[must_use]
    pub fn prove_mailbox(mut self, now: Timestamp) -> Self {
        if self.email_verified && self.status != UserStatus::Pending {
            return self;
        }
        self.email_verified = true;
        // A factor that was set up by somebody who never proved the mailbox would lock its owner out (AH-01).
        self.has_totp = false;
        self.phone = None;
        self.has_sms = false;
        self.passkey_count = 0;
        if self.status == UserStatus::Pending {
            self.status = UserStatus::Active;
        }
        self.revoke_all(now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn user(status: UserStatus) -> User {
        let now = Timestamp::from_secs(1000);
        User {
            id: UserId::from_bytes([1; 16]),
            email: Email::parse("mia@acme.example").ok(),
            email_verified: status != UserStatus::Pending,
            name: None,
            given_name: None,
            family_name: None,
            picture: None,
            locale: None,
            zoneinfo: None,
            status,
            external_id: None,
            roles: Vec::new(),
            has_password: false,
            has_totp: false,
            phone: None,
            has_sms: false,
            passkey_count: 0,
            deletion_at: None,
            status_before: None,
            terms_accepted_at: None,
            terms_version: None,
            token_epoch: Epoch::born(now),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    #[test]
    fn rt_04_scheduling_a_deletion_raises_the_epoch_and_keeping_does_not_lower_it() {
        let (now, at) = (Timestamp::from_secs(2000), Timestamp::from_secs(9000));
        let before = user(UserStatus::Active);
        let scheduled = before.clone().schedule_deletion(at, now);
        assert!(scheduled.token_epoch > before.token_epoch && !scheduled.is_active());
        let kept = scheduled.clone().keep(now);
        assert_eq!((kept.status, kept.deletion_at), (UserStatus::Active, None));
        assert_eq!(kept.token_epoch, scheduled.token_epoch);
    }

    #[test]
    fn the_day_itself_is_too_late_whether_or_not_the_schedule_was_there() {
        let (now, at) = (Timestamp::from_secs(2000), Timestamp::from_secs(9000));
        let scheduled = user(UserStatus::Active).schedule_deletion(at, now);
        assert!(scheduled.may_sign_in(at.minus_secs(1)) && !scheduled.may_sign_in(at));
    }

    #[test]
    fn whoever_was_switched_off_does_not_come_back_by_a_deletion() {
        let (now, at) = (Timestamp::from_secs(2000), Timestamp::from_secs(9000));
        let off = user(UserStatus::Disabled).schedule_deletion(at, now);
        let later = user(UserStatus::Active).schedule_deletion(at, now).disable(now);
        for user in [off, later] {
            assert!(!user.may_sign_in(now) && user.may_be_kept(now));
            assert_eq!(user.keep(now).status, UserStatus::Disabled);
        }
    }

    #[test]
    fn a_name_is_found_without_accents_and_by_its_parts() {
        let mut found = user(UserStatus::Active);
        assert_eq!(found.search_name(), None);
        (found.given_name, found.family_name) = (Some("Zoë".to_owned()), Some("Müller".to_owned()));
        assert_eq!(found.search_name().as_deref(), Some("zoe muller"));
        found.name = Some("Ž".to_owned());
        assert_eq!(found.search_name(), None, "one letter is no search");
    }

    #[test]
    fn a_pending_account_is_pending_again() {
        let (now, at) = (Timestamp::from_secs(2000), Timestamp::from_secs(9000));
        let scheduled = user(UserStatus::Pending).schedule_deletion(at, now);
        assert!(!scheduled.may_sign_in(now) && scheduled.may_prove_mailbox(now));
        assert_eq!(scheduled.clone().keep(now).status, UserStatus::Pending);
        assert_eq!(scheduled.prove_mailbox(now).keep(now).status, UserStatus::Active);
    }
}
