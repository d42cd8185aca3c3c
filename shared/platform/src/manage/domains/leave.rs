//! How a domain ends: it is no longer served or held, and its site leaves the edge. What is left to do there is written down in the same transaction,
//! so that the schedule finishes it whatever happens to this process.

use super::{
    event,
    examine::{CheckError, told},
    forget, one,
};
use crate::{
    hosting::distribution::Removal,
    manage::{By, applications, applications::hosts, expect_version},
    tenant::{self, Tenant},
};
use domain::{
    Change, DomainId, Event, Hostname,
    application::{Application, HostView},
    custom_domain::{CustomDomain, LeavingSite},
    event::EventKind,
};
use protocol::error::{ErrorCode, Failure};
use store::{Departure, StoreError};

/// Removes a domain; its host leads nowhere from now on.
pub async fn remove(tenant: &Tenant, by: &By<'_>, id: &DomainId, if_match: Option<u64>) -> Result<(), Failure> {
    let domain = one(tenant, id).await?;
    expect_version(if_match, domain.version)?;
    if domain.primary {
        return Err(Failure::new(
            ErrorCode::DomainIsPrimary,
            "This domain is the issuer. Choose another issuer first.",
        ));
    }
    let served = if domain.state.is_served() {
        Some(applications::fresh(tenant).await?)
    } else {
        None
    };
    let held = domain.state.is_held();
    let event = event(tenant, by, EventKind::DomainRemoved, &domain);
    Ok(depart(tenant, Change::because(domain, event), held, true, served).await?)
}

/// Gives a domain up that was held or served until now. Where it was the issuer, the application's own host is again.
pub(super) async fn fail(tenant: &Tenant, by: &By<'_>, after: CustomDomain) -> Result<CustomDomain, CheckError> {
    let reason = after.failure.map_or("", |failure| failure.as_str());
    let failed = event(tenant, by, EventKind::DomainFailed, &after).failed(reason);
    let mut events: Vec<Event> = vec![failed.with("failure", reason)];
    let before = applications::fresh(tenant).await?;
    let mut after = after;
    if after.primary {
        let old = tenant::current_issuer(tenant.services(), &before);
        let own = tenant.services().config.subdomain(before.slug.as_str());
        let new = own.map(|host| tenant.services().config.origin(&host));
        let changed = event(tenant, by, EventKind::DomainPrimaryChanged, &after);
        events.push(changed.with("old", old).with("new", new));
        after.primary = false;
    }
    let served = Some(before).filter(|application| application.active_hostnames.contains(&after.hostname));
    let state = after.clone();
    depart(tenant, Change { state, events }, true, false, served).await?;
    Ok(after)
}

async fn depart(
    tenant: &Tenant,
    domain: Change<CustomDomain>,
    held: bool,
    removed: bool,
    served: Option<Application>,
) -> Result<(), StoreError> {
    let now = tenant.now();
    let leaving = held.then(|| LeavingSite::of(&domain.state, now));
    let application = served.map(|application| without(tenant, application, &domain.state.hostname));
    let departure = Departure {
        domain,
        removed,
        leaving: leaving.clone(),
        application,
    };
    tenant.store().depart(tenant.id(), departure).await?;
    forget(tenant);
    if let Some(site) = leaving {
        take_down(tenant, &site).await;
    }
    Ok(())
}

/// The application without one of its hosts, and what the others say now.
fn without(tenant: &Tenant, mut after: Application, hostname: &Hostname) -> (Change<Application>, Vec<HostView>) {
    after.active_hostnames.retain(|known| known != hostname);
    after.previous_issuers.retain(|known| known.hostname != *hostname);
    after.primary_hostname = after.primary_hostname.filter(|primary| primary != hostname);
    let after = after.touched(tenant.now());
    let mut views = hosts::of_all(tenant.services(), &after);
    views.retain(|view| view.hostname != *hostname);
    (Change::silent(after), views)
}

/// The first step is taken at once; the schedule takes the others, and this one if it fails.
async fn take_down(tenant: &Tenant, site: &LeavingSite) {
    match tenant.services().hosting.remove(&site.name).await {
        Ok(Removal::Leaving) => {}
        Ok(Removal::Gone) => {
            if let Err(error) = tenant.store().site_gone(tenant.id(), &site.name).await {
                tracing::warn!(%error, "a site that is gone is still written down");
            }
        }
        Err(error) => told(&error, &site.name),
    }
}

/// The schedule's step.
pub(super) async fn go_on(tenant: &Tenant, site: LeavingSite) -> Result<(), StoreError> {
    match tenant.services().hosting.remove(&site.name).await {
        Ok(Removal::Gone) => return tenant.store().site_gone(tenant.id(), &site.name).await,
        Ok(Removal::Leaving) => {}
        Err(error) => told(&error, &site.name),
    }
    tenant.store().site_asked(tenant.id(), &site.asked(tenant.now())).await
}
