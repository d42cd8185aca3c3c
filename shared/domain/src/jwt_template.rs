//! An application's own claims: which tokens they go into, for which client, and what they say (behaviour 3.17, 6.2-6.5).

mod claims;
mod placeholder;
#[cfg(test)]
#[path = "jwt_template_tests.rs"]
mod tests;

pub use claims::{ClaimsTemplate, MAX_BYTES, MAX_DEPTH};
pub use placeholder::{ActiveOrganization, Facts, Person, Placeholder, SessionFacts, ValueType};

use crate::{ClientId, JwtTemplateId, Timestamp};
use protocol::error::{ErrorCode, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Versions that can be looked at.
pub const VERSIONS: usize = 20;
/// Templates an application may have.
pub const MAX_TEMPLATES: usize = 20;
/// Characters of a name.
const MAX_NAME: usize = 64;

/// Where claims go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "JwtTemplateTarget")
)]
pub enum Target {
    /// Access tokens, machines' included.
    Access,
    /// ID tokens.
    Id,
    /// `UserInfo`.
    Userinfo,
}

/// The stored template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JwtTemplate {
    /// `jtp_…`.
    pub id: JwtTemplateId,
    /// Unique in the application.
    pub name: String,
    /// Where its claims go.
    pub targets: BTreeSet<Target>,
    /// For this client; `None`: for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// What it says.
    pub claims: ClaimsTemplate,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change; the `ETag`.
    pub version: u64,
}

impl JwtTemplate {
    /// Whether its claims go there.
    pub fn is_for(&self, client: &ClientId, target: Target) -> bool {
        self.targets.contains(&target) && self.client_id.is_none_or(|own| own == *client)
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut found = Vec::new();
        let wrong = |field: &str, detail: String| FieldError {
            field: field.to_owned(),
            code: ErrorCode::TemplateInvalid,
            detail,
        };
        let length = self.name.chars().count();
        if length == 0 || length > MAX_NAME || self.name.chars().any(char::is_control) {
            found.push(wrong("name", format!("Use 1 to {MAX_NAME} characters on one line.")));
        }
        if self.targets.is_empty() {
            found.push(wrong(
                "targets",
                "Choose at least one of access, id and userinfo.".to_owned(),
            ));
        }
        found.extend(self.claims.problems());
        found
    }

    /// Notes a change: version + 1.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// A version as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastJwtTemplate {
    /// Which.
    pub version: u64,
    /// How it was called.
    pub name: String,
    /// Where its claims went.
    pub targets: BTreeSet<Target>,
    /// For which client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// What it said.
    pub claims: ClaimsTemplate,
    /// When it was set.
    pub updated_at: Timestamp,
}

/// The versions before the present one, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JwtTemplateVersions {
    /// At most [`VERSIONS`].
    pub versions: Vec<PastJwtTemplate>,
    /// That of the template.
    pub version: u64,
}

impl JwtTemplateVersions {
    /// What is kept when `before` gives way to `after`.
    pub fn after(past: Option<Self>, before: Option<&JwtTemplate>, after: &JwtTemplate) -> Self {
        let past = past.map(|past| past.versions).unwrap_or_default();
        let before = before.map(|before| PastJwtTemplate {
            version: before.version,
            name: before.name.clone(),
            targets: before.targets.clone(),
            client_id: before.client_id,
            claims: before.claims.clone(),
            updated_at: before.updated_at,
        });
        Self {
            versions: before.into_iter().chain(past).take(VERSIONS).collect(),
            version: after.version,
        }
    }
}

/// Which tokens have claims of templates at all, kept with the application: a token that has none costs no read, and a change is seen as soon as the
/// application is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateMarks {
    /// +1 per change of any template.
    pub version: u64,
    /// Tokens of every client.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub all: BTreeSet<Target>,
    /// Tokens of one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub clients: BTreeMap<ClientId, BTreeSet<Target>>,
}

impl TemplateMarks {
    /// There was never a template.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// The marks after a change that left `templates`.
    #[must_use]
    pub fn next<'t>(&self, templates: impl IntoIterator<Item = &'t JwtTemplate>) -> Self {
        let mut next = Self {
            version: self.version.saturating_add(1),
            ..Self::default()
        };
        for template in templates {
            let place = match template.client_id {
                None => &mut next.all,
                Some(client) => next.clients.entry(client).or_default(),
            };
            place.extend(template.targets.iter().copied());
        }
        next
    }

    /// Whether some template is for this.
    pub fn concern(&self, client: &ClientId, target: Target) -> bool {
        let own = || self.clients.get(client).is_some_and(|own| own.contains(&target));
        self.all.contains(&target) || own()
    }
}
