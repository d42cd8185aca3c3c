//! An API key: publishable (names an application to a browser) or secret (acts for it). Shown once, stored as a MAC (behaviour 3.4).
//!
//! Life: active → rotating (dies at `expires_at`) → expired; active → revoked.

use crate::{ApiKeyId, Timestamp, application::Environment, entropy};
use serde::{Deserialize, Serialize};

/// The longest a rotated key goes on working.
pub const MAX_GRACE_SECS: u32 = 86_400;
/// Live keys of each kind an application may have.
pub const MAX_LIVE: usize = 20;

/// What the key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ApiKeyKind {
    /// In a browser: identifies the application, authenticates nobody.
    Publishable,
    /// On a server: everything its permissions allow.
    Secret,
}

/// The state shown to a reader at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ApiKeyStatus {
    /// Works.
    Active,
    /// Works until `expires_at`: a successor exists.
    Rotating,
    /// Ended by a person.
    Revoked,
    /// Its time is over.
    Expired,
}

/// The stored key. The text itself is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ApiKey {
    /// Its identifier.
    pub id: ApiKeyId,
    /// Publishable or secret.
    pub kind: ApiKeyKind,
    /// What people call it.
    pub name: String,
    /// Prefix and the eight id characters: enough to recognise it, useless to an attacker.
    pub hint: String,
    /// MAC of the whole text under the application's key.
    pub mac: String,
    /// Management permissions, or `*`.
    pub permissions: Vec<String>,
    /// End of life, if any.
    pub expires_at: Option<Timestamp>,
    /// True once a successor was made.
    pub rotated: bool,
    /// When a person ended it.
    pub revoked_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl ApiKey {
    /// The state at `now`; decided by the clock, never by a sweep.
    pub fn status(&self, now: Timestamp) -> ApiKeyStatus {
        if self.revoked_at.is_some() {
            ApiKeyStatus::Revoked
        } else if self.expires_at.is_some_and(|end| end.is_past(now)) {
            ApiKeyStatus::Expired
        } else if self.rotated {
            ApiKeyStatus::Rotating
        } else {
            ApiKeyStatus::Active
        }
    }

    /// May it be used at `now`?
    pub fn is_live(&self, now: Timestamp) -> bool {
        matches!(self.status(now), ApiKeyStatus::Active | ApiKeyStatus::Rotating)
    }

    /// The old key after a rotation: works `grace` seconds more (at most 24 h), never longer than before.
    #[must_use]
    pub fn rotate(mut self, grace_secs: u32, now: Timestamp) -> Self {
        let end = now.plus_secs(i64::from(grace_secs.min(MAX_GRACE_SECS)));
        self.expires_at = Some(self.expires_at.map_or(end, |earlier| earlier.min(end)));
        self.rotated = true;
        self.touched(now)
    }

    /// Ends it at once.
    #[must_use]
    pub fn revoke(mut self, now: Timestamp) -> Self {
        self.revoked_at.get_or_insert(now);
        self.touched(now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// `pk_live_`, `sk_test_` …
pub const fn text_prefix(kind: ApiKeyKind, environment: Environment) -> &'static str {
    match (kind, environment) {
        (ApiKeyKind::Publishable, Environment::Production) => "pk_live_",
        (ApiKeyKind::Publishable, Environment::Development) => "pk_test_",
        (ApiKeyKind::Secret, Environment::Production) => "sk_live_",
        (ApiKeyKind::Secret, Environment::Development) => "sk_test_",
    }
}

/// A key's text: prefix + the 26 characters of its id + 43 base62 + 6 of checksum. The id is inside, so finding the key is one read.
pub fn text(id: &ApiKeyId, kind: ApiKeyKind, environment: Environment, source: &dyn crate::Entropy) -> String {
    let body = format!(
        "{}{}{}",
        text_prefix(kind, environment),
        id.suffix(),
        entropy::base62(source, 43)
    );
    let sum = entropy::checksum(&body);
    body + &sum
}

/// The id inside a presented text, if the text has the form of a key and its checksum holds.
pub fn id_in(presented: &str) -> Option<(ApiKeyId, ApiKeyKind)> {
    let kinds = [
        ("pk_live_", ApiKeyKind::Publishable),
        ("pk_test_", ApiKeyKind::Publishable),
        ("sk_live_", ApiKeyKind::Secret),
        ("sk_test_", ApiKeyKind::Secret),
    ];
    let (rest, kind) = kinds
        .into_iter()
        .find_map(|(prefix, kind)| presented.strip_prefix(prefix).map(|rest| (rest, kind)))?;
    if rest.len() != 26 + 43 + 6 || !rest.is_ascii() {
        return None;
    }
    let (body, sum) = presented.split_at_checked(presented.len().checked_sub(6)?)?;
    let (id, _) = rest.split_at_checked(26)?;
    (entropy::checksum(body) == sum).then_some(())?;
    format!("key_{id}").parse().ok().map(|id| (id, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl crate::Entropy for Fixed {
        fn fill(&self, out: &mut [u8]) {
            out.fill(9);
        }
    }

    #[test]
    fn a_key_text_names_its_id_and_a_typo_does_not() {
        let id = ApiKeyId::generate(Timestamp::from_secs(1), &Fixed);
        let key = text(&id, ApiKeyKind::Secret, Environment::Development, &Fixed);
        assert!(key.starts_with("sk_test_"));
        assert_eq!(id_in(&key), Some((id, ApiKeyKind::Secret)));
        assert_eq!(id_in(&key.replace("sk_test_", "sk_live_")), None);
        assert_eq!(id_in("sk_test_é"), None);
    }
}
