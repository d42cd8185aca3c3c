//! Nobody gets further by a detour than on the straight way: claims by name, secrets of stronger clients, addresses of stronger people, sessions
//! that their person grew past.

use crate::harness::{Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

async fn third_party<'w>(world: &'w World, scope: &str) -> Flow<'w> {
    let body = json!({"client_name": "Third", "type": "web", "redirect_uris": ["https://third.example/cb"], "first_party": false, "scope": scope});
    let client = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .expect(StatusCode::CREATED)
        .json();
    Flow {
        redirect_uri: "https://third.example/cb".into(),
        scope: "openid".into(),
        ..Flow::made(world, "acme", &client)
    }
}

/// A secret key that holds just these permissions.
async fn key(world: &World, permissions: &[&str]) -> String {
    let body = json!({"name": "narrow", "kind": "secret", "permissions": permissions});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&body))
        .await;
    made.expect(StatusCode::CREATED).json()["key"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn with(world: &World, key: &str, method: Method, path: &str, body: &Value) -> crate::harness::Answer {
    let url = world.url("acme", path);
    let call = Call::new(method, &url).header("authorization", format!("Bearer {key}"));
    world.send(call.json(body)).await
}

#[tokio::test]
async fn a_claim_asked_by_name_needs_the_consent_and_the_registration_of_its_scope() {
    let world = World::start().await;
    let flow = third_party(&world, "openid email").await;
    let mut browser = world.browser();
    let answer = flow.authorize(&mut browser, 1).await;
    let page = browser.follow(answer).await;
    let allowed = browser.submit(&page, 0, &[("decision", "allow")]).await;
    assert!(allowed.parameters().contains_key("code"));
    let more = flow
        .clone()
        .with("claims", r#"{"userinfo":{"email":null,"name":null,"roles":null}}"#);
    let silent = browser.get(&more.clone().with("prompt", "none").url()).await;
    assert_eq!(silent.parameters()["error"], "consent_required");
    let page = browser.open(&more.url()).await;
    assert!(page.body.to_lowercase().contains("e-mail"), "{}", page.body);
    let allowed = browser.submit(&page, 0, &[("decision", "allow")]).await;
    let tokens = more.redeem(&allowed.parameters()["code"]).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let told = more.userinfo(&tokens).await.json();
    assert_eq!(told["email"], "mia@acme.example");
    assert!(
        told.get("name").is_none() && told.get("roles").is_none(),
        "not registered: {told}"
    );
}

#[tokio::test]
async fn the_secret_of_a_stronger_client_is_not_for_weaker_keys() {
    let world = World::start().await;
    let body = json!({"client_name": "Strong", "type": "machine", "machine_permissions": ["apps:delete"]});
    let strong = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .json();
    let path = format!("/api/clients/{}", strong["client_id"].as_str().unwrap());
    let weak = key(&world, &["clients:read", "clients:write"]).await;
    let rotated = with(
        &world,
        &weak,
        Method::POST,
        &format!("{path}/rotate-secret"),
        &json!({}),
    )
    .await;
    assert_eq!(
        (rotated.status, rotated.error().as_str()),
        (403, "permission_escalation")
    );
    let jwks = json!({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": "https://evil.example/jwks"});
    let taken = with(&world, &weak, Method::PATCH, &path, &jwks).await;
    assert_eq!((taken.status, taken.error().as_str()), (403, "permission_escalation"));
    let named = with(&world, &weak, Method::PATCH, &path, &json!({"client_name": "Renamed"})).await;
    assert_eq!(named.status, 200, "{}", named.body);
}

#[tokio::test]
async fn the_mailbox_of_a_stronger_person_is_not_for_weaker_keys() {
    let world = World::start().await;
    let weak = key(&world, &["users:read", "users:write"]).await;
    let admin = format!("/api/users/{}", world.user("acme", 0).id);
    let moved = with(
        &world,
        &weak,
        Method::PATCH,
        &admin,
        &json!({"email": "me@evil.example"}),
    )
    .await;
    assert_eq!((moved.status, moved.error().as_str()), (403, "permission_escalation"));
    let plain = format!("/api/users/{}", world.user("acme", 2).id);
    let moved = with(
        &world,
        &weak,
        Method::PATCH,
        &plain,
        &json!({"email": "new@acme.example"}),
    )
    .await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let role = world.manage("acme", Method::GET, "/api/roles", None).await.json()["data"][0]["id"].clone();
    let body = json!({"email": "friend@acme.example", "roles": [role]});
    let made = with(&world, &weak, Method::POST, "/api/users", &body).await;
    assert_eq!(made.status, 403, "giving roles needs roles:assign");
}

#[tokio::test]
async fn a_session_its_person_grew_past_asks_for_a_new_sign_in() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    flow.authorize(&mut browser, 1).await;
    let path = format!("/api/users/{}/sessions", world.user("acme", 1).id);
    world.later(1);
    assert!(world.manage("acme", Method::DELETE, &path, None).await.status < 300);
    let first = browser.get(&flow.url()).await;
    if let Some(code) = first.parameters().get("code") {
        assert_eq!(flow.redeem(code).await.error(), "invalid_grant");
    }
    assert!(browser.get(&flow.url()).await.location().contains("/login?request="));
    let again = flow.authorize(&mut browser, 1).await;
    assert_eq!(flow.redeem(&again.parameters()["code"]).await.status, 200);
}
