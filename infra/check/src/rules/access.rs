//! Sessions and grants: none of the dead, none from the future, and one live generation of a refresh family (rules 3.6, 3.14, 3.17).

use crate::{item::Item, report::Report, world::World};
use domain::{application::Application, grant::Grant, session::Session, user::User};
use std::collections::BTreeMap;

const OWNED: &str = "every session and grant has a user";
const DEAD: &str = "no live session or grant of a dead user";
const GROWN: &str = "epochs only grow";
const ONE: &str = "one live generation per grant";
const WITH_SESSION: &str = "a grant without offline_access ends with its session";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for (item, session) in world.sessions.values() {
        let (user, application) = (world.user(item, &session.user_id), world.application_of(item));
        owned(report, item, user);
        if let (Some(user), Some(application)) = (user, application) {
            let young =
                session.epochs.user <= user.token_epoch && session.epochs.application <= application.token_epoch;
            report.judge(GROWN, item, young, "born under an epoch that is still to come");
            let live = session.is_live(application.token_epoch, world.moment.now) && session.is_of(user.token_epoch);
            report.judge(
                DEAD,
                item,
                !live || user.is_active(),
                "the session of somebody who may not sign in",
            );
        }
    }
    for (item, grant) in world.grants.values() {
        let (user, application) = (world.user(item, &grant.user_id), world.application_of(item));
        owned(report, item, user);
        if let (Some(user), Some(application)) = (user, application) {
            of_grant(world, report, item, grant, user, application);
        }
    }
    generations(world, report);
}

fn owned(report: &mut Report, item: &Item, user: Option<&User>) {
    let own = user.is_some_and(|user| item.pk().ends_with(&format!("#{}", user.id)));
    report.judge(OWNED, item, own, "it belongs to nobody");
}

fn of_grant(world: &World<'_>, report: &mut Report, item: &Item, grant: &Grant, user: &User, of: &Application) {
    let client = world
        .clients
        .get(&(item.app().to_owned(), grant.client_id))
        .map(|(_, client)| client);
    let client_epoch = client.map(|client| client.token_epoch);
    let young = grant.epochs.user <= user.token_epoch
        && grant.epochs.application <= of.token_epoch
        && client_epoch.is_some_and(|epoch| grant.epochs.client <= epoch);
    report.judge(
        GROWN,
        item,
        young,
        "born under an epoch that is still to come, or of no client",
    );
    let live = is_live(world, grant, user, of);
    report.judge(
        DEAD,
        item,
        !live || user.is_active(),
        "the grant of somebody who may not sign in",
    );
    let session = world.sessions.get(&(item.app().to_owned(), grant.session_id));
    let outlived = session.is_some_and(|(_, session)| ended_after(session, grant));
    report.judge(
        WITH_SESSION,
        item,
        !(live && !grant.offline && outlived),
        "it outlives its session",
    );
}

fn is_live(world: &World<'_>, grant: &Grant, user: &User, of: &Application) -> bool {
    grant.is_live(world.moment.now)
        && grant.epochs.user >= user.token_epoch
        && grant.epochs.application >= of.token_epoch
}

fn ended_after(session: &Session, grant: &Grant) -> bool {
    session.ended_at.is_some_and(|end| end > grant.created_at)
}

/// A refresh token belongs to one family, and a family has one that works: `current`. Its predecessor is another, and known only once it turned.
fn generations(world: &World<'_>, report: &mut Report) {
    let mut holders: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (item, grant) in world.grants.values() {
        for hash in [&grant.current, &grant.previous].into_iter().flatten() {
            *holders.entry((item.app(), hash)).or_default() += 1;
        }
    }
    for (item, grant) in world.grants.values() {
        let hashes = [&grant.current, &grant.previous];
        let alone = hashes
            .iter()
            .copied()
            .flatten()
            .all(|hash| holders.get(&(item.app(), hash.as_str())) == Some(&1));
        let turned = grant.generation > 0;
        let whole = grant.previous.is_some() == turned && grant.rotated_at.is_some() == turned;
        report.judge(ONE, item, alone, "its token works twice");
        report.judge(ONE, item, whole, "its generations do not follow each other");
    }
}
