//! What an application requires of everybody: asked at sign-up, and at the next sign-in after it was required.

use super::ending::settings;
use crate::harness::{Flow, World};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

async fn with_terms(world: &World) {
    let early = settings(world, json!({"signup_required_fields": ["terms"]})).await;
    assert_eq!((early.status, early.error().as_str()), (422, "validation_error"));
    let terms = json!({"terms_url": "https://acme.example/terms"});
    let told = world
        .manage("acme", Method::PATCH, "/api/applications/current", Some(&terms))
        .await;
    assert_eq!(told.status, 200, "{}", told.body);
    let wanted = json!({"signup_required_fields": ["given_name", "terms"], "terms_version": "2026-11"});
    assert_eq!(settings(world, wanted).await.status, 200);
}

async fn user(world: &World, email: &str) -> Value {
    let path = format!("/api/users?email={email}");
    world.manage("acme", Method::GET, &path, None).await.json()["data"][0].clone()
}

#[tokio::test]
async fn a_sign_up_says_everything_at_once() {
    let world = World::start().await;
    with_terms(&world).await;
    let config = world.get(&world.url("acme", "/api/auth/config")).await.json();
    assert_eq!(
        (&config["required_fields"], &config["terms_version"]),
        (&json!(["email", "given_name", "terms"]), &json!("2026-11"))
    );
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    assert!(page.body.contains("https://acme.example/terms"), "{}", page.body);
    let typed = [("email", "zoe@example.com"), ("password", PASSWORD)];
    let lacking = browser
        .submit(&page, 0, &[typed[0], typed[1], ("given_name", " "), ("terms", "")])
        .await;
    assert_eq!(lacking.status, 422);
    for problem in ["given_name-problem", "terms-problem"] {
        assert!(lacking.body.contains(problem), "{problem}: {}", lacking.body);
    }
    assert_eq!(
        world.mails("zoe@example.com"),
        0,
        "refused before anything was looked up or mailed"
    );
    let answer = browser
        .submit(&page, 0, &[typed[0], typed[1], ("given_name", "Zoé")])
        .await;
    let page = browser.follow(answer).await;
    let answer = browser
        .submit(&page, 0, &[("code", &world.code_for("zoe@example.com"))])
        .await;
    assert_eq!(
        answer.location(),
        world.url("acme", "/account"),
        "nothing is left to be asked"
    );
    let made = user(&world, "zoe@example.com").await;
    assert_eq!(
        (&made["given_name"], &made["terms_version"]),
        (&json!("Zoé"), &json!("2026-11"))
    );
    world.is_sound().await;
}

#[tokio::test]
async fn everybody_else_is_asked_at_their_next_sign_in() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let person = world.user("acme", 1).clone();
    let mut before = world.browser();
    before.sign_in("acme", 1).await;
    with_terms(&world).await;
    assert_eq!(
        before.get(&world.url("acme", "/account")).await.status,
        200,
        "who is in stays in"
    );
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &person.email, &person.password).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("One more step") && page.body.contains("given_name"),
        "{}",
        page.body
    );
    assert_eq!(browser.cookie("acme", "aero2_session"), None, "no session before that");
    let wrong = browser
        .submit(&page, 0, &[("given_name", "\u{202e}evil"), ("terms", "")])
        .await;
    assert!(
        wrong.status == 422 && wrong.body.contains("terms-problem"),
        "{}",
        wrong.body
    );
    let forged = browser
        .post(&page.forms()[0].action, &[("given_name", "Ada"), ("terms", "yes")])
        .await;
    assert_eq!(forged.status, 403, "csrf");
    let answer = browser
        .submit(&page, 0, &[("given_name", "Ada"), ("family_name", "Unasked")])
        .await;
    assert_eq!(
        flow.redeem(&answer.parameters()["code"]).await.status,
        200,
        "{}",
        answer.body
    );
    let after = user(&world, &person.email).await;
    assert_eq!(
        (&after["given_name"], &after["family_name"]),
        (&json!("Ada"), &Value::Null)
    );
    assert!(after["terms_accepted_at"].is_string());
    // Nobody is asked twice, until the terms are others.
    let mut again = world.browser();
    again.sign_in("acme", 1).await;
    assert!(again.cookie("acme", "aero2_session").is_some());
    settings(&world, json!({"terms_version": "2027-01"})).await;
    let mut again = world.browser();
    let signin = world.url("acme", "/api/auth/signin");
    let credentials = json!({"email": person.email, "password": person.password});
    let asked = again.api(Method::POST, &signin, "", Some(&credentials)).await;
    assert_eq!(
        (&asked.json()["status"], &asked.json()["missing"]),
        (&json!("needs_profile"), &json!(["terms"]))
    );
    let tx = asked.json()["transaction_id"].as_str().unwrap().to_owned();
    let fill = world.url("acme", "/api/auth/profile");
    let lacking = again.api(Method::POST, &fill, &tx, Some(&json!({}))).await;
    assert_eq!(lacking.error(), "validation_error", "{}", lacking.body);
    let unknown = again
        .api(Method::POST, &fill, &tx, Some(&json!({"email": "x@y.example"})))
        .await;
    assert_eq!(unknown.error(), "unknown_field");
    let done = again
        .api(Method::POST, &fill, &tx, Some(&json!({"terms_accepted": true})))
        .await;
    assert_eq!(done.json()["status"], "complete", "{}", done.body);
    world.is_sound().await;
}

#[tokio::test]
async fn who_signs_up_by_code_is_asked_before_the_first_session() {
    let world = World::start().await;
    assert_eq!(
        settings(&world, json!({"signup_required_fields": ["name"]}))
            .await
            .status,
        200
    );
    let created = async || {
        let events = world.events("acme").await;
        events.iter().filter(|kind| *kind == "user.created").count()
    };
    let before = created().await;
    let mut browser = world.browser();
    let send = world.url("acme", "/api/auth/email-code");
    let sent = browser
        .api(Method::POST, &send, "", Some(&json!({"email": "new@example.com"})))
        .await;
    let tx = sent.json()["transaction_id"].as_str().unwrap().to_owned();
    let code = json!({"code": world.code_for("new@example.com")});
    let verify = world.url("acme", "/api/auth/email-code/verify");
    let asked = browser.api(Method::POST, &verify, &tx, Some(&code)).await;
    assert_eq!(asked.json()["status"], "needs_profile", "{}", asked.body);
    let fill = world.url("acme", "/api/auth/profile");
    let done = browser
        .api(Method::POST, &fill, &tx, Some(&json!({"name": "Neue Person"})))
        .await;
    assert_eq!(done.json()["status"], "complete", "{}", done.body);
    assert_eq!(created().await, before + 1);
    world.is_sound().await;
}

#[tokio::test]
async fn somebody_who_comes_back_keeps_the_account_first_and_then_says_the_rest() {
    let world = World::start().await;
    let person = world.user("acme", 1).clone();
    let path = format!("/api/users/{}", person.id);
    world.manage("acme", Method::DELETE, &path, None).await;
    with_terms(&world).await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.sign_in_from(&page, &person.email, &person.password).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 0, &[("decision", "keep")]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("One more step"), "{}", page.body);
    assert_eq!(user(&world, &person.email).await["status"], "active", "kept already");
    let answer = browser.submit(&page, 0, &[("given_name", "Ada")]).await;
    assert_eq!(answer.location(), world.url("acme", "/account"), "{}", answer.body);
    world.is_sound().await;
}

#[tokio::test]
async fn en_01_an_address_that_is_given_away_for_minutes_is_refused_before_anything_is_looked_up() {
    let world = World::start().await;
    let known = json!({"email": "kept@mailinator.com", "email_verified": true, "password": PASSWORD});
    assert_eq!(
        world
            .manage("acme", Method::POST, "/api/users", Some(&known))
            .await
            .status,
        201,
        "an admin may"
    );
    let signup = world.url("acme", "/api/auth/signup");
    let mut answers = Vec::new();
    for email in ["kept@mailinator.com", "new@mailinator.com", "new@below.mailinator.com"] {
        let mut browser = world.browser();
        let body = json!({"email": email, "password": PASSWORD});
        let refused = browser.api(Method::POST, &signup, "", Some(&body)).await;
        let reads = world.cost().rru;
        answers.push((refused.status, refused.error(), reads.to_string(), world.mails(email)));
    }
    assert_eq!(answers[0].1, "signup_domain_not_allowed");
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:?}");
    let mut browser = world.browser();
    let send = world.url("acme", "/api/auth/email-code");
    browser
        .api(Method::POST, &send, "", Some(&json!({"email": "new@mailinator.com"})))
        .await;
    assert_eq!(world.mails("new@mailinator.com"), 0);
    for part in [
        json!({"signup_allowed_domains": ["mailinator.com"]}),
        json!({"signup_block_disposable": false}),
    ] {
        let back = json!({"signup_allowed_domains": [], "signup_block_disposable": true});
        assert_eq!(settings(&world, back).await.status, 200);
        assert_eq!(settings(&world, part).await.status, 200);
        let body = json!({"email": "new@mailinator.com", "password": PASSWORD});
        let mut browser = world.browser();
        let welcome = browser.api(Method::POST, &signup, "", Some(&body)).await;
        assert_eq!(welcome.status, 202, "{}", welcome.body);
        world.later(31);
    }
}
