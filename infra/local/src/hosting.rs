//! Hostnames of this machine need no certificate: a proven domain is served at once (behaviour 2.3).

use crate::aws::{EmbeddedAws, cloudfront};
use platform::hosting::{
    Answer, Hosting,
    distribution::{Distribution, Removal, Site, Standing},
};
use std::sync::Arc;

/// Who serves custom domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Nobody needs to: a proven domain is active at once.
    AtOnce,
    /// The embedded distribution tenants, at their pace.
    ByTenants,
}

impl Served {
    pub(crate) fn hosting(self, aws: &EmbeddedAws) -> Arc<dyn Hosting> {
        match self {
            Self::AtOnce => Arc::new(AtOnce),
            Self::ByTenants => Arc::new(Distribution::new(
                aws.cloudfront_client(),
                cloudfront::DISTRIBUTION.to_owned(),
                cloudfront::CONNECTION_GROUP.to_owned(),
                cloudfront::ROUTING_ENDPOINT.to_owned(),
            )),
        }
    }
}

/// Serves what it is asked for, and forgets it when asked to.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce;

impl Hosting for AtOnce {
    fn ensure<'a>(&'a self, _: Site<'a>) -> Answer<'a, Standing> {
        Box::pin(async { Ok(Standing::Ready) })
    }

    fn remove<'a>(&'a self, _: &'a str) -> Answer<'a, Removal> {
        Box::pin(async { Ok(Removal::Gone) })
    }
}
