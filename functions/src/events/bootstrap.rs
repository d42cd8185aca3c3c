//! On every deploy and every local start: the root, the dashboard, the first operator's invitation (behaviour 2.5).

use platform::Services;
pub use platform::bootstrap::Bootstrapped;
use protocol::error::Failure;

/// Makes what is missing.
pub async fn handle(services: &Services) -> Result<Bootstrapped, Failure> {
    platform::bootstrap::bootstrap(services).await
}
