//! Teams: a membership is known on both sides, somebody is an admin, an application knows the team that owns it, and one that it is offered to knows it.

use super::outbox::AUDIT_SECS;
use crate::{report::Report, world::World};
use domain::{ApplicationId, Event, event::Target, permission::TeamRole};
use std::collections::HashSet;

const BOTH: &str = "a membership is known on both sides";
const SAME: &str = "both sides of a membership say the same";
const ADMIN: &str = "a team with members has an admin";
const OFFERED: &str = "an offered application and the team it is offered to know each other";
const TOLD: &str = "an organization lists every event about it, and no other";
const OWNED: &str = "a team and its applications know each other";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for (item, member) in &world.members {
        let app = item.app();
        let sides = [
            (
                format!("APP#{app}#USER#{}", member.user_id),
                format!("MEM#{}", member.org_id),
            ),
            (
                format!("APP#{app}#ORG#{}", member.org_id),
                format!("MEM#{}", member.user_id),
            ),
        ];
        let both = sides.iter().all(|(pk, sk)| world.has(app, pk, sk));
        let team = world.organizations.contains_key(&(app.to_owned(), member.org_id));
        report.judge(BOTH, item, both, "one side is missing");
        report.judge(BOTH, item, team, "there is no such team");
        let same = world
            .members
            .iter()
            .filter(|(_, other)| (&other.org_id, &other.user_id) == (&member.org_id, &member.user_id));
        let same = same.map(|(_, other)| other).all(|other| other == member);
        report.judge(SAME, item, same, "the sides differ");
    }
    for ((app, id), (item, _)) in &world.organizations {
        let members = world
            .members
            .iter()
            .filter(|(item, member)| item.app() == app && member.org_id == *id);
        let roles: Vec<TeamRole> = members.map(|(_, member)| member.role).collect();
        let led = roles.is_empty() || roles.contains(&TeamRole::Admin);
        report.judge(ADMIN, item, led, "none of its members is an admin");
    }
    offers(world, report);
    events(world, report);
    for item in world.of("owned_application") {
        let id = item.text("application_id").parse::<ApplicationId>().ok();
        let owner = id.and_then(|id| world.applications.get(&id)?.1.owner_org_id);
        let same = owner.is_some_and(|team| item.pk().ends_with(&format!("#ORG#{team}")));
        report.judge(OWNED, item, same, "the application has another owner");
    }
    for (id, (item, application)) in &world.applications {
        let Some(team) = application.owner_org_id else { continue };
        let listed = world
            .of("owned_application")
            .any(|owned| owned.text("application_id") == id.to_string() && owned.pk().ends_with(&team.to_string()));
        report.judge(OWNED, item, listed, "its team does not know it");
    }
}

/// Those that wait for an answer. What is over, on either side, says nothing.
fn offers(world: &World<'_>, report: &mut Report) {
    let now = world.moment.now;
    let waiting = |expires_at: domain::Timestamp| !expires_at.is_past(now);
    for (id, (item, application)) in &world.applications {
        let known = |team: domain::OrganizationId| {
            let end = format!("#ORG#{team}");
            let mut waits = world.offers.iter().filter(|(_, other)| other.answered_at.is_none());
            waits.any(|(item, other)| other.application_id == *id && item.pk().ends_with(&end))
        };
        let listed = application.offered(now).is_none_or(|offer| known(offer.team));
        report.judge(OFFERED, item, listed, "the team does not know of it");
    }
    for (item, offer) in &world.offers {
        if offer.answered_at.is_some() || !waiting(offer.expires_at) {
            continue;
        }
        let team = world.applications.get(&offer.application_id);
        let team = team
            .and_then(|(_, application)| application.offered(now))
            .map(|offer| offer.team);
        let meant = team.is_some_and(|team| item.pk().ends_with(&format!("#ORG#{team}")));
        report.judge(OFFERED, item, meant, "the application is not offered to it");
    }
}

/// What an event tells the application that it moves is told to the teams where they are.
fn events(world: &World<'_>, report: &mut Report) {
    let audited = world.of("audit").filter_map(|item| {
        let event: Event = serde_json::from_str(item.text("event")).ok()?;
        let of_itself = |target: &Target| target.kind == "application" && target.id == item.app();
        (!event.target.as_ref().is_some_and(of_itself)).then_some((item, event))
    });
    let mut about = HashSet::new();
    for (item, event) in audited {
        for team in event.organizations() {
            let list = format!("APP#{}#ORG#{team}#AUDIT", item.app());
            let settled = event.at < world.moment.settled && !event.at.plus_secs(AUDIT_SECS).is_past(world.moment.now);
            let listed = !settled || world.has(item.app(), &list, &event.id.to_string());
            report.judge(TOLD, item, listed, "an organization that it names does not list it");
            about.insert((list, event.id.to_string()));
        }
    }
    for item in world.of("organization_event") {
        let known = about.contains(&(item.pk().to_owned(), item.sk().to_owned()));
        report.judge(TOLD, item, known, "there is no such event about the organization");
    }
}
