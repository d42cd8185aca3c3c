//! How many answers of passkeys one source may give (RL-01).

use super::passkeys::is_refused;
use crate::harness::{
    Answer, Call, World,
    authenticator::Lie,
    passkeys::{VERIFY, origin, owner, request, verify},
};
use http::Method;
use serde_json::json;

async fn nonsense(world: &World, source: &str, header: Option<(&'static str, String)>) -> Answer {
    let url = world.url("acme", VERIFY);
    let mut call = Call::new(Method::POST, &url)
        .header("origin", origin(world))
        .json(&json!({"credential": {}}))
        .from(source);
    if let Some((name, value)) = header {
        call = call.header(name, value);
    }
    world.send(call).await
}

#[tokio::test]
async fn rl_01_a_source_gives_thirty_answers_of_passkeys_a_minute_and_no_header_shifts_that() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let here = "2001:db8:1:2::1";
    for number in 0..30 {
        let spoofed = ("x-forwarded-for", format!("203.0.113.{number}"));
        is_refused(&nonsense(&world, here, Some(spoofed)).await, "nonsense");
    }
    for (source, header) in [
        (here, None),
        (here, Some(("x-forwarded-for", "203.0.113.99".to_owned()))),
        (here, Some(("forwarded", "for=203.0.113.98".to_owned()))),
        ("2001:db8:1:2:ffff::9", None),
    ] {
        let limited = nonsense(&world, source, header).await;
        assert_eq!(
            (limited.status, limited.error().as_str()),
            (429, "rate_limited"),
            "{source}"
        );
        assert_eq!(limited.header("retry-after"), "2");
        assert!(world.cost().operations.is_empty(), "nothing is read for it");
    }
    // A right one is not taken there either, and its owner comes in elsewhere, or in a moment.
    let mut browser = world.browser();
    browser.source = here.parse().ok();
    let credential = keys.get(&request(&mut browser).await, &Lie::default());
    assert_eq!(verify(&mut browser, &credential).await.status, 429);
    browser.source = "2001:db8:1:3::1".parse().ok();
    assert_eq!(
        verify(&mut browser, &credential).await.status,
        200,
        "it was not used up"
    );
    world.later(2);
    is_refused(&nonsense(&world, here, None).await, "one more in two seconds");
    assert_eq!(nonsense(&world, here, None).await.status, 429);
}
