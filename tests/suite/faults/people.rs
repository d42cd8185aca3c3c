//! Users as a program manages them: one row a route.

use super::{
    manage::{Managed, Need, all},
    strike::Figures,
};
use serde_json::{Value, json};

const fn nothing(_: usize) -> Value {
    Value::Null
}

pub fn users() -> Figures {
    super::alone(|| async {
        all(&[
            Managed::new(
                "POST /api/users",
                Need::Nothing,
                |n| json!({"email": format!("made{n}@acme.test"), "name": "Made"}),
            )
            .with_consumers(),
            Managed::new(
                "PATCH /api/users/{id}",
                Need::User,
                |n| json!({"email": format!("moved{n}@acme.test"), "name": "Moved"}),
            ),
            Managed::new("DELETE /api/users/{id}", Need::User, nothing).told(&["not_found"]),
            Managed::new(
                "POST /api/users/{id}/disable",
                Need::User,
                |_| json!({"reason": "left"}),
            ),
            Managed::new("POST /api/users/{id}/enable", Need::Disabled, nothing),
            Managed::new("POST /api/users/{id}/unlock", Need::User, nothing).loose(&["audit", "audit:user.unlocked"]),
            Managed::new("POST /api/users/{id}/roles", Need::User, |_| json!({})),
            Managed::new("DELETE /api/users/{id}/roles/{sub}", Need::UserWithRole, nothing).told(&["not_found"]),
            Managed::new("DELETE /api/users/{id}/sessions", Need::SignedIn, nothing)
                .loose(&["audit", "audit:session.revoked_all"]),
            Managed::new("DELETE /api/users/{id}/sessions/{sub}", Need::SignedIn, nothing).told(&["not_found"]),
            Managed::new("DELETE /api/users/{id}/grants/{sub}", Need::SignedIn, nothing).told(&["not_found"]),
        ])
        .await
    })
}
