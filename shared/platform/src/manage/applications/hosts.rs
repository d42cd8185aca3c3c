//! What each host of an application says: rewritten in one transaction with every change of the application, so that resolving stays one read.

use crate::{services::Services, tenant};
use domain::{
    Hostname,
    application::{Application, HostRole, HostView},
};

/// The view of the issuer's own host.
pub(crate) fn of_issuer(services: &Services, application: Application) -> HostView {
    let hostname = tenant::issuer_hostname(services, &application);
    view(services, application, hostname, HostRole::Issuer)
}

/// What one host says. The one place that knows which issuer answers on it: scheme and port are the deployment's, so it is computed and not stored.
pub(crate) fn view(services: &Services, application: Application, hostname: Hostname, role: HostRole) -> HostView {
    let issuer = match role {
        HostRole::Issuer | HostRole::FormerIssuer(_) => services.config.origin(&hostname),
        HostRole::Other => tenant::current_issuer(services, &application),
    };
    HostView {
        hostname,
        role,
        issuer,
        application,
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
    let role = if hostname == current {
        HostRole::Issuer
    } else {
        former.map_or(HostRole::Other, |former| HostRole::FormerIssuer(former.until))
    };
    view(services, application.clone(), hostname, role)
}
