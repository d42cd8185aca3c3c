//! The steps of a sign-in: who, password or code, and the operator's set-up.

use super::{Problem, page, passkey::PasskeyForm, providers::ProviderLink};

/// Who are you?
#[derive(Clone, Debug, Default)]
pub struct Identifier {
    /// As typed before, or hinted.
    pub email: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where to sign up, if that is offered.
    pub sign_up: Option<String>,
    /// The text of what was just done, when the person comes from there.
    pub notice: Option<&'static str>,
    /// Other ways in.
    pub providers: Vec<ProviderLink>,
    /// The way in that needs no address.
    pub passkey: Option<PasskeyForm>,
    /// A credential that nobody knows, for whoever keeps it.
    pub unknown: Option<String>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(Identifier, "identifier.html");

/// Somebody is signed in: the same person again, or another?
#[derive(Clone, Debug)]
pub struct Chooser {
    /// Who is signed in.
    pub email: String,
    /// Their name.
    pub name: Option<String>,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// Where another account signs in.
    pub other: String,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(Chooser, "chooser.html");

/// The password.
#[derive(Clone, Debug)]
pub struct Password {
    /// Whose.
    pub email: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where to ask for a mail instead.
    pub code_action: Option<String>,
    /// Whether that mail holds a code, rather than only a link.
    pub by_code: bool,
    /// That form's token.
    pub code_token: String,
    /// Where to change the address.
    pub back: String,
    /// Where to go without the password.
    pub forgot: String,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(Password, "password.html");

/// A provider's word is to be confirmed: by the mailbox, or by the account that has its address.
#[derive(Clone, Debug)]
pub struct Connect {
    /// The address the provider gave, masked.
    pub masked: String,
    /// The provider.
    pub provider: String,
    /// Where the form that mails a code posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where a password is typed instead.
    pub password: Option<String>,
    /// Other providers that the account may have.
    pub providers: Vec<ProviderLink>,
    /// Where to begin again with another account.
    pub back: String,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(Connect, "connect.html");

/// What a mailed code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFor {
    /// Signing in.
    SignIn,
    /// Proving the address of a new account.
    SignUp,
    /// Setting up the platform.
    OperatorSetup,
}

/// The mailed code.
#[derive(Clone, Debug)]
pub struct Code {
    /// The address, masked.
    pub masked: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where to ask for another code.
    pub resend_action: String,
    /// That form's token.
    pub resend_token: String,
    /// Where to change the address.
    pub back: String,
    /// What it is for.
    pub code_for: CodeFor,
    /// Whether there are digits to type, rather than only a link to follow.
    pub by_code: bool,
    /// Minutes left.
    pub minutes: u32,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

impl Code {
    const fn heading(&self) -> &'static str {
        match self.code_for {
            CodeFor::SignIn => "code-heading-sign-in",
            CodeFor::SignUp => "code-heading-sign-up",
            CodeFor::OperatorSetup => "code-heading-setup",
        }
    }

    const fn sent(&self) -> &'static str {
        match (self.minutes, self.by_code) {
            (0, _) => "code-expired",
            (_, true) => "code-sent",
            (_, false) => "code-link-sent",
        }
    }
}

page!(Code, "code.html");

/// The page that a mailed link opens.
#[derive(Clone, Debug)]
pub struct MailedLink {
    /// The address, masked.
    pub masked: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// Why the link does not work.
    pub problem: Option<Problem>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(MailedLink, "mailed_link.html");

/// The invited operator sets a first password.
#[derive(Clone, Debug)]
pub struct OperatorSetup {
    /// Whose invitation.
    pub email: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Characters a password needs.
    pub min_length: u32,
}

page!(OperatorSetup, "operator_setup.html");
