//! What each hot flow costs, from the consumed capacity that the table reports (architecture 6). Counted, never timed.

use crate::harness::{Browser, Flow, World, tokens};
use http::Method;

/// Operations, read units, write units and KMS calls of the newest request.
fn spent(world: &World) -> (Vec<String>, f64, f64, u32) {
    let trace = world.cost();
    (
        trace
            .operations
            .iter()
            .map(|operation| operation.operation.clone())
            .collect(),
        trace.rru,
        trace.wru,
        trace.kms_calls,
    )
}

#[tokio::test]
async fn client_credentials_read_and_write_nothing_when_warm() {
    let world = World::start().await;
    let machine = world.client("acme", "machine");
    let flow = Flow {
        client_id: machine.client_id.clone(),
        client_secret: machine.client_secret.clone(),
        ..Flow::web(&world, "acme")
    };
    for _ in 0..2 {
        assert_eq!(
            flow.post("/oauth2/token", &[("grant_type", "client_credentials")])
                .await
                .status,
            200
        );
    }
    assert_eq!(spent(&world), (vec![], 0.0, 0.0, 0));
}

#[tokio::test]
async fn authorize_with_a_session_reads_once_and_writes_nothing() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    flow.authorize(&mut browser, 1).await;
    assert!(browser.get(&flow.url()).await.parameters().contains_key("code"));
    assert_eq!(spent(&world), (vec!["GetItem".into()], 1.0, 0.0, 0));
    // Without one it touches nothing at all.
    world.browser().get(&flow.url()).await;
    assert_eq!(spent(&world), (vec![], 0.0, 0.0, 0));
}

#[tokio::test]
async fn a_code_is_redeemed_with_one_read_and_one_write() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    flow.tokens().await;
    let code = flow.code().await;
    assert_eq!(flow.redeem(&code).await.status, 200);
    assert_eq!(spent(&world), (vec!["GetItem".into(), "PutItem".into()], 1.0, 1.0, 0));
}

#[tokio::test]
async fn refreshing_is_one_read_and_one_write() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    world.later(1);
    let next = tokens(&flow.refresh(&found.refresh_token).await);
    let (mut operations, read, write, kms) = spent(&world);
    operations.sort();
    assert_eq!(
        (operations, read, write, kms),
        (vec!["GetItem".into(), "UpdateItem".into()], 1.0, 1.0, 0)
    );
    assert_eq!(flow.refresh(&next.refresh_token).await.status, 200);
}

#[tokio::test]
async fn userinfo_and_introspection_are_one_call() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    // Deployed, each is a process of its own, which has to learn its configuration first.
    flow.userinfo(&found.access_token).await;
    flow.is_active(&found.access_token).await;
    assert_eq!(flow.userinfo(&found.access_token).await.status, 200);
    assert_eq!(spent(&world), (vec!["BatchGetItem".into()], 2.0, 0.0, 0));
    assert!(flow.is_active(&found.access_token).await);
    assert_eq!(spent(&world), (vec!["BatchGetItem".into()], 2.0, 0.0, 0));
}

#[tokio::test]
async fn a_host_is_resolved_by_one_read_and_remembered_also_when_unknown() {
    let world = World::start().await;
    let health = world.url("acme", "/health");
    world.later(60);
    for (url, first) in [(health.as_str(), 1.0), ("http://unknown.localhost:8787/health", 1.0)] {
        world.get(url).await;
        assert_eq!(
            (spent(&world).0, spent(&world).1),
            (vec!["GetItem".to_owned()], first),
            "{url}"
        );
        world.get(url).await;
        assert_eq!(spent(&world), (vec![], 0.0, 0.0, 0), "{url}");
    }
}

#[tokio::test]
async fn an_application_in_kms_custody_signs_each_token_there() {
    let world = World::start().await;
    let browser = Browser::operator(&world).await;
    let url = world.url("dashboard", "/api/clients");
    // The operator holds every permission on the dashboard's own application.
    let body = serde_json::json!({"client_name": "Machine", "type": "machine"});
    let call = browser.at_dashboard(Method::POST, &url).json(&body);
    let client = world.send(call).await;
    assert_eq!(client.status, 201, "{}", client.body);
    let flow = Flow::made(&world, "dashboard", &client.json());
    for _ in 0..2 {
        assert_eq!(
            flow.post("/oauth2/token", &[("grant_type", "client_credentials")])
                .await
                .status,
            200
        );
    }
    let trace = world.cost();
    assert_eq!(
        trace
            .operations
            .iter()
            .map(|operation| operation.operation.as_str())
            .collect::<Vec<_>>(),
        ["Sign"]
    );
    let token = tokens(
        &flow
            .post("/oauth2/token", &[("grant_type", "client_credentials")])
            .await,
    )
    .access_token;
    assert!(flow.is_active(&token).await);
}
