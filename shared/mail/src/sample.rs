//! Mails of made-up values, for whoever words them; and the shipped words in the form in which they are edited.

use crate::{Letter, Marks, words};
use domain::{ApplicationId, EventId, email_template::Wording, locale::Locale, mail_kind::MailKind};

/// What a made-up mail is made of.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Which mail.
    pub kind: MailKind,
    /// In which language.
    pub locale: Locale,
    /// The application's name.
    pub app: String,
    /// Where links lead.
    pub origin: String,
    /// The application's colour.
    pub accent: Option<String>,
    /// Whether codes come with a link here.
    pub with_link: bool,
    /// The application's own words.
    pub wording: Option<Wording>,
}

impl Letter {
    /// A mail of made-up values, to nobody yet.
    pub fn sample(sample: Sample) -> Self {
        let has = |name: &str| sample.kind.variables().contains(&name);
        let about = match sample.kind {
            MailKind::IdentityLinked => "GitHub",
            MailKind::DomainDegraded => "login.example.com",
            MailKind::TeamInvitation => "Payments",
            MailKind::TransferRequested => "Acme",
            MailKind::DeletionScheduled => "2030-01-31",
            MailKind::RecoveryCodeUsed => "9",
            MailKind::NewDevice => "2030-01-31 12:00 UTC, 192.0.2.1",
            _ => "new@example.com",
        };
        Self {
            kind: sample.kind,
            locale: sample.locale,
            from: String::new(),
            from_name: sample.app,
            to: String::new(),
            wording: sample.wording,
            also: Vec::new(),
            about: has("about").then(|| about.to_owned()),
            marks: Marks {
                application: ApplicationId::from_bytes([0; 16]),
                event: EventId::from_bytes([0; 16]),
            },
            code: has("code").then(|| "123456".to_owned()),
            link: format!("{}/login", sample.origin),
            with_link: sample.with_link,
            minutes: match sample.kind {
                MailKind::Invitation | MailKind::TeamInvitation => 7 * 24 * 60,
                _ if has("code") => 10,
                _ => 72 * 60,
            },
            accent: sample.accent,
        }
    }
}

/// The shipped words as Markdown with variables, to begin from.
pub fn shipped(kind: MailKind, locale: Locale, with_link: bool) -> Wording {
    let variable = |name: &str| format!("{{{{{name}}}}}");
    let letter = Letter {
        from_name: variable("app"),
        code: kind.variables().contains(&"code").then(|| variable("code")),
        about: Some(variable("about")),
        ..Letter::sample(Sample {
            kind,
            locale,
            app: String::new(),
            origin: String::new(),
            accent: None,
            with_link,
            wording: None,
        })
    };
    let words = words::with_life(&letter, &variable("life"));
    // Set apart when it is filled in, not here.
    let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
    Wording {
        subject: plain(&words.subject),
        body: format!("# {}\n\n{}", plain(&words.heading), plain(&words.body.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems;

    #[test]
    fn the_shipped_words_are_words_that_an_application_could_set() {
        for kind in MailKind::ALL.iter().filter(|kind| kind.is_for_people()) {
            for locale in Locale::ALL {
                for with_link in [true, false] {
                    let wording = shipped(*kind, *locale, with_link);
                    let wrong = problems(&wording, kind.variables());
                    assert!(wrong.is_empty(), "{kind:?} {locale:?}: {wrong:?} {wording:?}");
                }
            }
        }
    }
}
