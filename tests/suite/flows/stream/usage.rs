//! What happened, counted by hour and day behind the requests: once, whatever the stream does, and for the application where it happened.

use super::{collecting, deliver_all, journey};
use crate::harness::{App, Browser, Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const USAGE: &str = "/api/applications/usage";
const DAY: i64 = 86_400;

pub(super) async fn usage(world: &World, slug: &str, query: &str) -> Value {
    let path = format!("{USAGE}?{query}");
    let answer = world.manage(slug, Method::GET, &path, None).await;
    answer.expect(StatusCode::OK).json()
}

pub(super) fn values(found: &Value, metric: &str, by: Option<&str>) -> Vec<u64> {
    let series = found["series"].as_array().unwrap();
    let wanted = |one: &&Value| one["metric"] == metric && one["by"].as_str() == by;
    let one = series.iter().find(wanted).unwrap_or_else(|| panic!("{metric} {by:?}"));
    let values = one["values"].as_array().unwrap();
    assert_eq!(values.len(), found["buckets"].as_array().unwrap().len());
    let values: Vec<u64> = values.iter().map(|value| value.as_u64().unwrap()).collect();
    let total = (metric != "active_users").then(|| values.iter().sum::<u64>());
    assert_eq!(one["total"].as_u64(), total, "{metric} {by:?}");
    values
}

pub(super) fn sum(found: &Value, metric: &str, by: Option<&str>) -> u64 {
    values(found, metric, by).iter().sum()
}

/// A minute after noon of the world's next day, so that hours may pass without a day passing.
pub(super) fn to_noon(world: &World) {
    let now = world.local.services.now().secs();
    world.later(DAY - now.rem_euclid(DAY) + DAY / 2 + 60);
}

async fn password(world: &World, slug: &str, user: usize, typed: Option<&str>) {
    let mut browser = world.browser();
    let page = browser.open(&world.url(slug, "/login")).await;
    let person = world.user(slug, user);
    let typed = typed.unwrap_or(&person.password);
    browser.sign_in_from(&page, &person.email, typed).await;
}

#[tokio::test]
async fn sign_ins_are_counted_by_method_outcome_hour_and_day() {
    let world = World::start().await;
    to_noon(&world);
    let before = usage(&world, "globex", "granularity=day").await;
    password(&world, "acme", 1, None).await;
    password(&world, "acme", 1, Some("not-the-password")).await;
    world.later(3600);
    password(&world, "acme", 1, None).await;
    let now = world.local.services.now();
    let hours = usage(&world, "acme", "granularity=hour").await;
    let by_hour = values(&hours, "sign_ins", Some("password"));
    assert_eq!(by_hour.iter().rev().take(3).copied().collect::<Vec<_>>(), [1, 1, 0]);
    let last = hours["buckets"].as_array().unwrap().last().unwrap();
    assert_eq!(*last, json!(now.minus_secs(60).to_string()));
    assert_eq!(hours["as_of"], json!(now.to_string()), "the clock stands still");
    let days = usage(&world, "acme", "granularity=day").await;
    let last = |metric, by| *values(&days, metric, by).last().unwrap();
    assert_eq!(last("sign_ins", Some("password")), 2);
    assert_eq!(last("failed_sign_ins", Some("password")), 1);
    assert_eq!(last("multi_factor_sign_ins", None), 0);
    assert_eq!(last("sign_ins", Some("email")), 0);
    // Nothing of it is another's.
    let after = usage(&world, "globex", "granularity=day").await;
    assert_eq!(after["series"], before["series"]);
    world.is_sound().await;
}

#[tokio::test]
async fn whoever_is_active_is_counted_once_a_day_and_once_a_month() {
    let world = World::start().await;
    to_noon(&world);
    let month = |found: &Value| {
        found["months"].as_array().unwrap().last().unwrap()["active_users"]
            .as_u64()
            .unwrap()
    };
    let other = month(&usage(&world, "acme", "").await);
    for user in [1, 2, 1] {
        password(&world, "acme", user, None).await;
        world.later(60);
    }
    let today = usage(&world, "acme", "").await;
    assert_eq!(values(&today, "active_users", None).last(), Some(&2));
    world.later(DAY);
    password(&world, "acme", 1, None).await;
    let next = usage(&world, "acme", "").await;
    let active = values(&next, "active_users", None);
    assert_eq!(active.iter().rev().take(2).copied().collect::<Vec<_>>(), [1, 2]);
    assert!(month(&next) <= other + 2, "a month is one however many days it has");
    world.later(40 * DAY);
    password(&world, "acme", 2, None).await;
    assert_eq!(month(&usage(&world, "acme", "").await), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn sign_ups_mails_factors_grants_and_refusals_are_counted() {
    let world = World::start().await;
    let before = usage(&world, "acme", "").await;
    journey(&world).await;
    let flow = Flow::web(&world, "acme");
    let wrong = Flow {
        client_secret: Some("wrong".to_owned()),
        ..flow.clone()
    };
    assert_eq!(wrong.redeem("code").await.error(), "invalid_client");
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    App::enrolled(&mut browser).await;
    let after = usage(&world, "acme", "").await;
    let more = |metric, by| sum(&after, metric, by) - sum(&before, metric, by);
    assert_eq!(more("sign_ins", Some("password")), 2);
    assert!(more("mails", None) > 0 && sum(&after, "sms", None) == 0);
    assert_eq!(more("refusals", Some("client.authentication_failed")), 1);
    let body = json!({"email": "made-too@example.com"});
    world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(
        sum(&usage(&world, "acme", "").await, "new_users", Some("admin")),
        sum(&after, "new_users", Some("admin")) + 1
    );
    world.is_sound().await;
}

#[tokio::test]
async fn fa_03_batches_that_come_twice_late_or_backwards_are_counted_once() {
    let (world, records) = collecting().await;
    journey(&world).await;
    for user in [1, 2, 1] {
        password(&world, "acme", user, None).await;
    }
    let all = records.lock().unwrap().clone();
    for record in all.iter().rev() {
        deliver_all(&world, std::slice::from_ref(record)).await;
    }
    let once = [usage(&world, "acme", "").await, usage(&world, "globex", "").await];
    let signed_in = sum(&once[0], "sign_ins", Some("password"));
    assert_eq!((signed_in, sum(&once[1], "failed_sign_ins", Some("password"))), (4, 1));
    assert_eq!(sum(&once[0], "active_users", None), 2);
    deliver_all(&world, &all).await;
    deliver_all(&world, &all).await;
    for pair in all.chunks(7) {
        deliver_all(&world, pair).await;
    }
    let again = [usage(&world, "acme", "").await, usage(&world, "globex", "").await];
    assert_eq!(again, once);
    world.is_sound().await;
}

#[tokio::test]
async fn data_09_a_batch_is_a_write_and_a_range_is_read_at_once() {
    let world = World::start().await;
    to_noon(&world);
    let capacity = &world.local.aws.capacity;
    let spent = || {
        let writes = capacity.recent_behind().iter().map(|trace| trace.wru).sum::<f64>();
        capacity.clear();
        writes
    };
    // A browser that is known: of a new one the person is told by mail, besides.
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let mut costs = Vec::new();
    for later in [DAY, 60] {
        world.later(later);
        browser
            .jar
            .values_mut()
            .for_each(|jar| drop(jar.remove("aero2_session")));
        spent();
        browser.sign_in("acme", 1).await;
        costs.push(spent());
    }
    // The audit item with two entries of indexes: 3. The count: 1. Once a day, that the person was seen: 1.
    assert_eq!(costs, [5.0, 4.0]);
    // Refused, it is in the audit already.
    password(&world, "acme", 1, Some("not-the-password")).await;
    assert_eq!(spent().to_string(), "1");
    let path = format!("{USAGE}?from={}", world.local.services.now().minus_secs(89 * DAY));
    world.manage("acme", Method::GET, &path, None).await;
    capacity.clear();
    world
        .manage("acme", Method::GET, &path, None)
        .await
        .expect(StatusCode::OK);
    let trace = world.cost();
    let operations: Vec<_> = trace.operations.iter().map(|one| one.operation.as_str()).collect();
    let months = operations.iter().filter(|one| **one == "Query").count();
    assert!(
        (3..=4).contains(&months) && operations.len() <= months + 1,
        "{operations:?}"
    );
    let shards: Vec<Value> = world
        .items()
        .await
        .into_iter()
        .filter(|item| item["t"]["S"] == "day_counts")
        .collect();
    assert!(
        shards
            .iter()
            .all(|item| item["PK"]["S"].as_str().unwrap().contains("#CNT#"))
    );
}

#[tokio::test]
async fn a_range_that_cannot_be_counted_is_refused_by_name() {
    let world = World::start().await;
    for (query, field) in [
        ("granularity=minute", "granularity"),
        ("from=yesterday", "from"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from"),
        ("from=2020-01-01T00:00:00Z", "from"),
        (
            "granularity=hour&from=2026-01-01T00:00:00Z&to=2026-01-16T00:00:00Z",
            "from",
        ),
    ] {
        let refused = world
            .manage("acme", Method::GET, &format!("{USAGE}?{query}"), None)
            .await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (422, "validation_error"),
            "{query}"
        );
        assert_eq!(refused.json()["errors"][0]["field"], field, "{query}");
    }
}

#[tokio::test]
async fn az_01_what_was_counted_is_for_who_may_see_the_application() {
    let world = World::start().await;
    let url = world.url("acme", USAGE);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let person = browser.get(&url).await;
    assert_eq!((person.status, person.error().as_str()), (403, "forbidden"));
    assert_eq!(world.get(&url).await.status, 401);
    let key = format!("Bearer {}", world.app("globex").secret_key);
    let foreign = world
        .send(Call::new(Method::GET, &url).header("authorization", key))
        .await;
    assert_eq!(foreign.status, 401);
    let operator = Browser::operator(&world).await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/usage", world.app("acme").id),
    );
    let mounted = world.send(operator.at_dashboard(Method::GET, &url)).await;
    let own = usage(&world, "acme", "").await;
    assert_eq!(mounted.json()["series"], own["series"], "{}", mounted.body);
}
