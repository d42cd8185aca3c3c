//! The factor: enrolled, given at a sign-in and at a step-up, removed.

use super::{
    CONFIRM, NUMBER, PHONE, SMS, challenged, enrolled, other, post, sent, settings, switched_on, texted, verify,
    waiting,
};
use crate::harness::World;
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn it_is_off_until_it_is_switched_on_with_a_country_and_a_limit() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let body = json!({"phone": NUMBER});
    for patch in [
        json!({}),
        json!({"mfa_methods": {"sms": true}}),
        json!({"sms_allowed_countries": ["AT"]}),
        json!({"sms_daily_limit": 5}),
    ] {
        settings(&world, patch).await;
        let refused = post(&mut browser, PHONE, "", &body).await;
        assert_eq!((refused.status, refused.error().as_str()), (422, "sms_unavailable"));
    }
    settings(&world, json!({"sms_allowed_countries": ["AT", "DE"]})).await;
    assert_eq!(sent(&world, NUMBER), 0);
    let taken = post(&mut browser, PHONE, "", &body).await;
    assert_eq!((taken.status, sent(&world, NUMBER)), (202, 1), "{}", taken.body);
    world.later(31);
    for off in [json!({"mfa_methods": {"sms": false}}), json!({"sms_daily_limit": 0})] {
        settings(&world, off).await;
        let refused = post(&mut browser, PHONE, "", &body).await;
        assert_eq!((refused.status, refused.error().as_str()), (422, "sms_unavailable"));
        settings(&world, json!({"mfa_methods": {"sms": true}})).await;
    }
    assert_eq!(sent(&world, NUMBER), 1);
    for bad in [
        json!({"sms_allowed_countries": ["Germany"]}),
        json!({"sms_daily_limit": 100_001}),
    ] {
        let refused = world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&bad))
            .await;
        assert_eq!(refused.status, 422, "{bad}");
    }
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_at_its_field_and_costs_nothing() {
    let world = switched_on().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    for typed in [
        "",
        "0151 12345678",
        "+49",
        "+19005551234",
        "+49151'; --",
        "mia@acme.example",
    ] {
        let refused = post(&mut browser, PHONE, "", &json!({"phone": typed})).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (422, "validation_error"),
            "{typed}"
        );
        assert_eq!(refused.json()["errors"][0]["field"], "phone");
    }
    let unknown = post(
        &mut browser,
        PHONE,
        "",
        &json!({"phone": NUMBER, "phone_verified": true}),
    )
    .await;
    assert_eq!(unknown.error(), "unknown_field");
    assert!(world.local.aws.sms.list(None).is_empty());
}

#[tokio::test]
async fn ss_05_a_proven_number_becomes_a_factor_others_end_and_the_person_is_told() {
    let world = switched_on().await;
    let (mut browser, mut elsewhere) = (world.browser(), world.browser());
    elsewhere.sign_in("acme", 1).await;
    let codes = enrolled(&mut browser, NUMBER).await;
    assert_eq!(codes.len(), 10);
    let session = world.url("acme", "/api/auth/session");
    assert_eq!(elsewhere.get(&session).await.status, 401);
    let here = browser.get(&session).await.expect(StatusCode::OK).json();
    assert_eq!(here["session"]["acr"], "urn:aero2:acr:mfa");
    let mail = &world.local.aws.outbox.list(Some("mia@acme.example"))[0];
    assert!(
        mail.subject.contains("phone number") && mail.text.contains("•••78"),
        "{}",
        mail.text
    );
    assert!(!mail.text.contains(NUMBER), "the number stays out of the mailbox");
    let me = browser.get(&world.url("acme", "/api/users/me")).await.json();
    assert_eq!((&me["phone"], &me["mfa_enabled"]), (&json!(NUMBER), &json!(true)));
    let mfa = browser.get(&world.url("acme", "/api/users/me/mfa")).await.json();
    assert_eq!(mfa["enrolled"][0]["method"], "sms", "{mfa}");
    let events = world.events("acme").await;
    for event in [
        "sms.sent",
        "user.phone_changed",
        "mfa.enrolled",
        "mfa.recovery_codes_made",
    ] {
        assert!(events.contains(&event.to_owned()), "{event}");
    }
    let again = post(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    assert_eq!(
        (again.status, again.error().as_str()),
        (409, "already_enrolled"),
        "{}",
        again.body
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_code_by_sms_is_a_second_factor_and_never_phishing_resistant() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    let mut another = world.browser();
    let tx = waiting(&mut another).await;
    let code = challenged(&mut another, &tx).await;
    let done = verify(&mut another, &tx, &code).await;
    assert_eq!(
        (done.status, &done.json()["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
    let session = another.get(&world.url("acme", "/api/auth/session")).await.json();
    assert_eq!(session["session"]["amr"], json!(["pwd", "sms", "mfa"]), "{session}");
    assert_eq!(session["session"]["acr"], "urn:aero2:acr:mfa");
    let events = world.events("acme").await;
    for event in ["mfa.challenged", "mfa.succeeded"] {
        assert!(events.contains(&event.to_owned()), "{event}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn ot_03_a_code_works_once_and_only_in_the_sign_in_it_was_sent_for() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    let (mut here, mut there) = (world.browser(), world.browser());
    let (mine, other_tx) = (waiting(&mut here).await, waiting(&mut there).await);
    let code = challenged(&mut here, &mine).await;
    let foreign = verify(&mut there, &other_tx, &code).await;
    assert_eq!(foreign.error(), "code_expired", "another sign-in: {}", foreign.body);
    let done = verify(&mut here, &mine, &code).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let again = verify(&mut there, &other_tx, &code).await;
    assert_eq!(again.error(), "code_expired", "used: {}", again.body);
}

#[tokio::test]
async fn ot_03_five_tries_are_counted_before_the_comparison() {
    let world = switched_on().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let code = texted(&world, NUMBER);
    for _ in 0..5 {
        let wrong = post(&mut browser, CONFIRM, "", &json!({"code": other(&code)})).await;
        assert_eq!(
            (wrong.status, wrong.error().as_str()),
            (400, "code_invalid"),
            "{}",
            wrong.body
        );
    }
    let sixth = post(&mut browser, CONFIRM, "", &json!({"code": code})).await;
    assert_eq!(
        (sixth.status, sixth.error().as_str()),
        (429, "too_many_attempts"),
        "{}",
        sixth.body
    );
    assert!(!sixth.header("retry-after").is_empty());
}

#[tokio::test]
async fn the_newest_code_is_the_only_one_and_lives_five_minutes() {
    let world = switched_on().await;
    settings(&world, json!({"step_up_max_age": 3600})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let first = texted(&world, NUMBER);
    world.later(31);
    post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let second = texted(&world, NUMBER);
    if first != second {
        let old = post(&mut browser, CONFIRM, "", &json!({"code": first})).await;
        assert_eq!(old.error(), "code_invalid");
    }
    world.later(269);
    let enrol = post(&mut browser, &format!("{SMS}/verify"), "", &json!({"code": second})).await;
    assert_eq!(enrol.error(), "code_expired", "another purpose");
    world.later(31);
    let late = post(&mut browser, CONFIRM, "", &json!({"code": second})).await;
    assert_eq!(late.error(), "code_expired", "{}", late.body);
}

#[tokio::test]
async fn whoever_has_nothing_stronger_steps_up_by_sms_and_removes_the_number() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    world.later(301);
    let url = world.url("acme", SMS);
    let refused = browser.api(Method::DELETE, &url, "", None).await;
    assert_eq!(refused.error(), "step_up_required");
    assert_eq!(refused.json()["methods"], json!(["sms", "recovery_code"]));
    let asked = post(&mut browser, "/api/auth/step-up/sms-code/send", "", &json!({})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let code = texted(&world, NUMBER);
    let wrong = post(
        &mut browser,
        "/api/auth/step-up",
        "",
        &json!({"sms_code": other(&code)}),
    )
    .await;
    assert_eq!(wrong.error(), "code_invalid");
    let proven = post(&mut browser, "/api/auth/step-up", "", &json!({"sms_code": code})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
    settings(&world, json!({"mfa_policy": "required"})).await;
    let only = browser.api(Method::DELETE, &url, "", None).await;
    assert_eq!(only.error(), "mfa_required", "{}", only.body);
    settings(&world, json!({"mfa_policy": "optional"})).await;
    let gone = browser.api(Method::DELETE, &url, "", None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    let me = browser.get(&world.url("acme", "/api/users/me")).await.json();
    assert_eq!((&me["phone"], &me["mfa_enabled"]), (&json!(null), &json!(false)));
    let text = serde_json::to_string(&world.items().await).unwrap();
    assert!(!text.contains("CRED#sms") && !text.contains("CRED#recovery"));
    world.is_sound().await;
}

#[tokio::test]
async fn an_admin_takes_it_away_and_what_is_taken_along_names_the_number() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    let archive = post(&mut browser, "/api/users/me/export", "", &json!({})).await.json();
    assert_eq!(archive["profile"]["phone"], NUMBER, "{archive}");
    let id = archive["profile"]["id"].as_str().unwrap().to_owned();
    let shown = world
        .manage("acme", Method::GET, &format!("/api/users/{id}"), None)
        .await
        .json();
    assert_eq!(shown["mfa"]["factors"][0]["method"], "sms", "{shown}");
    let reset = world
        .manage("acme", Method::DELETE, &format!("/api/users/{id}/mfa"), None)
        .await;
    assert_eq!(reset.status, 204, "{}", reset.body);
    let text = serde_json::to_string(&world.items().await).unwrap();
    assert!(!text.contains("CRED#sms") && !text.contains(NUMBER));
    world.is_sound().await;
}
