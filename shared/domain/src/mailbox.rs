//! Everything about codes mailed to one address: its limits, the code that works, a pending sign-up (behaviour 5.2, 7.3; OT-03).
//!
//! One item per mailbox, so counting a try and judging it are one conditional write. Known devices and all unknown sources are counted apart.

use crate::{
    Secret, Timestamp, UserId,
    rate::{Arrival, Limit, Limited},
    user::User,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// Mailed codes and links to one mailbox: 3 per 15 min.
pub const SEND_SHORT: Limit = Limit::per(3, 900);
/// … and 10 a day.
pub const SEND_DAY: Limit = Limit::per(10, 86_400);
/// Tries over all codes: 10 an hour.
pub const TRY_HOUR: Limit = Limit::per(10, 3600);
/// … and 30 a day.
pub const TRY_DAY: Limit = Limit::per(30, 86_400);
/// Tries of one code.
pub const TRIES: u32 = 5;
/// A second mail is refused for this long after the first, so that a double click sends one.
pub const RESEND_AFTER_SECS: i64 = 30;

/// What a code is for; each has its own life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// Signing in.
    SignIn,
    /// Proving the mailbox of a sign-up.
    SignUp,
    /// Proving the mailbox of the invited operator.
    OperatorSetup,
    /// Setting a new password.
    PasswordReset,
    /// Proving the mailbox that an account moves to.
    EmailChange,
    /// Somebody who is signed in proves that it is them.
    StepUp,
}

impl CodePurpose {
    /// Seconds a code of this purpose lives.
    pub const fn life_secs(self) -> i64 {
        match self {
            Self::SignIn | Self::OperatorSetup | Self::EmailChange | Self::StepUp => 600,
            Self::SignUp => 900,
            Self::PasswordReset => 1800,
        }
    }
}

/// Where the caller comes from, as far as limits go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A device on which this account completed a sign-in.
    Known,
    /// Everything else.
    Unknown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counters {
    #[serde(rename = "s", default)]
    send_short: Arrival,
    #[serde(rename = "d", default)]
    send_day: Arrival,
    #[serde(rename = "h", default)]
    try_hour: Arrival,
    #[serde(rename = "t", default)]
    try_day: Arrival,
}

/// A sign-up that waits for its mailbox to be proven. Not an account: nothing reserves the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignUp {
    /// As typed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// First name, where it is asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given_name: Option<String>,
    /// Last name, where it is asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub family_name: Option<String>,
    /// The version of the terms that was agreed to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub terms_version: Option<String>,
    /// Argon2id PHC string, if a password was chosen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password: Option<PhcString>,
}

impl PendingSignUp {
    /// Puts what was said into an account; what was not said stays as it is.
    pub fn describe(&self, user: &mut User, now: Timestamp) {
        let fields = [
            (&mut user.name, &self.name),
            (&mut user.given_name, &self.given_name),
            (&mut user.family_name, &self.family_name),
        ];
        for (field, said) in fields {
            if said.is_some() {
                field.clone_from(said);
            }
        }
        if let Some(version) = &self.terms_version {
            user.accept_terms(version, now);
        }
    }
}

/// A PHC string that compares and serialises but never shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhcString(pub Secret<String>);

/// The code that works now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailedCode {
    /// For what.
    #[serde(rename = "p")]
    pub purpose: CodePurpose,
    /// MAC of the digits under the application's key. `None`: nothing was mailed (unknown address, sign-up closed); every try fails alike.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none", default)]
    pub mac: Option<String>,
    /// MAC of the secret in the link of the same mail; using either uses up both.
    #[serde(rename = "k", skip_serializing_if = "Option::is_none", default)]
    pub link: Option<String>,
    /// What it belongs to: the transaction in which it was asked for (hash of its id), so that it works only there; or what it is good for by itself.
    #[serde(rename = "tx")]
    pub bound_to: String,
    /// Whose account, if there is one.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none", default)]
    pub user_id: Option<UserId>,
    /// What the right code will create.
    #[serde(rename = "n", skip_serializing_if = "Option::is_none", default)]
    pub sign_up: Option<PendingSignUp>,
    /// Counted down before the comparison.
    #[serde(rename = "l")]
    pub tries_left: u32,
    /// End of life.
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
    /// When it was mailed.
    #[serde(rename = "a")]
    pub sent_at: Timestamp,
}

/// The stored mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    #[serde(default)]
    known: Counters,
    #[serde(default)]
    unknown: Counters,
    /// The newest code; an older one is dead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<MailedCode>,
    /// +1 per change; the condition of every write.
    #[serde(rename = "ver", default)]
    pub version: u64,
}

/// Why a try did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TryError {
    /// Over a limit.
    #[error(transparent)]
    Limited(#[from] Limited),
    /// Too late, replaced, used, of another transaction, or tried too often.
    #[error("that code no longer works")]
    Expired,
}

impl Mailbox {
    fn counters(&mut self, source: SourceKind) -> &mut Counters {
        match source {
            SourceKind::Known => &mut self.known,
            SourceKind::Unknown => &mut self.unknown,
        }
    }

    /// Counts one mail and puts its code in place of the older one.
    pub fn send(mut self, code: MailedCode, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        let counters = self.counters(source);
        counters.send_short = counters.send_short.count(SEND_SHORT, now)?;
        counters.send_day = counters.send_day.count(SEND_DAY, now)?;
        self.code = Some(code);
        self.version = self.version.saturating_add(1);
        Ok(self)
    }

    /// Counts one try, before anything is compared. The result must be stored before `code` is looked at.
    pub fn count_try(
        mut self,
        bound_to: &str,
        purpose: CodePurpose,
        source: SourceKind,
        now: Timestamp,
    ) -> Result<Self, TryError> {
        let counters = self.counters(source);
        counters.try_hour = counters.try_hour.count(TRY_HOUR, now)?;
        counters.try_day = counters.try_day.count(TRY_DAY, now)?;
        let code = self.code.as_mut().ok_or(TryError::Expired)?;
        if code.bound_to != bound_to || code.purpose != purpose || code.expires_at.is_past(now) || code.tries_left == 0
        {
            return Err(TryError::Expired);
        }
        code.tries_left -= 1;
        self.version = self.version.saturating_add(1);
        Ok(self)
    }

    /// The code whose link may still be followed, if any. A link's secret cannot be guessed, so looking is not counted.
    pub fn linked(&self, purpose: CodePurpose, now: Timestamp) -> Option<&MailedCode> {
        self.code
            .as_ref()
            .filter(|code| code.purpose == purpose && code.link.is_some() && !code.expires_at.is_past(now))
    }

    /// The right code was shown: it is used up.
    #[must_use]
    pub fn consume(mut self) -> Self {
        self.code = None;
        self.version = self.version.saturating_add(1);
        self
    }
}

impl Zeroize for PhcString {
    fn zeroize(&mut self) {
        self.0 = Secret::new(String::new());
    }
}

#[cfg(test)]
#[path = "mailbox_tests.rs"]
mod tests;
