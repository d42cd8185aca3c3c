//! The schedule of jobs: what is not over is taken further (behaviour 4.12).

pub use platform::jobs::Worked;
use platform::{Deployed, Services, jobs};
use protocol::error::Failure;
use serde_json::Value;

/// Takes jobs further; answers how many.
pub async fn handle(services: &Services) -> Result<Worked, Failure> {
    jobs::run(services).await
}

/// The function as Lambda runs it, whatever the schedule says.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Value) -> Result<Worked, Failure> + use<> {
    let services = deployed.services();
    async move |_| handle(&services).await
}
