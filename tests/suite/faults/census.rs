//! How many things of each kind and state there are: what must be the same whether a request went well or was tried twice.

use crate::harness::World;
use check::{Item, Moment, Report};
use domain::usage::{ACTIVE, ACTIVE_IN_MONTH, DayCounts, SERIES};
use std::collections::{BTreeMap, BTreeSet};

/// Counts by kind, and by kind and state.
#[derive(Clone, Debug, Default)]
pub struct Census(BTreeMap<String, i64>);

/// Attributes whose value is a state.
const STATES: &[&str] = &["status", "state", "primary", "enabled", "rotated"];
/// Attributes whose presence is one.
const MARKS: &[&str] = &["revoked_at", "ended_at", "deleted_at", "accepted_at", "rev"];

impl Census {
    /// Counts, and judges what it counts.
    pub async fn take(world: &World) -> (Self, Report) {
        let items: Vec<Item> = world
            .items()
            .await
            .iter()
            .map(|item| Item::read(item).unwrap())
            .collect();
        let report = check::check(&items, Moment::drained(world.local.services.now()));
        let mut census = Self::default();
        for item in &items {
            census.count(item);
        }
        census.add("mails", i64::try_from(world.local.aws.outbox.list(None).len()).unwrap());
        census.add("messages", i64::try_from(world.local.aws.sms.list(None).len()).unwrap());
        (census, report)
    }

    fn add(&mut self, key: &str, count: i64) {
        *self.0.entry(key.to_owned()).or_default() += count;
    }

    /// What was counted of the audit's events, as often as there are such: in how many shards' items, chance decides, and who is active for the first
    /// time, the day.
    fn count_usage(&mut self, counts: &DayCounts) {
        for code in SERIES.iter().map(|series| series.code) {
            if ![ACTIVE, ACTIVE_IN_MONTH].contains(&code) {
                let counted: u64 = counts.hours(code).map(|(_, count)| count).sum();
                self.add(&format!("audit:counted as {code}"), i64::try_from(counted).unwrap());
            }
        }
    }

    fn count(&mut self, item: &Item) {
        let kind = item.kind();
        if kind == "day_counts" {
            return self.count_usage(&item.entity().unwrap());
        }
        self.add(kind, 1);
        if kind == "audit" {
            let event: serde_json::Value = serde_json::from_str(item.text("event")).unwrap();
            self.add(&format!("audit:{}", event["type"].as_str().unwrap()), 1);
        }
        for name in STATES.iter().filter(|name| !item.get(name).is_null()) {
            self.add(&format!("{kind}:{name}={}", item.get(name)), 1);
        }
        for name in MARKS.iter().filter(|name| !item.get(name).is_null()) {
            self.add(&format!("{kind}:{name}"), 1);
        }
        for name in ["gen", "tries_left"] {
            self.add(&format!("{kind}:{name}"), item.get(name).as_i64().unwrap_or(0));
        }
        self.add(&format!("{kind}:roles"), length(item, "roles"));
        self.add(&format!("{kind}:permissions"), length(item, "permissions"));
        self.add(&format!("{kind}:keys"), length(item, "keys"));
        self.add(&format!("{kind}:secrets"), length(item, "secrets"));
    }

    /// What was added since.
    pub fn until(&self, later: &Self) -> Self {
        let mut added = Self::default();
        for key in self.0.keys().chain(later.0.keys()).collect::<BTreeSet<_>>() {
            let count = later.0.get(key).unwrap_or(&0) - self.0.get(key).unwrap_or(&0);
            if count != 0 {
                added.add(key, count);
            }
        }
        added
    }

    /// Where two differ, leaving out what may.
    pub fn differences(&self, other: &Self, loose: &[&str]) -> Vec<String> {
        let may = |key: &str| {
            loose
                .iter()
                .any(|name| key == *name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')))
        };
        let keys: BTreeSet<_> = self.0.keys().chain(other.0.keys()).collect();
        keys.into_iter()
            .filter(|key| !may(key) && self.0.get(*key) != other.0.get(*key))
            .map(|key| {
                let count = |census: &Self| census.0.get(key).copied().unwrap_or(0);
                format!("{key}: {} instead of {}", count(other), count(self))
            })
            .collect()
    }
}

fn length(item: &Item, name: &str) -> i64 {
    item.get(name)
        .as_array()
        .map_or(0, |list| i64::try_from(list.len()).unwrap())
}
