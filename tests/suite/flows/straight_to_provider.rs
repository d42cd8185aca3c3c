//! What a client and a page ask of the relying party besides a button: the way straight to a provider, and who is signed in (behaviour 4.2, 4.3).

use crate::harness::{
    Call, Flow, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn a_client_that_names_a_provider_gets_its_person_there_without_a_page_of_ours() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "new@acme.test", "email_verified": true});
    let flow = Flow::web(&world, "acme").with("idp", "upstream");
    let mut browser = world.browser();
    let sent = browser.get(&flow.url()).await;
    assert!(
        sent.location().contains("/rp/authorize?idp=upstream&"),
        "{}",
        sent.location()
    );
    let done = round_trip(&upstream, &mut browser, &sent.location()).await;
    assert!(done.parameters().contains_key("code"), "{}", done.location());
    // Signed in: nobody is asked again.
    let again = browser.get(&flow.url()).await;
    assert!(again.parameters().contains_key("code"), "{}", again.location());
}

#[tokio::test]
async fn a_name_that_nobody_has_is_ignored_and_a_failure_does_not_go_round_in_circles() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    for unknown in ["nobody", "../x", ""] {
        let flow = Flow::web(&world, "acme").with("idp", unknown);
        let sent = world.browser().get(&flow.url()).await;
        assert!(
            sent.location().contains("/login?request="),
            "{unknown}: {}",
            sent.location()
        );
    }
    let mut browser = world.browser();
    let flow = Flow::web(&world, "acme").with("idp", "upstream");
    let to_us = browser.get(&flow.url()).await;
    let there = browser.get(&to_us.location()).await;
    let asked = there.parameters();
    let denied = format!(
        "{}?error=access_denied&state={}&iss={}",
        asked["redirect_uri"], asked["state"], upstream.origin
    );
    let back = browser.get(&denied).await;
    assert!(back.location().contains("/login?request="), "{}", back.location());
    let page = browser.get(&back.location()).await;
    assert!(
        page.body.contains("The provider did not sign you in") && page.body.contains("name=\"email\""),
        "the other ways in are there: {} {}",
        page.status,
        page.body
    );
}

#[tokio::test]
async fn who_is_signed_in_is_told_to_their_browser_only() {
    let world = World::start().await;
    let url = world.url("acme", "/rp/userinfo");
    assert_eq!(world.get(&url).await.status, 401);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let told = browser.get(&url).await;
    let mia = world.user("acme", 1);
    assert_eq!(told.status, 200, "{}", told.body);
    let told = told.json();
    assert_eq!((&told["email"], &told["roles"]), (&json!(mia.email), &json!(["user"])));
    assert!(told["id"].as_str().unwrap().starts_with("usr_"));
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let elsewhere = world.url("globex", "/rp/userinfo");
    let call = Call::new(Method::GET, &elsewhere).header("cookie", format!("aero2_session={cookie}"));
    assert_eq!(
        world.send(call).await.status,
        401,
        "mt_04: a cookie is of one application"
    );
}

#[tokio::test]
async fn somebody_who_left_and_comes_back_through_a_provider_is_asked_first() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "new@acme.test", "email_verified": true});
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let found = world
        .manage("acme", Method::GET, "/api/users?email=new@acme.test", None)
        .await
        .json();
    let path = format!("/api/users/{}", found["data"][0]["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 202);
    world.later(1);
    let mut browser = world.browser();
    let asked = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    assert!(
        asked.location().contains("/login/reactivate?tx="),
        "{}",
        asked.location()
    );
    let status = |user: serde_json::Value| user["status"].as_str().unwrap().to_owned();
    let now = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(status(now), "deletion_scheduled", "coming back is no decision");
    let page = browser.open(&asked.location()).await;
    let done = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!((done.status, done.location()), (303, world.url("acme", "/account")));
    let now = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(status(now), "active");
    world.is_sound().await;
}
