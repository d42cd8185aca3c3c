//! The mailer: events that ask for a mail have it sent, once. The only function that may.

use super::stream::BatchResponse;
use aws_lambda_events::dynamodb::Event;
pub use platform::deliver::Mailer;
use platform::{Deployed, Services};
use protocol::error::Failure;

/// Delivers a batch of the stream.
pub async fn handle(services: &Services, mailer: &Mailer, event: Event) -> BatchResponse {
    super::stream::each(event, |changed| {
        let (services, mailer) = (services.clone(), mailer.clone());
        async move { platform::deliver::deliver(&services, &mailer, &changed).await }
    })
    .await
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<BatchResponse, Failure> + use<> {
    let (services, mailer) = (deployed.services(), deployed.mailer());
    async move |event| Ok(handle(&services, &mailer, event).await)
}
