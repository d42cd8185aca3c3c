//! Accounts on their way out: scheduled, kept or erased together with their user, and afterwards cleaned up after, part by part (behaviour 5.14).
//!
//! A departure lies beside its user and carries the time in the list index when there is something to do. The schedule asks one index partition for
//! what is due and reads those by key, strongly: an index entry that lags behind is seen to be early and left alone, one that is missing comes later.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item, key_of, string},
    keys, schema,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Event, OrganizationId, Timestamp, UserId, departure::Departure, identity::Identity,
    organization::Member, passkey::Passkey, user::User,
};

/// What is removed in one transaction: two items of the user may take a third and a fourth elsewhere along.
const TOGETHER: i32 = 40;

impl Entity for Departure {
    const TYPE: &'static str = "departure";

    fn version(&self) -> u64 {
        self.version
    }
}

/// What is still there of an erased account.
#[derive(Clone, Debug, Default)]
pub struct Belongings {
    items: Vec<Item>,
    /// The teams among it.
    pub memberships: Vec<Member>,
}

impl Belongings {
    /// Nothing.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

fn kind(item: &Item) -> &str {
    item.get(schema::TYPE).and_then(string).unwrap_or("")
}

impl Store {
    fn draft_departure(app: &ApplicationId, departure: &Departure) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::departure(app, &departure.user_id), Some(app), departure)?;
        Ok(draft.listed(keys::index::DUE_USERS, departure.due))
    }

    fn departure_write(app: &ApplicationId, departure: &Departure, events: &[Event]) -> Result<Write, StoreError> {
        let draft = Self::draft_departure(app, departure)?.events(events)?;
        Ok(draft.when(Condition::before(departure.version)).into())
    }

    /// The account stays, and its departure goes: the user's version, in the same transaction, tells whoever erases at this moment.
    pub(crate) fn departure_removal(app: &ApplicationId, user: &UserId) -> Write {
        Write::Delete {
            key: keys::departure(app, user).attributes(),
            condition: Condition::free_or_of(app),
        }
    }

    /// Schedules the end of an account. `Conflict`: the user was changed by another request.
    pub async fn schedule_deletion(
        &self,
        app: &ApplicationId,
        user: Change<User>,
        departure: &Departure,
    ) -> Result<(), StoreError> {
        let writes = vec![
            Self::user_write(app, &user)?,
            Self::departure_write(app, departure, &[])?,
        ];
        self.table.transact(writes).await
    }

    /// Takes the end of an account back. `Conflict`: the user was changed, or erased, by another request.
    pub async fn keep_user(&self, app: &ApplicationId, user: Change<User>) -> Result<(), StoreError> {
        let writes = vec![
            Self::user_write(app, &user)?,
            Self::departure_removal(app, &user.state.id),
        ];
        self.table.transact(writes).await
    }

    /// The departure of a user, if they have one. Strongly consistent.
    pub async fn departure(&self, app: &ApplicationId, user: &UserId) -> Result<Option<Departure>, StoreError> {
        let found = self.table.get(keys::departure(app, user).attributes(), true).await?;
        found.map(item::read).transpose()
    }

    /// Makes a tombstone of a user: their password and identities go, the address is free again. The event is the departure's to carry, for a
    /// tombstone is an id and nothing else.
    pub async fn erase_user(
        &self,
        app: &ApplicationId,
        change: Change<User>,
        email_hash: Option<&str>,
        departure: &Departure,
    ) -> Result<(), StoreError> {
        let id = change.state.id;
        // An identity is linked under its user's version, so none can come in between.
        let identities = self.identities(app, &id).await?;
        let passkeys = self.passkeys(app, &id).await?;
        let removed = |key: Item| Write::Delete {
            key,
            condition: Condition::free_or_of(app),
        };
        let mut writes: Vec<Write> = vec![
            Self::user_write(app, &Change::silent(change.state))?,
            Self::departure_write(app, departure, &change.events)?,
            removed(keys::password(app, &id).attributes()),
            removed(keys::totp(app, &id).attributes()),
            removed(keys::sms(app, &id).attributes()),
            removed(keys::recovery_codes(app, &id).attributes()),
        ];
        if let Some(hash) = email_hash {
            writes.push(removed(keys::email_marker(app, hash).attributes()));
            // An invitation that waits in their mailbox names it.
            writes.extend(self.invited(app, hash).await?.into_iter().map(removed));
        }
        writes.extend(
            identities
                .iter()
                .flat_map(|identity| Self::identity_removals(app, identity)),
        );
        writes.extend(passkeys.iter().flat_map(|gone| Self::passkey_removals(app, gone)));
        self.table.transact(writes).await
    }

    /// Accounts with something to do at `now`, the longest overdue first.
    pub async fn due_departures(
        &self,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<(ApplicationId, Departure)>, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::DUE_USERS.to_owned(),
            between: Some(("0".to_owned(), now.to_string())),
            limit: Some(limit),
            ..Query::default()
        };
        let (entries, _) = self.table.query(query).await?;
        let wanted = entries.into_iter().map(key_of).collect();
        let found = self.table.batch_get(wanted, true).await?;
        Ok(found.into_iter().filter_map(|item| due(item, now)).collect())
    }

    /// Saves how far an erasure is. `Conflict`: another run was faster.
    pub async fn save_departure(&self, app: &ApplicationId, departure: &Departure) -> Result<(), StoreError> {
        let put = Self::draft_departure(app, departure)?.when(Condition::before(departure.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Forgets a departure that has nothing more to do. `Conflict`: it is another one meanwhile.
    pub async fn end_departure(&self, app: &ApplicationId, departure: &Departure) -> Result<(), StoreError> {
        let gone = Write::Delete {
            key: keys::departure(app, &departure.user_id).attributes(),
            condition: Condition::at_version(departure.version),
        };
        self.table.transact(vec![gone]).await
    }

    /// Something of what is still there of an erased user, besides the tombstone. Strongly consistent.
    pub async fn belongings(&self, app: &ApplicationId, user: &UserId) -> Result<Belongings, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            limit: Some(TOGETHER + 2),
            ..Query::default()
        };
        let (found, _) = self.table.query(query).await?;
        let mut left = Belongings::default();
        for item in found {
            match kind(&item) {
                <User as Entity>::TYPE | <Departure as Entity>::TYPE => continue,
                <Member as Entity>::TYPE => left.memberships.push(item::read(item.clone())?),
                _ => {}
            }
            left.items.push(item);
        }
        Ok(left)
    }

    /// Removes it, with what it has elsewhere: the marker of an identity, the team's side of a membership. `deserted`: teams that go with it.
    pub async fn remove_belongings(
        &self,
        app: &ApplicationId,
        left: Belongings,
        deserted: &[OrganizationId],
    ) -> Result<(), StoreError> {
        let removed = |key: Item| Write::Delete {
            key,
            condition: Condition::free_or_of(app),
        };
        let mut writes = Vec::new();
        for item in left.items {
            if kind(&item) == <Identity as Entity>::TYPE {
                writes.extend(Self::identity_removals(app, &item::read(item)?));
            } else if kind(&item) == <Passkey as Entity>::TYPE {
                writes.extend(Self::passkey_removals(app, &item::read(item)?));
            } else {
                writes.push(removed(key_of(item)));
            }
        }
        for member in &left.memberships {
            writes.push(removed(keys::member(app, &member.org_id, &member.user_id).attributes()));
        }
        for team in deserted {
            writes.push(removed(keys::organization(app, team).attributes()));
        }
        self.table.transact(writes).await
    }
}

/// One that cannot be read is told and passed over: it must not stand in the way of the others.
fn due(item: Item, now: Timestamp) -> Option<(ApplicationId, Departure)> {
    let app = item.get(schema::APP).and_then(string).and_then(|app| app.parse().ok());
    match (app, item::read::<Departure>(item)) {
        (Some(app), Ok(departure)) => Some((app, departure)).filter(|(_, departure)| departure.due.is_past(now)),
        (None, _) => {
            tracing::error!("a departure is of no application");
            None
        }
        (_, Err(error)) => {
            tracing::error!(%error, "a departure cannot be read");
            None
        }
    }
}
