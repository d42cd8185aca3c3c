//! What has to be there before a program changes something with the application's secret key.

use crate::harness::{Flow, World};
use http::Method;
use serde_json::{Value, json};

/// What has to be there before.
#[derive(Clone, Copy)]
pub enum Need {
    Nothing,
    User,
    UserWithRole,
    Disabled,
    Leaving,
    SignedIn,
    Role,
    Permission,
    Client,
    Domain,
    ActiveDomain,
    PrimaryDomain,
    ApiKey,
    ClientWithGrant,
    OldKeys,
    Invitation,
    NoTemplates,
    Template,
}

/// Makes something with the secret key of `acme` and answers it.
pub async fn made(world: &World, path: &str, body: &Value) -> Value {
    let answer = world.manage("acme", Method::POST, path, Some(body)).await;
    assert!(answer.status < 300, "{path}: {}", answer.body);
    if answer.body.is_empty() {
        Value::Null
    } else {
        answer.json()
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

pub fn host(n: usize) -> String {
    format!("id{n}.shop.test")
}

/// Keeps an application below its limit of domains.
pub async fn without_domains(world: &World) {
    let listed = world
        .manage("acme", Method::GET, "/api/applications/domains", None)
        .await
        .json();
    world
        .manage("acme", Method::DELETE, "/api/applications/domains/primary", None)
        .await;
    for domain in listed["data"].as_array().unwrap() {
        let path = format!("/api/applications/domains/{}", text(&domain["id"]));
        world.manage("acme", Method::DELETE, &path, None).await;
    }
}

async fn domain(world: &World, n: usize, steps: &[&str]) -> String {
    without_domains(world).await;
    let made_one = made(world, "/api/applications/domains", &json!({"hostname": host(n)})).await;
    let id = text(&made_one["id"]);
    for step in steps {
        made(world, &format!("/api/applications/domains/{id}/{step}"), &json!({})).await;
    }
    id
}

async fn user(world: &World, n: usize) -> String {
    let body = json!({"email": format!("user{n}@acme.test"), "email_verified": true, "name": format!("User {n}")});
    text(&made(world, "/api/users", &body).await["id"])
}

pub async fn role(world: &World, n: usize, permissions: &[&str]) -> String {
    let body = json!({"name": format!("role{n}"), "permissions": permissions});
    text(&made(world, "/api/roles", &body).await["id"])
}

pub async fn without_roles(world: &World) {
    let listed = world.manage("acme", Method::GET, "/api/roles", None).await.json();
    let own = listed["data"].as_array().unwrap().iter();
    for role in own.filter(|role| role["system"] == false) {
        let path = format!("/api/roles/{}", text(&role["id"]));
        world.manage("acme", Method::DELETE, &path, None).await;
    }
}

pub async fn without_keys(world: &World) {
    let listed = world
        .manage("acme", Method::GET, "/api/applications/api-keys?limit=100", None)
        .await
        .json();
    for key in listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| key["name"] != "Default")
    {
        let path = format!("/api/applications/api-keys/{}", text(&key["id"]));
        world.manage("acme", Method::DELETE, &path, None).await;
    }
}

async fn client(world: &World, n: usize) -> String {
    let body =
        json!({"client_name": format!("Client {n}"), "type": "web", "redirect_uris": ["https://rp.test/callback"]});
    text(&made(world, "/api/clients", &body).await["client_id"])
}

/// The id and the sub of what was made.
pub async fn prepared(world: &World, need: Need, n: usize) -> (String, String) {
    let none = String::new;
    match need {
        Need::Nothing => (none(), none()),
        Need::User => (user(world, n).await, none()),
        Need::UserWithRole => {
            without_roles(world).await;
            let (id, role) = (user(world, n).await, role(world, n, &[]).await);
            made(world, &format!("/api/users/{id}/roles"), &json!({"role_id": role})).await;
            (id, role)
        }
        Need::Disabled => {
            let id = user(world, n).await;
            made(world, &format!("/api/users/{id}/disable"), &json!({})).await;
            (id, none())
        }
        Need::Leaving => {
            let id = user(world, n).await;
            world
                .manage("acme", Method::DELETE, &format!("/api/users/{id}"), None)
                .await;
            (id, none())
        }
        Need::SignedIn => {
            Flow::web(world, "acme").tokens().await;
            let id = world.user("acme", 1).id.clone();
            let path = format!("/api/users/{id}/sessions");
            let sessions = world.manage("acme", Method::GET, &path, None).await.json();
            (id, text(&sessions["data"][0]["id"]))
        }
        Need::Role => {
            without_roles(world).await;
            (role(world, n, &[]).await, none())
        }
        Need::Permission => {
            without_roles(world).await;
            (role(world, n, &["users:read"]).await, "users:read".to_owned())
        }
        Need::Client => (client(world, n).await, none()),
        Need::Domain => (domain(world, n, &[]).await, none()),
        Need::ActiveDomain => (domain(world, n, &["verify"]).await, none()),
        Need::PrimaryDomain => (domain(world, n, &["verify", "primary"]).await, none()),
        Need::ApiKey => {
            without_keys(world).await;
            let body = json!({"kind": "secret", "name": format!("Key {n}"), "permissions": ["users:read"]});
            (
                text(&made(world, "/api/applications/api-keys", &body).await["id"]),
                none(),
            )
        }
        Need::ClientWithGrant => {
            let flow = Flow::web(world, "acme");
            flow.tokens().await;
            (flow.client_id.clone(), none())
        }
        Need::Invitation => (super::people::invitation(world, n).await, none()),
        Need::NoTemplates | Need::Template => (super::templates::prepared(world, need, n).await, none()),
        Need::OldKeys => {
            // The next key must have been published for a day.
            world.later(25 * 3600);
            (none(), none())
        }
    }
}
