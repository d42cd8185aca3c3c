//! The ways to enrol in a sign-in besides an app: a passkey and codes by SMS, by page and by script, as the application allows them.

use super::{ME, begun, post, session, set, tx};
use crate::harness::{
    Answer, Browser, Flow, World,
    authenticator::{Authenticator, Lie, lie},
    passkeys::{MINE, enroll, options, origin, owner},
};
use serde_json::{Value, json};

const NUMBER: &str = "+4915112345678";

async fn required(methods: &Value) -> World {
    let world = World::start().await;
    let settings = json!({"mfa_policy": "required", "mfa_methods": methods, "sms_allowed_countries": ["DE"], "sms_daily_limit": 50});
    set(&world, &settings).await;
    world
}

fn texted(world: &World) -> String {
    let newest = &world.local.aws.sms.list(Some(NUMBER))[0];
    newest.text.rsplit_once('#').unwrap().1.to_owned()
}

/// The page that asks for a factor, on the way to a client.
async fn asked(browser: &mut Browser<'_>, flow: &Flow<'_>) -> Answer {
    let user = browser.world.user("acme", 1);
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/mfa-setup?tx="), "{}", page.url);
    page
}

#[tokio::test]
async fn the_page_makes_a_passkey_and_goes_on_when_its_codes_are_saved() {
    let world = required(&json!({"totp": true, "passkey": true})).await;
    let (flow, mut browser) = (Flow::web(&world, "acme"), world.browser());
    let page = asked(&mut browser, &flow).await;
    let mut keys = Authenticator::synced(&origin(&world));
    let unverified = keys
        .create(&options(&page), &lie(|it| it.flags = Some(0x41)))
        .to_string();
    let wrong = browser.step(&page, "passkey", &[("credential", &unverified)]).await;
    assert_eq!(wrong.status, 400, "{}", wrong.body);
    let credential = keys.create(&options(&wrong), &Lie::default()).to_string();
    let answer = browser.step(&wrong, "passkey", &[("credential", &credential)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.follow(answer).await;
    assert_eq!(page.body.matches("<li><code").count(), 10, "{}", page.body);
    assert_eq!(
        browser.cookie("acme", "aero2_session"),
        None,
        "not before they are saved"
    );
    let done = browser.step(&page, "saved", &[("saved", "yes")]).await;
    assert_eq!(flow.redeem(&done.parameters()["code"]).await.status, 200);
    let now = session(&mut browser).await;
    assert_eq!(now["amr"], json!(["pwd", "swk", "user", "mfa"]));
    let again = begun(&mut world.browser(), 1).await.json();
    assert_eq!(again["methods"], json!(["passkey", "recovery_code"]), "{again}");
    world.is_sound().await;
}

#[tokio::test]
async fn a_script_makes_a_passkey_with_the_sign_in_in_place_of_a_session() {
    let world = required(&json!({"totp": true, "passkey": true})).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let ask = format!("{MINE}/options");
    let asked = post(&mut browser, &ask, &id, &json!({})).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    let mut keys = Authenticator::synced(&origin(&world));
    let body = json!({"credential": keys.create(&asked.json(), &Lie::default()), "name": "Laptop"});
    let stolen = post(&mut world.browser(), MINE, &id, &body).await;
    assert_eq!(stolen.error(), "tx_expired");
    // A challenge of another sign-in of the same person is worth nothing here.
    let mut other = world.browser();
    let theirs = tx(&begun(&mut other, 1).await);
    assert_eq!(post(&mut other, MINE, &theirs, &body).await.error(), "passkey_invalid");
    let asked = post(&mut browser, &ask, &id, &json!({})).await.json();
    let body = json!({"credential": keys.create(&asked, &Lie::default()), "name": "Laptop"});
    let done = post(&mut browser, MINE, &id, &body).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let made = done.json();
    assert_eq!(
        (&made["method"], &made["transaction"]["status"]),
        (&json!("passkey"), &json!("complete"))
    );
    assert_eq!(made["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(session(&mut browser).await["acr"], "urn:aero2:acr:phr");
    let twice = post(&mut browser, &ask, &id, &json!({})).await;
    assert_eq!(twice.error(), "wrong_state");
    world.is_sound().await;
}

#[tokio::test]
async fn the_page_sends_a_code_by_sms_without_a_script() {
    let world = required(&json!({"totp": true, "passkey": true, "sms": true})).await;
    let (flow, mut browser) = (Flow::web(&world, "acme"), world.browser());
    let page = asked(&mut browser, &flow).await;
    let wrong = browser.step(&page, "phone", &[("phone", "12")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let answer = browser.step(&wrong, "phone", &[("phone", NUMBER)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.follow(answer).await;
    assert!(page.body.contains(NUMBER), "{}", page.body);
    let code = texted(&world);
    let other = if code == "000000" { "111111" } else { "000000" };
    let wrong = browser.step(&page, "phone-code", &[("code", other)]).await;
    assert_eq!(wrong.status, 400, "{}", wrong.body);
    let answer = browser.step(&wrong, "phone-code", &[("code", &code)]).await;
    let page = browser.follow(answer).await;
    assert_eq!(page.body.matches("<li><code").count(), 10, "{}", page.body);
    let done = browser.step(&page, "saved", &[("saved", "yes")]).await;
    assert_eq!(flow.redeem(&done.parameters()["code"]).await.status, 200);
    assert_eq!(session(&mut browser).await["amr"], json!(["pwd", "sms", "mfa"]));
    world.is_sound().await;
}

#[tokio::test]
async fn a_script_enrols_a_number_with_one_code() {
    let world = required(&json!({"totp": true, "sms": true})).await;
    let mut browser = world.browser();
    let asked = begun(&mut browser, 1).await;
    assert_eq!(asked.json()["methods"], json!(["passkey", "totp", "sms"]));
    let (id, begin, end) = (tx(&asked), format!("{ME}/sms/setup"), format!("{ME}/sms/verify"));
    let none = post(&mut browser, &begin, &id, &json!({})).await;
    assert_eq!(
        (none.status, &none.json()["errors"][0]["field"]),
        (422, &json!("phone"))
    );
    let sent = post(&mut browser, &begin, &id, &json!({"phone": NUMBER})).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let code = json!({"code": texted(&world)});
    let mut other = world.browser();
    let theirs = tx(&begun(&mut other, 1).await);
    let elsewhere = post(&mut other, &end, &theirs, &code).await;
    assert_eq!(elsewhere.error(), "code_expired", "it was asked for elsewhere");
    let done = post(&mut browser, &end, &id, &code).await;
    assert_eq!(
        (done.status, &done.json()["transaction"]["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
    assert_eq!(done.json()["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(session(&mut browser).await["acr"], "urn:aero2:acr:mfa");
    world.is_sound().await;
}

#[tokio::test]
async fn only_what_the_application_allows_can_be_enrolled() {
    let world = required(&json!({"totp": true, "passkey": false})).await;
    let (flow, mut browser) = (Flow::web(&world, "acme"), world.browser());
    let page = asked(&mut browser, &flow).await;
    assert!(
        !page.body.contains("data-passkey") && !page.body.contains("name=\"phone\""),
        "{}",
        page.body
    );
    let id = page.url.split_once("tx=").unwrap().1.to_owned();
    for (path, body) in [
        (format!("{MINE}/options"), json!({})),
        (format!("{ME}/sms/setup"), json!({"phone": NUMBER})),
    ] {
        let refused = post(&mut browser, &path, &id, &body).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (403, "mfa_disabled"),
            "{path}"
        );
    }
    set(&world, &json!({"mfa_methods": {"totp": false, "passkey": true}})).await;
    world.later(31);
    let page = browser.get(&page.url.clone()).await;
    assert!(
        page.body.contains("data-passkey") && !page.body.contains("value=\"begin\""),
        "{}",
        page.body
    );
    let refused = post(&mut browser, &format!("{ME}/totp/setup"), &id, &json!({})).await;
    assert_eq!(refused.error(), "mfa_disabled");
}

#[tokio::test]
async fn wa_01_a_passkey_of_somebody_else_enrols_nobody() {
    let world = World::start().await;
    let (_, keys) = owner(&world, 2).await;
    set(&world, &json!({"mfa_policy": "required"})).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let asked = post(&mut browser, &format!("{MINE}/options"), &id, &json!({}))
        .await
        .json();
    let mut mine = Authenticator::synced(&origin(&world));
    let made = mine.create(&asked, &Lie::default());
    let forged = made.to_string().replace(
        &crate::harness::authenticator::b64(&mine.id()),
        &crate::harness::authenticator::b64(&keys.id()),
    );
    let body = json!({"credential": serde_json::from_str::<Value>(&forged).unwrap()});
    let refused = post(&mut browser, MINE, &id, &body).await;
    assert_eq!(refused.error(), "passkey_invalid", "{}", refused.body);
    // And with a session, as ever.
    set(&world, &json!({"mfa_policy": "optional"})).await;
    let mut signed_in = world.browser();
    signed_in.sign_in("acme", 1).await;
    assert_eq!(enroll(&mut signed_in, &mut mine, &Lie::default()).await.status, 201);
    world.is_sound().await;
}
