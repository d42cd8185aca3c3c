//! A new account.

use super::{Problem, page, providers::ProviderLink};

/// The sign-up form.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// As typed before, or hinted.
    pub email: String,
    /// As typed before.
    pub name: String,
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

page!(SignUp, "sign_up.html");
