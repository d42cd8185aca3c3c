//! The second factor of a sign-in, by page and by script.

use super::{App, VERIFY, as_far_as_password, begun, post, session, set, subjects, tx, with_app};
use crate::harness::{Flow, World, claims, tokens};
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn whoever_has_an_app_is_asked_for_its_code_and_the_tokens_say_so() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let flow = Flow::web(&world, "acme");
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    assert_eq!(browser.cookie("acme", "aero2_session"), None, "there is no session yet");
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/mfa?tx="), "{}", page.url);
    let wrong = browser.submit(&page, 0, &[("code", &app.wrong(&world))]).await;
    assert_eq!((wrong.status, wrong.is_page()), (400, true), "{}", wrong.body);
    assert!(wrong.body.contains("That code is not right"), "{}", wrong.body);
    let done = browser.submit(&wrong, 0, &[("code", &app.code(&world))]).await;
    let tokens = flow.redeem(&done.parameters()["code"]).await;
    let id_token = claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token["amr"], json!(["pwd", "otp", "mfa"]));
    assert_eq!(id_token["acr"], json!("urn:aero2:acr:mfa"));
    let events = world.events("acme").await;
    for expected in ["mfa.enrolled", "mfa.failed", "mfa.succeeded", "mfa.recovery_codes_made"] {
        assert!(events.contains(&expected.to_owned()), "{expected}: {events:?}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn the_script_walks_the_same_states_as_the_page() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut browser = world.browser();
    let asked = begun(&mut browser, 1).await.json();
    assert_eq!(asked["status"], "needs_second_factor");
    assert_eq!(asked["methods"], json!(["totp", "recovery_code"]));
    assert!(asked.get("session").is_none() && browser.cookie("acme", "aero2_session").is_none());
    let id = asked["transaction_id"].as_str().unwrap().to_owned();
    for body in [
        json!({}),
        json!({"totp_code": "123456", "recovery_code": "abcde-fghjk"}),
    ] {
        let refused = post(&mut browser, VERIFY, &id, &body).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (422, "validation_error"),
            "{body}"
        );
    }
    let refused = post(&mut browser, VERIFY, &id, &json!({"sms_code": "123456"})).await;
    assert_eq!(refused.error(), "method_unavailable", "no number is theirs");
    let none = post(
        &mut browser,
        "/api/auth/mfa/challenge",
        &id,
        &json!({"method": "passkey"}),
    )
    .await;
    assert_eq!((none.status, none.error().as_str()), (422, "method_unavailable"));
    let wrong = post(&mut browser, VERIFY, &id, &json!({"totp_code": app.wrong(&world)})).await;
    assert_eq!((wrong.status, wrong.error().as_str()), (400, "code_invalid"));
    assert_eq!(wrong.json()["attempts_left"], json!(4));
    let code = json!({"totp_code": app.code(&world)});
    let done = post(&mut browser, VERIFY, &id, &code).await.expect(StatusCode::OK);
    assert_eq!(done.json()["status"], "complete");
    assert_eq!(session(&mut browser).await["acr"], "urn:aero2:acr:mfa");
    let again = post(&mut browser, VERIFY, &id, &code).await;
    assert_eq!(again.json()["status"], "complete", "sent twice, it acted once");
    world.is_sound().await;
}

#[tokio::test]
async fn rs_03_a_recovery_code_stands_in_once_and_its_owner_is_told() {
    let world = World::start().await;
    let (_, _, codes) = with_app(&world, 1).await;
    assert_eq!(codes.len(), 10);
    let mut browser = world.browser();
    let page = as_far_as_password(&mut browser, 1).await;
    let page = browser.open(&page.link("/mfa?")).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let done = browser.submit(&page, 0, &[("code", &typed)]).await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    assert_eq!(session(&mut browser).await["amr"], json!(["pwd", "rc", "mfa"]));
    let email = &world.user("acme", 1).email;
    let told = &world.local.aws.outbox.list(Some(email));
    assert!(
        told.iter().any(|mail| mail.text.contains("Codes left: 9")),
        "{:?}",
        subjects(&world, email)
    );
    let mut other = world.browser();
    let id = tx(&begun(&mut other, 1).await);
    let again = post(&mut other, VERIFY, &id, &json!({"recovery_code": codes[3]})).await;
    assert_eq!(again.error(), "code_invalid", "it works once");
    let next = post(&mut other, VERIFY, &id, &json!({"recovery_code": codes[4]})).await;
    assert_eq!(next.status, 200, "{}", next.body);
    let left = other.get(&world.url("acme", super::ME)).await.json();
    assert_eq!(left["recovery_codes_left"], json!(8));
    world.is_sound().await;
}

#[tokio::test]
async fn the_first_factor_holds_for_ten_minutes() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let (mut early, mut late) = (world.browser(), world.browser());
    let (in_time, too_late) = (tx(&begun(&mut early, 1).await), tx(&begun(&mut late, 1).await));
    world.later(599);
    let code = json!({"totp_code": app.code(&world)});
    assert_eq!(post(&mut early, VERIFY, &in_time, &code).await.status, 200);
    world.later(30);
    let code = json!({"totp_code": app.code(&world)});
    let refused = post(&mut late, VERIFY, &too_late, &code).await;
    assert_eq!((refused.status, refused.error().as_str()), (401, "tx_expired"));
}

#[tokio::test]
async fn ss_01_a_second_factor_is_given_by_the_browser_that_gave_the_first() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let (mut browser, mut other) = (world.browser(), world.browser());
    let id = tx(&begun(&mut browser, 1).await);
    let code = json!({"totp_code": app.code(&world)});
    let stolen = post(&mut other, VERIFY, &id, &code).await;
    assert_eq!((stolen.status, stolen.error().as_str()), (401, "tx_expired"));
    let page = other.get(&world.url("acme", &format!("/mfa?tx={id}"))).await;
    assert_eq!(page.status, 401);
    assert_eq!(post(&mut browser, VERIFY, &id, &code).await.status, 200);
    // Signing in again ends the session before, and the grants that end with it.
    let flow = Flow::web(&world, "acme").with("scope", "openid");
    let code = browser.get(&flow.url()).await.parameters()["code"].clone();
    let granted = tokens(&flow.redeem(&code).await).refresh_token;
    world.later(31);
    let id = tx(&begun(&mut browser, 1).await);
    let code = json!({"totp_code": app.code(&world)});
    assert_eq!(post(&mut browser, VERIFY, &id, &code).await.status, 200);
    assert_eq!(flow.refresh(&granted).await.error(), "invalid_grant");
}

#[tokio::test]
async fn mt_04_a_code_and_a_sign_in_of_one_application_are_nothing_at_another() {
    let world = World::start().await;
    let (_, app, codes) = with_app(&world, 1).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let other = world.seeded.applications.iter().find(|app| app.slug != "acme").unwrap();
    let url = world.url(&other.slug, VERIFY);
    for body in [
        json!({"totp_code": app.code(&world)}),
        json!({"recovery_code": codes[0]}),
    ] {
        let answer = browser.api(Method::POST, &url, &id, Some(&body)).await;
        assert_eq!((answer.status, answer.error().as_str()), (401, "tx_expired"), "{body}");
    }
}

#[tokio::test]
async fn policy_off_asks_nobody_and_keeps_what_there_is() {
    let world = World::start().await;
    let (mut owner, app, _) = with_app(&world, 1).await;
    set(&world, &json!({"mfa_policy": "off"})).await;
    let mut browser = world.browser();
    assert_eq!(begun(&mut browser, 1).await.json()["status"], "complete");
    let refused = post(
        &mut owner,
        &format!("{}/totp/setup", super::ME),
        "",
        &json!({"replace": true}),
    )
    .await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "mfa_disabled"));
    set(&world, &json!({"mfa_policy": "optional"})).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let done = post(&mut browser, VERIFY, &id, &json!({"totp_code": app.code(&world)})).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

#[tokio::test]
async fn a_method_that_is_switched_off_is_not_asked() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut waiting = world.browser();
    let id = tx(&begun(&mut waiting, 1).await);
    set(&world, &json!({"mfa_methods": {"totp": false}})).await;
    let refused = post(&mut waiting, VERIFY, &id, &json!({"totp_code": app.code(&world)})).await;
    assert_eq!((refused.status, refused.error().as_str()), (422, "method_unavailable"));
    assert_eq!(begun(&mut world.browser(), 1).await.json()["status"], "complete");
}

#[tokio::test]
async fn a_reset_by_mail_removes_no_factor() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let email = world.user("acme", 1).email.clone();
    let mut browser = world.browser();
    let forgot = post(&mut browser, "/api/auth/password/forgot", "", &json!({"email": email})).await;
    assert_eq!(forgot.status, 202);
    let (code, new) = (world.code_for(&email), "violet-harbour-tractor-91");
    let body = json!({"email": email, "code": code, "new_password": new});
    let reset = post(&mut browser, "/api/auth/password/reset", "", &body).await;
    assert_eq!(reset.status, 200, "{}", reset.body);
    let body = json!({"email": email, "password": new});
    let asked = post(&mut browser, "/api/auth/signin", "", &body).await;
    assert_eq!(asked.json()["status"], "needs_second_factor");
    let done = post(
        &mut browser,
        VERIFY,
        &tx(&asked),
        &json!({"totp_code": app.code(&world)}),
    )
    .await;
    assert_eq!(done.status, 200, "{}", done.body);
}

#[tokio::test]
async fn ah_01_an_app_that_was_set_up_before_the_mailbox_was_proven_dies_with_the_proof() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let user = world.user("acme", 1);
    // The account gets an address that nobody proved, and whose owner is somebody else.
    let path = format!("/api/users/{}", user.id);
    let body = json!({"email": "owner@acme.test"});
    let moved = world.manage("acme", Method::PATCH, &path, Some(&body)).await;
    assert_eq!(
        (moved.status, &moved.json()["email_verified"]),
        (200, &json!(false)),
        "{}",
        moved.body
    );
    let mut browser = world.browser();
    let sent = post(
        &mut browser,
        "/api/auth/email-code",
        "",
        &json!({"email": "owner@acme.test"}),
    )
    .await;
    let code = world.code_for("owner@acme.test");
    let done = post(
        &mut browser,
        "/api/auth/email-code/verify",
        &tx(&sent),
        &json!({"code": code}),
    )
    .await;
    assert_eq!(
        done.json()["status"],
        "complete",
        "the app of before is not asked: {}",
        done.body
    );
    let held = browser.get(&world.url("acme", super::ME)).await.json();
    assert_eq!(
        (&held["enrolled"], &held["recovery_codes_left"]),
        (&json!([]), &json!(0))
    );
    let _: App = app;
    world.is_sound().await;
}
