//! One look at one domain: what DNS and the edge say now, and what follows from it.

use super::{event, forget, leave, routing_endpoint, save};
use crate::{
    dns::{Finding, Question, Records, Unreachable},
    hosting::distribution::{DistributionError, Site, Standing},
    mails::{self, MailKind},
    manage::{By, applications},
    tenant::Tenant,
};
use domain::{
    Change,
    custom_domain::{CustomDomain, DomainFailure, DomainState},
    event::EventKind,
};
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// Why a look came to nothing.
#[derive(Debug)]
pub(super) enum CheckError {
    /// The write was refused, or the store could not be asked.
    Store(StoreError),
    /// A resolver did not answer.
    Dns(Unreachable),
    /// Anything else.
    Other(Failure),
}

impl From<StoreError> for CheckError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for CheckError {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<CheckError> for Failure {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Store(error) => error.into(),
            CheckError::Dns(error) => Self::new(
                ErrorCode::UpstreamFailed,
                format!("DNS could not be asked: {error}. Try again."),
            ),
            CheckError::Other(failure) => failure,
        }
    }
}

/// Looks, and writes what was learnt. Answers the domain as it is now.
pub(super) async fn check(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<CustomDomain, CheckError> {
    match domain.state {
        DomainState::PendingDns | DomainState::Failed => waiting(tenant, by, domain.retried(tenant.now())).await,
        DomainState::Issuing => issuing(tenant, by, domain).await,
        DomainState::Active | DomainState::Degraded => served(tenant, by, domain).await,
    }
}

async fn look(tenant: &Tenant, domain: &CustomDomain) -> Result<Records, CheckError> {
    let question = Question {
        txt_name: domain.txt_name(),
        txt_value: domain.txt_value.clone(),
        hostname: domain.hostname.to_string(),
        cname_target: routing_endpoint(tenant),
    };
    tenant.services().dns.records(&question).await.map_err(CheckError::Dns)
}

/// What keeps it from being proven: what is not there for both resolvers.
fn unproven(records: Records) -> Option<DomainFailure> {
    [
        (records.txt, DomainFailure::TxtMissing),
        (records.route, DomainFailure::CnameMissing),
        (records.authority, DomainFailure::CaaForbids),
    ]
    .into_iter()
    .find_map(|(finding, failure)| (finding != Finding::Present).then_some(failure))
}

async fn waiting(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<CustomDomain, CheckError> {
    let now = tenant.now();
    if let Some(failure) = unproven(look(tenant, &domain).await?) {
        return settle(tenant, by, domain.not_proven(failure, now)).await;
    }
    if held_elsewhere(tenant, &domain).await? {
        return settle(tenant, by, domain.not_proven(DomainFailure::ClaimedElsewhere, now)).await;
    }
    let proven = domain.clone().proven(now);
    match tenant
        .store()
        .hold_domain(tenant.id(), Change::silent(proven.clone()))
        .await
    {
        Ok(()) => issuing(tenant, by, proven).await,
        Err(StoreError::Conflict) if held_elsewhere(tenant, &domain).await? => {
            settle(tenant, by, domain.not_proven(DomainFailure::ClaimedElsewhere, now)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Another application proved it first.
async fn held_elsewhere(tenant: &Tenant, domain: &CustomDomain) -> Result<bool, CheckError> {
    let store = tenant.store();
    let (holder, host) = tokio::join!(store.holder(&domain.hostname), store.host(&domain.hostname));
    let others = |app| app != *tenant.id();
    Ok(holder?.is_some_and(others) || host?.is_some_and(|view| others(view.application.id)))
}

async fn issuing(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<CustomDomain, CheckError> {
    let now = tenant.now();
    let name = domain.site();
    let site = Site {
        name: &name,
        hostname: &domain.hostname,
    };
    let after = match tenant.services().hosting.ensure(site).await {
        Ok(Standing::Ready) => return activate(tenant, by, domain).await,
        Ok(Standing::Pending | Standing::Occupied) => domain.still_issuing(None, now),
        Ok(Standing::NotPointed) => domain.still_issuing(Some(DomainFailure::CnameMissing), now),
        Ok(Standing::ClaimedElsewhere) => domain.failed(DomainFailure::ClaimedElsewhere, now),
        Ok(Standing::CertificateFailed) => domain.failed(DomainFailure::CertificateFailed, now),
        Err(error) => {
            told(&error, &name);
            domain.still_issuing(None, now)
        }
    };
    if after.state == DomainState::Failed {
        return leave::fail(tenant, by, after).await;
    }
    settle(tenant, by, after).await
}

/// What keeps CloudFront from being asked is the operator's business, not the customer's.
pub(super) fn told(error: &DistributionError, name: &str) {
    match error {
        DistributionError::Unavailable(why) => tracing::warn!(name, why, "a site waits for CloudFront"),
        DistributionError::Refused(why) => tracing::error!(name, why, "a site cannot be served as things are"),
    }
}

async fn activate(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<CustomDomain, CheckError> {
    let now = tenant.now();
    let mut application = applications::fresh(tenant).await?;
    if !application.active_hostnames.contains(&domain.hostname) {
        application.active_hostnames.push(domain.hostname.clone());
    }
    let active = domain.served(now);
    let verified = event(tenant, by, EventKind::DomainVerified, &active);
    save(
        tenant,
        application.touched(now),
        Change::because(active.clone(), verified),
    )
    .await?;
    Ok(active)
}

/// Saves what changes nothing but the domain itself.
async fn settle(tenant: &Tenant, by: &By<'_>, after: CustomDomain) -> Result<CustomDomain, CheckError> {
    let change = match after.failure {
        Some(failure) if after.state == DomainState::Failed => {
            let event = event(tenant, by, EventKind::DomainFailed, &after).failed(failure.as_str());
            Change::because(after.clone(), event.with("failure", failure.as_str()))
        }
        _ => Change::silent(after.clone()),
    };
    tenant.store().save_domain(tenant.id(), change).await?;
    Ok(after)
}

/// The daily look at what is served: only what both resolvers miss is missing, and CAA is the authority's business at renewal.
async fn served(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<CustomDomain, CheckError> {
    let now = tenant.now();
    let records = look(tenant, &domain).await?;
    let missing = match (records.txt, records.route) {
        (Finding::Missing, _) => Some(DomainFailure::TxtMissing),
        (_, Finding::Missing) => Some(DomainFailure::CnameMissing),
        _ => None,
    };
    let was = domain.state;
    let Some(failure) = missing else {
        let certain = (records.txt, records.route) == (Finding::Present, Finding::Present);
        if was == DomainState::Degraded && certain {
            let active = domain.served(now);
            let event = event(tenant, by, EventKind::DomainVerified, &active);
            tenant
                .store()
                .save_domain(tenant.id(), Change::because(active.clone(), event))
                .await?;
            return Ok(active);
        }
        return settle(tenant, by, domain.checked(now)).await;
    };
    let after = domain.record_lost(failure, now);
    match after.state {
        DomainState::Failed => leave::fail(tenant, by, after).await,
        DomainState::Degraded if was == DomainState::Active => degrade(tenant, by, after, failure).await,
        _ => settle(tenant, by, after).await,
    }
}

async fn degrade(
    tenant: &Tenant,
    by: &By<'_>,
    after: CustomDomain,
    failure: DomainFailure,
) -> Result<CustomDomain, CheckError> {
    let event = event(tenant, by, EventKind::DomainDegraded, &after).with("failure", failure.as_str());
    let notice = mails::notice(tenant, MailKind::DomainDegraded, after.hostname.as_str()).await?;
    let event = match notice {
        Some(sealed) => event.mailing(sealed),
        None => event,
    };
    tenant
        .store()
        .save_domain(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Nothing could be learnt: it is looked at again in its turn.
pub(super) async fn postpone(tenant: &Tenant, domain: CustomDomain) -> Result<(), StoreError> {
    let after = domain.checked(tenant.now());
    tenant.store().save_domain(tenant.id(), Change::silent(after)).await?;
    forget(tenant);
    Ok(())
}
