//! The mailer: events that ask for a mail have it sent, once.

use super::stream::BatchResponse;
use aws_lambda_events::dynamodb::Event;
use platform::Services;

/// Delivers a batch of the stream.
pub async fn handle(services: &Services, event: Event) -> BatchResponse {
    super::stream::each(services, event, async |services, changed| {
        platform::deliver::deliver(&services, &changed).await
    })
    .await
}
