//! The round trip to a provider: whose browser, which application, which provider, how often; and what an address is worth.

use crate::harness::{
    Answer, Browser, Flow, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use local::{Local, dns::AsAsked};
use platform::fetch::AddressPolicy;
use serde_json::{Value, json};
use std::sync::Arc;

const START: &str = "/rp/authorize?idp=upstream&return_to=/account";

async fn prepared() -> (World, Upstream) {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    (world, upstream)
}

fn is_over(answer: &Answer) -> bool {
    answer.status == 303 && answer.location().contains("problem=provider_expired")
}

fn wrote(world: &World) -> bool {
    world.cost().wru > 0.0
}

/// The address the provider sends the browser back to.
async fn back(world: &World, upstream: &Upstream, browser: &mut Browser<'_>) -> String {
    let there = browser.get(&world.url("acme", START)).await;
    upstream.approve(&there.location())
}

#[tokio::test]
async fn ss_01_a_state_is_of_one_browser_once_and_for_ten_minutes() {
    let (world, upstream) = prepared().await;
    let mut browser = world.browser();
    let url = back(&world, &upstream, &mut browser).await;
    let asked = upstream.said().asked.len();
    // Another browser, with a cookie of its own or none: nothing is asked of the provider, nothing written.
    let mut thief = world.browser();
    thief.open(&world.url("acme", "/login")).await;
    for mut other in [world.browser(), thief] {
        assert!(is_over(&other.get(&url).await));
        assert!(!wrote(&world));
    }
    let mut changed = url.clone();
    let at = changed.find("state=").unwrap() + 40;
    let other = if changed.as_bytes()[at] == b'A' { "B" } else { "A" };
    changed.replace_range(at..=at, other);
    for bad in [
        changed.as_str(),
        &world.url("acme", "/rp/callback/upstream?code=x&state="),
        &world.url("acme", "/rp/callback/upstream?code=x&state=~none"),
    ] {
        assert!(is_over(&browser.get(bad).await), "{bad}");
        assert!(!wrote(&world), "{bad}");
    }
    assert_eq!(upstream.said().asked.len(), asked);
    // Parallel callbacks: one goes on.
    let cookie = format!("aero2_tx={}", browser.cookie("acme", "aero2_tx").unwrap());
    let send = || world.send(crate::harness::Call::new(Method::GET, &url).header("cookie", cookie.clone()));
    let (a, b, c) = tokio::join!(send(), send(), send());
    let good = [&a, &b, &c]
        .iter()
        .filter(|answer| answer.location().ends_with("/account"))
        .count();
    assert_eq!(good, 1, "{} {} {}", a.location(), b.location(), c.location());
    assert!(is_over(&browser.get(&url).await), "replayed");
    let url = back(&world, &upstream, &mut browser).await;
    world.later(600);
    upstream.said().now += 600;
    assert!(is_over(&browser.get(&url).await), "late");
}

#[tokio::test]
async fn mt_04_a_state_of_one_application_means_nothing_at_another() {
    let (world, upstream) = prepared().await;
    set_up(&world, "globex", &upstream.oidc()).await;
    let mut browser = world.browser();
    let url = back(&world, &upstream, &mut browser).await;
    browser.open(&world.url("globex", "/login")).await;
    let elsewhere = url.replace("http://acme.", "http://globex.");
    assert!(is_over(&browser.get(&elsewhere).await));
    assert!(!wrote(&world));
    assert_eq!(
        browser.get(&url).await.location(),
        world.url("acme", "/account"),
        "and is as good as before at its own"
    );
}

#[tokio::test]
async fn mix_up_an_answer_of_another_provider_is_refused() {
    let (world, upstream) = prepared().await;
    let second = Upstream::start(&world).await;
    let mut other = second.oidc();
    other["name"] = json!("second");
    set_up(&world, "acme", &other).await;
    let mut browser = world.browser();
    let url = back(&world, &upstream, &mut browser).await;
    assert!(
        is_over(
            &browser
                .get(&url.replace("/callback/upstream", "/callback/second"))
                .await
        ),
        "another path"
    );
    let escaped = |origin: &str| origin.replace(':', "%3A").replace('/', "%2F");
    for bad in [
        url.replace(&escaped(&upstream.origin), &escaped(&second.origin)),
        url.replace(&format!("&iss={}", escaped(&upstream.origin)), ""),
    ] {
        assert_ne!(bad, url);
        let fresh = back(&world, &upstream, &mut browser).await;
        let state = |url: &str| {
            url.split("state=")
                .nth(1)
                .unwrap()
                .split('&')
                .next()
                .unwrap()
                .to_owned()
        };
        let asked = upstream.said().asked.len();
        let refused = browser.get(&bad.replace(&state(&bad), &state(&fresh))).await;
        assert!(
            refused.location().contains("problem=provider_failed"),
            "{}",
            refused.location()
        );
        assert_eq!(upstream.said().asked.len(), asked, "the code was given to nobody");
    }
}

#[tokio::test]
async fn fe_01_an_identity_is_connection_issuer_and_subject_and_an_address_selects_nobody() {
    let (world, upstream) = prepared().await;
    let mia = world.user("acme", 1).id.clone();
    let count = async |world: &World| {
        let path = format!("/api/users/{mia}/identities");
        world.manage("acme", Method::GET, &path, None).await.json()["data"]
            .as_array()
            .unwrap()
            .len()
    };
    // The address of an existing user, said by a provider that is not believed, or not said to be proven: a proof is asked.
    for (trusted, said) in [
        (false, json!(true)),
        (true, json!(false)),
        (true, json!("yes")),
        (true, Value::Null),
    ] {
        let other = Upstream::start(&world).await;
        let mut body = other.oidc();
        (body["name"], body["trust_email_verified"]) = (
            json!(format!("p{trusted}-{}", other.origin.rsplit(':').next().unwrap())),
            json!(trusted),
        );
        set_up(&world, "acme", &body).await;
        other.said().person["email_verified"] = said;
        let mut browser = world.browser();
        let answer = sign_in(&other, &mut browser, "acme", body["name"].as_str().unwrap()).await;
        assert!(
            answer.location().contains("/login/connect?tx="),
            "{}",
            answer.location()
        );
        assert!(browser.cookie("acme", "aero2_session").is_none());
        assert_eq!(count(&world).await, 0);
    }
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(count(&world).await, 1);
    // The same subject at another connection is somebody else, and without Mia's address has nothing of hers.
    let second = Upstream::start(&world).await;
    let mut other = second.oidc();
    other["name"] = json!("second");
    set_up(&world, "acme", &other).await;
    second.said().person = json!({"sub": "u-1", "email": "eve@evil.test", "email_verified": true});
    let mut eve = world.browser();
    let answer = sign_in(&second, &mut eve, "acme", "second").await;
    assert!(!eve.follow(answer).await.body.contains("mia@acme.example"));
    // Nor is the same account another one because its address is Mia's now.
    second.said().person["email"] = json!("mia@acme.example");
    let answer = sign_in(&second, &mut eve, "acme", "second").await;
    assert!(eve.follow(answer).await.body.contains("eve@evil.test"));
    assert_eq!(count(&world).await, 1);
    // An address cannot be made the subject.
    let mut bad = upstream.github();
    bad["mapping"] = json!({"sub": ["email"]});
    assert_eq!(
        world
            .manage("acme", Method::POST, "/api/idps", Some(&bad))
            .await
            .error(),
        "validation_error"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn ah_01_an_account_whose_mailbox_was_never_proven_is_not_linked_by_a_providers_word() {
    let (world, upstream) = prepared().await;
    let body = json!({"email": "victim@acme.test", "password": "violet-harbour-tractor-91"});
    let made = world
        .manage("acme", Method::POST, "/api/users", Some(&body))
        .await
        .json();
    upstream.said().person = json!({"sub": "v", "email": "victim@acme.test", "email_verified": true});
    let mut browser = world.browser();
    let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/login/connect"), "{}", page.url);
    let path = format!("/api/users/{}/identities", made["id"].as_str().unwrap());
    let listed = || world.manage("acme", Method::GET, &path, None);
    assert_eq!(listed().await.json()["data"], json!([]));
    let sent = browser.submit(&page, 0, &[]).await;
    let code = browser.follow(sent).await;
    browser
        .submit(&code, 0, &[("code", &world.code_for("victim@acme.test"))])
        .await;
    assert_eq!(
        listed().await.json()["data"].as_array().unwrap().len(),
        1,
        "the mailbox's owner has it now"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn ah_02_the_first_proof_of_a_mailbox_ends_sessions_tokens_and_identities_from_before() {
    let (world, upstream) = prepared().await;
    let mia = world.user("acme", 1);
    let found = Flow::web(&world, "acme").tokens().await;
    let mut before = world.browser();
    sign_in(&upstream, &mut before, "acme", "upstream").await;
    // The account is given another address, which nobody has proven.
    let moved = json!({"email": "next@acme.test"});
    world
        .manage("acme", Method::PATCH, &format!("/api/users/{}", mia.id), Some(&moved))
        .await;
    let second = Upstream::start(&world).await;
    let mut other = second.oidc();
    other["name"] = json!("second");
    set_up(&world, "acme", &other).await;
    second.said().person = json!({"sub": "next", "email": "next@acme.test", "email_verified": true});
    let mut next = world.browser();
    let answer = sign_in(&second, &mut next, "acme", "second").await;
    let page = next.follow(answer).await;
    let sent = next.submit(&page, 0, &[]).await;
    let code = next.follow(sent).await;
    next.submit(&code, 0, &[("code", &world.code_for("next@acme.test"))])
        .await;
    let account = world.url("acme", "/account");
    assert_eq!(next.get(&account).await.status, 200);
    assert_eq!(before.get(&account).await.status, 303, "sessions from before");
    assert_eq!(
        Flow::web(&world, "acme").refresh(&found.refresh_token).await.error(),
        "invalid_grant",
        "tokens from before"
    );
    let listed = world
        .manage("acme", Method::GET, &format!("/api/users/{}/identities", mia.id), None)
        .await
        .json();
    let left: Vec<&Value> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["idp"])
        .collect();
    assert_eq!(left, [&json!("second")], "identities from before");
    world.is_sound().await;
}

#[tokio::test]
async fn en_01_an_unproven_address_looks_the_same_whether_somebody_has_it() {
    let (world, upstream) = prepared().await;
    let mut seen = Vec::new();
    for address in ["mia@acme.example", "mib@acme.example"] {
        upstream.said().person = json!({"sub": address, "email": address, "email_verified": false});
        let mut browser = world.browser();
        let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
        assert!(answer.location().contains("/login/connect?tx="));
        let page = browser.follow(answer).await;
        let forms = page.forms();
        let mut body = page.body.replace(&forms[0].fields["form_token"], "TOKEN");
        let tx = page.url.split("tx=").nth(1).unwrap();
        body = body.replace(tx, "TX");
        let sent = browser.submit(&page, 0, &[]).await;
        seen.push((page.status, body, sent.status));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn sr_01_a_provider_on_a_private_address_is_not_set_up_and_not_asked() {
    let policy = AddressPolicy::public();
    let local = Box::pin(Local::in_memory_with(policy, Arc::new(AsAsked)))
        .await
        .unwrap();
    let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
    let world = World::around(local, seeded);
    let upstream = Upstream::start(&world).await;
    let body = |issuer: &str| json!({"name": "inside", "type": "oidc", "issuer": issuer, "client_id": "x", "client_secret": "y"});
    for issuer in [
        upstream.origin.as_str(),
        "https://127.0.0.1",
        "https://169.254.169.254/latest",
        "https://localhost:8443",
        "http://accounts.google.com",
    ] {
        let answer = world
            .manage("acme", Method::POST, "/api/idps", Some(&body(issuer)))
            .await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, "url_not_allowed"),
            "{issuer}: {}",
            answer.body
        );
    }
    let mut plain = upstream.github();
    plain["token_endpoint"] = json!("https://10.0.0.1/token");
    plain["authorization_endpoint"] = json!("https://github.com/login/oauth/authorize");
    plain["userinfo_endpoint"] = json!("https://api.github.com/user");
    let answer = world.manage("acme", Method::POST, "/api/idps", Some(&plain)).await;
    assert_eq!(
        (answer.error().as_str(), &answer.json()["errors"][0]["field"]),
        ("url_not_allowed", &json!("token_endpoint"))
    );
    // A name that leads inside only later is judged when it is called.
    plain["token_endpoint"] = json!("https://localhost:8443/token");
    set_up(&world, "acme", &plain).await;
    let mut browser = world.browser();
    let there = browser.get(&world.url("acme", "/rp/authorize?idp=github")).await;
    let state = there.parameters()["state"].clone();
    let refused = browser
        .get(&world.url("acme", &format!("/rp/callback/github?code=x&state={state}")))
        .await;
    assert!(refused.location().contains("problem=provider_failed"));
    assert_eq!(upstream.said().asked.len(), 0);
}

#[tokio::test]
async fn az_01_sign_up_by_a_provider_follows_the_rules_of_sign_up() {
    let (world, upstream) = prepared().await;
    upstream.said().person = json!({"sub": "n", "email": "new@other.test", "email_verified": true});
    for (settings, problem) in [
        (json!({"signup_mode": "invite_only"}), "signup_closed"),
        (
            json!({"signup_mode": "restricted", "signup_allowed_domains": ["acme.test"]}),
            "signup_domain_not_allowed",
        ),
        (
            json!({"signup_mode": "open", "signup_blocked_domains": ["other.test"]}),
            "signup_domain_not_allowed",
        ),
    ] {
        world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&settings))
            .await;
        let answer = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
        assert!(
            answer.location().contains(&format!("problem={problem}")),
            "{settings}: {}",
            answer.location()
        );
    }
    let none = world
        .manage("acme", Method::GET, "/api/users?email=new@other.test", None)
        .await;
    assert_eq!(none.json()["data"], json!([]));
    // Somebody who exists goes on as before, unless they are switched off.
    upstream.said().person = json!({"sub": "u-1", "email": "mia@acme.example", "email_verified": true});
    let mut mia = world.browser();
    assert_eq!(
        round_trip(&upstream, &mut mia, &world.url("acme", START))
            .await
            .location(),
        world.url("acme", "/account")
    );
    let path = format!("/api/users/{}/disable", world.user("acme", 1).id);
    world.manage("acme", Method::POST, &path, None).await;
    let refused = round_trip(&upstream, &mut mia, &world.url("acme", START)).await;
    assert!(
        refused.location().contains("problem=sign_in_refused"),
        "{}",
        refused.location()
    );
}
