//! An application's custom domains: at most ten, read together.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    table::Query,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, custom_domain::CustomDomain};

impl Entity for CustomDomain {
    const TYPE: &'static str = "domain";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    pub(crate) fn draft_domain(app: &ApplicationId, change: &Change<CustomDomain>) -> Result<Draft, StoreError> {
        Draft::new(&keys::domain(app, &change.state.hostname), Some(app), &change.state)?.events(&change.events)
    }

    /// All custom domains of an application.
    pub async fn domains(&self, app: &ApplicationId) -> Result<Vec<CustomDomain>, StoreError> {
        let query = Query {
            partition: keys::application_partition(app),
            prefix: Some("DOM#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// Adds or changes a domain that is not served.
    pub async fn save_domain(&self, app: &ApplicationId, change: Change<CustomDomain>) -> Result<(), StoreError> {
        let put = Self::draft_domain(app, &change)?.when(Condition::before(change.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Removes a domain that is not served.
    pub async fn delete_domain(&self, app: &ApplicationId, change: Change<CustomDomain>) -> Result<(), StoreError> {
        let key = keys::domain(app, &change.state.hostname).attributes();
        let mut writes = vec![Write::Delete {
            key,
            condition: Condition::at_version(change.state.version),
        }];
        for event in &change.events {
            writes.push(Self::draft_event(app, event)?.when(Condition::absent()).into());
        }
        self.table.transact(writes).await
    }
}
