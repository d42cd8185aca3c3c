//! An invitation: for one mailbox, single use, revocable (IN-01; behaviour 2.5, 3.12, 5.13).
//!
//! Operators, people of an application and members of a team are invited by the same thing; only an operator's link needs a code besides, as it is
//! also printed.

use crate::{
    Email, EventId, InvitationId, OrganizationId, RoleId, Timestamp, UserId, event::Actor, permission::TeamRole,
};
use serde::{Deserialize, Serialize};

/// Life of an operator invitation.
pub const OPERATOR_LIFE_SECS: i64 = 72 * 3600;
/// Life of an invitation to an application.
pub const LIFE_SECS: i64 = 7 * 86_400;

/// To what somebody is invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitedTo {
    /// To run the deployment.
    Operate,
    /// To have an account of the application.
    Join,
    /// To be a member of an organization, with an account where there is none.
    Team {
        /// Of which.
        org_id: OrganizationId,
        /// As what.
        role: TeamRole,
    },
}

impl InvitedTo {
    /// Seconds such an invitation lives.
    pub const fn life_secs(self) -> i64 {
        match self {
            Self::Operate => OPERATOR_LIFE_SECS,
            Self::Join | Self::Team { .. } => LIFE_SECS,
        }
    }

    /// The organization, if it is one.
    pub const fn team(self) -> Option<OrganizationId> {
        match self {
            Self::Team { org_id, .. } => Some(org_id),
            Self::Operate | Self::Join => None,
        }
    }

    /// Whether its link is enough to accept: an operator proves the mailbox by a code besides.
    pub const fn is_by_link(self) -> bool {
        !matches!(self, Self::Operate)
    }
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum InvitationStatus {
    /// Its link works.
    Pending,
    /// Its link was used.
    Accepted,
    /// Who was invited does not want it.
    Declined,
    /// Somebody took it back.
    Revoked,
    /// Nobody used it in time.
    Expired,
}

/// The stored invitation. The token is in the mail only; here is its MAC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its identifier.
    pub id: InvitationId,
    /// For whom: only this mailbox can accept it.
    pub email: Email,
    /// To what.
    pub to: InvitedTo,
    /// The roles that accepting gives.
    pub roles: Vec<RoleId>,
    /// The account that waits for it, where one was made beforehand: the invitation ends with it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user_id: Option<UserId>,
    /// Who sent it.
    pub invited_by: Actor,
    /// MAC of the token.
    pub mac: String,
    /// What asked for its latest mail: a report about it names that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sent_by: Option<EventId>,
    /// How often it was mailed again. Only the link of the latest mail works (RS-03).
    #[serde(skip_serializing_if = "is_never", default)]
    pub resent: u32,
    /// When its latest mail turned out not to reach the mailbox.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delivery_failed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// When it was used.
    pub accepted_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accepted_by: Option<UserId>,
    /// When somebody took it back.
    pub revoked_at: Option<Timestamp>,
    /// When who was invited said no.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub declined_at: Option<Timestamp>,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

/// It was used, taken back, or nobody used it in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the invitation is over")]
pub struct NotPending;

impl Invitation {
    /// What became of it.
    pub fn status(&self, now: Timestamp) -> InvitationStatus {
        if self.accepted_at.is_some() {
            InvitationStatus::Accepted
        } else if self.revoked_at.is_some() {
            InvitationStatus::Revoked
        } else if self.declined_at.is_some() {
            InvitationStatus::Declined
        } else if self.expires_at.is_past(now) {
            InvitationStatus::Expired
        } else {
            InvitationStatus::Pending
        }
    }

    /// Can it still be used?
    pub fn is_pending(&self, now: Timestamp) -> bool {
        self.status(now) == InvitationStatus::Pending
    }

    /// Whether it is for this mailbox.
    pub fn is_for(&self, email: &Email) -> bool {
        self.email.canonical() == email.canonical()
    }

    /// Uses it up.
    pub fn accept(mut self, by: UserId, now: Timestamp) -> Result<Self, NotPending> {
        self.expect_pending(now)?;
        self.accepted_at = Some(now);
        self.accepted_by = Some(by);
        Ok(self.next())
    }

    /// Takes it back.
    pub fn revoke(mut self, now: Timestamp) -> Result<Self, NotPending> {
        self.expect_pending(now)?;
        self.revoked_at = Some(now);
        Ok(self.next())
    }

    /// Says no to it.
    pub fn decline(mut self, now: Timestamp) -> Result<Self, NotPending> {
        self.expect_pending(now)?;
        self.declined_at = Some(now);
        Ok(self.next())
    }

    /// Mails it again: the life begins anew, under another link.
    pub fn resend(mut self, now: Timestamp) -> Result<Self, NotPending> {
        self.expect_pending(now)?;
        self.resent = self.resent.saturating_add(1);
        self.delivery_failed_at = None;
        self.expires_at = now.plus_secs(self.to.life_secs());
        Ok(self.next())
    }

    /// Its mail did not reach the mailbox. The link stays good: somebody may hand it over.
    pub fn undelivered(mut self, now: Timestamp) -> Result<Self, NotPending> {
        self.expect_pending(now)?;
        self.delivery_failed_at = Some(now);
        Ok(self.next())
    }

    fn expect_pending(&self, now: Timestamp) -> Result<(), NotPending> {
        if self.is_pending(now) { Ok(()) } else { Err(NotPending) }
    }

    fn next(mut self) -> Self {
        self.version = self.version.saturating_add(1);
        self
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_never(times: &u32) -> bool {
    *times == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation(now: Timestamp) -> Invitation {
        Invitation {
            id: InvitationId::from_bytes([1; 16]),
            email: Email::parse("Kim@Example.com").unwrap_or_else(|_| unreachable!()),
            to: InvitedTo::Join,
            roles: Vec::new(),
            user_id: None,
            invited_by: Actor::system(),
            mac: "m".into(),
            sent_by: None,
            resent: 0,
            delivery_failed_at: None,
            created_at: now,
            expires_at: now.plus_secs(LIFE_SECS),
            accepted_at: None,
            accepted_by: None,
            revoked_at: None,
            declined_at: None,
            version: 1,
        }
    }

    #[test]
    fn in_01_an_invitation_is_used_or_taken_back_once_and_in_time() {
        let now = Timestamp::from_secs(1_000_000);
        let by = UserId::from_bytes([2; 16]);
        let used = invitation(now).accept(by, now).unwrap_or_else(|_| unreachable!());
        assert_eq!((used.status(now), used.version), (InvitationStatus::Accepted, 2));
        assert_eq!(used.clone().accept(by, now), Err(NotPending));
        assert_eq!(used.revoke(now), Err(NotPending));
        let gone = invitation(now).revoke(now).unwrap_or_else(|_| unreachable!());
        assert_eq!(gone.accept(by, now), Err(NotPending));
        let unwanted = invitation(now).decline(now).unwrap_or_else(|_| unreachable!());
        assert_eq!(unwanted.status(now), InvitationStatus::Declined);
        assert_eq!(unwanted.accept(by, now), Err(NotPending));
        let late = now.plus_secs(LIFE_SECS);
        assert_eq!(invitation(now).accept(by, late), Err(NotPending));
        assert_eq!(invitation(now).status(late), InvitationStatus::Expired);
    }

    #[test]
    fn mailed_again_it_lives_anew_and_what_did_not_arrive_is_forgotten() {
        let now = Timestamp::from_secs(1_000_000);
        let later = now.plus_secs(86_400);
        let lost = invitation(now).undelivered(now).unwrap_or_else(|_| unreachable!());
        assert_eq!(
            (lost.status(now), lost.delivery_failed_at),
            (InvitationStatus::Pending, Some(now))
        );
        let again = lost.resend(later).unwrap_or_else(|_| unreachable!());
        assert_eq!((again.resent, again.delivery_failed_at, again.version), (1, None, 3));
        assert_eq!(again.expires_at, later.plus_secs(LIFE_SECS));
        let gone = again.revoke(later).unwrap_or_else(|_| unreachable!());
        assert!(gone.clone().resend(later).is_err() && gone.undelivered(later).is_err());
    }

    #[test]
    fn in_01_only_its_mailbox_is_meant() {
        let now = Timestamp::from_secs(1_000_000);
        let meant = |text: &str| Email::parse(text).is_ok_and(|email| invitation(now).is_for(&email));
        assert!(meant("kim@example.com") && !meant("kim+1@example.com"));
    }
}
