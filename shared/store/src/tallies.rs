//! How many of a thing there were on one day (UTC): for what costs money, where "so many a day" must hold to the last one.
//!
//! The buckets of `limits` refill while the day goes on, so they let up to twice as many through; this one does not.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, number, text},
    keys,
    table::Outcome,
    write::Condition,
};
use domain::{ApplicationId, Timestamp, rate::Limited};
use serde::{Deserialize, Serialize};

const DAY_SECS: i64 = 86_400;
/// How often a tally is tried when others count at the same time.
const TRIES: usize = 8;

/// What was counted until the day ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    count: u32,
    until: Timestamp,
}

impl Entity for Tally {
    const TYPE: &'static str = "tally";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Store {
    /// Counts one of at most `most` that a day may have, before it happens; answers how many there are now.
    pub async fn count_of_day(
        &self,
        app: &ApplicationId,
        hash: &str,
        most: u32,
        now: Timestamp,
    ) -> Result<Result<u32, Limited>, StoreError> {
        let key = keys::tally(app, hash);
        let ends = Timestamp::from_secs(
            now.secs()
                .div_euclid(DAY_SECS)
                .saturating_add(1)
                .saturating_mul(DAY_SECS),
        );
        let mut found: Option<Tally> = None;
        for _ in 0..TRIES {
            let live = found.as_ref().filter(|tally| !tally.until.is_past(now));
            let before = live.map_or(0, |tally| tally.count);
            if before >= most {
                let left = ends.secs().saturating_sub(now.secs()).max(1);
                let retry_after = u32::try_from(left).unwrap_or(u32::MAX);
                return Ok(Err(Limited { retry_after }));
            }
            let next = Tally {
                count: before.saturating_add(1),
                until: ends,
            };
            let condition = live.map_or_else(|| Condition::absent_or_over(now), at);
            let put = Draft::new(&key, Some(app), &next)?.when(condition);
            match self.table.put(put).await? {
                Outcome::Done(_) => return Ok(Ok(next.count)),
                Outcome::Refused(old) => found = old.map(item::read).transpose()?,
            }
        }
        // So many at once is what the limit is for.
        Ok(Err(Limited { retry_after: 1 }))
    }
}

/// Nobody counted since.
fn at(tally: &Tally) -> Condition {
    Condition {
        expression: "#n = :n AND #end = :end".to_owned(),
        names: [("#n", "count"), ("#end", "until")]
            .map(|(name, attribute)| (name.to_owned(), attribute.to_owned()))
            .into_iter()
            .collect(),
        values: [(":n", number(tally.count)), (":end", text(tally.until))]
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect(),
    }
}
