//! The schedule of custom domains: records and certificates that are due are looked at (behaviour 2.3).

pub use platform::manage::domains::due::Checked;
use platform::{Deployed, Services, deployed::StartError, manage::domains::due};
use protocol::error::Failure;
use serde_json::Value;

/// Looks at what is due; answers how much that was.
pub async fn handle(services: &Services) -> Result<Checked, Failure> {
    due::check_due(services).await
}

/// The function as Lambda runs it, whatever the schedule says.
pub fn function(deployed: &Deployed) -> Result<impl AsyncFn(Value) -> Result<Checked, Failure> + use<>, StartError> {
    let services = deployed.domain_services()?;
    Ok(async move |_| handle(&services).await)
}
