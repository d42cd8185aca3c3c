//! What proving oneself again costs, from the capacity that the table reports (architecture 6). Counted, never timed.

use super::{STEP_UP, guarded, post, without_password};
use crate::harness::{App, World};
use futures_util::future::join_all;
use http::Method;
use serde_json::json;

/// Operations, read units and write units of the newest request.
fn spent(world: &World) -> (Vec<String>, f64, f64) {
    let trace = world.cost();
    let operations = trace.operations.iter().map(|one| one.operation.clone());
    (operations.collect(), trace.rru, trace.wru)
}

#[tokio::test]
async fn a_code_of_the_app_is_three_writes() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let app = App::enrolled(&mut browser).await;
    let proof = json!({"totp_code": app.next(&world)});
    // What an instance remembers for 30 seconds is learnt anew first, by the program that will be counted.
    let wrong = json!({"totp_code": "no code"});
    assert_ne!(post(&mut browser, STEP_UP, &wrong).await.status, 200);
    assert_eq!(post(&mut browser, STEP_UP, &proof).await.status, 200);
    let (operations, read, write) = spent(&world);
    let reads = ["GetItem"; 4];
    let writes = ["PutItem"; 3];
    let mut sorted = operations;
    sorted.sort();
    assert_eq!(
        sorted,
        [&reads[..], &writes[..]].concat(),
        "session, user, device, app; try, step, session"
    );
    assert_eq!((read, write), (4.0, 3.0));
}

#[tokio::test]
async fn a_password_is_what_it_is_at_a_sign_in_and_a_mailed_code_is_one_transaction() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    let proof = json!({"password": world.user("acme", 2).password});
    for _ in 0..2 {
        assert_eq!(post(&mut browser, STEP_UP, &proof).await.status, 200);
    }
    let (operations, read, write) = spent(&world);
    let writes = operations.iter().filter(|name| !name.contains("Get")).count();
    assert_eq!(
        (writes, write),
        (3, 3.0),
        "attempt, attempt reset, session: {operations:?}"
    );
    assert!(read <= 9.0, "{read} {operations:?}");
    let email = "plain@acme.test";
    let mut browser = without_password(&world, email).await;
    post(&mut browser, "/api/auth/step-up/email-code/send", &json!({})).await;
    let proof = json!({"email_code": world.code_for(email)});
    assert_eq!(post(&mut browser, STEP_UP, &proof).await.status, 200);
    let (operations, _, write) = spent(&world);
    let writes: Vec<_> = operations.iter().filter(|name| !name.contains("Get")).collect();
    assert_eq!(writes, ["PutItem", "TransactWriteItems"], "try; session and mailbox");
    assert!(write <= 5.0, "{write}");
}

#[tokio::test]
async fn what_is_not_asked_for_costs_nothing() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    world.later(301);
    for _ in 0..2 {
        assert_eq!(guarded(&mut browser).await.error(), "step_up_required");
    }
    assert_eq!(
        spent(&world),
        (vec!["GetItem".into(), "GetItem".into()], 2.0, 0.0),
        "session and user"
    );
}

#[tokio::test]
async fn ss_01_of_eight_proofs_with_one_cookie_one_gets_the_session() {
    let world = World::start().await.instances(4);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let url = world.url("acme", STEP_UP);
    let body = json!({"password": world.user("acme", 1).password});
    let prove = || {
        let call = crate::harness::Call::new(Method::POST, &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin");
        world.send(call.json(&body))
    };
    let answers = join_all((0..8).map(|_| prove())).await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(
        good,
        1,
        "{:?}",
        answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
    );
    assert!(
        answers
            .iter()
            .all(|answer| [200, 401, 409, 429, 503].contains(&answer.status))
    );
    world.is_sound().await;
}
