//! Applications, the views that their hosts hold, their custom domains and their keys (rules 3.3, 3.15).

use crate::{item::Item, report::Report, world::World};
use domain::{
    ApplicationId, Hostname,
    application::{Application, KeyCustody},
    signing_key::{KeyRing, KeyStatus, SigningKey},
};
use protocol::jwt::Alg;
use std::collections::BTreeSet;

const VIEWS: &str = "every host says what its application says";
const HOSTS: &str = "an application has its slug's host and its domains'";
const DOMAINS: &str = "domains agree with their application";
const RINGED: &str = "every application has its keys";
const ACTIVE: &str = "one active key per algorithm, private halves there";

pub(super) fn check(world: &World<'_>, report: &mut Report) {
    for (item, view) in &world.hosts {
        let application = world.application_of(item);
        let same = application == Some(&view.application);
        report.judge(VIEWS, item, same, "the view is not the application");
        let led = item.pk() == format!("HOST#{}", view.hostname);
        report.judge(VIEWS, item, led, "the view is of another host");
    }
    for (id, (item, application)) in &world.applications {
        let found = hosts_of(world, id);
        report.judge(
            HOSTS,
            item,
            has_all(application, &found),
            "its hosts are not those it names",
        );
        let ringed = world.rings.iter().any(|(ring, _)| ring.app() == item.app());
        report.judge(RINGED, item, ringed, "no key ring");
    }
    for (item, ring) in &world.rings {
        for alg in Alg::SIGNING {
            let active = count(ring, alg, KeyStatus::Active);
            let next = count(ring, alg, KeyStatus::Next);
            report.judge(
                ACTIVE,
                item,
                active == 1,
                format!("{active} active keys of {}", alg.as_str()),
            );
            report.judge(ACTIVE, item, next <= 1, format!("{next} next keys of {}", alg.as_str()));
        }
        let whole = ring.keys.iter().all(is_whole);
        report.judge(ACTIVE, item, whole, "a private half is missing");
        let kids: BTreeSet<_> = ring.keys.iter().map(|key| &key.kid).collect();
        report.judge(ACTIVE, item, kids.len() == ring.keys.len(), "a key is there twice");
    }
    domains(world, report);
}

fn hosts_of<'a>(world: &'a World<'_>, id: &ApplicationId) -> BTreeSet<&'a Hostname> {
    let own = world.hosts.iter().filter(|(_, view)| view.application.id == *id);
    own.map(|(_, view)| &view.hostname).collect()
}

fn has_all(application: &Application, found: &BTreeSet<&Hostname>) -> bool {
    let named = application.active_hostnames.iter().all(|host| found.contains(host));
    let mut others = found.iter().filter(|host| !application.active_hostnames.contains(host));
    let first = |host: &Hostname| host.as_str().split('.').next().map(str::to_owned);
    let (slug, more) = (others.next(), others.next());
    named && more.is_none() && slug.and_then(|host| first(host)).as_deref() == Some(application.slug.as_str())
}

fn count(ring: &KeyRing, alg: Alg, status: KeyStatus) -> usize {
    let matching = ring.keys.iter().filter(|key| key.alg == alg && key.status == status);
    matching.count()
}

fn is_whole(key: &SigningKey) -> bool {
    let half = match key.custody {
        KeyCustody::Wrapped => &key.wrapped,
        KeyCustody::Kms => &key.kms_key_id,
    };
    key.status == KeyStatus::Revoked || half.as_ref().is_some_and(|half| !half.is_empty())
}

fn domains(world: &World<'_>, report: &mut Report) {
    for (item, domain) in &world.domains {
        let Some(application) = world.application_of(item) else {
            continue;
        };
        let listed = application.active_hostnames.contains(&domain.hostname);
        let served = domain.state.is_served();
        let primary = application.primary_hostname.as_ref() == Some(&domain.hostname);
        report.judge(
            DOMAINS,
            item,
            listed || !served,
            "it is served, and the application does not know",
        );
        report.judge(
            DOMAINS,
            item,
            primary == domain.primary,
            "they disagree about the issuer",
        );
    }
    for (item, application) in world.applications.values() {
        let known = |host: &Hostname| has_domain(world, item, host);
        let good = application.active_hostnames.iter().all(known);
        report.judge(DOMAINS, item, good, "it serves a host that is no domain of its");
    }
}

fn has_domain(world: &World<'_>, application: &Item, host: &Hostname) -> bool {
    let mut own = world.domains.iter().filter(|(item, _)| item.app() == application.app());
    own.any(|(_, domain)| domain.hostname == *host && domain.state.is_served())
}
