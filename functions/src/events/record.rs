//! The recorder: events that travelled with changes become audit items.

pub use super::stream::BatchResponse;
use aws_lambda_events::dynamodb::Event;
use platform::{Deployed, Services};
use protocol::error::Failure;

/// Records a batch of the stream.
pub async fn handle(services: &Services, event: Event) -> BatchResponse {
    super::stream::each(event, |changed| {
        let services = services.clone();
        async move { platform::record::record(&services, &changed).await }
    })
    .await
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<BatchResponse, Failure> + use<> {
    let services = deployed.services();
    async move |event| Ok(handle(&services, event).await)
}
