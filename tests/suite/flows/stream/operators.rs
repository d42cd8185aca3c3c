//! What was set aside, as operators see it: listed, tried again, forgotten.

use super::{carrying, deliver_all, mailing};
use crate::harness::{Answer, Browser, World};
use domain::{
    ParkedId,
    parked::{Consumer, Held, Parked, Reason},
};
use http::Method;
use serde_json::{Value, json};

async fn ask(browser: &Browser<'_>, method: Method, path: &str) -> Answer {
    let url = browser.world.url("dashboard", path);
    browser.world.send(browser.at_dashboard(method, &url)).await
}

#[tokio::test]
async fn operators_see_what_was_set_aside_and_have_it_tried_again_or_forgotten() {
    let world = World::start().await;
    let services = &world.local.services;
    let records = [
        carrying(&world.app("acme").id, &mailing(&world, "acme", "no sign").await, 1),
        carrying(
            &world.app("acme").id,
            &mailing(&world, "acme", "no sign either").await,
            2,
        ),
    ];
    deliver_all(&world, &records).await;
    let browser = Browser::operator(&world).await;
    let listed = ask(&browser, Method::GET, "/api/platform/parked").await;
    let data = listed.json()["data"].as_array().unwrap().clone();
    assert_eq!(data.len(), 2, "{}", listed.body);
    assert_eq!(
        (
            &data[0]["status"],
            &data[0]["reason"],
            &data[0]["application_id"],
            &data[0]["events"]
        ),
        (
            &json!("parked"),
            &json!("refused"),
            &json!(world.app("acme").id),
            &json!(["mail.code_requested"])
        )
    );
    assert!(!listed.body.contains("no sign") && !listed.body.contains("held"));
    let path = |data: &Value, what: &str| format!("/api/platform/parked/{}/{what}", data["id"].as_str().unwrap());
    let replayed = ask(&browser, Method::POST, &path(&data[0], "replay")).await;
    assert_eq!(
        (replayed.status, &replayed.json()["status"]),
        (200, &json!("waiting")),
        "{}",
        replayed.body
    );
    // The very write woke the mailer, which was refused again.
    let again = ask(&browser, Method::GET, "/api/platform/parked").await.json()["data"].clone();
    assert!(
        again[0]["status"] == "parked" && again.as_array().unwrap().len() == 2,
        "{again}"
    );
    assert_eq!(
        ask(&browser, Method::POST, &path(&data[1], "discard")).await.status,
        204
    );
    assert_eq!(
        ask(&browser, Method::POST, &path(&data[1], "discard")).await.status,
        404
    );
    assert_eq!(
        ask(&browser, Method::GET, "/api/platform/parked").await.json()["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let audit = ask(&browser, Method::GET, "/api/platform/audit").await.body;
    assert!(
        audit.contains("platform.record_replayed") && audit.contains("platform.record_discarded"),
        "{audit}"
    );
    world.later(15 * 86_400);
    assert!(
        services
            .store
            .parked(10, None, services.now())
            .await
            .unwrap()
            .items
            .is_empty(),
        "forgotten after two weeks"
    );
}

/// So many records that a consumer set aside because a service was away.
async fn aside(world: &World, consumer: Consumer, events: &[String]) {
    let services = &world.local.services;
    for events in events {
        let held = Held {
            application: world.app("acme").id.clone(),
            events: events.clone(),
            sequence: "1".to_owned(),
        };
        let id = ParkedId::generate(services.now(), &*services.entropy);
        let parked = Parked::new(id, consumer, Reason::Unavailable, held, services.now());
        assert!(services.store.park(&parked).await.unwrap());
    }
}

#[tokio::test]
async fn what_waits_is_tried_again_one_by_one_and_together() {
    let world = World::start().await;
    let store = &world.local.services.store;
    for many in [1, 2] {
        for consumer in [Consumer::Record, Consumer::Deliver] {
            let mut events = Vec::new();
            for _ in 0..many {
                events.push(mailing(&world, "acme", "waiting@example.com").await);
            }
            aside(&world, consumer, &events).await;
            let mails = world.mails("waiting@example.com");
            world.later(31);
            // Somebody's change wakes both consumers.
            let other = json!({"max_sessions_per_user": many + if consumer == Consumer::Record { 2 } else { 4 }});
            let path = "/api/applications/settings";
            let changed = world.manage("acme", Method::PATCH, path, Some(&other)).await;
            assert_eq!(changed.status, 200, "{}", changed.body);
            let left = store.parked(10, None, world.local.services.now()).await.unwrap();
            assert!(left.items.is_empty(), "{left:?}");
            let sent = world.mails("waiting@example.com") - mails;
            assert_eq!(sent, if consumer == Consumer::Deliver { many } else { 0 });
        }
    }
    let recorded = world.events("acme").await;
    let requested = recorded.iter().filter(|kind| *kind == "mail.code_requested");
    assert_eq!(requested.count(), 3, "each once: {recorded:?}");
}
