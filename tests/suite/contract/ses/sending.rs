//! `SendEmail` with Simple content: accepted with an id, and in our outbox as it was written.

use crate::contract::{
    story::story,
    target::{Kind, Target, variable},
};
use aws_sdk_sesv2::{
    operation::send_email::builders::SendEmailFluentBuilder,
    types::{Body, Content, Destination, EmailContent, Message},
};

/// AWS's mailbox simulator takes mail even while an account is in the sandbox.
pub const RECIPIENT: &str = "success@simulator.amazonses.com";

pub fn content(text: &str) -> Content {
    Content::builder().data(text).charset("UTF-8").build().unwrap()
}

pub fn simple(subject: &str, text: &str) -> EmailContent {
    let body = Body::builder().text(content(text)).html(content("<p>Hi</p>")).build();
    let message = Message::builder().subject(content(subject)).body(body).build();
    EmailContent::builder().simple(message).build()
}

impl Target {
    /// An address this account may send from.
    pub async fn sender(&self) -> String {
        let address = variable("AERO2_CONTRACT_SENDER").unwrap_or_else(|| "no-reply@contract.example".to_owned());
        if self.kind == Kind::Moto {
            // Verified at once there; the second story finds it made.
            let _made = self.ses.create_email_identity().email_identity(&address).send().await;
        }
        address
    }

    /// A mail from `from`, to be refined.
    pub fn mailing(&self, from: &str, to: &[&str]) -> SendEmailFluentBuilder {
        let to = to.iter().map(|one| (*one).to_owned()).collect();
        let to = Destination::builder().set_to_addresses(Some(to)).build();
        let send = self.ses.send_email().from_email_address(from).destination(to);
        send.content(simple("Your code", "123456"))
    }
}

#[tokio::test]
async fn a_simple_mail_is_accepted_with_an_id() {
    story(async |target| {
        let from = target.sender().await;
        let first = target
            .mailing(&from, &[RECIPIENT])
            .send()
            .await
            .unwrap()
            .message_id
            .unwrap();
        let second = target
            .mailing(&from, &[RECIPIENT])
            .send()
            .await
            .unwrap()
            .message_id
            .unwrap();
        assert!(!first.is_empty() && first != second, "{first} {second}");
    })
    .await;
}

#[tokio::test]
async fn a_sender_may_have_a_name() {
    story(async |target| {
        let from = target.sender().await;
        target
            .mailing(&format!("\"Acme, Inc.\" <{from}>"), &[RECIPIENT])
            .send()
            .await
            .unwrap();
        target
            .mailing(&format!("Acme <{from}>"), &[&format!("Alice <{RECIPIENT}>")])
            .send()
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_outbox_shows_the_mail_as_it_was_written() {
    story(async |target| {
        let from = target.sender().await;
        let send = target
            .mailing(&from, &[RECIPIENT])
            .content(simple("Für dich", "Dein Code: 123456"));
        send.send().await.unwrap();
        let Some(aws) = &target.embedded else { return };
        let mails = aws.outbox.list(Some(RECIPIENT));
        let mail = mails.first().unwrap();
        assert_eq!((mail.from.as_str(), mail.to.as_str()), (from.as_str(), RECIPIENT));
        assert_eq!(
            (mail.subject.as_str(), mail.text.as_str()),
            ("Für dich", "Dein Code: 123456")
        );
        assert_eq!(mail.html, "<p>Hi</p>");
    })
    .await;
}
