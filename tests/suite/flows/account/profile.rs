//! Profile, sessions and activity.

use crate::harness::{Browser, Call, World};
use http::Method;
use serde_json::json;

async fn signed_in(world: &World) -> Browser<'_> {
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    browser
}

#[tokio::test]
async fn a_person_reads_and_writes_their_profile() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let url = world.url("acme", "/api/users/me");
    let me = browser.get(&url).await;
    assert_eq!(me.status, 200, "{}", me.body);
    assert_eq!(me.json()["email"], json!(world.user("acme", 1).email));
    assert!(me.json().get("external_id").is_none() && me.json().get("token_epoch").is_none());
    let body = json!({"name": "Ada L.", "locale": "de", "given_name": null});
    let changed = browser.api(Method::PATCH, &url, "", Some(&body)).await;
    assert_eq!(
        (changed.status, &changed.json()["name"]),
        (200, &json!("Ada L.")),
        "{}",
        changed.body
    );
    for (field, value) in [
        ("email", json!("x@acme.example")),
        ("roles", json!([])),
        ("external_id", json!("x")),
        ("email_verified", json!(true)),
    ] {
        let refused = browser.api(Method::PATCH, &url, "", Some(&json!({field: value}))).await;
        assert_eq!(
            (refused.status, refused.json()["code"].clone()),
            (422, json!("unknown_field")),
            "{field}: {}",
            refused.body
        );
    }
    assert_eq!(world.get(&url).await.status, 401);
    let foreign = Call::new(Method::PATCH, &url)
        .header(
            "cookie",
            format!("aero2_session={}", browser.cookie("acme", "aero2_session").unwrap()),
        )
        .header("sec-fetch-site", "cross-site")
        .json(&body);
    assert_eq!(world.send(foreign).await.json()["code"], "csrf_failed");
}

#[tokio::test]
async fn nobody_is_me_on_the_dashboards_mount() {
    let world = World::start().await;
    let operator = Browser::operator(&world).await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/users/me", world.app("acme").id),
    );
    assert_eq!(world.send(operator.at_dashboard(Method::GET, &url)).await.status, 404);
}

#[tokio::test]
async fn the_portal_works_without_scripts() {
    let world = World::start().await;
    let mut browser = world.browser();
    let login = browser.get(&world.url("acme", "/account/security")).await;
    assert_eq!(
        login.location(),
        world.url("acme", "/login?return_to=%2Faccount%2Fsecurity")
    );
    browser.sign_in("acme", 1).await;
    let page = browser.open(&world.url("acme", "/account")).await;
    let answer = browser
        .submit(
            &page,
            0,
            &[("name", "Ada <b>"), ("given_name", "Ada"), ("family_name", "")],
        )
        .await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("Saved.") && page.body.contains("value=\"Ada &#60;b&#62;\""),
        "{}",
        page.body
    );
    let bad = browser.submit(&page, 0, &[("name", "\u{202e}evil")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.body.contains("name-problem"), "{}", bad.body);
    let activity = browser.open(&world.url("acme", "/account/activity")).await;
    assert!(
        activity.body.contains("The profile was changed") && activity.body.contains("Signed in"),
        "{}",
        activity.body
    );
    for page in [
        "/account",
        "/account/security",
        "/account/sessions",
        "/account/activity",
    ] {
        let page = browser.open(&world.url("acme", page)).await;
        assert_eq!(
            (
                page.status,
                page.header("cross-origin-opener-policy"),
                page.header("referrer-policy")
            ),
            (200, "same-origin".into(), "strict-origin".into())
        );
    }
}

#[tokio::test]
async fn a_session_elsewhere_is_ended_and_the_others_at_once() {
    let world = World::start().await;
    let (mut one, mut two, mut three) = (
        signed_in(&world).await,
        signed_in(&world).await,
        signed_in(&world).await,
    );
    let page = one.open(&world.url("acme", "/account/sessions")).await;
    assert_eq!(
        page.forms().len(),
        6,
        "two others, all of them, and three browsers that are remembered: {}",
        page.body
    );
    let answer = one.submit(&page, 0, &[]).await;
    assert!(one.follow(answer).await.body.contains("Signed out there."));
    let url = world.url("acme", "/api/users/me");
    let left = [two.get(&url).await.status, three.get(&url).await.status];
    assert_eq!(left.iter().filter(|status| **status == 401).count(), 1, "{left:?}");
    let answer = one.submit(&page, 2, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(
        [
            two.get(&url).await.status,
            three.get(&url).await.status,
            one.get(&url).await.status
        ],
        [401, 401, 200]
    );
}

#[tokio::test]
async fn a_form_of_another_persons_account_changes_nothing() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let page = browser.open(&world.url("acme", "/account")).await;
    browser.jar.get_mut("acme.localhost").unwrap().remove("aero2_session");
    browser.sign_in("acme", 2).await;
    let answer = browser.submit(&page, 0, &[("name", "Somebody Else")]).await;
    assert_eq!(answer.status, 409, "{}", answer.body);
    let me = browser.get(&world.url("acme", "/api/users/me")).await;
    assert_ne!(me.json()["name"], "Somebody Else");
}
