//! Distribution tenants of CloudFront: the six operations that custom domains need, with their documented answers and errors.
//!
//! Nothing is served here. What takes minutes at AWS, a certificate and the way to the edge, happens at once or when a test says so.

pub use super::cloudfront_tenant::Tenant;
use super::cloudfront_wire::{Asked, Body, document, element, error};
use super::reply::Reply;
use domain::{Clock, Timestamp};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The one multi-tenant distribution there is.
pub const DISTRIBUTION: &str = "E2LOCALTENANTS";
/// Its one connection group.
pub const CONNECTION_GROUP: &str = "cg_local";

/// Where its hostnames point to.
pub const ROUTING_ENDPOINT: &str = "d111111abcdef8.cloudfront.net";

/// When things happen that take their time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Before the answer.
    #[default]
    Instant,
    /// When [`Cloudfront::deploy`] and [`Cloudfront::certify`] are called.
    Steered,
}

#[derive(Debug, Default)]
struct State {
    pace: Pace,
    tenants: Vec<Tenant>,
    made: u64,
    elsewhere: BTreeSet<String>,
    unpointed: BTreeSet<String>,
    forgetful: bool,
}

/// The service; clones share it.
#[derive(Clone)]
pub struct Cloudfront {
    state: Arc<Mutex<State>>,
    clock: Arc<dyn Clock>,
}

impl Cloudfront {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            state: Arc::default(),
            clock,
        }
    }

    /// Sets when things happen.
    pub fn pace(&self, pace: Pace) {
        self.state().pace = pace;
    }

    /// Another account's distribution has the hostname from now on.
    pub fn claim_elsewhere(&self, hostname: &str) {
        self.state().elsewhere.insert(hostname.to_owned());
    }

    /// Says whether CloudFront sees that the hostname's DNS leads to it; it does until told otherwise.
    pub fn points(&self, hostname: &str, here: bool) {
        let mut state = self.state();
        if here {
            state.unpointed.remove(hostname);
        } else {
            state.unpointed.insert(hostname.to_owned());
        }
    }

    /// From now on an issued certificate is not attached to its tenant unless an update asks for it.
    pub fn leave_certificates_unattached(&self) {
        self.state().forgetful = true;
    }

    /// The certificate of the hostname's tenant is now in this state (`issued`, `failed`, …).
    pub fn certify(&self, hostname: &str, status: &str) {
        let mut state = self.state();
        let attach = !state.forgetful;
        for tenant in state.tenants.iter_mut().filter(|tenant| tenant.has(hostname)) {
            tenant.certified(status, attach);
        }
    }

    /// The edge has heard of every change.
    pub fn deploy(&self) {
        self.state()
            .tenants
            .iter_mut()
            .for_each(|tenant| tenant.deployed = true);
    }

    /// The tenants there are.
    pub fn tenants(&self) -> Vec<Tenant> {
        self.state().tenants.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves one request.
    pub(super) fn serve(&self, asked: &Asked, body: &[u8]) -> Reply {
        let now = self.clock.now();
        let mut state = self.state();
        match asked.operation {
            "CreateDistributionTenant" => match Body::read(body) {
                Ok(body) => state.create(body, now),
                Err(_) => error(400, "MalformedXML", "The XML document is malformed."),
            },
            "UpdateDistributionTenant" => match Body::read(body) {
                Ok(body) => state.update(asked, body, now),
                Err(_) => error(400, "MalformedXML", "The XML document is malformed."),
            },
            "DeleteDistributionTenant" => state.delete(asked),
            "GetDistributionTenantByDomain" => state.answer(|tenant| tenant.has(&asked.of)),
            "GetManagedCertificateDetails" => state.certificate(&asked.of),
            _ => state.answer(|tenant| tenant.is_named(&asked.of)),
        }
    }
}

fn not_found() -> Reply {
    error(404, "EntityNotFound", "The entity was not found.")
}

fn invalid(message: &str) -> Reply {
    error(400, "InvalidArgument", message)
}

impl State {
    fn answer(&self, which: impl Fn(&Tenant) -> bool) -> Reply {
        let found = self.tenants.iter().find(|tenant| which(tenant));
        found.map_or_else(not_found, |tenant| tenant.answer(200))
    }

    fn certificate(&self, identifier: &str) -> Reply {
        let found = self.tenants.iter().find(|tenant| tenant.is_named(identifier));
        let Some((tenant, status)) = found.and_then(|tenant| Some((tenant, tenant.certificate.as_ref()?))) else {
            return not_found();
        };
        let inner = element("CertificateArn", &tenant.certificate_arn())
            + &element("CertificateStatus", status)
            + &element("ValidationTokenHost", "cloudfront");
        Reply::ok_text(document("ManagedCertificateDetails", &inner))
    }

    /// What is wrong with the domains of a create or an update.
    fn refusal(&self, domains: &[String], own: Option<&str>) -> Option<Reply> {
        if domains.is_empty() || domains.len() > 5 {
            return Some(invalid("Specify one to five domains."));
        }
        let known = self.tenants.iter().find(|tenant| Some(tenant.id.as_str()) == own);
        let new = domains
            .iter()
            .filter(|domain| !known.is_some_and(|tenant| tenant.has(domain)));
        if new.into_iter().any(|domain| self.unpointed.contains(domain)) {
            return Some(invalid(
                "The provided Domain Name is not valid. Could not verify Domain Name ownership. It may not be pointing to a valid CloudFront resource.",
            ));
        }
        let others = self.tenants.iter().filter(|tenant| Some(tenant.id.as_str()) != own);
        let taken = others.flat_map(|tenant| &tenant.domains).chain(&self.elsewhere);
        taken.into_iter().any(|domain| domains.contains(domain)).then(|| {
            error(
                409,
                "CNAMEAlreadyExists",
                "One or more of the CNAMEs you provided are already associated with a different resource.",
            )
        })
    }

    fn create(&mut self, body: Body, now: Timestamp) -> Reply {
        if body.distribution != DISTRIBUTION || body.connection_group != CONNECTION_GROUP {
            return not_found();
        }
        let plain = |name: &str| {
            name.bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
        };
        if !(3..=128).contains(&body.name.len()) || !plain(&body.name) {
            return invalid("The name of the distribution tenant is not valid.");
        }
        // A create whose reply was lost meets itself here: AWS documents both errors and no order between them.
        if let Some(refusal) = self.refusal(&body.domains, None) {
            return refusal;
        }
        if self.tenants.iter().any(|tenant| tenant.name == body.name) {
            return error(
                409,
                "EntityAlreadyExists",
                "The entity already exists. You must provide a unique entity.",
            );
        }
        self.made += 1;
        let mut tenant = Tenant {
            id: format!("dt_{:026}", self.made),
            name: body.name,
            domains: body.domains,
            enabled: body.enabled.unwrap_or(true),
            deployed: false,
            certificate: body.managed_certificate.map(|_| "pending-validation".to_owned()),
            attached: body.certificate,
            version: 1,
            created: now,
            modified: now,
        };
        self.hurry(&mut tenant);
        let answer = tenant.answer(201);
        self.tenants.push(tenant);
        answer
    }

    fn hurry(&self, tenant: &mut Tenant) {
        if self.pace == Pace::Instant {
            if tenant.certificate.as_deref() == Some("pending-validation") {
                tenant.certified("issued", !self.forgetful);
            }
            tenant.deployed = true;
        }
    }

    fn update(&mut self, asked: &Asked, body: Body, now: Timestamp) -> Reply {
        let Some(mut tenant) = self.tenants.iter().find(|tenant| tenant.is_named(&asked.of)).cloned() else {
            return not_found();
        };
        if let Err(refusal) = tenant.precondition(asked) {
            return refusal;
        }
        if let Some(refusal) = self.refusal(&body.domains, Some(&tenant.id)) {
            return refusal;
        }
        tenant.domains = body.domains;
        tenant.enabled = body.enabled.unwrap_or(tenant.enabled);
        tenant.attached = body.certificate;
        if body.managed_certificate.is_some() {
            tenant.certificate = Some("pending-validation".to_owned());
        }
        tenant.changed(now);
        self.hurry(&mut tenant);
        let answer = tenant.answer(200);
        if let Some(slot) = self.tenants.iter_mut().find(|slot| slot.id == tenant.id) {
            *slot = tenant;
        }
        answer
    }

    fn delete(&mut self, asked: &Asked) -> Reply {
        let Some(tenant) = self.tenants.iter().find(|tenant| tenant.is_named(&asked.of)) else {
            return not_found();
        };
        if let Err(refusal) = tenant.precondition(asked) {
            return refusal;
        }
        if tenant.enabled || !tenant.deployed {
            return error(
                409,
                "ResourceNotDisabled",
                "The specified CloudFront resource hasn't been disabled yet.",
            );
        }
        let id = tenant.id.clone();
        self.tenants.retain(|tenant| tenant.id != id);
        Reply::empty(204)
    }
}
