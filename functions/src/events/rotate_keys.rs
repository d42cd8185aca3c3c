//! The schedule of key rotation: every hour, every key that is due.

use platform::{Services, manage::signing_keys};
use protocol::error::Failure;

/// Turns what is due; answers how many keys were turned.
pub async fn handle(services: &Services) -> Result<usize, Failure> {
    signing_keys::rotate_due(services).await
}
