//! Handing an application to another team: offered by its own, accepted or declined by the other, within seven days (behaviour 3.1, 4.8).
//!
//! What counts lies in the application, so that answering is one conditional write; the other team's list of offers only leads there.

use crate::{ApplicationId, OrganizationId, Timestamp, application::Application};
use serde::{Deserialize, Serialize};

/// How long an offer waits.
pub const LIFE_SECS: i64 = 7 * 86_400;

/// That an application is offered to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Transfer {
    /// To which team.
    pub team: OrganizationId,
    /// Since when.
    pub requested_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What the other team sees of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What is offered.
    pub application_id: ApplicationId,
    /// The team that offers it.
    pub from: OrganizationId,
    /// What it is called.
    pub from_name: String,
    /// Since when.
    pub requested_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was accepted or declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
}

/// There is no offer, or it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing is offered")]
pub struct NothingOffered;

impl Application {
    /// The offer that waits for an answer.
    pub fn offered(&self, now: Timestamp) -> Option<&Transfer> {
        self.transfer.as_ref().filter(|offer| !offer.expires_at.is_past(now))
    }

    /// Offers it to another team; an earlier offer is over.
    #[must_use]
    pub fn offer(mut self, team: OrganizationId, now: Timestamp) -> Self {
        self.transfer = Some(Transfer {
            team,
            requested_at: now,
            expires_at: now.plus_secs(LIFE_SECS),
        });
        self.touched(now)
    }

    /// The other team owns it now.
    pub fn hand_over(mut self, now: Timestamp) -> Result<Self, NothingOffered> {
        let team = self.offered(now).ok_or(NothingOffered)?.team;
        self.owner_org_id = Some(team);
        self.transfer = None;
        Ok(self.touched(now))
    }

    /// It stays where it is.
    pub fn keep(mut self, now: Timestamp) -> Result<Self, NothingOffered> {
        self.offered(now).ok_or(NothingOffered)?;
        self.transfer = None;
        Ok(self.touched(now))
    }
}
