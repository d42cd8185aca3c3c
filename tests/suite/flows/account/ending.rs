//! How people leave, and what the schedule does then: what the stories of an account's end begin with.

use crate::harness::{Answer, Browser, World};
use functions::events::erase_accounts::{self, Visited};
use http::Method;
use local::aws::recorder;
use serde_json::{Value, json};

pub const ME: &str = "/api/users/me";
pub const DAY: i64 = 86_400;

pub async fn signed_in(world: &World) -> Browser<'_> {
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    browser
}

pub async fn settings(world: &World, part: Value) -> Answer {
    let path = "/api/applications/settings";
    world.manage("acme", Method::PATCH, path, Some(&part)).await
}

/// The person leaves, who typed their own address, in other letters.
pub async fn leave(browser: &mut Browser<'_>) -> Answer {
    let url = browser.world.url("acme", ME);
    let email = browser.world.user("acme", 1).email.clone();
    let body = json!({"confirm": email.to_uppercase()});
    browser.api(Method::DELETE, &url, "", Some(&body)).await
}

/// The schedule runs.
pub async fn run(world: &World) -> Visited {
    let running = Box::pin(erase_accounts::handle(&world.local.services));
    let done = recorder::acting("erase-accounts", running).await.unwrap();
    assert_eq!(done.failed, 0);
    world.local.drain().await;
    done
}

pub async fn status(world: &World) -> Value {
    let path = format!("/api/users/{}", world.user("acme", 1).id);
    world.manage("acme", Method::GET, &path, None).await.json()["status"].clone()
}

/// Types the password of the person on the sign-in page; answers the page that follows.
pub async fn comes_back(world: &World) -> (Browser<'_>, Answer) {
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    (browser, page)
}
