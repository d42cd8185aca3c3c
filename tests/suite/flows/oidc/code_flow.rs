//! A client signs somebody in, refreshes, asks, gives back.

use crate::harness::{CALLBACK, Call, Flow, World, claims, tokens};
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn the_code_flow_ends_with_tokens_of_the_issuer() {
    let world = World::start().await;
    for slug in ["acme", "globex"] {
        let flow = Flow::web(&world, slug);
        let found = flow.tokens().await;
        let id = claims(&found.id_token);
        let user = world.user(slug, 1);
        assert_eq!(id["iss"], world.url(slug, "").as_str());
        assert_eq!(id["aud"], flow.client_id.as_str());
        assert_eq!((&id["sub"], &id["nonce"]), (&json!(user.id), &json!("the-nonce")));
        assert_eq!(
            (&id["email"], &id["email_verified"]),
            (&json!(user.email), &json!(true))
        );
        assert!(id["auth_time"].is_i64() && id["at_hash"].is_string() && id["sid"].is_string());
        assert_eq!(id["amr"], json!(["pwd"]));
        let userinfo = flow.userinfo(&found.access_token).await.expect(StatusCode::OK).json();
        assert_eq!((&userinfo["sub"], &userinfo["email"]), (&id["sub"], &id["email"]));
        assert!(flow.is_active(&found.access_token).await && flow.is_active(&found.refresh_token).await);
    }
}

#[tokio::test]
async fn userinfo_takes_the_token_in_a_form_but_not_in_the_query() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    let url = world.url("acme", "/oauth2/userinfo");
    let posted = world
        .send(Call::new(Method::POST, &url).form(&[("access_token", &found.access_token)]))
        .await;
    assert_eq!(posted.status, 200, "{}", posted.body);
    let query = world.get(&format!("{url}?access_token={}", found.access_token)).await;
    assert_eq!(query.status, 401);
    assert_eq!(query.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn an_error_goes_back_with_state_and_issuer() {
    let world = World::start().await;
    let cases = [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "nothing", "invalid_scope"),
        ("request", "x", "request_not_supported"),
        ("request_uri", "https://x.example", "request_uri_not_supported"),
        ("prompt", "none login", "invalid_request"),
        ("claims", "{", "invalid_request"),
        ("resource", "https://elsewhere.example", "invalid_target"),
    ];
    for (name, value, error) in cases {
        let answer = world
            .browser()
            .get(&Flow::web(&world, "acme").with(name, value).url())
            .await;
        let parameters = answer.parameters();
        assert!(answer.location().starts_with(CALLBACK), "{name}: {}", answer.location());
        assert_eq!(
            (
                parameters["error"].as_str(),
                parameters["state"].as_str(),
                parameters["iss"].as_str()
            ),
            (error, "the-state", "http://acme.localhost:8787"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn form_post_sends_the_answer_in_a_form() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("response_mode", "form_post");
    let mut browser = world.browser();
    let page = flow.authorize(&mut browser, 1).await;
    assert_eq!(page.status, 200);
    let form = page.forms().remove(0);
    assert_eq!(form.action, CALLBACK);
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self' http://localhost:3001;")
    );
    assert_eq!(flow.redeem(&form.fields["code"]).await.status, 200);
}

#[tokio::test]
async fn a_request_by_post_is_turned_into_one_that_brings_its_cookies() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let (url, query) = flow
        .url()
        .split_once('?')
        .map(|(url, query)| (url.to_owned(), query.to_owned()))
        .unwrap();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = world.send(Call::new(Method::POST, &url).form(&pairs)).await;
    assert_eq!(answer.status, 303);
    assert!(
        answer
            .location()
            .starts_with("http://acme.localhost:8787/oauth2/authorize?")
    );
}

#[tokio::test]
async fn refreshing_rotates_and_narrows() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await;
    world.later(10);
    let second = tokens(&flow.refresh(&first.refresh_token).await);
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_eq!(
        claims(&first.id_token)["auth_time"],
        claims(&second.id_token)["auth_time"]
    );
    let narrow = flow
        .post(
            "/oauth2/token",
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", &second.refresh_token),
                ("scope", "openid"),
            ],
        )
        .await;
    assert_eq!(narrow.json()["scope"], "openid");
    let more = flow
        .post(
            "/oauth2/token",
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", &tokens(&narrow).refresh_token),
                ("scope", "account"),
            ],
        )
        .await;
    assert_eq!(more.error(), "invalid_scope");
}

#[tokio::test]
async fn a_single_page_app_uses_the_flow_without_a_secret() {
    let world = World::start().await;
    let flow = Flow::spa(&world, "acme");
    let found = flow.tokens().await;
    assert!(!found.refresh_token.is_empty());
    let url = world.url("acme", "/oauth2/userinfo");
    let call = Call::new(Method::GET, &url)
        .header("authorization", format!("Bearer {}", found.access_token))
        .header("origin", "http://localhost:3000");
    assert_eq!(
        world.send(call).await.header("access-control-allow-origin"),
        "http://localhost:3000"
    );
    let call = Call::new(Method::GET, &url)
        .header("authorization", format!("Bearer {}", found.access_token))
        .header("origin", "http://evil.example");
    assert_eq!(world.send(call).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn revoking_either_token_ends_the_grant() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    for which in 0..2 {
        let found = flow.tokens().await;
        let token = if which == 0 {
            &found.access_token
        } else {
            &found.refresh_token
        };
        assert_eq!(flow.post("/oauth2/revoke", &[("token", token)]).await.status, 200);
        assert!(!flow.is_active(&found.access_token).await);
        assert_eq!(flow.userinfo(&found.access_token).await.status, 401);
        assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    }
    assert_eq!(flow.post("/oauth2/revoke", &[("token", "unknown")]).await.status, 200);
}

#[tokio::test]
async fn a_machine_gets_a_token_for_the_management_api_and_can_give_it_back() {
    let world = World::start().await;
    let machine = world.client("acme", "machine");
    let flow = Flow {
        client_id: machine.client_id.clone(),
        client_secret: machine.client_secret.clone(),
        ..Flow::web(&world, "acme")
    };
    let answer = flow
        .post(
            "/oauth2/token",
            &[("grant_type", "client_credentials"), ("scope", "users:read unknown")],
        )
        .await;
    assert_eq!(answer.json()["scope"], "users:read");
    assert!(answer.json().get("refresh_token").is_none() && answer.json().get("id_token").is_none());
    let token = tokens(&answer).access_token;
    let ask = |path: &str| {
        let (url, token) = (world.url("acme", path), token.clone());
        let world = &world;
        async move {
            world
                .send(Call::new(Method::GET, &url).header("authorization", format!("Bearer {token}")))
                .await
        }
    };
    assert_eq!(ask("/api/users").await.status, 200);
    let refused = ask("/api/clients").await;
    assert_eq!(
        (refused.status, refused.json()["required"].as_str().unwrap()),
        (403, "clients:read")
    );
    assert_eq!(flow.post("/oauth2/revoke", &[("token", &token)]).await.status, 200);
    assert_eq!(ask("/api/users").await.status, 401);
}

#[tokio::test]
async fn a_long_request_is_kept_for_the_way_through_the_pages() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme")
        .with("state", &"s".repeat(1024))
        .with("nonce", &"n".repeat(1024));
    let mut browser = world.browser();
    let answer = browser.get(&flow.url()).await;
    assert!(
        answer.location().len() < 300,
        "a handle, not the request: {}",
        answer.location()
    );
    let answer = flow.authorize(&mut browser, 1).await;
    assert_eq!(answer.parameters()["state"].len(), 1024);
    assert_eq!(flow.redeem(&answer.parameters()["code"]).await.status, 200);
}
