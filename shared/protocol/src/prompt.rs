//! What the client wants the person to be asked (OIDC Core §3.1.2.1, Initiating User Registration 1.0 for `create`).

use serde::{Deserialize, Serialize};

/// One value of `prompt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// Nothing may be shown; stands alone.
    None,
    /// Sign in again.
    Login,
    /// Ask for consent again.
    Consent,
    /// Let the person choose who they are.
    SelectAccount,
    /// Show sign-up first.
    Create,
}

impl Prompt {
    /// All of them, as metadata lists them.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Login,
        Self::Consent,
        Self::SelectAccount,
        Self::Create,
    ];

    /// Its value in requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Consent => "consent",
            Self::SelectAccount => "select_account",
            Self::Create => "create",
        }
    }
}

/// The `prompt` parameter is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    /// A value that does not exist.
    #[error("prompt has a value that is not supported.")]
    Unknown,
    /// `none` beside another value.
    #[error("prompt=none cannot stand beside another value.")]
    NoneWithOthers,
}

/// The values of one request, each once. In JSON the space-separated text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PromptSet(Vec<Prompt>);

impl PromptSet {
    /// Reads the space-separated list.
    pub fn parse(text: &str) -> Result<Self, PromptError> {
        let mut found = Vec::new();
        for name in text.split(' ').filter(|name| !name.is_empty()) {
            let prompt = Prompt::ALL
                .into_iter()
                .find(|prompt| prompt.as_str() == name)
                .ok_or(PromptError::Unknown)?;
            if !found.contains(&prompt) {
                found.push(prompt);
            }
        }
        if found.len() > 1 && found.contains(&Prompt::None) {
            return Err(PromptError::NoneWithOthers);
        }
        Ok(Self(found))
    }

    /// Is it asked for?
    pub fn contains(&self, prompt: Prompt) -> bool {
        self.0.contains(&prompt)
    }

    /// The same without one value: what it asked for was done.
    #[must_use]
    pub fn without(&self, prompt: Prompt) -> Self {
        Self(self.0.iter().copied().filter(|asked| *asked != prompt).collect())
    }

    /// Nothing asked for?
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<String> for PromptSet {
    type Error = PromptError;

    fn try_from(text: String) -> Result<Self, PromptError> {
        Self::parse(&text)
    }
}

impl From<PromptSet> for String {
    fn from(set: PromptSet) -> Self {
        set.0.iter().map(|prompt| prompt.as_str()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn none_stands_alone() {
        assert!(PromptSet::parse("none").unwrap().contains(Prompt::None));
        assert_eq!(PromptSet::parse("none login"), Err(PromptError::NoneWithOthers));
        assert_eq!(PromptSet::parse("Login"), Err(PromptError::Unknown));
        let both = PromptSet::parse("login consent login").unwrap();
        assert_eq!(String::from(both), "login consent");
        assert!(PromptSet::parse("").unwrap().is_empty());
    }
}
