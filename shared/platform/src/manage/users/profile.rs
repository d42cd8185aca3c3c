//! The part of a user that describes a person.

use crate::manage::{invalid, is_https_url, patch};
use domain::{locale::Locale, text, user::User};
use protocol::error::FieldError;
use serde::{Deserialize, Serialize};

/// The profile's fields, absent = unchanged, null = cleared.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Profile {
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) given_name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) family_name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) picture: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) locale: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) zoneinfo: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    pub(super) external_id: Option<Option<String>>,
}

fn line(field: &str, place: &mut Option<String>, change: Option<Option<String>>, problems: &mut Vec<FieldError>) {
    match change {
        None => {}
        Some(None) => *place = None,
        Some(Some(value)) => match text::line(&value, 255) {
            Ok(clean) => *place = Some(clean),
            Err(error) => problems.push(invalid(field, error.to_string())),
        },
    }
}

/// Language and zone names: letters, digits and the separators that BCP 47 and the IANA list use.
fn is_tag(text: &str) -> bool {
    (2..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/+".contains(&b))
}

impl Profile {
    /// Whether it says anything about `external_id`.
    pub(crate) const fn names_external_id(&self) -> bool {
        self.external_id.is_some()
    }

    /// A profile whose texts are these, as a form gives them: empty is cleared.
    pub fn of_texts(name: &str, given_name: &str, family_name: &str) -> Self {
        let said = |text: &str| Some(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
        Self {
            name: said(name),
            given_name: said(given_name),
            family_name: said(family_name),
            ..Self::default()
        }
    }

    /// The same with a language; `None` is no choice.
    #[must_use]
    pub fn speaking(mut self, locale: Option<Locale>) -> Self {
        self.locale = Some(locale.map(|locale| locale.tag().to_owned()));
        self
    }

    /// A profile that fills in what was said, and leaves the rest alone.
    pub(crate) fn filling(name: Option<String>, given_name: Option<String>, family_name: Option<String>) -> Self {
        let said = |text: Option<String>| {
            let text = text.map(|text| text.trim().to_owned());
            text.filter(|text| !text.is_empty()).map(Some)
        };
        Self {
            name: said(name),
            given_name: said(given_name),
            family_name: said(family_name),
            ..Self::default()
        }
    }

    pub(crate) fn apply(self, user: &mut User) -> Vec<FieldError> {
        let mut problems = Vec::new();
        line("name", &mut user.name, self.name, &mut problems);
        line("given_name", &mut user.given_name, self.given_name, &mut problems);
        line("family_name", &mut user.family_name, self.family_name, &mut problems);
        line("external_id", &mut user.external_id, self.external_id, &mut problems);
        for (field, value) in [("locale", &self.locale), ("zoneinfo", &self.zoneinfo)] {
            if value
                .as_ref()
                .and_then(Option::as_deref)
                .is_some_and(|text| !is_tag(text))
            {
                problems.push(invalid(field, "This is not a name of that kind."));
            }
        }
        if self
            .picture
            .as_ref()
            .and_then(Option::as_deref)
            .is_some_and(|url| !is_https_url(url))
        {
            problems.push(invalid("picture", "Use an https URL."));
        }
        patch::set(&mut user.locale, self.locale);
        patch::set(&mut user.zoneinfo, self.zoneinfo);
        patch::set(&mut user.picture, self.picture);
        problems
    }
}
