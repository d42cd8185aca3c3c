//! The schedule of key rotation: every hour, every key that is due.

use platform::{Deployed, Services, manage::signing_keys};
use protocol::error::Failure;
use serde::Serialize;
use serde_json::Value;

/// What the schedule did, for whoever starts it by hand.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Turned {
    /// Keys that were turned.
    pub turned: usize,
}

/// Turns what is due; answers how many keys were turned.
pub async fn handle(services: &Services) -> Result<usize, Failure> {
    signing_keys::rotate_due(services).await
}

/// The function as Lambda runs it, whatever the schedule says.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Value) -> Result<Turned, Failure> + use<> {
    let services = deployed.services();
    async move |_| handle(&services).await.map(|turned| Turned { turned })
}
