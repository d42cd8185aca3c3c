//! A sign-in form of one's own: the same journeys as the pages, in JSON.

use crate::harness::{Answer, Browser, Call, Flow, World, claims};
use http::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

const MIA: &str = "mia@acme.example";

/// The parameters of a flow's authorization request as a JSON body.
fn request(flow: &Flow<'_>) -> Value {
    let pairs: HashMap<String, String> = Url::parse(&flow.url()).unwrap().query_pairs().into_owned().collect();
    json!(pairs)
}

fn id(answer: &Answer) -> String {
    answer.json()["transaction_id"].as_str().unwrap().to_owned()
}

/// The parameters of `redirect_to`.
fn back(answer: &Answer) -> HashMap<String, String> {
    let location = answer.json()["redirect_to"].as_str().unwrap().to_owned();
    Url::parse(&location).unwrap().query_pairs().into_owned().collect()
}

async fn post(browser: &mut Browser<'_>, path: &str, tx: &str, body: Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, tx, Some(&body)).await
}

/// Asks for a code and types it.
async fn by_code(browser: &mut Browser<'_>, tx: &str) -> Answer {
    let sent = post(browser, "/api/auth/email-code", tx, json!({"email": MIA})).await;
    assert_eq!(
        (sent.status, sent.json()["status"].as_str().unwrap()),
        (202, "needs_verification"),
        "{}",
        sent.body
    );
    let code = browser.world.code_for(MIA);
    post(
        browser,
        "/api/auth/email-code/verify",
        &id(&sent),
        json!({"code": code}),
    )
    .await
}

#[tokio::test]
async fn a_form_of_ones_own_learns_what_to_show() {
    let world = World::start().await;
    let answer = world.get(&world.url("acme", "/api/auth/config")).await;
    assert_eq!(answer.status, 200);
    let config = answer.json();
    assert_eq!(config["methods"], json!(["password", "email_code", "passkey"]));
    assert_eq!(
        (&config["signup_mode"], &config["providers"]),
        (&json!("open"), &json!([]))
    );
}

#[tokio::test]
async fn a_whole_sign_in_ends_with_a_code_for_the_client() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let begun = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let view = begun.json();
    assert_eq!(view["status"], "needs_identifier");
    assert_eq!(view["client"]["client_id"], json!(flow.client_id));
    let done = by_code(&mut browser, &id(&begun)).await;
    assert_eq!(
        (done.status, &done.json()["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
    assert!(browser.cookie("acme", "aero2_session").is_some());
    assert_eq!(back(&done)["state"], "the-state");
    let tokens = flow.redeem(&back(&done)["code"]).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let id_token = claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token["amr"], json!(["email"]));
    let again = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    assert!(back(&again).contains_key("code"), "signed in already: {}", again.body);
}

#[tokio::test]
async fn a_third_party_is_allowed_or_denied() {
    let world = World::start().await;
    let body = json!({"client_name": "Third Party", "type": "web", "redirect_uris": ["https://third.example/cb"], "first_party": false});
    let made = world.manage("acme", Method::POST, "/api/clients", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let flow = Flow {
        client_id: made.json()["client_id"].as_str().unwrap().to_owned(),
        client_secret: made.json()["client_secret"].as_str().map(str::to_owned),
        redirect_uri: "https://third.example/cb".into(),
        scope: "openid profile email".into(),
        ..Flow::web(&world, "acme")
    };
    let mut browser = world.browser();
    let begun = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    let tx = id(&begun);
    let early = post(&mut browser, "/api/auth/consent", &tx, json!({"decision": "allow"})).await;
    assert_eq!(early.error(), "unauthenticated");
    let asked = by_code(&mut browser, &tx).await;
    assert_eq!(asked.json()["status"], "needs_consent", "{}", asked.body);
    assert_eq!(asked.json()["client"]["client_name"], "Third Party");
    let denied = post(&mut browser, "/api/auth/consent", &tx, json!({"decision": "deny"})).await;
    assert_eq!(back(&denied)["error"], "access_denied");
    let more = json!({"decision": "allow", "scopes": ["account"]});
    let refused = post(&mut browser, "/api/auth/consent", &tx, more).await;
    assert_eq!(refused.error(), "validation_error");
    let part = json!({"decision": "allow", "scopes": ["email"]});
    let allowed = post(&mut browser, "/api/auth/consent", &tx, part).await;
    let tokens = flow.redeem(&back(&allowed)["code"]).await.json();
    let mut granted: Vec<&str> = tokens["scope"].as_str().unwrap().split(' ').collect();
    granted.sort_unstable();
    assert_eq!(granted, ["email", "openid"]);
    // Signed in already, and more is asked than was allowed: a transaction that begins at the question.
    let begun = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    assert_eq!(begun.json()["status"], "needs_consent", "{}", begun.body);
    let allowed = post(
        &mut browser,
        "/api/auth/consent",
        &id(&begun),
        json!({"decision": "allow"}),
    )
    .await;
    assert!(back(&allowed).contains_key("code"), "{}", allowed.body);
}

#[tokio::test]
async fn a_transaction_belongs_to_its_browser_and_to_its_half_hour() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let current = world.url("acme", "/api/auth/transactions/current");
    let begun = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    let tx = id(&begun);
    let shown = browser.api(Method::GET, &current, &tx, None).await;
    assert_eq!((shown.status, shown.json()), (200, begun.json()));
    let mut other = world.browser();
    assert_eq!(other.api(Method::GET, &current, &tx, None).await.error(), "tx_expired");
    assert_eq!(browser.api(Method::GET, &current, "", None).await.error(), "tx_expired");
    world.later(1801);
    let late = browser.api(Method::GET, &current, &tx, None).await;
    assert_eq!((late.status, late.error().as_str()), (401, "tx_expired"));
    assert_eq!(late.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn giving_up_tells_the_client() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let current = world.url("acme", "/api/auth/transactions/current");
    let tx = id(&post(&mut browser, "/api/auth/transactions", "", request(&flow)).await);
    let gone = browser.api(Method::DELETE, &current, &tx, None).await;
    assert_eq!(gone.status, 204);
    assert_eq!(gone.parameters()["error"], "access_denied");
    assert_eq!(gone.parameters()["state"], "the-state");
    assert_eq!(
        browser.api(Method::GET, &current, &tx, None).await.error(),
        "tx_expired"
    );
}

#[tokio::test]
async fn a_wrong_code_is_counted_and_an_unknown_address_looks_the_same() {
    let world = World::start().await;
    let closed = json!({"signup_mode": "invite_only"});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&closed))
        .await;
    let mut views = Vec::new();
    for address in [MIA, "nobody@acme.example"] {
        let mut browser = world.browser();
        let sent = post(&mut browser, "/api/auth/email-code", "", json!({"email": address})).await;
        let mut view = sent.json();
        assert_eq!(view["identifier"], address);
        let tx = id(&sent);
        for member in ["identifier", "transaction_id"] {
            view.as_object_mut().unwrap().remove(member);
        }
        let right = world
            .local
            .aws
            .outbox
            .list(Some(address))
            .first()
            .map(|_| world.code_for(address));
        let typed = if right.as_deref() == Some("000000") {
            "000001"
        } else {
            "000000"
        };
        let wrong = post(&mut browser, "/api/auth/email-code/verify", &tx, json!({"code": typed})).await;
        assert_eq!((wrong.status, wrong.error().as_str()), (400, "code_invalid"));
        views.push((sent.status, view, wrong.json()["detail"].clone()));
    }
    assert_eq!(views[0], views[1]);
    assert_eq!(world.mails("nobody@acme.example"), 0);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie() {
    let world = World::start().await;
    let mut browser = world.browser();
    let done = by_code(&mut browser, "").await;
    assert_eq!(done.json()["redirect_to"], "/account", "{}", done.body);
    let mut elsewhere = world.browser();
    world.later(31);
    by_code(&mut elsewhere, "").await;
    let kept = browser.jar.clone();
    let answer = post(&mut browser, "/api/auth/signout", "", json!({})).await;
    assert_eq!((answer.status, browser.cookie("acme", "aero2_session")), (204, None));
    browser.jar = kept;
    let again = post(&mut browser, "/api/auth/signout", "", json!({})).await;
    assert_eq!((again.status, again.error().as_str()), (401, "unauthenticated"));
    let account = world.url("acme", "/account");
    assert_eq!(elsewhere.get(&account).await.status, 200);
    by_code(&mut browser, "").await;
    post(&mut browser, "/api/auth/signout", "", json!({"everywhere": true})).await;
    assert_eq!(elsewhere.get(&account).await.status, 303, "everywhere is here too");
}

#[tokio::test]
async fn the_error_page_says_our_codes_and_nothing_else() {
    let world = World::start().await;
    let page = world
        .get(&world.url("acme", "/error?code=tx_expired&detail=evil"))
        .await;
    assert_eq!((page.status, page.is_page()), (200, true));
    assert!(page.body.contains("tx_expired") && !page.body.contains("evil"));
    let other = world.get(&world.url("acme", "/error?code=evil")).await;
    assert_eq!((other.status, other.body.contains("evil")), (404, false));
}

#[tokio::test]
async fn another_origin_cannot_act_with_the_cookies() {
    let world = World::start().await;
    let mut browser = world.browser();
    by_code(&mut browser, "").await;
    let cookie = format!("aero2_session={}", browser.cookie("acme", "aero2_session").unwrap());
    let url = world.url("acme", "/api/auth/signout");
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let call = Call::new(Method::POST, &url)
            .header("cookie", cookie.clone())
            .header(name, value);
        let answer = world.send(call.json(&json!({}))).await;
        assert_eq!((answer.status, answer.error().as_str()), (403, "csrf_failed"));
    }
    let form = Call::new(Method::POST, &url)
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .form(&[("everywhere", "true")]);
    assert_eq!(world.send(form).await.status, 415);
}

#[tokio::test]
async fn a_way_back_that_needs_a_page_is_refused_before_anything_is_done() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("response_mode", "form_post");
    let mut browser = world.browser();
    let refused = post(&mut browser, "/api/auth/transactions", "", request(&flow)).await;
    assert_eq!((refused.status, refused.error().as_str()), (400, "invalid_request"));
    assert!((world.cost().wru - 0.0).abs() < f64::EPSILON, "nothing was written");
}

#[tokio::test]
async fn ot_03_ten_wrong_codes_in_an_hour_close_the_mailbox_to_strangers_even_with_the_right_one() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.source = Some("203.0.113.5".parse().unwrap());
    for round in 0..3 {
        let sent = post(&mut browser, "/api/auth/email-code", "", json!({"email": MIA})).await;
        let (tx, right) = (id(&sent), world.code_for(MIA));
        let wrong = if right == "111111" { "222222" } else { "111111" };
        let verify = "/api/auth/email-code/verify";
        if round == 2 {
            let closed = post(&mut browser, verify, &tx, json!({"code": right})).await;
            let seen = (closed.status, closed.error(), closed.header("retry-after").is_empty());
            assert_eq!(seen, (429, "too_many_attempts".to_owned(), false));
            assert!(browser.cookie("acme", "aero2_session").is_none());
            continue;
        }
        for _ in 0..5 {
            let refused = post(&mut browser, verify, &tx, json!({"code": wrong})).await;
            assert_eq!(refused.json()["code"], "code_invalid", "{}", refused.body);
        }
        world.later(31);
    }
}
