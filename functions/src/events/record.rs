//! The recorder: events that travelled with changes become audit items, and what happened and who has which second factor is counted.

pub use super::stream::BatchResponse;
use super::stream::{self, Working};
use aws_lambda_events::dynamodb::Event;
use domain::parked::Consumer;
use platform::{Deployed, Services, adoption, changes::Changed, parked::Left, usage};
use protocol::error::{ErrorCode, Failure};

fn work(services: &Services) -> impl Fn(Changed) -> Working + use<> {
    let services = services.clone();
    move |changed| {
        let services = services.clone();
        Box::pin(async move { platform::record::record(&services, &changed).await })
    }
}

/// Records a batch of the stream. Counting comes first: it may be done again, and a record that is reported as handled does not come back.
pub async fn handle(services: &Services, event: Event) -> BatchResponse {
    if let Err(failure) = adoption::count(&services.store, &stream::changes(&event.records), services.now()).await {
        tracing::warn!(code = failure.code.as_str(), "second factors were not counted");
        // What cannot be read does not become readable, and nobody's audit waits for it.
        if failure.code != ErrorCode::InternalError {
            return stream::all_again(&event);
        }
    }
    let answer = stream::each(services, Consumer::Record, &event, &work(services)).await;
    // What was counted is known again, so this too may be done twice; what comes again is counted when it does.
    let counted = usage::count(&services.store, stream::handled(&event, &answer), services.now()).await;
    let Err(failure) = counted else { return answer };
    tracing::warn!(code = failure.code.as_str(), "what happened was not counted");
    if failure.code == ErrorCode::InternalError {
        return answer;
    }
    stream::all_again(&event)
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
