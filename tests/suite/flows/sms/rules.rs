//! What only the removal of a check shows: each of these stories fails without the one that it names.

use super::{
    CONFIRM, NUMBER, PHONE, SMS, challenged, enrolled, other, post, settings, switched_on, texted, verify, waiting,
};
use crate::{
    flows::mfa,
    harness::{Browser, World},
};
use http::Method;
use serde_json::json;

const CHALLENGE: &str = "/api/auth/mfa/challenge";

/// A demo user whose number is proven and no second factor.
async fn numbered<'w>(world: &'w World, browser: &mut Browser<'w>) {
    browser.sign_in("acme", 1).await;
    post(browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let code = texted(world, NUMBER);
    let proven = post(browser, CONFIRM, "", &json!({"code": code})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
}

#[tokio::test]
async fn a_number_alone_is_no_second_factor_and_nobody_is_sent_a_code_for_it() {
    let world = switched_on().await;
    let mut browser = world.browser();
    numbered(&world, &mut browser).await;
    let mut another = world.browser();
    let answer = another.sign_in("acme", 1).await;
    assert_eq!(answer.location(), world.url("acme", "/account"));
    // Nor beside another one.
    mfa::enrol(&mut browser).await;
    world.later(31);
    let mut third = world.browser();
    let begun = mfa::begun(&mut third, 1).await;
    assert_eq!(
        begun.json()["methods"],
        json!(["totp", "recovery_code"]),
        "{}",
        begun.body
    );
    let asked = post(&mut third, CHALLENGE, &mfa::tx(&begun), &json!({"method": "sms"})).await;
    assert_eq!((asked.status, asked.error().as_str()), (422, "method_unavailable"));
    assert_eq!(super::sent(&world, NUMBER), 1);
}

#[tokio::test]
async fn ot_03_a_code_that_was_right_once_is_used_up_where_it_was_right() {
    let world = switched_on().await;
    settings(&world, json!({"step_up_max_age": 3600})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let code = texted(&world, NUMBER);
    assert_eq!(
        post(&mut browser, CONFIRM, "", &json!({"code": code})).await.status,
        200
    );
    let again = post(&mut browser, CONFIRM, "", &json!({"code": code})).await;
    assert_eq!(again.error(), "code_expired", "{}", again.body);
    world.later(31);
    post(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    let code = texted(&world, NUMBER);
    post(&mut browser, &format!("{SMS}/verify"), "", &json!({"code": code})).await;
    world.later(31);
    post(&mut browser, "/api/auth/step-up/sms-code/send", "", &json!({})).await;
    let body = json!({"sms_code": texted(&world, NUMBER)});
    assert_eq!(post(&mut browser, "/api/auth/step-up", "", &body).await.status, 200);
    let again = post(&mut browser, "/api/auth/step-up", "", &body).await;
    assert_eq!(again.error(), "code_expired", "{}", again.body);
}

#[tokio::test]
async fn ot_03_a_code_is_of_the_session_that_asked_for_it() {
    let world = switched_on().await;
    let (mut here, mut there) = (world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("acme", 1).await;
    post(&mut here, PHONE, "", &json!({"phone": NUMBER})).await;
    let body = json!({"code": texted(&world, NUMBER)});
    let foreign = post(&mut there, CONFIRM, "", &body).await;
    assert_eq!(foreign.error(), "code_expired", "{}", foreign.body);
    assert_eq!(post(&mut here, CONFIRM, "", &body).await.status, 200);
    world.later(31);
    post(&mut here, &format!("{SMS}/setup"), "", &json!({})).await;
    let body = json!({"code": texted(&world, NUMBER)});
    let foreign = post(&mut there, &format!("{SMS}/verify"), "", &body).await;
    assert_eq!(foreign.error(), "code_expired", "{}", foreign.body);
    assert_eq!(post(&mut here, &format!("{SMS}/verify"), "", &body).await.status, 200);
}

#[tokio::test]
async fn ot_03_a_right_code_takes_its_try_back() {
    let world = switched_on().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    for round in 0..2 {
        world.later(31);
        post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
        let code = texted(&world, NUMBER);
        for _ in 0..2 {
            let wrong = post(&mut browser, CONFIRM, "", &json!({"code": other(&code)})).await;
            assert_eq!(wrong.error(), "code_invalid", "{round}: {}", wrong.body);
        }
        // Four wrong ones and two right ones: six tries, of which five are allowed.
        let right = post(&mut browser, CONFIRM, "", &json!({"code": code})).await;
        assert_eq!(right.status, 200, "{round}: {}", right.body);
    }
}

#[tokio::test]
async fn a_country_that_is_taken_off_the_list_and_a_switch_end_the_asking() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    let mut waits = world.browser();
    let tx = waiting(&mut waits).await;
    for (off, on) in [
        (
            json!({"sms_allowed_countries": ["AT"]}),
            json!({"sms_allowed_countries": ["DE"]}),
        ),
        (
            json!({"mfa_methods": {"sms": false}}),
            json!({"mfa_methods": {"sms": true}}),
        ),
        (json!({"sms_daily_limit": 0}), json!({"sms_daily_limit": 50})),
    ] {
        settings(&world, off.clone()).await;
        let asked = post(&mut waits, CHALLENGE, &tx, &json!({"method": "sms"})).await;
        assert_eq!(asked.error(), "method_unavailable", "{off}: {}", asked.body);
        let mut another = world.browser();
        let answer = another.sign_in("acme", 1).await;
        assert_eq!(answer.location(), world.url("acme", "/account"), "{off}");
        settings(&world, on).await;
    }
    let code = challenged(&mut waits, &tx).await;
    assert_eq!(verify(&mut waits, &tx, &code).await.status, 200);
}

#[tokio::test]
async fn nothing_is_enrolled_where_second_factors_are_off() {
    let world = switched_on().await;
    let mut browser = world.browser();
    numbered(&world, &mut browser).await;
    world.later(31);
    let asked = post(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    settings(&world, json!({"mfa_policy": "off"})).await;
    let body = json!({"code": texted(&world, NUMBER)});
    let refused = post(&mut browser, &format!("{SMS}/verify"), "", &body).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "mfa_disabled"));
    let refused = post(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "mfa_disabled"));
    settings(&world, json!({"mfa_policy": "optional"})).await;
    assert_eq!(
        post(&mut browser, &format!("{SMS}/verify"), "", &body).await.status,
        200
    );
}

#[tokio::test]
async fn ss_05_removing_the_number_ends_every_other_session_and_renews_this_one() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser, NUMBER).await;
    let mut elsewhere = world.browser();
    let tx = waiting(&mut elsewhere).await;
    let code = challenged(&mut elsewhere, &tx).await;
    assert_eq!(verify(&mut elsewhere, &tx, &code).await.status, 200);
    let session = world.url("acme", "/api/auth/session");
    assert_eq!(elsewhere.get(&session).await.status, 200);
    let gone = browser.api(Method::DELETE, &world.url("acme", SMS), "", None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    assert_eq!(elsewhere.get(&session).await.status, 401);
    assert_eq!(browser.get(&session).await.status, 200);
}

#[tokio::test]
async fn rl_01_an_account_has_five_messages_a_day_and_a_source_three_an_hour() {
    let world = switched_on().await;
    settings(&world, json!({"step_up_max_age": 3600})).await;
    let mut sent = 0;
    for hour in 0..3 {
        let mut browser = world.browser();
        browser.sign_in("acme", 1).await;
        for _ in 0..2 {
            world.later(31);
            let number = format!("+49151123{}5678", 10 + sent);
            let answer = post(&mut browser, PHONE, "", &json!({"phone": number})).await;
            if answer.status == 202 {
                sent += 1;
            } else {
                assert_eq!((answer.status, hour, sent), (429, 2, 5), "{}", answer.body);
                let wait: u32 = answer.header("retry-after").parse().unwrap();
                assert!(wait > 3600, "more than an hour: {wait}");
            }
        }
        world.later(3600);
    }
    assert_eq!(sent, 5);
    // Three people at one place, and a fourth.
    world.later(86_400);
    let place = Some("192.0.2.77".parse().unwrap());
    let mut statuses = Vec::new();
    for nth in 0..4 {
        let email = format!("placed{nth}@acme.test");
        let body = json!({"email": email, "email_verified": true, "password": "violet-harbour-tractor-91"});
        world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
        let mut person = world.browser();
        person.source = place;
        let body = json!({"email": email, "password": "violet-harbour-tractor-91"});
        assert_eq!(post(&mut person, "/api/auth/signin", "", &body).await.status, 200);
        let body = json!({"phone": format!("+49171123{nth}5678")});
        statuses.push(post(&mut person, PHONE, "", &body).await.status);
    }
    assert_eq!(statuses, [202, 202, 202, 429]);
}
