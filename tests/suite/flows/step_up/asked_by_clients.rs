//! A client asks for a fresher or stronger sign-in than there is (OIDC Core §3.1.2.1, §5.5.1.1; RFC 9470 §5).

use super::session;
use crate::harness::{Flow, World, claims, tokens};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const PHR: &str = "urn:aero2:acr:phr";
const NOT_ME: &str = "Change";

#[tokio::test]
async fn max_age_leads_the_same_person_through_the_step_up_page_and_the_session_goes_on() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let first = flow.authorize(&mut browser, 1).await;
    let before = tokens(&flow.redeem(&first.parameters()["code"]).await);
    world.later(600);
    assert!(
        browser
            .get(&flow.clone().with("max_age", "601").url())
            .await
            .parameters()
            .contains_key("code"),
        "young enough"
    );
    let asked = flow.clone().with("max_age", "300");
    let page = browser.open(&asked.url()).await;
    assert!(page.url.contains("/step-up?request="), "{}", page.url);
    assert!(
        page.body.contains(NOT_ME) && page.body.contains("mia@acme.example"),
        "{}",
        page.body
    );
    assert!(page.header("content-security-policy").contains("http://localhost:3001"));
    let wrong = browser.submit(&page, 0, &[("password", "not-it-at-all-9")]).await;
    assert_eq!((wrong.status, wrong.forms().is_empty()), (401, false), "the form stays");
    let password = &world.user("acme", 1).password;
    let landed = browser.submit(&wrong, 0, &[("password", password)]).await;
    assert_eq!(landed.parameters()["state"], "the-state");
    let after = tokens(&asked.redeem(&landed.parameters()["code"]).await);
    let [old, new] = [&before.id_token, &after.id_token].map(|token| claims(token));
    assert_eq!(old["sid"], new["sid"], "the session goes on");
    let later = |claims: &Value| claims["auth_time"].as_i64().unwrap();
    assert_eq!(later(&new) - later(&old), 600);
    assert_eq!(claims(&after.access_token)["auth_time"], new["auth_time"]);
    // A refresh keeps what it was issued with.
    let refreshed = tokens(&flow.refresh(&before.refresh_token).await);
    for claim in ["auth_time", "acr", "amr"] {
        assert_eq!(claims(&refreshed.id_token)[claim], old[claim], "{claim}");
        assert_eq!(claims(&refreshed.access_token)[claim], old[claim], "{claim}");
    }
    let told = flow
        .post("/oauth2/introspect", &[("token", &after.access_token)])
        .await
        .json();
    assert_eq!((&told["auth_time"], &told["acr"]), (&new["auth_time"], &new["acr"]));
}

#[tokio::test]
async fn where_no_page_may_be_shown_the_client_is_told() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("prompt", "none");
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.later(600);
    let error = async |flow: Flow<'_>, browser: &mut crate::harness::Browser<'_>| {
        let found = browser.get(&flow.url()).await.parameters();
        found.get("error").cloned().unwrap_or_default()
    };
    assert_eq!(
        error(flow.clone().with("max_age", "300"), &mut browser).await,
        "login_required"
    );
    assert_eq!(
        error(flow.clone().with("max_age", "0"), &mut browser).await,
        "login_required"
    );
    assert_eq!(error(flow.clone().with("max_age", "900"), &mut browser).await, "");
    assert_eq!(
        error(flow.clone().with("acr_values", PHR), &mut browser).await,
        "",
        "a wish is no demand"
    );
}

#[tokio::test]
async fn max_age_0_is_a_sign_in() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("max_age", "0");
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let before = session(&mut browser).await;
    world.later(1);
    assert!(browser.get(&flow.url()).await.location().contains("/login?request="));
    let done = flow.authorize(&mut browser, 1).await;
    assert!(done.parameters().contains_key("code"), "{}", done.body);
    assert_ne!(session(&mut browser).await["id"], before["id"]);
}

#[tokio::test]
async fn what_a_client_always_wants_is_asked_though_the_request_does_not_say_it() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let path = format!("/api/clients/{}", flow.client_id);
    let always = json!({"default_max_age": 300, "default_acr_values": ["urn:aero2:acr:1fa"]});
    world
        .manage("acme", Method::PATCH, &path, Some(&always))
        .await
        .expect(StatusCode::OK);
    world.later(31);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    assert!(browser.get(&flow.url()).await.parameters().contains_key("code"));
    world.later(301);
    assert!(browser.get(&flow.url()).await.location().contains("/step-up?request="));
    let wider = flow.clone().with("max_age", "900");
    assert!(
        browser.get(&wider.url()).await.parameters().contains_key("code"),
        "what the request says wins"
    );
}

#[tokio::test]
async fn somebody_else_can_sign_in_from_the_step_up_page() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("max_age", "60");
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.later(120);
    let page = browser.open(&flow.url()).await;
    let page = browser.open(&page.link("/login?request=")).await;
    let otto = world.user("acme", 2);
    let landed = browser.sign_in_from(&page, &otto.email, &otto.password).await;
    let found = tokens(&flow.redeem(&landed.parameters()["code"]).await);
    assert_eq!(claims(&found.id_token)["sub"], otto.id.as_str());
}

#[tokio::test]
async fn mt_04_a_sealed_request_of_one_application_leads_nowhere_at_another() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("max_age", "60");
    let (mut browser, mut other) = (world.browser(), world.browser());
    browser.sign_in("acme", 1).await;
    other.sign_in("globex", 1).await;
    world.later(120);
    let there = browser.get(&flow.url()).await.location();
    let foreign = there.replace("acme.localhost", "globex.localhost");
    let refused = other.get(&foreign).await;
    assert!(refused.status >= 400 && refused.forms().is_empty(), "{}", refused.body);
}
