//! Codes by SMS: a number, a second factor, and the limits on what they cost.

mod limits;
mod pages;
mod proof;
mod rules;
mod strangers;

use crate::harness::{Answer, Browser, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const NUMBER: &str = "+4915112345678";
const PHONE: &str = "/api/users/me/phone";
const CONFIRM: &str = "/api/users/me/phone/verify";
const SMS: &str = "/api/users/me/mfa/sms";

/// What a script of the own origin posts.
async fn post(browser: &mut Browser<'_>, path: &str, tx: &str, body: &Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, tx, Some(body)).await
}

async fn settings(world: &World, patch: Value) {
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&patch))
        .await
        .expect(StatusCode::OK);
}

/// An application that sends SMS to Germany.
async fn switched_on() -> World {
    let world = World::start().await;
    let on = json!({"mfa_methods": {"sms": true}, "sms_allowed_countries": ["DE"], "sms_daily_limit": 50});
    settings(&world, on).await;
    world
}

fn sent(world: &World, to: &str) -> usize {
    world.local.aws.sms.list(Some(to)).len()
}

/// The code of the newest message, as a browser reads it off the last line.
fn texted(world: &World, to: &str) -> String {
    let newest = &world.local.aws.sms.list(Some(to))[0];
    let line = newest.text.lines().last().unwrap();
    let code = line.strip_prefix("@acme.localhost #").unwrap();
    code.to_owned()
}

/// Any other code.
fn other(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}

/// Signs a demo user in, whose number becomes a second factor; answers the recovery codes.
async fn enrolled(browser: &mut Browser<'_>, number: &str) -> Vec<Value> {
    let world = browser.world;
    browser.sign_in("acme", 1).await;
    let asked = post(browser, PHONE, "", &json!({"phone": number})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let code = texted(world, number);
    let proven = post(browser, CONFIRM, "", &json!({"code": code})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
    assert_eq!(proven.json(), json!({"phone": number, "phone_verified": true}));
    world.later(31);
    let asked = post(browser, &format!("{SMS}/setup"), "", &json!({})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let code = texted(world, number);
    let made = post(browser, &format!("{SMS}/verify"), "", &json!({"code": code})).await;
    assert_eq!(made.status, 200, "{}", made.body);
    made.json()["recovery_codes"].as_array().cloned().unwrap_or_default()
}

/// A sign-in of that user which waits for the second factor: its id.
async fn waiting(browser: &mut Browser<'_>) -> String {
    let answer = browser.sign_in("acme", 1).await;
    let location = answer.location();
    assert!(location.contains("/mfa?"), "{location}");
    answer.parameters()["tx"].clone()
}

/// Asks for a code in a sign-in, once the number may get one.
async fn challenged(browser: &mut Browser<'_>, tx: &str) -> String {
    browser.world.later(31);
    let asked = post(browser, "/api/auth/mfa/challenge", tx, &json!({"method": "sms"})).await;
    assert_eq!(
        (asked.status, &asked.json()["phone"]),
        (202, &json!("•••78")),
        "{}",
        asked.body
    );
    texted(browser.world, NUMBER)
}

async fn verify(browser: &mut Browser<'_>, tx: &str, code: &str) -> Answer {
    post(browser, "/api/auth/mfa/verify", tx, &json!({"sms_code": code})).await
}
