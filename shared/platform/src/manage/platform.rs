//! What operators see of the deployment: every application, and nothing of its users (behaviour 4.13).

use super::{
    By, Listed, PageOf,
    applications::{self, ApplicationView},
    not_found,
};
use crate::tenant::Tenant;
use domain::{ApplicationId, text};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;

/// A page of all applications, newest first.
pub async fn list(dashboard: &Tenant, page: PageOf) -> Result<Listed<ApplicationView>, Failure> {
    let found = dashboard.store().applications(page.limit, page.start).await?;
    let data = found
        .items
        .into_iter()
        .map(|application| applications::view(&Tenant::of(dashboard.services(), application)))
        .collect();
    Ok(Listed {
        data,
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

/// A body of `POST /api/platform/applications/{id}/suspend` and `…/resume`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "SuspensionReason")
)]
pub struct Reasoned {
    /// Why; goes into the audit of the application.
    pub reason: String,
}

/// Switches an application off or on.
pub async fn suspend_or_resume(
    dashboard: &Tenant,
    by: &By<'_>,
    id: &ApplicationId,
    suspend: bool,
    body: &Reasoned,
) -> Result<ApplicationView, Failure> {
    let bad = |error: domain::TextError| {
        Failure::new(ErrorCode::ValidationError, error.to_string()).field(
            "reason",
            ErrorCode::ValidationError,
            error.to_string(),
        )
    };
    let reason = text::line(&body.reason, 500).map_err(bad)?;
    let target = dashboard.mounted(id).await?.ok_or_else(|| not_found("application"))?;
    applications::suspend_or_resume(&target, by, suspend, &reason).await
}
