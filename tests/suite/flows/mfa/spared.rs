//! Who is spared a second factor: people who come through a provider, and everybody where the application does without.

use super::{App, enrol, set, with_app};
use crate::harness::{
    Flow, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn a_provider_spares_its_people_only_where_nobody_wants_more() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "fed@acme.test", "email_verified": true});
    let mut browser = world.browser();
    sign_in(&upstream, &mut browser, "acme", "upstream").await;
    enrol(&mut browser).await;

    let spared = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(spared.location(), world.url("acme", "/account"));
    let flow = Flow::web(&world, "acme")
        .with("acr_values", "urn:aero2:acr:mfa")
        .with("idp", "upstream");
    let mut waiting = world.browser();
    let there = waiting.get(&flow.url()).await.location();
    let asked = round_trip(&upstream, &mut waiting, &there).await;
    assert!(
        asked.location().contains("/mfa?tx="),
        "the client wants more: {}",
        asked.location()
    );
    set(&world, &json!({"mfa_for_federated": true})).await;
    let asked = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert!(
        asked.location().contains("/mfa?tx="),
        "so does the application: {}",
        asked.location()
    );
}

#[tokio::test]
async fn where_second_factors_are_off_what_is_guarded_asks_for_none() {
    let world = World::start().await;
    with_app(&world, 1).await;
    set(&world, &json!({"mfa_policy": "off"})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let url = world.url("acme", "/api/users/me/export");
    let done = browser.api(Method::POST, &url, "", Some(&json!({}))).await;
    assert_eq!(done.status, 200, "{}", done.body);
    world.later(301);
    let refused = browser.api(Method::POST, &url, "", Some(&json!({}))).await;
    assert_eq!(refused.json()["methods"], json!(["password"]), "{}", refused.body);
}

#[tokio::test]
async fn new_recovery_codes_can_be_looked_at_for_ten_minutes() {
    let world = World::start().await;
    set(&world, &json!({"step_up_max_age": 3600})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let here = world.url("acme", "/account/mfa");
    let page = browser.open(&here).await;
    let answer = browser.submit(&page, 0, &[]).await;
    let page = browser.follow(answer).await;
    let (_, rest) = page.body.split_once("<code dir=\"ltr\">").unwrap();
    let app = App::of(rest.split_once("</code>").unwrap().0);
    browser.submit(&page, 0, &[("code", &app.code(&world))]).await;
    let shown = |page: &crate::harness::Answer| page.body.matches("<li><code").count();
    world.later(599);
    assert_eq!(shown(&browser.open(&here).await), 10);
    world.later(1);
    let page = browser.open(&here).await;
    assert_eq!((page.status, shown(&page)), (200, 0));
}
