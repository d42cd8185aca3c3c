//! The document of the API and its reference: on every host of an application, from this host alone.

use crate::harness::World;
use http::StatusCode;

#[tokio::test]
async fn the_document_is_served_as_it_is_checked_in() {
    let world = World::start().await;
    for slug in ["acme", "dashboard"] {
        let answer = world
            .get(&world.url(slug, "/api/openapi.json"))
            .await
            .expect(StatusCode::OK);
        assert_eq!(
            answer.body,
            include_str!("../../../docs/api/openapi.min.json"),
            "{slug}"
        );
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
    }
    world
        .get("http://localhost:8787/api/openapi.json")
        .await
        .expect(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_reference_takes_nothing_from_elsewhere_and_needs_nothing_inline() {
    let world = World::start().await;
    let page = world.get(&world.url("acme", "/docs")).await.expect(StatusCode::OK);
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("script-src 'self';") && policy.contains("style-src 'self';"),
        "{policy}"
    );
    assert!(policy.contains("trusted-types vue"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let files: Vec<&str> = page
        .body
        .split('"')
        .filter(|text| text.starts_with("/assets/"))
        .collect();
    assert_eq!(files.len(), 3, "{}", page.body);
    for file in files {
        let found = world.get(&world.url("acme", file)).await.expect(StatusCode::OK);
        assert!(found.header("cache-control").contains("immutable"), "{file}");
    }
    // A page of ours keeps the policy of our own script.
    let login = world.get(&world.url("acme", "/login")).await;
    assert!(login.header("content-security-policy").contains("trusted-types aero2"));
}
