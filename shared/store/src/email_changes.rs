//! An account moves to another address, or back: user, markers, mailbox and the change itself in one transaction.

use crate::{
    Store,
    error::StoreError,
    factors::FactorWrites,
    item::{self, Draft, Entity},
    keys,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Event, Timestamp, UserId, email_change::EmailChange, identity::Identity, mailbox::Mailbox,
    passkey::Passkey, user::User,
};

impl Entity for EmailChange {
    const TYPE: &'static str = "email_change";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// What is written when an account moves.
#[derive(Clone, Debug)]
pub struct Move<'a> {
    /// The user at the new address.
    pub user: Change<User>,
    /// The hash of the address before.
    pub from: Option<&'a str>,
    /// The hash of the address after.
    pub to: &'a str,
    /// The mailbox whose code was used, under the hash of its address.
    pub mailbox: Option<(&'a str, Mailbox)>,
    /// The change that was confirmed, one version on.
    pub confirmed: Option<EmailChange>,
    /// The changes that were taken back.
    pub forgotten: &'a [EmailChange],
    /// The links to providers that go with it.
    pub ended_identities: &'a [Identity],
    /// The factors that go with it.
    pub factors: FactorWrites,
    /// The passkeys that go with it.
    pub ended_passkeys: &'a [Passkey],
    /// Whether the password goes: whoever moved the account may know it.
    pub without_password: bool,
}

impl Store {
    /// The changes of a user's address that can still be confirmed or undone. Strongly consistent.
    pub async fn email_changes(
        &self,
        app: &ApplicationId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<EmailChange>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("MOVE#".into()),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }

    /// Notes that an account shall move.
    pub async fn save_email_change(
        &self,
        app: &ApplicationId,
        change: &EmailChange,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let key = keys::email_change(app, &change.user_id, &change.undo);
        let put = Draft::new(&key, Some(app), change)?
            .events(events)?
            .when(Condition::absent());
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Moves an account. `Conflict`: the address is taken, or something of it was changed by another request.
    pub async fn move_user(&self, app: &ApplicationId, done: Move<'_>, now: Timestamp) -> Result<(), StoreError> {
        let id = done.user.state.id;
        let mut writes = Self::address_writes(app, done.user, done.from, done.to)?;
        if let Some((hash, mailbox)) = done.mailbox {
            writes.push(Self::mailbox_write(app, hash, mailbox, now)?);
        }
        if let Some(change) = &done.confirmed {
            let before = Condition::before(change.version);
            let key = keys::email_change(app, &id, &change.undo);
            writes.push(Draft::new(&key, Some(app), change)?.when(before).into());
        }
        writes.extend(done.forgotten.iter().map(|change| Write::Delete {
            key: keys::email_change(app, &id, &change.undo).attributes(),
            condition: Condition::present(),
        }));
        writes.extend(Self::identity_parts(app, &[], done.ended_identities)?);
        writes.extend(Self::factor_parts(app, &id, &done.factors)?);
        writes.extend(
            done.ended_passkeys
                .iter()
                .flat_map(|gone| Self::passkey_removals(app, gone)),
        );
        if done.without_password {
            writes.push(Write::Delete {
                key: keys::password(app, &id).attributes(),
                condition: Condition::free_or_of(app),
            });
        }
        self.table.transact(writes).await
    }
}
