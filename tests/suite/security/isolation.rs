//! The matrix: every route with an id, with every id of another application. 404, the same bytes, nothing written.

use crate::harness::{Call, Flow, World};
use http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Ids of each kind that belong to `globex`.
async fn foreign_ids(world: &World) -> Vec<String> {
    let flow = Flow::web(world, "globex");
    flow.tokens().await;
    let get =
        |path: String| async move { world.manage("globex", Method::GET, &path, None).await.json()["data"].clone() };
    let user = world.user("globex", 1).id.clone();
    let mut ids = vec![world.app("globex").id.clone(), user.clone(), flow.client_id.clone()];
    let domain = world
        .manage(
            "globex",
            Method::POST,
            "/api/applications/domains",
            Some(&json!({"hostname": "id.globex.test"})),
        )
        .await
        .json();
    ids.push(domain["id"].as_str().unwrap().to_owned());
    let provider = json!({"name": "github", "preset": "github", "client_id": "x", "client_secret": "y"});
    let provider = world
        .manage("globex", Method::POST, "/api/idps", Some(&provider))
        .await
        .json();
    ids.push(provider["id"].as_str().unwrap().to_owned());
    let template = json!({"name": "Own", "targets": ["id"], "claims": {"a": 1}});
    let template = world
        .manage("globex", Method::POST, "/api/jwt-templates", Some(&template))
        .await
        .json();
    ids.push(template["id"].as_str().unwrap().to_owned());
    for path in [
        "/api/roles".to_owned(),
        "/api/applications/api-keys".into(),
        "/api/audit".into(),
        format!("/api/users/{user}/sessions"),
        format!("/api/users/{user}/grants"),
    ] {
        let data: Value = get(path.clone()).await;
        ids.push(
            data[0]["id"]
                .as_str()
                .unwrap_or_else(|| panic!("{path}: {data}"))
                .to_owned(),
        );
    }
    ids
}

fn body_for(path: &str) -> Value {
    match path.rsplit('/').next().unwrap() {
        "preview" if path.starts_with("/api/jwt-templates") => json!({"client_id": "cli_00000000000000000000000000"}),
        "roles" => json!({"role_id": "rol_00000000000000000000000000"}),
        "permissions" => json!({"permission": "users:read"}),
        "suspend" | "resume" => json!({"reason": "x"}),
        "rotate" | "rotate-secret" => json!({"grace_seconds": 0}),
        _ => json!({}),
    }
}

#[tokio::test]
async fn mt_01_every_route_with_every_foreign_id_is_404_and_writes_nothing() {
    let world = World::start().await;
    let foreign = foreign_ids(&world).await;
    let own_user = world.user("acme", 1).id.clone();
    let mut tried = 0;
    let mut bodies = BTreeSet::new();
    for route in functions::routes()
        .into_iter()
        .filter(|route| route.path.contains("{id}") && route.path.starts_with("/api/"))
    {
        // The console of operators is about other applications; it lives on another host and answers 404 here altogether.
        for id in foreign
            .iter()
            .map(String::as_str)
            .chain(["usr_00000000000000000000000000", "nonsense", "x%2Fy"])
        {
            let path = route.path.replace("{id}", id).replace("{sub}", id);
            check(&world, route.method, &path, &mut bodies).await;
            if route.path.contains("{sub}") && route.path.starts_with("/api/users/") {
                check(
                    &world,
                    route.method,
                    &route.path.replace("{id}", &own_user).replace("{sub}", id),
                    &mut bodies,
                )
                .await;
            }
            tried += 1;
        }
    }
    assert!(tried > 300, "only {tried} combinations");
    assert!(
        bodies.len() <= 13,
        "a stranger's thing and one that never was look the same: {bodies:#?}"
    );
}

async fn check(world: &World, method: &str, path: &str, bodies: &mut BTreeSet<String>) {
    let method: Method = method.parse().unwrap();
    // What a person has of their own is a person's to ask for.
    if path.starts_with("/api/sessions/") || path.starts_with("/api/users/me/") {
        return;
    }
    let body = (method != Method::GET && method != Method::DELETE).then(|| body_for(path));
    let answer = world.manage("acme", method.clone(), path, body.as_ref()).await;
    assert_eq!(answer.status, 404, "{method} {path}: {}", answer.body);
    // A refused condition is billed like a write, and writes nothing.
    let wrote = |operation: &local::aws::capacity::Operation| operation.outcome == "ok" && operation.wru > 0.0;
    assert!(
        !world.cost().operations.iter().any(wrote),
        "{method} {path} wrote something"
    );
    let mut json = answer.json();
    json.as_object_mut().unwrap().remove("request_id");
    bodies.insert(json.to_string());
}

#[tokio::test]
async fn mt_01_a_developer_sees_only_applications_of_their_teams() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("dashboard", "/signup?return_to=/")).await;
    let answer = browser
        .submit(
            &page,
            0,
            &[("email", "dev@example.com"), ("password", "violet-harbour-tractor-91")],
        )
        .await;
    let page = browser.follow(answer).await;
    browser
        .submit(&page, 0, &[("code", &world.code_for("dev@example.com"))])
        .await;
    let cookie = format!(
        "aero2_session={}",
        browser.cookie("dashboard", "aero2_session").unwrap()
    );
    let own = world.url("dashboard", "/api/applications");
    let listed = world
        .send(Call::new(Method::GET, &own).header("cookie", cookie.clone()))
        .await;
    assert_eq!(listed.json()["data"], json!([]));
    for rest in [
        "",
        "/users",
        "/settings",
        "/clients",
        "/audit",
        "/api-keys",
        "/roles",
        "/adoption",
        "/usage",
    ] {
        for id in [world.app("acme").id.as_str(), "app_00000000000000000000000000"] {
            let url = world.url("dashboard", &format!("/api/applications/{id}{rest}"));
            let answer = world
                .send(Call::new(Method::GET, &url).header("cookie", cookie.clone()))
                .await;
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (404, "not_found"),
                "{url}: {}",
                answer.body
            );
        }
    }
    for path in [
        "/api/platform/applications",
        "/api/platform/operators",
        "/api/users",
        "/api/audit",
    ] {
        let url = world.url("dashboard", path);
        assert_eq!(
            world
                .send(Call::new(Method::GET, &url).header("cookie", cookie.clone()))
                .await
                .status,
            403,
            "{path}"
        );
        let elsewhere = world.manage("acme", Method::GET, path, None).await;
        assert!(elsewhere.status == 404 || !path.contains("platform"), "{path}");
    }
}
