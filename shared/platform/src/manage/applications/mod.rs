//! Applications: listing, reading, changing, deleting, restoring (behaviour 3.1, 4.8).

pub mod create;
pub(crate) mod hosts;
pub mod settings;
pub mod transfer;

use crate::{
    manage::{By, TRIES, all_good, diff, expect_version, invalid, is_https_url, not_found, patch, retry},
    tenant::{self, Tenant},
};
use domain::{
    ApplicationId, Change, Email, OrganizationId, Timestamp,
    application::{Application, ApplicationError, ApplicationStatus, Environment, KeyCustody, PreviousIssuer},
    event::{Event, EventKind},
    text,
    transfer::Transfer,
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};

/// An application as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Application"))]
pub struct ApplicationView {
    /// `app_…`.
    pub id: ApplicationId,
    /// Its name in its host.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub environment: Environment,
    /// The team that owns it.
    pub owner_org_id: Option<OrganizationId>,
    /// The team it is offered to, while that waits for an answer.
    pub transfer: Option<Transfer>,
    /// May it be used?
    pub status: ApplicationStatus,
    /// Its issuer (OIDC Discovery §3).
    pub issuer: String,
    /// Issuers inside their grace.
    pub previous_issuers: Vec<PreviousIssuer>,
    /// Shown on pages.
    pub support_email: Option<Email>,
    /// `/` leads there.
    pub homepage_url: Option<String>,
    /// Shown on pages.
    pub privacy_policy_url: Option<String>,
    /// Shown on pages.
    pub terms_url: Option<String>,
    /// Where private keys live.
    pub key_custody: KeyCustody,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it is gone for good.
    pub purge_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The `ETag`.
    pub version: u64,
}

/// The application of a tenant as the API shows it.
pub fn view(tenant: &Tenant) -> ApplicationView {
    shown(tenant, tenant.application())
}

fn shown(tenant: &Tenant, application: &Application) -> ApplicationView {
    let now = tenant.now();
    let application = application.clone();
    ApplicationView {
        issuer: tenant::current_issuer(tenant.services(), &application),
        previous_issuers: application
            .previous_issuers
            .into_iter()
            .filter(|former| !former.until.is_past(now))
            .collect(),
        id: application.id,
        slug: application.slug.to_string(),
        name: application.name,
        environment: application.environment,
        owner_org_id: application.owner_org_id,
        transfer: application.transfer.filter(|offer| !offer.expires_at.is_past(now)),
        status: application.status,
        support_email: application.support_email,
        homepage_url: application.homepage_url,
        privacy_policy_url: application.privacy_policy_url,
        terms_url: application.terms_url,
        key_custody: application.key_custody,
        deleted_at: application.deleted_at,
        purge_at: application.purge_at,
        created_at: application.created_at,
        updated_at: application.updated_at,
        version: application.version,
    }
}

/// The application as it is now, not as it was remembered.
pub async fn get(tenant: &Tenant) -> Result<ApplicationView, Failure> {
    Ok(shown(tenant, &fresh(tenant).await?))
}

pub(crate) async fn fresh(tenant: &Tenant) -> Result<Application, Failure> {
    tenant
        .store()
        .application(tenant.id())
        .await?
        .ok_or_else(|| not_found("application"))
}

/// The applications of a developer's teams, newest first.
pub async fn list(
    dashboard: &Tenant,
    user: &User,
    team: Option<OrganizationId>,
) -> Result<Vec<ApplicationView>, Failure> {
    let mut found = Vec::new();
    for member in dashboard.store().memberships(dashboard.id(), &user.id).await? {
        if team.is_none_or(|team| team == member.org_id) {
            found.extend(
                dashboard
                    .store()
                    .owned_applications(dashboard.id(), &member.org_id)
                    .await?,
            );
        }
    }
    found.sort_by_key(|application| std::cmp::Reverse(application.id));
    Ok(found.iter().map(|application| shown(dashboard, application)).collect())
}

/// Changes an application and every view of it in one transaction.
pub(crate) async fn change(
    tenant: &Tenant,
    if_match: Option<u64>,
    make: impl Fn(Application) -> Result<Change<Application>, Failure>,
) -> Result<Application, Failure> {
    let mut attempt = 0;
    loop {
        let before = fresh(tenant).await?;
        expect_version(if_match, before.version)?;
        let change = make(before.clone())?;
        let after = change.state.clone();
        if is_unchanged(&before, &after) {
            return Ok(before);
        }
        let hosts = hosts::of_all(tenant.services(), &after);
        match tenant.store().save_application(change, hosts, &[]).await {
            Ok(()) => {
                tenant.forget_application();
                return Ok(after);
            }
            Err(error) => retry(error, if_match, attempt)?,
        }
        attempt += 1;
        debug_assert!(attempt < TRIES, "retry gives up");
    }
}

/// A change that was made before, by a request whose answer was lost: it is not made, or recorded, again.
fn is_unchanged(before: &Application, after: &Application) -> bool {
    let untouched = Application {
        version: before.version,
        updated_at: before.updated_at,
        ..after.clone()
    };
    untouched == *before
}

/// A body of `PATCH /api/applications/current`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ApplicationPatch {
    name: Option<String>,
    #[serde(deserialize_with = "patch::nullable")]
    support_email: Option<Option<Email>>,
    #[serde(deserialize_with = "patch::nullable")]
    homepage_url: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    privacy_policy_url: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    terms_url: Option<Option<String>>,
}

impl ApplicationPatch {
    fn apply(self, application: &mut Application) -> Result<(), Failure> {
        let mut problems = Vec::new();
        if let Some(name) = self.name {
            match text::line(&name, 100) {
                Ok(name) => application.name = name,
                Err(error) => problems.push(invalid("name", error.to_string())),
            }
        }
        let urls = [
            ("homepage_url", &self.homepage_url),
            ("privacy_policy_url", &self.privacy_policy_url),
            ("terms_url", &self.terms_url),
        ];
        for (field, value) in urls {
            if value
                .as_ref()
                .and_then(Option::as_deref)
                .is_some_and(|url| !is_https_url(url))
            {
                problems.push(invalid(field, "Use an https URL."));
            }
        }
        all_good(problems)?;
        patch::set(&mut application.support_email, self.support_email);
        patch::set(&mut application.homepage_url, self.homepage_url);
        patch::set(&mut application.privacy_policy_url, self.privacy_policy_url);
        patch::set(&mut application.terms_url, self.terms_url);
        Ok(())
    }
}

/// Changes names and links.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    body: ApplicationPatch,
    if_match: Option<u64>,
) -> Result<ApplicationView, Failure> {
    let after = change(tenant, if_match, |before| {
        let mut after = before.clone();
        body.clone().apply(&mut after)?;
        let event = updated(tenant, by, EventKind::ApplicationUpdated, &before, &after);
        Ok(Change::because(after.touched(tenant.now()), event))
    });
    Ok(shown(tenant, &after.await?))
}

pub(crate) fn updated(
    tenant: &Tenant,
    by: &By<'_>,
    kind: EventKind,
    before: &Application,
    after: &Application,
) -> Event {
    by.event(tenant, kind)
        .on("application", before.id)
        .with("changes", diff::changes(before, after))
}

fn refused(error: ApplicationError) -> Failure {
    match error {
        ApplicationError::Protected => Failure::new(ErrorCode::ApplicationProtected, error.to_string()),
        ApplicationError::NotRestorable => Failure::new(ErrorCode::NotFound, error.to_string()),
    }
}

/// A body of `DELETE /api/applications/current`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ApplicationDeletion")
)]
pub struct DeleteRequest {
    /// The slug, typed again.
    pub confirm: String,
}

/// Switches an application off at once; it can be restored for 30 days.
pub async fn delete(
    tenant: &Tenant,
    by: &By<'_>,
    body: &DeleteRequest,
    if_match: Option<u64>,
) -> Result<ApplicationView, Failure> {
    if body.confirm != tenant.application().slug.as_str() {
        let detail = "Type the application’s slug to confirm.";
        return Err(Failure::new(ErrorCode::ValidationError, detail).field(
            "confirm",
            ErrorCode::ValidationError,
            detail,
        ));
    }
    let after = change(tenant, if_match, |before| {
        if before.status == ApplicationStatus::Deleted {
            return Err(not_found("application"));
        }
        let after = before.delete(tenant.now()).map_err(refused)?;
        let event = by
            .event(tenant, EventKind::ApplicationDeleted)
            .on("application", after.id);
        let event = event.with("purge_at", after.purge_at.map(|at| at.to_string()));
        Ok(Change::because(after, event))
    });
    Ok(shown(tenant, &after.await?))
}

/// Brings a deleted application back.
pub async fn restore(tenant: &Tenant, by: &By<'_>) -> Result<ApplicationView, Failure> {
    let after = change(tenant, None, |before| {
        let after = before.restore(tenant.now()).map_err(refused)?;
        let event = by
            .event(tenant, EventKind::ApplicationRestored)
            .on("application", after.id);
        Ok(Change::because(after, event))
    });
    Ok(shown(tenant, &after.await?))
}

/// Ends every session and grant of the application.
pub async fn revoke_all(tenant: &Tenant, by: &By<'_>) -> Result<ApplicationView, Failure> {
    let after = change(tenant, None, |before| {
        let event = by
            .event(tenant, EventKind::ApplicationRevokedAll)
            .on("application", before.id);
        Ok(Change::because(before.revoke_all(tenant.now()), event))
    });
    Ok(shown(tenant, &after.await?))
}

/// The operator switches an application off or on.
pub async fn suspend_or_resume(
    tenant: &Tenant,
    by: &By<'_>,
    suspend: bool,
    reason: &str,
) -> Result<ApplicationView, Failure> {
    let kind = if suspend {
        EventKind::ApplicationSuspended
    } else {
        EventKind::ApplicationResumed
    };
    let after = change(tenant, None, |before| {
        if before.status == ApplicationStatus::Deleted {
            return Err(not_found("application"));
        }
        let event = by
            .event(tenant, kind)
            .on("application", before.id)
            .with("reason", reason);
        let after = if suspend {
            before.suspend(tenant.now()).map_err(refused)?
        } else {
            before.resume(tenant.now())
        };
        Ok(Change::because(after, event))
    });
    Ok(shown(tenant, &after.await?))
}
