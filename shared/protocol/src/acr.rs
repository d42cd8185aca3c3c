//! Authentication context classes in ascending order, with the short names requests may use (OIDC Core §2, behaviour 6.7).

use serde::{Deserialize, Serialize};

/// How well somebody was recognised; a greater one is a stronger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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

/// The classes a request asks for, in order of preference (OIDC Core §3.1.2.1, §5.5.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedAcr {
    /// Those we know; empty when all of what is demanded is unknown to us.
    pub values: Vec<Acr>,
    /// Whether the client can do nothing without one of them.
    pub essential: bool,
}

impl AskedAcr {
    /// Is this level as good as one of them?
    pub fn is_met_by(&self, reached: Acr) -> bool {
        self.values.iter().any(|value| reached >= *value)
    }

    /// What to aim at for somebody who can get as far as `reachable`: the first that is within reach, else the least of them.
    pub fn goal(&self, reachable: Acr) -> Option<Acr> {
        let first = self.values.iter().find(|value| reachable >= **value);
        first.or_else(|| self.values.iter().min()).copied()
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
    fn a_goal_is_the_first_that_is_within_reach() {
        let asked = AskedAcr {
            values: vec![Acr::PhishingResistant, Acr::TwoFactors],
            essential: false,
        };
        assert_eq!(asked.goal(Acr::PhishingResistant), Some(Acr::PhishingResistant));
        assert_eq!(asked.goal(Acr::TwoFactors), Some(Acr::TwoFactors));
        assert_eq!(asked.goal(Acr::OneFactor), Some(Acr::TwoFactors));
        assert!(asked.is_met_by(Acr::TwoFactors) && !asked.is_met_by(Acr::OneFactor));
        let unknown = AskedAcr {
            values: Vec::new(),
            essential: true,
        };
        assert!(unknown.goal(Acr::PhishingResistant).is_none() && !unknown.is_met_by(Acr::PhishingResistant));
    }

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
