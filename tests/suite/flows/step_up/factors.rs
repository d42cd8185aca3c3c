//! Whoever has a second factor proves it again by that, and a client that asks for two factors gets them.

use super::{STEP_UP, guarded, post, session};
use crate::harness::{Answer, App, Browser, Flow, World, authenticator::Lie, claims, passkeys, tokens};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const MFA: &str = "urn:aero2:acr:mfa";
const PHR: &str = "urn:aero2:acr:phr";

async fn set(world: &World, settings: Value) {
    let path = "/api/applications/settings";
    world
        .manage("acme", Method::PATCH, path, Some(&settings))
        .await
        .expect(StatusCode::OK);
}

/// Mia with an app, and a browser in which she is signed in by her password alone.
async fn weakly_signed_in(world: &World) -> (App, Browser<'_>) {
    let mut first = world.browser();
    first.sign_in("acme", 1).await;
    let app = App::enrolled(&mut first).await;
    set(world, json!({"mfa_policy": "off"})).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    set(world, json!({"mfa_policy": "optional"})).await;
    world.later(30);
    (app, browser)
}

/// A demand for a class, as a client writes it.
fn demanding(flow: &Flow<'_>, acr: &str) -> String {
    let claims = json!({"id_token": {"acr": {"essential": true, "values": [acr]}}});
    flow.clone().with("claims", &claims.to_string()).url()
}

#[tokio::test]
async fn ss_01_a_fresh_password_is_not_enough_for_whoever_has_an_app() {
    let world = World::start().await;
    let (app, mut browser) = weakly_signed_in(&world).await;
    let refused = guarded(&mut browser).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "step_up_required"));
    let refused = refused.json();
    assert_eq!(
        (&refused["acr_values"], &refused["methods"]),
        (&json!(MFA), &json!(["totp", "recovery_code"]))
    );
    let less = post(
        &mut browser,
        STEP_UP,
        &json!({"password": world.user("acme", 1).password}),
    )
    .await;
    assert_eq!(less.error(), "method_unavailable", "less than they have");
    let proof = json!({"totp_code": app.code(&world)});
    let proven = post(&mut browser, STEP_UP, &proof).await.expect(StatusCode::OK);
    let proven = proven.json()["session"].clone();
    assert_eq!(
        (&proven["amr"], &proven["acr"]),
        (&json!(["pwd", "otp", "mfa"]), &json!(MFA))
    );
    assert_eq!(guarded(&mut browser).await.status, 200);
    world.is_sound().await;
}

#[tokio::test]
async fn ot_05_a_code_of_the_app_proves_once_over_all_surfaces() {
    let world = World::start().await;
    let (app, mut browser) = weakly_signed_in(&world).await;
    let code = app.code(&world);
    let proof = json!({"totp_code": code});
    assert_eq!(post(&mut browser, STEP_UP, &proof).await.status, 200);
    assert_eq!(post(&mut browser, STEP_UP, &proof).await.error(), "code_invalid");
    let page = browser.open(&world.url("acme", "/step-up")).await;
    let again = browser.submit(&page, 0, &[("code", &code)]).await;
    assert_eq!((again.status, again.forms().is_empty()), (400, false), "{}", again.body);
    let next = app.next(&world);
    assert_eq!(browser.submit(&page, 0, &[("code", &next)]).await.status, 303);
}

#[tokio::test]
async fn ot_03_wrong_codes_are_counted_before_they_are_judged() {
    let world = World::start().await;
    let (app, mut browser) = weakly_signed_in(&world).await;
    for _ in 0..5 {
        let wrong = post(&mut browser, STEP_UP, &json!({"totp_code": "000000"})).await;
        assert_eq!(wrong.error(), "code_invalid", "{}", wrong.body);
    }
    let right = json!({"totp_code": app.code(&world)});
    let limited = post(&mut browser, STEP_UP, &right).await;
    assert_eq!(limited.status, 429, "{}", limited.body);
    assert!(!limited.header("retry-after").is_empty());
}

#[tokio::test]
async fn a_recovery_code_proves_once_where_the_app_is_lost() {
    let world = World::start().await;
    let (app, mut browser) = weakly_signed_in(&world).await;
    let page = browser
        .open(&world.url("acme", "/step-up?return_to=%2Faccount%2Fsecurity"))
        .await;
    let page = browser
        .open(&page.link("/step-up?return_to=%2Faccount%2Fsecurity"))
        .await;
    let done = browser.submit(&page, 0, &[("code", &app.recovery[0])]).await;
    assert_eq!(done.location(), world.url("acme", "/account/security"), "{}", done.body);
    let now = session(&mut browser).await;
    assert_eq!((&now["amr"], &now["acr"]), (&json!(["pwd", "rc", "mfa"]), &json!(MFA)));
    let again = post(&mut browser, STEP_UP, &json!({"recovery_code": app.recovery[0]})).await;
    assert_eq!(again.error(), "code_invalid");
}

#[tokio::test]
async fn a_client_that_asks_for_two_factors_gets_them_from_a_weaker_session() {
    let world = World::start().await;
    let (app, mut browser) = weakly_signed_in(&world).await;
    let flow = Flow::web(&world, "acme");
    let wish = flow.clone().with("acr_values", MFA);
    let page = browser.open(&wish.url()).await;
    assert!(page.url.contains("/step-up?request="), "{}", page.url);
    let landed = browser.submit(&page, 0, &[("code", &app.code(&world))]).await;
    let found = tokens(&flow.redeem(&landed.parameters()["code"]).await);
    for token in [&found.id_token, &found.access_token] {
        let told = claims(token);
        assert_eq!(
            (&told["acr"], &told["amr"]),
            (&json!(MFA), &json!(["pwd", "otp", "mfa"]))
        );
    }
    let told = flow.post("/oauth2/introspect", &[("token", &found.access_token)]).await;
    assert_eq!(told.json()["acr"], MFA);
    let refreshed = tokens(&flow.refresh(&found.refresh_token).await);
    assert_eq!(claims(&refreshed.access_token)["acr"], MFA, "a refresh keeps it");
    assert!(
        browser.get(&wish.url()).await.parameters().contains_key("code"),
        "not asked twice"
    );
    // What can be reached and is demanded, where no page may be shown.
    let (_, mut weak) = (0, world.browser());
    set(&world, json!({"mfa_policy": "off"})).await;
    weak.sign_in("acme", 1).await;
    set(&world, json!({"mfa_policy": "optional"})).await;
    let silent = demanding(&flow.clone().with("prompt", "none"), MFA);
    assert_eq!(weak.get(&silent).await.parameters()["error"], "interaction_required");
}

/// Signs in by password and the app, remembering the browser.
async fn remembered(browser: &mut Browser<'_>, app: &App) -> Answer {
    let (world, mia) = (browser.world, browser.world.user("acme", 1));
    let page = browser.open(&world.url("acme", "/login?fresh=1")).await;
    let answer = browser.sign_in_from(&page, &mia.email, &mia.password).await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/mfa?tx="), "{}", page.url);
    let code = app.next(world);
    browser.submit(&page, 0, &[("code", &code), ("remember", "yes")]).await
}

#[tokio::test]
async fn a_remembered_browser_spares_nobody_what_a_client_asks_for() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let app = App::enrolled(&mut browser).await;
    remembered(&mut browser, &app).await;
    let mia = world.user("acme", 1);
    let page = browser.open(&world.url("acme", "/login?fresh=1")).await;
    let spared = browser.sign_in_from(&page, &mia.email, &mia.password).await;
    assert_eq!(
        spared.location(),
        world.url("acme", "/account"),
        "the browser is remembered"
    );
    assert_eq!(session(&mut browser).await["acr"], "urn:aero2:acr:1fa");
    assert_eq!(
        guarded(&mut browser).await.error(),
        "step_up_required",
        "and yet is weak"
    );
    let flow = Flow::web(&world, "acme")
        .with("acr_values", MFA)
        .with("prompt", "login");
    world.later(1);
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &mia.email, &mia.password).await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/mfa?tx="), "{}", page.url);
    let landed = browser.submit(&page, 0, &[("code", &app.next(&world))]).await;
    let found = tokens(&flow.redeem(&landed.parameters()["code"]).await);
    assert_eq!(claims(&found.id_token)["acr"], MFA);
}

#[tokio::test]
async fn who_has_nothing_enrols_when_a_client_asks_for_two_factors() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("acr_values", MFA);
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    world.later(1);
    let page = browser.open(&flow.url()).await;
    assert!(
        page.url.contains("/login?request="),
        "signed in anew first: {}",
        page.url
    );
    let otto = world.user("acme", 2);
    let answer = browser.sign_in_from(&page, &otto.email, &otto.password).await;
    assert!(answer.location().contains("/mfa-setup?tx="), "{}", answer.location());
}

#[tokio::test]
async fn a_demand_that_cannot_be_met_is_refused_and_a_wish_is_forgotten() {
    let world = World::start().await;
    let (_, mut browser) = weakly_signed_in(&world).await;
    let flow = Flow::web(&world, "acme");
    // An app does not make anybody phishing-resistant.
    let refused = browser.get(&demanding(&flow, PHR)).await.parameters();
    assert_eq!(refused["error"], "unmet_authentication_requirements");
    let wished = flow.clone().with("acr_values", PHR);
    assert!(browser.get(&wished.url()).await.parameters().contains_key("code"));
    set(&world, json!({"mfa_policy": "off"})).await;
    let refused = browser.get(&demanding(&flow, MFA)).await.parameters();
    assert_eq!(refused["error"], "unmet_authentication_requirements");
    let wished = flow.clone().with("acr_values", MFA);
    assert!(browser.get(&wished.url()).await.parameters().contains_key("code"));
    let unknown = browser.get(&demanding(&flow, "urn:elsewhere:gold")).await.parameters();
    assert_eq!(unknown["error"], "unmet_authentication_requirements");
    // Any of what is listed will do, whatever is preferred.
    let either = flow.with("acr_values", "urn:aero2:acr:phr urn:aero2:acr:1fa");
    assert!(browser.get(&either.url()).await.parameters().contains_key("code"));
}

#[tokio::test]
async fn discovery_says_what_can_be_reached_here() {
    let world = World::start().await;
    let levels = async || {
        let url = world.url("acme", "/.well-known/openid-configuration");
        world.get(&url).await.json()["acr_values_supported"].clone()
    };
    assert_eq!(levels().await, json!(["urn:aero2:acr:1fa", MFA, PHR]));
    let mut methods = world
        .manage("acme", Method::GET, "/api/applications/settings", None)
        .await
        .json()["auth_methods"]
        .clone();
    methods["passkey"] = json!(false);
    set(&world, json!({"mfa_policy": "off", "auth_methods": methods})).await;
    assert_eq!(levels().await, json!(["urn:aero2:acr:1fa"]));
}

#[tokio::test]
async fn ss_05_an_admin_takes_all_factors_away_and_everything_ends_with_them() {
    let world = World::start().await;
    let mia = world.user("acme", 1).id.clone();
    let (path, alone) = (format!("/api/users/{mia}/mfa"), format!("/api/users/{mia}"));
    let nothing = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(nothing.status, 404, "{}", nothing.body);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let app = App::enrolled(&mut browser).await;
    remembered(&mut browser, &app).await;
    let user = world.manage("acme", Method::GET, &alone, None).await.json();
    assert_eq!(
        (&user["mfa_enabled"], &user["mfa"]["recovery_codes_left"]),
        (&json!(true), &json!(10))
    );
    assert_eq!(user["mfa"]["factors"][0]["method"], "totp", "{user}");
    let mails = world.mails("mia@acme.example");
    let done = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(done.status, 204, "{}", done.body);
    assert_eq!(world.mails("mia@acme.example"), mails + 1);
    let mail = &world.local.aws.outbox.list(Some("mia@acme.example"))[0];
    assert!(mail.subject.contains("second factors"), "{}", mail.subject);
    let url = world.url("acme", "/api/auth/session");
    assert_eq!(browser.get(&url).await.status, 401, "signed out");
    let user = world.manage("acme", Method::GET, &alone, None).await.json();
    assert_eq!(
        (&user["mfa_enabled"], &user["mfa"]["factors"]),
        (&json!(false), &json!([]))
    );
    let again = browser.sign_in("acme", 1).await;
    assert_eq!(again.location(), world.url("acme", "/account"), "by the password alone");
    let lost = post(&mut browser, STEP_UP, &json!({"recovery_code": app.recovery[0]})).await;
    assert_eq!(lost.error(), "method_unavailable");
    assert!(world.events("acme").await.contains(&"mfa.reset_by_admin".to_owned()));
    world.is_sound().await;
}

#[tokio::test]
async fn wa_01_a_passkey_proves_it_again_for_its_session_and_once() {
    let world = World::start().await;
    let (mut browser, mut keys) = passkeys::owner(&world, 1).await;
    world.later(301);
    assert_eq!(
        guarded(&mut browser).await.json()["methods"],
        json!(["passkey", "recovery_code"])
    );
    let asked = post(&mut browser, "/api/auth/step-up/webauthn/options", &json!({})).await;
    let asked = asked.expect(StatusCode::OK).json();
    let assertion = keys.get(&asked, &Lie::default());
    // The same person in another browser: a challenge is for its session.
    let mut other = world.browser();
    passkeys::sign_in(&mut other, &mut keys, &Lie::default()).await;
    let foreign = post(&mut other, STEP_UP, &json!({"webauthn_assertion": assertion})).await;
    assert_eq!(foreign.error(), "passkey_invalid", "{}", foreign.body);
    let proven = post(&mut browser, STEP_UP, &json!({"webauthn_assertion": assertion})).await;
    let now = proven.expect(StatusCode::OK).json()["session"].clone();
    assert_eq!(
        (&now["amr"], &now["acr"]),
        (&json!(["pwd", "swk", "user", "mfa"]), &json!(PHR))
    );
    let again = post(&mut browser, STEP_UP, &json!({"webauthn_assertion": assertion})).await;
    assert_eq!(again.error(), "passkey_invalid", "its challenge is used up");
    assert_eq!(guarded(&mut browser).await.status, 200);
    let landed = browser.get(&demanding(&Flow::web(&world, "acme"), PHR)).await;
    assert!(
        landed.parameters().contains_key("code"),
        "as phishing-resistant as was demanded"
    );
    // The page holds what the script asks the browser.
    let page = browser.open(&world.url("acme", "/step-up")).await;
    assert!(page.body.contains("data-passkey=\"get\""), "{}", page.body);
}
