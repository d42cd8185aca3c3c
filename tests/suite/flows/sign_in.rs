//! People sign in with a password or a code, make mistakes, go back, and come again.

use crate::harness::{Flow, World};

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_says_why() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.sign_in_from(&page, "mia@acme.example", "wrong").await;
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains("mia@acme.example") && answer.body.contains("role=\"alert\""));
    assert!(!answer.body.contains("value=\"wrong\""));
    let done = browser
        .submit(&answer, 0, &[("password", &world.user("acme", 1).password)])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    assert!(browser.open(&done.location()).await.body.contains("Mia Sommer"));
}

#[tokio::test]
async fn an_address_that_is_none_is_said_beside_the_field() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", "not an address <b>")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("aria-invalid=\"true\"") && !answer.body.contains("<b>"));
}

#[tokio::test]
async fn a_code_by_mail_signs_in() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 1, &[]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("m•••@acme.example"), "{}", page.body);
    let wrong = browser.submit(&page, 0, &[("code", "000000")]).await;
    assert!(
        (wrong.status, wrong.body.contains("4 tries left")) == (400, true)
            || world.code_for("mia@acme.example") == "000000",
        "{}",
        wrong.body
    );
    let code = world.code_for("mia@acme.example");
    let (head, tail) = code.split_at(3);
    let spaced = format!("{head} {tail}");
    let answer = browser.submit(&wrong, 0, &[("code", &spaced)]).await;
    let tokens = flow.redeem(&answer.parameters()["code"]).await.json();
    assert_eq!(
        crate::harness::claims(tokens["id_token"].as_str().unwrap())["amr"],
        serde_json::json!(["email"])
    );
}

#[tokio::test]
async fn a_code_is_over_after_ten_minutes_and_a_new_one_can_be_sent_after_thirty_seconds() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 1, &[]).await;
    let page = browser.follow(answer).await;
    let early = browser.submit(&page, 1, &[]).await;
    assert_eq!((early.status, early.header("retry-after").as_str()), (429, "30"));
    let old = world.code_for("mia@acme.example");
    world.later(601);
    assert!(
        browser
            .submit(&page, 0, &[("code", &old)])
            .await
            .body
            .contains("no longer works")
    );
    let answer = browser.submit(&page, 1, &[]).await;
    let page = browser.follow(answer).await;
    let done = browser
        .submit(&page, 0, &[("code", &world.code_for("mia@acme.example"))])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account"));
}

#[tokio::test]
async fn a_form_posted_twice_shows_the_present_state() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    let page = browser.follow(answer).await;
    let password = &world.user("acme", 1).password;
    let first = browser.submit(&page, 0, &[("password", password)]).await;
    let session = browser.cookie("acme", "aero2_session");
    let second = browser.submit(&page, 0, &[("password", password)]).await;
    assert!(first.parameters().contains_key("code") && second.parameters().contains_key("code"));
    assert_eq!(session, browser.cookie("acme", "aero2_session"), "no second session");
    let shown = browser.get(&page.url).await;
    assert_eq!(shown.status, 303, "the page itself leads on too");
}

#[tokio::test]
async fn a_form_left_open_for_hours_is_over_and_can_be_started_again() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    world.later(3601);
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    assert_eq!((answer.status, answer.is_page()), (401, true));
    assert!(answer.body.contains("tx_expired"));
}

#[tokio::test]
async fn a_session_ends_by_idle_time_by_age_and_by_sign_out() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let account = world.url("acme", "/account");
    world.later(23 * 3600);
    let answer = browser.get(&account).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.header("set-cookie").contains("aero2_session="),
        "a used session gets a younger stamp"
    );
    world.later(25 * 3600);
    assert_eq!(browser.get(&account).await.status, 303, "unused for a day");
    browser.sign_in("acme", 1).await;
    for _ in 0..7 {
        world.later(23 * 3600);
        browser.get(&account).await;
    }
    world.later(8 * 3600);
    assert_eq!(browser.get(&account).await.status, 303, "a week is over");
    browser.sign_in("acme", 1).await;
    let page = browser.get(&world.url("acme", "/logout")).await;
    let answer = browser.submit(&page, 0, &[]).await;
    assert!(
        browser
            .open(&answer.location())
            .await
            .body
            .contains("You are signed out")
    );
    assert_eq!(browser.get(&account).await.status, 303);
}

#[tokio::test]
async fn a_method_that_is_switched_off_is_not_offered_and_not_taken() {
    let world = World::start().await;
    let off = serde_json::json!({"auth_methods": {"password": false}});
    assert_eq!(
        world
            .manage("acme", http::Method::PATCH, "/api/applications/settings", Some(&off))
            .await
            .status,
        200
    );
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    assert!(answer.location().contains("/verify?tx="), "straight to the code");
    let both = serde_json::json!({"auth_methods": {"password": false, "email_code": false}});
    assert_eq!(
        world
            .manage("acme", http::Method::PATCH, "/api/applications/settings", Some(&both))
            .await
            .error(),
        "no_auth_method_left"
    );
}

#[tokio::test]
async fn the_oldest_session_ends_when_there_are_too_many() {
    let world = World::start().await;
    let few = serde_json::json!({"max_sessions_per_user": 2});
    assert_eq!(
        world
            .manage("acme", http::Method::PATCH, "/api/applications/settings", Some(&few))
            .await
            .status,
        200
    );
    let mut browsers = Vec::new();
    for _ in 0..3 {
        let mut browser = world.browser();
        browser.sign_in("acme", 1).await;
        world.later(1);
        browsers.push(browser);
    }
    let mut alive = Vec::new();
    for browser in &mut browsers {
        alive.push(browser.get(&world.url("acme", "/account")).await.status == 200);
    }
    assert_eq!(alive, [false, true, true]);
}
