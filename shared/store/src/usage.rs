//! What was counted: per application and day in a few shards, each one item that is written once per batch of the stream.
//!
//! A change's events always lie in the same shard, whose item knows the newest events in it: whatever comes again is left out under the item's
//! version. So a count is read and written, not added to: an addition could not know whether it was made before (decision 24).

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys::{self, Key},
    stream::Changed,
    table::Query,
    write::Condition,
};
use domain::{
    ApplicationId, Event, EventId, Timestamp, UserId,
    usage::{self, ACTIVE, ACTIVE_IN_MONTH, Day, DayCounts, Statistics},
};
use std::collections::{BTreeMap, HashMap};

/// Items that a day is spread over. Readers take what there is, so it may be raised at any time.
const SHARDS: u8 = 4;
/// How often a count is tried when others count at the same time.
const TRIES: usize = 8;

impl Entity for DayCounts {
    const TYPE: &'static str = "day_counts";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Entity for Statistics {
    const TYPE: &'static str = "statistics";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Events by the item that counts them.
type Shards<'e> = BTreeMap<(Day, u8), Vec<(&'e Event, Vec<(&'static str, u64)>)>>;
/// Events by the person who was active by them.
type People<'e> = BTreeMap<UserId, Vec<&'e Event>>;

fn shard(changed: &Changed) -> u8 {
    let first = changed.events.first().map(|event| *event.id.as_bytes());
    first.and_then(|id| id.last().copied()).unwrap_or(0) % SHARDS
}

/// What is to be counted of these changes, by where; nothing of most.
fn sorted(changes: &[Changed]) -> (Shards<'_>, People<'_>) {
    let (mut shards, mut people) = (Shards::new(), People::new());
    for changed in changes {
        for event in &changed.events {
            let (codes, active) = (usage::codes(event), usage::active(event));
            if let Some(user) = active {
                people.entry(user).or_default().push(event);
            }
            if active.is_some() || !codes.is_empty() {
                let counted = shards.entry((Day::of(event.at), shard(changed))).or_default();
                counted.push((event, codes));
            }
        }
    }
    (shards, people)
}

fn one<T: Entity>(items: &[Item], key: &Key<T>) -> Result<Option<T>, StoreError> {
    let found = items.iter().find(|item| key.is_of(item));
    found.cloned().map(item::read).transpose()
}

impl Store {
    /// Counts the events of an application's changes; those that were counted already are left out.
    pub async fn count_usage(
        &self,
        app: &ApplicationId,
        changes: &[Changed],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (shards, people) = sorted(changes);
        if shards.is_empty() {
            return Ok(());
        }
        for _ in 0..TRIES {
            match self.try_count_usage(app, shards.clone(), &people, now).await {
                Err(StoreError::Conflict) => {}
                done => return done,
            }
        }
        Err(StoreError::Unavailable("others count at the same time".to_owned()))
    }

    /// People first: that an event opened somebody's day is kept before it is counted, and is still so when it comes again.
    async fn try_count_usage(
        &self,
        app: &ApplicationId,
        mut shards: Shards<'_>,
        people: &People<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let persons = people.keys().map(|user| keys::statistics(app, user).attributes());
        let counts = shards
            .keys()
            .map(|(day, shard)| keys::counts(app, *day, *shard).attributes());
        let found = self.table.batch_get(persons.chain(counts).collect(), true).await?;
        let mut opened: HashMap<EventId, Vec<&'static str>> = HashMap::new();
        for (user, events) in people {
            self.see(app, *user, events, &found, &mut opened).await?;
        }
        for ((day, shard), events) in &mut shards {
            for (event, codes) in events.iter_mut() {
                codes.extend(opened.remove(&event.id).into_iter().flatten().map(|code| (code, 1)));
            }
            let key = keys::counts(app, *day, *shard);
            let before = one(&found, &key)?.unwrap_or_else(|| DayCounts::empty(*day));
            if let Some(next) = before.count(events, now) {
                let put = Draft::new(&key, Some(app), &next)?.when(Condition::before(next.version));
                self.table.put(put).await?.or_conflict()?;
            }
        }
        Ok(())
    }

    /// Remembers that somebody was active, and says which events opened a day or a month of theirs.
    async fn see(
        &self,
        app: &ApplicationId,
        user: UserId,
        events: &[&Event],
        found: &[Item],
        opened: &mut HashMap<EventId, Vec<&'static str>>,
    ) -> Result<(), StoreError> {
        let key = keys::statistics(app, &user);
        let before = one(found, &key)?.unwrap_or_else(|| Statistics::of(user));
        let mut after = before.clone();
        for event in events {
            let first = after.see(event);
            let codes = [first.day.then_some(ACTIVE), first.month.then_some(ACTIVE_IN_MONTH)];
            opened.entry(event.id).or_default().extend(codes.into_iter().flatten());
        }
        if after == before {
            return Ok(());
        }
        let next = after.next();
        let put = Draft::new(&key, Some(app), &next)?.when(Condition::before(next.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// What was counted in a month (`2026-11`), a day and shard at a time.
    pub async fn counts_of_month(
        &self,
        app: &ApplicationId,
        month: &str,
        now: Timestamp,
    ) -> Result<Vec<DayCounts>, StoreError> {
        let query = Query {
            partition: keys::counts_partition(app, month),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }
}
