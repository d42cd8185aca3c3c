//! Making teams, seeing them, giving roles, leaving; an admin always remains.

use super::{Developer, events, refusal, text};
use crate::harness::World;
use http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_developer_makes_teams_up_to_the_limit_and_renames_them() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let listed = ada.get("/api/organizations").await;
    assert_eq!(
        (&listed["data"][0]["name"], &listed["data"][0]["role"]),
        (&json!("ada’s team"), &json!("admin"))
    );
    for n in 1..10 {
        let made = ada
            .call(Method::POST, "/api/organizations", json!({"name": format!("Team {n}")}))
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
    }
    let more = ada
        .call(Method::POST, "/api/organizations", json!({"name": "One more"}))
        .await;
    assert_eq!((more.status, more.error().as_str()), (422, "limit_exceeded"));
    assert_eq!(
        (&more.json()["limit"], &more.json()["current"]),
        (&json!(10), &json!(10))
    );
    let one = ada.call(Method::GET, &ada.own(""), Value::Null).await;
    let version = one.header("etag");
    let renamed = ada
        .call_if(Method::PATCH, &ada.own(""), json!({"name": "Payments"}), Some(&version))
        .await;
    assert_eq!((renamed.status, &renamed.json()["name"]), (200, &json!("Payments")));
    let stale = ada
        .call_if(Method::PATCH, &ada.own(""), json!({"name": "Other"}), Some(&version))
        .await;
    assert_eq!((stale.status, stale.error().as_str()), (412, "version_conflict"));
    let events = events(&world).await;
    assert!(events.iter().any(|event| event == "org.updated"), "{events:?}");
    world.is_sound().await;
}

#[tokio::test]
async fn az_01_fields_of_the_server_are_refused_and_an_idempotent_request_makes_one_team() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    for field in ["id", "created_by", "role", "version", "slug", "org_id"] {
        let answer = ada
            .call(Method::POST, "/api/organizations", json!({"name": "A", field: "x"}))
            .await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, "unknown_field"),
            "{field}"
        );
        let path = ada.own(&format!("/members/{}", ada.id));
        if field != "role" {
            let answer = ada
                .call(Method::PATCH, &path, json!({"role": "admin", field: "x"}))
                .await;
            assert_eq!(answer.error(), "unknown_field", "{field}");
        }
    }
    let nameless = ada.call(Method::POST, "/api/organizations", json!({})).await;
    assert_eq!((nameless.status, nameless.error().as_str()), (422, "validation_error"));
    assert_eq!(ada.role(&ada.id, "owner").await.status, 422);
}

#[tokio::test]
async fn mt_01_a_team_of_others_looks_like_one_that_does_not_exist_and_nothing_is_written() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let eve = Developer::new(&world, "eve").await;
    let invited = ada.invite("kim@example.com", "member").await.json();
    let (user, invitation) = (ada.id.as_str(), text(&invited["id"]));
    let none = "org_00000000000000000000000000";
    let rows = [
        (Method::GET, String::new(), Value::Null),
        (Method::PATCH, String::new(), json!({"name": "Mine"})),
        (Method::GET, "/members".to_owned(), Value::Null),
        (Method::PATCH, format!("/members/{user}"), json!({"role": "member"})),
        (Method::DELETE, format!("/members/{user}"), Value::Null),
        (Method::GET, "/invitations".to_owned(), Value::Null),
        (
            Method::POST,
            "/invitations".to_owned(),
            json!({"email": "eve@example.com", "role": "admin"}),
        ),
        (Method::POST, format!("/invitations/{invitation}/resend"), Value::Null),
        (Method::DELETE, format!("/invitations/{invitation}"), Value::Null),
        (Method::GET, "/transfers".to_owned(), Value::Null),
    ];
    for (method, rest, body) in rows {
        let foreign = eve.call(method.clone(), &ada.own(&rest), body.clone()).await;
        let wrote = |operation: &local::aws::capacity::Operation| operation.outcome == "ok" && operation.wru > 0.0;
        let cost = world.cost();
        assert!(!cost.operations.iter().any(wrote), "{method} {rest} wrote");
        let absent = eve
            .call(
                method.clone(),
                &format!("/api/organizations/{none}{rest}"),
                body.clone(),
            )
            .await;
        assert_eq!(foreign.status, 404, "{method} {rest}: {}", foreign.body);
        assert_eq!(refusal(&foreign), refusal(&absent), "{method} {rest}");
        assert_eq!(
            cost.operations.len(),
            world.cost().operations.len(),
            "{method} {rest}: the same store calls"
        );
        // Her own team does not lend her what is of another: a member, an invitation.
        if rest.contains(user) || rest.contains(&invitation) {
            let mixed = eve.call(method.clone(), &eve.own(&rest), body).await;
            assert_eq!(mixed.status, 404, "{method} {rest}: {}", mixed.body);
        }
    }
    world.is_sound().await;
}

#[tokio::test]
async fn mt_04_teams_are_the_dashboards_and_a_person_s() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    for path in ["/api/organizations".to_owned(), ada.own(""), ada.own("/members")] {
        let elsewhere = world.manage("acme", Method::GET, &path, None).await;
        assert_eq!(elsewhere.status, 404, "{path}: {}", elsewhere.body);
        let nobody = world.get(&world.url("dashboard", &path)).await;
        assert_eq!(nobody.status, 401, "{path}");
    }
}

#[tokio::test]
async fn a_role_decides_what_a_member_may_and_counts_at_once() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let app = ada.application("Shop").await;
    let below = |rest: &str| format!("/api/applications/{}{rest}", app["id"].as_str().unwrap());
    assert_eq!(bob.call(Method::GET, &below(""), Value::Null).await.status, 404);
    ada.takes_in(&bob, "bob@example.com", "member").await;
    assert_eq!(bob.call(Method::GET, &below(""), Value::Null).await.status, 200);
    let shop = below("");
    let rename = || bob.call(Method::PATCH, &shop, json!({"name": "Bob's"}));
    assert_eq!(rename().await.status, 403);
    for rest in ["", "/members", "/invitations", "/transfers"] {
        assert_eq!(
            bob.call(Method::GET, &ada.own(rest), Value::Null).await.status,
            200,
            "{rest}"
        );
    }
    let refused = bob.call(Method::PATCH, &ada.own(""), json!({"name": "Mine"})).await;
    assert_eq!(
        (refused.status, &refused.json()["required"]),
        (403, &json!("org:manage"))
    );
    let invite = json!({"email": "eve@example.com", "role": "admin"});
    let refused = bob.call(Method::POST, &ada.own("/invitations"), invite).await;
    assert_eq!(
        (refused.status, &refused.json()["required"]),
        (403, &json!("org:members:write"))
    );
    let remove = bob
        .call(Method::DELETE, &ada.own(&format!("/members/{}", ada.id)), Value::Null)
        .await;
    assert_eq!(remove.status, 403, "a member removes nobody else");
    assert_eq!(ada.role(&bob.id, "developer").await.status, 200);
    assert_eq!(rename().await.status, 200);
    let members = ada.get(&ada.own("/members")).await;
    let found = members["data"].as_array().unwrap();
    let bobs = found.iter().find(|one| one["user_id"] == bob.id.as_str()).unwrap();
    assert_eq!(
        (&bobs["role"], &bobs["source"]),
        (&json!("developer"), &json!("invitation"))
    );
    // Taken out, they are a stranger with the next request.
    let path = ada.own(&format!("/members/{}", bob.id));
    assert_eq!(ada.call(Method::DELETE, &path, Value::Null).await.status, 204);
    assert_eq!(bob.call(Method::GET, &below(""), Value::Null).await.status, 404);
    assert_eq!(bob.call(Method::GET, &ada.own(""), Value::Null).await.status, 404);
    assert_eq!(
        ada.call(Method::DELETE, &path, Value::Null).await.status,
        404,
        "gone already"
    );
    let events = events(&world).await;
    for kind in ["member.role_changed", "member.removed", "invitation.accepted"] {
        assert!(events.iter().any(|event| event == kind), "{kind}: {events:?}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn members_are_listed_page_by_page() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    ada.takes_in(&bob, "bob@example.com", "support").await;
    let first = ada.get(&ada.own("/members?limit=1")).await;
    assert_eq!(first["data"].as_array().unwrap().len(), 1);
    let cursor = text(&first["next_cursor"]);
    let second = ada.get(&ada.own(&format!("/members?limit=1&cursor={cursor}"))).await;
    assert_ne!(first["data"][0]["user_id"], second["data"][0]["user_id"]);
    let foreign = bob
        .call(Method::GET, &bob.own(&format!("/members?cursor={cursor}")), Value::Null)
        .await;
    assert_eq!(foreign.error(), "cursor_invalid", "a cursor is of one team");
}

#[tokio::test]
async fn the_last_admin_stays_one() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    ada.takes_in(&bob, "bob@example.com", "developer").await;
    let leave = |who: &str| ada.own(&format!("/members/{who}"));
    assert_eq!(ada.role(&ada.id, "member").await.error(), "last_admin");
    assert_eq!(
        ada.call(Method::DELETE, &leave(&ada.id), Value::Null).await.error(),
        "last_admin"
    );
    assert_eq!(ada.role(&bob.id, "admin").await.status, 200);
    assert_eq!(ada.call(Method::DELETE, &leave(&ada.id), Value::Null).await.status, 204);
    assert_eq!(ada.call(Method::GET, &ada.own(""), Value::Null).await.status, 404);
    let alone = bob.call(Method::DELETE, &leave(&bob.id), Value::Null).await;
    assert_eq!((alone.status, alone.error().as_str()), (409, "last_admin"));
    world.is_sound().await;
}

#[tokio::test]
async fn of_two_admins_who_take_each_others_role_at_once_one_remains() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    ada.takes_in(&bob, "bob@example.com", "admin").await;
    for _ in 0..5 {
        let path = |who: &str| ada.own(&format!("/members/{who}"));
        let (to_bob, to_ada) = (path(&bob.id), path(&ada.id));
        let (one, two) = tokio::join!(
            ada.call(Method::PATCH, &to_bob, json!({"role": "member"})),
            bob.call(Method::PATCH, &to_ada, json!({"role": "member"})),
        );
        let statuses = [one.status, two.status];
        assert!(statuses.contains(&StatusCode::OK.as_u16()), "{} {}", one.body, two.body);
        world.is_sound().await;
        let admin = if ada
            .call(Method::PATCH, &ada.own(""), json!({"name": "Ours"}))
            .await
            .status
            == 200
        {
            &ada
        } else {
            &bob
        };
        let other = if admin.id == ada.id { &bob.id } else { &ada.id };
        let again = admin.call(Method::PATCH, &path(other), json!({"role": "admin"})).await;
        assert_eq!(again.status, 200, "{}", again.body);
    }
}
