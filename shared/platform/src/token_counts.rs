//! What the token endpoint answered, counted in the process and told once a minute: a write for each token would cost more than the token
//! (decision 27).
//!
//! Sums are told by whoever asks next when they are a minute old, and by a process that ends. The recorder then counts them like any event, once.

use crate::services::Services;
use domain::{
    ApplicationId, Event, Timestamp,
    event::{Actor, EventKind},
    usage,
};
use futures_util::future::join_all;
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How old sums may become while there are requests, in seconds.
const PATIENCE_SECS: i64 = 60;
/// Sums that one request tells at most, side by side: it waits for no more than one write.
const AT_ONCE: usize = 8;

const HOUR_SECS: i64 = 3600;

/// An application's tokens of one hour, counted from the epoch: what is counted later belongs to another.
type Key = (ApplicationId, i64);

/// Not told yet.
#[derive(Debug)]
enum Due {
    /// Still added to.
    Sums(Key),
    /// The table did not take it, or did not say so: told again as the same event, which counts once.
    Untold(ApplicationId, Box<Event>),
}

#[derive(Debug)]
struct Sums {
    last: Timestamp,
    by_code: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Default)]
struct Waiting {
    sums: HashMap<Key, Sums>,
    /// Oldest first, with since when.
    due: VecDeque<(Timestamp, Due)>,
}

/// What this process has counted and not told.
#[derive(Debug, Default)]
pub(crate) struct TokenCounts(Mutex<Waiting>);

impl TokenCounts {
    fn locked(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, app: &ApplicationId, code: &'static str, now: Timestamp) {
        let key = (*app, now.secs().div_euclid(HOUR_SECS));
        let mut guard = self.locked();
        let Waiting { sums, due } = &mut *guard;
        let sums = sums.entry(key).or_insert_with(|| {
            due.push_back((now, Due::Sums(key)));
            Sums {
                last: now,
                by_code: BTreeMap::new(),
            }
        });
        sums.last = now;
        let sum = sums.by_code.entry(code).or_default();
        *sum = sum.saturating_add(1);
    }

    /// Takes what has waited since `until` or longer; at most so many.
    fn take(&self, until: Timestamp, most: usize, services: &Services) -> Vec<(ApplicationId, Event)> {
        let mut guard = self.locked();
        let mut taken = Vec::new();
        while taken.len() < most && guard.due.front().is_some_and(|(since, _)| *since <= until) {
            match guard.due.pop_front() {
                Some((_, Due::Untold(app, event))) => taken.push((app, *event)),
                Some((_, Due::Sums(key))) => {
                    let sums = guard.sums.remove(&key);
                    taken.extend(sums.map(|sums| (key.0, event(&sums, services))));
                }
                None => break,
            }
        }
        taken
    }

    fn again(&self, app: ApplicationId, event: Event, now: Timestamp) {
        self.locked().due.push_back((now, Due::Untold(app, Box::new(event))));
    }
}

fn event(sums: &Sums, services: &Services) -> Event {
    let event = Event::new(
        EventKind::TokenCounted,
        Actor::system(),
        sums.last,
        services.entropy.as_ref(),
    );
    usage::telling(event, &sums.by_code)
}

/// Counts one answer, and tells what has waited long enough. What cannot be told now is told later: nobody's token depends on it.
pub(crate) async fn count(services: &Services, app: &ApplicationId, code: Option<&'static str>) {
    let (counts, now) = (&services.caches().token_counts, services.now());
    if let Some(code) = code {
        counts.add(app, code, now);
    }
    let due = counts.take(now.minus_secs(PATIENCE_SECS), AT_ONCE, services);
    if !due.is_empty() {
        // Apart, for it is rare and large, and every request would carry the room for it.
        Box::pin(tell(services, due)).await;
    }
}

/// Tells everything, and says of how many sums the table knows now: before a process ends, and where one process is all there is.
pub async fn tell_all(services: &Services) -> usize {
    let (counts, now) = (&services.caches().token_counts, services.now());
    let mut told = 0_usize;
    loop {
        let taken = counts.take(now, AT_ONCE, services);
        let wanted = taken.len();
        let done = tell(services, taken).await;
        told = told.saturating_add(done);
        if wanted == 0 || done < wanted {
            return told;
        }
    }
}

/// How many were told; the others wait again.
async fn tell(services: &Services, sums: Vec<(ApplicationId, Event)>) -> usize {
    let puts = sums
        .iter()
        .map(|(app, event)| services.store.put_token_counts(app, event));
    let outcomes = join_all(puts).await;
    let mut told = 0;
    for ((app, event), outcome) in sums.into_iter().zip(outcomes) {
        if let Err(error) = outcome {
            tracing::warn!(%error, "counts of tokens were not told; they are in a minute");
            services.caches().token_counts.again(app, event, services.now());
        } else {
            told += 1;
        }
    }
    told
}
