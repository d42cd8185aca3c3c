//! Custom domains: proven, served, made the issuer, given up.

use crate::harness::{DNS, Flow, World};
use http::{Method, StatusCode};
use serde_json::json;

async fn active(world: &World, hostname: &str) -> String {
    let made = world
        .manage(
            "acme",
            Method::POST,
            "/api/applications/domains",
            Some(&json!({"hostname": hostname})),
        )
        .await
        .expect(StatusCode::CREATED)
        .json();
    assert_eq!(made["state"], "pending_dns");
    assert!(
        made["txt_name"] == format!("_aero2.{hostname}")
            && made["txt_value"].as_str().unwrap().starts_with("aero2-verify=")
    );
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(world.get(&format!("http://{hostname}:8787/health")).await.status, 404);
    let verified = world
        .manage(
            "acme",
            Method::POST,
            &format!("/api/applications/domains/{id}/verify"),
            None,
        )
        .await;
    assert_eq!(verified.json()["state"], "active", "{}", verified.body);
    id
}

#[tokio::test]
async fn a_proven_domain_serves_the_api_and_as_primary_becomes_the_issuer() {
    let world = World::here(DNS).await;
    let before = Flow::web(&world, "acme").tokens().await;
    let id = active(&world, "id.acme-shop.test").await;
    let discovery = "http://id.acme-shop.test:8787/.well-known/openid-configuration";
    let other = world.get(discovery).await;
    assert_eq!((other.status, other.error().as_str()), (404, "not_issuer_host"));
    assert_eq!(other.json()["issuer"], "http://acme.localhost:8787");
    assert_eq!(
        world
            .manage(
                "acme",
                Method::POST,
                &format!("/api/applications/domains/{id}/primary"),
                None
            )
            .await
            .status,
        200
    );
    assert_eq!(
        world.get(discovery).await.json()["issuer"],
        "http://id.acme-shop.test:8787"
    );
    // The former issuer goes on under its own name for its grace.
    assert_eq!(
        world
            .get(&world.url("acme", "/.well-known/openid-configuration"))
            .await
            .json()["issuer"],
        "http://acme.localhost:8787"
    );
    assert_eq!(
        Flow::web(&world, "acme").refresh(&before.refresh_token).await.status,
        200
    );
    let removal = world
        .manage("acme", Method::DELETE, &format!("/api/applications/domains/{id}"), None)
        .await;
    assert_eq!(removal.error(), "domain_is_primary");
    world.later(31 * 86_400);
    assert_eq!(
        world
            .get(&world.url("acme", "/.well-known/openid-configuration"))
            .await
            .error(),
        "not_issuer_host"
    );
    assert_eq!(
        world
            .manage("acme", Method::DELETE, "/api/applications/domains/primary", None)
            .await
            .status,
        200
    );
    assert_eq!(
        world
            .get(&world.url("acme", "/.well-known/openid-configuration"))
            .await
            .json()["issuer"],
        "http://acme.localhost:8787"
    );
    assert_eq!(
        world
            .manage("acme", Method::DELETE, &format!("/api/applications/domains/{id}"), None)
            .await
            .status,
        204
    );
    assert_eq!(
        world.get("http://id.acme-shop.test:8787/health").await.error(),
        "application_not_found"
    );
}

#[tokio::test]
async fn who_proves_a_domain_first_holds_it() {
    let world = World::here(DNS).await;
    let body = json!({"hostname": "id.shared.test"});
    let theirs = world
        .manage("globex", Method::POST, "/api/applications/domains", Some(&body))
        .await
        .json();
    active(&world, "id.shared.test").await;
    let path = format!("/api/applications/domains/{}/verify", theirs["id"].as_str().unwrap());
    let late = world.manage("globex", Method::POST, &path, None).await.json();
    assert_eq!(
        (&late["state"], &late["failure"]),
        (&json!("failed"), &json!("claimed_elsewhere"))
    );
    for bad in [
        "localhost",
        "x.localhost",
        "co.uk",
        "127.0.0.1",
        "a_b.example",
        "",
        "acme.localhost",
        "https://x.example",
    ] {
        let refused = world
            .manage(
                "acme",
                Method::POST,
                "/api/applications/domains",
                Some(&json!({"hostname": bad})),
            )
            .await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (422, "domain_invalid"),
            "{bad}"
        );
    }
}
