//! What is left when an account's day has come: an id, and an audit that names nobody.

use super::ending::{DAY, run};
use crate::harness::{Browser, Flow, World};
use functions::events::erase_accounts::{self, Visited};
use http::Method;
use serde_json::{Value, json};

/// The items that say something of a user.
async fn of_user(world: &World, id: &str) -> Vec<Value> {
    let items = world.items().await;
    items
        .into_iter()
        .filter(|item| item["PK"]["S"].as_str().unwrap().ends_with(id))
        .collect()
}

async fn leave(world: &World, index: usize) {
    let mut browser = world.browser();
    browser.sign_in("acme", index).await;
    let url = world.url("acme", "/api/users/me");
    let body = json!({"confirm": world.user("acme", index).email});
    let gone = browser.api(Method::DELETE, &url, "", Some(&body)).await;
    assert_eq!(gone.status, 202, "{}", gone.body);
}

#[tokio::test]
async fn data_15_an_erased_account_is_an_id_and_its_audit_names_nobody() {
    let world = World::start().await;
    let user = world.user("acme", 1).clone();
    Flow::web(&world, "acme").tokens().await;
    let mut browser = world.browser();
    browser.source = Some("203.0.113.77".parse().unwrap());
    browser.sign_in("acme", 1).await;
    let named = json!({"name": "Unmistakable Name"});
    browser
        .api(Method::PATCH, &world.url("acme", "/api/users/me"), "", Some(&named))
        .await;
    leave(&world, 1).await;
    world.later(7 * DAY - 1);
    assert_eq!(run(&world).await.looked_at, 0, "not a second early");
    world.later(1);
    let first = run(&world).await;
    assert!(first.looked_at > 1 && first.failed == 0, "{first:?}");
    world.is_sound().await;
    let left = of_user(&world, &user.id).await;
    let mut kinds: Vec<&str> = left.iter().map(|item| item["t"]["S"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["departure", "user"]);
    world.later(3600);
    run(&world).await;
    assert_eq!(of_user(&world, &user.id).await.len(), 1, "the second pass was the last");
    assert_eq!(run(&world).await, Visited::default());
    // What was on its way then (a sign-in, a code) has ended by itself.
    world
        .local
        .aws
        .dynamodb
        .sweep(world.local.services.now())
        .await
        .unwrap();
    let everything = Value::from(world.items().await).to_string();
    for trace in ["203.0.113.77", "Unmistakable Name", user.email.as_str()] {
        assert!(!everything.contains(trace), "{trace}");
    }
    let path = format!("/api/users/{}/audit", user.id);
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    let audit = world
        .manage("acme", Method::GET, "/api/audit?type=user.deleted", None)
        .await
        .json();
    assert_eq!(audit["data"][0]["target"]["id"], json!(user.id), "{audit}");
    let mails = world.local.aws.outbox.list(Some(&user.email));
    assert!(mails[0].subject.contains("was deleted"), "{}", mails[0].subject);
    let again = json!({"email": user.email});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&again)).await;
    assert_eq!(made.status, 201, "the address is free: {}", made.body);
    assert_ne!(made.json()["id"], json!(user.id), "the id is not");
    world.is_sound().await;
}

#[tokio::test]
async fn mt_01_an_erasure_touches_nobody_else() {
    let world = World::start().await;
    leave(&world, 1).await;
    let others = async || {
        let mut all = Vec::new();
        for (slug, index) in [("acme", 2), ("globex", 1)] {
            let id = world.user(slug, index).id.clone();
            all.extend(of_user(&world, &id).await);
        }
        all.sort_by_key(|item| format!("{} {}", item["PK"]["S"], item["SK"]["S"]));
        all
    };
    let before = others().await;
    world.later(7 * DAY);
    run(&world).await;
    world.later(3600);
    run(&world).await;
    assert_eq!(others().await, before);
    assert!(!before.is_empty());
}

#[tokio::test]
async fn many_sessions_and_events_are_worked_off_over_several_visits() {
    let world = World::start().await;
    let user = world.user("acme", 1).clone();
    let url = world.url("acme", "/api/users/me");
    let mut browser: Browser<'_> = world.browser();
    for n in 0..60 {
        browser.jar.clear();
        browser.sign_in("acme", 1).await;
        let body = json!({"name": format!("Name {n}")});
        browser.api(Method::PATCH, &url, "", Some(&body)).await;
        world.later(10);
    }
    leave(&world, 1).await;
    world.later(7 * DAY);
    for _ in 0..4 {
        run(&world).await;
        world.later(3600);
    }
    assert_eq!(of_user(&world, &user.id).await.len(), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn two_runs_at_once_make_one_tombstone() {
    let world = World::start().await;
    leave(&world, 1).await;
    world.later(7 * DAY);
    let one = Box::pin(erase_accounts::handle(&world.local.services));
    let two = Box::pin(erase_accounts::handle(&world.local.services));
    let (one, two) = futures_util::join!(one, two);
    assert_eq!((one.unwrap().failed, two.unwrap().failed), (0, 0));
    world.local.drain().await;
    let audit = world
        .manage("acme", Method::GET, "/api/audit?type=user.deleted", None)
        .await
        .json();
    assert_eq!(audit["data"].as_array().unwrap().len(), 1, "{audit}");
    world.is_sound().await;
}

#[tokio::test]
async fn data_15_an_accepted_invitation_goes_with_the_person_it_names() {
    let world = World::start().await;
    super::ending::settings(&world, json!({"deletion_grace_days": 0})).await;
    let mut people = Vec::new();
    for email in ["kim@example.com", "lou@example.com"] {
        let invited = json!({"email": email});
        let sent = world.manage("acme", Method::POST, "/api/invitations", Some(&invited));
        assert_eq!(sent.await.status, 201);
        let mails = world.local.aws.outbox.list(Some(email));
        let mut words = mails[0].text.split_whitespace();
        let link = words.find(|word| word.contains("/invite?token=")).unwrap();
        let token = link.split_once("?token=").unwrap().1;
        let body = json!({"email": email, "password": "violet-harbour-tractor-91", "invitation_token": token});
        let url = world.url("acme", "/api/auth/signup");
        let mut browser = world.browser();
        assert_eq!(browser.api(Method::POST, &url, "", Some(&body)).await.status, 200);
        let found = world
            .manage("acme", Method::GET, &format!("/api/users?email={email}"), None)
            .await
            .json();
        people.push(found["data"][0]["id"].as_str().unwrap().to_owned());
    }
    let path = format!("/api/users/{}", people[0]);
    let gone = world.manage("acme", Method::DELETE, &path, None).await;
    assert!(gone.status < 300, "{}", gone.body);
    run(&world).await;
    let listed = world.manage("acme", Method::GET, "/api/invitations", None).await.json();
    let named: Vec<&str> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["email"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["lou@example.com"], "the other one's stays");
    world.is_sound().await;
}
