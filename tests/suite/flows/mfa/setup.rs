//! A sign-in that cannot go on without a second factor: enrolled in it, with no session before.

use super::{App, ME, as_far_as_password, begun, post, session, set, subjects, tx, with_app};
use crate::harness::{Answer, Flow, World};
use http::Method;
use serde_json::json;

/// The key that a page shows.
fn key(page: &Answer) -> String {
    let (_, rest) = page
        .body
        .split_once("<code dir=\"ltr\">")
        .unwrap_or_else(|| panic!("{}", page.body));
    rest.split_once("</code>").unwrap().0.to_owned()
}

fn codes(page: &Answer) -> Vec<String> {
    let parts = page.body.split("<li><code dir=\"ltr\">").skip(1);
    parts
        .map(|part| part.split_once("</code>").unwrap().0.to_owned())
        .collect()
}

#[tokio::test]
async fn required_enrols_an_app_by_pages_without_a_script() {
    let world = World::start().await;
    set(&world, &json!({"mfa_policy": "required"})).await;
    let flow = Flow::web(&world, "acme");
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/mfa-setup?tx="), "{}", page.url);
    assert!(!page.body.contains("<svg"), "a GET makes nothing: {}", page.body);
    let answer = browser.step(&page, "begin", &[]).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("<svg ") && page.body.contains("<details>"),
        "{}",
        page.body
    );
    let app = App::of(&key(&page));
    let wrong = browser.step(&page, "code", &[("code", &app.wrong(&world))]).await;
    assert_eq!(wrong.status, 400, "{}", wrong.body);
    assert_eq!(key(&wrong), key(&page), "the key stays");
    let answer = browser.step(&wrong, "code", &[("code", &app.code(&world))]).await;
    let page = browser.follow(answer).await;
    let saved = codes(&page);
    assert_eq!(saved.len(), 10, "{}", page.body);
    assert_eq!(
        browser.cookie("acme", "aero2_session"),
        None,
        "not before they are saved"
    );
    assert_eq!(
        codes(&browser.get(&page.url.clone()).await),
        saved,
        "a reload loses nothing"
    );
    let unsaid = browser.step(&page, "saved", &[("saved", "")]).await;
    assert_eq!(unsaid.status, 422);
    let done = browser.step(&page, "saved", &[("saved", "yes")]).await;
    assert_eq!(flow.redeem(&done.parameters()["code"]).await.status, 200);
    assert_eq!(session(&mut browser).await["amr"], json!(["pwd", "otp", "mfa"]));
    let later = browser.open(&world.url("acme", "/account/mfa")).await;
    assert_eq!(codes(&later), Vec::<String>::new(), "shown no more");
    assert!(subjects(&world, &user.email)[0].contains("authenticator app"));
    world.later(30);
    let mut other = world.browser();
    let page = as_far_as_password(&mut other, 1).await;
    let done = other.submit(&page, 0, &[("code", &app.code(&world))]).await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    world.is_sound().await;
}

#[tokio::test]
async fn a_script_enrols_with_the_sign_in_in_place_of_a_session() {
    let world = World::start().await;
    set(&world, &json!({"mfa_policy": "required"})).await;
    let mut browser = world.browser();
    let asked = begun(&mut browser, 1).await;
    assert_eq!(asked.json()["status"], "needs_mfa_setup");
    assert_eq!(asked.json()["methods"], json!(["passkey", "totp"]));
    let id = tx(&asked);
    let early = post(
        &mut browser,
        &format!("{ME}/totp/verify"),
        &id,
        &json!({"code": "123456"}),
    )
    .await;
    assert_eq!(early.error(), "code_expired", "nothing was offered");
    let offered = post(&mut browser, &format!("{ME}/totp/setup"), &id, &json!({}))
        .await
        .json();
    assert!(
        offered["otpauth_uri"].as_str().unwrap().starts_with("otpauth://totp/"),
        "{offered}"
    );
    assert!(offered["qr_svg"].as_str().unwrap().starts_with("<svg "));
    let app = App::of(offered["secret"].as_str().unwrap());
    let mut thief = world.browser();
    let code = json!({"code": app.code(&world)});
    let stolen = post(&mut thief, &format!("{ME}/totp/verify"), &id, &code).await;
    assert_eq!(stolen.error(), "tx_expired");
    let done = post(&mut browser, &format!("{ME}/totp/verify"), &id, &code).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.json()["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(done.json()["transaction"]["status"], "complete");
    assert_eq!(session(&mut browser).await["acr"], "urn:aero2:acr:mfa");
    world.is_sound().await;
}

#[tokio::test]
async fn a_secret_waits_ten_minutes_for_its_first_code_and_a_newer_one_kills_it() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let begin = format!("{ME}/totp/setup");
    let first = post(&mut browser, &begin, "", &json!({})).await.json();
    let second = post(&mut browser, &begin, "", &json!({})).await.json();
    let (old, new) = (
        App::of(first["secret"].as_str().unwrap()),
        App::of(second["secret"].as_str().unwrap()),
    );
    let end = format!("{ME}/totp/verify");
    let refused = post(&mut browser, &end, "", &json!({"code": old.code(&world)})).await;
    assert_eq!(refused.error(), "code_invalid");
    world.later(600);
    let late = post(&mut browser, &end, "", &json!({"code": new.code(&world)})).await;
    assert_eq!((late.status, late.error().as_str()), (400, "code_expired"));
}

#[tokio::test]
async fn a_client_may_need_a_second_factor_where_the_application_does_not() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let path = format!("/api/clients/{}", flow.client_id);
    let body = json!({"mfa_policy": "required"});
    let changed = world.manage("acme", Method::PATCH, &path, Some(&body)).await;
    assert_eq!(
        (changed.status, &changed.json()["mfa_policy"]),
        (200, &json!("required")),
        "{}",
        changed.body
    );
    // A session that was made elsewhere is not enough for it.
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    world.later(1);
    let page = browser.open(&flow.url()).await;
    assert!(page.url.contains("/login"), "{}", page.url);
    let user = world.user("acme", 2);
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    assert!(answer.location().contains("/mfa-setup?tx="), "{}", answer.location());
    let (_, app, _) = with_app(&world, 1).await;
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    let done = browser.submit(&page, 0, &[("code", &app.code(&world))]).await;
    assert!(done.parameters().contains_key("code"), "{}", done.body);
    world.later(1);
    let again = browser.get(&flow.url()).await;
    assert!(
        again.parameters().contains_key("code"),
        "two factors are enough the next time: {}",
        again.body
    );
}

#[tokio::test]
async fn the_settings_are_judged_together() {
    let world = World::start().await;
    for (body, field) in [
        (
            json!({"mfa_policy": "required", "mfa_methods": {"totp": false, "passkey": false}}),
            "mfa_methods",
        ),
        (json!({"mfa_remember_device_days": 366}), "mfa_remember_device_days"),
        (json!({"mfa_methods": {"pigeon": true}}), "mfa_methods.pigeon"),
    ] {
        let answer = world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&body))
            .await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert_eq!(answer.json()["errors"][0]["field"], json!(field), "{}", answer.body);
    }
    let wrong = json!({"mfa_policy": "sometimes"});
    let answer = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&wrong))
        .await;
    assert_eq!(answer.status, 422, "{}", answer.body);
}
