//! A new account.

use super::{Frame, Problem, page, providers::ProviderLink, resume::TextField};

/// The sign-up form.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each part of the form is shown or not by itself"
)]
#[derive(Clone, Debug)]
pub struct SignUp {
    /// As typed before, or hinted.
    pub email: String,
    /// As typed before.
    pub name: String,
    /// Whether the name is required, rather than welcome.
    pub name_required: bool,
    /// Other lines that are required.
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
    /// Whether a password is asked for.
    pub with_password: bool,
    /// Characters a password needs.
    pub min_length: u32,
    /// Where to sign in instead.
    pub sign_in: String,
    /// Other ways to sign up.
    pub providers: Vec<ProviderLink>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

impl SignUp {
    /// The complaint about a field.
    pub fn wrong(&self, frame: &Frame, field: &str) -> Option<String> {
        self.problem
            .as_ref()
            .and_then(|problem| problem.for_field(frame, field))
    }

    /// Whether there is one.
    pub fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.is_about(field))
    }
}

page!(SignUp, "sign_up.html");
