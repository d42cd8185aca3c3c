//! Tokens: of one kind, one algorithm, one audience, one application.

use crate::harness::{Call, Flow, World, claims};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Method;
use serde_json::{Value, json};

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn header(jwt: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jwt.split('.').next().unwrap()).unwrap()).unwrap()
}

#[tokio::test]
async fn jw_02_another_algorithm_or_none_is_refused() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let token = flow.tokens().await.access_token;
    let (payload, signature) = (token.split('.').nth(1).unwrap(), token.split('.').nth(2).unwrap());
    let original = header(&token);
    for alg in ["none", "None", "NONE", "HS256", "RS256", "PS256", "ES384", "EdDSA"] {
        let mut forged = original.clone();
        forged["alg"] = json!(alg);
        for signature in [signature, ""] {
            let token = format!("{}.{payload}.{signature}", part(&forged));
            assert_eq!(flow.userinfo(&token).await.status, 401, "{alg}");
            assert!(!flow.is_active(&token).await);
        }
    }
    let mut claimed = claims(&token);
    claimed["sub"] = json!(world.user("acme", 0).id);
    let token = format!("{}.{}.{signature}", part(&original), part(&claimed));
    assert_eq!(flow.userinfo(&token).await.status, 401);
}

#[tokio::test]
async fn jw_07_no_kind_of_token_is_taken_for_another() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    assert_eq!(
        (&header(&found.access_token)["typ"], &header(&found.id_token)["typ"]),
        (&json!("at+jwt"), &json!("JWT"))
    );
    assert_eq!(flow.userinfo(&found.id_token).await.status, 401);
    assert_eq!(flow.userinfo(&found.refresh_token).await.status, 401);
    assert!(!flow.is_active(&found.id_token).await);
    assert_eq!(flow.refresh(&found.access_token).await.status, 400);
    assert_eq!(flow.redeem(&found.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.redeem(&found.access_token).await.error(), "invalid_grant");
    let hinted = flow
        .clone()
        .with("id_token_hint", &found.access_token)
        .with("prompt", "none");
    assert_eq!(
        world.browser().get(&hinted.url()).await.parameters()["error"],
        "invalid_request"
    );
    let logout = world
        .browser()
        .get(&world.url(
            "acme",
            &format!(
                "/oauth2/logout?id_token_hint={}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3001%2F",
                found.access_token
            ),
        ))
        .await;
    assert_eq!(
        logout.location(),
        world.url("acme", "/logout/done"),
        "an access token is no hint"
    );
}

#[tokio::test]
async fn jw_08_the_audience_is_compared_on_every_api() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    assert_eq!(claims(&found.access_token)["aud"], "http://acme.localhost:8787");
    let url = world.url("acme", "/api/sessions");
    let call = |token: &str| Call::new(Method::GET, &url).header("authorization", format!("Bearer {token}"));
    assert_eq!(
        world.send(call(&found.access_token)).await.status,
        401,
        "not for the account API"
    );
    let machine = world.client("acme", "machine");
    let machine = Flow {
        client_id: machine.client_id.clone(),
        client_secret: machine.client_secret.clone(),
        ..flow.clone()
    };
    let token = machine
        .post(
            "/oauth2/token",
            &[("grant_type", "client_credentials"), ("scope", "users:read")],
        )
        .await
        .json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(claims(&token)["aud"], "http://acme.localhost:8787/api");
    assert_eq!(flow.userinfo(&token).await.status, 401, "not for userinfo");
    let client = world.client("acme", "web").client_id.clone();
    world
        .manage(
            "acme",
            Method::PATCH,
            &format!("/api/clients/{client}"),
            Some(&json!({"scope": "openid account"})),
        )
        .await;
    world.later(31);
    let account = Flow {
        scope: "openid account".into(),
        ..flow.clone()
    }
    .tokens()
    .await;
    assert_eq!(world.send(call(&account.access_token)).await.status, 200);
}

#[tokio::test]
async fn mt_04_nothing_of_one_application_is_of_use_at_another() {
    let world = World::start().await;
    let (acme, globex) = (Flow::web(&world, "acme"), Flow::web(&world, "globex"));
    let mut browser = world.browser();
    let code = acme.authorize(&mut browser, 1).await.parameters()["code"].clone();
    let session = browser.cookie("acme", "aero2_session").unwrap();
    assert_eq!(globex.redeem(&code).await.error(), "invalid_grant");
    let found = acme.tokens().await;
    assert_eq!(globex.userinfo(&found.access_token).await.status, 401);
    assert_eq!(globex.refresh(&found.refresh_token).await.error(), "invalid_grant");
    assert!(!globex.is_active(&found.access_token).await && !globex.is_active(&found.refresh_token).await);
    let stranger = Flow {
        slug: "globex".into(),
        ..acme.clone()
    };
    assert_eq!(
        stranger
            .post("/oauth2/token", &[("grant_type", "client_credentials")])
            .await
            .error(),
        "invalid_client"
    );
    let with = |url: String, name: &'static str, value: String| {
        let world = &world;
        async move { world.send(Call::new(Method::GET, &url).header(name, value)).await }
    };
    let account = with(
        world.url("globex", "/account"),
        "cookie",
        format!("aero2_session={session}"),
    )
    .await;
    assert_eq!(account.status, 303, "the cookie opens nothing there");
    let key = format!("Bearer {}", world.app("acme").secret_key);
    assert_eq!(
        with(world.url("globex", "/api/users"), "authorization", key)
            .await
            .status,
        401
    );
    let page = world
        .manage("acme", Method::GET, "/api/users?limit=1", None)
        .await
        .json();
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(
        world
            .manage(
                "globex",
                Method::GET,
                &format!("/api/users?limit=1&cursor={cursor}"),
                None
            )
            .await
            .error(),
        "cursor_invalid"
    );
    let login = world.browser().get(&acme.url()).await.location();
    let moved = login.replace("acme.localhost", "globex.localhost");
    assert_eq!(
        world.browser().get(&moved).await.status,
        401,
        "a sealed request is unknown elsewhere"
    );
}
