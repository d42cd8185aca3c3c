//! Teams: a membership is known on both sides, and an application knows the team that owns it.

use crate::{report::Report, world::World};
use domain::ApplicationId;

const BOTH: &str = "a membership is known on both sides";
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
    }
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
