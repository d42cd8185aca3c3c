//! What becomes of mail: bounces and complaints silence a mailbox for one application, admins see it, and the person is told nothing.

use crate::harness::{Answer, Flow, World};
use functions::events::mail_feedback::{self, Event};
use http::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

const BOUNCES: &str = "bounce@simulator.amazonses.com";
const COMPLAINS: &str = "complaint@simulator.amazonses.com";
const DAY: i64 = 86_400;

async fn user(world: &World, slug: &str, email: &str) {
    let body = json!({"email": email, "email_verified": true});
    let made = world.manage(slug, Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
}

/// Asks for a code to sign in with.
async fn code(world: &World, slug: &str, email: &str) -> Answer {
    let flow = Flow::web(world, slug);
    let pairs: HashMap<String, String> = Url::parse(&flow.url()).unwrap().query_pairs().into_owned().collect();
    let mut browser = world.browser();
    let begin = world.url(slug, "/api/auth/transactions");
    let begun = browser.api(Method::POST, &begin, "", Some(&json!(pairs))).await;
    let tx = begun.json()["transaction_id"].as_str().unwrap().to_owned();
    let send = world.url(slug, "/api/auth/email-code");
    browser
        .api(Method::POST, &send, &tx, Some(&json!({"email": email})))
        .await
}

/// The newest event of a type.
async fn newest(world: &World, slug: &str, kind: &str) -> Option<Value> {
    let path = format!("/api/audit?limit=10&type={kind}");
    let answer = world.manage(slug, Method::GET, &path, None).await.json();
    answer["data"].as_array().unwrap().first().cloned()
}

async fn count(world: &World, slug: &str, kind: &str) -> usize {
    let kinds = world.events(slug).await;
    kinds.iter().filter(|known| *known == kind).count()
}

fn report(world: &World, slug: &str, detail: Value) -> Event {
    let application = &world.app(slug).id;
    let mut detail = detail;
    detail["mail"] = json!({
        "messageId": "m-1", "timestamp": "2026-11-24T12:00:00.000Z", "source": "aero2@example.com", "destination": ["mia@acme.example"],
        "tags": {"ses:configuration-set": ["aero2"], "aero2-application": [application]},
    });
    serde_json::from_value(json!({
        "version": "0", "id": "e-1", "detail-type": "Email Bounced", "source": "aws.ses", "account": "000000000000",
        "time": "2026-11-24T12:00:01Z", "region": "us-east-1", "resources": [], "detail": detail,
    }))
    .unwrap()
}

fn bounce(kind: &str, sub: &str) -> Value {
    json!({"eventType": "Bounce", "bounce": {
        "bounceType": kind, "bounceSubType": sub, "timestamp": "2026-11-24T11:59:59.500Z", "feedbackId": "f-1",
        "bouncedRecipients": [{"emailAddress": "Mia@acme.example", "action": "failed", "status": "5.1.1"}],
    }})
}

#[tokio::test]
async fn a_hard_bounce_silences_the_mailbox_for_this_application_only() {
    let world = World::start().await;
    user(&world, "acme", BOUNCES).await;
    user(&world, "globex", BOUNCES).await;
    let first = code(&world, "acme", BOUNCES).await;
    assert_eq!((first.status, world.mails(BOUNCES)), (202, 1));
    let seen = newest(&world, "acme", "mail.bounced").await.unwrap();
    assert_eq!(seen["data"]["address"], "b•••@simulator.amazonses.com");
    assert_eq!(
        (&seen["data"]["fate"], &seen["data"]["detail"]),
        (&json!("permanent"), &json!("General"))
    );
    assert_eq!(seen["target"]["type"], "user");
    // Neutral to the person, told to the admin, and nothing leaves.
    world.later(60);
    let second = code(&world, "acme", BOUNCES).await;
    assert_eq!((second.status, world.mails(BOUNCES)), (202, 1));
    let seen = newest(&world, "acme", "mail.bounced").await.unwrap();
    assert_eq!(
        (&seen["outcome"], &seen["data"]["fate"]),
        (&json!("denied"), &json!("not_sent"))
    );
    assert_eq!(count(&world, "acme", "mail.bounced").await, 2);
    code(&world, "globex", BOUNCES).await;
    assert_eq!(world.mails(BOUNCES), 2);
    // A mailbox that did not exist may exist in three months.
    world.later(90 * DAY);
    code(&world, "acme", BOUNCES).await;
    assert_eq!(world.mails(BOUNCES), 3);
}

#[tokio::test]
async fn a_complaint_silences_for_a_year() {
    let world = World::start().await;
    user(&world, "acme", COMPLAINS).await;
    code(&world, "acme", COMPLAINS).await;
    assert!(newest(&world, "acme", "mail.complained").await.is_some());
    world.later(300 * DAY);
    code(&world, "acme", COMPLAINS).await;
    assert_eq!(world.mails(COMPLAINS), 1);
}

#[tokio::test]
async fn a_report_that_comes_twice_is_one_event() {
    let world = World::start().await;
    let event = report(&world, "acme", bounce("Permanent", "General"));
    for _ in 0..3 {
        assert!(mail_feedback::handle(&world.local.services, &event).await.unwrap());
        world.local.drain().await;
    }
    assert_eq!(count(&world, "acme", "mail.bounced").await, 1);
    code(&world, "acme", "mia@acme.example").await;
    assert_eq!(world.mails("mia@acme.example"), 0);
}

#[tokio::test]
async fn what_passes_is_told_but_silences_nobody() {
    let world = World::start().await;
    let event = report(&world, "acme", bounce("Transient", "MailboxFull"));
    assert!(mail_feedback::handle(&world.local.services, &event).await.unwrap());
    world.local.drain().await;
    let seen = newest(&world, "acme", "mail.bounced").await.unwrap();
    assert_eq!(seen["data"]["detail"], "MailboxFull");
    let good = [
        json!({"eventType": "Delivery", "delivery": {"recipients": ["mia@acme.example"]}}),
        json!({"eventType": "Complaint", "complaint": {"complaintFeedbackType": "not-spam", "complainedRecipients": [{"emailAddress": "mia@acme.example"}]}}),
    ];
    for detail in good {
        let event = report(&world, "acme", detail);
        assert!(!mail_feedback::handle(&world.local.services, &event).await.unwrap());
    }
    code(&world, "acme", "mia@acme.example").await;
    assert_eq!(world.mails("mia@acme.example"), 1);
}
