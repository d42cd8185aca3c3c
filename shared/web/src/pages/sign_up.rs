//! A new account.

use super::{Problem, complains, page, providers::ProviderLink, resume::TextField};

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

complains!(SignUp);

page!(SignUp, "sign_up.html");

/// What an invitation's page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationAsks {
    /// A name and a first password: there is no account yet.
    Account,
    /// To sign in as the owner of the mailbox.
    SignIn,
    /// Whether to join.
    Consent,
    /// Nothing: somebody else is signed in.
    SignOut,
}

/// The page that an invitation opens.
#[derive(Clone, Debug)]
pub struct Invited {
    /// To what: the application, or a team.
    pub to: String,
    /// Whose invitation; masked where nothing is set up with it.
    pub email: String,
    /// As typed before.
    pub name: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// What it asks.
    pub asks: InvitationAsks,
    /// Whether a password is asked for.
    pub with_password: bool,
    /// Characters a password needs.
    pub min_length: u32,
}

impl Invited {
    fn needs_account(&self) -> bool {
        self.asks == InvitationAsks::Account
    }

    fn needs_sign_in(&self) -> bool {
        self.asks == InvitationAsks::SignIn
    }

    fn needs_consent(&self) -> bool {
        self.asks == InvitationAsks::Consent
    }
}

page!(Invited, "invited.html");
