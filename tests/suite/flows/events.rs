//! The same handlers behind the event types of Lambda, and the hooks of the laptop.

use crate::harness::{Flow, World};
use axum::body::Body;
use domain::Secret;
use http::Request;
use http_body_util::BodyExt;
use web::{
    App,
    lambda::{self, event::Event},
};

const SECRET: &str = "the-edge-secret";

fn api_gateway(path: &str, headers: &[(&str, &str)]) -> Event {
    let headers: serde_json::Map<String, serde_json::Value> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).into()))
        .collect();
    let json = serde_json::json!({
        "version": "2.0", "routeKey": "ANY /{proxy+}", "rawPath": path, "rawQueryString": "", "headers": headers,
        "requestContext": {"accountId": "1", "apiId": "a", "domainName": "origin.example.com", "domainPrefix": "origin", "requestId": "req-1", "routeKey": "ANY /{proxy+}", "stage": "$default", "time": "24/Nov/2026:12:00:00 +0000", "timeEpoch": 0, "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "x"}},
        "isBase64Encoded": false
    });
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn an_event_of_api_gateway_reaches_the_same_handlers_only_with_the_edges_proof() {
    let world = World::start().await;
    let app = App::new(world.local.services.clone(), &[functions::WELL_KNOWN]);
    let secret = Secret::new(SECRET.to_owned());
    let good = [
        ("aero2-edge-secret", SECRET),
        ("aero2-viewer-host", "acme.localhost:8787"),
        ("aero2-viewer-address", "198.51.100.7:4711"),
    ];
    let answer = lambda::respond(&app, &secret, api_gateway("/.well-known/openid-configuration", &good)).await;
    assert_eq!(answer.status(), 200);
    let answer = serde_json::to_value(answer).unwrap();
    assert_eq!(
        (answer["statusCode"].as_u64(), &answer["headers"]["x-request-id"]),
        (Some(200), &"req-1".into())
    );
    assert!(answer["body"].as_str().unwrap().contains("http://acme.localhost:8787"));
    for bad in [
        &[("aero2-edge-secret", "wrong"), good[1], good[2]][..],
        &good[1..],
        &good[..2],
    ] {
        assert_eq!(
            lambda::respond(&app, &secret, api_gateway("/health", bad))
                .await
                .status(),
            403
        );
    }
    // A binary answers its own routes and no others.
    assert_eq!(
        lambda::respond(&app, &secret, api_gateway("/oauth2/token", &good))
            .await
            .status(),
        404
    );
}

async fn hook(world: &World, method: &str, path: &str, body: &str) -> (u16, serde_json::Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let response = local::hooks::respond(&world.local, request).await;
    let status = response.status().as_u16();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

#[tokio::test]
async fn the_hooks_answer_what_tests_need() {
    let world = World::start().await;
    let (status, first) = hook(&world, "POST", "/seed", "").await;
    assert_eq!(
        (status, &first),
        (200, &serde_json::to_value(&world.seeded).unwrap()),
        "asked again it answers the same"
    );
    let (_, clock) = hook(&world, "POST", "/clock", r#"{"advance_seconds": 60}"#).await;
    assert_eq!(clock["now"], "2026-11-24T12:01:00.000Z");
    assert_eq!(hook(&world, "POST", "/clock", r#"{"advance": 60}"#).await.0, 400);
    assert_eq!(
        hook(
            &world,
            "POST",
            "/faults",
            r#"{"service":"kms","operation":"Sign","mode":"throttle","count":2}"#
        )
        .await
        .0,
        201
    );
    assert_eq!(hook(&world, "DELETE", "/faults", "").await.1, serde_json::json!([]));
    let (_, routes) = hook(&world, "GET", "/routes", "").await;
    assert!(
        routes
            .as_array()
            .unwrap()
            .iter()
            .any(|route| route["path"] == "/oauth2/token"
                && route["function"] == "token"
                && route["caller"] == "client")
    );
    let (_, mails) = hook(&world, "GET", "/mail?to=operator@example.com", "").await;
    assert!(
        mails[0]["text"].is_string()
            && mails[0]["html"].is_string()
            && mails[0]["raw"].is_string()
            && mails[0]["at"].is_string()
    );
    Flow::web(&world, "acme").tokens().await;
    let (_, capacity) = hook(&world, "GET", "/capacity", "").await;
    assert_eq!(capacity[0]["route"], "POST /oauth2/token");
    world.later(400 * 86_400 + 1);
    let (_, swept) = hook(&world, "POST", "/sweep", "").await;
    assert!(swept["deleted"].as_u64().unwrap() > 0);
    assert_eq!(hook(&world, "GET", "/nothing", "").await.0, 404);
    assert_eq!(hook(&world, "PUT", "/clock", "").await.0, 405);
}
