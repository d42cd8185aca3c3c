//! The recorder: writes the events that travelled with a change into the audit, once each, and counts them there (architecture 7).

use crate::{observe, parked::Trouble, services::Services};
use store::stream::Changed;

/// Records the events of one changed item.
pub async fn record(services: &Services, changed: &Changed) -> Result<(), Trouble> {
    for event in changed.events.iter().filter(|event| event.kind.is_audited()) {
        if services.store.record_once(&changed.application, event).await? {
            observe::recorded(&changed.application, event);
        }
    }
    Ok(())
}
