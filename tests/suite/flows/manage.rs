//! The management API: what developers and their programs change.

use crate::harness::{Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn users_are_made_changed_found_and_erased() {
    let world = World::start().await;
    let made = world
        .manage(
            "acme",
            Method::POST,
            "/api/users",
            Some(&json!({"email": "Kim@Example.com", "name": "Kim Lee", "email_verified": true})),
        )
        .await
        .expect(StatusCode::CREATED);
    let user = made.json();
    assert_eq!(
        (made.header("etag").as_str(), &user["status"]),
        ("\"1\"", &json!("active"))
    );
    let path = format!("/api/users/{}", user["id"].as_str().unwrap());
    let again = world
        .manage(
            "acme",
            Method::POST,
            "/api/users",
            Some(&json!({"email": "kim@example.com"})),
        )
        .await;
    assert_eq!((again.status, again.error().as_str()), (409, "email_taken"));
    for query in ["search=kim@ex", "search=kim", "search=KIM%20l", "email=KIM@example.com"] {
        let found = world
            .manage("acme", Method::GET, &format!("/api/users?{query}"), None)
            .await
            .json();
        assert_eq!(found["data"][0]["id"], user["id"], "{query}");
    }
    let patched = world
        .manage(
            "acme",
            Method::PATCH,
            &path,
            Some(&json!({"given_name": "Kim", "name": null})),
        )
        .await
        .json();
    assert_eq!(
        (&patched["given_name"], &patched["name"], &patched["version"]),
        (&json!("Kim"), &Value::Null, &json!(2))
    );
    let moved = world
        .manage(
            "acme",
            Method::PATCH,
            &path,
            Some(&json!({"email": "kim.lee@example.com"})),
        )
        .await
        .json();
    assert_eq!(
        (&moved["email"], &moved["email_verified"]),
        (&json!("kim.lee@example.com"), &json!(false))
    );
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 404);
    assert_eq!(
        world
            .manage(
                "acme",
                Method::POST,
                "/api/users",
                Some(&json!({"email": "kim.lee@example.com"}))
            )
            .await
            .status,
        201
    );
}

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
async fn an_api_key_rotates_with_grace_and_ends_at_once() {
    let world = World::start().await;
    let made = world
        .manage(
            "acme",
            Method::POST,
            "/api/applications/api-keys",
            Some(&json!({"kind": "secret", "name": "CI", "permissions": ["users:read"]})),
        )
        .await
        .expect(StatusCode::CREATED)
        .json();
    let users = world.url("acme", "/api/users");
    let with = |key: &str| Call::new(Method::GET, &users).header("authorization", format!("Bearer {key}"));
    let old = made["key"].as_str().unwrap().to_owned();
    assert_eq!(world.send(with(&old)).await.status, 200);
    let path = format!("/api/applications/api-keys/{}", made["id"].as_str().unwrap());
    let new = world
        .manage(
            "acme",
            Method::POST,
            &format!("{path}/rotate"),
            Some(&json!({"grace_seconds": 60})),
        )
        .await
        .expect(StatusCode::CREATED)
        .json();
    let new_key = new["key"].as_str().unwrap().to_owned();
    assert_eq!(
        (
            world.send(with(&old)).await.status,
            world.send(with(&new_key)).await.status
        ),
        (200, 200)
    );
    world.later(61);
    assert_eq!(
        (
            world.send(with(&old)).await.status,
            world.send(with(&new_key)).await.status
        ),
        (401, 200)
    );
    let new_path = format!("/api/applications/api-keys/{}", new["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &new_path, None).await.status, 204);
    assert_eq!(world.send(with(&new_key)).await.status, 401);
    let listed = world
        .manage("acme", Method::GET, "/api/applications/api-keys", None)
        .await;
    assert!(!listed.body.contains(&old) && !listed.body.contains("\"mac\""));
    let browser = world
        .send(with(&world.app("acme").secret_key).header("origin", "https://shop.example"))
        .await;
    assert_eq!(
        (browser.status, browser.error().as_str()),
        (403, "secret_key_in_browser")
    );
    assert!(
        world
            .events("acme")
            .await
            .contains(&"api_key.refused_in_browser".to_owned())
    );
}

#[tokio::test]
async fn nobody_hands_on_what_they_do_not_hold() {
    let world = World::start().await;
    let made = world.manage("acme", Method::POST, "/api/applications/api-keys", Some(&json!({"kind": "secret", "permissions": ["keys:write", "roles:write", "roles:assign", "users:read", "users:write", "clients:write"]}))).await.json();
    let key = format!("Bearer {}", made["key"].as_str().unwrap());
    let admin = world.manage("acme", Method::GET, "/api/roles", None).await.json()["data"][0]["id"].clone();
    let user = &world.user("acme", 1).id;
    for (path, body) in [
        (
            "/api/applications/api-keys".to_owned(),
            json!({"kind": "secret", "permissions": ["users:delete"]}),
        ),
        (
            "/api/roles".to_owned(),
            json!({"name": "boss", "permissions": ["apps:write"]}),
        ),
        (format!("/api/users/{user}/roles"), json!({"role_id": admin})),
        (
            "/api/users".to_owned(),
            json!({"email": "x@example.com", "roles": [admin]}),
        ),
        (
            "/api/clients".to_owned(),
            json!({"client_name": "M", "type": "machine", "machine_permissions": ["apps:write"]}),
        ),
    ] {
        let url = world.url("acme", &path);
        let answer = world
            .send(
                Call::new(Method::POST, &url)
                    .header("authorization", key.clone())
                    .json(&body),
            )
            .await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (403, "permission_escalation"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn roles_reach_tokens_and_permissions_reach_the_api() {
    let world = World::start().await;
    let role = world
        .manage(
            "acme",
            Method::POST,
            "/api/roles",
            Some(&json!({"name": "helper", "permissions": ["users:read"]})),
        )
        .await
        .expect(StatusCode::CREATED)
        .json();
    let user = world.user("acme", 1).id.clone();
    let roles = format!("/api/users/{user}/roles");
    assert_eq!(
        world
            .manage("acme", Method::POST, &roles, Some(&json!({"role_id": role["id"]})))
            .await
            .status,
        200
    );
    let client = world.client("acme", "web").client_id.clone();
    world
        .manage(
            "acme",
            Method::PATCH,
            &format!("/api/clients/{client}"),
            Some(&json!({"scope": "openid roles account"})),
        )
        .await
        .expect(StatusCode::OK);
    world.later(31);
    let flow = Flow {
        scope: "openid roles account".into(),
        ..Flow::web(&world, "acme")
    };
    let found = flow.tokens().await;
    assert!(
        flow.userinfo(&found.access_token).await.json()["roles"]
            .as_array()
            .unwrap()
            .contains(&json!("helper"))
    );
    let url = world.url("acme", "/api/users");
    let call = || Call::new(Method::GET, &url).header("authorization", format!("Bearer {}", found.access_token));
    assert_eq!(world.send(call()).await.status, 200);
    let path = format!("/api/roles/{}", role["id"].as_str().unwrap());
    assert_eq!(
        world.manage("acme", Method::DELETE, &path, None).await.error(),
        "role_in_use"
    );
    assert_eq!(
        world
            .manage("acme", Method::DELETE, &format!("{path}?force=true"), None)
            .await
            .status,
        204
    );
    world.later(31);
    assert_eq!(world.send(call()).await.status, 403);
    let system = world.manage("acme", Method::GET, "/api/roles", None).await.json()["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        world
            .manage(
                "acme",
                Method::PATCH,
                &format!("/api/roles/{system}"),
                Some(&json!({"permissions": []}))
            )
            .await
            .error(),
        "role_system"
    );
}

#[tokio::test]
async fn signing_keys_turn_with_overlap_and_in_an_emergency_at_once() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let path = "/api/applications/signing-keys/rotate";
    let early = world
        .manage("acme", Method::POST, path, Some(&json!({"alg": "ES256"})))
        .await;
    assert_eq!(
        early.error(),
        "key_not_active",
        "the next key has not been published for 24 hours"
    );
    world.later(86_401);
    let before = flow.tokens().await;
    assert_eq!(
        world
            .manage("acme", Method::POST, path, Some(&json!({"alg": "ES256"})))
            .await
            .status,
        200
    );
    let after = flow.tokens().await;
    assert!(
        flow.is_active(&before.access_token).await && flow.is_active(&after.access_token).await,
        "overlap"
    );
    let kid = |token: &str| token.split('.').next().unwrap().to_owned();
    assert_ne!(kid(&before.access_token), kid(&after.access_token));
    assert_eq!(
        world
            .manage(
                "acme",
                Method::POST,
                path,
                Some(&json!({"alg": "ES256", "emergency": true}))
            )
            .await
            .status,
        200
    );
    assert!(
        !flow.is_active(&after.access_token).await,
        "what the withdrawn key signed is refused"
    );
    assert_eq!(flow.refresh(&after.refresh_token).await.status, 200);
    world.later(31 * 86_400);
    assert_eq!(
        functions::events::rotate_keys::handle(&world.local.services)
            .await
            .unwrap(),
        6,
        "three applications, two algorithms each"
    );
    assert_eq!(
        functions::events::rotate_keys::handle(&world.local.services)
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_deleted_application_is_gone_at_once_and_can_come_back_empty_handed() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    let path = "/api/applications/current";
    assert_eq!(
        world
            .manage("acme", Method::DELETE, path, Some(&json!({"confirm": "globex"})))
            .await
            .error(),
        "validation_error"
    );
    assert_eq!(
        world
            .manage("acme", Method::DELETE, path, Some(&json!({"confirm": "acme"})))
            .await
            .status,
        202
    );
    let gone = world.get(&world.url("acme", "/login")).await;
    assert_eq!((gone.status, gone.is_page()), (404, true));
    let mut browser = world.browser();
    let page = browser.open(&world.url("dashboard", "/login?return_to=/")).await;
    browser
        .sign_in_from(
            &page,
            "operator@example.com",
            world.seeded.operator.password.as_deref().unwrap(),
        )
        .await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/restore", world.app("acme").id),
    );
    let cookie = format!(
        "aero2_session={}",
        browser.cookie("dashboard", "aero2_session").unwrap()
    );
    let restored = world
        .send(
            Call::new(Method::POST, &url)
                .header("cookie", cookie)
                .header("sec-fetch-site", "same-origin"),
        )
        .await;
    assert_eq!(restored.json()["status"], "active", "{}", restored.body);
    assert_eq!(
        flow.refresh(&found.refresh_token).await.error(),
        "invalid_grant",
        "what died stays dead"
    );
    assert_eq!(world.get(&world.url("acme", "/login")).await.status, 200);
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
