//! What was counted of a day: series that there are, hours that a day has, under the key of the day; and nobody is active twice in a month.

use crate::{item::Item, report::Report, world::World};
use domain::usage::{ACTIVE, ACTIVE_IN_MONTH, DayCounts, HOURS, SERIES};
use std::collections::BTreeMap;

const KNOWN: &str = "what is counted is a known series and an hour, under its day";
const MONTH: &str = "who is counted in a month is counted on a day of it";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let mut months: BTreeMap<&str, (&Item, u64, u64)> = BTreeMap::new();
    for item in world.of("day_counts") {
        let Ok(counts) = item.entity::<DayCounts>() else {
            report.judge(KNOWN, item, false, "it cannot be read");
            continue;
        };
        let own_key = item.pk().ends_with(&format!("#CNT#{}", counts.day.month()))
            && item.sk().starts_with(&format!("{}#", counts.day.in_month()));
        let known = counts.counts.keys().all(|key| is_known(key));
        report.judge(KNOWN, item, own_key && known, "it is of another day, or of nothing");
        let sum = |code: &str| counts.hours(code).map(|(_, count)| count).sum::<u64>();
        let (_, days, month) = months.entry(item.pk()).or_insert((item, 0, 0));
        (*days, *month) = (*days + sum(ACTIVE), *month + sum(ACTIVE_IN_MONTH));
    }
    for (item, days, month) in months.into_values() {
        report.judge(
            MONTH,
            item,
            month <= days,
            format!("{month} in the month, {days} on its days"),
        );
    }
}

fn is_known(key: &str) -> bool {
    let series = SERIES.iter().find_map(|series| key.strip_prefix(series.code));
    series
        .and_then(|hour| hour.parse::<u8>().ok())
        .is_some_and(|hour| hour < HOURS)
}
