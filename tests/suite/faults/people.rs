//! Users as a program manages them: one row a route, and the one whose body is lines.

use super::{
    manage::{Managed, all},
    prepared::{Need, made},
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Call, World};
use http::Method;
use serde_json::{Value, json};

const fn nothing(_: usize) -> Value {
    Value::Null
}

/// A pending invitation of its own, within the limits of an inviter.
pub async fn invitation(world: &World, n: usize) -> String {
    world.later(90);
    let body = json!({"email": format!("taken{n}@acme.test")});
    let made = made(world, "/api/invitations", &body).await;
    made["id"].as_str().unwrap().to_owned()
}

/// Three lines: two people, and nobody.
struct Import;

impl Story for Import {
    type Ready = usize;

    fn routes(&self) -> Vec<String> {
        vec!["POST /api/imports/users".to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> usize {
        // The first hash of its kind is remembered with the application, whose views are then read anew.
        world
            .manage("acme", Method::GET, "/api/applications/current", None)
            .await;
        n
    }

    async fn act(&self, world: &World, n: &mut usize) -> Answer {
        let line = |who: &str| json!({"email": format!("{who}{n}@import.test"), "password_hash": BCRYPT}).to_string();
        let url = world.url("acme", "/api/imports/users");
        let mut call = Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
            .header("content-type", "application/x-ndjson");
        call.body = format!("{}\n{}\n{{}}\n", line("one"), line("two")).into_bytes();
        world.send(call).await
    }

    /// A repetition says again that it began and ended.
    fn loose(&self) -> &[&str] {
        &["audit"]
    }
}

const BCRYPT: &str = "$2b$04$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie";

pub fn imports() -> Figures {
    super::alone(|| async {
        let world = World::start().await;
        let mut striker = Striker::new(&world);
        striker.strike(&Import).await;
        striker.figures
    })
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
            // A mail that SES took, and whose mark was lost, is sent again: at least once.
            Managed::new("DELETE /api/users/{id}", Need::User, nothing)
                .with_consumers()
                .loose(&["mails"]),
            Managed::new("POST /api/users/{id}/restore", Need::Leaving, nothing).told(&["not_found"]),
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
            Managed::new(
                "POST /api/users/{id}/password-reset",
                Need::User,
                |_| json!({"require_change": true}),
            )
            .told(&["rate_limited"])
            // A development application mails a hundred a day: at most four are counted for one.
            .resting(3600)
            .loose(&[
                "mail",
                "mails",
                "audit",
                "audit:user.password_reset_requested",
                "mailbox",
            ]),
            Managed::new(
                "POST /api/invitations",
                Need::Nothing,
                |n| json!({"email": format!("invited{n}@acme.test")}),
            ),
            // Mailed again by who asks again: the newest link is the one that works.
            Managed::new("POST /api/invitations/{id}/resend", Need::Invitation, nothing).loose(&[
                "mail",
                "mails",
                "audit",
                "audit:invitation.sent",
                "invitation",
            ]),
            Managed::new("DELETE /api/invitations/{id}", Need::Invitation, nothing).told(&["not_pending"]),
            // Asked again it says again that it began and ended.
            Managed::new("POST /api/exports/users", Need::Nothing, |_| json!({})).loose(&[
                "audit",
                "audit:export.started",
                "audit:export.finished",
            ]),
            Managed::new("DELETE /api/users/{id}/grants/{sub}", Need::SignedIn, nothing).told(&["not_found"]),
        ])
        .await
    })
}
