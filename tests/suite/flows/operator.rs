//! The first operator: an invitation, a password, a code; then the console.

use crate::harness::{Browser, Call, World};
use http::Method;
use serde_json::{Value, json};

/// A JSON request of a signed-in browser to the dashboard.
async fn api(browser: &Browser<'_>, method: Method, path: &str, body: Option<&Value>) -> crate::harness::Answer {
    let url = browser.world.url("dashboard", path);
    let cookie = format!(
        "aero2_session={}",
        browser.cookie("dashboard", "aero2_session").unwrap_or_default()
    );
    let call = Call::new(method, &url)
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin");
    browser
        .world
        .send(match body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
}

async fn set_up(world: &World) -> Browser<'_> {
    let mut browser = world.browser();
    let page = browser.open(world.local.operator_setup_url.as_deref().unwrap()).await;
    assert!(page.body.contains("Set up this platform"), "{}", page.body);
    let answer = browser
        .submit(&page, 0, &[("password", "quiet-harbour-lantern-42")])
        .await;
    let page = browser.follow(answer).await;
    let answer = browser
        .submit(&page, 0, &[("code", &world.code_for("operator@example.com"))])
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    browser
}

#[tokio::test]
async fn ot_01_looking_at_the_invitation_changes_nothing_and_the_code_makes_the_operator() {
    let world = World::bare().await;
    let link = world.local.operator_setup_url.clone().unwrap();
    assert_eq!(world.mails("operator@example.com"), 1, "the invitation is mailed too");
    let mut scanner = world.browser();
    for _ in 0..3 {
        assert_eq!(scanner.get(&link).await.status, 200);
        let head = world.send(Call::new(Method::HEAD, &link)).await;
        assert_eq!((head.status, head.body.len()), (200, 0));
    }
    assert!(
        world
            .local
            .aws
            .capacity
            .recent()
            .iter()
            .take(6)
            .all(|trace| trace.wru == 0.0)
    );
    let browser = set_up(&world).await;
    assert_eq!(scanner.get(&link).await.status, 400, "used");
    let operators = api(&browser, Method::GET, "/api/platform/operators", None).await;
    assert_eq!(operators.json()["data"][0]["status"], "active");
    let id = operators.json()["data"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        api(&browser, Method::DELETE, &format!("/api/platform/operators/{id}"), None)
            .await
            .error(),
        "last_operator"
    );
    let user = format!("/api/users/{id}");
    let disabled = api(&browser, Method::POST, &format!("{user}/disable"), Some(&json!({}))).await;
    assert_eq!(disabled.error(), "last_operator", "{}", disabled.body);
    assert_eq!(
        api(&browser, Method::DELETE, &user, None).await.error(),
        "last_operator"
    );
}

#[tokio::test]
async fn an_invitation_ends_after_three_days_and_cannot_be_made_up() {
    let world = World::bare().await;
    let link = world.local.operator_setup_url.clone().unwrap();
    let mut browser = world.browser();
    assert_eq!(browser.get(&format!("{link}x")).await.status, 400);
    assert_eq!(
        browser
            .get(&world.url("dashboard", "/operator-setup?token="))
            .await
            .status,
        400
    );
    world.later(72 * 3600);
    assert_eq!(browser.get(&link).await.status, 400);
}

#[tokio::test]
async fn a_developer_makes_an_application_in_one_request() {
    let world = World::bare().await;
    let mut browser = set_up(&world).await;
    let made = api(
        &browser,
        Method::POST,
        "/api/applications",
        Some(&json!({"name": "My Shop"})),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    let issuer = made["issuer"].as_str().unwrap();
    assert!(
        made["secret_key"].as_str().unwrap().starts_with("sk_live_")
            && made["snippet"].as_str().unwrap().contains(issuer)
    );
    assert_eq!(
        world
            .get(&format!("{issuer}/.well-known/openid-configuration"))
            .await
            .status,
        200
    );
    let url = format!("{issuer}/api/applications/current");
    let own = world
        .send(Call::new(Method::GET, &url).header(
            "authorization",
            format!("Bearer {}", made["secret_key"].as_str().unwrap()),
        ))
        .await;
    assert_eq!(own.json()["name"], "My Shop");
    let id = made["id"].as_str().unwrap();
    let mounted = api(&browser, Method::GET, &format!("/api/applications/{id}"), None).await;
    assert_eq!(mounted.json(), own.json(), "same handler, same answer");
    assert_eq!(
        api(&browser, Method::GET, &format!("/api/applications/{id}/users"), None)
            .await
            .json()["data"],
        json!([])
    );
    let home = browser.get(&world.url("dashboard", "/")).await;
    assert_eq!((home.status, home.location()), (303, world.url("dashboard", "/apps")));
    let listed = api(&browser, Method::GET, "/api/applications", None).await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_suspended_application_answers_only_its_public_documents() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("dashboard", "/login?return_to=/")).await;
    browser
        .sign_in_from(
            &page,
            "operator@example.com",
            world.seeded.operator.password.as_deref().unwrap(),
        )
        .await;
    let id = &world.app("acme").id;
    let turn = |what: &'static str| format!("/api/platform/applications/{id}/{what}");
    assert_eq!(
        api(
            &browser,
            Method::POST,
            &turn("suspend"),
            Some(&json!({"reason": "abuse"}))
        )
        .await
        .status,
        200
    );
    assert_eq!(
        world
            .get(&world.url("acme", "/.well-known/openid-configuration"))
            .await
            .status,
        200
    );
    assert_eq!(world.get(&world.url("acme", "/login")).await.status, 403);
    assert_eq!(
        world.manage("acme", Method::GET, "/api/users", None).await.error(),
        "application_suspended"
    );
    let (path, slug) = (format!("/api/applications/{id}"), json!({"confirm": "acme"}));
    assert!(api(&browser, Method::DELETE, &path, Some(&slug)).await.status < 300);
    assert_eq!(api(&browser, Method::DELETE, &path, Some(&slug)).await.status, 404);
    assert_eq!(
        api(&browser, Method::POST, &format!("{path}/restore"), None)
            .await
            .status,
        200
    );
    assert_eq!(
        world.manage("acme", Method::GET, "/api/users", None).await.error(),
        "application_suspended",
        "its owner cannot lift what the operator did"
    );
    assert_eq!(
        api(
            &browser,
            Method::POST,
            &turn("resume"),
            Some(&json!({"reason": "settled"}))
        )
        .await
        .status,
        200
    );
    assert_eq!(world.get(&world.url("acme", "/login")).await.status, 200);
    world.later(301);
    assert_eq!(
        api(
            &browser,
            Method::POST,
            &turn("suspend"),
            Some(&json!({"reason": "again"}))
        )
        .await
        .error(),
        "step_up_required"
    );
}
