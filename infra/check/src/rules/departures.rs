//! Accounts on their way out: exactly those that are scheduled wait for their day, and of an erased one nothing is left but the id (behaviour 5.14).

use crate::{report::Report, world::World};
use domain::{
    Event, UserId,
    departure::{Departure, Stage},
    user::{User, UserStatus},
};
use std::collections::BTreeSet;

const WAITING: &str = "a scheduled deletion has its departure, and the reverse";
const GONE: &str = "of an erased account nothing is left but the id";
const FORGOTTEN: &str = "the audit of an erased account names nobody";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for (key, (item, user)) in &world.users {
        let departure = world.departures.get(key).map(|(_, departure)| departure);
        report.judge(
            WAITING,
            item,
            agree(user, departure),
            "the user and the departure disagree",
        );
    }
    for (key, (item, departure)) in &world.departures {
        let own = item.pk().ends_with(&format!("#{}", departure.user_id));
        let known = own && world.users.contains_key(key);
        report.judge(WAITING, item, known, "the departure of nobody");
    }
    let cleared = cleared(world);
    for item in world.items.iter().filter(|item| item.kind() != "user") {
        let whose = item.pk().rsplit_once("#USER#").map(|(_, user)| user.to_owned());
        let left = whose.is_some_and(|user| cleared.contains(&(item.app().to_owned(), user)));
        report.judge(GONE, item, !left, "it belongs to somebody who was erased");
    }
    for item in world.of("audit") {
        let Ok(mut event) = serde_json::from_str::<Event>(item.text("event")) else {
            continue;
        };
        // Whose list it is in: the same that the erasure goes through.
        let listed = item
            .text("LPK")
            .strip_suffix("#AUDIT")
            .and_then(|list| list.rsplit('#').next());
        let Some(user) = listed.filter(|user| cleared.contains(&(item.app().to_owned(), (*user).to_owned()))) else {
            continue;
        };
        report.judge(
            FORGOTTEN,
            item,
            !event.forget(user),
            "it says where they were, or what they said",
        );
    }
}

fn agree(user: &User, departure: Option<&Departure>) -> bool {
    match (user.status, departure.map(|departure| departure.stage)) {
        (UserStatus::DeletionScheduled, Some(Stage::Waiting)) => {
            user.deletion_at.is_some() && user.deletion_at == departure.map(|departure| departure.due)
        }
        (UserStatus::Deleted, Some(Stage::First | Stage::Second)) => user.deletion_at.is_none(),
        (UserStatus::DeletionScheduled, _) | (_, Some(_)) => false,
        (_, None) => user.deletion_at.is_none(),
    }
}

/// Users who were erased, and whose departure found nothing more.
fn cleared(world: &World<'_>) -> BTreeSet<(String, String)> {
    let is_cleared =
        |key: &(String, UserId), user: &User| user.status == UserStatus::Deleted && !world.departures.contains_key(key);
    let users = world.users.iter().filter(|(key, (_, user))| is_cleared(key, user));
    users.map(|((app, id), _)| (app.clone(), id.to_string())).collect()
}
