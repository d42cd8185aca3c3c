//! Proving oneself again: by page and by script, for what is guarded and for a client that asks for more.

mod asked_by_clients;
mod costs;
mod factors;
mod guarded;
mod ways;

use crate::harness::{Answer, Browser, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const STEP_UP: &str = "/api/auth/step-up";
const ME: &str = "/api/users/me";

/// What a script of the own origin posts.
async fn post(browser: &mut Browser<'_>, path: &str, body: &Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, "", Some(body)).await
}

/// Something guarded that changes nothing: taking one's data along.
async fn guarded(browser: &mut Browser<'_>) -> Answer {
    post(browser, "/api/users/me/export", &json!({})).await
}

/// The session as its browser sees it.
async fn session(browser: &mut Browser<'_>) -> Value {
    let url = browser.world.url("acme", "/api/auth/session");
    browser.get(&url).await.expect(StatusCode::OK).json()["session"].clone()
}

/// A person without a password, signed in by a mailed code.
async fn without_password<'w>(world: &'w World, email: &str) -> Browser<'w> {
    let body = json!({"email": email, "email_verified": true});
    world
        .manage("acme", Method::POST, "/api/users", Some(&body))
        .await
        .expect(StatusCode::CREATED);
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", email)]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 1, &[]).await;
    let page = browser.follow(answer).await;
    let done = browser.submit(&page, 0, &[("code", &world.code_for(email))]).await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    browser
}
