//! Nobody's change is lost: whoever names the version they saw, and it is another by now, gets 412, and nothing is written (RFC 9110 §13.1.1).

use crate::{
    flows::manage::branding::{DRAFT, LOOK, PUBLISH, picture, upload},
    harness::{Answer, Call, World},
};
use http::Method;
use image::ImageFormat;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Those of people and teams, whose own tests say it: `account::leaving`, `teams::members`, and below.
const OF_PEOPLE: [&str; 3] = [
    "PATCH /api/users/me",
    "PATCH /api/organizations/{id}",
    "PATCH /api/organizations/{id}/members/{sub}",
];

async fn made(world: &World, method: Method, path: &str, body: Value) -> Value {
    let answer = world.manage("acme", method, path, Some(&body)).await;
    assert!([200, 201].contains(&answer.status), "{path}: {}", answer.body);
    answer.json()
}

async fn id(world: &World, path: &str, body: Value) -> String {
    let made = made(world, Method::POST, path, body).await;
    let id = made["id"].as_str().or(made["client_id"].as_str()).unwrap();
    format!("{path}/{id}")
}

/// Every route that takes `If-Match`, with a thing that is there and a change that would do.
async fn changes(world: &World) -> Vec<(&'static str, String, Value)> {
    let provider = json!({"name": "github", "preset": "github", "client_id": "x", "client_secret": "y"});
    let template = json!({"name": "Plan", "targets": ["id"], "claims": {"plan": "gold"}});
    let client = json!({"client_name": "App", "type": "spa", "redirect_uris": ["http://localhost:4000/callback"]});
    let key = id(
        world,
        "/api/applications/api-keys",
        json!({"kind": "secret", "name": "Key"}),
    )
    .await;
    let domain = id(
        world,
        "/api/applications/domains",
        json!({"hostname": "id.example.com"}),
    )
    .await;
    let client = id(world, "/api/clients", client).await;
    let provider = id(world, "/api/idps", provider).await;
    let template = id(world, "/api/jwt-templates", template).await;
    let role = json!({"name": "editor", "description": "", "permissions": []});
    let role = id(world, "/api/roles", role).await;
    let user = id(world, "/api/users", json!({"email": "new@example.com"})).await;
    let (mail, words) = (
        "/api/email-templates/sign_in_code/en",
        json!({"subject": "Code", "body": "Hello"}),
    );
    made(world, Method::PUT, mail, words.clone()).await;
    upload(world, "image/png", picture(1, ImageFormat::Png)).await;
    made(world, Method::PATCH, LOOK, json!({"primary_color": "#112233"})).await;
    made(world, Method::PATCH, DRAFT, json!({"primary_color": "#102030"})).await;
    let (named, none) = (json!({"name": "Other"}), Value::Null);
    vec![
        ("PATCH /api/applications/api-keys/{id}", key, named.clone()),
        (
            "PATCH /api/applications/branding",
            LOOK.into(),
            json!({"corner": "full"}),
        ),
        (
            "PATCH /api/applications/branding/draft",
            DRAFT.into(),
            json!({"corner": "full"}),
        ),
        ("DELETE /api/applications/branding/draft", DRAFT.into(), none.clone()),
        ("POST /api/applications/branding/publish", PUBLISH.into(), json!({})),
        (
            "POST /api/applications/branding/rollback",
            format!("{LOOK}/rollback"),
            json!({"version": 1}),
        ),
        (
            "PATCH /api/applications/current",
            "/api/applications/current".into(),
            named.clone(),
        ),
        (
            "DELETE /api/applications/current",
            "/api/applications/current".into(),
            json!({"confirm": "acme"}),
        ),
        ("DELETE /api/applications/domains/{id}", domain, none.clone()),
        (
            "PATCH /api/applications/settings",
            "/api/applications/settings".into(),
            json!({"access_token_ttl": 601}),
        ),
        (
            "PATCH /api/clients/{id}",
            client.clone(),
            json!({"client_name": "Other"}),
        ),
        ("DELETE /api/clients/{id}", client, none.clone()),
        ("PUT /api/email-templates/{id}/{sub}", mail.into(), words),
        ("DELETE /api/email-templates/{id}/{sub}", mail.into(), none.clone()),
        ("PATCH /api/idps/{id}", provider.clone(), json!({"client_id": "z"})),
        ("DELETE /api/idps/{id}", provider, none.clone()),
        ("PATCH /api/jwt-templates/{id}", template.clone(), named.clone()),
        ("DELETE /api/jwt-templates/{id}", template, none.clone()),
        ("PATCH /api/roles/{id}", role.clone(), json!({"description": "Other"})),
        ("DELETE /api/roles/{id}", role, none.clone()),
        ("PATCH /api/users/{id}", user.clone(), named),
        ("DELETE /api/users/{id}", user, none),
    ]
}

async fn stale(world: &World, route: &str, path: &str, body: &Value) -> Answer {
    let (method, _) = route.split_once(' ').unwrap();
    let (url, key) = (world.url("acme", path), &world.app("acme").secret_key);
    let call = Call::new(method.parse().unwrap(), &url)
        .header("authorization", format!("Bearer {key}"))
        .header("if-match", "\"998\"");
    world.send(if body.is_null() { call } else { call.json(body) }).await
}

/// As the document of the API has them.
fn documented() -> BTreeSet<String> {
    let text = include_str!("../../../../docs/api/openapi.json");
    let document: Value = serde_json::from_str(text).unwrap();
    let mut found = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            if parameters.into_iter().any(|one| one.to_string().contains("If-Match")) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    found
}

#[tokio::test]
async fn a_change_of_what_changed_meanwhile_is_refused_on_every_route_that_takes_a_version() {
    let world = World::start().await;
    let changes = changes(&world).await;
    let mut known: BTreeSet<String> = changes.iter().map(|(route, ..)| (*route).to_owned()).collect();
    known.extend(OF_PEOPLE.map(str::to_owned));
    assert_eq!(known, documented());
    for (route, path, body) in changes {
        let before = world.items().await;
        let refused = stale(&world, route, &path, &body).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (412, "version_conflict"),
            "{route}: {}",
            refused.body
        );
        assert_eq!(world.items().await, before, "{route} wrote something");
    }
}
