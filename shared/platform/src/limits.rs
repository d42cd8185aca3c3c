//! Limits that guard guesses, mail and money: one strongly consistent conditional write each (behaviour 7.3).
//!
//! Where nothing can be guessed and only work is to be saved, a limit is kept in memory: each process counts for itself, and no call is made.

use crate::{source::Source, tenant::Tenant};
use domain::{
    ApplicationId, Timestamp,
    rate::{Arrival, Limit, Limited},
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Sources that one process counts at a time.
const MOST: usize = 4096;

/// What a process counts by itself: per application, limit and source.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<HashMap<(ApplicationId, &'static str, String), Arrival>>);

impl Memory {
    fn count(&self, key: (ApplicationId, &'static str, String), limit: Limit, now: Timestamp) -> Result<(), Limited> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if map.len() >= MOST && !map.contains_key(&key) {
            map.retain(|_, arrival| !arrival.forgotten_at().is_past(now));
            if map.len() >= MOST {
                map.clear();
            }
        }
        let arrival = map.entry(key).or_default();
        *arrival = arrival.count(limit, now)?;
        Ok(())
    }
}

/// Counts one event of `policy` against its source, in this process alone.
pub fn count_here(tenant: &Tenant, policy: &'static str, limit: Limit, source: &Source) -> Result<(), Failure> {
    if source.is_exempt() {
        return Ok(());
    }
    let key = (*tenant.id(), policy, source.key().to_owned());
    let counted = tenant.services().caches().sources.count(key, limit, tenant.now());
    counted.map_err(exceeded)
}

/// Counts one event of `policy` against `key`, before what it protects. A source that is exempt is not counted.
pub async fn count(tenant: &Tenant, policy: &str, key: &str, limit: Limit, source: &Source) -> Result<(), Failure> {
    if source.is_exempt() {
        return Ok(());
    }
    count_always(tenant, policy, key, limit).await
}

/// The same for limits that are not of a source.
pub async fn count_always(tenant: &Tenant, policy: &str, key: &str, limit: Limit) -> Result<(), Failure> {
    let bucket = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Rate, format!("{policy} {key}").as_bytes());
    match tenant.store().count(tenant.id(), &bucket, limit, tenant.now()).await? {
        Ok(()) => Ok(()),
        Err(limited) => Err(exceeded(limited)),
    }
}

/// The refusal of a limit.
pub fn exceeded(limited: Limited) -> Failure {
    Failure::new(
        ErrorCode::RateLimited,
        "That was too often. Wait a moment, then try again.",
    )
    .retry_after(limited.retry_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_memory_forgets_what_says_nothing_more_and_then_everything() {
        let (memory, limit) = (Memory::default(), Limit::per(1, 60));
        let now = Timestamp::from_secs(1000);
        let key = |n: usize| (ApplicationId::from_bytes([1; 16]), "policy", n.to_string());
        for n in 0..MOST {
            assert_eq!(memory.count(key(n), limit, now), Ok(()));
        }
        assert!(memory.count(key(1), limit, now).is_err());
        assert_eq!(
            memory.count(key(MOST), limit, now),
            Ok(()),
            "there is room for one more"
        );
        assert_eq!(memory.count(key(0), limit, now), Ok(()), "all is forgotten");
        let later = now.plus_secs(61);
        for n in 0..MOST {
            assert_eq!(memory.count(key(n), limit, later), Ok(()));
        }
    }
}
