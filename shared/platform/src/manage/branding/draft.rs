//! The draft of a look: changed, taken back, and looked at on the application's real pages.

use super::{BrandingDraft, both, judged, shown};
use crate::{
    branding_preview,
    manage::{By, TRIES, applications::settings::merged, diff, expect_version, retry},
    tenant::Tenant,
};
use domain::{
    Change, Timestamp,
    branding::{Branding, BrandingDesk},
    event::{Event, EventKind},
};
use protocol::error::Failure;
use serde::Serialize;
use serde_json::{Map, Value};

/// The draft with what is published and what was.
pub async fn view(tenant: &Tenant) -> Result<BrandingDraft, Failure> {
    let (application, desk) = both(tenant).await?;
    Ok(shown(application.branding, desk))
}

async fn saving(
    tenant: &Tenant,
    if_match: Option<u64>,
    make: impl Fn(&Branding, BrandingDesk) -> Result<Option<(BrandingDesk, Event)>, Failure>,
) -> Result<BrandingDraft, Failure> {
    for attempt in 0..TRIES {
        let (application, desk) = both(tenant).await?;
        expect_version(if_match, desk.revision)?;
        let Some((after, event)) = make(&application.branding, desk.clone())? else {
            return Ok(shown(application.branding, desk));
        };
        let change = Change::because(after.clone(), event);
        match tenant.store().save_branding_desk(tenant.id(), change).await {
            Ok(()) => return Ok(shown(application.branding, after)),
            Err(error) => retry(error, if_match, attempt)?,
        }
    }
    Err(store::StoreError::Conflict.into())
}

/// Changes some of the draft; the first change begins one with the published look.
pub async fn change(
    tenant: &Tenant,
    by: &By<'_>,
    part: &Map<String, Value>,
    if_match: Option<u64>,
) -> Result<BrandingDraft, Failure> {
    saving(tenant, if_match, |published, desk| {
        let before = desk.draft.clone().unwrap_or_else(|| published.clone());
        let draft = judged(merged(&before, part)?, &desk)?;
        if draft == before {
            return Ok(None);
        }
        let event = by
            .event(tenant, EventKind::BrandingDrafted)
            .on("application", *tenant.id())
            .with("changes", diff::changes(&before, &draft));
        Ok(Some((desk.drafted(draft, published, tenant.now()), event)))
    })
    .await
}

/// Takes the draft back: it is the published look again.
pub async fn discard(tenant: &Tenant, by: &By<'_>, if_match: Option<u64>) -> Result<(), Failure> {
    let done = saving(tenant, if_match, |_, desk| {
        if desk.draft.is_none() {
            return Ok(None);
        }
        let event = by
            .event(tenant, EventKind::BrandingDraftDiscarded)
            .on("application", *tenant.id());
        Ok(Some((desk.discarded(), event)))
    });
    done.await.map(drop)
}

/// Where a look can be seen on the real pages.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BrandingPreview {
    /// The address of the first page: `…/_preview/{page}?draft=…`. Every page has the same `draft`.
    url: String,
    /// The pages there are.
    pages: &'static [&'static str],
    /// Until when it works.
    expires_at: Timestamp,
}

/// Seals a look into an address: the draft with these changes. Nothing is kept.
pub async fn preview(tenant: &Tenant, part: &Map<String, Value>) -> Result<BrandingPreview, Failure> {
    let (application, desk) = both(tenant).await?;
    let base = desk.draft.clone().unwrap_or(application.branding);
    let look = judged(merged(&base, part)?, &desk)?;
    let (url, expires_at) = branding_preview::address(tenant, look).await?;
    Ok(BrandingPreview {
        url,
        pages: branding_preview::PAGES,
        expires_at,
    })
}
