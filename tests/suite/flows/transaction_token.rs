//! A sign-in of a program that has no cookies: the token names its transaction and binds it (behaviour 4.5).

use crate::harness::{Answer, Call, World};
use http::Method;
use serde_json::{Value, json};

async fn call(world: &World, slug: &str, (method, path): (Method, &str), token: &str, body: Option<Value>) -> Answer {
    let url = world.url(slug, path);
    let mut call = Call::new(method, &url);
    if !token.is_empty() {
        call = call.header("aero2-transaction", token);
    }
    world
        .send(match &body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
}

async fn begin(world: &World) -> Value {
    let body = json!({"return_to": "/account"});
    let begun = call(world, "acme", (Method::POST, "/api/auth/transactions"), "", Some(body)).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    begun.json()
}

const CURRENT: (Method, &str) = (Method::GET, "/api/auth/transactions/current");

#[tokio::test]
async fn a_program_without_cookies_signs_somebody_in_with_the_token_alone() {
    let world = World::start().await;
    let begun = begin(&world).await;
    let token = begun["transaction_token"].as_str().expect("a token");
    let mia = world.user("acme", 1).email.clone();
    let asked = json!({"email": mia});
    let sent = call(
        &world,
        "acme",
        (Method::POST, "/api/auth/email-code"),
        token,
        Some(asked),
    )
    .await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    assert!(sent.json()["transaction_token"].is_null(), "it is told once");
    let code = json!({"code": world.code_for(&mia)});
    let done = call(
        &world,
        "acme",
        (Method::POST, "/api/auth/email-code/verify"),
        token,
        Some(code),
    )
    .await;
    assert_eq!(
        (done.status, &done.json()["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
}

#[tokio::test]
async fn ss_01_the_id_alone_is_not_enough_and_neither_is_another_tail() {
    let world = World::start().await;
    let begun = begin(&world).await;
    let (id, token) = (
        begun["transaction_id"].as_str().unwrap(),
        begun["transaction_token"].as_str().unwrap(),
    );
    assert_eq!(call(&world, "acme", CURRENT, token, None).await.status, 200);
    let other = begin(&world).await["transaction_token"].as_str().unwrap().to_owned();
    let tail = other.split_once('.').unwrap().1;
    for wrong in [
        id.to_owned(),
        format!("{id}."),
        format!("{id}.{tail}"),
        format!("{token}x"),
    ] {
        let refused = call(&world, "acme", CURRENT, &wrong, None).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (401, "tx_expired"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn mt_04_a_token_is_of_one_application() {
    let world = World::start().await;
    let token = begin(&world).await["transaction_token"].as_str().unwrap().to_owned();
    let refused = call(&world, "globex", CURRENT, &token, None).await;
    assert_eq!((refused.status, refused.error().as_str()), (401, "tx_expired"));
}

#[tokio::test]
async fn a_page_of_ours_has_the_cookie_and_gets_no_token() {
    let world = World::start().await;
    let mut browser = world.browser();
    let url = world.url("acme", "/api/auth/transactions");
    let begun = browser.api(Method::POST, &url, "", Some(&json!({}))).await.json();
    assert!(begun["transaction_id"].is_string() && begun["transaction_token"].is_null());
}
