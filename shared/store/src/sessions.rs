//! Sessions: found by key from the cookie's stamp, listed within their user's partition.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    table::{Outcome, Query},
    write::Condition,
};
use domain::{ApplicationId, Change, SessionId, Timestamp, UserId, mailbox::Mailbox, session::Session};

impl Entity for Session {
    const TYPE: &'static str = "session";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Store {
    /// A session, unless it is over. Strongly consistent.
    pub async fn session(
        &self,
        app: &ApplicationId,
        user: &UserId,
        id: &SessionId,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let found = self.table.get(keys::session(app, user, id).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// A user's sessions that are not over, ended ones included.
    pub async fn sessions(
        &self,
        app: &ApplicationId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("SES#".into()),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }

    /// A session goes on under another secret, with the mailbox whose code was used. `Conflict`: it ended meanwhile, its secret `old` was replaced, or the
    /// code was used.
    pub async fn step_up(
        &self,
        app: &ApplicationId,
        change: Change<Session>,
        old: &str,
        mailbox: Option<(String, Mailbox)>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let session = &change.state;
        let draft = Draft::new(&keys::session(app, &session.user_id, &session.id), Some(app), session)?
            .events(&change.events)?;
        let put = draft.when(Condition::session_of(old));
        match mailbox {
            None => self.table.put(put).await?.or_conflict().map(|_| ()),
            Some((hash, mailbox)) => {
                let writes = vec![put.into(), Self::mailbox_write(app, &hash, mailbox, now)?];
                self.table.transact(writes).await
            }
        }
    }

    /// Ends a session; one that is gone already stays gone.
    pub async fn end_session(&self, app: &ApplicationId, change: Change<Session>) -> Result<(), StoreError> {
        let session = &change.state;
        let draft = Draft::new(&keys::session(app, &session.user_id, &session.id), Some(app), session)?
            .events(&change.events)?;
        match self.table.put(draft.when(Condition::present())).await? {
            Outcome::Done(_) | Outcome::Refused(_) => Ok(()),
        }
    }
}
