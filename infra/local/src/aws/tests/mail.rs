//! Mail: Simple and Raw end in the outbox, newest first, and stay there.

use super::{EmbeddedAws, Scratch, durable, in_memory};
use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message, RawMessage};

pub(super) async fn try_send(aws: &EmbeddedAws, to: &str, subject: &str) -> Result<(), SdkError<SendEmailError>> {
    let content = |text: &str| Content::builder().data(text).build().unwrap();
    let body = Body::builder()
        .text(content("Your code: 123456"))
        .html(content("<p>123456</p>"))
        .build();
    let message = Message::builder().subject(content(subject)).body(body).build();
    let send = aws
        .ses_client()
        .send_email()
        .from_email_address("Acme <no-reply@acme.test>");
    let send = send.destination(Destination::builder().to_addresses(to).build());
    send.content(EmailContent::builder().simple(message).build())
        .send()
        .await
        .map(drop)
}

pub(super) async fn send(aws: &EmbeddedAws, to: &str, subject: &str) {
    try_send(aws, to, subject).await.unwrap();
}

#[tokio::test]
async fn a_simple_mail_is_listed_newest_first() {
    let aws = in_memory().await;
    send(&aws, "alice@example.com", "one").await;
    send(&aws, "Bob <bob@example.com>", "two").await;
    send(&aws, "alice@example.com", "drei für dich").await;
    let subjects: Vec<_> = aws
        .outbox
        .list(Some("Alice@Example.com"))
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert_eq!(subjects, ["drei für dich", "one"]);
    let mails = aws.outbox.list(Some("bob@example.com"));
    let mail = mails.first().unwrap();
    assert_eq!(
        (mail.text.as_str(), mail.html.as_str()),
        ("Your code: 123456", "<p>123456</p>")
    );
    assert!(mail.raw.contains("From: Acme <no-reply@acme.test>\r\n"));
    assert_eq!(mail.at.to_string(), "2026-11-24T12:00:00.000Z");
    assert_eq!(aws.outbox.list(None).len(), 3);
}

#[tokio::test]
async fn a_raw_mail_is_read() {
    let aws = in_memory().await;
    let raw = "From: a@x.test\r\nTo: b@x.test\r\nSubject: Hi\r\nContent-Type: text/plain\r\n\r\nhello\r\n";
    let content = EmailContent::builder()
        .raw(RawMessage::builder().data(Blob::new(raw)).build().unwrap())
        .build();
    aws.ses_client().send_email().content(content).send().await.unwrap();
    let mails = aws.outbox.list(Some("b@x.test"));
    let mail = mails.first().unwrap();
    assert_eq!(
        (mail.from.as_str(), mail.subject.as_str(), mail.text.as_str()),
        ("a@x.test", "Hi", "hello")
    );
    assert_eq!(mail.raw, raw);
}

#[tokio::test]
async fn a_bad_address_and_a_smuggled_header_are_refused() {
    let aws = in_memory().await;
    for (to, subject) in [("nobody", "x"), ("a@x.test", "x\r\nBcc: evil@x.test")] {
        assert_eq!(
            try_send(&aws, to, subject).await.unwrap_err().code(),
            Some("BadRequestException")
        );
    }
    assert!(aws.outbox.list(None).is_empty());
}

#[tokio::test]
async fn the_outbox_survives_a_restart_and_a_torn_last_line() {
    let scratch = Scratch::new();
    {
        let aws = durable(&scratch.0).await;
        send(&aws, "alice@example.com", "one").await;
    }
    let path = scratch.0.join("outbox.jsonl");
    let mut torn = std::fs::read_to_string(&path).unwrap();
    torn.push_str("{\"from\":\"x");
    std::fs::write(&path, torn).unwrap();
    {
        let aws = durable(&scratch.0).await;
        send(&aws, "alice@example.com", "two").await;
    }
    let aws = durable(&scratch.0).await;
    assert_eq!(aws.outbox.list(Some("alice@example.com")).len(), 2);
}
