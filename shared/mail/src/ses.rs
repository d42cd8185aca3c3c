//! The only file that calls Amazon SES: one mail, as `Simple` content, so that no MIME and no header is ever built from typed text.

use crate::letter::{Letter, RenderError};
use aws_sdk_sesv2::{
    Client,
    config::{Builder, Intercept},
    error::{ProvideErrorMetadata, SdkError},
    types::{Body, Content, Destination, EmailContent, Message, MessageTag},
};

/// The message tag that says whose mail it is: SES reports it with every bounce and complaint.
pub const APPLICATION_TAG: &str = "aero2-application";
/// The message tag that says what asked for it.
pub const EVENT_TAG: &str = "aero2-event";

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It could not be written.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// SES will never take this mail to this address.
    #[error("the mail was refused: {0}")]
    Refused(String),
    /// SES could not be reached, is throttling, or does not take mail from this sender as things are.
    #[error("mail cannot be sent right now: {0}")]
    Unavailable(String),
}

/// The way out for mail. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    client: Client,
    configuration_set: Option<String>,
}

fn content(text: String) -> Result<Content, MailError> {
    Content::builder()
        .data(text)
        .charset("UTF-8")
        .build()
        .map_err(|error| MailError::Refused(error.to_string()))
}

/// Identifiers are letters, digits and underscores, which is what a tag may hold.
fn tag(name: &str, value: impl ToString) -> Result<MessageTag, MailError> {
    let built = MessageTag::builder().name(name).value(value.to_string()).build();
    built.map_err(|error| MailError::Refused(error.to_string()))
}

/// `Name <address>`, the name as a quoted string (RFC 5322 §3.4) without anything that could end it.
fn sender(name: &str, address: &str) -> String {
    let safe: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<' | '>'))
        .take(60)
        .collect();
    if safe.trim().is_empty() || !safe.is_ascii() {
        address.to_owned()
    } else {
        format!("\"{}\" <{address}>", safe.trim())
    }
}

impl Mailer {
    /// The mailer behind a client.
    pub const fn new(client: Client) -> Self {
        Self {
            client,
            configuration_set: None,
        }
    }

    /// The mailer of AWS; what becomes of its mails is reported through `configuration_set`. No call is made.
    pub fn connect(
        aws: &aws_types::SdkConfig,
        watcher: impl Intercept + 'static,
        configuration_set: Option<String>,
    ) -> Self {
        let config = Builder::from(aws).interceptor(watcher).build();
        Self {
            client: Client::from_conf(config),
            configuration_set,
        }
    }

    /// The same, with what becomes of its mails reported through a configuration set.
    #[must_use]
    pub fn reporting(mut self, configuration_set: impl Into<String>) -> Self {
        self.configuration_set = Some(configuration_set.into());
        self
    }

    /// Sends one mail.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let rendered = letter.render()?;
        let body = Body::builder()
            .text(content(rendered.text)?)
            .html(content(rendered.html)?)
            .build();
        let message = Message::builder()
            .subject(content(rendered.subject)?)
            .body(body)
            .build();
        let call = self
            .client
            .send_email()
            .from_email_address(sender(&letter.from_name, &letter.from))
            .set_configuration_set_name(self.configuration_set.clone())
            .destination(
                Destination::builder()
                    .set_to_addresses(Some([std::slice::from_ref(&letter.to), &letter.also].concat()))
                    .build(),
            )
            .email_tags(tag(APPLICATION_TAG, letter.marks.application)?)
            .email_tags(tag(EVENT_TAG, letter.marks.event)?)
            .content(EmailContent::builder().simple(message).build());
        call.send().await.map(|_| ()).map_err(|error| broken(&error))
    }
}

fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> MailError {
    let code = error.code().unwrap_or("no answer").to_owned();
    match code.as_str() {
        // Our own identity is missing: that is for the operator to mend, and the mail waits.
        "MessageRejected" if error.message().is_some_and(|why| why.contains("not verified")) => {
            MailError::Unavailable(code)
        }
        "MessageRejected" | "BadRequestException" => MailError::Refused(code),
        _ => MailError::Unavailable(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_s_name_cannot_end_its_quotes() {
        assert_eq!(sender("Acme", "m@x.example"), "\"Acme\" <m@x.example>");
        assert_eq!(
            sender("A\"<evil@x>\r\nBcc: y", "m@x.example"),
            "\"Aevil@xBcc: y\" <m@x.example>"
        );
        assert_eq!(sender("  ", "m@x.example"), "m@x.example");
    }
}
