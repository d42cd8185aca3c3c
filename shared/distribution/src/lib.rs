//! How custom domains are served: each is one CloudFront distribution tenant of the deployment's multi-tenant distribution, with a managed certificate.
//!
//! The only crate that calls CloudFront. Both calls, [`Distribution::ensure`] and [`Distribution::remove`], go as far as CloudFront lets them today
//! and may be made again at any time: a tenant is found by its name, which the caller fixed before the first call, so a lost reply costs nothing.

mod certificate;
mod cloudfront;

pub use cloudfront::{Client, Distribution};

use domain::Hostname;

/// A tenant as the caller names it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Its name: unique in the AWS account, never used again, made of `a-z 0-9 -`.
    pub name: &'a str,
    /// The one hostname it serves.
    pub hostname: &'a Hostname,
}

/// How far a tenant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Asked for: its certificate is being validated or spread to the edge.
    Pending,
    /// Served over TLS.
    Ready,
    /// No certificate will come of this request.
    CertificateFailed,
    /// CloudFront does not see the hostname's DNS lead to it yet.
    NotPointed,
    /// Another AWS account, or another distribution of ours, serves the hostname.
    ClaimedElsewhere,
    /// An earlier tenant of ours that is being removed still has the hostname.
    Occupied,
}

/// How far a removal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is switched off, and goes when the edge has heard of it.
    Leaving,
    /// There is no such tenant.
    Gone,
}

/// Why CloudFront could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DistributionError {
    /// Not now: throttled, no answer, a limit of the account.
    #[error("CloudFront cannot be asked right now: {0}")]
    Unavailable(String),
    /// Never, as things are: rights or the deployment's parameters are wrong.
    #[error("CloudFront refuses this deployment: {0}")]
    Refused(String),
}
