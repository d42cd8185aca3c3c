//! What all of the management API has in common: versions, repetition, cursors, the audit.

use crate::harness::{Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_change_can_insist_on_the_version_it_saw() {
    let world = World::start().await;
    let url = world.url("acme", "/api/applications/current");
    let key = format!("Bearer {}", world.app("acme").secret_key);
    let patch = |tag: &'static str, name: &'static str| {
        Call::new(Method::PATCH, &url)
            .header("authorization", key.clone())
            .header("if-match", tag)
            .json(&json!({"name": name}))
    };
    let version = world
        .send(Call::new(Method::GET, &url).header("authorization", key.clone()))
        .await
        .header("etag");
    let stale = world.send(patch("\"0\"", "Stale")).await;
    assert_eq!((stale.status, stale.error().as_str()), (412, "version_conflict"));
    let tag: &'static str = Box::leak(version.into_boxed_str());
    assert_eq!(world.send(patch(tag, "Fresh")).await.json()["name"], "Fresh");
    assert_eq!(world.send(patch(tag, "Again")).await.status, 412);
    assert_eq!(world.send(patch("nonsense", "x")).await.error(), "invalid_parameter");
}

#[tokio::test]
async fn a_repeated_creation_makes_one_thing() {
    let world = World::start().await;
    let url = world.url("acme", "/api/clients");
    let send = |body: Value| {
        let call = Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
            .header("idempotency-key", "k1")
            .json(&body);
        world.send(call)
    };
    let body = json!({"client_name": "Once", "type": "machine"});
    let (first, second) = (send(body.clone()).await, send(body).await);
    assert_eq!(
        (first.status, &first.body),
        (201, &second.body),
        "the secret is shown again too"
    );
    assert_eq!(
        send(json!({"client_name": "Other", "type": "machine"})).await.error(),
        "idempotency_key_reused"
    );
    let names = world.manage("acme", Method::GET, "/api/clients", None).await.json();
    assert_eq!(
        names["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|client| client["client_name"] == "Once")
            .count(),
        1
    );
}

#[tokio::test]
async fn fa_03_a_creation_whose_reply_was_lost_is_not_made_again_by_its_key() {
    let world = World::start().await;
    let url = world.url("acme", "/api/users");
    let send = || {
        let call = Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
            .header("idempotency-key", "lost")
            .json(&json!({"email": "once@acme.example"}));
        world.send(call)
    };
    let lost = json!({"service": "dynamodb", "operation": "TransactWriteItems", "mode": "fail_after", "count": 9});
    world.fault(lost);
    assert_eq!(send().await.status, 503);
    world.local.aws.faults.clear();
    let listed = world
        .manage("acme", Method::GET, "/api/users?email=once@acme.example", None)
        .await
        .json();
    for wait in [1, 70, 3600] {
        world.later(wait);
        let again = send().await;
        assert_eq!(
            (again.status, &again.json()["id"]),
            (201, &listed["data"][0]["id"]),
            "{}",
            again.body
        );
    }
}

#[tokio::test]
async fn lists_go_on_by_cursor_and_a_cursor_is_good_for_its_list_only() {
    let world = World::start().await;
    let mut seen = Vec::new();
    let mut path = "/api/users?limit=2".to_owned();
    let mut cursor = String::new();
    loop {
        let page = world
            .manage("acme", Method::GET, &path, None)
            .await
            .expect(StatusCode::OK)
            .json();
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|user| user["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = next.to_owned();
        path = format!("/api/users?limit=2&cursor={cursor}");
    }
    assert_eq!(seen.len(), 3);
    let mut sorted = seen.clone();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(seen, sorted, "newest first");
    for bad in [
        format!("/api/clients?cursor={cursor}"),
        format!("/api/users?search=mi&cursor={cursor}"),
        "/api/users?cursor=x".into(),
    ] {
        assert_eq!(
            world.manage("acme", Method::GET, &bad, None).await.error(),
            "cursor_invalid",
            "{bad}"
        );
    }
    world.later(86_401);
    assert_eq!(
        world.manage("acme", Method::GET, &path, None).await.error(),
        "cursor_invalid"
    );
}

#[tokio::test]
async fn what_happened_can_be_read_without_secrets() {
    let world = World::start().await;
    Flow::web(&world, "acme").tokens().await;
    world
        .manage(
            "acme",
            Method::PATCH,
            "/api/applications/settings",
            Some(&json!({"access_token_ttl": 600})),
        )
        .await;
    let answer = world.manage("acme", Method::GET, "/api/audit?limit=100", None).await;
    let events = answer.json()["data"].as_array().unwrap().clone();
    let changed = events.iter().find(|event| event["type"] == "settings.updated").unwrap();
    assert_eq!(
        changed["data"]["changes"]["settings.access_token_ttl"],
        json!({"old": 3600, "new": 600})
    );
    assert_eq!(changed["actor"]["type"], "api_key");
    for secret in [
        &world.app("acme").secret_key,
        world.client("acme", "web").client_secret.as_ref().unwrap(),
        &world.user("acme", 1).password,
    ] {
        assert!(!answer.body.contains(secret.as_str()));
    }
    let user = &world.user("acme", 1).id;
    let theirs = world
        .manage(
            "acme",
            Method::GET,
            &format!("/api/audit?user_id={user}&type=user.*"),
            None,
        )
        .await
        .json();
    assert!(
        theirs["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|event| event["type"] == "user.signed_in")
    );
    assert!(theirs["examined"].is_u64());
    let one = changed["id"].as_str().unwrap();
    assert_eq!(
        world
            .manage("acme", Method::GET, &format!("/api/audit/{one}"), None)
            .await
            .json()["id"],
        one
    );
    let counts = world
        .manage("acme", Method::GET, "/api/audit/events", None)
        .await
        .json();
    assert!(
        counts["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["type"] == "settings.updated" && row["count"] == 1)
    );
}

#[tokio::test]
async fn nothing_happened_in_a_range_that_ends_before_it_begins() {
    let world = World::start().await;
    let user = world.user("acme", 1).id.clone();
    for asked in ["", "&type=user.created", &format!("&user_id={user}")] {
        let path = format!("/api/audit?from=8651-04-17T21:18:10Z{asked}");
        let answer = world.manage("acme", Method::GET, &path, None).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert_eq!(answer.json()["data"], serde_json::json!([]), "{path}");
    }
}
