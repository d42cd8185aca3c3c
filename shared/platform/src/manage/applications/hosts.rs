//! What each host of an application says: rewritten in one transaction with every change of the application, so that resolving stays one read.

use crate::{services::Services, tenant};
use domain::{
    Hostname,
    application::{Application, HostRole, HostView},
};

/// The view of the issuer's own host.
pub(crate) fn of_issuer(services: &Services, application: &Application) -> HostView {
    let hostname = tenant::issuer_hostname(services, application);
    let issuer = services.config.origin(&hostname);
    HostView {
        hostname,
        role: HostRole::Issuer,
        issuer,
        application: application.clone(),
    }
}

/// The views of all its hosts: the slug's, the active custom domains', the former issuers'.
pub(crate) fn of_all(services: &Services, application: &Application) -> Vec<HostView> {
    let mut hostnames: Vec<Hostname> = services
        .config
        .subdomain(application.slug.as_str())
        .into_iter()
        .collect();
    for hostname in &application.active_hostnames {
        if !hostnames.contains(hostname) {
            hostnames.push(hostname.clone());
        }
    }
    hostnames
        .into_iter()
        .map(|hostname| one(services, application, hostname))
        .collect()
}

fn one(services: &Services, application: &Application, hostname: Hostname) -> HostView {
    let current = tenant::issuer_hostname(services, application);
    let former = application
        .previous_issuers
        .iter()
        .rev()
        .find(|former| former.hostname == hostname);
    let (role, issuer) = if hostname == current {
        (HostRole::Issuer, services.config.origin(&current))
    } else if let Some(former) = former {
        (HostRole::FormerIssuer(former.until), former.issuer.clone())
    } else {
        (HostRole::Other, services.config.origin(&current))
    };
    HostView {
        hostname,
        role,
        issuer,
        application: application.clone(),
    }
}
