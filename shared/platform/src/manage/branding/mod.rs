//! The look of an application (behaviour 3.3): published at once by PATCH, as a program wants it, or drafted, looked at and then published, as a person
//! does. Every way of publishing keeps what it replaces.

mod draft;
mod images;

pub use draft::{BrandingPreview, change as change_draft, discard, preview, view as draft};
pub use images::{Uploaded, upload};

use super::{
    By, TRIES, all_good,
    applications::{
        fresh, hosts,
        settings::{Versioned, merged},
    },
    expect_version, is_https_url, not_found, retry,
};
use crate::tenant::Tenant;
use domain::{
    Change, Timestamp,
    application::Application,
    branding::{Branding, BrandingDesk, BrandingWarning, PastBranding},
    event::EventKind,
};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The draft, beside what is published and what was.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BrandingDraft {
    /// What is being worked on; the published look, where nothing is.
    pub draft: Branding,
    /// Whether publishing it would change anything.
    pub is_changed: bool,
    /// When it was changed last.
    pub drafted_at: Option<Timestamp>,
    /// What of it can hardly be seen.
    pub warnings: Vec<BrandingWarning>,
    /// What people see now.
    pub published: Branding,
    /// Its number.
    pub published_version: u64,
    /// Since when they do; nothing: from the beginning.
    pub published_at: Option<Timestamp>,
    /// The version that it was taken from, if it was gone back to.
    pub restored_from: Option<u64>,
    /// The looks before, the newest first.
    pub versions: Vec<PastBranding>,
    /// The `ETag`.
    pub version: u64,
}

/// A body of `POST …/branding/rollback`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BrandingRollback {
    /// Which version to go back to.
    version: u64,
}

fn shown(published: Branding, desk: BrandingDesk) -> BrandingDraft {
    let draft = desk.draft.clone().unwrap_or_else(|| published.clone());
    BrandingDraft {
        warnings: draft.warnings(),
        is_changed: draft != published,
        draft,
        drafted_at: desk.drafted_at,
        published,
        published_version: desk.published,
        published_at: desk.published_at,
        restored_from: desk.restored_from,
        versions: desk.versions,
        version: desk.revision,
    }
}

/// The application and what lies beside its look, as they are now.
async fn both(tenant: &Tenant) -> Result<(Application, BrandingDesk), Failure> {
    let desk = async { Ok::<_, Failure>(tenant.store().branding_desk(tenant.id()).await?.unwrap_or_default()) };
    futures_util::future::try_join(fresh(tenant), desk).await
}

fn judged(branding: Branding, desk: &BrandingDesk) -> Result<Branding, Failure> {
    all_good(branding.problems(|url| is_https_url(url) || desk.has_image(url)))?;
    Ok(branding)
}

/// The published look.
pub async fn published(tenant: &Tenant) -> Result<Versioned<Branding>, Failure> {
    let application = fresh(tenant).await?;
    Ok(Versioned {
        document: application.branding,
        version: application.version,
    })
}

/// What is to be published, and whether it ends the draft.
struct Wanted {
    branding: Branding,
    restored_from: Option<u64>,
    ends_draft: bool,
}

/// Which version the caller saw.
#[derive(Clone, Copy)]
enum Seen {
    Application(Option<u64>),
    Desk(Option<u64>),
}

impl Seen {
    const fn is_said(self) -> Option<u64> {
        match self {
            Self::Application(version) | Self::Desk(version) => version,
        }
    }

    fn expect(self, application: &Application, desk: &BrandingDesk) -> Result<(), Failure> {
        match self {
            Self::Application(version) => expect_version(version, application.version),
            Self::Desk(version) => expect_version(version, desk.revision),
        }
    }
}

/// Publishes in one transaction with every view of the application; what is published already is not published again.
async fn publishing(
    tenant: &Tenant,
    by: &By<'_>,
    seen: Seen,
    want: impl Fn(&Application, &BrandingDesk) -> Result<Wanted, Failure>,
) -> Result<(Application, BrandingDesk), Failure> {
    for attempt in 0..TRIES {
        let (before, desk) = both(tenant).await?;
        seen.expect(&before, &desk)?;
        let wanted = want(&before, &desk)?;
        if wanted.branding == before.branding {
            return Ok((before, desk));
        }
        let mut after = desk.published(before.branding.clone(), wanted.restored_from, tenant.now());
        if wanted.ends_draft || after.draft.as_ref() == Some(&wanted.branding) {
            (after.draft, after.drafted_at) = (None, None);
        }
        let application = Application {
            branding: wanted.branding,
            ..before.clone()
        };
        let event = super::applications::updated(tenant, by, EventKind::BrandingUpdated, &before, &application);
        let event = event
            .with("version", after.published)
            .with("restored_from", wanted.restored_from);
        let application = application.touched(tenant.now());
        let views = hosts::of_all(tenant.services(), &application);
        let change = Change::because(application.clone(), event);
        match tenant
            .store()
            .save_application_and_branding(change, views, after.clone())
            .await
        {
            Ok(()) => {
                tenant.forget_application();
                return Ok((application, after));
            }
            Err(error) => retry(error, seen.is_said(), attempt)?,
        }
    }
    Err(store::StoreError::Conflict.into())
}

/// Changes what is published, at once: what programs and configuration as code ask for.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    part: &Map<String, Value>,
    if_match: Option<u64>,
) -> Result<Versioned<Branding>, Failure> {
    let want = |before: &Application, desk: &BrandingDesk| {
        Ok(Wanted {
            branding: judged(merged(&before.branding, part)?, desk)?,
            restored_from: None,
            ends_draft: false,
        })
    };
    let (application, _) = publishing(tenant, by, Seen::Application(if_match), want).await?;
    Ok(Versioned {
        document: application.branding,
        version: application.version,
    })
}

/// Publishes the draft. Without one nothing changes: a request whose answer was lost may be sent again.
pub async fn publish(tenant: &Tenant, by: &By<'_>, if_match: Option<u64>) -> Result<BrandingDraft, Failure> {
    let want = |before: &Application, desk: &BrandingDesk| {
        let draft = desk.draft.clone().unwrap_or_else(|| before.branding.clone());
        Ok(Wanted {
            branding: judged(draft, desk)?,
            restored_from: None,
            ends_draft: true,
        })
    };
    let (application, desk) = publishing(tenant, by, Seen::Desk(if_match), want).await?;
    Ok(shown(application.branding, desk))
}

/// Publishes an earlier look again, as the newest version; the draft stays.
pub async fn roll_back(
    tenant: &Tenant,
    by: &By<'_>,
    body: BrandingRollback,
    if_match: Option<u64>,
) -> Result<BrandingDraft, Failure> {
    let want = |before: &Application, desk: &BrandingDesk| {
        let past = desk.past(body.version).cloned();
        // Gone back to already: what was the oldest version made room for the one that it replaced.
        let past = past.or_else(|| (desk.restored_from == Some(body.version)).then(|| before.branding.clone()));
        Ok(Wanted {
            branding: past.ok_or_else(|| not_found("version"))?,
            restored_from: Some(body.version),
            ends_draft: false,
        })
    };
    let (application, desk) = publishing(tenant, by, Seen::Desk(if_match), want).await?;
    Ok(shown(application.branding, desk))
}
