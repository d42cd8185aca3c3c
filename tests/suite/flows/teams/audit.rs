//! What happened in a team: listed for its admins, and for nobody else.

use super::{Developer, text, token};
use crate::harness::World;
use http::{Method, StatusCode};
use serde_json::{Value, json};

async fn types(who: &Developer<'_>, query: &str) -> Vec<String> {
    let found = who.get(&who.own(&format!("/audit{query}"))).await;
    found["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| text(&event["type"]))
        .collect()
}

/// Bob comes into Ada's team and is given another role.
async fn joined(world: &World, ada: &Developer<'_>, bob: &Developer<'_>) {
    world.later(1);
    ada.invite("bob@example.com", "support")
        .await
        .expect(StatusCode::CREATED);
    world.later(1);
    let body = json!({"token": token(world, "bob@example.com")});
    bob.call(Method::POST, "/api/organizations/accept-invitation", body)
        .await
        .expect(StatusCode::OK);
    world.later(1);
    ada.role(&bob.id, "developer").await.expect(StatusCode::OK);
    world.local.drain().await;
}

#[tokio::test]
async fn an_admin_reads_what_happened_in_the_team_and_nothing_of_others() {
    let world = World::start().await;
    let (ada, bob) = (Developer::new(&world, "ada").await, Developer::new(&world, "bob").await);
    joined(&world, &ada, &bob).await;
    let all = types(&ada, "").await;
    assert_eq!(
        all,
        [
            "member.role_changed",
            "invitation.accepted",
            "invitation.sent",
            "org.created"
        ]
    );
    assert_eq!(
        types(&bob, "").await,
        ["org.created"],
        "bob's own team has its own list"
    );
    assert_eq!(
        types(&ada, "?type=invitation.*").await,
        ["invitation.accepted", "invitation.sent"]
    );
    assert_eq!(types(&ada, "?type=org.created").await, ["org.created"]);
    let by_bob = format!("?actor_id={}", bob.id);
    assert_eq!(types(&ada, &by_bob).await, ["invitation.accepted"]);
    // About bob is what was done to him, too.
    let about_bob = types(&ada, &format!("?user_id={}", bob.id)).await;
    assert_eq!(about_bob, ["member.role_changed", "invitation.accepted"]);
    assert_eq!(types(&ada, "?outcome=success").await, all);
    assert!(types(&ada, "?outcome=denied").await.is_empty());
    assert!(types(&ada, "?ip=203.0.113.250").await.is_empty());
    let first = ada.get(&ada.own("/audit?limit=3")).await;
    let next = text(&first["next_cursor"]);
    let rest = types(&ada, &format!("?limit=3&cursor={next}")).await;
    assert_eq!(rest, ["org.created"]);
    world.is_sound().await;
}

#[tokio::test]
async fn az_01_who_is_no_admin_of_the_team_does_not_read_what_happened_in_it() {
    let world = World::start().await;
    let (ada, bob) = (Developer::new(&world, "ada").await, Developer::new(&world, "bob").await);
    let path = ada.own("/audit");
    let outside = bob.call(Method::GET, &path, Value::Null).await;
    let nowhere = bob
        .call(
            Method::GET,
            "/api/organizations/org_00000000000000000000000000/audit",
            Value::Null,
        )
        .await;
    assert_eq!(outside.status, 404);
    assert_eq!(
        super::refusal(&outside),
        super::refusal(&nowhere),
        "one that is not there"
    );
    joined(&world, &ada, &bob).await;
    let member = bob.call(Method::GET, &path, Value::Null).await;
    assert_eq!((member.status, member.error().as_str()), (403, "forbidden"));
    ada.role(&bob.id, "admin").await.expect(StatusCode::OK);
    bob.call(Method::GET, &path, Value::Null).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn both_teams_hear_of_an_application_that_moves() {
    let world = World::start().await;
    let (ada, bob) = (Developer::new(&world, "ada").await, Developer::new(&world, "bob").await);
    let path = format!(
        "/api/applications/{}/transfer",
        text(&ada.application("Beacon").await["id"])
    );
    world.later(1);
    ada.call(Method::POST, &path, json!({"team": bob.team}))
        .await
        .expect(StatusCode::OK);
    world.later(1);
    bob.call(Method::POST, &format!("{path}/accept"), Value::Null)
        .await
        .expect(StatusCode::OK);
    world.local.drain().await;
    let moved = [
        "application.transferred",
        "application.transfer_requested",
        "org.created",
    ];
    assert_eq!(types(&ada, "").await, moved);
    assert_eq!(types(&bob, "").await, moved);
    world.is_sound().await;
}
