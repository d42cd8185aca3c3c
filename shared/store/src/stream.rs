//! What the table's stream says: the events that travelled with a change. TTL deletes and changes without events are nobody's business.

use crate::{audit::Audited, error::StoreError, item::Entity};
use domain::{ApplicationId, Event};

/// The events of one changed item.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whose.
    pub application: ApplicationId,
    /// What happened.
    pub events: Vec<Event>,
}

/// Whether an item of this type is in the audit already when the stream tells of it: it is the audit's own.
pub fn is_recorded(item_type: &str) -> bool {
    item_type == <Audited as Entity>::TYPE
}

/// Reads the attributes [`crate::schema::APP`] and [`crate::schema::EVENTS`] of a new image.
pub fn read(app: &str, events: &str) -> Result<Changed, StoreError> {
    let application = app
        .parse()
        .map_err(|_| StoreError::Corrupt("a stream record of no application".into()))?;
    let events = serde_json::from_str(events).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Changed { application, events })
}
