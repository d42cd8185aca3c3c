//! What the scanner compares of teams: each broken once, and noticed.

use super::invariants::{ANY, broken, expect, kind, missing};
use crate::{flows::teams::Developer, harness::World};
use http::Method;
use serde_json::{Value, json};

async fn lived_in(world: &World) {
    let ada = Developer::new(world, "ada").await;
    let bob = Developer::new(world, "bob").await;
    ada.takes_in(&bob, "bob@example.com", "developer").await;
    ada.invite("kim@example.com", "member").await;
    let app = ada.application("Shop").await;
    let path = format!("/api/applications/{}/transfer", app["id"].as_str().unwrap());
    let offered = ada.call(Method::POST, &path, json!({"team": bob.team})).await;
    assert_eq!(offered.status, 200, "{}", offered.body);
}

#[tokio::test]
async fn data_17_teams_without_admins_and_offers_that_nobody_knows_are_seen() {
    let world = World::start().await;
    lived_in(&world).await;
    world.is_sound().await;
    let items = world.items().await;
    let one_side: fn(&Value) -> bool =
        |item| item["role"]["S"] == "developer" && item["PK"]["S"].as_str().unwrap().contains("#USER#");
    broken(
        &world,
        &items,
        "both sides of a membership say the same",
        ("member", one_side),
        |item| item["role"] = json!({"S": "support"}),
    );
    let mut led = items.clone();
    for item in led.iter_mut().filter(|item| kind(item) == "member") {
        item["role"] = json!({"S": "member"});
    }
    expect(&world, &led, "a team with members has an admin");
    let offered = "an offered application and the team it is offered to know each other";
    missing(&world, &items, offered, ("offer", ANY));
    let waits: fn(&Value) -> bool = |item| item["transfer"]["M"].is_object();
    broken(&world, &items, offered, ("application", waits), |item| {
        item.as_object_mut().unwrap().remove("transfer");
    });
    let told = "an organization lists every event about it, and no other";
    missing(&world, &items, told, ("organization_event", ANY));
    let about: fn(&Value) -> bool = |item| item["event"]["S"].as_str().unwrap().contains("org.created");
    missing(&world, &items, told, ("audit", about));
    let to_team: fn(&Value) -> bool = |item| item["LPK"]["S"].is_string();
    broken(
        &world,
        &items,
        "index entries equal what the item says",
        ("invitation", to_team),
        |item| {
            item.as_object_mut().unwrap().remove("LPK");
        },
    );
}
