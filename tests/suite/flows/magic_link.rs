//! The link in the mail: in the browser that began, once; elsewhere and by looking nothing happens.

use crate::harness::{Answer, Browser, Flow, World, claims};
use http::Method;
use serde_json::json;

const MIA: &str = "mia@acme.example";

async fn with_links(code: bool) -> World {
    let world = World::start().await;
    let methods = json!({"auth_methods": {"magic_link": true, "email_code": code, "password": false}});
    let set = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&methods))
        .await;
    assert_eq!(set.status, 200, "{}", set.body);
    world
}

fn link(world: &World, address: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(address));
    let text = &mails.first().expect("a mail").text;
    text.split_whitespace()
        .find(|word| word.contains("token="))
        .expect("a link")
        .to_owned()
}

/// From a client to the page that waits for the mail.
async fn asked<'w>(world: &'w World, flow: &Flow<'_>) -> (Browser<'w>, Answer) {
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.submit(&page, 0, &[("email", MIA)]).await;
    let page = browser.follow(answer).await;
    (browser, page)
}

#[tokio::test]
async fn a_link_signs_in_where_it_was_asked_for() {
    let world = with_links(false).await;
    let flow = Flow::web(&world, "acme");
    let (mut browser, page) = asked(&world, &flow).await;
    assert!(
        page.body.contains("A link is on its way") && !page.body.contains("one-time-code"),
        "{}",
        page.body
    );
    let mail = world.local.aws.outbox.list(Some(MIA)).first().unwrap().clone();
    assert!(
        !mail.text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 6),
        "no code: {}",
        mail.text
    );
    let page = browser.open(&link(&world, MIA)).await;
    assert!(
        page.body.contains("Is it you?") && !page.body.contains(MIA),
        "{}",
        page.body
    );
    let landed = browser.submit(&page, 0, &[]).await;
    let tokens = flow.redeem(&landed.parameters()["code"]).await.json();
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["amr"], json!(["email"]));
    let again = browser.open(&link(&world, MIA)).await;
    assert_eq!(again.status, 400, "once: {}", again.body);
    world.is_sound().await;
}

#[tokio::test]
async fn ot_01_in_another_browser_and_by_looking_nothing_is_consumed() {
    let world = with_links(true).await;
    let flow = Flow::web(&world, "acme");
    let (mut browser, page) = asked(&world, &flow).await;
    let before = world.items().await;
    let mut stranger = world.browser();
    let there = stranger.open(&link(&world, MIA)).await;
    assert_eq!(there.status, 400);
    assert!(
        there.body.contains("only in the browser where it was asked for"),
        "{}",
        there.body
    );
    assert_eq!(world.get(&link(&world, MIA)).await.status, 400, "a mail scanner");
    assert_eq!(browser.open(&link(&world, MIA)).await.status, 200);
    assert_eq!(world.items().await, before);
    let url = world.url("acme", "/api/auth/magic-link/verify");
    let token = link(&world, MIA).split_once("token=").unwrap().1.to_owned();
    let refused = stranger
        .api(Method::POST, &url, "", Some(&json!({"token": token})))
        .await;
    assert_eq!(refused.json()["code"], "wrong_browser");
    let landed = browser.submit(&page, 0, &[("code", &world.code_for(MIA))]).await;
    assert!(landed.parameters().contains_key("code"), "the code still works");
    assert_eq!(
        browser.open(&link(&world, MIA)).await.status,
        400,
        "using either uses up both"
    );
}

#[tokio::test]
async fn a_link_is_over_by_time_by_a_newer_mail_and_at_another_application() {
    let world = with_links(true).await;
    let flow = Flow::web(&world, "acme");
    let (mut browser, page) = asked(&world, &flow).await;
    let first = link(&world, MIA);
    assert_eq!(
        browser
            .get(&first.replace("acme.localhost", "globex.localhost"))
            .await
            .status,
        400
    );
    world.later(31);
    let at = page
        .forms()
        .iter()
        .position(|form| form.action.contains("resend"))
        .unwrap();
    browser.submit(&page, at, &[]).await;
    assert_eq!(browser.open(&first).await.status, 400);
    let second = link(&world, MIA);
    assert_eq!(browser.open(&second).await.status, 200);
    world.later(601);
    assert_eq!(browser.open(&second).await.status, 400);
}

#[tokio::test]
async fn the_api_follows_a_link_too_and_says_when_links_are_off() {
    let world = with_links(false).await;
    let mut browser = world.browser();
    let url = world.url("acme", "/api/auth/magic-link");
    let sent = browser.api(Method::POST, &url, "", Some(&json!({"email": MIA}))).await;
    assert_eq!(
        (sent.status, sent.json()["methods"].clone()),
        (202, json!(["magic_link", "passkey"])),
        "{}",
        sent.body
    );
    let token = link(&world, MIA).split_once("token=").unwrap().1.to_owned();
    let url = world.url("acme", "/api/auth/magic-link/verify");
    let done = browser
        .api(Method::POST, &url, "", Some(&json!({"token": token})))
        .await;
    assert_eq!(
        (done.status, done.json()["status"].clone()),
        (200, json!("complete")),
        "{}",
        done.body
    );
    let off = World::start().await;
    let url = off.url("acme", "/api/auth/magic-link");
    let refused = off
        .browser()
        .api(Method::POST, &url, "", Some(&json!({"email": MIA})))
        .await;
    assert_eq!(refused.json()["code"], "method_disabled");
}

#[tokio::test]
async fn a_sign_up_is_confirmed_by_its_link_in_the_same_browser_only() {
    let world = World::start().await;
    let email = "zoe@example.com";
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    browser
        .submit(&page, 0, &[("email", email), ("password", "violet-harbour-tractor-91")])
        .await;
    let mut stranger = world.browser();
    assert_eq!(
        stranger.open(&link(&world, email)).await.status,
        400,
        "no stranger's password reaches the account"
    );
    let page = browser.open(&link(&world, email)).await;
    let answer = browser.submit(&page, 0, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let me = browser.get(&world.url("acme", "/api/users/me")).await.json();
    assert_eq!((&me["email"], &me["email_verified"]), (&json!(email), &json!(true)));
    world.is_sound().await;
}
