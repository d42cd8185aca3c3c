//! What a deployment is told about itself: typed, complete, or the process refuses to start.

use domain::{Email, Hostname, Secret, application::KeyCustody};

/// The deployment's parameters (behaviour 2.5). Hosts in mails, issuers and links come from here and from the tenant's configuration only.
#[derive(Clone, Debug)]
pub struct Config {
    /// The platform domain `{pd}`; `localhost` on a laptop.
    pub platform_domain: Hostname,
    /// How our origins begin: `https` but on a laptop.
    pub scheme: Scheme,
    /// The port in our origins, when it is not the scheme's own.
    pub port: Option<u16>,
    /// Who is invited to be the first operator.
    pub operator_email: Email,
    /// The sender of every mail.
    pub mail_from: Email,
    /// The name shown for the deployment's own application.
    pub platform_name: String,
    /// How the edge proves itself; absent on a laptop, where there is none.
    pub edge_secret: Option<Secret<String>>,
    /// Where the signing keys of new applications live.
    pub key_custody: KeyCustody,
    /// Whether SMS can leave at all: the deployment has something to send them from.
    pub sms: bool,
    /// The laptop profile: sign-up to the dashboard is open, hostnames become active on `verify` without DNS.
    pub local: bool,
}

/// A variable of this process, for [`crate::environment`] alone.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment, at start"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The scheme of our own origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Everywhere but on a laptop.
    Https,
    /// The laptop profile.
    Http,
}

impl Config {
    /// The origin of one of our hosts: `https://{host}` or, locally, `http://{host}:{port}`.
    pub fn origin(&self, host: &Hostname) -> String {
        let scheme = if self.is_secure() { "https" } else { "http" };
        self.port.map_or_else(
            || format!("{scheme}://{host}"),
            |port| format!("{scheme}://{host}:{port}"),
        )
    }

    /// Whether browsers reach us over TLS, which decides `Secure` and `__Host-` of our cookies.
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// The host of one label under the platform domain.
    pub fn subdomain(&self, label: &str) -> Option<Hostname> {
        Hostname::parse(&format!("{label}.{}", self.platform_domain)).ok()
    }

    /// Where a problem document's `type` points: `https://{pd}/errors/{code}`.
    pub fn errors_base(&self) -> String {
        format!("{}/errors/", self.origin(&self.platform_domain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_names_its_port() {
        let config = Config {
            platform_domain: Hostname::parse("localhost").unwrap_or_else(|_| unreachable!()),
            scheme: Scheme::Http,
            port: Some(8787),
            operator_email: Email::parse("operator@example.com").unwrap_or_else(|_| unreachable!()),
            mail_from: Email::parse("mail@example.com").unwrap_or_else(|_| unreachable!()),
            platform_name: "Aero2".into(),
            edge_secret: None,
            key_custody: KeyCustody::Wrapped,
            sms: true,
            local: true,
        };
        assert_eq!(
            config.subdomain("acme").map(|host| config.origin(&host)),
            Some("http://acme.localhost:8787".to_owned())
        );
    }
}
