//! What is said of a JWT template, and how it is shown.

use crate::manage::patch;
use domain::{
    ClientId, JwtTemplateId, Timestamp,
    jwt_template::{ClaimsTemplate, JwtTemplate, JwtTemplateVersions, PastJwtTemplate, Placeholder, Target, ValueType},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A template as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "JwtTemplate"))]
pub struct JwtTemplateView {
    /// `jtp_…`.
    pub id: JwtTemplateId,
    /// Unique in the application.
    pub name: String,
    /// Where its claims go.
    pub targets: BTreeSet<Target>,
    /// For this client; null: for all of them.
    pub client_id: Option<ClientId>,
    /// Claims by name; a value may be a placeholder like `{{user.email}}`.
    pub claims: Map<String, Value>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change; the `ETag`.
    pub version: u64,
}

impl From<&JwtTemplate> for JwtTemplateView {
    fn from(template: &JwtTemplate) -> Self {
        Self {
            id: template.id,
            name: template.name.clone(),
            targets: template.targets.clone(),
            client_id: template.client_id,
            claims: template.claims.source().clone(),
            created_at: template.created_at,
            updated_at: template.updated_at,
            version: template.version,
        }
    }
}

/// A version as it was.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PastJwtTemplate")
)]
pub(super) struct PastView {
    version: u64,
    name: String,
    targets: BTreeSet<Target>,
    client_id: Option<ClientId>,
    claims: Map<String, Value>,
    updated_at: Timestamp,
}

impl From<PastJwtTemplate> for PastView {
    fn from(past: PastJwtTemplate) -> Self {
        Self {
            version: past.version,
            name: past.name,
            targets: past.targets,
            client_id: past.client_id,
            claims: past.claims.source().clone(),
            updated_at: past.updated_at,
        }
    }
}

/// The same with the versions before, the newest first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct JwtTemplateDetail {
    #[serde(flatten)]
    view: JwtTemplateView,
    versions: Vec<PastView>,
}

impl JwtTemplateDetail {
    pub(super) fn of(template: &JwtTemplate, past: Option<JwtTemplateVersions>) -> Self {
        let versions = past.map(|past| past.versions).unwrap_or_default();
        Self {
            view: template.into(),
            versions: versions.into_iter().map(PastView::from).collect(),
        }
    }

    /// For `ETag`.
    pub const fn version(&self) -> u64 {
        self.view.version
    }
}

/// A body of `POST /api/jwt-templates`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewJwtTemplate {
    /// Unique in the application, 1-64 characters.
    pub name: String,
    /// Where its claims go.
    pub targets: BTreeSet<Target>,
    /// For this client alone.
    #[serde(default)]
    pub client_id: Option<ClientId>,
    /// Claims by name, at most 4 KiB of JSON.
    pub claims: Map<String, Value>,
}

/// A body of `PATCH /api/jwt-templates/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct JwtTemplatePatch {
    name: Option<String>,
    targets: Option<BTreeSet<Target>>,
    #[serde(deserialize_with = "patch::nullable")]
    client_id: Option<Option<ClientId>>,
    claims: Option<Map<String, Value>>,
}

impl JwtTemplatePatch {
    pub(super) fn apply(&self, template: &mut JwtTemplate) {
        patch::set(
            &mut template.name,
            self.name.as_deref().map(|name| name.trim().to_owned()),
        );
        patch::set(&mut template.targets, self.targets.clone());
        patch::set(&mut template.client_id, self.client_id);
        patch::set(&mut template.claims, self.claims.clone().map(ClaimsTemplate::new));
    }
}

/// A placeholder as the API lists it.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Placeholder"))]
pub struct PlaceholderView {
    /// What stands between the braces.
    name: &'static str,
    /// The JSON type of what it becomes.
    #[serde(rename = "type")]
    value_type: ValueType,
    /// What it is.
    description: &'static str,
}

/// Every placeholder there is.
pub fn placeholders() -> Vec<PlaceholderView> {
    let shown = |one: &Placeholder| PlaceholderView {
        name: one.as_str(),
        value_type: one.value_type(),
        description: one.description(),
    };
    Placeholder::ALL.iter().map(shown).collect()
}
