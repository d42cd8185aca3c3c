//! The code that went to a person's phone: what it is for, what it is bound to, and how often it was tried (behaviour 3.9, 5.7, 7.3; OT-03).
//!
//! One item per user, so that the newest code is the only one, and counting a try and judging it are one conditional write.

use crate::{Phone, Timestamp, factor::Tries, mailbox::SourceKind, rate::Limited};
use serde::{Deserialize, Serialize};

/// How long a code lives.
pub const LIFE_SECS: i64 = 300;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsPurpose {
    /// Proving that a number is the person's.
    Phone,
    /// Making a proven number a second factor.
    Enrol,
    /// Giving the second factor.
    Prove,
}

/// The code that works now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCode {
    /// For what.
    #[serde(rename = "p")]
    pub purpose: SmsPurpose,
    /// To which number.
    #[serde(rename = "n")]
    pub phone: Phone,
    /// MAC of the digits with what they are bound to.
    #[serde(rename = "m")]
    pub mac: String,
    /// The transaction, session or user that it was asked for in: it works nowhere else.
    #[serde(rename = "tx")]
    pub bound_to: String,
    /// End of life.
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
}

/// The stored state of a person's codes by SMS.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsCredential {
    /// Since when codes by SMS are a second factor.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub enrolled_at: Option<Timestamp>,
    /// When the number was proven last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub proven_at: Option<Timestamp>,
    /// The newest code; an older one is dead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<SentCode>,
    /// Counted before a code is judged.
    #[serde(default)]
    pub tries: Tries,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

impl SmsCredential {
    /// A code is on its way; the one before is dead.
    #[must_use]
    pub fn sent(self, code: SentCode) -> Self {
        Self {
            code: Some(code),
            version: self.version.saturating_add(1),
            ..self
        }
    }

    /// Counts one try, before anything is compared. The result must be stored before a code is looked at.
    pub fn count_try(self, source: SourceKind, now: Timestamp) -> Result<Self, Limited> {
        Ok(Self {
            tries: self.tries.count_sms(source, now)?,
            version: self.version.saturating_add(1),
            ..self
        })
    }

    /// The code that may be judged for a purpose, where it was asked for.
    pub fn live(&self, purpose: SmsPurpose, bound_to: &str, now: Timestamp) -> Option<&SentCode> {
        let code = self.code.as_ref()?;
        let here = code.purpose == purpose && code.bound_to == bound_to;
        (here && !code.expires_at.is_past(now)).then_some(code)
    }

    /// The right code was shown: it is used up, and its try is taken back.
    #[must_use]
    pub fn consume(self, source: SourceKind) -> Self {
        Self {
            code: None,
            tries: self.tries.take_back_sms(source),
            version: self.version.saturating_add(1),
            ..self
        }
    }

    /// The number was proven, in place of whatever was.
    #[must_use]
    pub fn proven(self, now: Timestamp) -> Self {
        Self {
            proven_at: Some(now),
            ..self
        }
    }

    /// Whether the number, or what it is good for, is of that moment or later.
    pub fn changed_since(&self, moment: Timestamp) -> bool {
        let changes = [self.enrolled_at, self.proven_at];
        changes.into_iter().flatten().any(|at| at >= moment)
    }

    /// Codes to the number are a second factor from now on.
    #[must_use]
    pub fn enrolled(self, now: Timestamp) -> Self {
        Self {
            enrolled_at: self.enrolled_at.or(Some(now)),
            ..self
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn with_code(now: Timestamp) -> SmsCredential {
        SmsCredential::default().sent(SentCode {
            purpose: SmsPurpose::Prove,
            phone: Phone::parse("+4915112345678").unwrap(),
            mac: "m".into(),
            bound_to: "t".into(),
            expires_at: now.plus_secs(LIFE_SECS),
        })
    }

    #[test]
    fn ot_03_five_tries_in_five_minutes_and_strangers_apart() {
        let now = Timestamp::from_secs(1_000_000);
        let mut sms = with_code(now);
        for _ in 0..5 {
            sms = sms.count_try(SourceKind::Unknown, now).unwrap();
        }
        assert!(sms.clone().count_try(SourceKind::Unknown, now).is_err());
        assert!(sms.clone().count_try(SourceKind::Known, now).is_ok());
        // A new code is no new beginning.
        let again = sms.sent(with_code(now).code.unwrap());
        assert!(again.count_try(SourceKind::Unknown, now).is_err());
    }

    #[test]
    fn a_code_is_for_one_purpose_one_place_and_five_minutes() {
        let now = Timestamp::from_secs(1_000_000);
        let sms = with_code(now);
        assert!(sms.live(SmsPurpose::Prove, "t", now.plus_secs(299)).is_some());
        let wrong = [
            (SmsPurpose::Enrol, "t", now),
            (SmsPurpose::Prove, "x", now),
            (SmsPurpose::Prove, "t", now.plus_secs(LIFE_SECS)),
        ];
        for (purpose, bound, at) in wrong {
            assert!(sms.live(purpose, bound, at).is_none());
        }
        assert!(
            sms.consume(SourceKind::Known)
                .live(SmsPurpose::Prove, "t", now)
                .is_none()
        );
    }
}
