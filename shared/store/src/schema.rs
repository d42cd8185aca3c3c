//! Names that whoever creates the table, or reads its stream, must spell the same.

/// Partition key of the table.
pub const PK: &str = "PK";
/// Sort key of the table.
pub const SK: &str = "SK";
/// Index for lists: `LPK`, `LSK`, keys only.
pub const LIST_INDEX: &str = "list-index";
/// Index for search: `FPK`, `FSK`, keys only.
pub const FIND_INDEX: &str = "find-index";
/// Partition key of [`LIST_INDEX`].
pub const LPK: &str = "LPK";
/// Sort key of [`LIST_INDEX`].
pub const LSK: &str = "LSK";
/// Partition key of [`FIND_INDEX`].
pub const FPK: &str = "FPK";
/// Sort key of [`FIND_INDEX`].
pub const FSK: &str = "FSK";
/// When DynamoDB may clean an item up, in epoch seconds; never what decides that it is over.
pub const TTL: &str = "ttl";
/// The application an item belongs to.
pub const APP: &str = "app";
/// The events that travel with a change, as one JSON string.
pub const EVENTS: &str = "ev";
/// What kind of thing an item is.
pub const TYPE: &str = "t";
/// The optimistic lock.
pub const VERSION: &str = "v";
/// When an item is over, as RFC 3339 with milliseconds: fixed width, so text order is time order.
pub const EXPIRES_AT: &str = "expires_at";
/// The type of a record of the stream that was set aside.
pub const PARKED: &str = "parked";
/// Where all of them are.
pub const PARKED_PARTITION: &str = "PLATFORM#PARKED";
/// Which write made the item as it is.
pub const WRITER: &str = "w";
