//! Bulk actions: asked for, taken further by the schedule, stopped.

use super::{
    consumers::answer,
    prepared::made,
    strike::{Figures, Story, Striker},
};
use crate::{
    flows::manage::bulk::waiting,
    harness::{Answer, Call, World},
};
use functions::events::run_jobs;
use http::Method;
use serde_json::{Value, json};

/// Some people, and what is asked for them.
async fn wish(world: &World, n: usize, who: &[&str]) -> Value {
    let mut ids = Vec::new();
    for who in who {
        let body = json!({"email": format!("{who}{n}@jobs.test"), "email_verified": true});
        ids.push(made(world, "/api/users", &body).await["id"].clone());
    }
    json!({"action": "disable", "user_ids": ids})
}

async fn send(world: &World, method: Method, path: &str, key: &str, body: Option<&Value>) -> Answer {
    let url = world.url("acme", path);
    let call = Call::new(method, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("idempotency-key", key);
    world
        .send(match body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
}

/// What the answer, or the run, had no time for: somebody may still be at it. `settled` looks at the end.
const LATER: &[&str] = &[
    "job_work",
    "job:status=\"queued\"",
    "job:status=\"running\"",
    "job:status=\"succeeded\"",
    "user:status=\"active\"",
    "user:status=\"disabled\"",
    "audit",
    "audit:job.finished",
    "audit:user.disabled",
];

/// Whatever was left is done by the schedule, when nobody is at it any more.
async fn settled(world: &World, wish: &Value) {
    world.later(61);
    let last = Box::pin(run_jobs::handle(&world.local.services)).await.unwrap();
    assert_eq!(last.failed, 0);
    world.local.drain().await;
    world.is_sound().await;
    let jobs = world
        .manage("acme", Method::GET, "/api/jobs?limit=1", None)
        .await
        .json();
    assert_eq!(jobs["data"][0]["status"], "succeeded", "{jobs}");
    for id in wish["user_ids"].as_array().unwrap() {
        let path = format!("/api/users/{}", id.as_str().unwrap());
        let user = world.manage("acme", Method::GET, &path, None).await.json();
        assert_eq!(user["status"], "disabled");
        let path = format!("/api/audit?user_id={}&type=user.disabled", id.as_str().unwrap());
        let told = world.manage("acme", Method::GET, &path, None).await.json();
        assert_eq!(told["data"].as_array().unwrap().len(), 1, "told once: {told}");
    }
}

struct Asked;

impl Story for Asked {
    type Ready = (usize, Value);

    fn routes(&self) -> Vec<String> {
        vec!["POST /api/users/bulk".to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> (usize, Value) {
        // One at a time: nothing is left of the one before.
        world.later(61);
        Box::pin(run_jobs::handle(&world.local.services)).await.unwrap();
        (n, wish(world, n, &["a", "b"]).await)
    }

    async fn act(&self, world: &World, (n, wish): &mut (usize, Value)) -> Answer {
        send(world, Method::POST, "/api/users/bulk", &format!("bulk-{n}"), Some(wish)).await
    }

    fn loose(&self) -> &[&str] {
        LATER
    }

    async fn settle(&self, world: &World, (_, wish): &mut (usize, Value)) {
        settled(world, wish).await;
    }
}

/// The schedule, with a job that nobody could begin.
struct Scheduled;

impl Story for Scheduled {
    type Ready = Value;

    fn routes(&self) -> Vec<String> {
        vec!["run-jobs".to_owned()]
    }

    fn consumers(&self) -> bool {
        true
    }

    fn loose(&self) -> &[&str] {
        LATER
    }

    async fn ready(&self, world: &World, n: usize) -> Value {
        world.later(61);
        Box::pin(run_jobs::handle(&world.local.services)).await.unwrap();
        let wish = wish(world, n, &["a"]).await;
        left(world, &wish).await;
        wish
    }

    async fn act(&self, world: &World, _: &mut Value) -> Answer {
        let worked = Box::pin(run_jobs::handle(&world.local.services)).await;
        let done = match worked {
            Ok(worked) if worked.failed > 0 => Err(protocol::error::Failure::new(
                protocol::error::ErrorCode::Unavailable,
                "comes again",
            )
            .retry_after(1)),
            other => other,
        };
        world.local.drain().await;
        answer(done)
    }

    async fn settle(&self, world: &World, wish: &mut Value) {
        settled(world, wish).await;
    }
}

/// A job that nobody has begun.
async fn left(world: &World, wish: &Value) -> Value {
    let named = wish["user_ids"].as_array().unwrap().iter();
    let users: Vec<String> = named.map(|id| id.as_str().unwrap().to_owned()).collect();
    waiting(world, &users).await
}

struct Stopped;

impl Story for Stopped {
    type Ready = String;

    fn routes(&self) -> Vec<String> {
        vec!["DELETE /api/jobs/{id}".to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> String {
        let wish = wish(world, n, &["a"]).await;
        let job = left(world, &wish).await;
        format!("/api/jobs/{}", job["id"].as_str().unwrap())
    }

    async fn act(&self, world: &World, path: &mut String) -> Answer {
        send(world, Method::DELETE, path, "stop", None).await
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let world = World::start().await;
        let mut striker = Striker::new(&world);
        striker.strike(&Asked).await;
        striker.strike(&Scheduled).await;
        striker.strike(&Stopped).await;
        striker.figures
    })
}
