//! The mailer: events that ask for a mail or an SMS have it sent, once. The only function that may.

use super::stream::{self, BatchResponse, Working};
use aws_lambda_events::dynamodb::Event;
use domain::parked::Consumer;
pub use platform::deliver::Ways;
use platform::{
    Deployed, Services,
    changes::Changed,
    deliver::{Patience, deliver},
    parked::Left,
};
use protocol::error::Failure;
use std::sync::Arc;

fn work(services: &Services, ways: &Ways) -> impl Fn(Changed) -> Working + use<> {
    let (services, ways, patience) = (services.clone(), ways.clone(), Arc::new(Patience::default()));
    move |changed| {
        let (services, ways, patience) = (services.clone(), ways.clone(), Arc::clone(&patience));
        Box::pin(async move { deliver(&services, &ways, &patience, &changed).await })
    }
}

/// Delivers a batch of the stream.
pub async fn handle(services: &Services, ways: &Ways, event: Event) -> BatchResponse {
    stream::each(services, Consumer::Deliver, &event, &work(services, ways)).await
}

/// Sends what waits and is due: after each batch.
pub async fn retry(services: &Services, ways: &Ways) -> Left {
    stream::retry(services, Consumer::Deliver, &work(services, ways)).await
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<BatchResponse, Failure> + use<> {
    let (services, ways) = (deployed.services(), deployed.ways());
    async move |event| {
        let answer = handle(&services, &ways, event).await;
        retry(&services, &ways).await;
        Ok(answer)
    }
}
