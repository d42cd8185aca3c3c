//! What belongs to the deployment and to no application: the wrapped root.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    table::Outcome,
    write::Condition,
};
use serde::{Deserialize, Serialize};

/// The deployment's root, wrapped by KMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrappedRoot {
    pub(crate) wrapped: String,
}

impl Entity for WrappedRoot {
    const TYPE: &'static str = "root";
}

impl Store {
    /// The wrapped root, once bootstrap has made it.
    pub async fn root(&self) -> Result<Option<String>, StoreError> {
        let found = self.table.get(keys::root().attributes(), true).await?;
        found
            .map(|item| item::read::<WrappedRoot>(item).map(|root| root.wrapped))
            .transpose()
    }

    /// Keeps the first root for ever; answers the one that is kept.
    pub async fn create_root(&self, wrapped: String) -> Result<String, StoreError> {
        let draft = Draft::new(
            &keys::root(),
            None,
            &WrappedRoot {
                wrapped: wrapped.clone(),
            },
        )?;
        match self.table.put(draft.when(Condition::absent())).await? {
            Outcome::Done(_) => Ok(wrapped),
            Outcome::Refused(Some(old)) => item::read::<WrappedRoot>(old).map(|root| root.wrapped),
            Outcome::Refused(None) => Err(StoreError::Conflict),
        }
    }
}
