//! Faults and time: a lost reply changes nothing that a client can see; what is over is over, swept or not.

use crate::harness::{Browser, Call, Flow, World, tokens};
use http::Method;
use serde_json::json;

fn lost(operation: &str) -> serde_json::Value {
    json!({"service": "dynamodb", "operation": operation, "mode": "fail_after", "count": 1})
}

#[tokio::test]
async fn fa_03_a_lost_reply_leaves_one_grant_one_family_one_user_and_one_mail() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let code = flow.code().await;
    world.fault(lost("PutItem"));
    let found = tokens(&flow.redeem(&code).await);
    assert!(
        flow.is_active(&found.access_token).await,
        "our own retry is no second redemption"
    );
    world.fault(lost("UpdateItem"));
    let next = tokens(&flow.refresh(&found.refresh_token).await);
    assert_eq!(flow.refresh(&next.refresh_token).await.status, 200);
    world.fault(lost("TransactWriteItems"));
    let made = world
        .manage(
            "acme",
            Method::POST,
            "/api/users",
            Some(&json!({"email": "once@example.com"})),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let listed = world
        .manage("acme", Method::GET, "/api/users?email=once@example.com", None)
        .await
        .json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    world.fault(json!({"service": "ses", "operation": "SendEmail", "mode": "fail_after", "count": 1}));
    let answer = browser
        .submit(
            &page,
            0,
            &[("email", "mail@example.com"), ("password", "violet-harbour-tractor-91")],
        )
        .await;
    let page = browser.follow(answer).await;
    world.fault(lost("TransactWriteItems"));
    let done = browser
        .submit(&page, 0, &[("code", &world.code_for("mail@example.com"))])
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    let events = world.events("acme").await;
    assert_eq!(
        events.iter().filter(|kind| *kind == "user.created").count(),
        5,
        "three of the seed, one by the API, one by sign-up"
    );
}

#[tokio::test]
async fn fa_03_a_store_or_key_service_that_is_down_is_said_and_nothing_is_lost() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    for mode in ["fail_before", "throttle"] {
        world.fault(json!({"service": "dynamodb", "operation": "*", "mode": mode, "count": 12}));
        let answer = flow.refresh(&found.refresh_token).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (503, "temporarily_unavailable"),
            "{mode}"
        );
        assert!(!answer.header("retry-after").is_empty());
        world.local.aws.faults.clear();
    }
    assert_eq!(flow.refresh(&found.refresh_token).await.status, 200);
    world.later(31);
    world.fault(json!({"service": "dynamodb", "operation": "*", "mode": "fail_before", "count": 100}));
    assert_eq!(
        world.get(&world.url("acme", "/login")).await.status,
        503,
        "a page says so too"
    );
    world.local.aws.faults.clear();
}

#[tokio::test]
async fn fa_15_what_is_over_is_invisible_whether_or_not_it_was_swept() {
    for sweep in [false, true] {
        let world = World::start().await;
        let flow = Flow::web(&world, "acme");
        let mut browser = world.browser();
        let code = flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
        let found = tokens(&flow.redeem(&code).await);
        let user = world.user("acme", 1).id.clone();
        let count = |path: String| {
            let world = &world;
            async move {
                world.manage("acme", Method::GET, &path, None).await.json()["data"]
                    .as_array()
                    .unwrap()
                    .len()
            }
        };
        assert_eq!(
            (
                count(format!("/api/users/{user}/sessions")).await,
                count(format!("/api/users/{user}/grants")).await
            ),
            (1, 1)
        );
        let mut late = world.browser();
        let page = late.open(&world.url("acme", "/login")).await;
        let answer = late.submit(&page, 0, &[("email", "mia@acme.example")]).await;
        let page = late.follow(answer).await;
        world.later(1801);
        let over = late
            .submit(&page, 0, &[("password", &world.user("acme", 1).password)])
            .await;
        assert_eq!(
            (over.status, over.body.contains("tx_expired")),
            (401, true),
            "{}",
            over.body
        );
        world.later(40 * 86_400);
        if sweep {
            assert!(
                world
                    .local
                    .aws
                    .dynamodb
                    .sweep(world.local.services.now())
                    .await
                    .unwrap()
                    > 0
            );
            world.local.drain().await;
        }
        assert_eq!(
            (
                count(format!("/api/users/{user}/sessions")).await,
                count(format!("/api/users/{user}/grants")).await
            ),
            (0, 0),
            "swept: {sweep}"
        );
        assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
        assert_eq!(
            flow.redeem(&code).await.error(),
            "invalid_grant",
            "the old code does not live again when its grant is swept"
        );
        assert_eq!(browser.get(&world.url("acme", "/account")).await.status, 303);
        // Keys that expired can be taken again.
        browser.sign_in("acme", 1).await;
    }
}

#[tokio::test]
async fn fa_03_mail_that_could_not_be_sent_waits_and_is_sent_once() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    // Three attempts at the first try, three at the one that follows at once.
    world.fault(json!({"service": "ses", "operation": "SendEmail", "mode": "throttle", "count": 6}));
    let fields = [
        ("email", "later@example.com"),
        ("password", "violet-harbour-tractor-91"),
    ];
    let answer = browser.submit(&page, 0, &fields).await;
    assert_eq!(answer.status, 303, "the request succeeds all the same");
    browser.follow(answer).await;
    assert_eq!(world.mails("later@example.com"), 0);
    // It waits in the table, and is tried again half a minute later (decision 15).
    world.later(31);
    Flow::web(&world, "globex").code().await;
    assert_eq!(world.mails("later@example.com"), 1);
    world.local.drain().await;
    assert_eq!(world.mails("later@example.com"), 1);
}

/// Signs up at the dashboard; `meanwhile` happens before the code is typed.
async fn newcomer<'a>(world: &'a World, address: &str, meanwhile: impl FnOnce()) -> Browser<'a> {
    let mut browser = world.browser();
    let page = browser.open(&world.url("dashboard", "/signup")).await;
    let fields = [("email", address), ("password", "violet-harbour-tractor-91")];
    let answer = browser.submit(&page, 0, &fields).await;
    let page = browser.follow(answer).await;
    meanwhile();
    let code = world.code_for(address);
    assert_eq!(browser.submit(&page, 0, &[("code", &code)]).await.status, 303);
    browser
}

#[tokio::test]
async fn fa_03_a_team_that_could_not_be_made_with_the_sign_in_is_made_with_the_first_application() {
    let world = World::start().await;
    // After the first newcomer every function, a process of its own when deployed, knows its configuration: then only the team is asked for.
    newcomer(&world, "first@example.com", || {}).await;
    let away = || world.fault(json!({"service": "dynamodb", "operation": "Query", "mode": "fail_before", "count": 3}));
    let browser = newcomer(&world, "dev@example.com", away).await;
    assert!(world.local.aws.faults.list().is_empty(), "struck");
    let cookie = browser.cookie("dashboard", "aero2_session").unwrap();
    let url = world.url("dashboard", "/api/applications");
    let create = || {
        Call::new(Method::POST, &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin")
            .header("idempotency-key", "first-application")
            .json(&json!({"name": "Shop"}))
    };
    let made = world.send(create()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(world.send(create()).await.status, 201);
    world.is_sound().await;
}
