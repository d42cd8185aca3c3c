//! Whose account is going to be erased is asked, whichever way they come back, and gets nothing before they said that they keep it.

use super::ending::{DAY, ME, comes_back, leave, run, settings, signed_in, status};
use crate::harness::{Flow, World};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn whoever_comes_back_in_time_is_asked_and_keeps_the_account() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let (mut browser, page) = comes_back(&world).await;
    assert!(page.body.contains("Keep your account?"), "{}", page.body);
    assert_eq!(browser.cookie("acme", "aero2_session"), None, "nothing is issued yet");
    assert_eq!(browser.get(&world.url("acme", ME)).await.status, 401);
    let answer = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!(answer.location(), world.url("acme", "/account"), "{}", answer.body);
    assert_eq!(
        (status(&world).await, browser.get(&world.url("acme", ME)).await.status),
        (json!("active"), 200)
    );
    // The same form again acts no second time.
    let again = browser.submit(&page, 0, &[("decision", "leave")]).await;
    assert_eq!((again.status, status(&world).await), (303, json!("active")));
    assert!(
        world
            .events("acme")
            .await
            .contains(&"user.deletion_cancelled".to_owned())
    );
    world.later(8 * DAY);
    run(&world).await;
    assert_eq!(status(&world).await, "active");
    world.is_sound().await;
}

#[tokio::test]
async fn whoever_leaves_it_gets_nothing_and_the_client_is_told() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let flow = Flow::web(&world, "acme");
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 0, &[("decision", "leave")]).await;
    assert_eq!(answer.parameters()["error"], "access_denied");
    assert_eq!(
        (browser.cookie("acme", "aero2_session"), status(&world).await),
        (None, json!("deletion_scheduled"))
    );
    let late = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!((late.status, status(&world).await), (401, json!("deletion_scheduled")));
    world.is_sound().await;
}

#[tokio::test]
async fn every_way_in_leads_past_the_question() {
    let world = World::start().await;
    settings(&world, json!({"auth_methods": {"magic_link": true}})).await;
    leave(&mut signed_in(&world).await).await;
    let user = world.user("acme", 1);
    // By code.
    let mut browser = world.browser();
    let send = world.url("acme", "/api/auth/email-code");
    let sent = browser
        .api(Method::POST, &send, "", Some(&json!({"email": user.email})))
        .await;
    let tx = sent.json()["transaction_id"].as_str().unwrap().to_owned();
    let typed = json!({"code": world.code_for(&user.email)});
    let verify = world.url("acme", "/api/auth/email-code/verify");
    let asked = browser.api(Method::POST, &verify, &tx, Some(&typed)).await;
    assert_eq!(asked.json()["status"], "needs_reactivation", "{}", asked.body);
    assert!(asked.json()["deletion_at"].is_string() && asked.json().get("session").is_none());
    // By link.
    world.later(31);
    let mut other = world.browser();
    other
        .api(Method::POST, &send, "", Some(&json!({"email": user.email})))
        .await;
    let mail = world.local.aws.outbox.list(Some(&user.email)).remove(0).text;
    let link = mail
        .split_whitespace()
        .find(|word| word.contains("/login/link?token="))
        .unwrap()
        .to_owned();
    let page = other.open(&link).await;
    let answer = other.submit(&page, 0, &[]).await;
    assert!(other.follow(answer).await.body.contains("Keep your account?"));
    // A new password does not sign in, and does not keep the account.
    world.later(31);
    let forgot = world.url("acme", "/api/auth/password/forgot");
    other
        .api(Method::POST, &forgot, "", Some(&json!({"email": user.email})))
        .await;
    let reset =
        json!({"email": user.email, "code": world.code_for(&user.email), "new_password": "copper-lantern-orchard-27"});
    let done = other
        .api(
            Method::POST,
            &world.url("acme", "/api/auth/password/reset"),
            "",
            Some(&reset),
        )
        .await;
    assert_eq!(
        (done.status, status(&world).await),
        (200, json!("deletion_scheduled")),
        "{}",
        done.body
    );
    // What was asked before the new password is over.
    let keep = world.url("acme", "/api/auth/reactivation");
    let late = browser
        .api(Method::POST, &keep, &tx, Some(&json!({"decision": "keep"})))
        .await;
    assert_eq!(late.error(), "tx_expired");
    world.is_sound().await;
}

#[tokio::test]
async fn a_form_of_ones_own_keeps_the_account_or_leaves_it() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    leave(&mut signed_in(&world).await).await;
    let credentials = json!({"email": user.email, "password": user.password});
    let mut browser = world.browser();
    let cancel = world.url("acme", "/api/users/me/deletion/cancel");
    let nobody = browser.api(Method::POST, &cancel, "", Some(&json!({}))).await;
    assert_eq!(nobody.error(), "tx_expired");
    let signin = world.url("acme", "/api/auth/signin");
    let asked = browser.api(Method::POST, &signin, "", Some(&credentials)).await;
    let tx = asked.json()["transaction_id"].as_str().unwrap().to_owned();
    let current = browser
        .api(
            Method::GET,
            &world.url("acme", "/api/auth/transactions/current"),
            &tx,
            None,
        )
        .await;
    assert_eq!(
        (&current.json()["status"], &current.json()["methods"]),
        (&json!("needs_reactivation"), &json!([]))
    );
    // Nobody else's browser, and no other step.
    let mut stranger = world.browser();
    assert_eq!(
        stranger.api(Method::POST, &cancel, &tx, Some(&json!({}))).await.error(),
        "tx_expired"
    );
    let elsewhere = browser
        .api(
            Method::POST,
            &world.url("acme", "/api/auth/profile"),
            &tx,
            Some(&json!({})),
        )
        .await;
    assert_eq!(elsewhere.error(), "wrong_state");
    let left = json!({"decision": "leave"});
    let gone = browser
        .api(
            Method::POST,
            &world.url("acme", "/api/auth/reactivation"),
            &tx,
            Some(&left),
        )
        .await;
    assert_eq!((gone.status, status(&world).await), (204, json!("deletion_scheduled")));
    let asked = browser.api(Method::POST, &signin, "", Some(&credentials)).await;
    let tx = asked.json()["transaction_id"].as_str().unwrap().to_owned();
    let kept = browser.api(Method::POST, &cancel, &tx, Some(&json!({}))).await;
    assert_eq!(
        (kept.status, &kept.json()["status"]),
        (200, &json!("complete")),
        "{}",
        kept.body
    );
    assert_eq!(status(&world).await, "active");
    let nothing = browser.api(Method::POST, &cancel, "", Some(&json!({}))).await;
    assert_eq!((nothing.status, nothing.error().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn the_question_stands_for_a_quarter_of_an_hour() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let (mut browser, page) = comes_back(&world).await;
    world.later(901);
    let late = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!((late.status, status(&world).await), (401, json!("deletion_scheduled")));
}

#[tokio::test]
async fn en_01_an_account_that_is_scheduled_over_due_or_erased_answers_like_none() {
    let world = World::start().await;
    settings(&world, json!({"signup_mode": "invite_only"})).await;
    let user = world.user("acme", 1).clone();
    leave(&mut signed_in(&world).await).await;
    let mut answers = Vec::new();
    let mut ask = async |email: &str| {
        let mut browser = world.browser();
        let page = browser.open(&world.url("acme", "/login")).await;
        let answer = browser.sign_in_from(&page, email, "wrong-horse-battery").await;
        let mut forgot = world.browser();
        let url = world.url("acme", "/api/auth/password/forgot");
        let asked = forgot.api(Method::POST, &url, "", Some(&json!({"email": email}))).await;
        answers.push((answer.status, asked.status, asked.body));
    };
    ask("nobody@acme.example").await;
    ask(&user.email).await;
    world.later(7 * DAY);
    let mails = world.mails(&user.email);
    ask(&user.email).await;
    assert_eq!(
        world.mails(&user.email),
        mails,
        "its day has come, though nobody was there yet"
    );
    // The right password does not help any more.
    let (browser, page) = comes_back(&world).await;
    assert_eq!((page.status, browser.cookie("acme", "aero2_session")), (401, None));
    run(&world).await;
    ask(&user.email).await;
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:?}");
}
