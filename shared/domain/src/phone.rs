//! A telephone number as E.164 writes it, and the country that it is of.
//!
//! The country decides whether a code may be sent at all, so an unknown one is none: what the table does not name is never sent to.

mod countries;

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is looked at of what somebody typed, in bytes.
const MOST_TYPED: usize = 32;
/// Digits of a number, with the code of its country (E.164 §6).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Digits at the end by which the numbers of one block differ.
const BLOCK: usize = 3;

/// A number: `+` and 8 to 15 digits, of a country that we know.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Phone(String);

/// That is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("That is not a phone number. Begin with + and the code of the country.")]
pub struct NotPhone;

impl Phone {
    /// Reads a number as people write it: spaces, dots, hyphens and brackets are left out.
    pub fn parse(typed: &str) -> Result<Self, NotPhone> {
        let typed = typed.trim();
        if typed.len() > MOST_TYPED {
            return Err(NotPhone);
        }
        let rest = typed.strip_prefix('+').ok_or(NotPhone)?;
        let digits: String = rest
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '/'))
            .collect();
        let good = DIGITS.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !good || countries::of(&digits).is_none() {
            return Err(NotPhone);
        }
        Ok(Self(format!("+{digits}")))
    }

    /// `+` and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// ISO 3166-1 code of its country.
    pub fn country(&self) -> &'static str {
        countries::of(self.digits()).unwrap_or("")
    }

    /// As it is shown to whoever may only recognise it: the last two digits.
    pub fn masked(&self) -> String {
        let digits = self.digits();
        let end = digits.get(digits.len().saturating_sub(2)..).unwrap_or("");
        format!("•••{end}")
    }

    /// What the numbers of its block share: all but the last three digits. Whoever earns by messages rents whole blocks.
    pub fn block(&self) -> &str {
        self.0.get(..self.0.len().saturating_sub(BLOCK)).unwrap_or("")
    }

    fn digits(&self) -> &str {
        self.0.get(1..).unwrap_or("")
    }
}

/// Whether that is the ISO code of a country whose numbers are known.
pub fn is_country(code: &str) -> bool {
    countries::is_known(code)
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[phone]")
    }
}

impl TryFrom<String> for Phone {
    type Error = NotPhone;

    fn try_from(text: String) -> Result<Self, NotPhone> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it_and_kept_as_e_164() {
        let phone = Phone::parse(" +49 (151) 123-456.78 ").unwrap();
        assert_eq!((phone.as_str(), phone.country()), ("+4915112345678", "DE"));
        assert_eq!((phone.masked().as_str(), phone.block()), ("•••78", "+4915112345"));
        assert_eq!(format!("{phone:?}"), "[phone]");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let bad = [
            "",
            "+",
            "4915112345678",
            "004915112345678",
            "+49",
            "+491511234567890123",
            "+4915112a45678",
            "+٤٩١٥١١٢٣٤٥٦٧٨",
            "+49151\u{200e}12345678",
            "+0015112345678",
            "+2101234567890",
            // Nobody's country: premium, toll-free and world-wide numbers.
            "+19005551234",
            "+18005551234",
            "+979123456789",
            "+8816123456789",
            "+49 151 12345678                    ' OR 1=1",
        ];
        for typed in bad {
            assert_eq!(Phone::parse(typed), Err(NotPhone), "{typed}");
        }
    }

    #[test]
    fn numbers_that_share_a_code_are_told_apart() {
        let all = [
            ("+14155550123", "US"),
            ("+14165550123", "CA"),
            ("+18765550123", "JM"),
            ("+18095550123", "DO"),
            ("+17875550123", "PR"),
            ("+79161234567", "RU"),
            ("+77011234567", "KZ"),
            ("+447911123456", "GB"),
            ("+447797123456", "JE"),
            ("+393331234567", "IT"),
            ("+390669812345", "VA"),
            ("+262639123456", "YT"),
            ("+262692123456", "RE"),
            ("+59995123456", "CW"),
            ("+85251234567", "HK"),
            ("+8613800138000", "CN"),
        ];
        for (number, country) in all {
            assert_eq!(
                Phone::parse(number).map(|phone| phone.country()),
                Ok(country),
                "{number}"
            );
        }
    }
}
