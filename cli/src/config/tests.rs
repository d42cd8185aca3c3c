//! The document, the plan and its warnings.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::{
    document::{Document, Entity},
    plan::{Action, Plan, plan},
    running::Running,
    shape::Kind,
};
use crate::Problem;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, path::Path};

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn entity(id: Option<&str>, version: u64, fields: Value) -> Entity {
    Entity {
        id: id.map(str::to_owned),
        fields: object(fields),
        version,
        at: String::new(),
    }
}

fn settings() -> Value {
    json!({
        "auth_methods": {"password": true, "email_code": true, "magic_link": false, "passkey": true, "social": false},
        "password_min_length": 12, "mfa_policy": "required", "session_ttl": 3600, "access_token_ttl": 600, "webauthn_rp_id": null,
        "allowed_origins": [],
    })
}

fn client(name: &str, uris: &[&str]) -> Value {
    json!({"client_name": name, "type": "web", "redirect_uris": uris, "scope": "openid email"})
}

fn running() -> Running {
    let sections = BTreeMap::from([
        (
            Kind::Application,
            vec![entity(None, 7, json!({"name": "Acme", "terms_url": null}))],
        ),
        (Kind::Settings, vec![entity(None, 7, settings())]),
        (
            Kind::Role,
            vec![entity(
                Some("rol_1"),
                2,
                json!({"name": "editor", "description": "", "permissions": ["users:read"]}),
            )],
        ),
        (
            Kind::Client,
            vec![
                entity(
                    Some("cli_1"),
                    3,
                    client("Shop", &["https://a.example/", "https://b.example/"]),
                ),
                entity(Some("cli_2"), 1, client("Twin", &[])),
                entity(Some("cli_3"), 1, client("Twin", &[])),
            ],
        ),
        (
            Kind::Provider,
            vec![entity(
                Some("idp_1"),
                1,
                json!({"name": "github", "type": "oauth2", "enabled": true, "client_secret": {"env": "AERO2_IDP_GITHUB"}, "mapping": {"sub": ["id"], "name": ["login"]}}),
            )],
        ),
    ]);
    Running {
        slug: "acme".to_owned(),
        issuer: "https://acme.example".to_owned(),
        document: Document {
            slug: Some("acme".to_owned()),
            sections,
        },
        system_roles: vec!["admin".to_owned()],
        template_versions: BTreeMap::from([("verify/en".to_owned(), 4)]),
    }
}

fn planned(sections: Value, prune: bool, set: &[&str]) -> Result<Plan, Problem> {
    let mut whole = object(sections);
    whole.insert("aero2_config".to_owned(), json!(1));
    let text = Value::Object(whole).to_string();
    let running = running();
    let wanted = Document::read(&text, Path::new("acme.json"), &running.document)?;
    plan(&wanted, &running, prune, &|name| set.contains(&name))
}

fn told(plan: &Plan) -> Vec<(Action, String, Vec<String>)> {
    let paths = |step: &super::plan::Step| step.fields.iter().map(|field| field.path.clone()).collect();
    plan.steps
        .iter()
        .map(|step| (step.action, step.name.clone(), paths(step)))
        .collect()
}

fn risks(sections: Value) -> String {
    let plan = planned(sections, true, &[]).unwrap();
    plan.steps
        .iter()
        .flat_map(|step| step.risks.clone())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn what_is_running_written_and_read_again_is_nothing_to_do() {
    let text = running().document.written().unwrap();
    assert_eq!(text, running().document.written().unwrap());
    let wanted = Document::read(&text, Path::new("acme.json"), &running().document).unwrap();
    let plan = plan(&wanted, &running(), true, &|_| false).unwrap();
    assert!(plan.steps.is_empty() && plan.notes.is_empty(), "{plan:?}");
}

#[test]
fn a_thing_is_found_by_its_id_or_by_its_name() {
    let renamed = json!({"clients": [{"client_id": "cli_1", "client_name": "Store", "type": "web"}]});
    let plan = planned(renamed, false, &[]).unwrap();
    let step = &plan.steps[0];
    assert_eq!(
        (step.action, step.id.as_deref(), step.version),
        (Action::Change, Some("cli_1"), 3)
    );
    assert_eq!(Value::Object(step.body.clone()), json!({"client_name": "Store"}));
    let elsewhere =
        json!({"clients": [{"client_id": "cli_9", "client_name": "Shop", "type": "web", "scope": "email openid"}]});
    assert!(
        planned(elsewhere, false, &[]).unwrap().changes().next().is_none(),
        "a scope has no order"
    );
    let twin = json!({"clients": [{"client_name": "Twin", "type": "web", "enabled": false}]});
    let problem = planned(twin, false, &[]).unwrap_err().to_string();
    assert!(
        problem.contains("clients[0]") && problem.contains("say which by its id"),
        "{problem}"
    );
}

#[test]
fn only_what_is_named_changes_and_only_prune_deletes() {
    let part = json!({"settings": {"auth_methods": {"password": false}, "session_ttl": 3600}, "roles": []});
    let plan = planned(part.clone(), false, &[]).unwrap();
    let settings = (Action::Change, String::new(), vec!["auth_methods.password".to_owned()]);
    assert_eq!(
        told(&plan),
        [settings.clone(), (Action::Stray, "editor".to_owned(), vec![])]
    );
    assert_eq!(
        Value::Object(plan.steps[0].body.clone()),
        json!({"auth_methods": {"password": false}})
    );
    let pruned = planned(part, true, &[]).unwrap();
    assert_eq!(told(&pruned), [settings, (Action::Delete, "editor".to_owned(), vec![])]);
    assert_eq!(pruned.steps[1].version, 2);
}

#[test]
fn a_secret_is_read_where_its_variable_is_set_and_written_nowhere() {
    let with = |reference: Value| json!({"identity_providers": [{"name": "github", "type": "oauth2", "client_secret": reference}]});
    assert!(
        planned(with(json!({"env": "AERO2_IDP_GITHUB"})), false, &[])
            .unwrap()
            .steps
            .is_empty()
    );
    let plan = planned(with(json!({"env": "AERO2_IDP_GITHUB"})), false, &["AERO2_IDP_GITHUB"]).unwrap();
    assert_eq!(plan.steps[0].secret.as_deref(), Some("AERO2_IDP_GITHUB"));
    assert!(plan.steps[0].body.is_empty(), "{plan:?}");
    let plan = planned(with(Value::Null), false, &[]).unwrap();
    assert_eq!(
        Value::Object(plan.steps[0].body.clone()),
        json!({"client_secret": null})
    );
    let problem = planned(with(json!("hunter2")), false, &[]).unwrap_err().to_string();
    let other = planned(with(json!({"env": "HOME"})), false, &["HOME"])
        .unwrap_err()
        .to_string();
    assert!(
        other.contains("AERO2_IDP_"),
        "no other variable is sent anywhere: {other}"
    );
    assert!(
        problem.contains("{\"env\": \"AERO2_IDP_…\"}") && !problem.contains("hunter2"),
        "{problem}"
    );
}

#[test]
fn words_of_a_mail_that_were_taken_back_are_set_at_their_version() {
    let template = json!({"kind": "verify", "locale": "en", "subject": "Hello", "body": "{{code}}"});
    let plan = planned(json!({"email_templates": [template]}), false, &[]).unwrap();
    let step = &plan.steps[0];
    assert_eq!((step.action, step.version), (Action::Create, 4));
    assert_eq!(
        Value::Object(step.body.clone()),
        json!({"subject": "Hello", "body": "{{code}}"})
    );
}

#[test]
fn every_mistake_is_named_at_once_with_its_line() {
    let text = "{\n \"aero2_config\": 1,\n \"setting\": {},\n \"settings\": {\n  \"session_ttl\": \"long\",\n  \"sesion_ttl\": 1},\n \"clients\": [\n  {\"client_name\": \"A\", \"redirect_uris\": \"x\",\n   \"redirects\": []}],\n \"roles\": [{\"name\": \"a\"},\n  {\"name\": \"a\", \"name\": \"a\"}]\n}";
    let problem = Document::read(text, Path::new("acme.json"), &running().document)
        .unwrap_err()
        .to_string();
    for expected in [
        "8 mistakes",
        "acme.json:3: setting: there is no such section",
        "acme.json:5: settings.session_ttl: it is a text, and must be a number",
        "acme.json:6: settings.sesion_ttl: there is no such field; did you mean session_ttl?",
        "acme.json:8: clients[0].redirect_uris: it is a text, and must be a list of texts",
        "acme.json:9: clients[0].redirects: there is no such field",
        "acme.json:8: clients[0]: type is missing",
        "acme.json:11: roles[1].name: it stands twice",
        "acme.json:11: roles[1]: roles[0] is called a, too",
    ] {
        assert!(problem.contains(expected), "{expected}:\n{problem}");
    }
    let broken = Document::read("{\n\"a\": }", Path::new("acme.json"), &running().document).unwrap_err();
    assert!(broken.to_string().contains("acme.json:2"), "{broken}");
    let version = Document::read("{\"aero2_config\": 2}", Path::new("x"), &running().document).unwrap_err();
    assert!(version.to_string().contains("version 1 only"), "{version}");
}

#[test]
fn what_is_fixed_or_the_platforms_is_refused() {
    let other = json!({"clients": [{"client_id": "cli_1", "client_name": "Shop", "type": "spa"}]});
    assert!(
        planned(other, false, &[])
            .unwrap_err()
            .to_string()
            .contains("clients[0].type: this is fixed")
    );
    let system = json!({"roles": [{"name": "admin", "permissions": []}]});
    assert!(
        planned(system, false, &[])
            .unwrap_err()
            .to_string()
            .contains("a role of the platform")
    );
}

#[test]
fn a_plan_says_what_it_does_to_people() {
    let shop =
        json!({"client_id": "cli_1", "client_name": "Shop", "type": "web", "redirect_uris": ["https://b.example/"]});
    let clients = risks(json!({"clients": [shop]}));
    assert!(
        clients.contains("nobody can sign in to Shop (web) by way of https://a.example/ any more"),
        "{clients}"
    );
    assert!(
        clients.contains("everything that was given to Twin (web) ends at once"),
        "{clients}"
    );
    let weaker = json!({"mfa_policy": "optional", "password_min_length": 8, "session_ttl": 7200});
    let weaker = risks(json!({"settings": weaker}));
    for expected in ["weaker than before", "easier to guess", "works for longer"] {
        assert!(weaker.contains(expected), "{weaker}");
    }
    let own = |ttl: u32| json!({"clients": [{"client_id": "cli_1", "client_name": "Shop", "type": "web", "access_token_ttl": ttl}]});
    assert!(
        risks(own(90)).lines().count() + 1 == risks(own(9000)).lines().count(),
        "compared with the application's"
    );
    let stronger = json!({"password_min_length": 20, "session_ttl": 600, "mfa_policy": "required"});
    assert_eq!(risks(json!({"settings": stronger})), "");
    let last = risks(json!({"settings": {"auth_methods": {"password": false, "email_code": false}}}));
    assert!(last.contains("no way to sign in is left"), "{last}");
    let granted = json!({"roles": [{"name": "editor", "permissions": ["users:read", "users:write"]}]});
    assert_eq!(risks(granted), "everybody who has it may then: users:write");
}
