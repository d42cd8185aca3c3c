//! Refresh tokens of providers that are kept when asked: however an identity comes about, its backend gets access tokens; nothing is kept otherwise.

use crate::harness::{
    Answer, Browser, Call, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use serde_json::{Value, json};

const FIRST: &str = "upstream-refresh-token-0";

/// A key that names the permissions.
async fn key(world: &World, permissions: &[&str]) -> String {
    let body = json!({"kind": "secret", "permissions": permissions});
    let path = "/api/applications/api-keys";
    let made = world.manage("acme", Method::POST, path, Some(&body)).await;
    made.json()["key"].as_str().unwrap().to_owned()
}

/// An application with a provider, whose refresh tokens are kept, and the key of its backend.
async fn prepared() -> (World, Upstream, String, Value) {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    upstream.said().refresh_tokens = vec![FIRST.to_owned()];
    let provider = set_up(&world, "acme", &upstream.offline()).await;
    assert_eq!(provider["keep_refresh_token"], true);
    let key = key(&world, &["identities:tokens"]).await;
    (world, upstream, key, provider)
}

async fn ask(world: &World, key: &str, path: &str) -> Answer {
    let url = world.url("acme", path);
    let call = Call::new(Method::POST, &url).header("authorization", format!("Bearer {key}"));
    world.send(call).await
}

/// Where tokens of a user's only identity are had.
async fn address(world: &World, user: &str) -> String {
    let path = format!("/api/users/{user}/identities");
    let listed = world.manage("acme", Method::GET, &path, None).await.json();
    let all = listed["data"].as_array().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    format!("{path}/{}/token", all[0]["id"].as_str().unwrap())
}

async fn user_by(world: &World, email: &str) -> String {
    let path = format!("/api/users?email={email}");
    let found = world.manage("acme", Method::GET, &path, None).await.json();
    found["data"][0]["id"].as_str().unwrap().to_owned()
}

/// Signs Mia in through the provider; answers where her tokens are had.
async fn mia(world: &World, upstream: &Upstream) -> String {
    let done = sign_in(upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    address(world, &world.user("acme", 1).id).await
}

async fn change(world: &World, provider: &Value, body: &Value) {
    let path = format!("/api/idps/{}", provider["id"].as_str().unwrap());
    let changed = world.manage("acme", Method::PATCH, &path, Some(body)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
}

#[tokio::test]
async fn a_backend_gets_access_tokens_and_a_rotated_refresh_token_takes_the_place_of_the_old() {
    let (world, upstream, key, _) = prepared().await;
    let path = mia(&world, &upstream).await;
    let answer = ask(&world, &key, &path).await;
    assert_eq!(
        (answer.status, answer.header("cache-control").as_str()),
        (200, "no-store")
    );
    let expected = json!({"access_token": "upstream-access-token-later", "token_type": "bearer", "expires_in": 3600, "scope": "openid calendar"});
    assert_eq!(answer.json(), expected);
    {
        let mut said = upstream.said();
        assert_eq!(
            (said.form["grant_type"].as_str(), said.form["refresh_token"].as_str()),
            ("refresh_token", FIRST)
        );
        assert!(said.authorization.starts_with("Basic "), "as the client we are there");
        assert_eq!(said.form.get("client_secret"), None);
        said.rotates = true;
    }
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    drop(upstream.said().refresh_tokens.remove(0));
    assert_eq!(
        ask(&world, &key, &path).await.status,
        200,
        "the old one is worth nothing"
    );
    assert_ne!(upstream.said().form["refresh_token"], FIRST);
    // Two at once both get one, and what is kept afterwards works.
    let (one, two) = tokio::join!(ask(&world, &key, &path), ask(&world, &key, &path));
    assert_eq!((one.status, two.status), (200, 200), "{} {}", one.body, two.body);
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    let events = world.events("acme").await;
    let issued = events.iter().filter(|event| *event == "identity.token_issued").count();
    assert_eq!(issued, 6, "{events:?}");
    world.is_sound().await;
}

#[tokio::test]
async fn only_who_was_made_for_it_gets_tokens() {
    let (world, upstream, named, _) = prepared().await;
    let path = mia(&world, &upstream).await;
    let everything = world.app("acme").secret_key.clone();
    let writer = key(&world, &["users:read", "users:write", "idps:write"]).await;
    for other in [everything, writer] {
        assert_eq!(ask(&world, &other, &path).await.error(), "forbidden");
    }
    let elsewhere = path.replace(&world.user("acme", 1).id, &world.user("acme", 2).id);
    assert_eq!(
        ask(&world, &named, &elsewhere).await.status,
        404,
        "the identity of another user"
    );
    for n in 0..60 {
        assert_eq!(ask(&world, &named, &path).await.status, 200, "{n}");
    }
    assert_eq!(ask(&world, &named, &path).await.error(), "rate_limited");
    world.later(60);
    assert_eq!(ask(&world, &named, &path).await.status, 200);
}

/// A proven address makes a user; one that is not is proven first.
async fn comes_in(world: &World, upstream: &Upstream, email: &str, proven: bool) -> String {
    upstream.said().person = json!({"sub": email, "email": email, "email_verified": proven});
    let mut browser = world.browser();
    let answer = sign_in(upstream, &mut browser, "acme", "upstream").await;
    if !proven {
        let page = browser.follow(answer).await;
        let sent = browser.submit(&page, 0, &[]).await;
        let code = browser.follow(sent).await;
        browser.submit(&code, 0, &[("code", &world.code_for(email))]).await;
    }
    address(world, &user_by(world, email).await).await
}

async fn links(upstream: &Upstream, browser: &mut Browser<'_>) {
    let world = browser.world;
    let url = world.url("acme", "/api/users/me/identities");
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let call = Call::new(Method::POST, &url)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin")
        .json(&json!({"idp": "upstream", "return_to": "/account"}));
    let way = world.send(call).await.json()["redirect_to"]
        .as_str()
        .unwrap()
        .to_owned();
    let done = round_trip(upstream, browser, &way).await;
    assert_eq!(done.location(), world.url("acme", "/account"));
}

#[tokio::test]
async fn however_an_identity_comes_about_its_token_is_kept_and_the_newest_replaces_older_ones() {
    let (world, upstream, key, provider) = prepared().await;
    for (email, proven) in [("new@acme.test", true), ("proves@acme.test", false)] {
        let path = comes_in(&world, &upstream, email, proven).await;
        assert_eq!(ask(&world, &key, &path).await.status, 200, "{email}");
    }
    // Linked by hand before anything was to be kept, and again now that it is.
    change(&world, &provider, &json!({"keep_refresh_token": false})).await;
    upstream.said().person = json!({"sub": "by hand", "email": "private@elsewhere.test"});
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    links(&upstream, &mut browser).await;
    let path = address(&world, &world.user("acme", 2).id).await;
    change(&world, &provider, &json!({"keep_refresh_token": true})).await;
    assert_eq!(ask(&world, &key, &path).await.error(), "not_found");
    links(&upstream, &mut browser).await;
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    // A sign-in brings another; one that brings none leaves it.
    upstream.said().refresh_tokens = vec!["newer".to_owned()];
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    upstream.said().refresh_tokens.clear();
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    upstream.said().refresh_tokens = vec!["newer".to_owned()];
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_not_wanted_is_not_kept() {
    let (world, upstream, key, provider) = prepared().await;
    let kept = async || {
        let items = world.items().await;
        items
            .iter()
            .filter(|item| item.to_string().contains("sealed_refresh_token"))
            .count()
    };
    // What cannot be kept spoils no sign-in.
    upstream.said().refresh_tokens = vec!["x".repeat(4097)];
    let path = mia(&world, &upstream).await;
    assert_eq!(
        (kept().await, ask(&world, &key, &path).await.error().as_str()),
        (0, "not_found")
    );
    upstream.said().refresh_tokens = vec![FIRST.to_owned()];
    mia(&world, &upstream).await;
    assert_eq!(kept().await, 1);
    change(&world, &provider, &json!({"keep_refresh_token": false})).await;
    assert_eq!(ask(&world, &key, &path).await.error(), "method_disabled");
    mia(&world, &upstream).await;
    assert_eq!(kept().await, 0, "the next sign-in takes it away");
    // A client of another name is another client: it gets none of the old tokens.
    change(&world, &provider, &json!({"keep_refresh_token": true})).await;
    mia(&world, &upstream).await;
    change(&world, &provider, &json!({"client_id": "another"})).await;
    let asked = upstream.said().asked.len();
    assert_eq!(ask(&world, &key, &path).await.error(), "not_found");
    assert_eq!(upstream.said().asked.len(), asked, "nothing was sent");
    // It goes with the identity.
    let identity = path.strip_suffix("/token").unwrap();
    assert_eq!(world.manage("acme", Method::DELETE, identity, None).await.status, 204);
    assert_eq!(kept().await, 0);
    world.is_sound().await;
}

#[tokio::test]
async fn a_token_that_the_provider_takes_no_more_is_removed_and_other_failures_leave_it() {
    let (world, upstream, key, _) = prepared().await;
    let path = mia(&world, &upstream).await;
    for (status, body) in [
        (500, String::new()),
        (200, "nonsense".to_owned()),
        (200, json!({"token_type": "bearer"}).to_string()),
        (400, json!({"error": "invalid_client"}).to_string()),
    ] {
        upstream.said().token_answer = Some((status, body.clone()));
        let answer = ask(&world, &key, &path).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (502, "upstream_failed"),
            "{body}"
        );
    }
    upstream.said().token_answer = None;
    assert_eq!(ask(&world, &key, &path).await.status, 200);
    upstream.said().refresh_tokens = vec!["newer".to_owned()];
    let refused = ask(&world, &key, &path).await;
    assert_eq!((refused.status, refused.error().as_str()), (400, "invalid_grant"));
    assert_eq!(ask(&world, &key, &path).await.error(), "not_found");
    let events = world.events("acme").await;
    assert!(events.contains(&"identity.token_rejected".to_owned()), "{events:?}");
    mia(&world, &upstream).await;
    assert_eq!(
        ask(&world, &key, &path).await.status,
        200,
        "the next sign-in brings one"
    );
    world.is_sound().await;
}
