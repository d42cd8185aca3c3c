//! What each mail says around its code or link.

use crate::Letter;
use serde::{Deserialize, Serialize};

/// Which mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A code that signs in.
    SignInCode,
    /// A code that completes a sign-up.
    SignUpCode,
    /// Somebody tried to sign up with an address that has an account.
    AlreadyRegistered,
    /// A code and a link that set a new password.
    ResetPassword,
    /// The password is another now.
    PasswordChanged,
    /// A code that proves the mailbox an account moves to.
    EmailChangeCode,
    /// To the old mailbox: the account moves, and a link that stops it.
    EmailChangeNotice,
    /// The invitation of an operator.
    OperatorInvitation,
    /// The invitation to an application.
    Invitation,
    /// The code of an operator's set-up.
    OperatorCode,
    /// A custom domain lost a DNS record.
    DomainDegraded,
    /// A provider's account was linked.
    IdentityLinked,
}

/// The words.
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    /// What the link is called; empty where the mail has none.
    pub(crate) action: &'static str,
    pub(crate) note: String,
}

fn life(minutes: u32) -> String {
    match minutes {
        0..=119 => format!("{minutes} minutes"),
        120..=5759 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

impl Words {
    pub(crate) fn of(letter: &Letter) -> Self {
        match letter.kind {
            MailKind::SignInCode | MailKind::SignUpCode | MailKind::OperatorCode | MailKind::EmailChangeCode => {
                Self::of_code(letter)
            }
            MailKind::ResetPassword
            | MailKind::PasswordChanged
            | MailKind::EmailChangeNotice
            | MailKind::IdentityLinked => Self::of_security(letter),
            MailKind::AlreadyRegistered
            | MailKind::OperatorInvitation
            | MailKind::Invitation
            | MailKind::DomainDegraded => Self::of_notice(letter),
        }
    }

    fn of_code(letter: &Letter) -> Self {
        let (app, code) = (&letter.from_name, letter.code.as_deref().unwrap_or(""));
        let confirms = || format!("{code} confirms your address for {app}");
        let (subject, heading, note) = match letter.kind {
            MailKind::SignUpCode => (
                confirms(),
                format!("Welcome to {app}"),
                "If it was not you, ignore this mail: no account is made without the code.",
            ),
            MailKind::OperatorCode => (
                confirms(),
                format!("Operate {app}"),
                "If it was not you, tell whoever runs this deployment.",
            ),
            MailKind::EmailChangeCode => (
                format!("{code} confirms your new address for {app}"),
                "Confirm your new address".to_owned(),
                "If it was not you, ignore this mail: without the code nothing changes.",
            ),
            _ if code.is_empty() => (
                format!("Sign in to {app}"),
                format!("Sign in to {app}"),
                "If it was not you, ignore this mail: the link works only in the browser that asked for it.",
            ),
            _ => (
                format!("{code} is your code for {app}"),
                format!("Sign in to {app}"),
                "If it was not you, ignore this mail: without the code nobody gets in. Never pass it on, not even to us.",
            ),
        };
        Self {
            subject,
            heading,
            body: Self::how(letter),
            action: match (letter.with_link, letter.kind) {
                (false, _) => "",
                (true, MailKind::SignUpCode) => "Confirm the address",
                (true, _) => "Sign in",
            },
            note: note.to_owned(),
        }
    }

    fn how(letter: &Letter) -> String {
        let life = life(letter.minutes);
        match (letter.code.is_some(), letter.with_link) {
            (true, true) => format!(
                "Type it where you began, or follow the link in the same browser. Either works for {life}, once."
            ),
            (false, true) => format!("Follow the link in the browser where you began. It works for {life}, once."),
            (_, false) => format!("Type it where you began. It works for {life}, once."),
        }
    }

    fn of_security(letter: &Letter) -> Self {
        let (app, life) = (&letter.from_name, life(letter.minutes));
        let about = letter.about.as_deref().unwrap_or("");
        match letter.kind {
            MailKind::ResetPassword => Self {
                subject: format!("Set a new password for {app}"),
                heading: "Set a new password".into(),
                body: format!("Type the code where you asked for it, or follow the link. Either works for {life}, once."),
                action: "Set a new password",
                note: "If it was not you, ignore this mail: your password stays as it is. Never pass the code on, not even to us.".into(),
            },
            MailKind::PasswordChanged => Self {
                subject: format!("Your password for {app} was changed"),
                heading: "Your password was changed".into(),
                body: "You are signed out everywhere else. If it was you, there is nothing to do.".into(),
                action: "It was not me: set a new one",
                note: format!("You get this mail because it is about the safety of your account with {app}."),
            },
            MailKind::EmailChangeNotice => Self {
                subject: format!("Your account with {app} gets another address"),
                heading: "Your account gets another address".into(),
                body: format!("Somebody, probably you, asked to move your account to {about}. If it was you, there is nothing to do."),
                action: "It was not me: keep this address",
                note: format!("The link works for {life}. It brings this address back and signs everybody out."),
            },
            _ => Self {
                subject: format!("You can sign in to {app} with {about} now"),
                heading: format!("{about} was connected to your account"),
                body: format!("Somebody, probably you, signed in to {app} with an account at {about} that has this address. From now on it signs you in."),
                action: "Look at your account",
                note: "If it was not you, remove the connection in your account and tell the application’s support.".into(),
            },
        }
    }

    fn of_notice(letter: &Letter) -> Self {
        let app = &letter.from_name;
        match letter.kind {
            MailKind::OperatorInvitation => Self {
                subject: format!("You are invited to operate {app}"),
                heading: format!("Operate {app}"),
                body: format!(
                    "You are invited to run this deployment of {app}. The link works for {}, once.",
                    life(letter.minutes)
                ),
                action: "Set up your account",
                note: "If you did not expect this, ignore it: without your mailbox nobody can use the invitation."
                    .into(),
            },
            MailKind::Invitation => Self {
                subject: format!("You are invited to {app}"),
                heading: format!("You are invited to {app}"),
                body: format!(
                    "You are invited to have an account with {app}. The link works for {}, once.",
                    life(letter.minutes)
                ),
                action: "Accept the invitation",
                note: "If you did not expect this, ignore it: no account is made without the link. Never pass it on."
                    .into(),
            },
            MailKind::DomainDegraded => {
                let host = letter.about.as_deref().unwrap_or("");
                Self {
                    subject: format!("{host} is missing a DNS record"),
                    heading: format!("A DNS record of {host} is missing"),
                    body: format!(
                        "The records that {host} needs for {app} are not what they were. It is still served; if they do not come back, it stops after 14 days."
                    ),
                    action: "See which record it is",
                    note: "You get this mail because you are an admin of the team that owns the application.".into(),
                }
            }
            _ => Self {
                subject: format!("You already have an account with {app}"),
                heading: "You already have an account".into(),
                body: format!(
                    "Somebody, probably you, tried to sign up to {app} with this address. It has an account already: just sign in."
                ),
                action: "Sign in",
                note: "If it was not you, ignore this mail. Nothing was changed.".into(),
            },
        }
    }
}
