//! A developer tries an identity provider out: what it says is shown as the mapping reads it, and nobody is signed in, made or linked.

use crate::harness::{
    Answer, Call, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up},
};
use http::Method;
use serde_json::{Value, json};

async fn provider(world: &World, upstream: &Upstream) -> Value {
    set_up(world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({
        "sub": "u-7", "email": "dev@studio.test", "email_verified": true, "name": "<b>Dana</b>", "locale": "de",
    });
    world.manage("acme", Method::GET, "/api/idps", None).await.json()["data"][0].clone()
}

async fn link(world: &World, provider: &Value) -> Answer {
    let path = format!("/api/idps/{}/test", provider["id"].as_str().unwrap());
    world.manage("acme", Method::POST, &path, None).await
}

async fn users(world: &World) -> usize {
    let listed = world.manage("acme", Method::GET, "/api/users", None).await.json();
    listed["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_test_shows_the_mapped_claims_and_makes_nobody() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let provider = provider(&world, &upstream).await;
    // Before people see it.
    let path = format!("/api/idps/{}", provider["id"].as_str().unwrap());
    world
        .manage("acme", Method::PATCH, &path, Some(&json!({"enabled": false})))
        .await;
    let before = users(&world).await;
    let made = link(&world, &provider).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let mut browser = world.browser();
    let shown = round_trip(&upstream, &mut browser, made.json()["url"].as_str().unwrap()).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    for text in [
        "u-7",
        "dev@studio.test",
        "&#60;b&#62;Dana&#60;/b&#62;",
        "Upstream works",
    ] {
        assert!(shown.body.contains(text), "{text}: {}", shown.body);
    }
    assert_eq!(browser.cookie("acme", "aero2_session"), None, "nobody is signed in");
    assert_eq!(users(&world).await, before, "nobody is made");
    let events = world.events("acme").await;
    assert!(events.contains(&"idp.tested".to_owned()), "{events:?}");
    assert!(
        !events
            .iter()
            .any(|kind| kind.starts_with("user.federated") || kind.starts_with("identity."))
    );
}

#[tokio::test]
async fn a_test_that_fails_says_at_what_and_is_no_failed_sign_in() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let provider = provider(&world, &upstream).await;
    let made = link(&world, &provider).await.json();
    let mut browser = world.browser();
    let there = browser.get(made["url"].as_str().unwrap()).await;
    let back = upstream.approve(&there.location());
    let refused = back.replace("code=", "error=access_denied&not_code=");
    let shown = browser.get(&refused).await;
    assert!(shown.body.contains("response: access_denied"), "{}", shown.body);
    assert!(!world.events("acme").await.contains(&"user.sign_in_failed".to_owned()));
    let again = browser.get(&back).await;
    assert!(
        again.location().contains("problem=provider_expired"),
        "a round is spent once: {}",
        again.location()
    );
}

/// FE-01, MT-01: the link opens at its own application only, for ten minutes, and needs the permission.
#[tokio::test]
async fn mt_01_a_test_link_is_of_one_application_and_of_ten_minutes() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let provider = provider(&world, &upstream).await;
    let url = link(&world, &provider).await.json()["url"].as_str().unwrap().to_owned();
    let elsewhere = url.replace("acme.", "globex.");
    let mut browser = world.browser();
    assert!(
        browser
            .get(&elsewhere)
            .await
            .location()
            .contains("problem=provider_expired")
    );
    world.later(601);
    assert!(browser.get(&url).await.location().contains("problem=provider_expired"));
    let stranger = format!("/api/idps/{}/test", provider["id"].as_str().unwrap());
    assert_eq!(world.manage("globex", Method::POST, &stranger, None).await.status, 404);
    let address = world.url("acme", &stranger);
    let nobody = world.send(Call::new(Method::POST, &address)).await;
    assert_eq!(nobody.status, 401, "{}", nobody.body);
}
