//! Index entries say what the item says: lists and search never lead to what is gone, or miss what is there (rules 3.3).

use crate::{item::Item, report::Report, world::World};
use domain::Event;
use std::collections::BTreeMap;

const ENTRIES: &str = "index entries equal what the item says";

/// `LPK`, `LSK`, `FPK`, `FSK`; empty where there is none.
type Entries = [String; 4];

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let expected = expected(world);
    for item in world.items {
        let found = ["LPK", "LSK", "FPK", "FSK"].map(|name| item.text(name).to_owned());
        let wanted = expected.get(&(item.pk(), item.sk())).cloned().unwrap_or_default();
        report.judge(ENTRIES, item, found == wanted, differing(&found, &wanted));
    }
}

/// Names the entry that differs; never its text, which may be a name or an address.
fn differing(found: &Entries, wanted: &Entries) -> String {
    let names = ["LPK", "LSK", "FPK", "FSK"];
    let wrong = names.iter().zip(found.iter().zip(wanted)).filter(|(_, (a, b))| a != b);
    let wrong: Vec<_> = wrong
        .map(|(name, (found, wanted))| match (found.is_empty(), wanted.is_empty()) {
            (true, _) => format!("{name} is missing"),
            (_, true) => format!("{name} should not be there"),
            _ => format!("{name} is another"),
        })
        .collect();
    wrong.join(", ")
}

fn listed(partition: String, sort: impl ToString) -> Entries {
    [partition, sort.to_string(), String::new(), String::new()]
}

fn find(app: &str, what: &str, text: &str) -> String {
    let letters: String = text.chars().take(2).collect();
    format!("APP#{app}#FIND#{what}#{letters}")
}

fn expected<'a>(world: &World<'a>) -> BTreeMap<(&'a str, &'a str), Entries> {
    let mut all = BTreeMap::new();
    let mut put = |item: &'a Item, entries: Entries| {
        all.insert((item.pk(), item.sk()), entries);
    };
    for (id, (item, _)) in &world.applications {
        put(item, listed("PLATFORM#APPS#0".to_owned(), id));
    }
    for (item, client) in world.clients.values().filter(|(_, client)| client.deleted_at.is_none()) {
        put(item, listed(format!("APP#{}#CLIENTS", item.app()), client.id));
    }
    for (item, key) in world.api_keys.iter().filter(|(_, key)| key.revoked_at.is_none()) {
        put(item, listed(format!("APP#{}#KEYS", item.app()), key.id));
    }
    for (item, consent) in &world.consents {
        let partition = format!("APP#{}#CLIENT#{}#USERS", item.app(), consent.client_id);
        put(item, listed(partition, consent.user_id));
    }
    for (item, parked) in &world.parked {
        let due = |due| {
            listed(
                format!("DUE#{}", parked.consumer.as_str()),
                format!("{due}#{}", parked.id),
            )
        };
        put(item, parked.due.map_or_else(Entries::default, due));
    }
    // What the schedule looks at, by the time it is due.
    let due = |at: domain::Timestamp| listed("DUE#DOMAINS".to_owned(), at);
    for (item, domain) in &world.domains {
        put(item, domain.next_check().map_or_else(Entries::default, due));
    }
    for (item, site) in &world.leaving {
        put(item, due(site.next_check()));
    }
    for (item, user) in world.users.values() {
        put(item, of_user(item, user));
    }
    of_invitations(world, &mut put);
    for (item, departure) in world.departures.values() {
        put(item, listed("DUE#USERS".to_owned(), departure.due));
    }
    for (item, identity) in &world.identities {
        let partition = format!("APP#{}#IDP#{}#IDENTITIES", item.app(), identity.idp_id);
        put(item, listed(partition, identity.id));
    }
    for item in world.of("passkey_mark") {
        let partition = format!("APP#{}#PASSKEYS", item.app());
        put(item, listed(partition, item.text("passkey_id")));
    }
    of_jobs(world, &mut put);
    for item in world.of("email") {
        put(item, of_marker(world, item));
    }
    for item in world.of("audit") {
        put(item, of_audit(item));
    }
    all
}

/// Those to an organization are in its list.
fn of_invitations<'a>(world: &World<'a>, put: &mut impl FnMut(&'a Item, Entries)) {
    for (item, invitation) in &world.invitations {
        if let Some(org) = invitation.to.team() {
            let partition = format!("APP#{}#ORG#{org}#INVITATIONS", item.app());
            put(item, listed(partition, invitation.id));
        }
    }
}

/// Each in the list of its application; what working on it takes, in that of the schedule.
fn of_jobs<'a>(world: &World<'a>, put: &mut impl FnMut(&'a Item, Entries)) {
    for item in world.of("job") {
        put(item, listed(format!("APP#{}#JOBS", item.app()), item.text("id")));
    }
    for item in world.of("job_work") {
        put(item, listed("DUE#JOBS".to_owned(), item.text("job_id")));
    }
}

fn of_user(item: &Item, user: &domain::user::User) -> Entries {
    if user.status == domain::user::UserStatus::Deleted {
        return Entries::default();
    }
    let [list, sort, ..] = listed(format!("APP#{}#USERS#0", item.app()), user.id);
    match user.search_name() {
        Some(name) => [
            list,
            sort,
            find(item.app(), "NAME", &name),
            format!("{name}#{}", user.id),
        ],
        None => [list, sort, String::new(), String::new()],
    }
}

fn of_marker(world: &World<'_>, item: &Item) -> Entries {
    let user = item.text("user_id").parse().ok();
    let email = user.and_then(|id| world.user(item, &id)?.email.clone());
    email.map_or_else(Entries::default, |email| {
        let text = email.canonical();
        let found = format!("{text}#{}", item.text("user_id"));
        [String::new(), String::new(), find(item.app(), "EMAIL", text), found]
    })
}

/// Listed under the user it is by or about, if any; which one is the store's decision, the form is not.
fn of_audit(item: &Item) -> Entries {
    let Ok(event) = serde_json::from_str::<Event>(item.text("event")) else {
        return Entries::default();
    };
    let typed = format!("APP#{}#AUDIT#{}#0", item.app(), event.kind.as_str());
    let ids = [
        event.target.as_ref().map(|target| target.id.clone()),
        event.actor.id.clone(),
    ];
    let partition = |id: &String| format!("APP#{}#USER#{id}#AUDIT", item.app());
    let user = ids
        .iter()
        .flatten()
        .map(partition)
        .find(|partition| partition == item.text("LPK"));
    let [list, sort] = user.map_or_else(<[String; 2]>::default, |partition| [partition, event.id.to_string()]);
    [list, sort, typed, event.id.to_string()]
}
