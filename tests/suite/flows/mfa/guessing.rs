//! Guessing second factors: each code once, so many tries, and nobody locked out by a stranger.

use super::{VERIFY, as_far_as_password, begun, post, tx, with_app};
use crate::harness::World;
use serde_json::json;

#[tokio::test]
async fn ot_05_a_code_is_accepted_once_over_all_surfaces() {
    let world = World::start().await;
    let (mut owner, app, _) = with_app(&world, 1).await;
    let code = app.code(&world);
    let mut first = world.browser();
    let page = as_far_as_password(&mut first, 1).await;
    let done = first.submit(&page, 0, &[("code", &code)]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let mut second = world.browser();
    let id = tx(&begun(&mut second, 1).await);
    let again = post(&mut second, VERIFY, &id, &json!({"totp_code": code})).await;
    assert_eq!(again.error(), "code_invalid", "another sign-in, by script");
    let stepped = post(&mut owner, "/api/auth/step-up", "", &json!({"totp_code": code})).await;
    assert_eq!(stepped.error(), "code_invalid", "stepping up");
    let earlier = post(
        &mut second,
        VERIFY,
        &id,
        &json!({"totp_code": app.shifted(&world, -30)}),
    )
    .await;
    assert_eq!(earlier.error(), "code_invalid", "the one before it");
    let next = post(&mut second, VERIFY, &id, &json!({"totp_code": app.shifted(&world, 30)})).await;
    assert_eq!(next.status, 200, "the one after it: {}", next.body);
    let spent = post(
        &mut owner,
        "/api/auth/step-up",
        "",
        &json!({"totp_code": app.code(&world)}),
    )
    .await;
    assert_eq!(spent.error(), "code_invalid");
}

#[tokio::test]
async fn ot_05_the_code_that_enrolled_an_app_signs_nobody_in() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let again = post(
        &mut browser,
        VERIFY,
        &id,
        &json!({"totp_code": app.shifted(&world, -30)}),
    )
    .await;
    assert_eq!(again.error(), "code_invalid");
}

#[tokio::test]
async fn ot_05_of_two_at_once_with_one_code_one_signs_in() {
    let world = World::start().await;
    let (_, app, codes) = with_app(&world, 1).await;
    for body in [
        json!({"totp_code": app.code(&world)}),
        json!({"recovery_code": codes[0]}),
    ] {
        let (mut one, mut two) = (world.browser(), world.browser());
        let (first, second) = (tx(&begun(&mut one, 1).await), tx(&begun(&mut two, 1).await));
        let (a, b) = futures_util::join!(
            post(&mut one, VERIFY, &first, &body),
            post(&mut two, VERIFY, &second, &body)
        );
        let mut found = [a.status, b.status];
        found.sort_unstable();
        assert_eq!(found, [200, 400], "{} {}", a.body, b.body);
    }
    world.is_sound().await;
}

#[tokio::test]
async fn ot_03_five_wrong_codes_end_a_sign_in_and_close_the_app_to_strangers_alone() {
    let world = World::start().await;
    let (mut owner, app, _) = with_app(&world, 1).await;
    let mut stranger = world.browser();
    stranger.source = Some("198.51.100.1".parse().unwrap());
    let id = tx(&begun(&mut stranger, 1).await);
    let wrong = json!({"totp_code": app.wrong(&world)});
    for left in (1..=4).rev() {
        let answer = post(&mut stranger, VERIFY, &id, &wrong).await;
        assert_eq!(answer.json()["attempts_left"], json!(left), "{}", answer.body);
    }
    let last = post(&mut stranger, VERIFY, &id, &wrong).await;
    assert_eq!((last.status, last.error().as_str()), (401, "tx_expired"));
    let right = json!({"totp_code": app.code(&world)});
    let over = post(&mut stranger, VERIFY, &id, &right).await;
    assert_eq!(over.error(), "tx_expired", "the sign-in is over");
    // The password is locked for that source, too; a mailed code is another first factor.
    let email = &world.user("acme", 1).email;
    let body = json!({"email": email, "password": world.user("acme", 1).password});
    let locked = post(&mut stranger, "/api/auth/signin", "", &body).await;
    assert_eq!((locked.status, locked.error().as_str()), (429, "too_many_attempts"));
    let sent = post(&mut stranger, "/api/auth/email-code", "", &json!({"email": email})).await;
    let code = json!({"code": world.code_for(email)});
    let asked = post(&mut stranger, "/api/auth/email-code/verify", &tx(&sent), &code).await;
    let closed = post(&mut stranger, VERIFY, &tx(&asked), &right).await;
    assert_eq!(
        (closed.status, closed.error().as_str()),
        (429, "too_many_attempts"),
        "{}",
        closed.body
    );
    assert!(!closed.header("retry-after").is_empty());
    // The owner's own browser is counted apart.
    let known = post(&mut owner, "/api/auth/step-up", "", &right).await;
    assert_eq!(known.status, 200, "{}", known.body);
    // Five minutes later a stranger may try again.
    world.later(301);
    let again = tx(&begun(&mut stranger, 1).await);
    let done = post(&mut stranger, VERIFY, &again, &json!({"totp_code": app.code(&world)})).await;
    assert_eq!(done.status, 200, "{}", done.body);
    world.is_sound().await;
}

#[tokio::test]
async fn ot_03_five_recovery_codes_may_be_tried_in_an_hour() {
    let world = World::start().await;
    let (mut owner, _, codes) = with_app(&world, 1).await;
    for _ in 0..5 {
        let wrong = post(
            &mut owner,
            "/api/auth/step-up",
            "",
            &json!({"recovery_code": "00000-00000"}),
        )
        .await;
        assert_eq!(wrong.error(), "code_invalid", "{}", wrong.body);
    }
    let right = json!({"recovery_code": codes[0]});
    let closed = post(&mut owner, "/api/auth/step-up", "", &right).await;
    assert_eq!((closed.status, closed.error().as_str()), (429, "too_many_attempts"));
    world.later(721);
    let done = post(&mut owner, "/api/auth/step-up", "", &right).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

#[tokio::test]
async fn rl_01_another_address_does_not_make_a_stranger_of_the_count() {
    let world = World::start().await;
    let (_, app, _) = with_app(&world, 1).await;
    let wrong = json!({"totp_code": app.wrong(&world)});
    for n in 1..=5 {
        let mut stranger = world.browser();
        stranger.source = Some(format!("203.0.113.{n}").parse().unwrap());
        let id = tx(&begun(&mut stranger, 1).await);
        assert_eq!(post(&mut stranger, VERIFY, &id, &wrong).await.error(), "code_invalid");
    }
    let mut stranger = world.browser();
    stranger.source = Some("198.51.100.1".parse().unwrap());
    let id = tx(&begun(&mut stranger, 1).await);
    let right = json!({"totp_code": app.code(&world)});
    let closed = post(&mut stranger, VERIFY, &id, &right).await;
    assert_eq!(closed.error(), "too_many_attempts", "{}", closed.body);
}
