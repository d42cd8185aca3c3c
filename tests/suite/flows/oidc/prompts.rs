//! What a client may ask of the person and about the person.

use crate::harness::{Flow, World, claims};
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_signed_in_person_is_not_asked_again_and_prompt_none_says_so() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let silent = flow.clone().with("prompt", "none");
    assert_eq!(browser.get(&silent.url()).await.parameters()["error"], "login_required");
    flow.authorize(&mut browser, 1).await;
    assert!(browser.get(&silent.url()).await.parameters().contains_key("code"));
    world.later(60);
    let again = flow.clone().with("prompt", "login");
    assert!(browser.get(&again.url()).await.location().contains("/login?request="));
    let young = flow.clone().with("max_age", "30");
    assert!(browser.get(&young.url()).await.location().contains("/step-up?request="));
    let done = again.authorize(&mut browser, 1).await;
    assert!(
        done.parameters().contains_key("code"),
        "a sign-in after the request satisfies prompt=login"
    );
}

#[tokio::test]
async fn select_account_shows_who_is_signed_in() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("prompt", "select_account");
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.later(5);
    let page = browser.open(&flow.url()).await;
    assert!(
        page.body.contains("Choose an account") && page.body.contains("mia@acme.example"),
        "{}",
        page.body
    );
    let answer = browser.submit(&page, 0, &[("choice", "continue")]).await;
    assert!(answer.parameters().contains_key("code"));
}

#[tokio::test]
async fn a_third_party_client_needs_consent_which_is_remembered_and_can_be_denied() {
    let world = World::start().await;
    let body = json!({"client_name": "Third <b>Party</b>", "type": "web", "redirect_uris": ["https://third.example/cb"], "first_party": false});
    let client = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .expect(StatusCode::CREATED)
        .json();
    let flow = Flow {
        redirect_uri: "https://third.example/cb".into(),
        ..Flow::made(&world, "acme", &client)
    };
    let mut browser = world.browser();
    let answer = flow.authorize(&mut browser, 1).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("Allow Third &#60;b&#62;Party") || page.body.contains("Allow Third &lt;b&gt;Party"),
        "{}",
        page.body
    );
    assert!(page.header("content-security-policy").contains("https://third.example"));
    let denied = browser.submit(&page, 0, &[("decision", "deny")]).await;
    assert_eq!(denied.parameters()["error"], "access_denied");
    assert_eq!(
        browser
            .get(&flow.clone().with("prompt", "none").url())
            .await
            .parameters()["error"],
        "consent_required"
    );
    let page = browser.open(&flow.url()).await;
    let allowed = browser.submit(&page, 0, &[("decision", "allow")]).await;
    assert_eq!(flow.redeem(&allowed.parameters()["code"]).await.status, 200);
    assert!(
        browser.get(&flow.url()).await.parameters().contains_key("code"),
        "remembered"
    );
    assert!(
        browser
            .open(&flow.clone().with("prompt", "consent").url())
            .await
            .body
            .contains("Allow Third")
    );
    let id = &flow.client_id;
    let users = world
        .manage("acme", Method::GET, &format!("/api/clients/{id}/grants"), None)
        .await
        .json();
    assert_eq!(users["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        world
            .manage("acme", Method::DELETE, &format!("/api/clients/{id}/grants"), None)
            .await
            .json()["revoked_count"],
        1
    );
}

#[tokio::test]
async fn a_pairwise_client_sees_a_subject_of_its_own() {
    let world = World::start().await;
    let body = json!({"client_name": "Pairwise", "type": "web", "redirect_uris": ["https://pair.example/cb"], "subject_type": "pairwise", "userinfo_signed_response_alg": "ES256", "id_token_signed_response_alg": "ES256"});
    let client = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .expect(StatusCode::CREATED)
        .json();
    let flow = Flow {
        redirect_uri: "https://pair.example/cb".into(),
        ..Flow::made(&world, "acme", &client)
    };
    let (one, two) = (flow.tokens().await, flow.tokens().await);
    let sub = claims(&one.id_token)["sub"].clone();
    assert_ne!(sub, world.user("acme", 1).id.as_str());
    assert_eq!(sub, claims(&two.id_token)["sub"]);
    let answer = flow.userinfo(&one.access_token).await;
    assert_eq!(answer.header("content-type"), "application/jwt");
    assert_eq!(claims(&answer.body)["sub"], sub);
    assert!(flow.is_active(&one.access_token).await);
}

#[tokio::test]
async fn claims_asked_by_name_are_told_where_they_were_asked() {
    let world = World::start().await;
    let asked = r#"{"userinfo":{"name":null},"id_token":{"email":{"essential":true},"acr":{"essential":true,"values":["urn:aero2:acr:1fa"]}}}"#;
    let flow = Flow {
        scope: "openid".into(),
        ..Flow::web(&world, "acme")
    }
    .with("claims", asked);
    let found = flow.tokens().await;
    assert_eq!(claims(&found.id_token)["email"], world.user("acme", 1).email.as_str());
    let userinfo = flow.userinfo(&found.access_token).await.json();
    assert_eq!((&userinfo["name"], userinfo.get("email")), (&json!("Mia Sommer"), None));
    let high = r#"{"id_token":{"acr":{"essential":true,"values":["urn:aero2:acr:phr"]}}}"#;
    let flow = Flow::web(&world, "acme").with("claims", high);
    let answer = flow.authorize(&mut world.browser(), 1).await;
    assert_eq!(answer.parameters()["error"], "unmet_authentication_requirements");
}

#[tokio::test]
async fn a_hint_for_another_person_asks_for_that_person() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mias = flow.tokens().await.id_token;
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    let hinted = flow.clone().with("id_token_hint", &mias);
    assert!(browser.get(&hinted.url()).await.location().contains("/login?request="));
    assert_eq!(
        browser.get(&hinted.with("prompt", "none").url()).await.parameters()["error"],
        "login_required"
    );
}
