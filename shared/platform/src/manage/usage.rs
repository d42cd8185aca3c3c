//! What was counted, as series over hours or days (behaviour 4.8): as true as of the moment it names.
//!
//! Months are read whole and at once, so a range costs one round trip however long it is.

use super::{all_good, invalid};
use crate::tenant::Tenant;
use domain::{
    Timestamp,
    usage::{ACTIVE, ACTIVE_IN_MONTH, Day, DayCounts, HOURS, SERIES, Series},
};
use futures_util::future::try_join_all;
use protocol::{error::Failure, params::Params};
use serde::Serialize;
use std::collections::BTreeMap;

const DAY_SECS: i64 = 86_400;
/// Days of the longest series of hours, and of days.
const MOST_DAYS_OF_HOURS: i64 = 14;
const MOST_DAYS: i64 = 366;
/// Days that are shown where nobody says from when.
const HOURLY_DAYS: i64 = 1;
const DAILY_DAYS: i64 = 30;

/// How fine the series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Granularity {
    /// An hour a value.
    Hour,
    /// A day a value.
    Day,
}

/// What to count over.
#[derive(Clone, Copy, Debug)]
pub struct UsageQuery {
    granularity: Granularity,
    from: Timestamp,
    to: Timestamp,
}

impl UsageQuery {
    /// Reads the query's parameters; a range that is too long is refused, not cut.
    pub fn read(params: &Params, now: Timestamp) -> Result<Self, Failure> {
        let mut problems = Vec::new();
        let granularity = match params.single("granularity")? {
            None | Some("day") => Granularity::Day,
            Some("hour") => Granularity::Hour,
            Some(_) => {
                problems.push(invalid("granularity", "It is hour or day."));
                Granularity::Day
            }
        };
        let mut moments = [None, None];
        for (name, found) in ["from", "to"].into_iter().zip(&mut moments) {
            let text = params.single(name)?;
            *found = text.and_then(Timestamp::parse);
            if text.is_some() && found.is_none() {
                problems.push(invalid(name, "It is not a time like 2026-01-31T12:00:00Z."));
            }
        }
        all_good(problems)?;
        let (most, usual) = match granularity {
            Granularity::Hour => (MOST_DAYS_OF_HOURS, HOURLY_DAYS),
            Granularity::Day => (MOST_DAYS, DAILY_DAYS),
        };
        let [from, to] = moments;
        let to = to.unwrap_or(now);
        let from = from.unwrap_or_else(|| to.minus_secs(usual * DAY_SECS));
        if to <= from {
            all_good(vec![invalid("from", "It is not before to.")])?;
        }
        if to.secs_since(from) > most * DAY_SECS {
            let detail = format!("At most {most} days can be counted over at this granularity.");
            all_good(vec![invalid("from", detail)])?;
        }
        Ok(Self { granularity, from, to })
    }

    /// The days that the range touches, in order.
    fn days(&self) -> Vec<Day> {
        let last = Day::of(Timestamp::from_millis(self.to.millis().saturating_sub(1)));
        let days = std::iter::successors(Some(Day::of(self.from)), |day| Some(day.next()));
        days.take_while(|day| *day <= last).collect()
    }

    /// When each value begins.
    fn buckets(&self) -> Vec<Timestamp> {
        let days = self.days();
        match self.granularity {
            Granularity::Day => days.into_iter().map(Day::start).collect(),
            Granularity::Hour => {
                let first = Day::of(self.from).hour_start(Day::hour(self.from));
                let hours = days
                    .into_iter()
                    .flat_map(|day| (0..HOURS).map(move |hour| day.hour_start(hour)));
                hours.filter(|at| *at >= first && *at < self.to).collect()
            }
        }
    }

    fn bucket(&self, day: Day, hour: u8) -> Timestamp {
        match self.granularity {
            Granularity::Day => day.start(),
            Granularity::Hour => day.hour_start(hour),
        }
    }
}

/// One line of a chart.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UsageSeries"))]
pub struct SeriesView {
    /// What was counted.
    metric: &'static str,
    /// Which part of it; null where it has no parts.
    by: Option<&'static str>,
    /// All of the values; null where they cannot be added up: who is active on two days is one person.
    total: Option<u64>,
    /// One for each of `buckets`.
    values: Vec<u64>,
}

/// The people who were active in a month.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UsageMonth"))]
pub struct MonthView {
    /// `2026-11`
    month: String,
    /// How many, each once.
    active_users: u64,
}

/// What was counted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Usage"))]
pub struct UsageView {
    granularity: Granularity,
    /// The first value's beginning.
    from: Timestamp,
    /// Nothing from then on is in it.
    to: Timestamp,
    /// When something in it was counted last; null where nothing was.
    as_of: Option<Timestamp>,
    /// When each value begins, in UTC.
    buckets: Vec<Timestamp>,
    series: Vec<SeriesView>,
    /// Every month that the range touches, whole.
    months: Vec<MonthView>,
}

/// What was counted of an application.
pub async fn figures(tenant: &Tenant, query: &UsageQuery) -> Result<UsageView, Failure> {
    let mut months: Vec<String> = query.days().into_iter().map(Day::month).collect();
    months.dedup();
    let now = tenant.now();
    let reads = months
        .iter()
        .map(|month| tenant.store().counts_of_month(tenant.id(), month, now));
    let found = try_join_all(reads).await?;
    let per_month = months.into_iter().zip(&found).map(|(month, counts)| MonthView {
        month,
        active_users: sum(counts, ACTIVE_IN_MONTH),
    });
    let months = per_month.collect();
    let days = query.days();
    let in_range: Vec<&DayCounts> = found
        .iter()
        .flatten()
        .filter(|counts| days.contains(&counts.day))
        .collect();
    let buckets = query.buckets();
    let series = SERIES.iter().filter(|series| is_shown(series, query.granularity));
    let series = series.map(|one| series_of(one, query, &buckets, &in_range)).collect();
    Ok(UsageView {
        granularity: query.granularity,
        from: buckets.first().copied().unwrap_or(query.from),
        to: query.to,
        as_of: in_range.iter().map(|counts| counts.counted_at).max(),
        buckets,
        series,
        months,
    })
}

fn sum(counts: &[DayCounts], code: &str) -> u64 {
    let values = counts.iter().flat_map(|counts| counts.hours(code));
    values.map(|(_, count)| count).fold(0, u64::saturating_add)
}

/// People are counted once a day, so an hour cannot say who was active in it; of a month the sum is told.
fn is_shown(series: &Series, granularity: Granularity) -> bool {
    series.code != ACTIVE_IN_MONTH && (series.code != ACTIVE || granularity == Granularity::Day)
}

fn series_of(series: &Series, query: &UsageQuery, buckets: &[Timestamp], counts: &[&DayCounts]) -> SeriesView {
    let mut values: BTreeMap<Timestamp, u64> = buckets.iter().map(|at| (*at, 0)).collect();
    for counts in counts {
        for (hour, count) in counts.hours(series.code) {
            if let Some(value) = values.get_mut(&query.bucket(counts.day, hour)) {
                *value = value.saturating_add(count);
            }
        }
    }
    let values: Vec<u64> = values.into_values().collect();
    let total = values.iter().copied().fold(0, u64::saturating_add);
    SeriesView {
        metric: series.metric,
        by: series.by,
        total: (series.code != ACTIVE).then_some(total),
        values,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use protocol::error::ErrorCode;

    fn read(pairs: &[(&str, &str)]) -> Result<UsageQuery, Failure> {
        let now = Timestamp::parse("2026-11-28T10:30:00Z").unwrap();
        UsageQuery::read(&Params::from_pairs(pairs.iter().copied()), now)
    }

    #[test]
    fn a_range_is_whole_hours_or_days() {
        let hours = read(&[("granularity", "hour")]).unwrap().buckets();
        assert_eq!(
            (hours.len(), hours.first().unwrap().to_string().as_str()),
            (25, "2026-11-27T10:00:00.000Z")
        );
        let day = [("from", "2026-11-01T00:00:00Z"), ("to", "2026-12-01T00:00:00Z")];
        assert_eq!(
            read(&day).unwrap().buckets().len(),
            30,
            "what begins at its end is not in it"
        );
        assert_eq!(read(&[]).unwrap().buckets().len(), 31);
    }

    #[test]
    fn a_range_that_is_none_or_too_long_is_refused() {
        for (bad, field) in [
            (vec![("granularity", "week")], "granularity"),
            (vec![("from", "yesterday")], "from"),
            (vec![("to", "2026-11-31")], "to"),
            (vec![("from", "2026-11-28T10:30:00Z")], "from"),
            (vec![("from", "2025-11-27T00:00:00Z")], "from"),
            (vec![("granularity", "hour"), ("from", "2026-11-14T10:00:00Z")], "from"),
        ] {
            let failure = read(&bad).unwrap_err();
            assert_eq!(failure.code, ErrorCode::ValidationError, "{bad:?}");
            assert_eq!(failure.fields.first().unwrap().field, field, "{bad:?}");
        }
    }
}
