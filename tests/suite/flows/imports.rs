//! Users who come from elsewhere by the thousand.

use super::hashes::PEOPLE;
use crate::harness::{Answer, Browser, Call, World};
use http::Method;
use serde_json::{Value, json};

async fn send(world: &World, key: &str, query: &str, body: impl Into<Vec<u8>>) -> Answer {
    let url = world.url("acme", &format!("/api/imports/users{query}"));
    let mut call = Call::new(Method::POST, &url)
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/x-ndjson");
    call.body = body.into();
    world.send(call).await
}

pub async fn import(world: &World, query: &str, lines: &[String]) -> Value {
    let answer = send(world, &world.app("acme").secret_key, query, lines.join("\n")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

pub(super) async fn sign_in(browser: &mut Browser<'_>, email: &str, password: &str) -> Answer {
    let page = browser.open(&browser.world.url("acme", "/login")).await;
    browser.sign_in_from(&page, email, password).await
}

#[tokio::test]
async fn bad_lines_are_reported_and_good_ones_are_stored_once() {
    let world = World::start().await;
    let lines = [
        json!({"email": "one@import.test", "name": "One", "external_id": "auth0|1"}).to_string(),
        "{\"email\":".to_owned(),
        String::new(),
        json!({"email": "nobody"}).to_string(),
        json!({"name": "Nobody"}).to_string(),
        json!({"email": "two@import.test", "id": "usr_1"}).to_string(),
        json!({"email": "two@import.test", "password": "violet-harbour-tractor-91"}).to_string(),
        json!({"email": "two@import.test", "password_hash": "5f4dcc3b5aa765d61d8327deb882cf99"}).to_string(),
        json!({"email": "ONE@import.test"}).to_string(),
        json!({"email": "two@import.test", "picture": "http://plain.example/a.png"}).to_string(),
        json!({"email": "mia@acme.example"}).to_string(),
        json!({"email": "off@import.test", "email_verified": true, "disabled": true, "password_hash": PEOPLE[0].2})
            .to_string(),
        json!({"email": "two@import.test", "roles": ["rol_00000000000000000000000000"]}).to_string(),
        json!({"email": "two@import.test"}).to_string(),
    ];
    let report = import(&world, "", &lines).await;
    let told: Vec<(u64, &str)> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|refused| (refused["line"].as_u64().unwrap(), refused["code"].as_str().unwrap()))
        .collect();
    let expected = [
        (2, "malformed_body"),
        (4, "validation_error"),
        (5, "validation_error"),
        (6, "unknown_field"),
        (7, "unknown_field"),
        (8, "validation_error"),
        (9, "email_taken"),
        (10, "validation_error"),
        (13, "not_found"),
    ];
    assert_eq!(told, expected, "{report}");
    assert_eq!(
        (&report["created"], &report["unchanged"], &report["next_line"]),
        (&json!(3), &json!(1), &Value::Null)
    );
    let again = import(&world, "", &lines).await;
    assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(4)));
    let off = sign_in(&mut world.browser(), "off@import.test", PEOPLE[0].1).await;
    assert_eq!(off.status, 401, "who is switched off there is switched off here");
    let events = world.events("acme").await;
    let count = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((count("import.started"), count("import.finished")), (2, 2));
    world.is_sound().await;
}

#[tokio::test]
async fn an_import_costs_a_look_up_per_hundred_and_a_transaction_per_twenty_five() {
    let world = World::start().await;
    let lines: Vec<String> = (0..250)
        .map(|n| json!({"email": format!("p{n}@import.test")}).to_string())
        .collect();
    world.later(31);
    assert_eq!(import(&world, "?dry_run=true", &lines).await["created"], 250);
    let operations = |world: &World| {
        let trace = world.cost();
        let count = |name: &str| trace.operations.iter().filter(|one| one.operation == name).count();
        (count("BatchGetItem"), count("TransactWriteItems"), count("PutItem"))
    };
    assert_eq!(
        (operations(&world), world.cost().wru),
        ((3, 0, 0), 0.0),
        "a dry run writes nothing"
    );
    import(&world, "", &lines).await;
    assert_eq!(operations(&world), (3, 10, 2));
    import(&world, "", &lines).await;
    assert_eq!(
        operations(&world),
        (3, 0, 2),
        "the same lines again are looked up, no more"
    );
    let items = world.items().await;
    let recorded = items
        .iter()
        .filter(|item| item["t"]["S"] == "audit" && item.to_string().contains("user.created"));
    let imported = recorded.filter(|item| item.to_string().contains("import")).count();
    assert_eq!(imported, 250, "each is in the audit once, written with its user");
}

#[tokio::test]
async fn two_imports_of_the_same_people_at_the_same_time_make_each_once() {
    let world = World::start().await;
    let lines: Vec<String> = (0..40)
        .map(|n| json!({"email": format!("p{n}@import.test")}).to_string())
        .collect();
    let (one, other) = futures_util::join!(import(&world, "", &lines), import(&world, "", &lines));
    let sum = |name: &str| one[name].as_u64().unwrap() + other[name].as_u64().unwrap();
    assert_eq!((sum("created"), sum("unchanged")), (40, 40), "{one} {other}");
    world.is_sound().await;
}

#[tokio::test]
async fn what_an_import_may_not_be_is_said_before_anything_is_done() {
    let world = World::start().await;
    let key = world.app("acme").secret_key.clone();
    let cases = [
        ("", Vec::new(), 422, "import_invalid"),
        ("", "{}\n".repeat(10_001).into_bytes(), 422, "import_invalid"),
        ("", vec![b' '; 4 * 1024 * 1024 + 1], 413, "payload_too_large"),
        ("?dry_run=maybe", b"{}".to_vec(), 400, "invalid_parameter"),
    ];
    for (query, body, status, code) in cases {
        let answer = send(&world, &key, query, body).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (status, code),
            "{}",
            answer.body
        );
    }
    let made = json!({"kind": "secret", "permissions": ["users:read", "users:write"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&made))
        .await
        .json();
    let weak = send(&world, made["key"].as_str().unwrap(), "", "{}").await;
    assert_eq!((weak.status, &weak.json()["required"]), (403, &json!("import:write")));
    let made = json!({"kind": "secret", "permissions": ["import:write"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&made))
        .await
        .json();
    let admin = world.manage("acme", Method::GET, "/api/roles", None).await.json()["data"][0]["id"].clone();
    let grab = json!({"email": "boss@import.test", "roles": [admin]}).to_string();
    let report = send(&world, made["key"].as_str().unwrap(), "", grab).await.json();
    assert_eq!(
        (&report["created"], &report["refused"][0]["code"]),
        (&json!(0), &json!("forbidden"))
    );
}

#[tokio::test]
async fn the_owner_of_an_application_imports_from_the_dashboard() {
    let world = World::start().await;
    let browser = Browser::operator(&world).await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/imports/users", world.app("acme").id),
    );
    let lines: Vec<String> = (0..1_000)
        .map(|n| json!({"email": format!("p{n}@import.test"), "name": "Somebody from elsewhere", "external_id": format!("old|{n:020}")}).to_string())
        .collect();
    let mut call = browser
        .at_dashboard(Method::POST, &url)
        .header("content-type", "application/x-ndjson");
    call.body = lines.join("\n").into_bytes();
    assert!(call.body.len() > 64 * 1024, "heavier than other bodies may be");
    let answer = world.send(call).await;
    assert_eq!(
        (answer.status, &answer.json()["created"]),
        (200, &json!(1_000)),
        "{}",
        answer.body
    );
}
