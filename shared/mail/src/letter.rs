//! A mail as text and HTML: one template of each form, so that all look alike.

use crate::words::Words;
use askama::Template as _;
use domain::{ApplicationId, EventId, colour, email_template::Wording, locale::Locale, mail_kind::MailKind};

/// The colour of buttons, as on pages, where an application has none.
const ACCENT: &str = "#3b5bdb";

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Which.
    pub kind: MailKind,
    /// In which language.
    pub locale: Locale,
    /// The sender's address.
    pub from: String,
    /// The sender's name: the application's.
    pub from_name: String,
    /// The recipient's address.
    pub to: String,
    /// The application's own words.
    pub wording: Option<Wording>,
    /// Others who get the same mail, and see that.
    pub also: Vec<String>,
    /// What it is about, where that is not the person: a hostname.
    pub about: Option<String>,
    /// How its fate is told apart later.
    pub marks: Marks,
    /// The code, where there is one.
    pub code: Option<String>,
    /// Where the person goes on.
    pub link: String,
    /// Whether that was made for this mail, rather than the way in.
    pub with_link: bool,
    /// How long code or link works.
    pub minutes: u32,
    /// The application's colour, `#rrggbb`.
    pub accent: Option<String>,
}

/// What a mail is known by when its fate is reported: our identifiers, nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Whose mail it is.
    pub application: ApplicationId,
    /// What asked for it.
    pub event: EventId,
}

/// A mail ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// A mail could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the mail could not be written: {0}")]
pub struct RenderError(#[from] askama::Error);

#[derive(askama::Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    app: &'a str,
    words: &'a Words,
    code: Option<&'a str>,
    link: Option<(&'a str, &'a str)>,
}

#[derive(askama::Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    app: &'a str,
    words: &'a Words,
    code: Option<&'a str>,
    link: Option<(&'a str, &'a str)>,
    locale: Locale,
    start: &'static str,
    accent: &'a str,
    ink: &'static str,
}

impl Letter {
    /// The mail's parts.
    pub fn render(&self) -> Result<Rendered, RenderError> {
        let words = Words::of(self);
        let link = words.action.as_deref().map(|action| (action, self.link.as_str()));
        let code = self.code.as_deref();
        let own = self.accent.as_deref().and_then(colour::with_ink);
        let (accent, ink) = own.unwrap_or_else(|| (ACCENT.to_owned(), "#fff"));
        let text = Text {
            app: &self.from_name,
            words: &words,
            code,
            link,
        }
        .render()?;
        let html = Html {
            app: &self.from_name,
            words: &words,
            code,
            link,
            locale: self.locale,
            start: if self.locale.is_rtl() { "right" } else { "left" },
            accent: &accent,
            ink,
        }
        .render()?;
        // A subject is one line whatever the application is called.
        let subject = words
            .subject
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        Ok(Rendered { subject, text, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(kind: MailKind, name: &str) -> Letter {
        Letter {
            kind,
            locale: Locale::En,
            from: "mail@example.com".into(),
            from_name: name.into(),
            to: "mia@example.com".into(),
            wording: None,
            also: Vec::new(),
            about: Some("id.acme.example".into()),
            marks: Marks {
                application: ApplicationId::from_bytes([1; 16]),
                event: EventId::from_bytes([2; 16]),
            },
            code: Some("123456".into()),
            link: "https://acme.example.com/login".into(),
            with_link: false,
            minutes: 10,
            accent: Some("red;}".into()),
        }
    }

    #[test]
    fn text_and_html_carry_the_code() {
        let mail = letter(MailKind::SignInCode, "Acme")
            .render()
            .unwrap_or_else(|_| unreachable!());
        assert!(mail.subject.contains("123456") && mail.text.contains("123456") && mail.html.contains("123456"));
        assert!(mail.html.contains("#3b5bdb") && !mail.html.contains("red;"));
    }

    #[test]
    fn a_name_is_never_markup_and_never_a_header() {
        let mail = letter(MailKind::AlreadyRegistered, "<b>Evil</b>\r\nBcc: x@y.example")
            .render()
            .unwrap_or_else(|_| unreachable!());
        assert!(!mail.html.contains("<b>Evil"));
        assert!(!mail.subject.contains(['\r', '\n']));
    }
}
