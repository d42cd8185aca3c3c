//! What happens is counted: behind the requests, by the recorder, a batch of the stream at a time. An event that comes again counts once.

use crate::changes::Changed;
use domain::Timestamp;
use protocol::error::Failure;
use std::collections::BTreeMap;
use store::Store;

/// Counts the events of these changes. Of several applications, one that fails does not keep the others from being counted.
pub async fn count(store: &Store, changes: Vec<Changed>, now: Timestamp) -> Result<(), Failure> {
    let mut by_application: BTreeMap<_, Vec<Changed>> = BTreeMap::new();
    for changed in changes {
        by_application.entry(changed.application).or_default().push(changed);
    }
    let mut outcome = Ok(());
    for (application, changes) in by_application {
        let counted = store.count_usage(&application, &changes, now).await;
        outcome = outcome.and(counted.map_err(Failure::from));
    }
    outcome
}
