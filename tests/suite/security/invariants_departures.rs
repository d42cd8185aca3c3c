//! What the scanner says of accounts on their way out, and of those that are gone.

use super::invariants::{broken, expect, kind, lived_in};
use serde_json::{Value, json};

const GONE: fn(&Value) -> bool = |item| item["status"]["S"] == "deleted";

#[tokio::test]
async fn data_17_departures_of_nobody_and_what_is_left_of_the_erased_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let waiting = "a scheduled deletion has its departure, and the reverse";
    broken(&world, &items, waiting, ("user", GONE), |user| {
        user["status"] = json!({"S": "active"});
    });
    broken(&world, &items, waiting, ("departure", |_| true), |departure| {
        departure["stage"] = json!({"S": "waiting"});
    });
    broken(
        &world,
        &items,
        waiting,
        ("user", |user| user["status"]["S"] == "active"),
        |user| {
            user["status"] = json!({"S": "deletion_scheduled"});
        },
    );
    // Nothing more was found, or so it says.
    let mut cleared = items.clone();
    cleared.retain(|item| kind(item) != "departure");
    let gone = cleared
        .iter()
        .find(|item| kind(item) == "user" && GONE(item))
        .unwrap()
        .clone();
    let mut left = cleared.clone();
    let mut device = items.iter().find(|item| kind(item) == "device").unwrap().clone();
    device["PK"] = gone["PK"].clone();
    device["app"] = gone["app"].clone();
    left.push(device);
    expect(&world, &left, "of an erased account nothing is left but the id");
    let mut told = cleared;
    let list = format!("#USER#{}#AUDIT", gone["id"]["S"].as_str().unwrap());
    let is_listed = |item: &Value| {
        item["LPK"]["S"]
            .as_str()
            .is_some_and(|partition| partition.ends_with(&list))
    };
    let audit = told
        .iter_mut()
        .find(|item| kind(item) == "audit" && is_listed(item))
        .unwrap();
    let mut event: Value = serde_json::from_str(audit["event"]["S"].as_str().unwrap()).unwrap();
    event["data"]["changes"] = json!({"name": {"old": "Gone Girl", "new": null}});
    audit["event"] = json!({"S": event.to_string()});
    expect(&world, &told, "the audit of an erased account names nobody");
}
