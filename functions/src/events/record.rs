//! The recorder: events that travelled with changes become audit items.

pub use super::stream::BatchResponse;
use aws_lambda_events::dynamodb::Event;
use platform::Services;

/// Records a batch of the stream.
pub async fn handle(services: &Services, event: Event) -> BatchResponse {
    super::stream::each(services, event, async |services, changed| {
        platform::record::record(&services, &changed).await
    })
    .await
}
