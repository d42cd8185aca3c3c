//! The schedule of departures: accounts whose grace is over become tombstones, and what is left of them goes (behaviour 5.14).

pub use platform::departures::due::Visited;
use platform::{Deployed, Services, departures::due};
use protocol::error::Failure;
use serde_json::Value;

/// Takes what is due a step further; answers how much that was.
pub async fn handle(services: &Services) -> Result<Visited, Failure> {
    due::visit_due(services).await
}

/// The function as Lambda runs it, whatever the schedule says.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Value) -> Result<Visited, Failure> + use<> {
    let services = deployed.services();
    async move |_| handle(&services).await
}
