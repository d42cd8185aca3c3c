//! What a provider answers: an ID token that is not for this very request is not believed, and nothing of it is kept, shown or logged.

use crate::harness::{
    World,
    upstream::{Key, UPSTREAM, Upstream, set_up, sign_in},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Method;
use serde_json::{Value, json};

async fn prepared() -> (World, Upstream) {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    (world, upstream)
}

/// Bends the claims of an ID token.
type Bend = fn(&mut Value);
/// Makes an ID token of a key, a header and claims.
type Make = fn(&Key, Value, Value) -> String;

fn unsigned(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

/// The causes of failed sign-ins, newest first.
async fn causes(world: &World) -> Vec<String> {
    let listed = world
        .manage("acme", Method::GET, "/api/audit?type=user.sign_in_failed", None)
        .await
        .json();
    let all = listed["data"].as_array().unwrap().iter();
    all.map(|event| event["data"]["cause"].as_str().unwrap_or("").to_owned())
        .collect()
}

async fn is_refused(world: &World, upstream: &Upstream, cause: &str) {
    // Events of one moment have no order.
    world.later(1);
    upstream.said().now += 1;
    let mut browser = world.browser();
    let answer = sign_in(upstream, &mut browser, "acme", "upstream").await;
    assert!(
        answer.location().contains("problem=provider_failed"),
        "{cause}: {}",
        answer.location()
    );
    assert!(browser.cookie("acme", "aero2_session").is_none(), "{cause}");
    assert_eq!(causes(world).await.first().map(String::as_str), Some(cause));
}

#[tokio::test]
async fn jw_08_claims_for_anybody_or_any_time_else_are_refused() {
    let (world, upstream) = prepared().await;
    let cases: [(&str, Bend); 11] = [
        ("id token: nonce", |claims| claims["nonce"] = json!("another")),
        ("id token: nonce", |claims| {
            drop(claims.as_object_mut().unwrap().remove("nonce"));
        }),
        ("id token: audience", |claims| claims["aud"] = json!("another")),
        ("id token: audience", |claims| {
            claims["aud"] = json!(["aero2", "another"]);
        }),
        ("id token: audience", |claims| claims["azp"] = json!("another")),
        ("id token: issuer", |claims| {
            claims["iss"] = json!("https://evil.example");
        }),
        ("id token: time", |claims| {
            claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 30);
        }),
        ("id token: time", |claims| {
            claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 31);
        }),
        ("id token: nonce", |claims| {
            claims["at_hash"] = json!("of-another-access-token");
        }),
        ("id token: unreadable", |claims| {
            drop(claims.as_object_mut().unwrap().remove("exp"));
        }),
        ("id token: unreadable", |claims| claims["sub"] = json!("")),
    ];
    for (cause, bend) in cases {
        upstream.said().claims = Box::new(bend);
        is_refused(&world, &upstream, cause).await;
    }
    upstream.said().claims = Box::new(|claims| {
        claims["aud"] = json!(["aero2", "another"]);
        claims["azp"] = json!("aero2");
    });
    let done = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(
        done.location(),
        world.url("acme", "/account"),
        "several audiences, issued to us"
    );
}

#[tokio::test]
async fn jw_02_another_algorithm_key_or_kind_is_refused() {
    let (world, upstream) = prepared().await;
    let cases: [(&str, Make); 7] = [
        ("id token: unreadable", |_, _, claims| {
            unsigned(&json!({"alg": "none"}), &claims, "")
        }),
        ("id token: unreadable", |_, _, claims| {
            unsigned(&json!({"alg": "HS256", "kid": "one"}), &claims, "c2ln")
        }),
        ("id token: unreadable", |key, mut header, claims| {
            header["jwk"] = json!({"kty": "EC"});
            key.sign(&header, &claims)
        }),
        ("id token: unknown key", |key, mut header, claims| {
            header["kid"] = json!("nobody's");
            key.sign(&header, &claims)
        }),
        ("id token: unknown key", |key, mut header, claims| {
            header["alg"] = json!("RS256");
            key.sign(&header, &claims)
        }),
        ("id token: signature", |_, header, claims| {
            Key::new("one").sign(&header, &claims)
        }),
        ("id token: another kind", |key, mut header, claims| {
            header["typ"] = json!("at+jwt");
            key.sign(&header, &claims)
        }),
    ];
    for (cause, make) in cases {
        upstream.said().token = Box::new(make);
        is_refused(&world, &upstream, cause).await;
    }
}

#[tokio::test]
async fn an_answer_that_is_none_or_of_somebody_else_is_refused() {
    let (world, upstream) = prepared().await;
    for (status, body, cause) in [
        (
            400,
            json!({"error": "invalid_grant"}).to_string(),
            "token endpoint: invalid_grant",
        ),
        (200, "nonsense".to_owned(), "token endpoint: not JSON"),
        (200, "{\"id_token\": 1}".to_owned(), "token endpoint: not JSON"),
        (200, json!({"access_token": "x"}).to_string(), "no id token"),
        (302, String::new(), "token endpoint: upstream_failed"),
        (500, String::new(), "token endpoint: upstream_failed"),
        (200, "x".repeat(65 * 1024), "token endpoint: upstream_failed"),
    ] {
        upstream.said().token_answer = Some((status, body));
        is_refused(&world, &upstream, cause).await;
    }
    upstream.said().token_answer = None;
    upstream.said().person = json!({"sub": "u-1"});
    upstream.said().userinfo = Some(json!({"sub": "u-2", "email": "mia@acme.example", "email_verified": true}));
    is_refused(&world, &upstream, "userinfo: another subject").await;
    // An address of the userinfo answer is proven by that answer alone.
    upstream.said().person = json!({"sub": "u-1", "email_verified": true});
    upstream.said().userinfo = Some(json!({"sub": "u-1", "email": "mia@acme.example"}));
    let answer = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert!(answer.location().contains("/login/connect"), "{}", answer.location());
}

#[tokio::test]
async fn pk_01_the_code_is_redeemed_with_our_verifier_and_secret() {
    let (world, upstream) = prepared().await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    {
        let said = upstream.said();
        // RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
        let basic = base64::engine::general_purpose::STANDARD.encode("aero2:s3cret+of+ours");
        assert_eq!(said.authorization, format!("Basic {basic}"));
        assert_eq!(
            (said.form["code_verifier"].len(), said.form.get("client_secret")),
            (43, None)
        );
    }
    // A signed assertion in place of the secret, by a key that everybody can read.
    let path = world.manage("acme", Method::GET, "/api/idps", None).await.json()["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let by_key = json!({"token_auth_method": "private_key_jwt", "client_secret": null});
    let changed = world
        .manage("acme", Method::PATCH, &format!("/api/idps/{path}"), Some(&by_key))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let assertion = upstream.said().form["client_assertion"].clone();
    let told = crate::harness::claims(&assertion);
    assert_eq!(
        (&told["iss"], &told["sub"], &told["aud"]),
        (&json!("aero2"), &json!("aero2"), &json!(upstream.origin))
    );
    let header: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(assertion.split('.').next().unwrap()).unwrap()).unwrap();
    let keys = world.get(&world.url("acme", "/oauth2/jwks.json")).await.json();
    assert!(
        keys["keys"]
            .as_array()
            .unwrap()
            .iter()
            .any(|key| key["kid"] == header["kid"])
    );
}

#[tokio::test]
async fn apples_client_secret_is_signed_with_the_teams_key() {
    let (world, _) = prepared().await;
    let bad = json!({"name": "apple", "preset": "apple", "client_id": "com.acme", "client_secret": "no key", "team_id": "TEAM", "key_id": "KEY"});
    let answer = world.manage("acme", Method::POST, "/api/idps", Some(&bad)).await;
    assert_eq!(
        (answer.error().as_str(), &answer.json()["errors"][0]["field"]),
        ("validation_error", &json!("client_secret"))
    );
    let key = keys::Signer::of_pem("KEY".into(), include_str!("client_key.pem")).unwrap();
    let claims = protocol::jwt::AssertionClaims {
        iss: "TEAM".into(),
        sub: "com.acme".into(),
        aud: protocol::jwt::Audience::One("https://appleid.apple.com".into()),
        exp: 60,
        iat: Some(0),
        nbf: None,
        jti: "j".into(),
    };
    let secret = keys::mint::client_assertion(&key, &claims).await.unwrap();
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": include_str!("client_key.x").trim(), "y": include_str!("client_key.y").trim()});
    let jwk: protocol::jwt::Jwk = serde_json::from_value(jwk).unwrap();
    assert!(keys::verify::jws(&jwk, protocol::jwt::Alg::ES256, &secret).is_ok());
}

#[tokio::test]
async fn secrets_and_tokens_of_providers_are_nowhere_to_be_read() {
    let (world, upstream) = prepared().await;
    let mut browser = world.browser();
    let there = browser.get(&world.url("acme", "/rp/authorize?idp=upstream")).await;
    let (state, back) = (there.parameters()["state"].clone(), upstream.approve(&there.location()));
    browser.get(&back).await;
    let verifier = upstream.said().form["code_verifier"].clone();
    let secrets = [
        "s3cret of ours",
        "upstream-access-token",
        "code-0",
        state.as_str(),
        verifier.as_str(),
    ];
    let lines = world.local.logs.newest(None);
    let logged: String = lines.iter().map(ToString::to_string).collect();
    let kept: String = world.items().await.iter().map(ToString::to_string).collect();
    let shown = world.manage("acme", Method::GET, "/api/idps", None).await.body;
    let audited = world
        .manage("acme", Method::GET, "/api/audit?limit=100", None)
        .await
        .body;
    for secret in secrets {
        for (place, text) in [("log", &logged), ("table", &kept), ("API", &shown), ("audit", &audited)] {
            assert!(!text.contains(secret), "{secret} is in the {place}");
        }
    }
}
