//! A person's own passkeys, by page and by API, and in the eyes of who manages them.

use crate::harness::{
    World,
    authenticator::{Authenticator, Lie},
    passkeys::{MINE, call, creation, enroll, origin, owner, sign_in},
};
use http::Method;
use serde_json::{Value, json};

async fn list(browser: &mut crate::harness::Browser<'_>) -> Vec<Value> {
    let listed = call(browser, Method::GET, MINE, None).await.json();
    listed["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_passkey_is_added_listed_renamed_and_removed_and_its_owner_is_told() {
    let world = World::start().await;
    let (mut browser, _) = owner(&world, 1).await;
    let mine = list(&mut browser).await;
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0]["name"], "Google Password Manager");
    assert_eq!(
        (&mine[0]["provider"], &mine[0]["synced"]),
        (&json!("Google Password Manager"), &json!(true))
    );
    assert_eq!(
        mine[0]["transports"],
        json!(["internal", "hybrid"]),
        "an unknown way is left out"
    );
    let mail = &world.local.aws.outbox.list(Some("mia@acme.example"))[0];
    assert!(mail.subject.contains("passkey was added"), "{}", mail.subject);
    let path = format!("{MINE}/{}", mine[0]["id"].as_str().unwrap());
    let renamed = call(&mut browser, Method::PATCH, &path, Some(&json!({"name": "Laptop"}))).await;
    assert_eq!((renamed.status, &renamed.json()["name"]), (200, &json!("Laptop")));
    let empty = call(&mut browser, Method::PATCH, &path, Some(&json!({"name": " "}))).await;
    assert_eq!(
        (empty.status, &empty.json()["errors"][0]["field"]),
        (422, &json!("name"))
    );
    let removed = call(&mut browser, Method::DELETE, &path, None).await;
    assert_eq!(removed.status, 200, "{}", removed.body);
    assert_eq!(removed.json()["signal"]["allAcceptedCredentialIds"], json!([]));
    assert_eq!(call(&mut browser, Method::DELETE, &path, None).await.status, 404);
    let mail = &world.local.aws.outbox.list(Some("mia@acme.example"))[0];
    assert!(
        mail.subject.contains("removed") && mail.text.contains("Laptop"),
        "{}",
        mail.text
    );
    let audit = world
        .manage("acme", Method::GET, "/api/audit?limit=100", None)
        .await
        .body;
    for kind in ["passkey.added", "passkey.renamed", "passkey.removed"] {
        assert!(audit.contains(kind), "{kind}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn adding_and_removing_need_a_fresh_sign_in() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let options = creation(&mut browser).await;
    let id = list(&mut browser).await[0]["id"].as_str().unwrap().to_owned();
    world.later(301);
    for (method, path) in [
        (Method::POST, format!("{MINE}/options")),
        (Method::DELETE, format!("{MINE}/{id}")),
    ] {
        let refused = call(&mut browser, method, &path, Some(&json!({}))).await;
        assert_eq!(refused.json()["code"], "step_up_required", "{path}: {}", refused.body);
    }
    // The challenge has ended as well.
    let body = json!({"credential": keys.create(&options, &Lie::default())});
    let late = call(&mut browser, Method::POST, MINE, Some(&body)).await;
    assert_eq!((late.status, &late.json()["code"]), (400, &json!("passkey_invalid")));
    assert_eq!(list(&mut browser).await.len(), 1);
}

#[tokio::test]
async fn there_may_be_twenty() {
    let world = World::start().await;
    let (mut browser, _) = owner(&world, 1).await;
    let mut keys = Authenticator::synced(&origin(&world));
    for _ in 1..20 {
        assert_eq!(enroll(&mut browser, &mut keys, &Lie::default()).await.status, 201);
    }
    let asked = call(&mut browser, Method::POST, &format!("{MINE}/options"), Some(&json!({}))).await;
    assert_eq!((asked.status, &asked.json()["code"]), (422, &json!("limit_exceeded")));
    assert_eq!(list(&mut browser).await.len(), 20);
    world.is_sound().await;
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let methods = json!({"auth_methods": {"password": false, "email_code": false, "magic_link": true}});
    let set = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&methods))
        .await;
    assert_eq!(set.status, 200, "{}", set.body);
    let id = list(&mut browser).await[0]["id"].as_str().unwrap().to_owned();
    let refused = call(&mut browser, Method::DELETE, &format!("{MINE}/{id}"), None).await;
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (409, &json!("last_sign_in_method"))
    );
    assert_eq!(
        sign_in(&mut world.browser(), &mut keys, &Lie::default()).await.status,
        200
    );
}

#[tokio::test]
async fn who_manages_users_sees_and_removes_theirs() {
    let world = World::start().await;
    let (_, _) = owner(&world, 1).await;
    let path = format!("/api/users/{}/passkeys", world.user("acme", 1).id);
    let listed = world.manage("acme", Method::GET, &path, None).await.json();
    let one = format!("{path}/{}", listed["data"][0]["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &one, None).await.status, 204);
    assert_eq!(world.manage("acme", Method::DELETE, &one, None).await.status, 404);
    let left = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(left["data"], json!([]));
    let user = world.user("acme", 1).id.clone();
    let wrong = format!("/api/users/{user}/passkeys/{user}");
    assert_eq!(world.manage("acme", Method::DELETE, &wrong, None).await.status, 404);
}

#[tokio::test]
async fn the_page_lists_renames_adds_and_removes() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let security = world.url("acme", "/account/security");
    let page = browser.open(&security).await;
    assert!(
        page.body.contains("Google Password Manager") && page.body.contains("on several devices"),
        "{}",
        page.body
    );
    let at = |page: &crate::harness::Answer, act: &str| {
        let wanted = |form: &crate::harness::answer::Form| {
            form.action.ends_with("/account/passkeys") && form.fields.contains_key(act)
        };
        page.forms().into_iter().position(|form| wanted(&form)).unwrap()
    };
    let renamed = browser
        .submit(&page, at(&page, "name"), &[("name", "Laptop"), ("act", "rename")])
        .await;
    assert!(renamed.location().contains("done=passkey-renamed"), "{}", renamed.body);
    let page = browser.follow(renamed).await;
    assert!(
        page.body.contains("Laptop") && page.body.contains("data-signal"),
        "{}",
        page.body
    );
    let (_, rest) = page.body.split_once("data-passkey=\"create\" data-options=\"").unwrap();
    let options: Value = serde_json::from_str(&rest.split_once('"').unwrap().0.replace("&#34;", "\"")).unwrap();
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
    let credential = keys.create(&options, &Lie::default()).to_string();
    let added = browser
        .submit(&page, at(&page, "credential"), &[("credential", &credential)])
        .await;
    assert!(added.location().contains("done=passkey-added"), "{}", added.body);
    let page = browser.follow(added).await;
    let wrong = browser
        .submit(&page, at(&page, "credential"), &[("credential", "nonsense")])
        .await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.contains("That passkey did not work"), "{}", wrong.body);
    let removed = browser.submit(&page, at(&page, "passkey"), &[("act", "remove")]).await;
    assert!(removed.location().contains("done=passkey-removed"), "{}", removed.body);
    assert_eq!(list(&mut browser).await.len(), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn an_erased_account_leaves_nothing_of_its_passkeys() {
    let world = World::start().await;
    let (_, _) = owner(&world, 1).await;
    let path = format!("/api/users/{}?immediately=true", world.user("acme", 1).id);
    let gone = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    let left = world.items().await;
    assert!(
        !left
            .iter()
            .any(|item| item["t"]["S"].as_str().is_some_and(|kind| kind.starts_with("passkey")))
    );
    world.is_sound().await;
}
