//! What was counted of a day: series that there are, hours that a day has, under the key of the day; nobody is active twice in a month, and no sum
//! of tokens that was told is missing.

use crate::{item::Item, report::Report, world::World};
use domain::{
    event::EventKind,
    usage::{self, ACTIVE, ACTIVE_IN_MONTH, Day, DayCounts, HOURS, SERIES},
};
use std::collections::BTreeMap;

const KNOWN: &str = "what is counted is a known series and an hour, under its day";
const TOLD: &str = "every sum of tokens that was told is counted";
const MONTH: &str = "who is counted in a month is counted on a day of it";

/// By application, day, hour and series.
type Sums<'w> = BTreeMap<(&'w str, String, u8, &'static str), u64>;

fn counted<'w>(world: &World<'w>) -> Sums<'w> {
    let mut sums = Sums::new();
    let all = world
        .of("day_counts")
        .filter_map(|item| Some((item, item.entity::<DayCounts>().ok()?)));
    for (item, counts) in all {
        for code in SERIES.iter().map(|series| series.code) {
            for (hour, count) in counts.hours(code) {
                *sums
                    .entry((item.app(), counts.day.to_string(), hour, code))
                    .or_default() += count;
            }
        }
    }
    sums
}

/// What lies in the table of sums is told; of others that are told, nothing is known any more, so there may be more.
fn check_told(world: &World<'_>, report: &mut Report) {
    let (counted, mut told) = (counted(world), BTreeMap::new());
    for (item, event) in &world.events {
        let aside = world
            .parked
            .iter()
            .any(|(_, parked)| parked.held.events.contains(&event.id.to_string()));
        if event.kind != EventKind::TokenCounted || event.at >= world.moment.settled || aside {
            continue;
        }
        let (day, hour) = (Day::of(event.at).to_string(), Day::hour(event.at));
        for (code, count) in usage::codes(event) {
            let (_, sum) = told.entry((item.app(), day.clone(), hour, code)).or_insert((*item, 0));
            *sum += count;
        }
    }
    for (key, (item, sum)) in told {
        let found = counted.get(&key).copied().unwrap_or_default();
        report.judge(TOLD, item, found >= sum, format!("{found} of {sum} {}", key.3));
    }
}

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    check_told(world, report);
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
