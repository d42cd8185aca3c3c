//! What a client obtained for a user, with the refresh family that hangs from it (behaviour 3.10, 5.9; RFC 6749 §6, RFC 9700 §4.14).
//!
//! Life: active → revoked. Rotation keeps the hash of the current and the previous token only; the successor is derived, never stored.

use crate::{ClientId, GrantId, SessionId, Timestamp, UserId, clock::Epoch};
use protocol::{acr::Acr, scope::ScopeSet};
use serde::{Deserialize, Serialize};

/// The three epochs something was born under (decision 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epochs {
    /// Of the application.
    #[serde(rename = "a")]
    pub application: Epoch,
    /// Of the client.
    #[serde(rename = "c")]
    pub client: Epoch,
    /// Of the user.
    #[serde(rename = "u")]
    pub user: Epoch,
}

impl Epochs {
    /// Is something born under these still alive when the present ones are `now`?
    pub fn outlive(&self, now: &Self) -> bool {
        self.application >= now.application && self.client >= now.client && self.user >= now.user
    }
}

/// Why a grant died.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevokedReason {
    /// By the user.
    User,
    /// By an admin.
    Admin,
    /// By the client (RFC 7009).
    Client,
    /// A rotated token was used again (RT-01).
    Reuse,
    /// The code was used again (CG-02).
    CodeReuse,
    /// The code was burned by a wrong client or verifier (CG-03, PK-03).
    CodeBurned,
    /// Its session ended.
    Logout,
    /// Consent was withdrawn.
    Consent,
}

/// The stored grant; below 1 KB. Short names: it is written on every code and refresh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its identifier; part of every `jti`.
    pub id: GrantId,
    /// For whom.
    #[serde(rename = "usr")]
    pub user_id: UserId,
    /// To whom.
    #[serde(rename = "cli")]
    pub client_id: ClientId,
    /// Belongs to the issuer it was made under.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// What was granted.
    #[serde(rename = "scp")]
    pub scope: ScopeSet,
    /// Audiences asked for.
    #[serde(rename = "aud", skip_serializing_if = "Vec::is_empty", default)]
    pub resource: Vec<String>,
    /// Names asked through `claims.userinfo`.
    #[serde(rename = "uic", skip_serializing_if = "Vec::is_empty", default)]
    pub userinfo_claims: Vec<String>,
    /// Names asked through `claims.id_token`.
    #[serde(rename = "idc", skip_serializing_if = "Vec::is_empty", default)]
    pub id_token_claims: Vec<String>,
    /// Of the session at authorization.
    #[serde(rename = "ath")]
    pub auth_time: Timestamp,
    /// Of the session at authorization.
    pub amr: Vec<String>,
    /// Of the session at authorization.
    pub acr: Acr,
    /// The session it came from.
    #[serde(rename = "ses")]
    pub session_id: SessionId,
    /// True: outlives the session (`offline_access`).
    #[serde(rename = "off")]
    pub offline: bool,
    /// Hash of the refresh token that works; absent for a grant without one.
    #[serde(rename = "cur", skip_serializing_if = "Option::is_none", default)]
    pub current: Option<String>,
    /// Hash of the one before.
    #[serde(rename = "prv", skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<String>,
    /// When current replaced previous.
    #[serde(rename = "rot", skip_serializing_if = "Option::is_none", default)]
    pub rotated_at: Option<Timestamp>,
    /// How many rotations.
    #[serde(rename = "gen", default)]
    pub generation: u32,
    /// Absolute end; never extended.
    #[serde(rename = "expires_at")]
    pub expires_at: Timestamp,
    /// Idle end; absent where idle time does not apply.
    #[serde(rename = "idl", skip_serializing_if = "Option::is_none", default)]
    pub idle_expires_at: Option<Timestamp>,
    /// Born under.
    #[serde(rename = "epo")]
    pub epochs: Epochs,
    /// Set when it died.
    #[serde(rename = "rev", skip_serializing_if = "Option::is_none", default)]
    pub revoked: Option<RevokedReason>,
    /// When it was made.
    #[serde(rename = "crt")]
    pub created_at: Timestamp,
}

/// What a presented refresh token means to its grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// The one that works: rotate.
    Current,
    /// The one before, inside the retry window: answer with the same successor, write nothing.
    Retry,
    /// The one before too late, or an older one: the family is stolen.
    Reused,
    /// Dead grant, or another client's: `invalid_grant`.
    Dead,
}

impl Grant {
    /// Is it alive at `now`?
    pub fn is_live(&self, now: Timestamp) -> bool {
        let idle = self.offline && self.idle_expires_at.is_some_and(|end| end.is_past(now));
        self.revoked.is_none() && !self.expires_at.is_past(now) && !idle
    }

    /// Judges a presented refresh token by its hash (behaviour 5.9).
    pub fn judge(&self, hash: &str, client: &ClientId, retry_window_secs: u32, now: Timestamp) -> Presented {
        if self.client_id != *client || !self.is_live(now) {
            return Presented::Dead;
        }
        if self.current.as_deref() == Some(hash) {
            return Presented::Current;
        }
        let in_window = self
            .rotated_at
            .is_some_and(|at| !at.plus_secs(i64::from(retry_window_secs)).is_past(now));
        if self.previous.as_deref() == Some(hash) && in_window {
            Presented::Retry
        } else {
            Presented::Reused
        }
    }

    /// The next generation: `successor` is the hash of the derived token. The absolute end never moves.
    #[must_use]
    pub fn rotate(mut self, successor: String, idle_secs: u32, now: Timestamp) -> Self {
        self.previous = self.current.replace(successor);
        self.rotated_at = Some(now);
        self.generation = self.generation.saturating_add(1);
        if self.offline {
            self.idle_expires_at = Some(now.plus_secs(i64::from(idle_secs)).min(self.expires_at));
        }
        self
    }

    /// Ends it; the first reason stays.
    #[must_use]
    pub fn revoke(mut self, reason: RevokedReason) -> Self {
        self.revoked.get_or_insert(reason);
        self
    }
}
