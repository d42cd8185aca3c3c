//! The account portal: what a person sees and changes of their own account (frontend 3).

use super::{Problem, complains, page, passkey::PasskeyForm};
use domain::locale::Locale;

/// What every page of the portal shows: whose account, where in it, and what was just done.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Whose account the forms are about.
    pub account: String,
    /// Their address.
    pub email: String,
    /// The path of this page.
    pub here: &'static str,
    /// The text of what was just done.
    pub notice: Option<&'static str>,
    /// What went wrong.
    pub problem: Option<Problem>,
}

impl Portal {
    /// The pages and their texts, in the order of the menu.
    pub const PAGES: [(&'static str, &'static str); 6] = [
        ("/account", "portal-profile"),
        ("/account/security", "portal-security"),
        ("/account/connections", "portal-connections"),
        ("/account/sessions", "portal-sessions"),
        ("/account/activity", "portal-activity"),
        ("/account/data", "portal-data"),
    ];

    /// Whether this is the page at a path.
    pub fn is_at(&self, path: &str) -> bool {
        self.here == path
    }
}

complains!(Portal);

/// Name and picture.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The portal.
    pub portal: Portal,
    /// The form's token.
    pub form_token: String,
    /// As stored, or as typed.
    pub name: String,
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// The language of mails, where one was set.
    pub locale: Option<Locale>,
    /// What can be set.
    pub languages: Vec<Locale>,
}

impl Profile {
    fn is_chosen(&self, tag: &str) -> bool {
        self.locale.is_some_and(|locale| locale.tag() == tag)
    }
}

page!(Profile, "account_profile.html");

/// Address and password.
#[derive(Clone, Debug)]
pub struct Security {
    /// The portal.
    pub portal: Portal,
    /// Whether the last sign-in is recent enough to change anything here.
    pub fresh: bool,
    /// Where to prove oneself again.
    pub prove: String,
    /// Whether passwords are used here.
    pub with_password: bool,
    /// Whether there is one.
    pub has_password: bool,
    /// Characters a password needs.
    pub min_length: u32,
    /// The token of the password's form.
    pub password_token: String,
    /// The new address, where it was typed before the person had to prove themself again.
    pub new_email: String,
    /// The token of the address' form.
    pub email_token: String,
    /// The new address that waits for its code, masked.
    pub pending: Option<String>,
    /// The token of the code's form.
    pub confirm_token: String,
    /// The app and the recovery codes.
    pub factors: super::mfa::Factors,
    /// The passkeys; none where they are switched off.
    pub passkeys: Option<Passkeys>,
    /// Makes another.
    pub passkey: Option<PasskeyForm>,
    /// What is told to whoever keeps them, after a change.
    pub signal: Option<String>,
}

/// The passkeys of a person.
#[derive(Clone, Debug)]
pub struct Passkeys {
    /// The token of the form that renames or removes one.
    pub form_token: String,
    /// The oldest first.
    pub rows: Vec<PasskeyRow>,
}

/// A passkey in a list.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// `crd_…`.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The first letter of who keeps it, where that is known.
    pub mark: Option<String>,
    /// Who keeps it, on how many devices, since when, last used when.
    pub detail: Vec<String>,
}

page!(Security, "account_security.html");

/// A session in a list.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// `ses_…`.
    pub id: String,
    /// With what browser.
    pub label: String,
    /// Since when, and from where.
    pub detail: String,
    /// This very one.
    pub current: bool,
}

/// Where the person is signed in.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// The portal.
    pub portal: Portal,
    /// The form's token.
    pub form_token: String,
    /// Newest first.
    pub sessions: Vec<SessionRow>,
    /// The browsers that are remembered, newest first; their ids are `dev_…`.
    pub devices: Vec<SessionRow>,
}

page!(Sessions, "account_sessions.html");

/// An account at a provider.
#[derive(Clone, Debug)]
pub struct ConnectionRow {
    /// `idn_…`.
    pub id: String,
    /// The provider's name.
    pub label: String,
    /// The address there, and since when it is connected.
    pub detail: Vec<String>,
}

/// The accounts elsewhere that sign the person in.
#[derive(Clone, Debug)]
pub struct Connections {
    /// The portal.
    pub portal: Portal,
    /// Whether the last sign-in is recent enough to change anything here.
    pub fresh: bool,
    /// Where to prove oneself again.
    pub prove: String,
    /// The form's token.
    pub form_token: String,
    /// What is connected.
    pub connections: Vec<ConnectionRow>,
    /// What could be: name and way there.
    pub others: Vec<(String, String)>,
}

page!(Connections, "account_connections.html");

/// Something that happened.
#[derive(Clone, Debug)]
pub struct ActivityRow {
    /// The text that says it.
    pub what: &'static str,
    /// When, and from where.
    pub detail: Vec<String>,
    /// By the person, or by an administrator.
    pub by_you: bool,
}

/// What happened to the account.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The portal.
    pub portal: Portal,
    /// Newest first.
    pub rows: Vec<ActivityRow>,
    /// Where older ones are.
    pub older: Option<String>,
}

page!(Activity, "account_activity.html");

/// What is kept, and the end of it.
#[derive(Clone, Debug)]
pub struct Data {
    /// The portal.
    pub portal: Portal,
    /// Whether the last sign-in is recent enough to do anything here.
    pub fresh: bool,
    /// Where to prove oneself again.
    pub prove: String,
    /// The token of the form that takes the data along.
    pub export_token: String,
    /// The token of the form that ends the account.
    pub delete_token: String,
    /// What was typed to confirm it, before the person had to prove themself again.
    pub confirm: String,
    /// Days in which that can be taken back.
    pub grace_days: u32,
    /// Whether the person's address is typed to confirm it, rather than their id.
    pub by_email: bool,
}

page!(Data, "account_data.html");

/// The old mailbox takes a change of address back.
#[derive(Clone, Debug)]
pub struct UndoEmail {
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
}

page!(UndoEmail, "account_undo_email.html");
