//! What is not HTTP: the schedule that turns keys, and the bootstrap of a deployment. The recorder and the mailer are struck behind the routes.

use super::strike::{Figures, Story, Striker};
use crate::harness::{Answer, World};
use check::{Item, Moment};
use functions::events::{bootstrap, rotate_keys};
use http::HeaderMap;
use local::{
    Local,
    aws::{EmbeddedAws, faults::Fault},
};
use platform::Services;
use protocol::error::Failure;
use serde_json::json;
use std::collections::BTreeMap;

/// A use case's outcome as an answer.
pub fn answer<T>(outcome: Result<T, Failure>) -> Answer {
    let mut headers = HeaderMap::new();
    let status = match &outcome {
        Ok(_) => 200,
        Err(failure) => {
            if let Some(seconds) = failure.retry_after {
                headers.insert("retry-after", seconds.into());
            }
            failure.status()
        }
    };
    let body = json!({ "code": outcome.err().map_or("", |failure| failure.code.as_str()) });
    Answer {
        url: String::new(),
        status,
        headers,
        body: body.to_string(),
    }
}

/// Every key is due.
struct Rotation<'w> {
    world: &'w World,
}

impl Story for Rotation<'_> {
    type Ready = Services;

    fn routes(&self) -> Vec<String> {
        vec!["rotate-keys".to_owned()]
    }

    /// It is no request: its calls are among those behind one.
    fn consumers(&self) -> bool {
        true
    }

    async fn ready(&self, world: &World, _: usize) -> Services {
        world.later(100 * 86_400);
        self.world.local.another().unwrap()
    }

    async fn act(&self, world: &World, services: &mut Services) -> Answer {
        let done = answer(rotate_keys::handle(services).await);
        world.local.drain().await;
        done
    }
}

async fn kinds(aws: &EmbeddedAws, services: &Services) -> (BTreeMap<String, usize>, String) {
    let items: Vec<Item> = aws
        .dynamodb
        .items()
        .await
        .unwrap()
        .iter()
        .map(|item| Item::read(item).unwrap())
        .collect();
    // Nobody reads the stream of a deployment that is being made.
    let report = check::check(&items, Moment::behind(services.now(), 1));
    let mut kinds = BTreeMap::new();
    for item in &items {
        *kinds.entry(item.kind().to_owned()).or_default() += 1;
    }
    (
        kinds,
        if report.is_clean() {
            String::new()
        } else {
            report.to_string()
        },
    )
}

/// Every call of a first deployment, struck for good; then the deployment is tried again.
async fn first_deployment(figures: &mut Figures) {
    let (aws, services) = Local::empty().await.unwrap();
    aws.faults.watch();
    bootstrap::handle(&services).await.unwrap();
    let seen = aws.faults.seen();
    let wanted = kinds(&aws, &services).await;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for seen in &seen {
        let at = counts.entry(seen.operation.clone()).or_default();
        *at += 1;
        // The answers of ten like calls do not differ by which of them it was.
        if *at > 2 {
            continue;
        }
        for mode in ["fail_before", "fail_after", "throttle"] {
            let (aws, services) = Local::empty().await.unwrap();
            let fault =
                json!({"service": seen.service, "operation": seen.operation, "mode": mode, "count": 3, "at": at});
            aws.faults.add(serde_json::from_value::<Fault>(fault).unwrap());
            let first = bootstrap::handle(&services).await;
            let name = format!("bootstrap: {} {at} {mode}", seen.operation);
            if !aws.faults.list().is_empty() {
                figures.problems.push(format!("{name}: was not struck"));
            }
            aws.faults.clear();
            let good = first.is_ok() || first.is_err_and(|failure| failure.status() == 503);
            let again = bootstrap::handle(&services).await;
            let found = kinds(&aws, &services).await;
            if !good || again.is_err() || found != wanted {
                figures.problems.push(format!(
                    "{name}: {good} {:?} {found:?} instead of {wanted:?}",
                    again.err()
                ));
            }
            figures.struck_elsewhere(1);
        }
    }
    figures.routes.insert("bootstrap".to_owned());
}

pub fn scheduled() -> Figures {
    super::alone(|| async {
        let world = World::bare().await;
        let mut striker = Striker::new(&world);
        striker.strike(&Rotation { world: &world }).await;
        first_deployment(&mut striker.figures).await;
        striker.figures
    })
}
