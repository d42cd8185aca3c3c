//! The table's stream: batches come twice, in pieces and with poison in them; audit and mail are as if each record had come once (decision 15).

mod adoption;
mod operators;
mod tokens;
mod usage;

use crate::harness::{Flow, World};
use aws_lambda_events::dynamodb::Event as Batch;
use axum::{body::Body, response::Response};
use domain::{
    Event,
    event::{Actor, EventKind},
};
use functions::events::{
    deliver::{self, Ways},
    record,
};
use http::{Method, Request};
use keys::Purpose;
use local::{Local, Promised};
use platform::mails::{MailKind, MailRequest};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use web::{App, Edge};

/// Answers requests, and keeps what the stream carries for the test to deliver.
struct Collector {
    app: App,
    records: Arc<Mutex<Vec<Value>>>,
}

impl local::Front for Collector {
    fn answer(&self, mut request: Request<Body>, edge: Edge) -> Promised<'_, Response> {
        request.extensions_mut().insert(edge);
        Box::pin(self.app.respond(request))
    }

    fn consume<'a>(&'a self, event: &'a Value) -> Promised<'a, bool> {
        let records = event["Records"].as_array().unwrap().clone();
        self.records.lock().unwrap().extend(records);
        Box::pin(std::future::ready(true))
    }

    fn report<'a>(&'a self, _: &'a Value) -> Promised<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    fn rest(&self) -> Promised<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A world whose stream goes nowhere by itself.
async fn collecting() -> (World, Arc<Mutex<Vec<Value>>>) {
    let local = Box::pin(Local::in_memory()).await.unwrap();
    let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
    let records = Arc::<Mutex<Vec<Value>>>::default();
    let collector = Collector {
        app: App::new(local.services.clone(), functions::ALL),
        records: Arc::clone(&records),
    };
    (World::around(local.behind(Arc::new(collector)), seeded), records)
}

fn ways(world: &World) -> Ways {
    local::assembly::ways(&world.local.aws)
}

/// What Lambda would do with some records: both consumers, and what failed comes again.
async fn deliver_all(world: &World, records: &[Value]) {
    let (services, ways) = (&world.local.services, ways(world));
    let batch: Batch = serde_json::from_value(json!({ "Records": records })).unwrap();
    let recorded = record::handle(services, batch.clone()).await;
    let delivered = deliver::handle(services, &ways, batch).await;
    assert_eq!(
        (recorded.batch_item_failures.len(), delivered.batch_item_failures.len()),
        (0, 0)
    );
    record::retry(services).await;
    deliver::retry(services, &ways).await;
}

/// A record of the stream that carries `ev`.
fn carrying(app: &str, ev: &str, number: usize) -> Value {
    json!({
        "awsRegion": "us-east-1", "eventID": format!("event-{number}"), "eventName": "MODIFY", "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": { "PK": { "S": "x" }, "SK": { "S": "x" } }, "SequenceNumber": format!("{number:021}"), "SizeBytes": 1,
            "NewImage": { "PK": { "S": "x" }, "SK": { "S": "x" }, "app": { "S": app }, "ev": { "S": ev } },
        },
    })
}

/// Events of an application that ask for a mail to each of `to`.
async fn mailing(world: &World, slug: &str, to: &str) -> String {
    let services = &world.local.services;
    let app = world.app(slug).id.parse().unwrap();
    let request = MailRequest {
        locale: None,
        sample: false,
        wording: None,
        kind: MailKind::SignInCode,
        to: to.to_owned(),
        also: Vec::new(),
        about: None,
        code: Some("123456".to_owned()),
        link: None,
        minutes: 60 * 24,
    };
    let sealed = services.vault().await.unwrap().seal_json(&app, Purpose::Mail, &request);
    let event = Event::new(
        EventKind::MailCodeRequested,
        Actor::system(),
        services.now(),
        &*services.entropy,
    );
    serde_json::to_string(&[event.mailing(sealed)]).unwrap()
}

async fn journey(world: &World) {
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    let typed = [("email", "new@example.com"), ("password", "violet-harbour-tractor-91")];
    browser.submit(&page, 0, &typed).await;
    Flow::web(world, "acme").code().await;
    let body = json!({"email": "made@example.com"});
    world.manage("globex", Method::POST, "/api/users", Some(&body)).await;
    let page = browser.open(&world.url("globex", "/login")).await;
    browser
        .sign_in_from(&page, &world.user("globex", 1).email, "not-the-password")
        .await;
}

/// What a person sees of it: the audit of both applications, and the mails.
async fn outcome(world: &World) -> (Vec<String>, Vec<String>, usize) {
    (
        world.events("acme").await,
        world.events("globex").await,
        world.local.aws.outbox.list(None).len(),
    )
}

#[tokio::test]
async fn batches_that_come_twice_and_in_pieces_leave_what_once_leaves() {
    let (reference, records) = collecting().await;
    journey(&reference).await;
    let records = records.lock().unwrap().clone();
    deliver_all(&reference, &records).await;
    let expected = outcome(&reference).await;
    assert!(
        expected.0.contains(&"mail.code_requested".to_owned())
            && expected.1.contains(&"user.sign_in_failed".to_owned())
    );
    let carrying = records
        .iter()
        .filter(|record| record["dynamodb"]["NewImage"]["ev"].is_object())
        .count();
    assert_eq!(
        carrying,
        records.len(),
        "the local stream only tells of events, as the mapping's filter does"
    );
    assert!(carrying >= 4, "{carrying}");
    for split in 0..=records.len() {
        let (head, tail) = records.split_at(split);
        // Each piece twice, then everything backwards.
        for piece in [head, head, tail, tail] {
            deliver_all(&reference, piece).await;
        }
    }
    let backwards: Vec<Value> = records.iter().rev().cloned().collect();
    deliver_all(&reference, &backwards).await;
    assert_eq!(outcome(&reference).await, expected);
}

#[tokio::test]
async fn the_first_delivery_may_be_in_any_pieces_too() {
    let (world, records) = collecting().await;
    let mut seen = None;
    // From the second browser on a sign-in is told of.
    journey(&world).await;
    records.lock().unwrap().clear();
    for split in [1, 2, 3, 5, 8] {
        journey(&world).await;
        let batch = std::mem::take(&mut *records.lock().unwrap());
        let (head, tail) = batch.split_at(split.min(batch.len()));
        let before = world.local.aws.outbox.list(None).len();
        for piece in [head, &batch, tail] {
            deliver_all(&world, piece).await;
        }
        records.lock().unwrap().clear();
        let mails = world.local.aws.outbox.list(None).len() - before;
        assert!(
            mails == *seen.get_or_insert(mails) && mails <= 2,
            "split at {split}: {mails} mails"
        );
        world.later(3600);
    }
    assert_eq!(seen, Some(2));
}

#[tokio::test]
async fn a_poison_record_is_set_aside_and_everything_else_of_the_batch_is_handled() {
    let world = World::start().await;
    let (acme, globex) = (world.app("acme").id.clone(), world.app("globex").id.clone());
    let mut unsealed: Value = serde_json::from_str(&mailing(&world, "acme", "x@example.com").await).unwrap();
    unsealed[0]["mail"] = "not sealed by us".into();
    let records = [
        carrying(&acme, "{not json", 1),
        carrying("no application", "[]", 2),
        carrying(&acme, &unsealed.to_string(), 3),
        carrying(&acme, &mailing(&world, "acme", "an address without a sign").await, 4),
        carrying(&globex, &mailing(&world, "globex", "after@example.com").await, 5),
    ];
    for _ in 0..2 {
        deliver_all(&world, &records).await;
    }
    assert_eq!(
        world.mails("after@example.com"),
        1,
        "another application's mail is not held up"
    );
    let parked = world
        .local
        .services
        .store
        .parked(100, None, world.local.services.now())
        .await
        .unwrap();
    let mut reasons: Vec<_> = parked
        .items
        .iter()
        .map(|parked| format!("{} {}", parked.consumer.as_str(), parked.reason.as_str()))
        .collect();
    reasons.sort();
    assert_eq!(
        reasons,
        [
            "deliver refused",
            "deliver sealed",
            "deliver unreadable",
            "deliver unreadable",
            "record unreadable",
            "record unreadable"
        ],
        "once each, however often the batch comes"
    );
    assert!(parked.items.iter().all(|parked| !parked.is_waiting()));
}

#[tokio::test]
async fn deletes_and_changes_without_events_are_nobodys_business() {
    let world = World::start().await;
    let mut swept = carrying(
        &world.app("acme").id,
        &mailing(&world, "acme", "swept@example.com").await,
        1,
    );
    swept["eventName"] = "REMOVE".into();
    swept["userIdentity"] = json!({ "type": "Service", "principalId": "dynamodb.amazonaws.com" });
    let mut silent = carrying(&world.app("acme").id, "", 2);
    silent["dynamodb"]["NewImage"].as_object_mut().unwrap().remove("ev");
    let mut gone = silent.clone();
    gone["dynamodb"].as_object_mut().unwrap().remove("NewImage");
    let before = world.events("acme").await.len();
    deliver_all(&world, &[swept, silent, gone]).await;
    assert_eq!(
        (world.mails("swept@example.com"), world.events("acme").await.len()),
        (0, before)
    );
    let parked = world
        .local
        .services
        .store
        .parked(100, None, world.local.services.now())
        .await
        .unwrap();
    assert!(parked.items.is_empty());
}

#[tokio::test]
async fn while_mail_is_down_it_waits_in_the_table_and_the_stream_goes_on() {
    let world = World::start().await;
    let services = &world.local.services;
    world.fault(json!({"service": "ses", "operation": "SendEmail", "mode": "fail_before", "count": 1000}));
    let mut records = Vec::new();
    for number in 0..12 {
        let to = format!("waits{number}@example.com");
        records.push(carrying(
            &world.app("acme").id,
            &mailing(&world, "acme", &to).await,
            number,
        ));
    }
    world.local.aws.capacity.clear();
    let ((), trace) = world
        .local
        .aws
        .capacity
        .measured("batch", deliver_all(&world, &records))
        .await;
    assert!(
        trace.mails <= 5 * 3,
        "a service that is down is not asked for every mail: {}",
        trace.mails
    );
    assert_eq!(
        services
            .store
            .waiting(domain::parked::Consumer::Deliver, 100, services.now())
            .await
            .unwrap()
            .len(),
        12
    );
    world.local.aws.faults.clear();
    world.later(31);
    deliver::retry(services, &ways(&world)).await;
    world.later(60);
    deliver::retry(services, &ways(&world)).await;
    for number in 0..12 {
        assert_eq!(world.mails(&format!("waits{number}@example.com")), 1);
    }
    assert!(
        services
            .store
            .waiting(domain::parked::Consumer::Deliver, 100, services.now())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_mail_whose_sender_died_is_sent_when_its_lease_is_over() {
    let world = World::start().await;
    let services = &world.local.services;
    let ev = mailing(&world, "acme", "lease@example.com").await;
    let id = serde_json::from_str::<Vec<Event>>(&ev).unwrap()[0].id;
    let app = world.app("acme").id.parse().unwrap();
    services.store.claim_mail(&app, &id, services.now()).await.unwrap();
    deliver_all(&world, &[carrying(&world.app("acme").id, &ev, 1)]).await;
    assert_eq!(world.mails("lease@example.com"), 0);
    world.later(61);
    deliver::retry(services, &ways(&world)).await;
    assert_eq!(world.mails("lease@example.com"), 1);
}

#[tokio::test]
async fn a_table_that_is_away_brings_the_record_again() {
    let world = World::start().await;
    let ev = mailing(&world, "acme", "again@example.com").await;
    let batch: Batch = serde_json::from_value(json!({ "Records": [carrying(&world.app("acme").id, &ev, 7)] })).unwrap();
    world.fault(json!({"service": "dynamodb", "operation": "*", "mode": "fail_before", "count": 1000}));
    for answer in [
        record::handle(&world.local.services, batch.clone()).await,
        deliver::handle(&world.local.services, &ways(&world), batch.clone()).await,
    ] {
        assert_eq!(
            serde_json::to_value(answer).unwrap(),
            json!({ "batchItemFailures": [{ "itemIdentifier": format!("{:021}", 7) }] })
        );
    }
    world.local.aws.faults.clear();
    deliver::handle(&world.local.services, &ways(&world), batch).await;
    assert_eq!(world.mails("again@example.com"), 1);
}
