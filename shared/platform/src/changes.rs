//! What the table's stream tells: which attributes of a changed item carry its application, its type and events (architecture 7).

use protocol::error::{ErrorCode, Failure};
pub use store::{
    schema::{APP, EVENTS, TYPE},
    stream::{Changed, is_recorded},
};

/// Reads the two attributes of a changed item.
pub fn read(application: &str, events: &str) -> Result<Changed, Failure> {
    store::stream::read(application, events).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))
}
