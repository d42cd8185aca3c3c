//! An application moves to another team: offered with a fresh sign-in, accepted by an admin of the other team, in one transaction.

use super::{Developer, events, refusal, text};
use crate::harness::{Answer, World};
use http::Method;
use serde_json::{Value, json};

async fn offer(from: &Developer<'_>, app: &str, team: &str) -> Answer {
    let path = format!("/api/applications/{app}/transfer");
    from.call(Method::POST, &path, json!({"team": team})).await
}

async fn answer(who: &Developer<'_>, app: &str, what: &str) -> Answer {
    let path = format!("/api/applications/{app}/transfer/{what}");
    who.call(Method::POST, &path, Value::Null).await
}

async fn sees(who: &Developer<'_>, app: &str) -> bool {
    let path = format!("/api/applications/{app}");
    who.call(Method::GET, &path, Value::Null).await.status == 200
}

#[tokio::test]
async fn an_application_moves_in_one_transaction_and_both_sides_are_told() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let app = text(&ada.application("Shop").await["id"]);
    assert!(sees(&ada, &app).await && !sees(&bob, &app).await);
    let offered = offer(&ada, &app, &bob.team).await;
    assert_eq!(offered.status, 200, "{}", offered.body);
    assert_eq!(offered.json()["transfer"]["team"], bob.team.as_str());
    assert_eq!(
        world.mails("bob@example.com"),
        2,
        "the code of the sign-up, and the offer"
    );
    assert!(!sees(&bob, &app).await, "an offer shows nothing yet");
    let listed = bob.get(&bob.own("/transfers")).await;
    assert_eq!(
        (&listed["data"][0]["application_id"], &listed["data"][0]["from_name"]),
        (&json!(app), &json!("ada’s team"))
    );
    let moved = answer(&bob, &app, "accept").await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    assert_eq!(
        (&moved.json()["owner_org_id"], &moved.json()["transfer"]),
        (&json!(bob.team), &Value::Null)
    );
    assert!(sees(&bob, &app).await && !sees(&ada, &app).await);
    assert_eq!(ada.get("/api/applications").await["data"], json!([]));
    assert_eq!(answer(&bob, &app, "accept").await.status, 404, "once");
    let audit = bob.get(&format!("/api/applications/{app}/audit")).await;
    let kinds: Vec<_> = audit["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["type"]))
        .collect();
    let dashboard = events(&world).await;
    for kind in ["application.transfer_requested", "application.transferred"] {
        assert!(kinds.iter().any(|one| one == kind), "{kind}: {kinds:?}");
        assert_eq!(
            dashboard.iter().filter(|one| *one == kind).count(),
            1,
            "{kind}: {dashboard:?}"
        );
    }
    world.is_sound().await;
}

#[tokio::test]
async fn ss_01_offering_needs_a_fresh_sign_in_and_the_permission_to_delete() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let app = text(&ada.application("Shop").await["id"]);
    ada.takes_in(&bob, "bob@example.com", "developer").await;
    let refused = offer(&bob, &app, &bob.team).await;
    assert_eq!(
        (refused.status, &refused.json()["required"]),
        (403, &json!("apps:delete"))
    );
    world.later(301);
    let refused = offer(&ada, &app, &bob.team).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "step_up_required"));
}

#[tokio::test]
async fn mt_01_only_the_teams_concerned_can_answer_and_a_team_that_is_not_there_is_not_told() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let eve = Developer::new(&world, "eve").await;
    let app = text(&ada.application("Shop").await["id"]);
    let none = "org_00000000000000000000000000";
    let shape = |answer: &Answer| {
        let mut body = answer.json();
        for field in ["transfer", "version", "updated_at"] {
            body.as_object_mut().unwrap().remove(field);
        }
        (answer.status, body)
    };
    let to_nobody = offer(&ada, &app, none).await;
    let to_bob = offer(&ada, &app, &bob.team).await;
    assert_eq!(shape(&to_nobody), shape(&to_bob), "an id of a team says nothing");
    for what in ["accept", "decline"] {
        let stranger = answer(&eve, &app, what).await;
        let absent = answer(&eve, "app_00000000000000000000000000", what).await;
        assert_eq!(stranger.status, 404, "{}", stranger.body);
        assert_eq!(refusal(&stranger), refusal(&absent), "{what}");
        let own = world
            .manage(
                "acme",
                Method::POST,
                &format!("/api/applications/transfer/{what}"),
                None,
            )
            .await;
        assert_eq!(own.status, 404, "{}", own.body);
    }
    assert_eq!(
        answer(&ada, &app, "accept").await.status,
        404,
        "not offered to the giver"
    );
    bob.takes_in(&eve, "eve@example.com", "developer").await;
    let refused = answer(&eve, &app, "accept").await;
    assert_eq!(
        (refused.status, &refused.json()["required"]),
        (403, &json!("team admin"))
    );
    let own = offer(&ada, &app, &ada.team).await;
    assert_eq!((own.status, own.error().as_str()), (422, "validation_error"));
    let unknown = ada
        .call(
            Method::POST,
            &format!("/api/applications/{app}/transfer"),
            json!({"team": bob.team, "owner_org_id": bob.team}),
        )
        .await;
    assert_eq!(unknown.error(), "unknown_field", "az_01");
    world.is_sound().await;
}

#[tokio::test]
async fn an_offer_is_declined_taken_back_replaced_or_over_after_seven_days() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let eve = Developer::new(&world, "eve").await;
    let app = text(&ada.application("Shop").await["id"]);
    let waiting = async |who: &Developer<'_>| who.get(&who.own("/transfers")).await["data"].as_array().unwrap().len();
    for who in [&bob, &ada] {
        offer(&ada, &app, &bob.team).await;
        assert_eq!(waiting(&bob).await, 1);
        assert_eq!(answer(who, &app, "decline").await.status, 204);
        assert_eq!(
            (waiting(&bob).await, answer(&bob, &app, "accept").await.status),
            (0, 404)
        );
    }
    offer(&ada, &app, &bob.team).await;
    offer(&ada, &app, &eve.team).await;
    assert_eq!(
        (waiting(&bob).await, waiting(&eve).await),
        (0, 1),
        "the newer takes its place"
    );
    assert_eq!(answer(&bob, &app, "accept").await.status, 404);
    world.is_sound().await;
    world.later(7 * 86_400);
    // Twelve hours are the longest that a session of the dashboard lives.
    let eve = Developer::again(&world, "eve").await;
    assert_eq!(
        (waiting(&eve).await, answer(&eve, &app, "accept").await.status),
        (0, 404)
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_move_is_one_write_and_what_it_costs_is_known() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let app = text(&ada.application("Shop").await["id"]);
    offer(&ada, &app, &bob.team).await;
    answer(&bob, &app, "accept").await;
    let cost = world.cost();
    let writes: Vec<_> = cost.operations.iter().filter(|one| one.wru > 0.0).collect();
    assert_eq!(writes.len(), 1, "one transaction: {writes:?}");
    assert!(cost.operations.len() <= 12, "{} store calls", cost.operations.len());
}
