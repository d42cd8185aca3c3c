//! Sign-ins in progress, and authorization requests too long for a URL. A step is one write on the version, so a form posted twice acts once.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::Condition,
};
use domain::{ApplicationId, Timestamp, sign_in::Transaction};
use serde::{Deserialize, Serialize};

impl Entity for Transaction {
    const TYPE: &'static str = "transaction";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// A sealed request kept for its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pushed {
    sealed: String,
    until: Timestamp,
}

impl Entity for Pushed {
    const TYPE: &'static str = "pushed_request";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Store {
    /// A transaction by the hash of its id, unless it is over.
    pub async fn transaction(
        &self,
        app: &ApplicationId,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<Transaction>, StoreError> {
        let found = self.table.get(keys::transaction(app, hash).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// Begins a transaction, or takes it a step further.
    pub async fn save_transaction(
        &self,
        app: &ApplicationId,
        hash: &str,
        transaction: &Transaction,
    ) -> Result<(), StoreError> {
        let put = Draft::new(&keys::transaction(app, hash), Some(app), transaction)?
            .when(Condition::before(transaction.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Keeps a sealed request under a hash.
    pub async fn push_request(
        &self,
        app: &ApplicationId,
        hash: &str,
        sealed: String,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let put = Draft::new(&keys::pushed(app, hash), Some(app), &Pushed { sealed, until })?.when(Condition::absent());
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// A kept request.
    pub async fn pushed_request(
        &self,
        app: &ApplicationId,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let found = self.table.get(keys::pushed(app, hash).attributes(), true).await?;
        let live = found.map_or(Ok(None), |item| item::live::<Pushed>(item, now))?;
        Ok(live.map(|pushed| pushed.sealed))
    }
}
