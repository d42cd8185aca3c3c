//! A forgotten password: whose, and the new one.

use super::{Problem, page};

/// Whose password?
#[derive(Clone, Debug)]
pub struct Reset {
    /// As typed before.
    pub email: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where to sign in.
    pub sign_in: String,
}

page!(Reset, "reset.html");

/// The new password, proven by code or link.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The address, masked.
    pub masked: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Whether the mailed code is asked for: not where the link was followed.
    pub with_code: bool,
    /// Characters a password needs.
    pub min_length: u32,
    /// Where to ask for another mail.
    pub again: String,
}

page!(NewPassword, "new_password.html");
