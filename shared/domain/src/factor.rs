//! Second factors that a person types: the codes of an authenticator app, and the recovery codes for the day it is lost (behaviour 3.9, 5.7).
//!
//! Tries are counted in the credential itself, known devices and all unknown sources apart, before anything is compared (OT-03). A code that was
//! right takes its try back: whoever signs in often is not who the limit is for.

use crate::{
    Timestamp,
    mailbox::SourceKind,
    rate::{Arrival, Limit, Limited},
};
use serde::{Deserialize, Serialize};

/// How long a shown secret may wait for its first code.
pub const SETUP_SECS: i64 = 600;
/// Recovery codes in a set.
pub const RECOVERY_CODES: usize = 10;
/// How long a new set can be looked at until the person says that it is saved.
pub const SHOWN_SECS: i64 = 600;

/// How often a kind of code may be tried.
#[derive(Clone, Copy, Debug)]
struct Guard {
    short: Limit,
    long: Limit,
}

/// Codes of an app: 5 in 5 minutes, 20 an hour.
const TOTP: Guard = Guard {
    short: Limit::per(5, 300),
    long: Limit::per(20, 3600),
};
/// Recovery codes: 5 an hour.
const RECOVERY: Guard = Guard {
    short: Limit::per(5, 3600),
    long: Limit::per(5, 3600),
};

/// Codes by SMS: as those of an app.
const SMS: Guard = TOTP;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    #[serde(rename = "s", default)]
    short: Arrival,
    #[serde(rename = "l", default)]
    long: Arrival,
}

/// The tries of one credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    #[serde(rename = "k", default)]
    known: Counters,
    #[serde(rename = "u", default)]
    unknown: Counters,
}

impl Tries {
    const fn of(&mut self, source: SourceKind) -> &mut Counters {
        match source {
            SourceKind::Known => &mut self.known,
            SourceKind::Unknown => &mut self.unknown,
        }
    }

    /// Counts a try of a code by SMS.
    pub(crate) fn count_sms(self, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        self.count(SMS, source, now)
    }

    /// Takes it back: the code was right.
    pub(crate) fn take_back_sms(self, source: SourceKind) -> Self {
        self.take_back(SMS, source)
    }

    fn count(mut self, guard: Guard, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        let counters = self.of(source);
        counters.short = counters.short.count(guard.short, now)?;
        counters.long = counters.long.count(guard.long, now)?;
        Ok(self)
    }

    fn take_back(mut self, guard: Guard, source: SourceKind) -> Self {
        let counters = self.of(source);
        counters.short = counters.short.take_back(guard.short);
        counters.long = counters.long.take_back(guard.long);
        self
    }
}

/// An enrolled authenticator app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpCredential {
    /// Its secret, sealed within the user.
    pub sealed_secret: String,
    /// Since when.
    pub enrolled_at: Timestamp,
    /// The time step of the last code that was accepted: neither it nor an earlier one is accepted again (OT-05).
    pub last_step: u64,
    /// Counted before a code is judged.
    #[serde(default)]
    pub tries: Tries,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

impl TotpCredential {
    /// Counts one try, before anything is compared. The result must be stored before the secret is opened.
    pub fn count_try(self, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        Ok(Self {
            tries: self.tries.count(TOTP, source, now)?,
            version: self.version.saturating_add(1),
            ..self
        })
    }

    /// The code of a step was shown: `None` if that one, or a later one, was accepted before.
    pub fn accept(self, step: u64, source: SourceKind) -> Option<Self> {
        (step > self.last_step).then(|| Self {
            last_step: step,
            tries: self.tries.take_back(TOTP, source),
            version: self.version.saturating_add(1),
            ..self
        })
    }
}

/// A secret that was shown, and waits for its first code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpSetup {
    /// The secret, sealed within the user.
    pub sealed_secret: String,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// One recovery code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCode {
    /// MAC of the code with its user.
    #[serde(rename = "m")]
    pub mac: String,
    /// When it was used.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none", default)]
    pub used_at: Option<Timestamp>,
}

/// New codes, sealed within the user, until the person says that they are saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Shown {
    /// The codes.
    #[serde(rename = "s")]
    pub sealed: String,
    /// When they can no longer be looked at.
    #[serde(rename = "e")]
    pub until: Timestamp,
}

/// A set of recovery codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// Used ones stay, so that they are known to be used.
    pub codes: Vec<RecoveryCode>,
    /// When they were made.
    pub made_at: Timestamp,
    /// While they are shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shown: Option<Shown>,
    /// Counted before a code is judged.
    #[serde(default)]
    pub tries: Tries,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

impl RecoveryCodes {
    /// How many can still be used.
    pub fn left(&self) -> u32 {
        let left = self.codes.iter().filter(|code| code.used_at.is_none()).count();
        u32::try_from(left).unwrap_or(u32::MAX)
    }

    /// Counts one try, before anything is compared.
    pub fn count_try(self, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        Ok(Self {
            tries: self.tries.count(RECOVERY, source, now)?,
            version: self.version.saturating_add(1),
            ..self
        })
    }

    /// Uses up the code that `is_it` recognises; `None` if none that is left is.
    pub fn spend(mut self, is_it: impl Fn(&str) -> bool, source: SourceKind, now: Timestamp) -> Option<Self> {
        // All are compared, whichever it is.
        let found: Vec<bool> = self.codes.iter().map(|code| is_it(&code.mac)).collect();
        let mut both = self.codes.iter_mut().zip(found);
        let (code, _) = both.find(|(code, found)| *found && code.used_at.is_none())?;
        code.used_at = Some(now);
        self.tries = self.tries.take_back(RECOVERY, source);
        self.version = self.version.saturating_add(1);
        Some(self)
    }

    /// What can still be looked at.
    pub fn shown_at(&self, now: Timestamp) -> Option<&Shown> {
        self.shown.as_ref().filter(|shown| !shown.until.is_past(now))
    }

    /// The person saved them.
    #[must_use]
    pub fn saved(self) -> Self {
        Self {
            shown: None,
            version: self.version.saturating_add(1),
            ..self
        }
    }
}

#[cfg(test)]
#[path = "factor_tests.rs"]
mod tests;
