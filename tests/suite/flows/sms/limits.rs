//! What SMS may cost: per number, source, account, block and application; and one message for one asking, whatever breaks.

use super::{NUMBER, PHONE, post, sent, settings, switched_on, texted};
use crate::harness::{Browser, World};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn rl_01_a_number_waits_half_a_minute_and_an_account_has_three_an_hour() {
    let world = switched_on().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let body = json!({"phone": NUMBER});
    assert_eq!(post(&mut browser, PHONE, "", &body).await.status, 202);
    let double = post(&mut browser, PHONE, "", &body).await;
    assert_eq!(
        (double.status, double.error().as_str()),
        (429, "rate_limited"),
        "{}",
        double.body
    );
    assert_eq!(double.header("retry-after"), "30");
    assert_eq!(sent(&world, NUMBER), 1);
    for _ in 0..2 {
        world.later(31);
        assert_eq!(post(&mut browser, PHONE, "", &body).await.status, 202);
    }
    world.later(31);
    let fourth = post(&mut browser, PHONE, "", &body).await;
    assert_eq!((fourth.status, sent(&world, NUMBER)), (429, 3), "{}", fourth.body);
    // Another number is no new beginning.
    let another = post(&mut browser, PHONE, "", &json!({"phone": "+4917112345678"})).await;
    assert_eq!(another.status, 429);
}

#[tokio::test]
async fn rl_01_a_day_has_its_limit_to_the_last_one_and_half_of_it_is_told() {
    let world = switched_on().await;
    settings(&world, json!({"sms_daily_limit": 2})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let body = |number: u32| json!({"phone": format!("+49151123{number}5678")});
    assert_eq!(post(&mut browser, PHONE, "", &body(11)).await.status, 202);
    assert!(world.events("acme").await.contains(&"sms.half_spent".to_owned()));
    assert_eq!(post(&mut browser, PHONE, "", &body(22)).await.status, 202);
    let third = post(&mut browser, PHONE, "", &body(33)).await;
    assert_eq!(third.status, 429, "{}", third.body);
    assert_eq!(world.local.aws.sms.list(None).len(), 2);
    // The next day, however late this one was; a session of a day ago has to be a new one.
    world.later(86_400);
    browser.sign_in("acme", 1).await;
    assert_eq!(post(&mut browser, PHONE, "", &body(44)).await.status, 202);
    world.is_sound().await;
}

/// Somebody of their own, at a place of their own, signed in.
async fn person(world: &World, nth: usize) -> Browser<'_> {
    let (email, password) = (format!("p{nth}@acme.test"), "violet-harbour-tractor-91");
    let body = json!({"email": email, "email_verified": true, "password": password});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let mut browser = world.browser();
    browser.source = Some(format!("192.0.2.{nth}").parse().unwrap());
    let body = json!({"email": email, "password": password});
    let signed_in = post(&mut browser, "/api/auth/signin", "", &body).await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    browser
}

#[tokio::test]
async fn rl_01_numbers_of_one_block_are_limited_together() {
    let world = switched_on().await;
    let mut refused = 0;
    for nth in 0..12 {
        let mut browser = person(&world, nth).await;
        let number = format!("+49151123456{:02}", nth + 10);
        let answer = post(&mut browser, PHONE, "", &json!({"phone": number})).await;
        refused += u32::from(answer.status == 429);
    }
    assert_eq!((refused, world.local.aws.sms.list(None).len()), (2, 10));
}

#[tokio::test]
async fn fa_03_one_asking_is_one_message_whatever_call_breaks() {
    let world = switched_on().await;
    for (nth, mode) in ["fail_before", "fail_after", "throttle"].into_iter().enumerate() {
        for at in 1..=9 {
            // Each a person of their own, at a place and with a number of their own.
            let (place, number) = (nth * 10 + at, format!("+49151{nth}{at:02}45678"));
            let mut browser = person(&world, place).await;
            world.fault(json!({"service": "dynamodb", "operation": "PutItem", "mode": mode, "count": 1, "at": at}));
            let asked = post(&mut browser, PHONE, "", &json!({"phone": number})).await;
            assert_eq!(asked.status, 202, "{mode} at {at}: {}", asked.body);
            world.local.aws.faults.clear();
            world.later(61);
            world.local.drain().await;
            assert_eq!(sent(&world, &number), 1, "{mode} at {at}");
            let code = texted(&world, &number);
            let proven = post(&mut browser, super::CONFIRM, "", &json!({"code": code})).await;
            assert_eq!(proven.status, 200, "{mode} at {at}: {}", proven.body);
        }
    }
    world.is_sound().await;
}

#[tokio::test]
async fn a_message_waits_while_aws_is_away_and_one_that_is_refused_is_set_aside() {
    let world = switched_on().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.fault(json!({"service": "sms", "operation": "SendTextMessage", "mode": "fail_before", "count": 1000}));
    let asked = post(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    assert_eq!((asked.status, sent(&world, NUMBER)), (202, 0), "{}", asked.body);
    world.local.aws.faults.clear();
    world.later(61);
    world.local.drain().await;
    assert_eq!(sent(&world, NUMBER), 1);
    let opted_out = local::aws::sms::OPTED_OUT;
    let asked = post(&mut browser, PHONE, "", &json!({"phone": opted_out})).await;
    assert_eq!(
        (asked.status, sent(&world, opted_out)),
        (202, 0),
        "nobody is told who wrote STOP"
    );
    world.is_sound().await;
}
