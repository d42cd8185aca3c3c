//! A new password of one's own.

use crate::harness::{Flow, World};
use http::Method;
use serde_json::json;

const NEW: &str = "copper-lantern-orchard-27";

#[tokio::test]
async fn ss_05_a_new_password_ends_everything_else_and_this_browser_goes_on() {
    let world = World::start().await;
    let (mut here, mut there) = (world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("acme", 1).await;
    let flow = Flow::web(&world, "acme");
    let landed = there.get(&flow.url()).await;
    let tokens = flow.redeem(&landed.parameters()["code"]).await.json();
    let before = here.cookie("acme", "aero2_session").unwrap();
    let url = world.url("acme", "/api/users/me/password");
    let done = here
        .api(Method::POST, &url, "", Some(&json!({"new_password": NEW})))
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_ne!(here.cookie("acme", "aero2_session").unwrap(), before, "a new secret");
    let me = world.url("acme", "/api/users/me");
    assert_eq!([here.get(&me).await.status, there.get(&me).await.status], [200, 401]);
    let refreshed = flow.refresh(tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refreshed.json()["error"], "invalid_grant");
    here.jar
        .get_mut("acme.localhost")
        .unwrap()
        .insert("aero2_session".into(), before);
    assert_eq!(here.get(&me).await.status, 401, "the old secret is dead");
    world.is_sound().await;
}

#[tokio::test]
async fn a_wrong_present_password_is_counted_and_a_weak_new_one_refused() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let url = world.url("acme", "/api/users/me/password");
    let mut post = async |body: serde_json::Value| browser.api(Method::POST, &url, "", Some(&body)).await;
    let weak = post(json!({"new_password": "password1234"})).await;
    assert_eq!(
        (weak.status, weak.json()["errors"][0]["field"].clone()),
        (422, json!("new_password")),
        "{}",
        weak.body
    );
    for _ in 0..5 {
        let wrong = post(json!({"new_password": NEW, "current_password": "not-it-at-all-9"})).await;
        assert_eq!(
            (wrong.status, wrong.json()["code"].clone()),
            (401, json!("invalid_credentials")),
            "{}",
            wrong.body
        );
    }
    let locked = post(json!({"new_password": NEW, "current_password": world.user("acme", 1).password})).await;
    assert_eq!(locked.status, 429, "{}", locked.body);
}

#[tokio::test]
async fn after_a_while_the_person_proves_themselves_again_first() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.later(301);
    let url = world.url("acme", "/api/users/me/password");
    let late = browser
        .api(Method::POST, &url, "", Some(&json!({"new_password": NEW})))
        .await;
    assert_eq!(
        (late.status, late.json()["code"].clone()),
        (403, json!("step_up_required"))
    );
    let page = browser.open(&world.url("acme", "/account/security")).await;
    assert!(
        page.body.contains("confirm first that it is you") && !page.body.contains("new-password"),
        "{}",
        page.body
    );
    let page = browser.open(&page.link("/step-up")).await;
    let user = world.user("acme", 1);
    let answer = browser.submit(&page, 0, &[("password", &user.password)]).await;
    assert_eq!(
        answer.location(),
        world.url("acme", "/account/security"),
        "{}",
        answer.body
    );
    let page = browser.follow(answer).await;
    let at = page
        .forms()
        .iter()
        .position(|form| form.action.ends_with("/account/password"))
        .expect("the form");
    let answer = browser.submit(&page, at, &[("password", NEW)]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("Your password is changed"), "{}", page.body);
}
