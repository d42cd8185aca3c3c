//! What the token endpoint answers is counted: by sums that a process tells once a minute and at its end, never by a write for each token.

use super::{
    collecting, deliver_all,
    usage::{sum, to_noon, usage, values},
};
use crate::harness::{Answer, Flow, World};
use http::{Method, StatusCode};
use serde_json::json;

const GRANTS: [&str; 3] = ["authorization_code", "refresh_token", "client_credentials"];

fn machine<'w>(world: &'w World, slug: &str) -> Flow<'w> {
    let machine = world.client(slug, "machine");
    Flow {
        client_id: machine.client_id.clone(),
        client_secret: machine.client_secret.clone(),
        ..Flow::web(world, slug)
    }
}

async fn ask(flow: &Flow<'_>) -> Answer {
    flow.post("/oauth2/token", &[("grant_type", "client_credentials")])
        .await
}

/// Tokens by grant, as [`GRANTS`] has them.
async fn tokens(world: &World, slug: &str) -> [u64; 3] {
    let found = usage(world, slug, "").await;
    GRANTS.map(|grant| sum(&found, "tokens", Some(grant)))
}

#[tokio::test]
async fn tokens_are_counted_by_grant_and_errors_by_what_they_are() {
    let world = World::start().await;
    world.local.rest().await;
    let before = tokens(&world, "acme").await;
    let foreign = usage(&world, "globex", "").await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await.refresh_token;
    let answer = flow.refresh(&first).await;
    let second = answer.json()["refresh_token"].as_str().unwrap().to_owned();
    assert_eq!(flow.refresh(&second).await.status, 200);
    assert_eq!(flow.redeem("never-issued").await.error(), "invalid_grant");
    let machine = machine(&world, "acme");
    assert_eq!(ask(&machine).await.status, 200);
    let fields = [("grant_type", "client_credentials"), ("scope", "of:nobody")];
    assert_eq!(machine.post("/oauth2/token", &fields).await.error(), "invalid_scope");
    let unknown = machine.post("/oauth2/token", &[("grant_type", "password")]).await;
    assert_eq!(unknown.error(), "unsupported_grant_type");
    world.local.rest().await;
    let after = usage(&world, "acme", "").await;
    let counted = tokens(&world, "acme").await;
    assert_eq!([0, 1, 2].map(|at| counted[at] - before[at]), [1, 2, 1]);
    for (error, times) in [
        ("invalid_grant", 1),
        ("invalid_scope", 1),
        ("other", 1),
        ("invalid_request", 0),
    ] {
        assert_eq!(sum(&after, "token_errors", Some(error)), times, "{error}");
    }
    assert_eq!(usage(&world, "globex", "").await["series"], foreign["series"]);
    world.is_sound().await;
}

#[tokio::test]
async fn a_sum_is_nothing_that_somebody_did() {
    let world = World::start().await;
    assert_eq!(ask(&machine(&world, "acme")).await.status, 200);
    world.local.rest().await;
    assert!(tokens(&world, "acme").await[2] > 0);
    let events = world.events("acme").await;
    assert!(
        !events.is_empty() && !events.contains(&"token.counted".to_owned()),
        "{events:?}"
    );
    let asked = world
        .manage("acme", Method::GET, "/api/audit?type=token.counted", None)
        .await;
    assert_eq!((asked.status, asked.error().as_str()), (400, "invalid_parameter"));
}

#[tokio::test]
async fn data_09_a_token_is_no_write_and_a_minute_of_them_is_one() {
    let world = World::start().await;
    let flow = machine(&world, "acme");
    world.local.rest().await;
    let (start, capacity) = (tokens(&world, "acme").await[2], &world.local.aws.capacity);
    assert_eq!(ask(&flow).await.status, 200);
    for _ in 0..20 {
        capacity.clear();
        assert_eq!(ask(&flow).await.status, 200);
        let trace = world.cost();
        assert_eq!((trace.wru, trace.operations.len()), (0.0, 0), "{:?}", trace.operations);
    }
    world.later(61);
    // What a process remembers of configuration is older than it may be by now.
    capacity.clear();
    assert_eq!(ask(&flow).await.status, 200);
    let written = world.cost().operations;
    let written: Vec<_> = written.iter().filter(|one| one.operation == "PutItem").collect();
    assert_eq!(written.len(), 1);
    let behind: f64 = capacity.recent_behind().iter().map(|trace| trace.wru).sum();
    assert_eq!(behind.to_string(), "1", "the count");
    assert_eq!(
        tokens(&world, "acme").await[2],
        start + 22,
        "all but the count's own request were a minute old"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_token_belongs_to_the_hour_it_was_issued_in_however_late_it_is_told() {
    let world = World::start().await;
    let flow = machine(&world, "acme");
    to_noon(&world);
    for hours in [1, 2, 0] {
        assert_eq!(ask(&flow).await.status, 200);
        world.later(3600 * hours);
    }
    world.local.rest().await;
    let found = usage(&world, "acme", "granularity=hour").await;
    let by_hour = values(&found, "tokens", Some("client_credentials"));
    assert_eq!(by_hour.iter().rev().take(4).copied().collect::<Vec<_>>(), [1, 0, 1, 1]);
}

#[tokio::test]
async fn fa_03_sums_that_the_table_does_not_take_are_told_later_and_once() {
    for mode in ["fail_before", "fail_after", "throttle"] {
        let world = World::start().await;
        let flow = machine(&world, "acme");
        world.local.rest().await;
        let start = tokens(&world, "acme").await[2];
        assert_eq!(ask(&flow).await.status, 200);
        world.later(61);
        world.fault(json!({"service": "dynamodb", "operation": "PutItem", "mode": mode, "count": 3}));
        assert_eq!(ask(&flow).await.status, 200, "{mode}: nobody's token depends on it");
        assert!(world.local.aws.faults.list().is_empty(), "{mode}: it was struck");
        world.later(61);
        assert_eq!(ask(&flow).await.status, 200);
        world.local.rest().await;
        assert_eq!(tokens(&world, "acme").await[2], start + 3, "{mode}");
        world.is_sound().await;
    }
}

#[tokio::test]
async fn fa_15_every_instance_tells_what_it_counted() {
    let world = World::start().await.instances(3);
    let flow = machine(&world, "acme");
    world.local.rest().await;
    let start = tokens(&world, "acme").await[2];
    for _ in 0..7 {
        assert_eq!(ask(&flow).await.status, 200);
    }
    assert_eq!(tokens(&world, "acme").await[2], start, "nobody has told");
    world.local.rest().await;
    assert_eq!(tokens(&world, "acme").await[2], start + 7);
}

#[tokio::test]
async fn fa_03_sums_that_come_twice_are_counted_once() {
    let (world, records) = collecting().await;
    let flow = machine(&world, "acme");
    for _ in 0..3 {
        assert_eq!(ask(&flow).await.status, 200);
    }
    platform::token_counts::tell_all(&world.local.services).await;
    world.get(&world.url("acme", "/health")).await.expect(StatusCode::OK);
    let all = records.lock().unwrap().clone();
    for _ in 0..3 {
        deliver_all(&world, &all).await;
    }
    assert_eq!(tokens(&world, "acme").await[2], 3);
}
