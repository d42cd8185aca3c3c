//! Users, roles, and what may be handed on.

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
    let at_once = format!("{path}?immediately=true");
    assert_eq!(world.manage("acme", Method::DELETE, &at_once, None).await.status, 204);
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
async fn a_person_whose_address_an_admin_vouches_for_can_sign_in() {
    let world = World::start().await;
    let body = json!({"email": "late@acme.example", "password": "quiet-harbour-lantern-42"});
    let made = world
        .manage("acme", Method::POST, "/api/users", Some(&body))
        .await
        .json();
    assert_eq!(made["status"], "pending");
    let path = format!("/api/users/{}", made["id"].as_str().unwrap());
    let vouched = world
        .manage("acme", Method::PATCH, &path, Some(&json!({"email_verified": true})))
        .await;
    assert_eq!(vouched.json()["status"], "active");
    let mut browser = world.browser();
    let page = browser.open(&Flow::web(&world, "acme").url()).await;
    let answer = browser
        .sign_in_from(&page, "late@acme.example", "quiet-harbour-lantern-42")
        .await;
    assert!(answer.parameters().contains_key("code"), "{}", answer.body);
}
