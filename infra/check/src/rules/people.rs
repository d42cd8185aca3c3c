//! Users, their markers, their passwords and second factors: one never without the other (rules 3.3, 3.15).

use crate::{item::Item, report::Report, world::World};
use domain::{
    UserId,
    user::{User, UserStatus},
};
use std::collections::{BTreeMap, BTreeSet};

const MARKED: &str = "every user with an address has one marker";
const LED: &str = "every marker leads to its user";
const TOMBS: &str = "a deleted user is an id and nothing else";
const APPS: &str = "an authenticator app is there exactly when its user says so";
const CODES: &str = "recovery codes stand in for a factor";
const PASSWORDS: &str = "a password is there exactly when its user says so";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    let mut markers: BTreeMap<(String, UserId), usize> = BTreeMap::new();
    for item in world.of("email") {
        let id = item.text("user_id").parse::<UserId>().ok();
        let user = id.and_then(|id| world.user(item, &id));
        let good = user.is_some_and(|user| user.status != UserStatus::Deleted && user.email.is_some());
        report.judge(LED, item, good, "it leads to nobody, or to somebody without an address");
        if let Some(id) = id {
            *markers.entry((item.app().to_owned(), id)).or_default() += 1;
        }
    }
    let apps: BTreeSet<(String, UserId)> = world
        .of("totp")
        .filter_map(|item| Some((item.app().to_owned(), owner(item)?)))
        .collect();
    for (key, (item, user)) in &world.users {
        let (found, wanted) = (
            markers.get(key).copied().unwrap_or(0),
            usize::from(user.email.is_some()),
        );
        report.judge(
            MARKED,
            item,
            found == wanted,
            format!("{found} markers where {wanted} belong"),
        );
        let has = world.passwords.contains_key(key);
        report.judge(
            PASSWORDS,
            item,
            has == user.has_password,
            "the user and the password disagree",
        );
        let has = apps.contains(key);
        report.judge(APPS, item, has == user.has_totp, "the user and the app disagree");
        if user.status == UserStatus::Deleted {
            report.judge(TOMBS, item, is_bare(user), "something of the person is left");
        }
    }
    for item in world.of("recovery_codes") {
        let good = owner(item)
            .and_then(|id| world.user(item, &id))
            .is_some_and(User::has_second_factor);
        report.judge(CODES, item, good, "its user has no factor that they stand in for");
    }
    for item in world.of("totp") {
        let user = owner(item).and_then(|id| world.user(item, &id));
        report.judge(APPS, item, user.is_some(), "the app of nobody");
    }
    for (key, (item, _)) in &world.passwords {
        report.judge(PASSWORDS, item, world.users.contains_key(key), "the password of nobody");
    }
}

/// Whose partition an item lies in.
fn owner(item: &Item) -> Option<UserId> {
    item.pk().rsplit_once('#')?.1.parse().ok()
}

fn is_bare(user: &User) -> bool {
    let texts = [
        &user.name,
        &user.given_name,
        &user.family_name,
        &user.picture,
        &user.locale,
        &user.zoneinfo,
        &user.external_id,
        &user.terms_version,
    ];
    user.email.is_none() && texts.iter().all(|text| text.is_none()) && user.roles.is_empty() && !user.has_password
}
