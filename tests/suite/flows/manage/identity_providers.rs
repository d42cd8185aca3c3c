//! Identity providers as developers set them up, and as everybody sees them.

use crate::harness::{
    Browser, Call, World,
    upstream::{UPSTREAM, Upstream, set_up},
};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn providers_are_set_up_changed_and_deleted_and_never_show_their_secret() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let made = set_up(&world, "acme", &upstream.oidc()).await;
    assert_eq!(
        (
            &made["has_client_secret"],
            made.get("client_secret"),
            made.get("sealed_secret")
        ),
        (&json!(true), None, None)
    );
    assert_eq!(made["token_endpoint"], format!("{}/token", upstream.origin).as_str());
    let path = format!("/api/idps/{}", made["id"].as_str().unwrap());
    let taken = world
        .manage("acme", Method::POST, "/api/idps", Some(&upstream.oidc()))
        .await;
    assert_eq!(taken.error(), "name_taken");
    for (body, code) in [
        (json!({"name": "other"}), "unknown_field"),
        (json!({"org_id": "x"}), "unknown_field"),
        (json!({"scopes": ["email"], "prompt": "none"}), "validation_error"),
        (json!({"token_endpoint": upstream.origin}), "validation_error"),
        (
            json!({"issuer": format!("{}/nothing", upstream.origin)}),
            "discovery_failed",
        ),
    ] {
        let answer = world.manage("acme", Method::PATCH, &path, Some(&body)).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, code),
            "{body}: {}",
            answer.body
        );
    }
    let changed = world
        .manage(
            "acme",
            Method::PATCH,
            &path,
            Some(&json!({"display_name": "Ours", "client_secret": "another"})),
        )
        .await;
    assert_eq!(
        (changed.status, &changed.json()["display_name"]),
        (200, &json!("Ours")),
        "{}",
        changed.body
    );
    let only = json!({"auth_methods": {"password": false, "email_code": false}});
    assert_eq!(
        world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&only))
            .await
            .status,
        200
    );
    for answer in [
        world
            .manage("acme", Method::PATCH, &path, Some(&json!({"enabled": false})))
            .await,
        world.manage("acme", Method::DELETE, &path, None).await,
    ] {
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, "no_auth_method_left"),
            "{}",
            answer.body
        );
    }
    let both = json!({"auth_methods": {"password": true}});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&both))
        .await;
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    let events = world.events("acme").await;
    assert!(
        ["idp.created", "idp.updated", "idp.deleted"]
            .iter()
            .all(|kind| events.contains(&(*kind).to_owned())),
        "{events:?}"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn the_list_is_public_on_the_own_host_and_a_developers_at_the_dashboard() {
    let world = World::start().await;
    set_up(
        &world,
        "acme",
        &json!({"name": "github", "preset": "github", "client_id": "x", "client_secret": "y"}),
    )
    .await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let url = world.url("acme", "/api/idps");
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let call = Call::new(Method::GET, &url).header("cookie", format!("aero2_session={cookie}"));
    let seen = world.send(call).await.json();
    assert!(
        seen["data"][0].get("client_id").is_none(),
        "a person without the permission sees what anybody does"
    );
    let full = world.manage("acme", Method::GET, "/api/idps", None).await.json();
    assert_eq!(full["data"][0]["client_id"], "x");
    let operator = Browser::operator(&world).await;
    let url = world.url("dashboard", &format!("/api/applications/{}/idps", world.app("acme").id));
    let mounted = world.send(operator.at_dashboard(Method::GET, &url)).await;
    assert_eq!(mounted.json()["data"][0]["client_id"], "x", "{}", mounted.body);
    assert_eq!(world.get(&url).await.status, 401);
    let own = world.url(
        "dashboard",
        &format!("/api/applications/{}/users/me/identities", world.app("acme").id),
    );
    assert_eq!(world.send(operator.at_dashboard(Method::GET, &own)).await.status, 404);
}
