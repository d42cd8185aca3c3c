//! Clients prove who they are by exactly the method they registered.

use crate::harness::{Answer, Call, Flow, World, basic};
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const PRIVATE: &str = include_str!("client_key.pem");
const PUBLIC_X: &str = include_str!("client_key.x");
const PUBLIC_Y: &str = include_str!("client_key.y");

#[expect(clippy::disallowed_methods, reason = "a client of ours, not we, signs with it")]
fn assertion(claims: &Value) -> String {
    let header = Header {
        kid: Some("k".into()),
        ..Header::new(Algorithm::ES256)
    };
    encode(&header, claims, &EncodingKey::from_ec_pem(PRIVATE.as_bytes()).unwrap()).unwrap()
}

async fn client(world: &World) -> String {
    let jwk = json!({"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": "k", "x": PUBLIC_X.trim(), "y": PUBLIC_Y.trim()});
    let body = json!({"client_name": "Keyed", "type": "machine", "token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": [jwk]}});
    let made = world.manage("acme", Method::POST, "/api/clients", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert!(made.json().get("client_secret").is_none());
    made.json()["client_id"].as_str().unwrap().to_owned()
}

async fn present(world: &World, assertion: &str) -> Answer {
    let url = world.url("acme", "/oauth2/token");
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    world
        .send(Call::new(Method::POST, &url).form(&[
            ("grant_type", "client_credentials"),
            ("client_assertion_type", kind),
            ("client_assertion", assertion),
        ]))
        .await
}

#[tokio::test]
async fn ca_02_an_assertion_works_once_and_only_for_our_issuer() {
    let world = World::start().await;
    let id = client(&world).await;
    let now = world.local.services.now().secs();
    let good = |jti: &str| json!({"iss": id, "sub": id, "aud": "http://acme.localhost:8787", "exp": now + 60, "iat": now, "jti": jti});
    let once = assertion(&good("1"));
    assert_eq!(present(&world, &once).await.status, 200);
    assert_eq!(present(&world, &once).await.error(), "invalid_client", "once");
    assert_eq!(
        present(&world, &assertion(&good("1"))).await.error(),
        "invalid_client",
        "the jti is spent, whatever the text"
    );
    let bad: [(&str, Value); 7] = [
        ("aud", json!("http://acme.localhost:8787/oauth2/token")),
        ("aud", json!("http://globex.localhost:8787")),
        (
            "aud",
            json!(["http://acme.localhost:8787", "http://globex.localhost:8787"]),
        ),
        ("sub", json!("cli_00000000000000000000000000")),
        ("iss", json!("somebody")),
        ("exp", json!(now - 31)),
        ("exp", json!(now + 3600)),
    ];
    for (at, (name, value)) in bad.into_iter().enumerate() {
        let mut claims = good(&format!("bad-{at}"));
        claims[name] = value.clone();
        assert_eq!(
            present(&world, &assertion(&claims)).await.error(),
            "invalid_client",
            "{name}: {value}"
        );
    }
    for name in ["aud", "exp", "jti", "iss", "sub"] {
        let mut claims = good(&format!("without-{name}"));
        claims.as_object_mut().unwrap().remove(name);
        assert_eq!(present(&world, &assertion(&claims)).await.status, 401, "without {name}");
    }
    world.later(75);
    assert_eq!(
        present(&world, &once).await.error(),
        "invalid_client",
        "within the tolerance of clocks too"
    );
    world.later(-75);
    let parallel = assertion(&good("2"));
    let (a, b) = tokio::join!(present(&world, &parallel), present(&world, &parallel));
    assert_eq!([a, b].iter().filter(|answer| answer.status == 200).count(), 1);
}

#[tokio::test]
async fn a_client_uses_the_method_it_registered_and_one_at_a_time() {
    let world = World::start().await;
    let web = world.client("acme", "web");
    let (id, secret) = (web.client_id.as_str(), web.client_secret.as_deref().unwrap());
    let url = world.url("acme", "/oauth2/introspect");
    let posted = world
        .send(Call::new(Method::POST, &url).form(&[("token", "x"), ("client_id", id), ("client_secret", secret)]))
        .await;
    assert_eq!(
        (posted.status, posted.error().as_str()),
        (401, "invalid_client"),
        "registered for Basic"
    );
    let both = world
        .send(
            Call::new(Method::POST, &url)
                .header("authorization", basic(id, secret))
                .form(&[("token", "x"), ("client_secret", secret)]),
        )
        .await;
    assert_eq!((both.status, both.error().as_str()), (400, "invalid_request"));
    let wrong = world
        .send(
            Call::new(Method::POST, &url)
                .header("authorization", basic(id, "cs_wrong"))
                .form(&[("token", "x")]),
        )
        .await;
    assert_eq!(
        (wrong.status, wrong.header("www-authenticate").starts_with("Basic ")),
        (401, true)
    );
    let body = json!({"client_name": "Posts", "type": "machine", "token_endpoint_auth_method": "client_secret_post", "machine_permissions": ["users:read"]});
    let posts = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .json();
    let text = |name: &str| posts[name].as_str().unwrap().to_owned();
    let token = world.url("acme", "/oauth2/token");
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", &text("client_id")),
        ("client_secret", &text("client_secret")),
    ];
    let posted = world.send(Call::new(Method::POST, &token).form(&fields)).await;
    assert_eq!(posted.json()["scope"], "users:read", "{}", posted.body);
    let public = Flow::spa(&world, "acme");
    assert_eq!(
        public.post("/oauth2/introspect", &[("token", "x")]).await.error(),
        "invalid_client"
    );
    let old = Flow::web(&world, "acme");
    let rotated = world
        .manage(
            "acme",
            Method::POST,
            &format!("/api/clients/{id}/rotate-secret"),
            Some(&json!({"grace_seconds": 60})),
        )
        .await
        .json();
    let new = Flow {
        client_secret: rotated["client_secret"].as_str().map(Into::into),
        ..old.clone()
    };
    assert!(
        old.post("/oauth2/introspect", &[("token", "x")]).await.status == 200
            && new.post("/oauth2/introspect", &[("token", "x")]).await.status == 200
    );
    world.later(61);
    assert_eq!(
        old.post("/oauth2/introspect", &[("token", "x")]).await.error(),
        "invalid_client"
    );
    assert_eq!(new.post("/oauth2/introspect", &[("token", "x")]).await.status, 200);
}
