//! Custom domains: added, proven by DNS, made the issuer, removed (behaviour 2.3, 2.4). The first application that proves a hostname holds it.

use super::{
    By,
    applications::{self, hosts},
    expect_version, limit_exceeded, not_found,
};
use crate::{
    dns::Question,
    tenant::{self, Tenant},
};
use domain::{
    Change, DomainId, Event, Hostname, Timestamp,
    application::{Application, PreviousIssuer},
    custom_domain::{CustomDomain, DomainFailure, DomainState, MAX_DOMAINS},
    event::EventKind,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// A domain with the DNS records it needs.
#[derive(Clone, Debug, Serialize)]
pub struct DomainView {
    /// The domain.
    #[serde(flatten)]
    pub domain: CustomDomain,
    /// Where the TXT record must be.
    pub txt_name: String,
    /// What the hostname's CNAME must be.
    pub cname_target: String,
}

fn routing_endpoint(tenant: &Tenant) -> String {
    format!("domains.{}", tenant.services().config.platform_domain)
}

fn shown(tenant: &Tenant, domain: CustomDomain) -> DomainView {
    DomainView {
        txt_name: domain.txt_name(),
        cname_target: routing_endpoint(tenant),
        domain,
    }
}

/// All domains of the application, the oldest first.
pub async fn list(tenant: &Tenant) -> Result<Vec<DomainView>, Failure> {
    let mut found = tenant.store().domains(tenant.id()).await?;
    found.sort_by_key(|domain| domain.id);
    Ok(found.into_iter().map(|domain| shown(tenant, domain)).collect())
}

async fn one(tenant: &Tenant, id: &DomainId) -> Result<CustomDomain, Failure> {
    let found = tenant.store().domains(tenant.id()).await?;
    found
        .into_iter()
        .find(|domain| domain.id == *id)
        .ok_or_else(|| not_found("domain"))
}

/// One domain.
pub async fn get(tenant: &Tenant, id: &DomainId) -> Result<DomainView, Failure> {
    Ok(shown(tenant, one(tenant, id).await?))
}

/// A body of `POST /api/applications/domains`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDomain {
    /// The host.
    pub hostname: String,
}

/// Adds a hostname; it waits for its records.
pub async fn add(tenant: &Tenant, by: &By<'_>, body: &NewDomain) -> Result<DomainView, Failure> {
    let bad = |detail: &str| {
        Failure::new(ErrorCode::DomainInvalid, detail).field("hostname", ErrorCode::DomainInvalid, detail)
    };
    let hostname = Hostname::parse(&body.hostname).map_err(|error| bad(&error.to_string()))?;
    if hostname.is_within(&tenant.services().config.platform_domain) || hostname.is_public_suffix() {
        return Err(bad("Use a host name of your own, such as id.example.com."));
    }
    let known = tenant.store().domains(tenant.id()).await?;
    if known.iter().any(|domain| domain.hostname == hostname) {
        return Err(Failure::new(
            ErrorCode::AlreadyExists,
            "This application has that domain already.",
        ));
    }
    if known.len() >= MAX_DOMAINS {
        return Err(limit_exceeded("domains", MAX_DOMAINS, known.len()));
    }
    let now = tenant.now();
    let token = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Domain, hostname.as_str().as_bytes());
    let domain = CustomDomain {
        id: DomainId::generate(now, tenant.entropy()),
        hostname,
        state: DomainState::PendingDns,
        failure: None,
        primary: false,
        txt_value: format!("aero2-verify={token}"),
        verified_at: None,
        last_checked_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let event = event(tenant, by, EventKind::DomainAdded, &domain);
    tenant
        .store()
        .save_domain(tenant.id(), Change::because(domain.clone(), event))
        .await?;
    Ok(shown(tenant, domain))
}

fn event(tenant: &Tenant, by: &By<'_>, kind: EventKind, domain: &CustomDomain) -> Event {
    by.event(tenant, kind)
        .on("domain", domain.id)
        .with("hostname", domain.hostname.as_str())
}

/// Asks DNS now. Proven: served at once.
pub async fn verify(tenant: &Tenant, by: &By<'_>, id: &DomainId) -> Result<DomainView, Failure> {
    let domain = one(tenant, id).await?;
    if domain.state == DomainState::Active {
        return Ok(shown(tenant, domain));
    }
    let question = Question {
        txt_name: domain.txt_name(),
        txt_value: domain.txt_value.clone(),
        hostname: domain.hostname.to_string(),
        cname_target: routing_endpoint(tenant),
    };
    let records = tenant.services().dns.records(&question).await;
    let records = records
        .map_err(|error| Failure::new(ErrorCode::UpstreamFailed, format!("DNS could not be asked: {error}.")))?;
    let missing = if !records.txt.contains(&question.txt_value) {
        Some(DomainFailure::TxtMissing)
    } else if !records
        .cname
        .iter()
        .any(|target| target.trim_end_matches('.') == question.cname_target)
    {
        Some(DomainFailure::CnameMissing)
    } else {
        None
    };
    match missing {
        Some(failure) => failed(tenant, by, domain, failure).await,
        None => activate(tenant, by, domain).await,
    }
}

async fn failed(
    tenant: &Tenant,
    by: &By<'_>,
    domain: CustomDomain,
    failure: DomainFailure,
) -> Result<DomainView, Failure> {
    let after = domain.check_failed(failure, tenant.now());
    let change = if after.state == DomainState::Failed {
        let event = event(tenant, by, EventKind::DomainFailed, &after).failed("dns");
        Change::because(after.clone(), event)
    } else {
        Change::silent(after.clone())
    };
    tenant.store().save_domain(tenant.id(), change).await?;
    Ok(shown(tenant, after))
}

async fn activate(tenant: &Tenant, by: &By<'_>, domain: CustomDomain) -> Result<DomainView, Failure> {
    let now = tenant.now();
    let application = applications::fresh(tenant).await?;
    let mut after = application.clone();
    if !after.active_hostnames.contains(&domain.hostname) {
        after.active_hostnames.push(domain.hostname.clone());
    }
    let active = domain.clone().activate(now);
    let verified = event(tenant, by, EventKind::DomainVerified, &active);
    match save(
        tenant,
        after.touched(now),
        &[],
        Change::because(active.clone(), verified),
    )
    .await
    {
        Ok(()) => Ok(shown(tenant, active)),
        // The host leads to another application: that one proved it first.
        Err(StoreError::Conflict) if held_elsewhere(tenant, &domain.hostname).await? => {
            failed(tenant, by, domain, DomainFailure::ClaimedElsewhere).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn held_elsewhere(tenant: &Tenant, hostname: &Hostname) -> Result<bool, Failure> {
    Ok(tenant
        .store()
        .host(hostname)
        .await?
        .is_some_and(|view| view.application.id != *tenant.id()))
}

async fn save(
    tenant: &Tenant,
    application: Application,
    removed: &[Hostname],
    domain: Change<CustomDomain>,
) -> Result<(), StoreError> {
    let views = hosts::of_all(tenant.services(), &application);
    let views = views
        .into_iter()
        .filter(|view| !removed.contains(&view.hostname))
        .collect();
    tenant
        .store()
        .save_application_and_domain(Change::silent(application), views, removed, domain)
        .await?;
    tenant.forget_application();
    tenant.services().forget_hosts();
    Ok(())
}

/// Makes an active domain the issuer; the former one goes on for its grace.
pub async fn make_primary(tenant: &Tenant, by: &By<'_>, id: &DomainId) -> Result<DomainView, Failure> {
    let domain = one(tenant, id).await?;
    if domain.state != DomainState::Active {
        return Err(Failure::new(
            ErrorCode::DomainNotActive,
            "Only an active domain can become the issuer. Verify it first.",
        ));
    }
    change_primary(tenant, by, domain, true).await
}

/// The issuer goes back to the application's own host.
pub async fn clear_primary(tenant: &Tenant, by: &By<'_>) -> Result<DomainView, Failure> {
    let found = tenant
        .store()
        .domains(tenant.id())
        .await?
        .into_iter()
        .find(|domain| domain.primary);
    let domain = found.ok_or_else(|| not_found("primary domain"))?;
    change_primary(tenant, by, domain, false).await
}

async fn change_primary(
    tenant: &Tenant,
    by: &By<'_>,
    domain: CustomDomain,
    primary: bool,
) -> Result<DomainView, Failure> {
    let now = tenant.now();
    let before = applications::fresh(tenant).await?;
    if domain.primary == primary {
        return Ok(shown(tenant, domain));
    }
    let old = tenant
        .store()
        .domains(tenant.id())
        .await?
        .into_iter()
        .find(|other| other.primary && other.id != domain.id);
    let mut after = before.clone();
    after.primary_hostname = primary.then(|| domain.hostname.clone());
    retire_issuer(tenant, &before, &mut after, now);
    let mut changed = domain;
    changed.primary = primary;
    let issuers = (
        tenant::current_issuer(tenant.services(), &before),
        tenant::current_issuer(tenant.services(), &after),
    );
    let event = event(tenant, by, EventKind::DomainPrimaryChanged, &changed)
        .with("old", issuers.0)
        .with("new", issuers.1);
    let changed = changed.touched(now);
    save(tenant, after.touched(now), &[], Change::because(changed.clone(), event)).await?;
    if let Some(old) = old {
        let silent = Change::silent(CustomDomain { primary: false, ..old }.touched(now));
        tenant.store().save_domain(tenant.id(), silent).await?;
    }
    Ok(shown(tenant, changed))
}

/// The issuer that is given up is served until its grace is over; one that comes back is no longer a former one.
fn retire_issuer(tenant: &Tenant, before: &Application, after: &mut Application, now: Timestamp) {
    let former = tenant::issuer_hostname(tenant.services(), before);
    let current = tenant::issuer_hostname(tenant.services(), after);
    let until = now.plus_secs(i64::from(before.settings.issuer_grace_days) * 86_400);
    after
        .previous_issuers
        .retain(|known| known.hostname != current && known.hostname != former && !known.until.is_past(now));
    if !until.is_past(now) {
        after.previous_issuers.push(PreviousIssuer {
            issuer: tenant.services().config.origin(&former),
            hostname: former,
            until,
        });
    }
}

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
    let event = event(tenant, by, EventKind::DomainRemoved, &domain);
    if domain.state != DomainState::Active {
        return Ok(tenant
            .store()
            .delete_domain(tenant.id(), Change::because(domain, event))
            .await?);
    }
    let mut after = applications::fresh(tenant).await?;
    after.active_hostnames.retain(|known| *known != domain.hostname);
    after.previous_issuers.retain(|known| known.hostname != domain.hostname);
    let after = after.touched(tenant.now());
    let removed = [domain.hostname.clone()];
    // The domain's own item goes with the host, so what explains it travels with the application.
    let views = hosts::of_all(tenant.services(), &after)
        .into_iter()
        .filter(|view| !removed.contains(&view.hostname))
        .collect();
    tenant
        .store()
        .save_application_and_domain(Change::because(after, event), views, &removed, Change::silent(domain))
        .await?;
    tenant.forget_application();
    tenant.services().forget_hosts();
    Ok(())
}
