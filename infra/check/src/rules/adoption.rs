//! How many people have which second factor: the figures are the sum of what was counted, and what was counted is what people have.

use crate::{item::Item, report::Report, world::World};
use domain::adoption::{Adoption, Counted, Factors};
use std::collections::{BTreeMap, BTreeSet};

const SUM: &str = "figures of second factors are the sum of what was counted";
const TRUE: &str = "what was counted of somebody is what they have";
const ALL: &str = "everybody is counted";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let with_codes: BTreeSet<(&str, &str)> = world
        .of("recovery_codes")
        .filter_map(|item| Some((item.app(), item.pk().rsplit_once('#')?.1)))
        .collect();
    let mut sums: BTreeMap<String, Adoption> = BTreeMap::new();
    let mut counted = BTreeSet::new();
    for item in world.of("counted") {
        let Ok(mark) = item.entity::<Counted>() else {
            report.judge(TRUE, item, false, "it cannot be read");
            continue;
        };
        sums.entry(item.app().to_owned())
            .or_default()
            .count(None, Some(mark.factors));
        let user = world.user(item, &mark.user_id);
        let id = mark.user_id.to_string();
        let codes = with_codes.contains(&(item.app(), id.as_str()));
        let has = user.and_then(|user| Factors::of(user, codes));
        // A change of a moment ago is on its way.
        let settled = user.is_some_and(|user| user.updated_at < world.moment.settled);
        report.judge(TRUE, item, !settled || has == Some(mark.factors), "they have others");
        counted.insert((item.app().to_owned(), mark.user_id));
    }
    for (key, (item, user)) in &world.users {
        let wanted = user.updated_at < world.moment.settled && Factors::of(user, false).is_some();
        report.judge(ALL, item, !wanted || counted.contains(key), "this one is not");
    }
    for item in world.of("adoption") {
        let sum = sums.remove(item.app()).unwrap_or_default();
        report.judge(SUM, item, is_sum(item, &sum), "they are others");
    }
    for app in sums.keys() {
        let first = world.of("counted").find(|item| item.app() == app);
        if let Some(item) = first {
            report.judge(SUM, item, false, "there are no figures");
        }
    }
}

fn is_sum(item: &Item, sum: &Adoption) -> bool {
    item.entity::<Adoption>().is_ok_and(|kept| {
        let wanted = Adoption {
            counted_at: kept.counted_at,
            version: kept.version,
            ..sum.clone()
        };
        kept == wanted
    })
}
