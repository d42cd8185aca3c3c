//! Mails as they arrive: those that were sent, and every mail that could be, in every language, with made-up values.

use crate::Local;
use askama::Template;
use domain::{locale::Locale, mail_kind::MailKind};
use mail::{Letter, Rendered, Sample};

/// The name of the made-up application.
const APP: &str = "Acme";

#[derive(Template)]
#[template(path = "mails.html")]
struct Page {
    kinds: &'static [MailKind],
    locales: &'static [Locale],
}

/// The list of all previews.
pub(super) fn list() -> Result<String, askama::Error> {
    Page {
        kinds: MailKind::ALL,
        locales: Locale::ALL,
    }
    .render()
}

/// One mail of those that were sent, counted from the newest, as HTML.
pub(super) fn sent(local: &Local, nth: &str) -> Option<String> {
    let nth: usize = nth.parse().ok()?;
    let mail = local.aws.outbox.list(None).into_iter().nth(nth)?;
    Some(mail.html)
}

/// A preview: `{kind}/{locale}` is its HTML, `{kind}/{locale}.txt` its text.
pub(super) fn preview(local: &Local, path: &str) -> Option<(&'static str, String)> {
    let (kind, locale) = path.split_once('/')?;
    let (tag, as_text) = locale.strip_suffix(".txt").map_or((locale, false), |tag| (tag, true));
    let Rendered { subject, text, html } = Letter::sample(Sample {
        kind: MailKind::parse(kind)?,
        locale: Locale::parse(tag)?,
        app: APP.to_owned(),
        origin: local.services.config.origin(&local.services.config.subdomain("acme")?),
        accent: None,
        with_link: true,
        wording: None,
    })
    .render()
    .ok()?;
    Some(if as_text {
        ("text/plain; charset=utf-8", format!("{subject}\n\n{text}"))
    } else {
        ("text/html; charset=utf-8", html)
    })
}
