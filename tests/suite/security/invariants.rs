//! The invariant scanner finds what it looks for: a world where everything has happened is clean, and each broken rule is seen (rules 3.17).

use crate::harness::{DNS, Flow, World, tokens};
use check::{Item, Moment, Report};
use http::Method;
use serde_json::{Value, json};

/// A world in which there is something of every kind.
pub(super) async fn lived_in() -> World {
    let world = World::here(DNS).await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    tokens(&flow.refresh(&found.refresh_token).await);
    let spa = Flow::spa(&world, "acme");
    spa.tokens().await;
    let session_bound = Flow {
        scope: "openid".into(),
        ..flow.clone()
    };
    session_bound.tokens().await;
    world.local.rest().await;
    for (path, body) in [
        (
            "/api/roles",
            json!({"name": "editor", "description": "", "permissions": []}),
        ),
        (
            "/api/jwt-templates",
            json!({"name": "Plan", "targets": ["id"], "claims": {"plan": "gold"}}),
        ),
        (
            "/api/users",
            json!({"email": "gone@example.com", "name": "Gone Girl", "password": "violet-harbour-tractor-91"}),
        ),
        ("/api/applications/domains", json!({"hostname": "id.example.com"})),
        (
            "/api/applications/api-keys",
            json!({"kind": "secret", "name": "Revoked"}),
        ),
        (
            "/api/clients",
            json!({"client_name": "Gone", "type": "spa", "redirect_uris": ["http://localhost:4000/callback"]}),
        ),
    ] {
        let made = world.manage("acme", Method::POST, path, Some(&body)).await;
        assert_eq!(made.status, 201, "{path}: {}", made.body);
        let id = made.json()["id"]
            .as_str()
            .or(made.json()["client_id"].as_str())
            .unwrap()
            .to_owned();
        let gone = match path {
            "/api/applications/domains" => {
                world
                    .manage("acme", Method::POST, &format!("{path}/{id}/verify"), None)
                    .await
            }
            "/api/roles" | "/api/jwt-templates" => continue,
            "/api/users" => {
                let gone = format!("{path}/{id}?immediately=true");
                world.manage("acme", Method::DELETE, &gone, None).await
            }
            _ => {
                world
                    .manage("acme", Method::DELETE, &format!("{path}/{id}"), None)
                    .await
            }
        };
        assert!(gone.status < 300, "{path}: {} {}", gone.status, gone.body);
    }
    // One who began to sign up: a code that waits, a mail that was sent, buckets.
    let mut browser = world.browser();
    browser.source = Some("203.0.113.9".parse().unwrap());
    let page = browser.open(&world.url("acme", "/signup")).await;
    let fields = [("email", "new@acme.test"), ("password", "violet-harbour-tractor-91")];
    assert_eq!(browser.submit(&page, 0, &fields).await.status, 303);
    world
}

pub(super) fn report(items: &[Value], world: &World) -> Report {
    let items: Vec<Item> = items.iter().map(|item| Item::read(item).unwrap()).collect();
    check::check(&items, Moment::drained(world.local.services.now()))
}

pub(super) fn kind(item: &Value) -> &str {
    item["t"]["S"].as_str().unwrap_or("")
}

/// Breaks one item of a kind that `picked` chooses, and expects this rule to speak.
pub(super) fn broken(
    world: &World,
    items: &[Value],
    rule: &str,
    of: (&str, fn(&Value) -> bool),
    harm: impl Fn(&mut Value),
) {
    let mut items = items.to_vec();
    let item = items.iter_mut().find(|item| kind(item) == of.0 && of.1(item));
    harm(item.unwrap_or_else(|| panic!("{rule}: no {}", of.0)));
    expect(world, &items, rule);
}

/// Leaves out one item, and expects this rule to speak.
pub(super) fn missing(world: &World, items: &[Value], rule: &str, of: (&str, fn(&Value) -> bool)) {
    let mut items = items.to_vec();
    let at = items.iter().position(|item| kind(item) == of.0 && of.1(item));
    items.remove(at.unwrap_or_else(|| panic!("{rule}: no {}", of.0)));
    expect(world, &items, rule);
}

pub(super) fn expect(world: &World, items: &[Value], rule: &str) {
    let report = report(items, world);
    assert!(
        report.violations().iter().any(|found| found.rule == rule),
        "nobody noticed: {rule}\n{report}"
    );
    let text = report.to_string();
    for personal in ["mia@", "Mia", "gone@", "example.com"] {
        assert!(!text.contains(personal), "{rule}: the report names {personal}: {text}");
    }
}

pub(super) const ANY: fn(&Value) -> bool = |_| true;

fn has(item: &Value, name: &str) -> bool {
    item[name]["S"].is_string()
}

#[tokio::test]
async fn data_17_the_scanner_is_shipped_and_a_world_that_was_lived_in_is_clean() {
    let world = lived_in().await;
    let report = world.is_sound().await;
    assert!(report.rules().len() >= 25, "{report}");
    for rule in report.rules() {
        assert!(report.examined(rule) > 0);
    }
}

#[tokio::test]
async fn data_17_every_broken_envelope_is_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let worn = "every item has application, type and version";
    broken(&world, &items, worn, ("user", ANY), |item| {
        item["app"] = json!({"S": "nobody"});
    });
    broken(&world, &items, worn, ("user", ANY), |item| {
        item["t"] = json!({"S": "person"});
    });
    broken(&world, &items, worn, ("user", ANY), |item| {
        item["v"] = json!({"N": "0"});
    });
    let keys = "keys hold identifiers and digests only";
    broken(&world, &items, keys, ("email", ANY), |item| {
        let app = item["app"]["S"].as_str().unwrap();
        item["PK"] = json!({"S": format!("APP#{app}#EMAIL#mia@acme.example")});
    });
    let other = format!("APP#{}#USER#usr_00000000000000000000000000", world.app("globex").id);
    broken(
        &world,
        &items,
        "a key begins with the item's own application",
        ("session", |item| item["PK"]["S"].as_str().unwrap().contains("#USER#")),
        |item| {
            item["PK"] = json!({"S": other});
            item["app"] = json!({"S": world.app("acme").id});
        },
    );
    let unknown = "the application of every item exists";
    broken(&world, &items, unknown, ("bucket", ANY), |item| {
        item["app"] = json!({"S": "app_00000000000000000000000000"});
    });
    let ends = "ttl is the end and a day, and only then";
    broken(&world, &items, ends, ("session", ANY), |item| {
        item["ttl"] = json!({"N": "1"});
    });
    broken(&world, &items, ends, ("grant", ANY), |item| {
        drop(item.as_object_mut().unwrap().remove("ttl"));
    });
    broken(&world, &items, ends, ("user", ANY), |item| {
        item["ttl"] = json!({"N": "1795521600"});
    });
    let size = "no item is larger than 128 KB";
    broken(&world, &items, size, ("role", ANY), |item| {
        item["description"] = json!({"S": "x".repeat(131_073)});
    });
    let reads = "every item reads as what its type says";
    broken(&world, &items, reads, ("user", ANY), |item| {
        item["status"] = json!({"S": "sleeping"});
    });
    let version = "the version of an item is that of its state";
    broken(&world, &items, version, ("client", ANY), |item| {
        item["v"] = json!({"N": "77"});
    });
}

#[tokio::test]
async fn data_17_every_broken_index_entry_is_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let rule = "index entries equal what the item says";
    for name in ["user", "client", "api_key", "application", "audit", "email"] {
        let entry = if matches!(name, "audit" | "email") {
            "FSK"
        } else {
            "LSK"
        };
        let mut changed = items.clone();
        let item = changed
            .iter_mut()
            .find(|item| kind(item) == name && has(item, entry))
            .unwrap();
        item[entry] = json!({"S": "another"});
        expect(&world, &changed, rule);
        drop(item_without(&mut changed, name, entry));
        expect(&world, &changed, rule);
    }
    broken(&world, &items, rule, ("session", ANY), |item| {
        item["LPK"] = json!({"S": "PLATFORM#APPS#0"});
    });
    broken(
        &world,
        &items,
        rule,
        ("api_key", |item| item["revoked_at"]["S"].is_string()),
        |item| {
            item["LPK"] = json!({"S": format!("APP#{}#KEYS", item["app"]["S"].as_str().unwrap())});
            item["LSK"] = item["id"].clone();
        },
    );
}

fn item_without(items: &mut [Value], name: &str, entry: &str) -> Option<Value> {
    let item = items.iter_mut().find(|item| kind(item) == name && has(item, entry))?;
    item.as_object_mut()?.remove(entry)
}
