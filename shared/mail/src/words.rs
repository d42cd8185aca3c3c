//! What each mail says around its code or link, in the language of whoever reads it.

use crate::{
    Letter,
    wording::{Body, Worded},
};
use domain::mail_kind::MailKind;
use texts::{Message, text};

/// The words.
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) heading: String,
    pub(crate) body: Body,
    /// What the link is called, where the mail has one.
    pub(crate) action: Option<String>,
    pub(crate) note: String,
}

impl Words {
    /// The shipped ones, or the application's own, where those name nothing that this mail lacks. What the button does and the note on safety are
    /// never the application's.
    pub(crate) fn of(letter: &Letter) -> Self {
        let shipped = Self::shipped(letter);
        let own = letter
            .wording
            .as_ref()
            .and_then(|wording| Worded::new(wording, &variables(letter)));
        match own {
            Some(own) => Self {
                subject: own.subject,
                heading: own.heading.unwrap_or(shipped.heading),
                body: own.body,
                ..shipped
            },
            None => shipped,
        }
    }

    fn shipped(letter: &Letter) -> Self {
        with_life(letter, &life(letter))
    }
}

/// The shipped words, with what is said of how long code and link work.
pub(crate) fn with_life(letter: &Letter, life: &str) -> Words {
    let said = |id: &str| said(letter, id, life);
    Words {
        subject: said(&subject(letter)),
        heading: said(&part(letter, "heading")),
        body: Body::plain(&said(&body(letter))),
        action: action(letter).map(|id| said(&id)),
        note: said(&note(letter)),
    }
}

fn part(letter: &Letter, part: &str) -> String {
    format!("mail-{}-{part}", letter.kind.as_str().replace('_', "-"))
}

/// Whether there is only a link, where there could be a code.
fn is_link_alone(letter: &Letter) -> bool {
    matches!(letter.kind, MailKind::SignInCode | MailKind::SignUpCode) && letter.code.is_none()
}

fn subject(letter: &Letter) -> String {
    match (letter.kind, is_link_alone(letter)) {
        (MailKind::SignInCode, true) => "mail-sign-in-link-subject".to_owned(),
        (MailKind::SignUpCode, true) => "mail-sign-up-link-subject".to_owned(),
        _ => part(letter, "subject"),
    }
}

/// Those that are about a code or link say how to use it; the others have a text of their own.
fn body(letter: &Letter) -> String {
    let proves = matches!(
        letter.kind,
        MailKind::SignInCode
            | MailKind::StepUpCode
            | MailKind::SignUpCode
            | MailKind::OperatorCode
            | MailKind::EmailChangeCode
    );
    match (proves, letter.code.is_some(), letter.with_link) {
        (false, ..) => part(letter, "body"),
        (true, true, true) => "mail-how-both".to_owned(),
        (true, false, true) => "mail-how-link".to_owned(),
        (true, _, false) => "mail-how-code".to_owned(),
    }
}

fn action(letter: &Letter) -> Option<String> {
    match letter.kind {
        MailKind::SignUpCode => letter.with_link.then(|| "mail-action-confirm".to_owned()),
        MailKind::SignInCode => letter.with_link.then(|| "mail-action-sign-in".to_owned()),
        MailKind::StepUpCode | MailKind::OperatorCode | MailKind::EmailChangeCode | MailKind::AccountDeleted => None,
        MailKind::AlreadyRegistered => Some("mail-action-sign-in".to_owned()),
        _ => Some(part(letter, "action")),
    }
}

fn note(letter: &Letter) -> String {
    match (letter.kind, is_link_alone(letter)) {
        (MailKind::SignInCode, true) => "mail-sign-in-link-note".to_owned(),
        (MailKind::SignUpCode, true) => "mail-sign-up-link-note".to_owned(),
        _ => part(letter, "note"),
    }
}

fn said(letter: &Letter, id: &str, life: &str) -> String {
    text(letter.locale, id)
        .with("app", &letter.from_name)
        .with("code", letter.code.as_deref().unwrap_or(""))
        .with("about", letter.about.as_deref().unwrap_or(""))
        .with("life", life)
        .to_string()
}

/// What an application's own words may name, as far as this mail has it.
fn variables(letter: &Letter) -> Vec<(&'static str, String)> {
    let known = [
        ("app", Some(letter.from_name.clone())),
        ("code", letter.code.clone()),
        ("about", letter.about.clone()),
        ("life", Some(life(letter))),
    ];
    let allowed = letter.kind.variables();
    known
        .into_iter()
        .filter(|(name, _)| allowed.contains(name))
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
}

fn life(letter: &Letter) -> String {
    let message: Message<'_> = match letter.minutes {
        0..=119 => text(letter.locale, "mail-life-minutes").with("minutes", letter.minutes),
        hours @ 120..=5759 => text(letter.locale, "mail-life-hours").with("hours", hours / 60),
        days => text(letter.locale, "mail-life-days").with("days", days / 1440),
    };
    message.to_string()
}
