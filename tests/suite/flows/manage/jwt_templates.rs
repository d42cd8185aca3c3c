//! JWT templates at the management API: written, refused, versioned, tried.

use crate::harness::{Browser, Call, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const ALL: &str = "/api/jwt-templates";

fn body(name: &str, claims: &Value) -> Value {
    json!({"name": name, "targets": ["id"], "claims": claims})
}

async fn made(world: &World, body: &Value) -> Value {
    let answer = world.manage("acme", Method::POST, ALL, Some(body)).await;
    answer.expect(StatusCode::CREATED).json()
}

#[tokio::test]
async fn a_template_keeps_what_it_was_and_can_be_taken_back() {
    let world = World::start().await;
    let first = made(&world, &body("Plan", &json!({"plan": "v1"}))).await;
    let path = format!("{ALL}/{}", first["id"].as_str().unwrap());
    let url = world.url("acme", &path);
    let key = world.app("acme").secret_key.clone();
    for n in 2..=23 {
        let call = Call::new(Method::PATCH, &url)
            .header("authorization", format!("Bearer {key}"))
            .header("if-match", format!("\"{}\"", n - 1))
            .json(&json!({"claims": {"plan": format!("v{n}")}}));
        let set = world.send(call).await;
        assert_eq!((set.status, set.header("etag")), (200, format!("\"{n}\"")));
    }
    let shown = world.manage("acme", Method::GET, &path, None).await.json();
    let versions = shown["versions"].as_array().unwrap();
    assert_eq!((versions.len(), &versions[0]["claims"]), (20, &json!({"plan": "v22"})));
    let back = json!({"claims": versions[19]["claims"]});
    let after = world.manage("acme", Method::PATCH, &path, Some(&back)).await.json();
    assert_eq!(
        (&after["claims"], &after["version"]),
        (&json!({"plan": "v3"}), &json!(24))
    );
    let stale = Call::new(Method::DELETE, &url)
        .header("authorization", format!("Bearer {key}"))
        .header("if-match", "\"7\"");
    assert_eq!(world.send(stale).await.status, 412);
    // The application is written with it, so that its hosts say which tokens are meant: one transaction, nothing else.
    world.later(1);
    world
        .manage("acme", Method::PATCH, &path, Some(&json!({"name": "Plans"})))
        .await;
    let writes: Vec<String> = world
        .cost()
        .operations
        .into_iter()
        .filter(|one| one.wru > 0.0)
        .map(|one| one.operation)
        .collect();
    assert_eq!(writes, ["TransactWriteItems"]);
    let events = world
        .manage(
            "acme",
            Method::GET,
            "/api/audit?type=jwt_template.changed&limit=1",
            None,
        )
        .await
        .json();
    let data = &events["data"][0]["data"];
    assert_eq!(
        (&data["change"], &data["changes"]),
        (&json!("updated"), &json!({"name": {"old": "Plan", "new": "Plans"}}))
    );
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    let left = world.items().await;
    let of = |item: &&Value| {
        item["t"]["S"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("jwt_template"))
    };
    assert_eq!(left.iter().filter(of).count(), 0);
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_field_and_nothing_is_written() {
    let world = World::start().await;
    made(&world, &body("Taken", &json!({"a": 1}))).await;
    let before = world.items().await;
    let nobody = "cli_00000000000000000000000000";
    let cases = [
        (body("", &json!({"a": 1})), "template_invalid", "name"),
        (
            json!({"name": "x", "targets": [], "claims": {"a": 1}}),
            "template_invalid",
            "targets",
        ),
        (body("x", &json!({"sub": "me"})), "template_invalid", "claims.sub"),
        (
            body("x", &json!({"permissions": ["*"]})),
            "template_invalid",
            "claims.permissions",
        ),
        (
            body("x", &json!({"email_verified": true})),
            "template_invalid",
            "claims.email_verified",
        ),
        (
            body("x", &json!({"a": {"b": "{{user.mail}}"}})),
            "template_invalid",
            "claims.a.b",
        ),
        (
            body("x", &json!({"a": "Hi {{user.name}}"})),
            "template_invalid",
            "claims.a",
        ),
        (body("x", &json!({"a": "x".repeat(4096)})), "template_invalid", "claims"),
        (body("x", &json!({})), "template_invalid", "claims"),
        (
            json!({"name": "x", "targets": ["id"], "client_id": nobody, "claims": {"a": 1}}),
            "template_invalid",
            "client_id",
        ),
    ];
    for (body, code, field) in cases {
        let refused = world.manage("acme", Method::POST, ALL, Some(&body)).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (422, code),
            "{}",
            refused.body
        );
        let errors = refused.json()["errors"].as_array().unwrap().clone();
        assert!(
            errors.iter().any(|one| one["field"] == field),
            "{field}: {}",
            refused.body
        );
    }
    let taken = world
        .manage("acme", Method::POST, ALL, Some(&body("Taken", &json!({"a": 1}))))
        .await;
    assert_eq!((taken.status, taken.error().as_str()), (409, "name_taken"));
    assert_eq!(world.items().await, before);
    for n in 1..20 {
        made(&world, &body(&format!("T{n}"), &json!({"a": 1}))).await;
    }
    let over = world
        .manage("acme", Method::POST, ALL, Some(&body("T20", &json!({"a": 1}))))
        .await;
    assert_eq!((over.status, over.error().as_str()), (422, "limit_exceeded"));
    world.is_sound().await;
}

#[tokio::test]
async fn a_draft_is_tried_before_it_is_saved_and_only_by_who_may_see_people() {
    let world = World::start().await;
    let (client, user) = (
        world.client("acme", "web").client_id.clone(),
        world.user("acme", 1).id.clone(),
    );
    let saved = made(&world, &body("Saved", &json!({"a": "{{user.name}}", "b": "kept"}))).await;
    let draft = json!({"targets": ["access", "id"], "claims": {"a": "{{user.email_verified}}", "s": "{{session.id}}"}});
    let trial = json!({"client_id": client, "user_id": user, "draft": draft});
    let of = async |path: &str, trial: &Value| world.manage("acme", Method::POST, path, Some(trial)).await;
    let unsaved = of(&format!("{ALL}/preview"), &trial)
        .await
        .expect(StatusCode::OK)
        .json();
    assert_eq!(unsaved["claims"], json!({"a": true}));
    assert_eq!(
        unsaved["left_out"],
        json!(["session.id"]),
        "the person is nowhere signed in"
    );
    assert_eq!(
        unsaved["together"],
        json!({"access": {"a": true}, "id": {"a": true, "b": "kept"}, "userinfo": {}})
    );
    let path = format!("{ALL}/{}/preview", saved["id"].as_str().unwrap());
    let changed = of(&path, &trial).await.expect(StatusCode::OK).json();
    assert_eq!(changed["together"]["id"], json!({"a": true}), "in its own place");
    let machine = json!({"client_id": client});
    let nobody = of(&path, &machine).await.expect(StatusCode::OK).json();
    assert_eq!(
        (&nobody["claims"], &nobody["left_out"]),
        (&json!({"b": "kept"}), &json!(["user.name"]))
    );
    let wrong = json!({"client_id": client, "draft": {"claims": {"iss": 1}}});
    assert_eq!(of(&path, &wrong).await.error(), "template_invalid");
    let foreign = json!({"client_id": world.client("globex", "web").client_id});
    assert_eq!(of(&path, &foreign).await.json()["errors"][0]["field"], "client_id");
    let foreign = json!({"client_id": client, "user_id": world.user("globex", 1).id});
    assert_eq!(of(&path, &foreign).await.json()["errors"][0]["field"], "user_id");
    // A key that may change the application, but not see people.
    let narrow = json!({"kind": "secret", "name": "Narrow", "permissions": ["apps:read", "apps:write"]});
    let narrow = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&narrow))
        .await
        .expect(StatusCode::CREATED)
        .json();
    let key = narrow["key"].as_str().unwrap().to_owned();
    let by = async |trial: &Value| {
        let url = world.url("acme", &path);
        let call = Call::new(Method::POST, &url).header("authorization", format!("Bearer {key}"));
        world.send(call.json(trial)).await.status
    };
    assert_eq!((by(&trial).await, by(&machine).await), (403, 200));
    let operator = Browser::operator(&world).await;
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{}/jwt-templates/placeholders", world.app("acme").id),
    );
    let known = world
        .send(operator.at_dashboard(Method::GET, &url))
        .await
        .expect(StatusCode::OK)
        .json();
    let known = known["data"].as_array().unwrap();
    assert!(
        known
            .iter()
            .any(|one| one["name"] == "user.email_verified" && one["type"] == "boolean")
    );
}
