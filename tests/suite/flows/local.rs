//! The laptop's own promises: what was kept is there at the next start.

use crate::harness::{Call, Flow, World, tokens};
use http::Method;
use local::{Local, aws::data_dir::DataDir};
use std::path::PathBuf;

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aero2-suite-{name}-{}", std::process::id()));
        let _none_left = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _best_effort = std::fs::remove_dir_all(&self.0);
    }
}

async fn start(dir: &Scratch) -> World {
    let local = Box::pin(Local::start(DataDir::open(&dir.0).unwrap(), 8787))
        .await
        .unwrap();
    let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
    World::around(local, seeded)
}

#[tokio::test]
async fn a_second_start_serves_the_same_keys_users_and_sessions() {
    let dir = Scratch::new("again");
    let (jwks, session, refresh_token, seeded) = {
        let world = start(&dir).await;
        let flow = Flow::web(&world, "acme");
        let mut browser = world.browser();
        let code = flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
        let found = tokens(&flow.redeem(&code).await);
        let jwks = world.get(&world.url("acme", "/oauth2/jwks.json")).await.body;
        let session = browser.cookie("acme", "aero2_session").unwrap();
        world.local.close().await;
        (jwks, session, found.refresh_token, world.seeded.clone())
    };
    let world = start(&dir).await;
    assert_eq!(world.seeded, seeded);
    assert_eq!(world.get(&world.url("acme", "/oauth2/jwks.json")).await.body, jwks);
    let url = world.url("acme", "/account");
    let call = Call::new(Method::GET, &url).header("cookie", format!("aero2_session={session}"));
    assert_eq!(world.send(call).await.status, 200);
    assert_eq!(Flow::web(&world, "acme").refresh(&refresh_token).await.status, 200);
    let (events, mails) = (world.events("acme").await, world.mails("operator@example.com"));
    let created = events.iter().filter(|kind| *kind == "application.created").count();
    assert_eq!((created, mails), (1, 2), "nothing is made or mailed twice");
}

#[tokio::test]
async fn the_invitation_of_the_first_operator_is_the_same_after_a_restart() {
    let dir = Scratch::new("invited");
    let open = || async {
        Box::pin(Local::start(DataDir::open(&dir.0).unwrap(), 8787))
            .await
            .unwrap()
    };
    let first = open().await.operator_setup_url;
    assert!(first.is_some());
    assert_eq!(open().await.operator_setup_url, first);
}

#[tokio::test]
async fn what_runs_by_schedule_on_aws_runs_when_asked() {
    let world = World::start().await;
    let mia = world
        .manage("acme", Method::GET, "/api/users?limit=1", None)
        .await
        .json();
    let path = format!("/api/users/{}", mia["data"][0]["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 202);
    let run = async || {
        let done = Box::pin(local::schedules::run(&world.local)).await.unwrap();
        serde_json::to_value(done).unwrap()["accounts"].clone()
    };
    let early = run().await;
    world.later(8 * 86_400);
    assert_ne!(run().await, early, "its grace is over");
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
}
