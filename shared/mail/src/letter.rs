//! The mails of this phase: what they say, in text and HTML. One template of each form, so that all look alike.

use askama::Template as _;
use domain::{ApplicationId, EventId};

/// Which mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A code that signs in.
    SignInCode,
    /// A code that completes a sign-up.
    SignUpCode,
    /// Somebody signed up with an address that has an account.
    AlreadyRegistered,
    /// The invitation of an operator.
    OperatorInvitation,
    /// The code of an operator's set-up.
    OperatorCode,
    /// A custom domain lost a DNS record.
    DomainDegraded,
    /// A provider's account was linked.
    IdentityLinked,
}

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Which.
    pub template: Template,
    /// The sender's address.
    pub from: String,
    /// The sender's name: the application's.
    pub from_name: String,
    /// The recipient's address.
    pub to: String,
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
    link: Option<&'a str>,
}

#[derive(askama::Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    app: &'a str,
    words: &'a Words,
    code: Option<&'a str>,
    link: Option<&'a str>,
    accent: &'a str,
}

/// What a mail says around its code or link.
struct Words {
    subject: String,
    heading: String,
    body: String,
    action: &'static str,
    note: String,
}

fn life(minutes: u32) -> String {
    match minutes {
        0..=119 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes / 60),
    }
}

impl Letter {
    fn words(&self) -> Words {
        let (app, code) = (&self.from_name, self.code.as_deref().unwrap_or(""));
        let life = life(self.minutes);
        let typed = format!("Type it where you began. It works for {life}, once.");
        match self.template {
            Template::SignInCode => Words {
                subject: format!("{code} is your code for {app}"),
                heading: format!("Sign in to {app}"),
                body: typed,
                action: "",
                note: "If it was not you, ignore this mail: without the code nobody gets in. Never pass it on, not even to us.".into(),
            },
            Template::SignUpCode => Words {
                subject: format!("{code} confirms your address for {app}"),
                heading: format!("Welcome to {app}"),
                body: typed,
                action: "",
                note: "If it was not you, ignore this mail: no account is made without the code.".into(),
            },
            Template::AlreadyRegistered => Words {
                subject: format!("You already have an account with {app}"),
                heading: "You already have an account".into(),
                body: format!("Somebody, probably you, tried to sign up to {app} with this address. It has an account already: just sign in."),
                action: "Sign in",
                note: "If it was not you, ignore this mail. Nothing was changed.".into(),
            },
            Template::OperatorInvitation => Words {
                subject: format!("You are invited to operate {app}"),
                heading: format!("Operate {app}"),
                body: format!("You are invited to run this deployment of {app}. The link works for {life}, once."),
                action: "Set up your account",
                note: "If you did not expect this, ignore it: without your mailbox nobody can use the invitation.".into(),
            },
            Template::OperatorCode => Words {
                subject: format!("{code} confirms your address for {app}"),
                heading: format!("Operate {app}"),
                body: typed,
                action: "",
                note: "If it was not you, tell whoever runs this deployment.".into(),
            },
            Template::DomainDegraded | Template::IdentityLinked => self.notice(),
        }
    }

    /// What was done, or happened, without anybody having to type anything.
    fn notice(&self) -> Words {
        let (app, about) = (&self.from_name, self.about.as_deref().unwrap_or(""));
        if self.template == Template::IdentityLinked {
            return Words {
                subject: format!("You can sign in to {app} with {about} now"),
                heading: format!("{about} was connected to your account"),
                body: format!(
                    "Somebody, probably you, signed in to {app} with an account at {about} that has this address. From now on it signs you in."
                ),
                action: "Look at your account",
                note: "If it was not you, remove the connection in your account and tell the application’s support."
                    .into(),
            };
        }
        Words {
            subject: format!("{about} is missing a DNS record"),
            heading: format!("A DNS record of {about} is missing"),
            body: format!(
                "The records that {about} needs for {app} are not what they were. It is still served; if they do not come back, it stops after 14 days."
            ),
            action: "See which record it is",
            note: "You get this mail because you are an admin of the team that owns the application.".into(),
        }
    }

    /// The mail's parts.
    pub fn render(&self) -> Result<Rendered, RenderError> {
        let words = self.words();
        let link = (!words.action.is_empty()).then_some(self.link.as_str());
        let code = self.code.as_deref();
        let accent = self
            .accent
            .as_deref()
            .filter(|colour| is_colour(colour))
            .unwrap_or("#4f46e5");
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
            accent,
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

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(template: Template, name: &str) -> Letter {
        Letter {
            template,
            from: "mail@example.com".into(),
            from_name: name.into(),
            to: "mia@example.com".into(),
            also: Vec::new(),
            about: Some("id.acme.example".into()),
            marks: Marks {
                application: ApplicationId::from_bytes([1; 16]),
                event: EventId::from_bytes([2; 16]),
            },
            code: Some("123456".into()),
            link: "https://acme.example.com/login".into(),
            minutes: 10,
            accent: Some("red;}".into()),
        }
    }

    #[test]
    fn text_and_html_carry_the_code() {
        let mail = letter(Template::SignInCode, "Acme")
            .render()
            .unwrap_or_else(|_| unreachable!());
        assert!(mail.subject.contains("123456") && mail.text.contains("123456") && mail.html.contains("123456"));
        assert!(mail.html.contains("#4f46e5") && !mail.html.contains("red;"));
    }

    #[test]
    fn a_name_is_never_markup_and_never_a_header() {
        let mail = letter(Template::AlreadyRegistered, "<b>Evil</b>\r\nBcc: x@y.example")
            .render()
            .unwrap_or_else(|_| unreachable!());
        assert!(!mail.html.contains("<b>Evil"));
        assert!(!mail.subject.contains(['\r', '\n']));
    }
}
