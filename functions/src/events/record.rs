//! The recorder: events that travelled with changes become audit items.

pub use super::stream::BatchResponse;
use super::stream::{self, Working};
use aws_lambda_events::dynamodb::Event;
use domain::parked::Consumer;
use platform::{Deployed, Services, changes::Changed, parked::Left};
use protocol::error::Failure;

fn work(services: &Services) -> impl Fn(Changed) -> Working + use<> {
    let services = services.clone();
    move |changed| {
        let services = services.clone();
        Box::pin(async move { platform::record::record(&services, &changed).await })
    }
}

/// Records a batch of the stream.
pub async fn handle(services: &Services, event: Event) -> BatchResponse {
    stream::each(services, Consumer::Record, &event, &work(services)).await
}

/// Records what waits because an operator wants it: after each batch.
pub async fn retry(services: &Services) -> Left {
    stream::retry(services, Consumer::Record, &work(services)).await
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<BatchResponse, Failure> + use<> {
    let services = deployed.services();
    async move |event| {
        let answer = handle(&services, event).await;
        retry(&services).await;
        Ok(answer)
    }
}
