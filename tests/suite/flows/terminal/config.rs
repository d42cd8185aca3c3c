//! `aero2 config`: the whole way of a document, two people at the same time, and what was done outside.

use super::Desk;
use http::Method;
use serde_json::{Value, json};

async fn exported(desk: &Desk) -> String {
    let said = desk.run(&format!("config export --to {}", desk.url("acme"))).await;
    assert_eq!(said.code(), 0);
    said.out
}

/// A command about a file, with what comes behind.
fn line(desk: &Desk, command: &str, file: &str, more: &str) -> String {
    format!("config {command} {} --to {} {more}", desk.path(file), desk.url("acme"))
}

fn web(document: &mut Value) -> &mut Value {
    let clients = document["clients"].as_array_mut().unwrap();
    clients.iter_mut().find(|client| client["type"] == "web").unwrap()
}

/// A bit of everything.
fn edit(document: &mut Value) {
    document["application"]["support_email"] = json!("help@example.com");
    document["settings"]["password_min_length"] = json!(10);
    document["settings"]["auth_methods"]["magic_link"] = json!(true);
    document["branding"]["primary_color"] = json!("#123456");
    document["roles"] = json!([{"name": "editor", "permissions": ["users:read", "clients:read"]}]);
    web(document)["redirect_uris"] = json!(["http://localhost:3001/elsewhere"]);
    web(document)["access_token_ttl"] = json!(7200);
    document["clients"].as_array_mut().unwrap().push(json!({
        "client_name": "Till", "type": "machine", "machine_permissions": ["users:read"],
    }));
    document["identity_providers"] = json!([{
        "name": "github", "type": "oauth2", "preset": "github", "client_id": "us", "client_secret": {"env": "AERO2_IDP_GITHUB_SECRET"},
    }]);
    document["jwt_templates"] = json!([
        {"name": "Plan", "targets": ["id", "access"], "claims": {"plan": "gold", "mail": "{{user.email}}"}},
        {"name": "Till", "targets": ["access"], "client": "Till (machine)", "claims": {"till": 1}},
    ]);
    document["email_templates"] = json!([{
        "kind": "sign_in_code", "locale": "en", "subject": "Your code for {{app}}", "body": "It is **{{code}}**.",
    }]);
}

#[tokio::test]
async fn a_document_is_exported_edited_planned_applied_and_taken_back() {
    let mut desk = Desk::with_key("config").await;
    let before = exported(&desk).await;
    assert_eq!(before, exported(&desk).await, "the same state is the same text");
    assert!(
        !before.contains("secrets") && !before.contains("\"version\""),
        "{before}"
    );
    std::fs::write(desk.path("acme.json"), &before).unwrap();
    let nothing = desk.run(&line(&desk, "plan", "acme.json", "")).await;
    assert_eq!((nothing.code(), nothing.out.as_str()), (0, "Nothing to do.\n"));
    let mut document = desk.json("acme.json");
    edit(&mut document);
    desk.write("acme.json", &document);
    desk.environment
        .push(("AERO2_IDP_GITHUB_SECRET".to_owned(), "very-secret".to_owned()));
    let plan = desk.run(&line(&desk, "plan", "acme.json", "")).await;
    assert_eq!(plan.code(), 2);
    for expected in [
        "~ change settings",
        "password_min_length: 12 → 10",
        "! shorter passwords are easier to guess",
        "! nobody can sign in to",
        "+ create identity provider github",
        "+ create e-mail template sign_in_code/en",
        "+ create JWT template Plan",
        "6 to create, 4 to change, 0 to delete",
    ] {
        assert!(plan.out.contains(expected), "{expected}:\n{}", plan.out);
    }
    let json = desk.run(&line(&desk, "plan", "acme.json", "--json")).await;
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 10);
    assert!(!json.to_string().contains("very-secret"));
    let history = format!("--history {}", desk.path("history"));
    let refused = desk.run(&line(&desk, "apply", "acme.json", &history)).await;
    assert_eq!(
        (refused.code(), exported(&desk).await),
        (2, before.clone()),
        "nobody agreed"
    );
    let yes = format!("--yes {history}");
    let applied = desk.run(&line(&desk, "apply", "acme.json", &yes)).await;
    assert_eq!(applied.code(), 0);
    assert!(applied.out.contains("Till (machine): client_id cli_") && applied.out.contains("client_secret cs_"));
    assert_eq!(std::fs::read_to_string(desk.path("history/1.json")).unwrap(), before);
    desk.environment.pop();
    let again = desk.run(&line(&desk, "plan", "acme.json", "")).await;
    assert_eq!((again.code(), again.out.as_str()), (0, "Nothing to do.\n"), "{again:?}");
    let after: Value = serde_json::from_str(&exported(&desk).await).unwrap();
    assert_eq!(after["settings"], document["settings"]);
    assert_eq!(
        after["jwt_templates"][1]["client"], "Till (machine)",
        "made in the same run, and named as it was"
    );
    assert_eq!(
        after["jwt_templates"][0]["claims"],
        document["jwt_templates"][0]["claims"]
    );
    assert_eq!(
        after["identity_providers"][0]["client_secret"],
        json!({"env": "AERO2_IDP_GITHUB_SECRET"})
    );
    let back = format!("config rollback --prune {yes} --to {}", desk.url("acme"));
    assert_eq!(desk.run(&back).await.code(), 0);
    assert_eq!(exported(&desk).await, before, "as it was");
    assert!(
        std::fs::exists(desk.path("history/2.json")).unwrap(),
        "also going back can be taken back"
    );
}

#[tokio::test]
async fn a_change_of_somebody_else_in_between_is_kept_and_said() {
    let desk = Desk::with_key("conflict").await;
    let mut document: Value = serde_json::from_str(&exported(&desk).await).unwrap();
    document["settings"]["session_ttl"] = json!(86_400);
    web(&mut document)["client_name"] = json!("Shop");
    desk.write("acme.json", &document);
    let history = format!("--history {}", desk.path("history"));
    let mut command = desk.begin(&line(&desk, "apply", "acme.json", &history));
    command.says("Make these 2 changes").await;
    let id = web(&mut document)["client_id"].as_str().unwrap().to_owned();
    let theirs = json!({"client_name": "Theirs"});
    let path = format!("/api/clients/{id}");
    let changed = desk.world.manage("acme", Method::PATCH, &path, Some(&theirs)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    command.types("yes");
    let problem = command.end().await.problem();
    assert!(
        problem.contains("1 of 2 changes were made") && problem.contains("412") && problem.contains("client Web (web)"),
        "{problem}"
    );
    let now = desk.world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(now["client_name"], "Theirs");
    let drift = desk.run(&line(&desk, "drift", "acme.json", "")).await;
    assert_eq!(drift.code(), 2);
    assert!(
        drift.out.contains("client_name: \"Shop\" → \"Theirs\""),
        "{}",
        drift.out
    );
    let drift = desk.run(&line(&desk, "drift", "acme.json", "--json")).await;
    let told: serde_json::Value = serde_json::from_str(&drift.out).unwrap();
    assert_eq!(
        (&told["drift"][0]["drift"], &told["drift"][0]["fields"]),
        (
            &json!("changed"),
            &json!([{"field": "client_name", "from": "Shop", "to": "Theirs"}])
        )
    );
}

#[tokio::test]
async fn what_was_made_outside_is_named_and_goes_with_prune_alone() {
    let desk = Desk::with_key("prune").await;
    std::fs::write(desk.path("acme.json"), exported(&desk).await).unwrap();
    assert_eq!(desk.run(&line(&desk, "drift", "acme.json", "")).await.code(), 0);
    let role = json!({"name": "outsider", "permissions": ["users:read"]});
    let role = desk
        .world
        .manage("acme", Method::POST, "/api/roles", Some(&role))
        .await
        .json();
    let holder = format!("/api/users/{}/roles", desk.world.user("acme", 1).id);
    let held = json!({"role_id": role["id"]});
    let given = desk.world.manage("acme", Method::POST, &holder, Some(&held)).await;
    assert!((200..300).contains(&given.status), "{}", given.body);
    let drift = desk.run(&line(&desk, "drift", "acme.json", "")).await;
    assert_eq!(drift.code(), 2);
    assert!(drift.out.contains("role outsider was made outside"), "{}", drift.out);
    let drift = desk.run(&line(&desk, "drift", "acme.json", "--json")).await;
    let told: serde_json::Value = serde_json::from_str(&drift.out).unwrap();
    assert_eq!((drift.code(), &told["application"]), (2, &json!("acme")));
    assert_eq!(
        told["drift"],
        json!([{"section": "roles", "name": "outsider", "id": role["id"], "drift": "made_outside", "fields": []}])
    );
    let plan = desk.run(&line(&desk, "plan", "acme.json", "")).await;
    assert_eq!(plan.code(), 0, "it stays");
    assert!(plan.out.contains("? role outsider is not in the file"), "{}", plan.out);
    let yes = format!("--prune --yes --history {}", desk.path("history"));
    let pruned = desk.run(&line(&desk, "apply", "acme.json", &yes)).await;
    assert_eq!(pruned.code(), 0);
    assert!(
        pruned.out.contains("! everybody who has the role outsider loses it"),
        "{}",
        pruned.out
    );
    let left = desk.world.manage("acme", Method::GET, "/api/roles", None).await.body;
    assert!(!left.contains("outsider"), "{left}");
    let back = format!(
        "config rollback 1 --yes --history {} --to {}",
        desk.path("history"),
        desk.url("acme")
    );
    assert_eq!(desk.run(&back).await.code(), 0);
    let again = desk.world.manage("acme", Method::GET, "/api/roles", None).await.body;
    assert!(again.contains("outsider"), "{again}");
}

#[tokio::test]
async fn a_document_for_another_application_finds_its_things_by_their_names() {
    let mut desk = Desk::with_key("elsewhere").await;
    let mut document: Value = serde_json::from_str(&exported(&desk).await).unwrap();
    document["settings"]["mfa_policy"] = json!("required");
    document["application"]["name"] = json!("Globex");
    desk.write("acme.json", &document);
    desk.environment[0].1 = desk.world.app("globex").secret_key.clone();
    let plan = desk
        .run(&format!(
            "config plan {} --to {}",
            desk.path("acme.json"),
            desk.url("globex")
        ))
        .await;
    assert_eq!(plan.code(), 2);
    assert!(
        plan.out.contains("note: The document is from the application acme"),
        "{}",
        plan.out
    );
    assert!(
        plan.out.contains("0 to create, 1 to change, 0 to delete"),
        "{}",
        plan.out
    );
}

#[tokio::test]
async fn a_document_with_mistakes_changes_nothing() {
    let desk = Desk::with_key("mistakes").await;
    let mut document: Value = serde_json::from_str(&exported(&desk).await).unwrap();
    document["settings"]["pasword_min_length"] = json!(8);
    web(&mut document)["enabled"] = json!("yes");
    desk.write("acme.json", &document);
    let problem = desk.run(&line(&desk, "apply", "acme.json", "--yes")).await.problem();
    assert!(problem.contains("2 mistakes"), "{problem}");
    assert!(
        problem.contains("settings.pasword_min_length: there is no such field; did you mean password_min_length?"),
        "{problem}"
    );
    assert!(problem.contains("acme.json:"), "{problem}");
    // What only the platform can judge is refused by it, with its words.
    document["settings"]
        .as_object_mut()
        .unwrap()
        .remove("pasword_min_length");
    document["settings"]["password_min_length"] = json!(4);
    web(&mut document)["enabled"] = json!(true);
    desk.write("acme.json", &document);
    let yes = format!("--yes --history {}", desk.path("history"));
    let problem = desk.run(&line(&desk, "apply", "acme.json", &yes)).await.problem();
    assert!(
        problem.contains("0 of 1 changes were made") && problem.contains("from 8 to 64"),
        "{problem}"
    );
}
