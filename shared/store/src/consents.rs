//! What users agreed to give to third-party clients.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    table::Query,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, ClientId, UserId, consent::Consent};

impl Entity for Consent {
    const TYPE: &'static str = "consent";
}

impl Store {
    /// What a user agreed to give a client. Strongly consistent.
    pub async fn consent(
        &self,
        app: &ApplicationId,
        user: &UserId,
        client: &ClientId,
    ) -> Result<Option<Consent>, StoreError> {
        self.table
            .get(keys::consent(app, user, client).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Everything a user agreed to. Strongly consistent.
    pub async fn consents(&self, app: &ApplicationId, user: &UserId) -> Result<Vec<Consent>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("CNS#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// Remembers a consent, in place of an earlier one.
    pub async fn save_consent(&self, app: &ApplicationId, change: Change<Consent>) -> Result<(), StoreError> {
        let consent = &change.state;
        let draft = Draft::new(
            &keys::consent(app, &consent.user_id, &consent.client_id),
            Some(app),
            consent,
        )?
        .events(&change.events)?;
        let draft = draft.listed(keys::index::client_users(app, &consent.client_id), consent.user_id);
        self.table.put(draft.when(Condition::free_or_of(app))).await.map(|_| ())
    }

    /// Withdraws a consent.
    pub async fn delete_consent(&self, app: &ApplicationId, change: Change<Consent>) -> Result<(), StoreError> {
        let consent = &change.state;
        let mut writes = vec![Write::Delete {
            key: keys::consent(app, &consent.user_id, &consent.client_id).attributes(),
            condition: Condition::free_or_of(app),
        }];
        for event in &change.events {
            writes.push(Self::draft_event(app, event)?.when(Condition::absent()).into());
        }
        self.table.transact(writes).await
    }

    /// The users who agreed to a client.
    pub async fn client_consents(
        &self,
        app: &ApplicationId,
        client: &ClientId,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<Consent>, StoreError> {
        self.listed(keys::index::client_users(app, client), limit, start).await
    }
}
