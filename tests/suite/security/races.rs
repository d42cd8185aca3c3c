//! Races on one store, over several instances with caches of their own (W10): each thing happens once, whoever is first.

use crate::harness::{Flow, World, tokens};
use futures_util::future::join_all;
use http::Method;
use serde_json::json;

const INSTANCES: usize = 4;

async fn world() -> World {
    World::start().await.instances(INSTANCES)
}

#[tokio::test]
async fn cg_02_of_sixteen_redemptions_over_four_instances_one_family_is_born() {
    let world = world().await;
    let flow = Flow::web(&world, "acme");
    let code = flow.code().await;
    let answers = join_all((0..16).map(|_| flow.redeem(&code))).await;
    let (good, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((good.len(), refused.len()), (1, 15));
    assert!(refused.iter().all(|answer| answer.error() == "invalid_grant"));
    let families = world
        .items()
        .await
        .iter()
        .filter(|item| item["t"]["S"] == "grant")
        .count();
    assert_eq!(families, 1);
    world.is_sound().await;
}

#[tokio::test]
async fn rt_02_eight_refreshes_over_four_instances_leave_one_live_family() {
    let world = world().await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await;
    let answers = join_all((0..8).map(|_| flow.refresh(&first.refresh_token))).await;
    let successors: Vec<String> = answers.iter().map(|answer| tokens(answer).refresh_token).collect();
    assert!(successors.iter().all(|token| *token == successors[0]));
    assert_eq!(flow.refresh(&successors[0]).await.status, 200);
    world.is_sound().await;
}

#[tokio::test]
async fn fa_03_one_address_signed_up_eight_times_at_once_is_one_user() {
    let world = world().await;
    let body = json!({"email": "race@acme.test"});
    let answers = join_all((0..8).map(|_| world.manage("acme", Method::POST, "/api/users", Some(&body)))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    let listed = world
        .manage("acme", Method::GET, "/api/users?email=race@acme.test", None)
        .await
        .json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn fa_03_two_rotations_at_once_leave_one_active_key() {
    let world = world().await;
    world.later(25 * 3600);
    let body = json!({"alg": "ES256"});
    let path = "/api/applications/signing-keys/rotate";
    let answers = join_all((0..4).map(|_| world.manage("acme", Method::POST, path, Some(&body)))).await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(
        good, 1,
        "the next key has not been published long enough for a second turn"
    );
    world.later(100 * 86_400);
    let (a, b) = (world.local.another().unwrap(), world.local.another().unwrap());
    let (a, b) = tokio::join!(
        functions::events::rotate_keys::handle(&a),
        functions::events::rotate_keys::handle(&b)
    );
    assert!(a.is_ok() || b.is_ok());
    world.local.drain().await;
    world.is_sound().await;
}

#[tokio::test]
async fn fa_03_one_mailed_code_typed_in_four_times_at_once_is_one_session() {
    let world = world().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    let fields = [("email", "code@acme.test"), ("password", "violet-harbour-tractor-91")];
    let answer = browser.submit(&page, 0, &fields).await;
    let page = browser.follow(answer).await;
    let code = world.code_for("code@acme.test");
    let mut browsers: Vec<_> = (0..4)
        .map(|_| {
            let mut copy = world.browser();
            copy.jar.clone_from(&browser.jar);
            copy
        })
        .collect();
    let typed = [("code", code.as_str())];
    let answers = join_all(browsers.iter_mut().map(|browser| browser.submit(&page, 0, &typed))).await;
    let good = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(
        good,
        1,
        "{:?}",
        answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
    );
    let items = world.items().await;
    let sessions = items.iter().filter(|item| {
        item["t"]["S"] == "session" && item["PK"]["S"].as_str().unwrap().contains(&world.app("acme").id)
    });
    assert_eq!(sessions.count(), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn fa_15_every_instance_decides_expiry_by_the_clock_swept_or_not() {
    for sweep in [false, true] {
        let world = world().await;
        let flow = Flow::web(&world, "acme");
        let (found, code) = (flow.tokens().await, flow.code().await);
        world.later(40 * 86_400);
        if sweep {
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
        }
        let refreshed = join_all((0..INSTANCES).map(|_| flow.refresh(&found.refresh_token))).await;
        let redeemed = join_all((0..INSTANCES).map(|_| flow.redeem(&code))).await;
        for answer in refreshed.iter().chain(&redeemed) {
            assert_eq!(answer.error(), "invalid_grant", "swept: {sweep}");
        }
        for _ in 0..INSTANCES {
            assert!(!flow.is_active(&found.access_token).await, "swept: {sweep}");
        }
    }
}

#[tokio::test]
async fn fa_03_a_store_that_does_not_answer_in_time_is_asked_again_or_said_before_the_time_is_over() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let first = flow.tokens().await.refresh_token;
    let late = |count: u32| {
        world.fault(
            json!({"service": "dynamodb", "operation": "UpdateItem", "mode": "delay", "delay_ms": 60_000, "count": count}),
        );
    };
    late(1);
    let second = flow.refresh(&first).await;
    assert_eq!(second.status, 200, "{}", second.body);
    let second = tokens(&second).refresh_token;
    late(3);
    let refused = flow.refresh(&second).await;
    assert_eq!(
        (refused.status, refused.error().as_str()),
        (503, "temporarily_unavailable")
    );
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(flow.refresh(&second).await.status, 200);
    world.is_sound().await;
}
