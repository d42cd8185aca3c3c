//! Tokens of providers that are kept or handed on: readable nowhere but in the answer to the backend that asked, and the refresh token not even there.

use crate::harness::{
    Call, World,
    upstream::{UPSTREAM, Upstream, set_up, sign_in},
};
use domain::{ApplicationId, Change, UserId};
use http::Method;
use serde_json::json;
use store::{IdentityWrite, StoreError};

#[tokio::test]
async fn tokens_that_are_kept_or_handed_on_are_nowhere_to_be_read() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    {
        let mut said = upstream.said();
        said.refresh_tokens = vec!["upstream-refresh-token-0".to_owned()];
        said.rotates = true;
        // On its way through a transaction, too: the address is still to be proven.
        said.person = json!({"sub": "u-9", "email": "waits@acme.test", "email_verified": false});
    }
    set_up(&world, "acme", &upstream.offline()).await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    upstream.said().person = json!({"sub": "u-1", "email": "mia@acme.example", "email_verified": true});
    let mut browser = world.browser();
    sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let mia = world.user("acme", 1).id.clone();
    let path = format!("/api/users/{mia}/identities");
    let listed = world.manage("acme", Method::GET, &path, None).await;
    let id = listed.json()["data"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({"kind": "secret", "permissions": ["identities:tokens"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&body))
        .await;
    let key = made.json()["key"].as_str().unwrap().to_owned();
    let url = world.url("acme", &format!("{path}/{id}/token"));
    let call = || {
        Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {key}"))
            .header("idempotency-key", "once")
    };
    let issued = world.send(call()).await;
    assert!(issued.body.contains("upstream-access-token-later"), "{}", issued.body);
    assert!(!issued.body.contains("upstream-refresh-token"), "{}", issued.body);
    upstream.said().refresh_tokens.clear();
    assert_eq!(world.send(call()).await.error(), "invalid_grant");
    upstream.said().refresh_tokens = vec!["upstream-refresh-token-9".to_owned()];
    sign_in(&upstream, &mut browser, "acme", "upstream").await;
    world.local.drain().await;
    let kept: Vec<String> = world.items().await.iter().map(ToString::to_string).collect();
    let sealed = kept.iter().filter(|item| item.contains("sealed_refresh_token")).count();
    assert_eq!(sealed, 1, "the identity's");
    assert!(
        kept.iter()
            .any(|item| item.contains("waits@acme.test") && item.contains("\"r\"")),
        "the transaction's"
    );
    let lines = world.local.logs.newest(None);
    let logged: String = lines.iter().map(ToString::to_string).collect();
    let audit = "/api/audit?limit=100";
    let mut places = vec![("table", kept.concat()), ("log", logged), ("identities", listed.body)];
    for (name, method, path) in [
        ("audit", Method::GET, audit),
        ("providers", Method::GET, "/api/idps"),
        ("export of everybody", Method::POST, "/api/exports/users"),
    ] {
        let body = (method == Method::POST).then(|| json!({}));
        let answer = world.manage("acme", method, path, body.as_ref()).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        places.push((name, answer.body));
    }
    let own = world.url("acme", "/api/users/me/export");
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let call = Call::new(Method::POST, &own)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin");
    let answer = world.send(call).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    places.push(("own export", answer.body));
    for (place, text) in places {
        for secret in ["upstream-refresh-token", "upstream-access-token"] {
            assert!(!text.contains(secret), "{secret} is in the {place}");
        }
        let shown = place != "table" && text.contains("sealed_refresh_token");
        assert!(!shown, "the sealed token is in the {place}");
    }
}

#[tokio::test]
async fn a_token_that_was_exchanged_for_a_newer_one_does_not_come_back() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    upstream.said().refresh_tokens = vec!["upstream-refresh-token-0".to_owned()];
    set_up(&world, "acme", &upstream.offline()).await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let (store, now) = (&world.local.services.store, world.local.services.now());
    let app: ApplicationId = world.app("acme").id.parse().unwrap();
    let mia: UserId = world.user("acme", 1).id.parse().unwrap();
    let seen = store.identities(&app, &mia).await.unwrap().remove(0);
    let rotated = seen.clone().keeping(Some("rotated".to_owned()));
    store.save_identity(&app, &Change::silent(rotated)).await.unwrap();
    // Somebody who saw the one before writes it again: with a sign-in, or as what was given for it.
    let old = seen.sealed_refresh_token.clone();
    let stale = Change::silent(seen.keeping(old));
    assert_eq!(store.save_identity(&app, &stale).await, Err(StoreError::Conflict));
    let user = store.user(&app, &mia).await.unwrap().unwrap().touched(now);
    let write = IdentityWrite {
        identity: stale,
        is_new: false,
    };
    let written = store.link_identity(&app, Change::silent(user), write).await;
    assert_eq!(written, Err(StoreError::Conflict));
    let kept = store.identities(&app, &mia).await.unwrap().remove(0);
    assert_eq!(kept.sealed_refresh_token.as_deref(), Some("rotated"));
}

#[tokio::test]
async fn a_kept_token_that_is_moved_to_another_identity_does_not_open_there() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    upstream.said().refresh_tokens = vec!["upstream-refresh-token-0".to_owned()];
    set_up(&world, "acme", &upstream.offline()).await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    upstream.said().person = json!({"sub": "u-2", "email": "thief@acme.test", "email_verified": true});
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let found = world
        .manage("acme", Method::GET, "/api/users?email=thief@acme.test", None)
        .await
        .json();
    let thief: UserId = found["data"][0]["id"].as_str().unwrap().parse().unwrap();
    let store = &world.local.services.store;
    let app: ApplicationId = world.app("acme").id.parse().unwrap();
    let mia: UserId = world.user("acme", 1).id.parse().unwrap();
    let hers = store.identities(&app, &mia).await.unwrap().remove(0);
    let theirs = store.identities(&app, &thief).await.unwrap().remove(0);
    let path = format!("/api/users/{thief}/identities/{}/token", theirs.id);
    let url = world.url("acme", &path);
    let body = json!({"kind": "secret", "permissions": ["identities:tokens"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&body))
        .await;
    let key = made.json()["key"].as_str().unwrap().to_owned();
    let call = || Call::new(Method::POST, &url).header("authorization", format!("Bearer {key}"));
    assert_eq!(world.send(call()).await.status, 200);
    let moved = theirs.keeping(hers.sealed_refresh_token);
    store.save_identity(&app, &Change::silent(moved)).await.unwrap();
    assert_eq!(world.send(call()).await.error(), "not_found");
}
