//! Where a custom domain is served once it is proven: the port behind which CloudFront's distribution tenants are (behaviour 2.3).
//!
//! Both questions may be asked again at any time and go as far as the other side lets them: whoever was interrupted is finished by the schedule.

use distribution::{Distribution, DistributionError, Removal, Site, Standing};
use std::{future::Future, pin::Pin};

pub use distribution;

/// A boxed answer.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, DistributionError>> + Send + 'a>>;

/// Serves hostnames over TLS. The laptop's serves at once: there is no certificate for a hostname that never leaves the machine.
pub trait Hosting: Send + Sync {
    /// Where hostnames must point, if it is not the deployment's own name for it.
    fn routing_endpoint(&self) -> Option<&str> {
        None
    }

    /// Sees to it that the site is served, and says how far that is.
    fn ensure<'a>(&'a self, site: Site<'a>) -> Answer<'a, Standing>;

    /// Sees to it that the site is gone, and says how far that is.
    fn remove<'a>(&'a self, name: &'a str) -> Answer<'a, Removal>;
}

impl Hosting for Distribution {
    fn routing_endpoint(&self) -> Option<&str> {
        Some(Self::routing_endpoint(self))
    }

    fn ensure<'a>(&'a self, site: Site<'a>) -> Answer<'a, Standing> {
        Box::pin(Self::ensure(self, site))
    }

    fn remove<'a>(&'a self, name: &'a str) -> Answer<'a, Removal> {
        Box::pin(Self::remove(self, name))
    }
}

/// Serves nothing: for the functions that have no rights to.
#[derive(Clone, Copy, Debug)]
pub struct NoHosting;

fn refused<'a, T: Send + 'a>() -> Answer<'a, T> {
    Box::pin(async {
        Err(DistributionError::Refused(
            "this function has no rights to it".to_owned(),
        ))
    })
}

impl Hosting for NoHosting {
    fn ensure<'a>(&'a self, _: Site<'a>) -> Answer<'a, Standing> {
        refused()
    }

    fn remove<'a>(&'a self, _: &'a str) -> Answer<'a, Removal> {
        refused()
    }
}
