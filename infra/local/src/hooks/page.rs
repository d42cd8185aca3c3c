//! The control host for people: where things are, the latest mail, how to move the clock.

use crate::{Local, seed::Seeded};
use askama::Template;

pub(super) const STYLE: &str = include_str!("style.css");

#[derive(Template)]
#[template(path = "local.html")]
struct Page {
    dashboard: String,
    operator_setup_url: Option<String>,
    seeded: Option<Seeded>,
    mails: Vec<crate::aws::outbox::Mail>,
    messages: Vec<crate::aws::sms::SentSms>,
    now: String,
    origin: String,
}

/// The page.
pub(super) fn render(local: &Local) -> Result<String, askama::Error> {
    let config = &local.services.config;
    let origin = |label: &str| {
        config
            .subdomain(label)
            .map(|host| config.origin(&host))
            .unwrap_or_default()
    };
    let seeded = local.seeds.known(local);
    let mut mails = local.aws.outbox.list(None);
    mails.truncate(20);
    let mut messages = local.aws.sms.list(None);
    messages.truncate(20);
    Page {
        dashboard: origin("dashboard"),
        operator_setup_url: local.operator_setup_url.clone().filter(|_| seeded.is_none()),
        seeded,
        mails,
        messages,
        now: local.services.now().to_string(),
        origin: origin("local"),
    }
    .render()
}
