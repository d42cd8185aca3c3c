//! The recorder: writes the events that travelled with a change into the audit, once each (architecture 7).

use crate::services::Services;
use protocol::error::Failure;
use store::stream::Changed;

/// Records the events of one changed item.
pub async fn record(services: &Services, changed: &Changed) -> Result<(), Failure> {
    for event in &changed.events {
        services.store.record_once(&changed.application, event).await?;
    }
    Ok(())
}
