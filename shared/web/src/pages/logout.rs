//! Signing out: the question, and the goodbye.

use super::page;

/// Sign out?
#[derive(Clone, Debug)]
pub struct SignOut {
    /// Who is signed in.
    pub email: Option<String>,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// The sealed rest of the client's request.
    pub request: String,
    /// Where to go to stay signed in.
    pub stay: String,
}

page!(SignOut, "sign_out.html");

/// Signed out.
#[derive(Clone, Debug)]
pub struct Goodbye {
    /// Where the client wants the person.
    pub return_url: Option<String>,
    /// Where to sign in again.
    pub sign_in: String,
}

page!(Goodbye, "goodbye.html");
