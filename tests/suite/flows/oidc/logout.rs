//! A client signs somebody out.

use crate::harness::{Flow, POST_LOGOUT, World, tokens};

#[tokio::test]
async fn logout_with_a_hint_ends_the_session_and_returns() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let code = flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
    let found = tokens(&flow.redeem(&code).await);
    let query = serde_urlencoded::to_string([
        ("id_token_hint", found.id_token.as_str()),
        ("post_logout_redirect_uri", POST_LOGOUT),
        ("state", "bye"),
    ])
    .unwrap();
    let answer = browser
        .get(&world.url("acme", &format!("/oauth2/logout?{query}")))
        .await;
    assert_eq!(answer.location(), "http://localhost:3001/?state=bye");
    assert!(browser.cookie("acme", "aero2_session").is_none());
    assert_eq!(
        browser
            .get(&flow.clone().with("prompt", "none").url())
            .await
            .parameters()["error"],
        "login_required"
    );
    // `offline_access` outlives the session.
    assert_eq!(flow.refresh(&found.refresh_token).await.status, 200);
}

#[tokio::test]
async fn logout_without_a_hint_asks_and_ends_grants_that_die_with_the_session() {
    let world = World::start().await;
    let flow = Flow {
        scope: "openid".into(),
        ..Flow::web(&world, "acme")
    };
    let mut browser = world.browser();
    let code = flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
    let found = tokens(&flow.redeem(&code).await);
    let url = world.url(
        "acme",
        &format!(
            "/oauth2/logout?client_id={}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3001%2F",
            flow.client_id
        ),
    );
    let page = browser.get(&url).await;
    assert_eq!(page.status, 200);
    assert!(
        browser.cookie("acme", "aero2_session").is_some(),
        "GET without proof changes nothing"
    );
    let answer = browser.submit(&page, 0, &[]).await;
    assert_eq!(answer.location(), POST_LOGOUT);
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    assert!(!flow.is_active(&found.access_token).await);
}

#[tokio::test]
async fn logout_never_returns_to_an_address_that_is_not_registered() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let answer = world
        .browser()
        .get(&world.url(
            "acme",
            &format!(
                "/oauth2/logout?client_id={}&post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F",
                flow.client_id
            ),
        ))
        .await;
    assert_eq!(answer.location(), "http://acme.localhost:8787/logout/done");
}
