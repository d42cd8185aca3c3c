//! What every item wears: application, type, version, a key without a person in it, an end with its clean-up a day later (rules 3.8, 3.10, 3.17).

use crate::{item::Item, report::Report, shape, world::World};
use domain::{ApplicationId, Timestamp};

const WORN: &str = "every item has application, type and version";
const KEYS: &str = "keys hold identifiers and digests only";
const OWN: &str = "a key begins with the item's own application";
const KNOWN: &str = "the application of every item exists";
const ENDS: &str = "ttl is the end and a day, and only then";
const SIZE: &str = "no item is larger than 128 KB";

/// How long after its end an item may linger, in seconds.
const LINGER_SECS: i64 = 86_400;
const MOST_BYTES: usize = 128 * 1024;

/// Kinds that end.
const ENDING: &[&str] = &[
    "attempts",
    "attempts_aggregate",
    "audit",
    "organization_event",
    "bucket",
    "cut",
    "day_counts",
    "device",
    "grant",
    "idempotency",
    "invitation",
    "invited",
    "job",
    "job_work",
    "mail",
    "mailbox",
    "offer",
    "parked",
    "pushed_request",
    "session",
    "email_change",
    "spent",
    "statistics",
    "suppression",
    "tally",
    "token_counts",
    "totp_setup",
    "transaction",
];

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for item in world.items {
        // The deployment's root is nobody's, and of a record that cannot be read nobody knows whose it is.
        let root = item.kind() == "root" || (item.kind() == "parked" && item.app().is_empty());
        let id = item.app().parse::<ApplicationId>();
        let worn =
            (id.is_ok() || root) && shape::is_known(item.kind()) && item.get("v").as_u64().is_some_and(|v| v > 0);
        report.judge(WORN, item, worn, missing(item, id.is_ok() || root));
        report.judge(KEYS, item, shape::fits(item), "the key is not one that its type has");
        let own = match item.pk().strip_prefix("APP#") {
            Some(rest) => rest.split('#').next() == Some(item.app()),
            None => item.pk().starts_with("HOST#") || item.pk().starts_with("PLATFORM#"),
        };
        report.judge(OWN, item, own, "the key is of another application");
        if !root {
            report.judge(
                KNOWN,
                item,
                world.application_of(item).is_some(),
                "there is no such application",
            );
        }
        report.judge(
            ENDS,
            item,
            ends(item),
            "expires_at and ttl do not fit its type or each other",
        );
        report.judge(SIZE, item, item.size() <= MOST_BYTES, format!("{} bytes", item.size()));
    }
}

fn missing(item: &Item, has_application: bool) -> &'static str {
    if !has_application {
        "no application"
    } else if !shape::is_known(item.kind()) {
        "no type that is known"
    } else {
        "no version"
    }
}

fn ends(item: &Item) -> bool {
    let ttl = item.get("ttl").as_i64();
    if !ENDING.contains(&item.kind()) {
        return ttl.is_none();
    }
    let end = Timestamp::parse(item.text("expires_at")).map(|end| end.secs().saturating_add(LINGER_SECS));
    end.is_some() && ttl == end
}
