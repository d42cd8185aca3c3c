//! Accounts at providers in the portal, and what becomes of them when a move is taken back.

use crate::harness::{
    Answer, Browser, Call, World,
    authenticator::{Authenticator, Lie},
    passkeys,
    upstream::{UPSTREAM, Upstream, round_trip, set_up},
};
use http::Method;
use serde_json::{Value, json};

const MINE: &str = "/api/users/me/identities";

async fn api(browser: &mut Browser<'_>, path: &str, body: &Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, "", Some(body)).await
}

async fn count(world: &World, user: &str) -> usize {
    let path = format!("/api/users/{user}/identities");
    let listed = world.manage("acme", Method::GET, &path, None).await.json();
    listed["data"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_portal_connects_and_disconnects_and_asks_for_a_fresh_sign_in() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "private@elsewhere.test", "email_verified": true});
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let url = world.url("acme", "/account/connections");
    let page = browser.open(&url).await;
    assert!(page.body.contains("Nothing is connected."), "{}", page.body);
    let done = round_trip(&upstream, &mut browser, &page.link("/rp/authorize")).await;
    assert_eq!(done.location(), url);
    let page = browser.open(&url).await;
    assert!(page.body.contains("private@elsewhere.test"), "{}", page.body);
    let answer = browser.submit(&page, 0, &[]).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("Disconnected.") && page.body.contains("Nothing is connected."),
        "{}",
        page.body
    );
    world.later(301);
    let page = browser.open(&url).await;
    assert!(
        page.body.contains("Confirm that it is you") && !page.body.contains("/rp/authorize"),
        "{}",
        page.body
    );
    world.is_sound().await;
}

#[tokio::test]
async fn taking_a_move_back_ends_what_was_linked_since() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let owner = world.user("acme", 1).clone();
    let mut thief = world.browser();
    thief.sign_in("acme", 1).await;
    let move_it = json!({"email": "thief@elsewhere.test"});
    assert_eq!(api(&mut thief, "/api/users/me/email", &move_it).await.status, 202);
    upstream.said().person = json!({"sub": "thief", "email": "thief@elsewhere.test", "email_verified": true});
    let wish = json!({"idp": "upstream", "return_to": "/account"});
    let way = api(&mut thief, MINE, &wish).await.json();
    round_trip(&upstream, &mut thief, way["redirect_to"].as_str().unwrap()).await;
    assert_eq!(count(&world, &owner.id).await, 1);
    let notice = world.local.aws.outbox.list(Some(&owner.email));
    let notice = notice
        .iter()
        .find(|mail| mail.text.contains("/account/email/undo"))
        .unwrap();
    let token = notice
        .text
        .split_once("token=")
        .unwrap()
        .1
        .split_whitespace()
        .next()
        .unwrap();
    let url = world.url("acme", "/api/users/me/email/undo");
    let undone = world
        .send(Call::new(Method::POST, &url).json(&json!({"token": token})))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.body);
    assert_eq!(count(&world, &owner.id).await, 0, "whoever moved it keeps no way in");
    world.is_sound().await;
}

#[tokio::test]
async fn taking_a_move_back_ends_passkeys_that_were_added_since() {
    let world = World::start().await;
    let (mut browser, _) = passkeys::owner(&world, 1).await;
    world.later(1);
    let move_it = json!({"email": "thief@elsewhere.test"});
    assert_eq!(api(&mut browser, "/api/users/me/email", &move_it).await.status, 202);
    let mut keys = Authenticator::synced(&passkeys::origin(&world));
    let added = passkeys::enroll(&mut browser, &mut keys, &Lie::default()).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let notice = world.local.aws.outbox.list(Some("mia@acme.example"));
    let notice = notice.iter().find(|mail| mail.text.contains("/account/email/undo"));
    let (_, rest) = notice.unwrap().text.split_once("token=").unwrap();
    let token = rest.split_whitespace().next().unwrap();
    let url = world.url("acme", "/api/users/me/email/undo");
    let undo = Call::new(Method::POST, &url).json(&json!({"token": token}));
    assert_eq!(world.send(undo).await.status, 200);
    let path = format!("/api/users/{}/passkeys", world.user("acme", 1).id);
    let left = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(
        left["data"].as_array().unwrap().len(),
        1,
        "the owner's own stays: {left}"
    );
    world.is_sound().await;
}
