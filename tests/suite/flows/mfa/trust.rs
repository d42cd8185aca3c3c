//! Remembered browsers: spared the second factor for a while, and what ends that.

use super::{VERIFY, as_far_as_password, begun, post, session, set, subjects, tx, with_app};
use crate::harness::{Browser, World};
use http::Method;
use serde_json::{Value, json};

/// Somebody signs in in a new browser and wants it remembered.
async fn remembered<'w>(world: &'w World, app: &super::App) -> Browser<'w> {
    let mut browser = world.browser();
    let page = as_far_as_password(&mut browser, 1).await;
    let typed = [("code", &*app.code(world)), ("remember", "yes")];
    let done = browser.submit(&page, 0, &typed).await;
    assert_eq!(done.status, 303, "{}", done.body);
    world.later(30);
    browser
}

async fn is_spared(browser: &mut Browser<'_>) -> bool {
    begun(browser, 1).await.json()["status"] == "complete"
}

async fn devices(browser: &mut Browser<'_>) -> Vec<Value> {
    let url = browser.world.url("acme", "/api/users/me/devices");
    browser.get(&url).await.json()["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_remembered_browser_is_not_asked_for_thirty_days() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut browser = remembered(&world, &app).await;
    assert!(is_spared(&mut browser).await);
    assert_eq!(
        session(&mut browser).await["acr"],
        "urn:aero2:acr:1fa",
        "one factor is what was given"
    );
    assert!(!is_spared(&mut world.browser()).await, "another browser is asked");
    world.later(30 * 86_400 - 120);
    assert!(is_spared(&mut browser).await);
    world.later(240);
    assert!(!is_spared(&mut browser).await);
    assert!(world.events("acme").await.contains(&"device.trusted".to_owned()));
}

#[tokio::test]
async fn it_is_one_persons_and_only_where_the_application_wants_it() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut browser = remembered(&world, &app).await;
    let (_, _, _) = with_app(&world, 2).await;
    assert_eq!(begun(&mut browser, 2).await.json()["status"], "needs_second_factor");
    set(&world, &json!({"mfa_remember_device_days": 0})).await;
    assert!(!is_spared(&mut browser).await);
    let page = as_far_as_password(&mut browser, 1).await;
    assert!(!page.body.contains("name=\"remember\""), "{}", page.body);
    let id = tx(&begun(&mut browser, 1).await);
    let body = json!({"totp_code": app.code(&world), "remember_device": true});
    assert_eq!(post(&mut browser, VERIFY, &id, &body).await.status, 200);
    set(&world, &json!({"mfa_remember_device_days": 30})).await;
    assert!(
        is_spared(&mut browser).await,
        "the earlier wish holds, the later one was none"
    );
}

#[tokio::test]
async fn ss_05_a_change_of_password_or_factors_a_disable_and_a_revocation_end_it() {
    let user = |world: &World| format!("/api/users/{}", world.user("acme", 1).id);
    for what in ["password", "factors", "disable", "revoke"] {
        let world = World::start().await;
        let (mut owner, app, _) = with_app(&world, 1).await;
        let mut browser = remembered(&world, &app).await;
        assert!(is_spared(&mut browser).await);
        let manage = async |method: Method, path: String| {
            let answer = world.manage("acme", method, &path, None).await;
            assert!(answer.status < 300, "{what}: {}", answer.body);
        };
        let base = user(&world);
        match what {
            "password" => {
                let body = json!({"new_password": world.user("acme", 1).password});
                let answer = post(&mut owner, "/api/users/me/password", "", &body).await;
                assert_eq!(answer.status, 200, "{}", answer.body);
            }
            "factors" => {
                let begin = post(
                    &mut owner,
                    "/api/users/me/mfa/totp/setup",
                    "",
                    &json!({"replace": true}),
                )
                .await;
                let new = super::App::of(begin.json()["secret"].as_str().unwrap());
                let body = json!({"code": new.code(&world)});
                let done = post(&mut owner, "/api/users/me/mfa/totp/verify", "", &body).await;
                assert_eq!(done.status, 200, "{}", done.body);
            }
            "disable" => {
                manage(Method::POST, format!("{base}/disable")).await;
                manage(Method::POST, format!("{base}/enable")).await;
            }
            _ => manage(Method::DELETE, format!("{base}/sessions")).await,
        }
        assert!(!is_spared(&mut browser).await, "{what}");
    }
}

#[tokio::test]
async fn a_forgotten_browser_is_asked_again_by_api_and_by_page() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut browser = remembered(&world, &app).await;
    let all = devices(&mut browser).await;
    assert_eq!(all.len(), 2, "{all:?}");
    let this = all.iter().find(|device| device["is_current"] == json!(true)).unwrap();
    assert!(this["mfa_trusted_until"].is_string(), "{this}");
    let id = this["id"].as_str().unwrap();
    let url = world.url("acme", &format!("/api/users/me/devices/{id}"));
    assert_eq!(browser.api(Method::DELETE, &url, "", None).await.status, 204);
    assert_eq!(browser.api(Method::DELETE, &url, "", None).await.status, 404);
    assert_eq!(devices(&mut browser).await.len(), 1);
    assert!(!is_spared(&mut browser).await);
    assert!(world.events("acme").await.contains(&"device.forgotten".to_owned()));
    let mut browser = remembered(&world, &app).await;
    let page = browser.open(&world.url("acme", "/account/sessions")).await;
    assert!(page.body.contains("no second factor until"), "{}", page.body);
    let forms = page.forms();
    let mine = forms
        .iter()
        .position(|form| form.fields.contains_key("device"))
        .unwrap();
    let done = browser.submit(&page, mine, &[]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(!is_spared(&mut browser).await);
    world.is_sound().await;
}

#[tokio::test]
async fn a_new_browser_is_told_of_but_not_the_first_one() {
    let world = World::start().await;
    let email = world.user("acme", 1).email.clone();
    let told = |world: &World| {
        let all = subjects(world, &email);
        all.iter().filter(|subject| subject.contains("new browser")).count()
    };
    let mut first = world.browser();
    first.sign_in("acme", 1).await;
    assert_eq!(told(&world), 0, "the very first");
    first.sign_in("acme", 1).await;
    assert_eq!(told(&world), 0, "a known one");
    let mut second = world.browser();
    second.source = Some("203.0.113.9".parse().unwrap());
    second.sign_in("acme", 1).await;
    assert_eq!(told(&world), 1);
    let mail = &world.local.aws.outbox.list(Some(&email))[0];
    assert!(mail.text.contains("203.0.113.9"), "{}", mail.text);
    second.sign_in("acme", 1).await;
    assert_eq!(told(&world), 1, "known from then on");
}

#[tokio::test]
async fn fifty_browsers_are_remembered_and_the_oldest_goes() {
    let world = World::start().await;
    let mut first = world.browser();
    first.sign_in("acme", 1).await;
    for _ in 0..50 {
        world.later(60);
        world.browser().sign_in("acme", 1).await;
    }
    world.later(60);
    first.sign_in("acme", 1).await;
    let all = devices(&mut first).await;
    assert_eq!(all.len(), 50);
    world.is_sound().await;
}
