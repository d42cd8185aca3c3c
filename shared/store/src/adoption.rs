//! How many people have which second factor: the figures of an application, and beside them what was counted of each person.
//!
//! Whoever counts reads what was counted first and the person after that, so that a write under the version of the former never keeps an older state
//! than it found. A person's part lies outside their own partition: it is to be found when everything of theirs is gone.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Timestamp, UserId,
    adoption::{Adoption, Counted, Factors},
    factor::RecoveryCodes,
    user::User,
};

/// People who are counted in one transaction, beside the figures.
pub const COUNTED_TOGETHER: usize = 99;
/// How often a count is tried when others count at the same time.
const TRIES: usize = 8;

impl Entity for Adoption {
    const TYPE: &'static str = "adoption";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for Counted {
    const TYPE: &'static str = "counted";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    /// The figures; none where nobody was counted yet.
    pub async fn adoption(&self, app: &ApplicationId) -> Result<Option<Adoption>, StoreError> {
        let found = self.table.get(keys::adoption(app).attributes(), false).await?;
        found.map(item::read).transpose()
    }

    /// Counts what these people have now; at most [`COUNTED_TOGETHER`] of them.
    pub async fn count_adoption(
        &self,
        app: &ApplicationId,
        people: &[UserId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            match self.try_count(app, people, now).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Unavailable("others count at the same time".to_owned()))
    }

    async fn try_count(&self, app: &ApplicationId, people: &[UserId], now: Timestamp) -> Result<(), StoreError> {
        let figures = keys::adoption(app);
        let mut wanted = vec![figures.attributes()];
        wanted.extend(people.iter().map(|id| keys::counted(app, id).attributes()));
        let kept = self.table.batch_get(wanted, true).await?;
        let persons = people.iter().flat_map(|id| {
            [
                keys::user(app, id).attributes(),
                keys::recovery_codes(app, id).attributes(),
            ]
        });
        let now_there = self.table.batch_get(persons.collect(), true).await?;
        let mut all: Adoption = one(&kept, &figures)?.unwrap_or_default();
        let before = all.version;
        let mut writes: Vec<Write> = Vec::new();
        for id in people {
            let key = keys::counted(app, id);
            let counted: Option<Counted> = one(&kept, &key)?;
            let user: Option<User> = one(&now_there, &keys::user(app, id))?;
            let codes: Option<RecoveryCodes> = one(&now_there, &keys::recovery_codes(app, id))?;
            let after = user.and_then(|user| Factors::of(&user, codes.is_some()));
            let had = counted.as_ref().map(|counted| counted.factors);
            if had == after {
                continue;
            }
            all.count(had, after);
            let version = counted.map_or(0, |counted| counted.version);
            writes.push(Self::counted_write(app, id, version, after)?);
        }
        if writes.is_empty() {
            return Ok(());
        }
        let draft = Draft::new(&figures, Some(app), &all.counted(now))?;
        writes.push(draft.when(Condition::before(before.saturating_add(1))).into());
        self.table.transact(writes).await
    }

    fn counted_write(
        app: &ApplicationId,
        id: &UserId,
        version: u64,
        after: Option<Factors>,
    ) -> Result<Write, StoreError> {
        let key = keys::counted(app, id);
        let Some(factors) = after else {
            return Ok(Write::Delete {
                key: key.attributes(),
                condition: Condition::at_version(version),
            });
        };
        let next = Counted {
            user_id: *id,
            factors,
            version: version.saturating_add(1),
        };
        let draft = Draft::new(&key, Some(app), &next)?;
        Ok(draft.when(Condition::before(next.version)).into())
    }
}

fn one<T: Entity>(items: &[Item], key: &keys::Key<T>) -> Result<Option<T>, StoreError> {
    let found = items.iter().find(|item| key.is_of(item));
    found.cloned().map(item::read).transpose()
}
