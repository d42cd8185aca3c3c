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
    let (mut browser, app, _) = with_app(&world, 1).await;
    let id = tx(&begun(&mut browser, 1).await);
    let done = post(&mut browser, VERIFY, &id, &json!({"totp_code": app.code(&world)})).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let (calls, read, write) = spent(&world);
    assert_eq!((calls.len(), read, write), (0, 0.0, 0.0), "{calls:?}");
}
