//! The mailer: events that ask for a mail have it sent, once. The only function that may.

use super::stream::{self, BatchResponse, Working};
use aws_lambda_events::dynamodb::Event;
use domain::parked::Consumer;
pub use platform::deliver::Mailer;
use platform::{
    Deployed, Services,
    changes::Changed,
    deliver::{Patience, deliver},
    parked::Left,
};
use protocol::error::Failure;
use std::sync::Arc;

fn work(services: &Services, mailer: &Mailer) -> impl Fn(Changed) -> Working + use<> {
    let (services, mailer, patience) = (services.clone(), mailer.clone(), Arc::new(Patience::default()));
    move |changed| {
        let (services, mailer, patience) = (services.clone(), mailer.clone(), Arc::clone(&patience));
        Box::pin(async move { deliver(&services, &mailer, &patience, &changed).await })
    }
}

/// Delivers a batch of the stream.
pub async fn handle(services: &Services, mailer: &Mailer, event: Event) -> BatchResponse {
    stream::each(services, Consumer::Deliver, &event, &work(services, mailer)).await
}

/// Sends what waits and is due: after each batch.
pub async fn retry(services: &Services, mailer: &Mailer) -> Left {
    stream::retry(services, Consumer::Deliver, &work(services, mailer)).await
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<BatchResponse, Failure> + use<> {
    let (services, mailer) = (deployed.services(), deployed.mailer());
    async move |event| {
        let answer = handle(&services, &mailer, event).await;
        retry(&services, &mailer).await;
        Ok(answer)
    }
}
