//! What a program changes with the application's secret key: one row a route.

use super::{
    prepared::{Need, host, prepared, role, text, without_domains, without_keys, without_roles},
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Call, World};
use http::Method;
use serde_json::{Value, json};

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
