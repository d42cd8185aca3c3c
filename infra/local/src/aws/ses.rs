//! `SendEmail` of SES v2, the one route of mail: Simple and Raw content into the outbox.
//!
//! Addresses are checked as SES does before it accepts; what becomes of a mail is told later ([`super::feedback`]). Every sender counts as a verified
//! identity, except one of the top-level domain `invalid`, which no one can own (RFC 2606): a mail from there is rejected.

use super::feedback::{Feedback, Sent};
use super::mime;
use super::outbox::{Mail, Outbox};
use super::reply::Reply;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Clock;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// SES's own limit of a message, 40 MB.
const MESSAGE_LIMIT: usize = 40 * 1024 * 1024;

/// SES's own limit of the recipients of one mail.
const RECIPIENTS: usize = 50;

/// The mail service; clones share one outbox.
#[derive(Clone)]
pub struct Ses {
    outbox: Outbox,
    feedback: Feedback,
    clock: Arc<dyn Clock>,
    sent: Arc<AtomicU64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendEmail {
    from_email_address: Option<String>,
    #[serde(default)]
    destination: Destination,
    content: Content,
    configuration_set_name: Option<String>,
    #[serde(default)]
    email_tags: Vec<Header>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Destination {
    to_addresses: Vec<String>,
    cc_addresses: Vec<String>,
    bcc_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Option<Simple>,
    raw: Option<Blob>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Blob,
    body: Body,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Option<Blob>,
    html: Option<Blob>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Blob {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Header {
    name: String,
    value: String,
}

impl Destination {
    fn all(&self) -> Vec<String> {
        [&*self.to_addresses, &*self.cc_addresses, &*self.bcc_addresses].concat()
    }
}

impl Ses {
    pub(super) fn new(outbox: Outbox, feedback: Feedback, clock: Arc<dyn Clock>) -> Self {
        Self {
            outbox,
            feedback,
            clock,
            sent: Arc::default(),
        }
    }

    /// Serves one `SendEmail`.
    pub(super) fn send(&self, body: &[u8]) -> Reply {
        if body.len() > MESSAGE_LIMIT {
            return refused("MessageRejected", "the message is too large");
        }
        let request = match serde_json::from_slice::<SendEmail>(body) {
            Ok(request) => request,
            Err(error) => return refused("BadRequestException", &error.to_string()),
        };
        let reported = request.configuration_set_name.clone();
        let tags = request
            .email_tags
            .iter()
            .map(|tag| (tag.name.clone(), tag.value.clone()));
        let (tags, to) = (tags.collect(), request.destination.all());
        let mail = match self.mail(request) {
            Ok(mail) => mail,
            Err(message) => return refused("BadRequestException", &message),
        };
        let (from, at) = (mail.from.clone(), mail.at);
        if mailbox(&from).ends_with(".invalid") {
            let message = format!("Email address is not verified. The following identities failed the check: {from}");
            return refused("MessageRejected", &message);
        }
        if let Err(error) = self.outbox.add(mail) {
            return Reply::error(500, "InternalServiceErrorException", &error.to_string());
        }
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let message_id = format!("local-{}-{number}", at.millis());
        if let Some(configuration_set) = reported.as_deref() {
            self.feedback.sent(&Sent {
                message_id: &message_id,
                configuration_set,
                tags,
                from: &from,
                to: &to,
                at,
            });
        }
        Reply::ok(&json!({ "MessageId": message_id }))
    }

    fn mail(&self, request: SendEmail) -> Result<Mail, String> {
        let to = request.destination.all();
        if to
            .iter()
            .chain(&request.from_email_address)
            .any(|address| !is_address(address))
        {
            return Err("Illegal address".to_owned());
        }
        if to.len() > RECIPIENTS {
            return Err(format!("Recipient count exceeds {RECIPIENTS}."));
        }
        let mut mail = match (request.content.simple, request.content.raw) {
            (Some(simple), None) => simple_mail(request.from_email_address, &to.join(", "), simple)?,
            (None, Some(raw)) => raw_mail(request.from_email_address, &to.join(", "), &raw.data)?,
            _ => return Err("one of Simple and Raw is required".to_owned()),
        };
        mail.at = self.clock.now();
        if mail.to.is_empty() {
            Err("Missing destination".to_owned())
        } else {
            Ok(mail)
        }
    }
}

/// The address in `Name <address>`, or the text itself.
fn mailbox(text: &str) -> &str {
    let inner = text
        .rsplit_once('<')
        .map_or(text, |(_, rest)| rest.trim_end_matches('>'));
    inner.trim()
}

/// `local@domain`, perhaps behind a name: both there, without a space or a control character.
fn is_address(text: &str) -> bool {
    let (local, domain) = mailbox(text).rsplit_once('@').unwrap_or_default();
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    plain(local) && plain(domain) && !text.contains(char::is_control)
}

fn simple_mail(from: Option<String>, to: &str, simple: Simple) -> Result<Mail, String> {
    let from = from.ok_or("FromEmailAddress is required")?;
    let text = simple.body.text.map(|part| part.data).unwrap_or_default();
    let html = simple.body.html.map(|part| part.data).unwrap_or_default();
    if text.is_empty() && html.is_empty() {
        return Err("a body is required".to_owned());
    }
    let subject = simple.subject.data;
    let mut headers = vec![("From".to_owned(), from.clone()), ("To".to_owned(), to.to_owned())];
    headers.push(("Subject".to_owned(), subject.clone()));
    headers.extend(simple.headers.into_iter().map(|header| (header.name, header.value)));
    if headers
        .iter()
        .any(|(name, value)| name.contains(['\r', '\n', ':']) || value.contains(['\r', '\n']))
    {
        return Err("a header holds a line break".to_owned());
    }
    let raw = mime::compose(&headers, &text, &html);
    Ok(Mail {
        from,
        to: to.to_owned(),
        subject,
        text,
        html,
        raw,
        at: domain::Timestamp::default(),
    })
}

fn raw_mail(from: Option<String>, to: &str, data: &str) -> Result<Mail, String> {
    let bytes = STANDARD.decode(data).map_err(|error| error.to_string())?;
    let raw = String::from_utf8_lossy(&bytes).into_owned();
    let parts = mime::read(&raw);
    let from = from.or(parts.from).ok_or("a sender is required")?;
    let to = if to.is_empty() {
        parts.to.unwrap_or_default()
    } else {
        to.to_owned()
    };
    let at = domain::Timestamp::default();
    Ok(Mail {
        from,
        to,
        subject: parts.subject,
        text: parts.text,
        html: parts.html,
        raw,
        at,
    })
}

fn refused(code: &str, message: &str) -> Reply {
    Reply::error(400, code, message)
}
