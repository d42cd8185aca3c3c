//! An application's identity providers: at most a hundred, read together; a marker keeps each name unique.

use crate::{
    Store,
    error::StoreError,
    item::{Draft, Entity},
    keys,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, IdentityProviderId, identity_provider::IdentityProvider};
use serde::{Deserialize, Serialize};

impl Entity for IdentityProvider {
    const TYPE: &'static str = "idp";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Whose name this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProviderName {
    idp_id: IdentityProviderId,
}

impl Entity for ProviderName {
    const TYPE: &'static str = "idp_name";
}

impl Store {
    /// All identity providers of an application, the oldest first.
    pub async fn identity_providers(&self, app: &ApplicationId) -> Result<Vec<IdentityProvider>, StoreError> {
        self.configured(app, "IDP#").await
    }

    /// Makes or changes a provider; its name never changes. `Conflict`: the name is taken, or it was changed meanwhile.
    pub async fn save_identity_provider(
        &self,
        app: &ApplicationId,
        change: Change<IdentityProvider>,
    ) -> Result<(), StoreError> {
        let provider = &change.state;
        let draft = Draft::new(&keys::identity_provider(app, &provider.id), Some(app), provider)?;
        let put = draft.events(&change.events)?.when(Condition::before(provider.version));
        if provider.version > 1 {
            return self.table.put(put).await?.or_conflict().map(|_| ());
        }
        let name = Draft::new(
            &keys::identity_provider_name(app, &provider.name),
            Some(app),
            &ProviderName { idp_id: provider.id },
        )?;
        self.table
            .transact(vec![put.into(), name.when(Condition::absent()).into()])
            .await
    }

    /// Removes a provider; the event stays behind on the application's audit.
    pub async fn delete_identity_provider(
        &self,
        app: &ApplicationId,
        change: Change<IdentityProvider>,
    ) -> Result<(), StoreError> {
        let provider = &change.state;
        let mut writes = vec![
            Write::Delete {
                key: keys::identity_provider(app, &provider.id).attributes(),
                condition: Condition::at_version(provider.version),
            },
            Write::Delete {
                key: keys::identity_provider_name(app, &provider.name).attributes(),
                condition: Condition::present(),
            },
        ];
        for event in &change.events {
            writes.push(Self::draft_event(app, event)?.when(Condition::absent()).into());
        }
        self.table.transact(writes).await
    }
}
