//! The data rules (rules section 3), those of them that can be seen from outside; docs/data-rules.md has the whole table.

use crate::harness::{Call, Flow, World, tokens};
use http::Method;
use serde_json::{Value, json};

fn lost(operation: &str) -> Value {
    json!({"service": "dynamodb", "operation": operation, "mode": "fail_after", "count": 1})
}

fn writes(world: &World) -> Vec<String> {
    let written = |operation: &&local::aws::capacity::Operation| operation.wru > 0.0;
    let operations = world.cost().operations;
    operations
        .iter()
        .filter(written)
        .map(|operation| operation.operation.clone())
        .collect()
}

#[tokio::test]
async fn data_01_a_code_is_spent_by_one_conditional_write() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let code = flow.code().await;
    assert_eq!(flow.redeem(&code).await.status, 200);
    assert_eq!(writes(&world), ["PutItem"]);
    assert_eq!(flow.redeem(&code).await.error(), "invalid_grant");
}

#[tokio::test]
async fn data_02_a_sweep_is_nobodys_action() {
    let world = World::start().await;
    Flow::web(&world, "acme").tokens().await;
    world.later(100 * 86_400);
    let audited = |items: &[Value]| items.iter().filter(|item| item["t"]["S"] == "audit").count();
    let before = audited(&world.items().await);
    assert!(
        world
            .local
            .aws
            .dynamodb
            .sweep(world.local.services.now())
            .await
            .unwrap()
            > 0
    );
    world.local.drain().await;
    assert_eq!(audited(&world.items().await), before);
    world.is_sound().await;
}

#[tokio::test]
async fn data_03_every_uniqueness_has_its_marker() {
    let world = World::start().await;
    for (path, body, code) in [
        ("/api/users", json!({"email": "Twice@Acme.test"}), "email_taken"),
        ("/api/roles", json!({"name": "twice", "permissions": []}), "name_taken"),
        (
            "/api/applications/domains",
            json!({"hostname": "twice.shop.test"}),
            "already_exists",
        ),
    ] {
        assert_eq!(
            world.manage("acme", Method::POST, path, Some(&body)).await.status,
            201,
            "{path}"
        );
        let again = world.manage("acme", Method::POST, path, Some(&body)).await;
        assert_eq!((again.status, again.error().as_str()), (409, code), "{path}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn data_04_a_repetition_after_an_hour_still_makes_one_thing() {
    let world = World::start().await;
    let url = world.url("acme", "/api/clients");
    let body = json!({"client_name": "Once", "type": "web", "redirect_uris": ["https://rp.test/cb"]});
    let send = || {
        let call = Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
            .header("idempotency-key", "one");
        world.send(call.json(&body))
    };
    world.fault(json!({"service": "dynamodb", "operation": "PutItem", "mode": "fail_after", "count": 3, "at": 2}));
    assert_eq!(send().await.status, 503, "made, and nobody knows");
    world.later(3600);
    let (second, third) = (send().await, send().await);
    assert_eq!((second.status, third.status), (201, 201), "{}", second.body);
    assert_eq!(second.json()["client_secret"], third.json()["client_secret"]);
    let listed = world.manage("acme", Method::GET, "/api/clients", None).await.json();
    let once = |client: &&Value| client["client_name"] == "Once";
    assert_eq!(listed["data"].as_array().unwrap().iter().filter(once).count(), 1);
    let secret = second.json()["client_secret"].as_str().unwrap().to_owned();
    let flow = Flow {
        client_id: second.json()["client_id"].as_str().unwrap().to_owned(),
        client_secret: Some(secret),
        ..Flow::web(&world, "acme")
    };
    assert_eq!(
        flow.post("/oauth2/introspect", &[("token", "x")]).await.status,
        200,
        "the secret works"
    );
}

#[tokio::test]
async fn data_05_a_refused_condition_that_finds_our_own_write_is_our_success() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let code = flow.code().await;
    world.fault(lost("PutItem"));
    let found = tokens(&flow.redeem(&code).await);
    world.fault(lost("UpdateItem"));
    let next = tokens(&flow.refresh(&found.refresh_token).await);
    world.fault(lost("TransactWriteItems"));
    let body = json!({"name": "ours", "permissions": []});
    assert_eq!(
        world
            .manage("acme", Method::POST, "/api/roles", Some(&body))
            .await
            .status,
        201
    );
    assert_eq!(flow.refresh(&next.refresh_token).await.status, 200);
    world.is_sound().await;
}

#[tokio::test]
async fn data_06_a_rotation_is_one_conditional_update() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    let first = tokens(&flow.refresh(&found.refresh_token).await);
    assert_eq!(writes(&world), ["UpdateItem"]);
    let again = tokens(&flow.refresh(&found.refresh_token).await);
    assert_eq!(first.refresh_token, again.refresh_token, "derived, not stored");
}

#[tokio::test]
async fn data_09_no_sign_in_writes_into_the_partition_of_its_application() {
    let world = World::start().await;
    let before = world.items().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    flow.refresh(&found.refresh_token).await;
    let shared = format!("APP#{}", world.app("acme").id);
    let touched: Vec<Value> = world
        .items()
        .await
        .into_iter()
        .filter(|item| !before.contains(item))
        .collect();
    assert!(touched.len() > 3);
    assert!(
        touched.iter().all(|item| item["PK"]["S"] != shared.as_str()),
        "{touched:?}"
    );
}

#[tokio::test]
async fn data_14_an_epoch_grows_even_when_the_clock_goes_back() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    world.later(-3600);
    let path = "/api/applications/revoke-all";
    assert_eq!(world.manage("acme", Method::POST, path, None).await.status, 200);
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    world.is_sound().await;
}

#[tokio::test]
async fn data_15_what_is_gone_leaves_its_identifier_behind() {
    let world = World::start().await;
    let client = world.client("acme", "web").client_id.clone();
    let user = world.user("acme", 1).id.clone();
    for (path, at_once) in [
        (format!("/api/clients/{client}"), ""),
        (format!("/api/users/{user}"), "?immediately=true"),
    ] {
        let gone = world
            .manage("acme", Method::DELETE, &format!("{path}{at_once}"), None)
            .await;
        assert_eq!(gone.status, 204);
        assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    }
    let items = world.items().await;
    for id in [client, user] {
        let left = |item: &&Value| item["id"]["S"] == id.as_str() || item["client_id"]["S"] == id.as_str();
        assert!(
            items
                .iter()
                .any(|item| left(&item) && item["PK"]["S"].as_str().unwrap().ends_with(&id)),
            "{id}"
        );
    }
}
