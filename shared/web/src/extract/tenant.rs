//! The application of the host, or 404. On the dashboard's mount the host's application is the dashboard; the mounted one comes from the caller.

use super::missing;
use crate::error::EitherError;
use axum::extract::FromRequestParts;
use domain::ApplicationId;
use http::request::Parts;
use std::ops::Deref;

/// The application named by a mounted path; only `ApiCaller` reads it, because it must check the team first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mount(pub(crate) ApplicationId);

/// The application a request is for.
#[derive(Clone, Debug)]
pub struct Tenant(pub platform::tenant::Tenant);

impl Deref for Tenant {
    type Target = platform::tenant::Tenant;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// The application of the host, or the bare platform domain.
#[derive(Clone, Debug)]
pub struct MaybeTenant(pub Option<platform::tenant::Tenant>);

impl<S: Sync> FromRequestParts<S> for MaybeTenant {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<platform::tenant::Tenant>().cloned()))
    }
}

impl<S: Sync> FromRequestParts<S> for Tenant {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<platform::tenant::Tenant>()
            .cloned()
            .map(Self)
            .ok_or_else(|| missing("application"))
    }
}
