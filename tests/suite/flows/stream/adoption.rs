//! How many people have which second factor: counted behind the requests, once, whatever the stream does.

use super::{collecting, deliver_all};
use crate::harness::{App, Browser, Call, World, passkeys};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const ADOPTION: &str = "/api/applications/adoption";

async fn figures(world: &World, slug: &str) -> Value {
    let answer = world.manage(slug, Method::GET, ADOPTION, None).await;
    answer.expect(StatusCode::OK).json()
}

/// The figures without their moment.
async fn counts(world: &World) -> [u64; 6] {
    let found = figures(world, "acme").await;
    ["users", "any", "totp", "passkey", "sms", "recovery_codes"].map(|name| found[name].as_u64().unwrap())
}

#[tokio::test]
async fn people_and_what_they_have_are_counted_as_they_come_change_and_go() {
    let world = World::start().await;
    let [people, ..] = counts(&world).await;
    let before = figures(&world, "globex").await;
    assert_eq!(counts(&world).await, [people, 0, 0, 0, 0, 0]);
    world.later(60);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    App::enrolled(&mut browser).await;
    assert_eq!(counts(&world).await, [people, 1, 1, 0, 0, 1]);
    let now = json!(world.local.services.now().to_string());
    assert_eq!(figures(&world, "acme").await["as_of"], now);
    passkeys::owner(&world, 2).await;
    let [_, any, _, passkey, ..] = counts(&world).await;
    assert_eq!((any, passkey), (2, 1));
    let url = world.url("acme", "/api/users/me/mfa/totp");
    let gone = browser.api(Method::DELETE, &url, "", None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    let [_, any, totp, passkey, _, codes] = counts(&world).await;
    assert_eq!(
        (any, totp, passkey, codes),
        (1, 0, 1, 1),
        "the codes are those of the passkey"
    );
    // Time alone changes nothing, and the moment is that of the last change.
    let as_of = figures(&world, "acme").await["as_of"].clone();
    world.later(3600);
    assert_eq!(figures(&world, "acme").await["as_of"], as_of);
    assert_eq!(figures(&world, "globex").await, before, "each application has its own");
    world.is_sound().await;
}

#[tokio::test]
async fn whoever_is_made_imported_reset_or_deleted_is_counted() {
    let world = World::start().await;
    let [people, ..] = counts(&world).await;
    let lines: Vec<String> = (0..30)
        .map(|n| json!({"email": format!("p{n}@import.test")}).to_string())
        .collect();
    let url = world.url("acme", "/api/imports/users");
    let mut call = Call::new(Method::POST, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("content-type", "application/x-ndjson");
    call.body = lines.join("\n").into_bytes();
    assert_eq!(world.send(call).await.json()["created"], 30);
    assert_eq!(counts(&world).await[0], people + 30);
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    App::enrolled(&mut browser).await;
    let user = world.user("acme", 1).id.clone();
    let reset = world
        .manage("acme", Method::DELETE, &format!("/api/users/{user}/mfa"), None)
        .await;
    assert_eq!(reset.status, 204, "{}", reset.body);
    assert_eq!(counts(&world).await, [people + 30, 0, 0, 0, 0, 0]);
    let path = format!("/api/users/{user}?immediately=true");
    let deleted = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(deleted.status, 204, "{}", deleted.body);
    assert_eq!(counts(&world).await[0], people + 29);
    let text = serde_json::to_string(&world.items().await).unwrap();
    assert!(
        !text.contains(&format!("#COUNTED#{user}")),
        "nothing of them is left there"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn fa_03_batches_that_come_twice_late_or_backwards_count_once() {
    let (world, records) = collecting().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    App::enrolled(&mut browser).await;
    let url = world.url("acme", "/api/users/me/mfa/totp");
    let gone = browser.api(Method::DELETE, &url, "", None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    App::enrolled(&mut browser).await;
    let all = records.lock().unwrap().clone();
    let before = counts(&world).await;
    for record in all.iter().rev() {
        deliver_all(&world, std::slice::from_ref(record)).await;
    }
    let once = counts(&world).await;
    assert_eq!(
        (once[1], once[2], once[5]),
        (before[1] + 1, before[2] + 1, before[5] + 1)
    );
    deliver_all(&world, &all).await;
    deliver_all(&world, &all).await;
    assert_eq!(counts(&world).await, once);
    world.is_sound().await;
}

#[tokio::test]
async fn az_01_the_figures_are_for_who_may_see_the_application() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let person = browser.get(&world.url("acme", ADOPTION)).await;
    assert_eq!((person.status, person.error().as_str()), (403, "forbidden"));
    let nobody = world.get(&world.url("acme", ADOPTION)).await;
    assert_eq!(nobody.status, 401);
    let key = format!("Bearer {}", world.app("globex").secret_key);
    let url = world.url("acme", ADOPTION);
    let foreign = world
        .send(Call::new(Method::GET, &url).header("authorization", key))
        .await;
    assert_eq!(foreign.status, 401);
    let operator = Browser::operator(&world).await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/adoption", world.app("acme").id),
    );
    let mounted = world.send(operator.at_dashboard(Method::GET, &url)).await;
    assert_eq!(mounted.json(), figures(&world, "acme").await, "{}", mounted.body);
}
