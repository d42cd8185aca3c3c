//! What the scanner compares between items: each broken once, and noticed.

use super::invariants::{ANY, broken, expect, kind, lived_in, missing, report};
use domain::{Event, ParkedId, parked::Consumer};
use serde_json::{Value, json};

#[tokio::test]
async fn data_17_people_without_markers_and_markers_without_people_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    missing(
        &world,
        &items,
        "every user with an address has one marker",
        ("email", ANY),
    );
    missing(
        &world,
        &items,
        "every marker leads to its user",
        ("user", |item| item["email"]["S"].is_string()),
    );
    let rule = "every user with an address has one marker";
    let mut doubled = items.clone();
    let mut second = items.iter().find(|item| kind(item) == "email").unwrap().clone();
    let app = second["app"]["S"].as_str().unwrap().to_owned();
    second["PK"] = json!({"S": format!("APP#{app}#EMAIL#{}", "a".repeat(43))});
    doubled.push(second);
    expect(&world, &doubled, rule);
    missing(
        &world,
        &items,
        "a password is there exactly when its user says so",
        ("password", ANY),
    );
    let gone: fn(&Value) -> bool = |item| item["status"]["S"] == "deleted";
    broken(
        &world,
        &items,
        "a deleted user is an id and nothing else",
        ("user", gone),
        |item| {
            item["name"] = json!({"S": "Gone Girl"});
        },
    );
    broken(
        &world,
        &items,
        "every marker leads to its user",
        ("email", ANY),
        |item| {
            let dead = items.iter().find(|item| kind(item) == "user" && gone(item)).unwrap();
            item["user_id"] = dead["id"].clone();
            item["app"] = dead["app"].clone();
        },
    );
}

#[tokio::test]
async fn data_17_sessions_and_grants_of_the_dead_and_torn_families_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let mia = world.user("acme", 1).id.clone();
    let dead = "no live session or grant of a dead user";
    let mut off = items.clone();
    let user = off
        .iter_mut()
        .find(|item| kind(item) == "user" && item["id"]["S"] == mia.as_str())
        .unwrap();
    user["status"] = json!({"S": "disabled"});
    expect(&world, &off, dead);
    let found = report(&off, &world);
    let kinds = |kind: &str| {
        found
            .violations()
            .iter()
            .any(|found| found.rule == dead && found.key.starts_with(kind))
    };
    assert!(kinds("session") && kinds("grant"), "{found}");
    missing(
        &world,
        &items,
        "every session and grant has a user",
        ("user", |item| {
            item["name"]["S"] == "Mia Sommer" && item["email"]["S"] == "mia@acme.example"
        }),
    );
    let grown = "epochs only grow";
    broken(&world, &items, grown, ("session", ANY), |item| {
        item["epochs"]["M"]["u"] = json!({"N": "9999999999999"});
    });
    broken(&world, &items, grown, ("grant", ANY), |item| {
        item["epo"]["M"]["c"] = json!({"N": "9999999999999"});
    });
    let one = "one live generation per grant";
    let mut twice = items.clone();
    let first = items
        .iter()
        .find(|item| kind(item) == "grant" && item["cur"]["S"].is_string())
        .unwrap()["cur"]
        .clone();
    for item in twice.iter_mut().filter(|item| kind(item) == "grant") {
        item["cur"] = first.clone();
    }
    expect(&world, &twice, one);
    let turned: fn(&Value) -> bool = |item| item["prv"]["S"].is_string();
    broken(&world, &items, one, ("grant", turned), |item| {
        item["gen"] = json!({"N": "0"});
    });
    broken(&world, &items, one, ("grant", turned), |item| {
        item["prv"] = item["cur"].clone();
    });
    let mut outlived = items.clone();
    let bound: fn(&Value) -> bool = |item| item["off"]["BOOL"] == false;
    let ses = items.iter().find(|item| kind(item) == "grant" && bound(item)).unwrap()["ses"].clone();
    let session = outlived
        .iter_mut()
        .find(|item| kind(item) == "session" && item["id"] == ses)
        .unwrap();
    session["ended_at"] = json!({"S": "2026-11-25T00:00:00.000Z"});
    expect(
        &world,
        &outlived,
        "a grant without offline_access ends with its session",
    );
}

#[tokio::test]
async fn data_17_an_outbox_that_is_not_drained_is_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let mut lost = items.clone();
    lost.retain(|item| kind(item) != "audit");
    expect(&world, &lost, "every event is in the audit");
    let mut unsent = items.clone();
    unsent.retain(|item| kind(item) != "mail");
    let mailed = "every mail that was asked for was claimed";
    expect(&world, &unsent, mailed);
    // What an operator discarded is not missed; what the audit says of that outlives the record.
    let told = items.iter().find(|item| kind(item) == "audit").unwrap().clone();
    let discards: Vec<Value> = unsent.iter().filter_map(|item| discarded(item, &told)).collect();
    assert!(!discards.is_empty());
    unsent.extend(discards);
    let report = report(&unsent, &world);
    assert!(report.violations().iter().all(|found| found.rule != mailed), "{report}");
}

/// The audit of an operator who discarded the mail that an item asks for.
fn discarded(item: &Value, told: &Value) -> Option<Value> {
    let carried: Vec<Event> = serde_json::from_str(item["ev"]["S"].as_str()?).unwrap();
    let id = ParkedId::of_event(&carried.first()?.id, Consumer::Deliver);
    let mut event: Value = serde_json::from_str(told["event"]["S"].as_str()?).unwrap();
    event["type"] = json!("platform.record_discarded");
    event["target"] = json!({"type": "parked_record", "id": id.to_string()});
    let mut audit = told.clone();
    audit["event"]["S"] = json!(event.to_string());
    Some(audit)
}

#[tokio::test]
async fn data_17_applications_hosts_domains_and_keys_that_disagree_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let views = "every host says what its application says";
    broken(&world, &items, views, ("host", ANY), |item| {
        item["application"]["M"]["name"] = json!({"S": "Old"});
    });
    broken(&world, &items, views, ("host", ANY), |item| {
        item["hostname"] = json!({"S": "other.localhost"});
    });
    missing(
        &world,
        &items,
        "an application has its slug's host and its domains'",
        ("host", ANY),
    );
    missing(&world, &items, "every application has its keys", ("key_ring", ANY));
    let active = "one active key per algorithm, private halves there";
    for status in ["retiring", "next"] {
        broken(&world, &items, active, ("key_ring", ANY), |item| {
            let keys = item["keys"]["L"].as_array_mut().unwrap();
            let key = keys.iter_mut().find(|key| key["M"]["status"]["S"] == "active").unwrap();
            key["M"]["status"] = json!({"S": status});
        });
    }
    broken(&world, &items, active, ("key_ring", ANY), |item| {
        let key = &mut item["keys"]["L"][0]["M"];
        drop(key.as_object_mut().unwrap().remove("wrapped"));
        drop(key.as_object_mut().unwrap().remove("kms_key_id"));
    });
    broken(&world, &items, active, ("key_ring", ANY), |item| {
        let first = item["keys"]["L"][0].clone();
        item["keys"]["L"].as_array_mut().unwrap().push(first);
    });
    let domains = "domains agree with their application";
    missing(&world, &items, domains, ("domain", ANY));
    broken(&world, &items, domains, ("domain", ANY), |item| {
        item["primary"] = json!({"BOOL": true});
    });
}

#[tokio::test]
async fn data_17_clients_keys_roles_and_teams_that_disagree_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let gone: fn(&Value) -> bool = |item| item["deleted_at"]["S"].is_string();
    broken(
        &world,
        &items,
        "an application counts the origins of its clients",
        ("client", gone),
        |item| {
            drop(item.as_object_mut().unwrap().remove("deleted_at"));
        },
    );
    broken(
        &world,
        &items,
        "an application counts the origins of its clients",
        ("application", |item| item["slug"]["S"] == "acme"),
        |item| {
            item["client_origins"] = json!({"M": {"http://evil.example": {"N": "1"}}});
        },
    );
    let marks = "an application marks the tokens that its JWT templates are for";
    broken(
        &world,
        &items,
        marks,
        ("application", |item| item["slug"]["S"] == "acme"),
        |item| drop(item.as_object_mut().unwrap().remove("jwt_templates")),
    );
    missing(&world, &items, marks, ("jwt_template", ANY));
    let past = "every JWT template has its versions, all versions a template";
    missing(&world, &items, past, ("jwt_template_versions", ANY));
    missing(&world, &items, past, ("jwt_template", ANY));
    broken(
        &world,
        &items,
        "of an API key only its MAC is kept",
        ("api_key", ANY),
        |item| item["mac"] = json!({"S": "sk_test_readable"}),
    );
    broken(
        &world,
        &items,
        "a deleted client is a tombstone",
        ("client", gone),
        |item| item["enabled"] = json!({"BOOL": true}),
    );
    let names = "every role has its name, every name its role";
    missing(&world, &items, names, ("role", ANY));
    missing(&world, &items, names, ("role_name", ANY));
    missing(&world, &items, "a membership is known on both sides", ("member", ANY));
    missing(
        &world,
        &items,
        "a membership is known on both sides",
        ("organization", ANY),
    );
    missing(
        &world,
        &items,
        "a team and its applications know each other",
        ("owned_application", ANY),
    );
    broken(
        &world,
        &items,
        "a team and its applications know each other",
        ("application", |item| item["slug"]["S"] == "acme"),
        |item| {
            item["owner_org_id"] = json!({"NULL": true});
        },
    );
}
