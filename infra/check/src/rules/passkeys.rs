//! Passkeys: each has its marker and the reverse, and its user counts it (rules 3.3; WA-01).

use crate::{report::Report, world::World};
use domain::{CredentialId, UserId};
use std::collections::BTreeMap;

const MARKED: &str = "every passkey has its marker";
const LED: &str = "every marker of a passkey leads to it";
const COUNTED: &str = "a user has as many passkeys as they say";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let mut counts: BTreeMap<(String, UserId), u32> = BTreeMap::new();
    for (item, passkey) in &world.passkeys {
        let pk = format!("APP#{}#PKEY#{}", item.app(), passkey.marker);
        let marked = world.has(item.app(), &pk, "MARK");
        report.judge(MARKED, item, marked, "somebody else could have it, too");
        let own = item.pk().ends_with(&format!("#{}", passkey.user_id));
        let owned = own && world.user(item, &passkey.user_id).is_some();
        report.judge(COUNTED, item, owned, "it belongs to nobody");
        *counts.entry((item.app().to_owned(), passkey.user_id)).or_default() += 1;
    }
    for item in world.of("passkey_mark") {
        let id = item.text("passkey_id").parse::<CredentialId>().ok();
        let marker = item.pk().rsplit('#').next();
        let led = world.passkeys.iter().any(|(held, passkey)| {
            held.app() == item.app() && Some(passkey.id) == id && Some(passkey.marker.as_str()) == marker
        });
        report.judge(LED, item, led, "it leads to nothing");
    }
    for (key, (item, user)) in &world.users {
        let found = counts.get(key).copied().unwrap_or(0);
        let detail = format!("{found} where the user says {}", user.passkey_count);
        report.judge(COUNTED, item, found == user.passkey_count, detail);
    }
}
