//! Clients, API keys, roles and JWT templates: tombstones stay, names are marked, what an application counts is what is there (rules 3.3, 3.15).

use crate::{item::Item, report::Report, world::World};
use domain::client::Client;
use protocol::redirect_uri;
use std::collections::{BTreeMap, BTreeSet};

const VERSIONS: &str = "the version of an item is that of its state";
const TOMBS: &str = "a deleted client is a tombstone";
const ORIGINS: &str = "an application counts the origins of its clients";
const MARKS: &str = "an application marks the tokens that its JWT templates are for";
const PAST: &str = "every JWT template has its versions, all versions a template";
const NAMES: &str = "every role has its name, every name its role";
const SHOWN: &str = "of an API key only its MAC is kept";

/// Kinds with a version of their own.
const VERSIONED: &[&str] = &[
    "api_key",
    "application",
    "client",
    "domain",
    "jwt_template",
    "jwt_template_versions",
    "key_ring",
    "leaving_site",
    "organization",
    "parked",
    "password",
    "role",
    "user",
];

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for item in world.items.iter().filter(|item| VERSIONED.contains(&item.kind())) {
        let same = item.get("v").as_u64() == item.get("version").as_u64();
        report.judge(VERSIONS, item, same, "v is not version");
    }
    for (item, client) in world.clients.values().filter(|(_, client)| client.deleted_at.is_some()) {
        let dead = !client.enabled && client.secrets.is_empty();
        report.judge(TOMBS, item, dead, "it is switched on, or keeps a secret");
    }
    for (item, key) in &world.api_keys {
        report.judge(SHOWN, item, key.mac.len() == 43, "what is kept is not a MAC");
    }
    for (item, application) in world.applications.values() {
        let same = application.client_origins == counted(world, item);
        report.judge(ORIGINS, item, same, "the origins are not those of its public clients");
    }
    templates(world, report);
    names(world, report);
}

fn templates(world: &World<'_>, report: &mut Report) {
    for (item, application) in world.applications.values() {
        let held = world.jwt_templates.iter();
        let own = held.filter(|(template, _)| template.app() == item.app());
        let (said, there) = (
            &application.jwt_templates,
            application.jwt_templates.next(own.map(|(_, one)| one)),
        );
        let same = (&said.all, &said.clients) == (&there.all, &there.clients);
        report.judge(MARKS, item, same, "the marks are not those of its templates");
    }
    for (item, template) in &world.jwt_templates {
        let past = format!("APP#{}#JWT#{}", item.app(), template.id);
        report.judge(
            PAST,
            item,
            world.has(item.app(), &past, "PAST"),
            "its versions are gone",
        );
    }
    for item in world.of("jwt_template_versions") {
        let id = item.pk().rsplit('#').next().unwrap_or_default();
        let of = world.has(item.app(), &format!("APP#{}", item.app()), &format!("JWT#{id}"));
        report.judge(PAST, item, of, "the versions of no template");
    }
}

fn counted(world: &World<'_>, application: &Item) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let own = world
        .clients
        .values()
        .filter(|(item, _)| item.app() == application.app());
    for (_, client) in own {
        for origin in origins(client) {
            *counts.entry(origin).or_insert(0) += 1;
        }
    }
    counts
}

fn origins(client: &Client) -> BTreeSet<String> {
    if client.is_confidential() || client.deleted_at.is_some() {
        return BTreeSet::new();
    }
    let uris = client.redirect_uris.iter();
    uris.filter_map(|uri| redirect_uri::origin(uri)).collect()
}

fn names(world: &World<'_>, report: &mut Report) {
    for (item, role) in &world.roles {
        let marked = world.has(item.app(), item.pk(), &format!("ROLENAME#{}", role.name));
        report.judge(NAMES, item, marked, "its name is not taken");
    }
    for item in world.of("role_name") {
        let name = item.sk().strip_prefix("ROLENAME#").unwrap_or("");
        let holder = world
            .roles
            .iter()
            .find(|(role, held)| role.app() == item.app() && held.id.to_string() == item.text("role_id"));
        report.judge(
            NAMES,
            item,
            holder.is_some_and(|(_, role)| role.name == name),
            "the name of no role",
        );
    }
}
