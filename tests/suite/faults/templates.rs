//! JWT templates for the journeys: an application has room for one more, or has exactly one.

use super::{
    manage::{self, Managed},
    prepared::{Need, made, text},
    strike::Figures,
};
use crate::harness::World;
use http::Method;
use serde_json::{Value, json};

const ALL: &str = "/api/jwt-templates";

fn body(n: usize) -> Value {
    json!({"name": format!("Template {n}"), "targets": ["access", "id"], "claims": {"plan": n, "mail": "{{user.email}}"}})
}

/// The id of the only one, or none: an application stays below its limit.
pub async fn prepared(world: &World, need: Need, n: usize) -> String {
    let listed = world.manage("acme", Method::GET, ALL, None).await.json();
    for one in listed["data"].as_array().unwrap() {
        let path = format!("{ALL}/{}", text(&one["id"]));
        world.manage("acme", Method::DELETE, &path, None).await;
    }
    match need {
        Need::Template => text(&made(world, ALL, &body(n)).await["id"]),
        _ => String::new(),
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        manage::all(&[
            Managed::new("POST /api/jwt-templates", Need::NoTemplates, body),
            Managed::new(
                "PATCH /api/jwt-templates/{id}",
                Need::Template,
                |n| json!({"claims": {"n": n}}),
            ),
            Managed::new("DELETE /api/jwt-templates/{id}", Need::Template, |_| Value::Null).told(&["not_found"]),
        ])
        .await
    })
}
