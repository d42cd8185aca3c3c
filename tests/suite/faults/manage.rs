//! What a program changes with the application's secret key: one row a route.

use super::strike::{Figures, Story, Striker};
use crate::harness::{Answer, Call, Flow, World};
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

/// A request with `{id}` and `{sub}` of what was made for it.
pub struct Managed {
    pub route: &'static str,
    pub need: Need,
    pub body: fn(usize) -> Value,
    pub told: &'static [&'static str],
    pub loose: &'static [&'static str],
    pub consumers: bool,
    /// Seconds until the next one, where a limit counts them.
    pub rest_secs: i64,
}

impl Managed {
    pub const fn new(route: &'static str, need: Need, body: fn(usize) -> Value) -> Self {
        Self {
            route,
            need,
            body,
            told: &[],
            loose: &[],
            consumers: false,
            rest_secs: 0,
        }
    }

    pub const fn told(self, told: &'static [&'static str]) -> Self {
        Self { told, ..self }
    }

    pub const fn loose(self, loose: &'static [&'static str]) -> Self {
        Self { loose, ..self }
    }

    pub const fn resting(self, rest_secs: i64) -> Self {
        Self { rest_secs, ..self }
    }

    pub const fn with_consumers(self) -> Self {
        Self {
            consumers: true,
            ..self
        }
    }
}

pub struct Ready {
    path: String,
    body: Option<Value>,
    key: String,
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

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn host(n: usize) -> String {
    format!("id{n}.shop.test")
}

/// Keeps an application below its limit of domains.
async fn without_domains(world: &World) {
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

async fn role(world: &World, n: usize, permissions: &[&str]) -> String {
    let body = json!({"name": format!("role{n}"), "permissions": permissions});
    text(&made(world, "/api/roles", &body).await["id"])
}

async fn without_roles(world: &World) {
    let listed = world.manage("acme", Method::GET, "/api/roles", None).await.json();
    let own = listed["data"].as_array().unwrap().iter();
    for role in own.filter(|role| role["system"] == false) {
        let path = format!("/api/roles/{}", text(&role["id"]));
        world.manage("acme", Method::DELETE, &path, None).await;
    }
}

async fn without_keys(world: &World) {
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
async fn prepared(world: &World, need: Need, n: usize) -> (String, String) {
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

impl Story for Managed {
    type Ready = Ready;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Ready {
        let (id, mut sub) = prepared(world, self.need, n).await;
        if self.route.ends_with("/grants/{sub}") {
            let grants = world
                .manage("acme", Method::GET, &format!("/api/users/{id}/grants"), None)
                .await
                .json();
            sub = text(&grants["data"][0]["id"]);
        }
        if self.route.ends_with("/api-keys") {
            without_keys(world).await;
        }
        if self.route == "POST /api/roles" {
            without_roles(world).await;
        }
        if self.route == "POST /api/applications/domains" {
            without_domains(world).await;
        }
        let (_, path) = self.route.split_once(' ').unwrap();
        let body = (self.body)(n);
        let body = if self.route.ends_with("{id}/roles") {
            without_roles(world).await;
            json!({"role_id": role(world, n, &[]).await})
        } else {
            body
        };
        Ready {
            path: path.replace("{id}", &id).replace("{sub}", &sub),
            body: (!body.is_null()).then_some(body),
            key: format!("key-{n}"),
        }
    }

    async fn act(&self, world: &World, ready: &mut Ready) -> Answer {
        let (method, _) = self.route.split_once(' ').unwrap();
        let url = world.url("acme", &ready.path);
        let secret = &world.app("acme").secret_key;
        let mut call = Call::new(method.parse().unwrap(), &url).header("authorization", format!("Bearer {secret}"));
        if method == "POST" {
            call = call.header("idempotency-key", ready.key.clone());
        }
        world
            .send(match &ready.body {
                Some(body) => call.json(body),
                None => call,
            })
            .await
    }

    fn told(&self) -> &[&str] {
        self.told
    }

    fn loose(&self) -> &[&str] {
        self.loose
    }

    fn consumers(&self) -> bool {
        self.consumers
    }

    async fn settle(&self, world: &World, _: &mut Ready) {
        world.later(self.rest_secs);
    }
}

pub async fn all(rows: &[Managed]) -> Figures {
    let mut figures = Figures::default();
    for row in rows {
        // A world each, as in every group: every strike counts all there is.
        let world = World::start().await;
        figures.add(Striker::new(&world).alone(row).await);
    }
    figures
}

const fn nothing(_: usize) -> Value {
    Value::Null
}

pub fn applications() -> Figures {
    super::alone(|| async {
        all(&[
            Managed::new(
                "PATCH /api/applications/current",
                Need::Nothing,
                |n| json!({"name": format!("Acme {n}")}),
            ),
            Managed::new(
                "PATCH /api/applications/settings",
                Need::Nothing,
                |n| json!({"access_token_ttl": 600 + n}),
            ),
            Managed::new(
                "PATCH /api/applications/branding",
                Need::Nothing,
                |n| json!({"primary_color": format!("#{n:06x}")}),
            ),
            // Raising an epoch twice ends the same things once.
            Managed::new("POST /api/applications/revoke-all", Need::Nothing, nothing)
                .loose(&["audit:application.revoked_all", "audit"]),
        ])
        .await
    })
}

pub fn keys() -> Figures {
    super::alone(|| async {
        all(&[
            Managed::new("POST /api/applications/api-keys", Need::Nothing, |n| {
                json!({"kind": "secret", "name": format!("Key {n}")})
            }),
            Managed::new("PATCH /api/applications/api-keys/{id}", Need::ApiKey, |n| json!({"name": format!("Other {n}")})),
            Managed::new("POST /api/applications/api-keys/{id}/rotate", Need::ApiKey, |_| json!({"grace_seconds": 60})),
            Managed::new("DELETE /api/applications/api-keys/{id}", Need::ApiKey, nothing).told(&["not_found"]),
            Managed::new("POST /api/clients", Need::Nothing, |n| {
                json!({"client_name": format!("Web {n}"), "type": "web", "redirect_uris": ["https://rp.test/callback"]})
            }),
            Managed::new("PATCH /api/clients/{id}", Need::Client, |n| json!({"client_name": format!("Other {n}")})),
            Managed::new("POST /api/clients/{id}/rotate-secret", Need::Client, |_| json!({"grace_seconds": 60})),
            Managed::new("DELETE /api/clients/{id}/grants", Need::ClientWithGrant, nothing)
                .loose(&["audit:grant.revoked_all", "audit"]),
            Managed::new("DELETE /api/clients/{id}", Need::Client, nothing).told(&["not_found"]),
            Managed::new("POST /api/applications/signing-keys/rotate", Need::OldKeys, |_| json!({"alg": "ES256"}))
                .told(&["key_not_active"])
                // The ring forgets, in the same write, keys that nothing alive was signed with: how many depends on the rotations before.
                .loose(&["key_ring:keys"]),
        ])
        .await
    })
}

pub fn roles() -> Figures {
    super::alone(|| async {
        all(&[
            Managed::new(
                "POST /api/roles",
                Need::Nothing,
                |n| json!({"name": format!("maker{n}"), "permissions": ["users:read"]}),
            ),
            Managed::new(
                "PATCH /api/roles/{id}",
                Need::Role,
                |n| json!({"name": format!("other{n}")}),
            ),
            Managed::new(
                "POST /api/roles/{id}/permissions",
                Need::Role,
                |_| json!({"permission": "users:read"}),
            ),
            Managed::new("DELETE /api/roles/{id}/permissions/{sub}", Need::Permission, nothing).told(&["not_found"]),
            Managed::new("DELETE /api/roles/{id}", Need::Role, nothing).told(&["not_found"]),
            Managed::new(
                "POST /api/applications/domains",
                Need::Nothing,
                |n| json!({"hostname": host(n)}),
            ),
            Managed::new("POST /api/applications/domains/{id}/verify", Need::Domain, nothing),
            Managed::new(
                "POST /api/applications/domains/{id}/primary",
                Need::ActiveDomain,
                nothing,
            ),
            Managed::new("DELETE /api/applications/domains/primary", Need::PrimaryDomain, nothing).told(&["not_found"]),
            Managed::new("DELETE /api/applications/domains/{id}", Need::ActiveDomain, nothing)
                .told(&["not_found"])
                // What the cut-off request left of the site, the schedule takes down.
                .loose(&["leaving_site"]),
        ])
        .await
    })
}
