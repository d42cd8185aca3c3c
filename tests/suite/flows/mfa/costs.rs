//! What a second factor costs, from the consumed capacity that the table reports (architecture 6). Counted, never timed.

use super::{VERIFY, begun, post, tx, with_app};
use crate::harness::World;
use serde_json::json;

/// The calls of the newest request by kind, with its units.
fn spent(world: &World) -> (Vec<String>, f64, f64) {
    let trace = world.cost();
    let mut calls: Vec<String> = trace.operations.iter().map(|one| one.operation.clone()).collect();
    calls.sort();
    (calls, trace.rru, trace.wru)
}

#[tokio::test]
async fn a_code_is_counted_spent_and_ends_the_sign_in() {
    let world = World::start().await;
    let (_, app, codes) = with_app(&world, 1).await;
    // The first is not counted: deployed, the function learns its configuration with it.
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let first = post(&mut browser, VERIFY, &id, &json!({"totp_code": app.code(&world)})).await;
    assert_eq!(first.status, 200, "{}", first.body);
    // Ten recovery codes and the notice of one that was used are more than a kilobyte.
    for (body, written) in [
        (json!({"totp_code": app.shifted(&world, 30)}), 10.0),
        (json!({"recovery_code": codes[0]}), 11.0),
    ] {
        let mut browser = world.browser();
        let id = tx(&begun(&mut browser, 1).await);
        let done = post(&mut browser, VERIFY, &id, &body).await;
        assert_eq!(done.status, 200, "{}", done.body);
        // Transaction, user, credential; the try counted, step or code spent. Then what ends every sign-in: the sessions, for their cap, and of a browser
        // that is new the devices; transaction, session, with the notice in it, and device together.
        let calls = [
            "GetItem",
            "GetItem",
            "GetItem",
            "PutItem",
            "PutItem",
            "Query",
            "Query",
            "TransactWriteItems",
        ];
        assert_eq!(
            spent(&world),
            (calls.map(str::to_owned).to_vec(), 5.0, written),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_wrong_code_costs_no_more_than_a_right_one_and_one_who_has_none_reads_nothing_of_factors() {
    let world = World::start().await;
    // Each is asked twice and the second counted: deployed, a function learns its configuration with the first.
    begun(&mut world.browser(), 2).await;
    let mut plain = world.browser();
    assert_eq!(begun(&mut plain, 2).await.json()["status"], "complete");
    let (calls, _, _) = spent(&world);
    assert!(calls.len() <= 12, "{calls:?}");
    let url = world.url("acme", super::ME);
    plain.get(&url).await;
    plain.get(&url).await;
    let (calls, ..) = spent(&world);
    // Session, user, devices.
    assert_eq!(calls, ["GetItem", "GetItem", "Query"]);
}
