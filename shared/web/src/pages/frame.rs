//! What every page of an application shares: its name, look, links, and the words of what went wrong.

use super::assets;
use domain::application::Environment;
use platform::tenant::Tenant;
use protocol::error::Failure;

/// The frame around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(crate) name: String,
    pub(crate) initial: String,
    pub(crate) logo_url: Option<String>,
    pub(crate) is_development: bool,
    pub(crate) support_email: Option<String>,
    pub(crate) privacy_policy_url: Option<String>,
    pub(crate) terms_url: Option<String>,
    pub(crate) brand: Option<String>,
    pub(crate) stylesheet: &'static str,
    pub(crate) script: &'static str,
}

fn initial(name: &str) -> String {
    name.chars()
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default()
}

impl Frame {
    /// The frame of an application.
    pub fn of(tenant: &Tenant) -> Self {
        let application = tenant.application();
        Self {
            name: application.name.clone(),
            initial: initial(&application.name),
            logo_url: application.branding.logo_url.clone(),
            is_development: application.environment == Environment::Development,
            support_email: application
                .support_email
                .as_ref()
                .map(|email| email.as_str().to_owned()),
            privacy_policy_url: application.privacy_policy_url.clone(),
            terms_url: application.terms_url.clone(),
            brand: assets::brand(application).map(|(hash, _)| format!("/_t/brand.{hash}.css")),
            stylesheet: assets::stylesheet(),
            script: assets::script(),
        }
    }

    /// The frame of a page that belongs to no application.
    pub fn apex(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            initial: initial(name),
            logo_url: None,
            is_development: false,
            support_email: None,
            privacy_policy_url: None,
            terms_url: None,
            brand: None,
            stylesheet: assets::stylesheet(),
            script: assets::script(),
        }
    }
}

/// What went wrong with a form, beside the fields and above them.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) summary: String,
    fields: Vec<(String, String)>,
}

impl Problem {
    /// A failure in the words of a page.
    pub fn of(failure: &Failure) -> Self {
        let fields: Vec<(String, String)> = failure
            .fields
            .iter()
            .map(|field| (field.field.clone(), field.detail.clone()))
            .collect();
        let summary = match fields.as_slice() {
            [] => failure.detail.clone(),
            [(_, only)] => only.clone(),
            _ => "Check the fields below.".to_owned(),
        };
        Self { summary, fields }
    }

    /// Whether it is said beside fields.
    pub fn is_of_fields(&self) -> bool {
        !self.fields.is_empty()
    }

    /// What is wrong with one field.
    pub fn for_field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, detail)| detail.as_str())
    }
}
