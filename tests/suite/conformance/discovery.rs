//! OpenID Connect Discovery 1.0 and RFC 8414: what is said, and that nothing is said that is not there.

use crate::harness::{Call, World};
use http::{Method, StatusCode};

#[tokio::test]
async fn discovery_names_endpoints_of_its_own_issuer_and_can_be_cached() {
    let world = World::start().await;
    for slug in ["acme", "globex"] {
        let issuer = world.url(slug, "");
        let answer = world
            .get(&format!("{issuer}/.well-known/openid-configuration"))
            .await
            .expect(StatusCode::OK);
        let document = answer.json();
        assert_eq!(document["issuer"], issuer.as_str());
        for member in [
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "jwks_uri",
            "revocation_endpoint",
            "introspection_endpoint",
            "end_session_endpoint",
        ] {
            assert!(document[member].as_str().unwrap().starts_with(&issuer), "{member}");
        }
        assert_eq!(
            document["code_challenge_methods_supported"],
            serde_json::json!(["S256"])
        );
        assert_eq!(document["response_types_supported"], serde_json::json!(["code"]));
        assert_eq!(document["request_uri_parameter_supported"], false);
        assert!(
            document.get("registration_endpoint").is_none(),
            "not delivered, so not advertised"
        );
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
        assert!(!answer.header("etag").is_empty());
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "the edge keeps it for everybody, whoever asked first"
        );
        let url = format!("{issuer}/.well-known/openid-configuration");
        let call = Call::new(Method::GET, &url).header("if-none-match", answer.header("etag"));
        let again = world.send(call).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        let other = world
            .get(&format!("{issuer}/.well-known/oauth-authorization-server"))
            .await;
        assert_eq!(other.json(), document);
    }
}

#[tokio::test]
async fn the_key_set_holds_the_next_keys_too_and_no_private_part() {
    let world = World::start().await;
    let answer = world
        .get(&world.url("acme", "/oauth2/jwks.json"))
        .await
        .expect(StatusCode::OK);
    let keys = answer.json()["keys"].as_array().unwrap().clone();
    assert_eq!(keys.len(), 4, "active and next of RS256 and ES256");
    for key in &keys {
        assert!(key.get("d").is_none() && key["kid"].is_string() && key["use"] == "sig");
        let kid = key["kid"].as_str().unwrap();
        assert_eq!(
            world
                .get(&world.url("acme", &format!("/oauth2/jwks/{kid}")))
                .await
                .json(),
            *key
        );
    }
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=600, stale-if-error=86400"
    );
    assert_eq!(world.get(&world.url("acme", "/oauth2/jwks/nothing")).await.status, 404);
}
