//! Authentication context classes in ascending order, with the short names requests may use (OIDC Core §2, behaviour 6.7).

use serde::{Deserialize, Serialize};

/// How well somebody was recognised; a greater one is a stronger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Acr {
    /// One factor, or federation without a statement about factors.
    #[serde(rename = "urn:aero2:acr:1fa")]
    OneFactor,
    /// Two factors.
    #[serde(rename = "urn:aero2:acr:mfa")]
    TwoFactors,
    /// A passkey with user verification.
    #[serde(rename = "urn:aero2:acr:phr")]
    PhishingResistant,
}

impl Acr {
    /// The value in tokens and metadata.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneFactor => "urn:aero2:acr:1fa",
            Self::TwoFactors => "urn:aero2:acr:mfa",
            Self::PhishingResistant => "urn:aero2:acr:phr",
        }
    }

    /// Reads a value or an alias; `None` for a class we do not know.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "urn:aero2:acr:1fa" | "1" => Some(Self::OneFactor),
            "urn:aero2:acr:mfa" | "2" => Some(Self::TwoFactors),
            "urn:aero2:acr:phr" | "3" | "phr" => Some(Self::PhishingResistant),
            _ => None,
        }
    }

    /// The known ones of a space-separated list, in its order of preference. Unknown ones are a wish nobody can grant, not an error.
    pub fn parse_list(text: &str) -> Vec<Self> {
        let mut found = Vec::new();
        for acr in text.split(' ').filter_map(Self::parse) {
            if !found.contains(&acr) {
                found.push(acr);
            }
        }
        found
    }
}

impl std::fmt::Display for Acr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn aliases_and_order() {
        assert!(Acr::OneFactor < Acr::TwoFactors && Acr::TwoFactors < Acr::PhishingResistant);
        assert_eq!(
            Acr::parse_list("2 nonsense phr 2"),
            [Acr::TwoFactors, Acr::PhishingResistant]
        );
        for acr in [Acr::OneFactor, Acr::TwoFactors, Acr::PhishingResistant] {
            assert_eq!(Acr::parse(acr.as_str()), Some(acr));
            assert_eq!(serde_json::to_string(&acr).unwrap(), format!("\"{acr}\""));
        }
    }
}
