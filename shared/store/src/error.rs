//! How a store call fails.

use protocol::error::{ErrorCode, Failure};

/// Why a read or write did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A condition did not hold: somebody else was first, or the thing is not as the caller believes.
    #[error("it was changed meanwhile")]
    Conflict,
    /// DynamoDB could not be reached, was throttled, or took too long.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// An item could not be read or written as what it should be.
    #[error("an item is not what it should be: {0}")]
    Corrupt(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::new(
                ErrorCode::VersionConflict,
                "It was changed by somebody else meanwhile. Load it again and repeat.",
            ),
            StoreError::Unavailable(_) => Self::new(
                ErrorCode::Unavailable,
                "The service is not available right now. Try again; if you were changing something, look first whether it happened.",
            )
            .retry_after(2),
            StoreError::Corrupt(what) => Self::new(ErrorCode::InternalError, what),
        }
    }
}
