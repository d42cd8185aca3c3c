//! What a person who is known has still to say: keep the account, and what the application requires of everybody.

use super::{Problem, complains, page};
use domain::settings::RequiredField;

/// Keep the account, or leave it?
#[derive(Clone, Debug)]
pub struct Reactivate {
    /// Whose account.
    pub email: Option<String>,
    /// The day on which it is erased.
    pub day: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(Reactivate, "reactivate.html");

/// A line to type.
#[derive(Clone, Debug)]
pub struct TextField {
    /// The field.
    pub name: &'static str,
    /// The text of what it is called.
    pub label: &'static str,
    /// What a browser fills in.
    pub autocomplete: &'static str,
    /// As typed before.
    pub value: String,
}

impl TextField {
    /// The line of a required field; the terms are none.
    pub fn of(field: RequiredField, typed: &str) -> Option<Self> {
        let (label, autocomplete) = match field {
            RequiredField::Name => ("name", "name"),
            RequiredField::GivenName => ("profile-given-name", "given-name"),
            RequiredField::FamilyName => ("profile-family-name", "family-name"),
            RequiredField::Terms => return None,
        };
        Some(Self {
            name: field.as_str(),
            label,
            autocomplete,
            value: typed.to_owned(),
        })
    }
}

/// What is missing.
#[derive(Clone, Debug)]
pub struct ProfileStep {
    /// The lines to type.
    pub fields: Vec<TextField>,
    /// Whether the terms are to be agreed to.
    pub terms: bool,
    /// Where they are.
    pub terms_url: Option<String>,
    /// Whether that was said before.
    pub agreed: bool,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

complains!(ProfileStep);

page!(ProfileStep, "profile_step.html");
