//! What functions do once in a while. Each story is the only one in which some right of a function is used, so that the rights in the template can be
//! compared with what was done (`infra/stack/src/rights.rs`).

use crate::harness::{
    Answer, Browser, Call, Flow, World, claims, tokens,
    upstream::{UPSTREAM, Upstream, set_up, sign_in},
};
use http::Method;
use serde_json::{Value, json};

/// A flow of the demo's web client, which may ask for this scope from now on.
async fn wide<'w>(world: &'w World, scope: &str) -> Flow<'w> {
    let client = format!("/api/clients/{}", world.client("acme", "web").client_id);
    let wider = json!({ "scope": scope });
    let changed = world.manage("acme", Method::PATCH, &client, Some(&wider)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    Flow {
        scope: scope.to_owned(),
        ..Flow::web(world, "acme")
    }
}

#[tokio::test]
async fn a_refused_creation_gives_its_idempotency_key_back() {
    let world = World::start().await;
    let browser = Browser::operator(&world).await;
    let cases = [
        ("/api/applications", json!({"name": ""}), json!({"name": "Shop"})),
        (
            "/api/applications/api-keys",
            json!({"kind": "secret", "name": "x".repeat(500)}),
            json!({"kind": "secret", "name": "Fine"}),
        ),
        (
            "/api/platform/operators",
            json!({"email": "nobody"}),
            json!({"email": "second@example.com"}),
        ),
    ];
    for (path, refused, good) in cases {
        let url = world.url("dashboard", path);
        let send = |body: &Value| {
            let call = browser
                .at_dashboard(Method::POST, &url)
                .header("idempotency-key", "once");
            world.send(call.json(body))
        };
        let first: Answer = send(&refused).await;
        assert!(
            (400..500).contains(&first.status),
            "{path}: {} {}",
            first.status,
            first.body
        );
        let second = send(&good).await;
        assert_eq!(second.status, 201, "{path}: {}", second.body);
    }
}

#[tokio::test]
async fn roles_are_read_again_half_a_minute_later_by_whoever_needs_them() {
    let world = World::start().await;
    let reads = |world: &World| {
        let trace = world.cost();
        trace.operations.iter().any(|one| one.operation == "Query")
    };
    let browser = Browser::operator(&world).await;
    for path in ["/api/clients/none", "/api/applications/api-keys/none"] {
        world.later(31);
        let url = world.url("dashboard", path);
        let answer = world.send(browser.at_dashboard(Method::GET, &url)).await;
        assert!(answer.status == 404 && reads(&world), "{path}: {}", answer.body);
    }
    let flow = wide(&world, "openid roles").await;
    let found = flow.tokens().await;
    world.later(31);
    assert_eq!(flow.userinfo(&found.access_token).await.status, 200);
    assert!(reads(&world));
}

#[tokio::test]
async fn a_secret_key_in_a_browser_is_noted_by_whoever_sees_it() {
    let world = World::start().await;
    for path in ["/api/audit", "/api/sessions"] {
        let url = world.url("acme", path);
        let call = Call::new(Method::GET, &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
            .header("origin", "http://localhost:3000");
        assert_eq!(world.send(call).await.error(), "secret_key_in_browser", "{path}");
    }
    let noted = world.events("acme").await;
    assert_eq!(
        noted
            .iter()
            .filter(|kind| *kind == "api_key.refused_in_browser")
            .count(),
        2
    );
}

#[tokio::test]
async fn whoever_ends_their_other_sessions_ends_what_hangs_from_them() {
    let world = World::start().await;
    let flow = Flow {
        scope: "openid".to_owned(),
        ..Flow::web(&world, "acme")
    };
    let elsewhere = flow.tokens().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let url = world.url("acme", "/api/sessions");
    let call = Call::new(Method::DELETE, &url)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin");
    let ended = world.send(call).await;
    assert!(ended.status < 300, "{}", ended.body);
    assert_eq!(flow.userinfo(&elsewhere.access_token).await.status, 401);
}

#[tokio::test]
async fn the_oldest_session_over_the_cap_takes_its_grants_along() {
    let world = World::start().await;
    let few = json!({"max_sessions_per_user": 2});
    let changed = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&few))
        .await;
    assert_eq!(changed.status, 200);
    let flow = Flow {
        scope: "openid".to_owned(),
        ..Flow::web(&world, "acme")
    };
    let oldest = flow.tokens().await;
    for _ in 0..2 {
        world.later(1);
        flow.tokens().await;
    }
    assert_eq!(flow.userinfo(&oldest.access_token).await.status, 401);
}

#[tokio::test]
async fn a_persons_access_token_reaches_the_domains_as_far_as_their_roles_do() {
    let world = World::start().await;
    let flow = wide(&world, "openid account").await;
    let found = flow.tokens().await;
    let url = world.url("acme", "/api/applications/domains");
    let call = Call::new(Method::GET, &url).header("authorization", format!("Bearer {}", found.access_token));
    let answer = world.send(call).await;
    assert!([200, 403].contains(&answer.status), "{}", answer.body);
}

#[tokio::test]
async fn an_operator_turns_the_dashboards_keys_and_makes_the_next_ones_in_kms() {
    let world = World::start().await;
    // By then the next keys have been published long enough.
    world.later(25 * 3600);
    let browser = Browser::operator(&world).await;
    let url = world.url("dashboard", "/api/applications/signing-keys/rotate");
    let call = browser.at_dashboard(Method::POST, &url);
    let turned = world.send(call.json(&json!({"alg": "ES256"}))).await;
    assert_eq!(turned.status, 200, "{}", turned.body);
    let keys = turned.json()["data"].as_array().unwrap().clone();
    let next = keys.iter().find(|key| key["alg"] == "ES256" && key["status"] == "next");
    assert_eq!(next.unwrap()["custody"], "kms", "{}", turned.body);
}

#[tokio::test]
async fn signed_userinfo_of_the_dashboard_is_signed_in_kms() {
    let world = World::start().await;
    let mut browser = Browser::operator(&world).await;
    let url = world.url("dashboard", "/api/clients");
    let body = json!({
        "client_name": "Signed", "type": "web", "redirect_uris": ["https://rp.example.com/cb"],
        "userinfo_signed_response_alg": "ES256",
    });
    let client = world.send(browser.at_dashboard(Method::POST, &url).json(&body)).await;
    assert_eq!(client.status, 201, "{}", client.body);
    let client = client.json();
    let flow = Flow {
        redirect_uri: "https://rp.example.com/cb".to_owned(),
        scope: "openid".to_owned(),
        ..Flow::made(&world, "dashboard", &client)
    };
    let mut answer = browser.open(&flow.url()).await;
    if answer.status == 200 {
        answer = browser.submit(&answer, 0, &[]).await;
    }
    let code = answer
        .parameters()
        .remove("code")
        .unwrap_or_else(|| panic!("{}", answer.body));
    let found = tokens(&flow.redeem(&code).await);
    let told = flow.userinfo(&found.access_token).await;
    assert_eq!(
        (told.status, told.header("content-type").as_str()),
        (200, "application/jwt")
    );
    assert_eq!(claims(&told.body)["aud"], client["client_id"]);
}

#[tokio::test]
async fn a_sign_in_through_a_provider_ends_the_browsers_earlier_session_and_what_hangs_from_it() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let flow = Flow {
        scope: "openid".to_owned(),
        ..Flow::web(&world, "acme")
    };
    let mut browser = world.browser();
    let earlier = flow.authorize(&mut browser, 1).await;
    let earlier = tokens(&flow.redeem(&earlier.parameters()["code"]).await);
    let done = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    assert_eq!(flow.userinfo(&earlier.access_token).await.status, 401);
}

#[tokio::test]
async fn the_dashboards_assertion_for_a_provider_is_signed_in_kms() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let operator = Browser::operator(&world).await;
    let url = world.url("dashboard", "/api/idps");
    let mut body = upstream.oidc();
    body["token_auth_method"] = json!("private_key_jwt");
    body.as_object_mut().unwrap().remove("client_secret");
    let made = world.send(operator.at_dashboard(Method::POST, &url).json(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    upstream.said().person = json!({"sub": "d", "email": "dev@acme.test", "email_verified": true, "name": "Dev"});
    let mut developer = world.browser();
    let done = sign_in(&upstream, &mut developer, "dashboard", "upstream").await;
    assert_eq!(done.location(), world.url("dashboard", "/account"));
    let called: Vec<String> = world.cost().operations.into_iter().map(|one| one.operation).collect();
    assert!(called.contains(&"Sign".to_owned()), "{called:?}");
    let teams = world.url("dashboard", "/api/applications");
    let listed = world.send(developer.at_dashboard(Method::GET, &teams)).await;
    assert_eq!(listed.status, 200, "{}", listed.body);
}
