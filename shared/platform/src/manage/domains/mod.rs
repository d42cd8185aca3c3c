//! Custom domains: added, proven by DNS, given a certificate, made the issuer, removed (behaviour 2.3, 2.4). The first application that proves a
//! hostname holds it.
//!
//! One look at a domain is `examine::check`; a person asks for it with `verify`, the schedule (`due`) by the clock. Both may run at once: every write is
//! conditional on the version that was read, and the edge is asked by names that are fixed before.

pub mod due;
mod examine;
mod leave;
mod primary;

pub use leave::remove;
pub use primary::{clear_primary, make_primary};

use super::{By, TRIES, limit_exceeded, not_found};
use crate::tenant::Tenant;
use domain::{
    Change, DomainId, Event, Hostname, Timestamp,
    application::Application,
    custom_domain::{CustomDomain, DomainFailure, DomainState, MAX_DOMAINS},
    event::EventKind,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// A domain with the DNS records it needs, as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Domain"))]
pub struct DomainView {
    /// Its identifier.
    pub id: DomainId,
    /// The host.
    pub hostname: Hostname,
    /// Where it is in its life.
    pub state: DomainState,
    /// Why it is not served, or what is missing.
    pub failure: Option<DomainFailure>,
    /// Is it the issuer?
    pub primary: bool,
    /// Where the TXT record must be.
    pub txt_name: String,
    /// What it must say.
    pub txt_value: String,
    /// What the hostname's CNAME must be.
    pub cname_target: String,
    /// When it was proven.
    pub verified_at: Option<Timestamp>,
    /// When it was last looked at.
    pub last_checked_at: Option<Timestamp>,
    /// When it is looked at again by itself.
    pub next_check_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

/// Where hostnames point to: the routing endpoint of the deployment.
fn routing_endpoint(tenant: &Tenant) -> String {
    let services = tenant.services();
    services
        .hosting
        .routing_endpoint()
        .map_or_else(|| format!("domains.{}", services.config.platform_domain), str::to_owned)
}

fn shown(tenant: &Tenant, domain: CustomDomain) -> DomainView {
    DomainView {
        txt_name: domain.txt_name(),
        cname_target: routing_endpoint(tenant),
        next_check_at: domain.next_check(),
        id: domain.id,
        hostname: domain.hostname,
        state: domain.state,
        failure: domain.failure,
        primary: domain.primary,
        txt_value: domain.txt_value,
        verified_at: domain.verified_at,
        last_checked_at: domain.last_checked_at,
        created_at: domain.created_at,
        updated_at: domain.updated_at,
        version: domain.version,
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
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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
    let now = tenant.now();
    let id = DomainId::generate(tenant.born_at(), tenant.entropy());
    let known = tenant.store().domains(tenant.id()).await?;
    if let Some(made) = known.iter().find(|domain| domain.id == id) {
        // An earlier try of this request made it.
        return Ok(shown(tenant, made.clone()));
    }
    if known.iter().any(|domain| domain.hostname == hostname) {
        return Err(Failure::new(
            ErrorCode::AlreadyExists,
            "This application has that domain already.",
        ));
    }
    if known.len() >= MAX_DOMAINS {
        return Err(limit_exceeded("domains", MAX_DOMAINS, known.len()));
    }
    let token = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Domain, hostname.as_str().as_bytes());
    let domain = CustomDomain {
        id,
        hostname,
        state: DomainState::PendingDns,
        failure: None,
        primary: false,
        txt_value: format!("aero2-verify={token}"),
        verified_at: None,
        last_checked_at: None,
        since: None,
        round: 0,
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

/// Looks now. Records found: its certificate is asked for, and where it is at hand the host is served at once.
pub async fn verify(tenant: &Tenant, by: &By<'_>, id: &DomainId) -> Result<DomainView, Failure> {
    for _ in 0..TRIES {
        let domain = one(tenant, id).await?;
        if domain.state == DomainState::Active {
            return Ok(shown(tenant, domain));
        }
        match examine::check(tenant, by, domain).await {
            Ok(after) => return Ok(shown(tenant, after)),
            // The schedule looked at the same moment: what it wrote is looked at next.
            Err(examine::CheckError::Store(StoreError::Conflict)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Conflict.into())
}

fn event(tenant: &Tenant, by: &By<'_>, kind: EventKind, domain: &CustomDomain) -> Event {
    by.event(tenant, kind)
        .on("domain", domain.id)
        .with("hostname", domain.hostname.as_str())
}

/// Saves the application with what all its hosts say, together with a domain that is served.
async fn save(tenant: &Tenant, application: Application, domain: Change<CustomDomain>) -> Result<(), StoreError> {
    let views = super::applications::hosts::of_all(tenant.services(), &application);
    tenant
        .store()
        .save_application_and_domain(Change::silent(application), views, domain)
        .await?;
    forget(tenant);
    Ok(())
}

fn forget(tenant: &Tenant) {
    tenant.forget_application();
    tenant.services().forget_hosts();
}
