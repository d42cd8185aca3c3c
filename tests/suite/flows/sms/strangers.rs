//! What is nothing to others: a code, a number and a sign-in of one application at another, and a stranger's question who has a number.

use super::{
    CONFIRM, NUMBER, PHONE, SMS, challenged, enrolled, other, post, sent, switched_on, texted, verify, waiting,
};
use crate::harness::{Answer, Browser, Call, World};
use http::Method;
use serde_json::{Value, json};

const CHALLENGE: &str = "/api/auth/mfa/challenge";

/// A call of a script of the own origin at the other application.
async fn there(browser: &mut Browser<'_>, path: &str, tx: &str, body: &Value) -> Answer {
    let url = browser.world.url("globex", path);
    browser.api(Method::POST, &url, tx, Some(body)).await
}

/// The code of the newest message that the other application sent.
fn texted_there(world: &World, to: &str) -> String {
    let newest = &world.local.aws.sms.list(Some(to))[0];
    let line = newest.text.lines().last().unwrap();
    line.strip_prefix("@globex.localhost #")
        .expect("its own host")
        .to_owned()
}

/// Both applications send SMS, and the same phone is somebody's second factor at each.
async fn at_both() -> World {
    let world = switched_on().await;
    let on = json!({"mfa_methods": {"sms": true}, "sms_allowed_countries": ["DE"], "sms_daily_limit": 50});
    let answer = world
        .manage("globex", Method::PATCH, "/api/applications/settings", Some(&on))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    enrolled(&mut world.browser(), NUMBER).await;
    world
}

#[tokio::test]
async fn mt_04_a_number_that_was_proven_at_one_application_is_none_at_another() {
    let world = at_both().await;
    let mut browser = world.browser();
    browser.sign_in("globex", 1).await;
    let me = browser.get(&world.url("globex", "/api/users/me")).await.json();
    assert_eq!((&me["phone"], &me["mfa_enabled"]), (&json!(null), &json!(false)));
    let setup = there(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    assert_eq!((setup.status, setup.error().as_str()), (404, "not_found"));
    // Asked for at both at once, each code proves the number where it was asked for.
    let another = "+4915112345699";
    let mut otto = world.browser();
    otto.sign_in("acme", 2).await;
    let asked = post(&mut otto, PHONE, "", &json!({"phone": another})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let code = texted(&world, another);
    let asked = there(&mut browser, PHONE, "", &json!({"phone": another})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let own = texted_there(&world, another);
    if code != own {
        let foreign = there(&mut browser, CONFIRM, "", &json!({ "code": code })).await;
        assert_eq!(foreign.error(), "code_invalid", "{}", foreign.body);
    }
    let proven = post(&mut otto, CONFIRM, "", &json!({"code": code})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
    let proven = there(&mut browser, CONFIRM, "", &json!({"code": own})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
    world.is_sound().await;
}

#[tokio::test]
async fn mt_04_a_code_and_a_sign_in_of_one_application_are_nothing_at_another() {
    let world = at_both().await;
    let mut browser = world.browser();
    browser.sign_in("globex", 1).await;
    there(&mut browser, PHONE, "", &json!({"phone": NUMBER})).await;
    let code = texted_there(&world, NUMBER);
    there(&mut browser, CONFIRM, "", &json!({"code": code})).await;
    world.later(31);
    there(&mut browser, &format!("{SMS}/setup"), "", &json!({})).await;
    let code = texted_there(&world, NUMBER);
    let made = there(&mut browser, &format!("{SMS}/verify"), "", &json!({"code": code})).await;
    assert_eq!(made.status, 200, "{}", made.body);

    // One browser, a sign-in at each.
    let mut both = world.browser();
    let mine = waiting(&mut both).await;
    let theirs = both.sign_in("globex", 1).await.parameters()["tx"].clone();
    let here = challenged(&mut both, &mine).await;
    let asked = there(&mut both, CHALLENGE, &theirs, &json!({"method": "sms"})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let own = texted_there(&world, NUMBER);
    let body = |code: &str| json!({"sms_code": code});
    let verify_there = "/api/auth/mfa/verify";
    for code in [&here, &own] {
        let foreign = there(&mut both, verify_there, &mine, &body(code)).await;
        assert_eq!((foreign.status, foreign.error().as_str()), (401, "tx_expired"));
    }
    if here != own {
        let foreign = there(&mut both, verify_there, &theirs, &body(&here)).await;
        assert_eq!((foreign.status, foreign.error().as_str()), (400, "code_invalid"));
    }
    assert_eq!(there(&mut both, verify_there, &theirs, &body(&own)).await.status, 200);
    let done = verify(&mut both, &mine, &here).await;
    assert_eq!((done.status, &done.json()["status"]), (200, &json!("complete")));

    // A session of the one asks for nothing at the other.
    let cookie = both.cookie("acme", "aero2_session").unwrap();
    for path in [PHONE, CONFIRM, "/api/auth/step-up/sms-code/send"] {
        let url = world.url("globex", path);
        let call = Call::new(Method::POST, &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin");
        assert_eq!(world.send(call.json(&json!({}))).await.status, 401, "{path}");
    }
    world.is_sound().await;
}

/// What a stranger sees, and what it cost.
fn seen(world: &World, answer: &Answer) -> (u16, Value, Vec<String>, Vec<String>) {
    let mut body = answer.json();
    for name in [
        "request_id",
        "transaction_id",
        "identifier",
        "expires_at",
        "server_time",
    ] {
        body.as_object_mut().unwrap().remove(name);
    }
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    let cost = world.cost();
    let mut calls: Vec<String> = cost.operations.iter().map(|done| done.operation.clone()).collect();
    // A limit's bucket is drawn by chance; one that was used before takes a second put.
    calls.dedup_by(|one, next| one == next && one == "PutItem");
    (answer.status, body, headers, calls)
}

#[tokio::test]
async fn en_01_a_number_of_somebody_is_answered_like_one_of_nobody() {
    let world = switched_on().await;
    enrolled(&mut world.browser(), NUMBER).await;
    world.later(31);
    let mut browser = world.browser();
    browser.source = Some("198.51.100.7".parse().unwrap());
    browser.sign_in("acme", 2).await;
    let mut found = Vec::new();
    // The first round is not compared: after it every function, a process of its own when deployed, knows its configuration.
    for number in ["+4917112345611", NUMBER, "+4917112345633"] {
        let asked = post(&mut browser, PHONE, "", &json!({"phone": number})).await;
        let asked = seen(&world, &asked);
        let code = texted(&world, number);
        let wrong = post(&mut browser, CONFIRM, "", &json!({"code": other(&code)})).await;
        found.push((asked, seen(&world, &wrong)));
    }
    assert_eq!(found[1], found[2]);
    // Somebody else's number is theirs too: it names nobody, and opens nothing of its first owner's.
    let me = browser.get(&world.url("acme", "/api/users/me")).await.json();
    assert_eq!(me["phone"], json!(null));
    assert_eq!(sent(&world, NUMBER), 3);
}

#[tokio::test]
async fn en_01_before_the_first_factor_nothing_tells_who_has_a_number() {
    let world = switched_on().await;
    enrolled(&mut world.browser(), NUMBER).await;
    let before = world.local.aws.sms.list(None).len();
    let users = [
        world.user("acme", 0).email.clone(),
        world.user("acme", 1).email.clone(),
        world.user("acme", 2).email.clone(),
        "nobody@acme.test".to_owned(),
    ];
    let mut found = Vec::new();
    for (nth, email) in users.iter().enumerate() {
        let mut browser = world.browser();
        browser.source = Some(format!("198.51.100.{}", nth + 1).parse().unwrap());
        let mut steps = Vec::new();
        let begun = post(&mut browser, "/api/auth/transactions", "", &json!({})).await;
        let tx = begun.json()["transaction_id"].as_str().unwrap().to_owned();
        let named = post(&mut browser, "/api/auth/identify", &tx, &json!({ "email": email })).await;
        assert_eq!(named.status, 200, "{}", named.body);
        steps.push(seen(&world, &named));
        let asked = post(&mut browser, CHALLENGE, &tx, &json!({"method": "sms"})).await;
        assert_eq!(asked.status, 409, "{}", asked.body);
        steps.push(seen(&world, &asked));
        let given = verify(&mut browser, &tx, "123456").await;
        steps.push(seen(&world, &given));
        let body = json!({"email": email, "password": "not-the-password"});
        let wrong = post(&mut browser, "/api/auth/signin", &tx, &body).await;
        steps.push(seen(&world, &wrong));
        found.push(steps);
    }
    assert_eq!(found[1], found[2], "with a number and without");
    assert_eq!(found[1], found[3], "with a number, and nobody");
    assert_eq!(world.local.aws.sms.list(None).len(), before);
}
