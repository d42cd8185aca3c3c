//! API keys, signing keys, and the application itself.

use crate::harness::{Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::json;

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
    assert_eq!(world.rotate_keys().await, 6, "three applications, two algorithms each");
    assert_eq!(world.rotate_keys().await, 0);
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
