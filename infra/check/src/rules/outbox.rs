//! The outbox is drained: what happened is in the audit, and every mail that was asked for was claimed (rules 3.17, 4.1).

use crate::{report::Report, world::World};

const RECORDED: &str = "every event is in the audit";
const MAILED: &str = "every mail that was asked for was claimed";

/// How long the audit and mail claims are kept, in seconds.
const AUDIT_SECS: i64 = 365 * 86_400;
const CLAIM_SECS: i64 = 48 * 3600;

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let now = world.moment.now;
    for (item, event) in &world.events {
        // Set aside: it is kept, waits for its time or an operator, and does not stop the others.
        let id = event.id.to_string();
        let aside = world.parked.iter().any(|(_, parked)| parked.held.events.contains(&id));
        if event.at >= world.moment.settled || aside {
            continue;
        }
        let app = item.app();
        if !event.at.plus_secs(AUDIT_SECS).is_past(now) {
            let recorded = world.has(app, &format!("APP#{app}#AUDIT#0"), &event.id.to_string());
            report.judge(
                RECORDED,
                item,
                recorded,
                format!("{} {} is not", event.kind.as_str(), event.id),
            );
        }
        if event.mail.is_some() && !event.at.plus_secs(CLAIM_SECS).is_past(now) {
            let claimed = world.has(app, &format!("APP#{app}#MAIL#{}", event.id), "MAIL");
            report.judge(MAILED, item, claimed, format!("the mail of {} was not", event.id));
        }
    }
}
