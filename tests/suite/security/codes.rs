//! Authorization codes: once, in time, by the client and verifier they were made for.

use crate::harness::{Flow, World, tokens};
use serde_json::json;

#[tokio::test]
async fn cg_02_of_parallel_redemptions_exactly_one_succeeds_and_a_second_use_takes_it_back() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    for _ in 0..3 {
        let code = flow.code().await;
        let (a, b, c, d) = tokio::join!(
            flow.redeem(&code),
            flow.redeem(&code),
            flow.redeem(&code),
            flow.redeem(&code)
        );
        let good = [a, b, c, d].iter().filter(|answer| answer.status == 200).count();
        assert_eq!(good, 1);
    }
    let code = flow.code().await;
    let found = tokens(&flow.redeem(&code).await);
    assert!(flow.is_active(&found.access_token).await);
    assert_eq!(flow.redeem(&code).await.error(), "invalid_grant");
    assert!(!flow.is_active(&found.access_token).await);
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    assert!(world.events("acme").await.contains(&"token.reuse_detected".to_owned()));
}

async fn another_client<'w>(world: &'w World, slug: &str) -> Flow<'w> {
    let body = json!({"client_name": "Other", "type": "web", "redirect_uris": ["http://localhost:3001/callback"]});
    let client = world
        .manage(slug, http::Method::POST, "/api/clients", Some(&body))
        .await
        .json();
    Flow::made(world, slug, &client)
}

#[tokio::test]
async fn cg_03_a_code_works_for_its_client_only_and_another_clients_attempt_burns_it() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let other = another_client(&world, "acme").await;
    let code = flow.code().await;
    assert_eq!(other.redeem(&code).await.error(), "invalid_grant");
    assert_eq!(flow.redeem(&code).await.error(), "invalid_grant", "burned");
    assert!(world.events("acme").await.contains(&"grant.revoked".to_owned()));
    // Once redeemed by its owner, a stranger's attempt harms nobody.
    let code = flow.code().await;
    let found = tokens(&flow.redeem(&code).await);
    assert_eq!(other.redeem(&code).await.error(), "invalid_grant");
    assert!(flow.is_active(&found.access_token).await);
    let elsewhere = Flow::web(&world, "globex");
    let code = flow.code().await;
    assert_eq!(elsewhere.redeem(&code).await.error(), "invalid_grant");
    assert_eq!(
        flow.redeem(&code).await.status,
        200,
        "at another application it is simply unknown"
    );
}

#[tokio::test]
async fn cg_03_a_refresh_token_works_for_its_client_only() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let other = another_client(&world, "acme").await;
    let found = flow.tokens().await;
    assert_eq!(other.refresh(&found.refresh_token).await.error(), "invalid_grant");
    assert!(world.events("acme").await.contains(&"tenant.mismatch".to_owned()));
    assert_eq!(
        other
            .post("/oauth2/revoke", &[("token", &found.refresh_token)])
            .await
            .status,
        200
    );
    assert!(
        !other.is_active(&found.access_token).await,
        "another client sees nothing of it"
    );
    assert_eq!(
        flow.refresh(&found.refresh_token).await.status,
        200,
        "and cannot end it"
    );
}

#[tokio::test]
async fn cg_05_a_code_is_over_after_sixty_seconds() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let (young, old) = (flow.code().await, flow.code().await);
    world.later(59);
    assert_eq!(flow.redeem(&young).await.status, 200);
    world.later(1);
    assert_eq!(flow.redeem(&old).await.error(), "invalid_grant");
}

#[tokio::test]
async fn pk_01_the_code_flow_needs_pkce_with_s256() {
    let world = World::start().await;
    let flow = Flow {
        verifier: None,
        ..Flow::web(&world, "acme")
    };
    let long = "a".repeat(43);
    for (name, value) in [
        ("x", "y"),
        ("code_challenge_method", "plain"),
        ("code_challenge", "short"),
        ("code_challenge", long.as_str()),
    ] {
        let mut asked = flow.clone().with(name, value);
        if value == long {
            asked = asked.with("code_challenge_method", "plain");
        }
        assert_eq!(
            world.browser().get(&asked.url()).await.parameters()["error"],
            "invalid_request",
            "{name}={value}"
        );
    }
    let spa = world.client("acme", "spa").client_id.clone();
    let web = world.client("acme", "web").client_id.clone();
    let off = json!({"require_pkce": false});
    assert_eq!(
        world
            .manage("acme", http::Method::PATCH, &format!("/api/clients/{spa}"), Some(&off))
            .await
            .error(),
        "validation_error",
        "never for a public client"
    );
    assert_eq!(
        world
            .manage("acme", http::Method::PATCH, &format!("/api/clients/{web}"), Some(&off))
            .await
            .status,
        200
    );
    world.later(31);
    let code = flow.code().await;
    assert_eq!(flow.redeem(&code).await.status, 200);
}

#[tokio::test]
async fn pk_03_a_wrong_missing_or_unasked_verifier_burns_the_code() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    for verifier in [
        None,
        Some("another-verifier-of-more-than-forty-three-chars".to_owned()),
        Some("short".to_owned()),
    ] {
        let code = flow.code().await;
        let wrong = Flow {
            verifier,
            ..flow.clone()
        };
        assert_eq!(wrong.redeem(&code).await.status, 400);
        assert_eq!(flow.redeem(&code).await.error(), "invalid_grant", "burned");
    }
    let web = world.client("acme", "web").client_id.clone();
    world
        .manage(
            "acme",
            http::Method::PATCH,
            &format!("/api/clients/{web}"),
            Some(&json!({"require_pkce": false})),
        )
        .await;
    world.later(31);
    let without = Flow {
        verifier: None,
        ..flow.clone()
    };
    let code = without.code().await;
    assert_eq!(
        flow.redeem(&code).await.error(),
        "invalid_grant",
        "a verifier without a challenge"
    );
    assert_eq!(without.redeem(&code).await.error(), "invalid_grant", "burned");
    let code = flow.code().await;
    assert_eq!(
        without.redeem(&code).await.error(),
        "invalid_grant",
        "a challenge once sent is enforced"
    );
}

#[tokio::test]
async fn cg_18_there_is_no_implicit_and_no_password_grant_and_every_grant_is_listed() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    for kind in ["token", "id_token", "id_token token", "code id_token", "none", ""] {
        let answer = world
            .browser()
            .get(&flow.clone().with("response_type", kind).url())
            .await;
        assert!(
            !answer.location().contains("access_token=") && answer.parameters().contains_key("error"),
            "{kind}"
        );
    }
    for kind in ["password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer"] {
        let answer = flow
            .post(
                "/oauth2/token",
                &[
                    ("grant_type", kind),
                    ("username", "mia@acme.example"),
                    ("password", &world.user("acme", 1).password),
                ],
            )
            .await;
        assert_eq!(answer.error(), "unsupported_grant_type", "{kind}");
    }
    assert_eq!(
        flow.post("/oauth2/token", &[("grant_type", "client_credentials")])
            .await
            .error(),
        "unauthorized_client"
    );
    let found = flow.tokens().await;
    let web = world.client("acme", "web").client_id.clone();
    world
        .manage(
            "acme",
            http::Method::PATCH,
            &format!("/api/clients/{web}"),
            Some(&json!({"grant_types": ["authorization_code"]})),
        )
        .await;
    world.later(31);
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "unauthorized_client");
    assert!(tokens(&flow.redeem(&flow.code().await).await).refresh_token.is_empty());
}
