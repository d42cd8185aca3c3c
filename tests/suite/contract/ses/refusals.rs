//! `SendEmail` refused: an unverified sender, an address that is none, nobody to send to, too many.

use super::sending::{RECIPIENT, content, simple};
use crate::contract::{items::code, items::refusal, story::story};
use aws_sdk_sesv2::types::{Body, EmailContent, Message};

const BAD: &str = "BadRequestException";

#[tokio::test]
async fn a_sender_that_is_not_verified_is_rejected() {
    story(async |target| {
        let (code, message) = refusal(target.mailing("no-reply@unverified.invalid", &[RECIPIENT]).send().await);
        assert_eq!(code, "MessageRejected");
        assert!(message.to_lowercase().contains("not verified"), "{message}");
        if let Some(aws) = &target.embedded {
            assert!(aws.outbox.list(None).is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    story(async |target| {
        let from = target.sender().await;
        for wrong in ["nobody", "@example.com", "a@", "a b@example.com", "a@exam ple.com"] {
            assert_eq!(code(target.mailing(&from, &[wrong]).send().await), BAD, "{wrong}");
        }
        assert_eq!(code(target.mailing("nobody", &[RECIPIENT]).send().await), BAD);
    })
    .await;
}

#[tokio::test]
async fn a_mail_to_nobody_is_refused() {
    story(async |target| {
        let from = target.sender().await;
        assert_eq!(code(target.mailing(&from, &[]).send().await), BAD);
    })
    .await;
}

#[tokio::test]
async fn fifty_recipients_are_the_most() {
    story(async |target| {
        let from = target.sender().await;
        let addresses: Vec<String> = (0..51)
            .map(|one| format!("success+{one}@simulator.amazonses.com"))
            .collect();
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        assert!(["MessageRejected", BAD].contains(&code(target.mailing(&from, &addresses).send().await).as_str()));
        target.mailing(&from, &addresses[..50]).send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_line_break_does_not_make_a_header() {
    story(async |target| {
        let from = target.sender().await;
        let smuggled = target
            .mailing(&from, &[RECIPIENT])
            .content(simple("x\r\nBcc: evil@example.com", "x"));
        assert_eq!(code(smuggled.send().await), BAD);
        let address = format!("{RECIPIENT}\r\nBcc: evil@example.com");
        assert_eq!(code(target.mailing(&from, &[&address]).send().await), BAD);
    })
    .await;
}

#[tokio::test]
async fn a_mail_without_a_body_or_content_is_refused() {
    story(async |target| {
        let from = target.sender().await;
        let empty = Message::builder()
            .subject(content("x"))
            .body(Body::builder().build())
            .build();
        let empty = target
            .mailing(&from, &[RECIPIENT])
            .content(EmailContent::builder().simple(empty).build());
        assert_eq!(code(empty.send().await), BAD);
        let nothing = target
            .mailing(&from, &[RECIPIENT])
            .content(EmailContent::builder().build());
        assert_eq!(code(nothing.send().await), BAD);
    })
    .await;
}
