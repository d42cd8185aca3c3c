//! Identities and providers: each has its marker and the reverse, and none is of somebody who is gone (rules 3.3; FE-01).

use crate::{report::Report, world::World};
use domain::{IdentityId, user::UserStatus};

const MARKED: &str = "every identity has its marker";
const LED: &str = "every marker of an identity leads to it";
const OWNED: &str = "every identity has a user";
const NAMED: &str = "every identity provider has its name and the reverse";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for (item, identity) in &world.identities {
        let pk = format!("APP#{}#IDN#{}", item.app(), identity.marker);
        report.judge(
            MARKED,
            item,
            world.has(item.app(), &pk, "MARK"),
            "anybody could link it again",
        );
        let user = world.user(item, &identity.user_id);
        let alive = user.is_some_and(|user| user.status != UserStatus::Deleted);
        let own = item.pk().ends_with(&format!("#{}", identity.user_id));
        report.judge(OWNED, item, alive && own, "it belongs to nobody");
    }
    for item in world.of("identity_mark") {
        let id = item.text("identity_id").parse::<IdentityId>().ok();
        let marker = item.pk().rsplit('#').next();
        let led = world.identities.iter().any(|(held, identity)| {
            held.app() == item.app() && Some(identity.id) == id && Some(identity.marker.as_str()) == marker
        });
        report.judge(LED, item, led, "it leads to nothing");
    }
    for (item, provider) in &world.providers {
        let name = format!("IDPNAME#{}", provider.name);
        report.judge(NAMED, item, world.has(item.app(), item.pk(), &name), "its name is free");
    }
    for item in world.of("idp_name") {
        let sk = format!("IDP#{}", item.text("idp_id"));
        report.judge(NAMED, item, world.has(item.app(), item.pk(), &sk), "it names nothing");
    }
}
