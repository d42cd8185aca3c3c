//! The outbox is drained: what happened is in the audit, and every mail that was asked for was claimed (rules 3.17, 4.1).

use crate::{report::Report, world::World};
use domain::{Event, EventId, ParkedId, event::EventKind, parked::Consumer};
use std::collections::{HashMap, HashSet};

const RECORDED: &str = "every event is in the audit";
const MAILED: &str = "every mail that was asked for was claimed";

/// How long the audit and mail claims are kept, in seconds.
pub(super) const AUDIT_SECS: i64 = 365 * 86_400;
const CLAIM_SECS: i64 = 48 * 3600;

/// Records that an operator discarded, from what is left of them and from the audit: what they carried is never recorded or mailed, and rightly so.
fn discarded(world: &World<'_>) -> HashSet<String> {
    let left = world.parked.iter().map(|(_, parked)| parked);
    let left = left.filter(|parked| parked.held.events.is_empty());
    let audited = world.items.iter().filter(|item| item.kind() == "audit");
    let audited = audited.filter_map(|item| serde_json::from_str::<Event>(item.text("event")).ok());
    let told = audited.filter(|event| event.kind == EventKind::PlatformRecordDiscarded);
    left.map(|parked| parked.id.to_string())
        .chain(told.filter_map(|event| Some(event.target?.id)))
        .collect()
}

/// The first event of each item: what a record of it is set aside under.
fn firsts<'w>(world: &'w World<'_>) -> HashMap<(&'w str, &'w str), &'w EventId> {
    let mut firsts = HashMap::new();
    for (item, event) in &world.events {
        firsts.entry((item.pk(), item.sk())).or_insert(&event.id);
    }
    firsts
}

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let now = world.moment.now;
    let (discarded, firsts) = (discarded(world), firsts(world));
    let is_discarded = |first: &EventId, consumer| discarded.contains(&ParkedId::of_event(first, consumer).to_string());
    for (item, event) in &world.events {
        // Set aside: it is kept, waits for its time or an operator, and does not stop the others.
        let id = event.id.to_string();
        let aside = world.parked.iter().any(|(_, parked)| parked.held.events.contains(&id));
        if event.at >= world.moment.settled || aside {
            continue;
        }
        let app = item.app();
        let first = firsts.get(&(item.pk(), item.sk())).copied().unwrap_or(&event.id);
        if event.kind.is_audited()
            && !event.at.plus_secs(AUDIT_SECS).is_past(now)
            && !is_discarded(first, Consumer::Record)
        {
            let recorded = world.has(app, &format!("APP#{app}#AUDIT#0"), &event.id.to_string());
            report.judge(
                RECORDED,
                item,
                recorded,
                format!("{} {} is not", event.kind.as_str(), event.id),
            );
        }
        let mailed = event.mail.is_some() && !event.at.plus_secs(CLAIM_SECS).is_past(now);
        if mailed && !is_discarded(first, Consumer::Deliver) {
            let claimed = world.has(app, &format!("APP#{app}#MAIL#{}", event.id), "MAIL");
            report.judge(MAILED, item, claimed, format!("the mail of {} was not", event.id));
        }
    }
}
