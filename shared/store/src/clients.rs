//! OAuth clients: one item each, listed newest first. A deleted one stays as a tombstone, so its id is never issued again.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    write::Condition,
};
use domain::{ApplicationId, Change, ClientId, client::Client};

impl Entity for Client {
    const TYPE: &'static str = "client";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    pub(crate) fn draft_client(app: &ApplicationId, client: &Client) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::client(app, &client.id), Some(app), client)?;
        Ok(if client.deleted_at.is_some() {
            draft
        } else {
            draft.listed(keys::index::clients(app), client.id)
        })
    }

    /// A client, live or deleted: an eventual read, repeated strongly before the answer is "none" (decision 27).
    pub async fn client(&self, app: &ApplicationId, id: &ClientId) -> Result<Option<Client>, StoreError> {
        let key = keys::client(app, id).attributes();
        let found = match self.table.get(key.clone(), false).await? {
            Some(found) => Some(found),
            None => self.table.get(key, true).await?,
        };
        found.map(item::read).transpose()
    }

    /// A page of the live clients, newest first.
    pub async fn clients(
        &self,
        app: &ApplicationId,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<Client>, StoreError> {
        self.listed(keys::index::clients(app), limit, start).await
    }

    /// Makes, changes or deletes a client.
    pub async fn save_client(&self, app: &ApplicationId, change: Change<Client>) -> Result<(), StoreError> {
        let put = Self::draft_client(app, &change.state)?
            .events(&change.events)?
            .when(Condition::before(change.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }
}
