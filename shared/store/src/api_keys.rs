//! API keys: found by the id inside their text, compared by MAC.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    write::{Condition, Write},
};
use domain::{ApiKeyId, ApplicationId, Change, api_key::ApiKey};

impl Entity for ApiKey {
    const TYPE: &'static str = "api_key";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    pub(crate) fn draft_api_key(app: &ApplicationId, key: &ApiKey) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::api_key(app, &key.id), Some(app), key)?;
        Ok(if key.revoked_at.is_some() {
            draft
        } else {
            draft.listed(keys::index::api_keys(app), key.id)
        })
    }

    /// An API key. Strongly consistent: a revoked one must not come back.
    pub async fn api_key(&self, app: &ApplicationId, id: &ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
        self.table
            .get(keys::api_key(app, id).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// A page of the keys that were not revoked, newest first.
    pub async fn api_keys(
        &self,
        app: &ApplicationId,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<ApiKey>, StoreError> {
        self.listed(keys::index::api_keys(app), limit, start).await
    }

    /// Makes or changes keys together: a rotation writes the old and the new one.
    pub async fn save_api_keys(&self, app: &ApplicationId, changes: Vec<Change<ApiKey>>) -> Result<(), StoreError> {
        let writes = changes.iter().map(|change| {
            let put = Self::draft_api_key(app, &change.state)?
                .events(&change.events)?
                .when(Condition::before(change.state.version));
            Ok(Write::from(put))
        });
        self.table.transact(writes.collect::<Result<_, StoreError>>()?).await
    }
}
