//! A provider that asked for more than one factor, and says so: believed only where that is set, and only in the ID token of this very sign-in.

use super::mfa::{session, set};
use crate::harness::{
    Flow, World,
    upstream::{UPSTREAM, Upstream, set_up, sign_in},
};
use http::Method;
use serde_json::{Value, json};

async fn provider(world: &World, upstream: &Upstream, trust: Value) {
    let mut body = upstream.oidc();
    for (name, value) in trust.as_object().unwrap() {
        body[name] = value.clone();
    }
    set_up(world, "acme", &body).await;
    upstream.said().person = json!({"sub": "u-9", "email": "fed@acme.test", "email_verified": true});
}

fn says(upstream: &Upstream, name: &'static str, value: Value) {
    upstream.said().claims = Box::new(move |claims| claims[name] = value.clone());
}

#[tokio::test]
async fn a_provider_that_is_believed_spares_its_people_a_second_factor_and_the_tokens_say_so() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let trust = json!({"trust_mfa": true, "mfa_acr_values": ["urn:corp:two"]});
    provider(&world, &upstream, trust).await;
    set(&world, &json!({"mfa_policy": "required", "mfa_for_federated": true})).await;
    for (name, value, spared) in [
        ("amr", json!(["pwd", "mfa"]), true),
        ("acr", json!("urn:corp:two"), true),
        ("amr", json!(["pwd"]), false),
        ("amr", json!("mfa"), false),
        ("amr", json!([["mfa"]]), false),
        ("acr", json!("urn:corp:two "), false),
        ("acr", json!(["urn:corp:two"]), false),
        ("none", json!(null), false),
    ] {
        says(&upstream, name, value.clone());
        let mut browser = world.browser();
        let done = sign_in(&upstream, &mut browser, "acme", "upstream").await;
        if spared {
            assert_eq!(
                done.location(),
                world.url("acme", "/account"),
                "{name} {value}: {}",
                done.body
            );
            let now = session(&mut browser).await;
            assert_eq!(
                (&now["acr"], &now["amr"]),
                (&json!("urn:aero2:acr:mfa"), &json!(["fed", "mfa"])),
                "{name} {value}"
            );
        } else {
            assert!(
                done.location().contains("/mfa-setup?tx="),
                "{name} {value}: {}",
                done.location()
            );
        }
    }
    world.is_sound().await;
}

#[tokio::test]
async fn a_provider_is_not_believed_by_itself_nor_what_its_userinfo_says() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    provider(&world, &upstream, json!({})).await;
    set(&world, &json!({"mfa_policy": "required", "mfa_for_federated": true})).await;
    says(&upstream, "amr", json!(["mfa"]));
    let mut browser = world.browser();
    let done = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    assert!(done.location().contains("/mfa-setup?tx="), "{}", done.location());
    // Believed, but what says it is no ID token.
    let listed = world.manage("acme", Method::GET, "/api/idps", None).await.json();
    let path = format!("/api/idps/{}", listed["data"][0]["id"].as_str().unwrap());
    assert_eq!(listed["data"][0]["trust_mfa"], json!(false));
    let trusted = world
        .manage("acme", Method::PATCH, &path, Some(&json!({"trust_mfa": true})))
        .await;
    assert_eq!(trusted.status, 200, "{}", trusted.body);
    upstream.said().claims = Box::new(|claims| {
        claims.as_object_mut().unwrap().remove("email");
    });
    upstream.said().userinfo =
        Some(json!({"sub": "u-9", "email": "fed@acme.test", "email_verified": true, "amr": ["mfa"], "acr": "x"}));
    let done = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert!(done.location().contains("/mfa-setup?tx="), "{}", done.location());
}

#[tokio::test]
async fn where_people_of_providers_are_not_asked_only_a_believed_word_makes_it_two_factors() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    provider(&world, &upstream, json!({"trust_mfa": true})).await;
    for (amr, acr) in [
        (json!(["mfa"]), "urn:aero2:acr:mfa"),
        (json!(["pwd"]), "urn:aero2:acr:1fa"),
    ] {
        says(&upstream, "amr", amr);
        let mut browser = world.browser();
        sign_in(&upstream, &mut browser, "acme", "upstream").await;
        assert_eq!(session(&mut browser).await["acr"], acr);
    }
    // A client that asks for two factors has them by that word, and no further question.
    says(&upstream, "amr", json!(["mfa"]));
    let mut browser = world.browser();
    sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let flow = Flow::web(&world, "acme").with("acr_values", "urn:aero2:acr:mfa");
    let answer = browser.get(&flow.url()).await;
    assert!(answer.parameters().contains_key("code"), "{}", answer.location());
}

#[tokio::test]
async fn only_openid_connect_is_believed_and_values_have_bounds() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let (mut github, mut oidc) = (upstream.github(), upstream.oidc());
    github["trust_mfa"] = json!(true);
    oidc["mfa_acr_values"] = json!(["a b"]);
    for (body, field) in [(github, "trust_mfa"), (oidc, "mfa_acr_values")] {
        let refused = world.manage("acme", Method::POST, "/api/idps", Some(&body)).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert_eq!(refused.json()["errors"][0]["field"], field);
    }
}
