//! Refresh tokens: one live generation, reuse ends the family, everything that ends a person's access ends them.

use crate::harness::{Flow, World, tokens};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn rt_01_using_a_rotated_token_again_ends_the_family_and_is_audited() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await;
    let second = tokens(&flow.refresh(&first.refresh_token).await);
    world.later(31);
    assert_eq!(flow.refresh(&first.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.refresh(&second.refresh_token).await.error(), "invalid_grant");
    assert!(!flow.is_active(&second.access_token).await);
    assert!(world.events("acme").await.contains(&"token.reuse_detected".to_owned()));
    // An older one than the previous ends it even within the window.
    let a = flow.tokens().await;
    let b = tokens(&flow.refresh(&a.refresh_token).await);
    let c = tokens(&flow.refresh(&b.refresh_token).await);
    assert_eq!(flow.refresh(&a.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.refresh(&c.refresh_token).await.error(), "invalid_grant");
}

#[tokio::test]
async fn rt_02_parallel_refreshes_and_retries_lead_to_one_successor() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await;
    let (a, b, c) = tokio::join!(
        flow.refresh(&first.refresh_token),
        flow.refresh(&first.refresh_token),
        flow.refresh(&first.refresh_token)
    );
    let successors: Vec<String> = [a, b, c].iter().map(|answer| tokens(answer).refresh_token).collect();
    assert!(
        successors.iter().all(|token| *token == successors[0]),
        "the same successor, never a second family"
    );
    world.later(29);
    assert_eq!(
        tokens(&flow.refresh(&first.refresh_token).await).refresh_token,
        successors[0],
        "the retry is deterministic"
    );
    assert_eq!(flow.refresh(&successors[0]).await.status, 200);
}

#[tokio::test]
async fn rt_04_whatever_ends_a_persons_or_clients_access_ends_its_refresh_tokens() {
    let world = World::start().await;
    let user = world.user("acme", 1).id.clone();
    let client = world.client("acme", "web").client_id.clone();
    let ends: [(Method, String, Option<serde_json::Value>, Option<String>); 5] = [
        (
            Method::POST,
            format!("/api/users/{user}/disable"),
            Some(json!({"reason": "left"})),
            Some(format!("/api/users/{user}/enable")),
        ),
        (Method::DELETE, format!("/api/users/{user}/sessions"), None, None),
        (Method::POST, "/api/applications/revoke-all".into(), None, None),
        (Method::DELETE, format!("/api/clients/{client}/grants"), None, None),
        (
            Method::PATCH,
            format!("/api/clients/{client}"),
            Some(json!({"enabled": false})),
            None,
        ),
    ];
    for (method, path, body, undo) in ends {
        let flow = Flow::web(&world, "acme");
        let found = flow.tokens().await;
        assert!(
            world.manage("acme", method, &path, body.as_ref()).await.status < 300,
            "{path}"
        );
        if let Some(undo) = undo {
            assert_eq!(
                flow.refresh(&found.refresh_token).await.error(),
                "invalid_grant",
                "{path}"
            );
            assert_eq!(world.manage("acme", Method::POST, &undo, None).await.status, 200);
        }
        let refused = flow.refresh(&found.refresh_token).await;
        assert!((400..=401).contains(&refused.status), "{path}: what died stays dead");
    }
    assert_eq!(
        world
            .manage(
                "acme",
                Method::PATCH,
                &format!("/api/clients/{client}"),
                Some(&json!({"enabled": true}))
            )
            .await
            .status,
        200
    );
    world.later(31);
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    assert_eq!(
        world
            .manage("acme", Method::DELETE, &format!("/api/users/{user}"), None)
            .await
            .status,
        202,
        "scheduling is enough"
    );
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.userinfo(&found.access_token).await.status, 401);
}

#[tokio::test]
async fn a_refresh_token_ends_by_idle_time_and_by_age() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let idle = flow.tokens().await;
    let mut used = flow.tokens().await;
    for _ in 0..5 {
        world.later(6 * 86_400);
        let next = flow.refresh(&used.refresh_token).await;
        if next.status != 200 {
            break;
        }
        used = tokens(&next);
    }
    assert_eq!(
        flow.refresh(&idle.refresh_token).await.error(),
        "invalid_grant",
        "unused for seven days"
    );
    assert_eq!(
        flow.refresh(&used.refresh_token).await.error(),
        "invalid_grant",
        "thirty days are over, however often it was used"
    );
}

#[tokio::test]
async fn a_refresh_that_is_refused_for_its_wishes_spends_nothing() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    let fields = |name, value| {
        [
            ("grant_type", "refresh_token"),
            ("refresh_token", found.refresh_token.as_str()),
            (name, value),
        ]
    };
    let scope = flow.post("/oauth2/token", &fields("scope", "roles")).await;
    assert_eq!(scope.error(), "invalid_scope");
    world.later(60);
    assert_eq!(
        flow.refresh(&found.refresh_token).await.status,
        200,
        "it was not rotated"
    );
}

#[tokio::test]
async fn fa_03_a_refresh_with_a_lost_reply_is_no_reuse_even_without_a_retry_window() {
    let world = World::start().await;
    let settings = json!({"refresh_retry_window": 0});
    let changed = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&settings))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    world.later(31);
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    world.fault(json!({"service": "dynamodb", "operation": "UpdateItem", "mode": "fail_after", "count": 1}));
    let next = flow.refresh(&found.refresh_token).await;
    assert_eq!(next.status, 200, "{}", next.body);
    assert_eq!(flow.refresh(&tokens(&next).refresh_token).await.status, 200);
}
