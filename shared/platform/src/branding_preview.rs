//! A look that is not published, in the address of its preview: sealed for one application and ten minutes, and kept nowhere (frontend 2.4).

use crate::tenant::Tenant;
use domain::{Timestamp, branding::Branding};
use keys::Purpose;
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use serde::{Deserialize, Serialize};

const LIFE_SECS: i64 = 600;

/// The pages that can be looked at, the first one first.
pub const PAGES: &[&str] = &["sign-in", "password", "code", "sign-up", "consent", "sign-out", "error"];

#[derive(Serialize, Deserialize)]
struct Sealed {
    #[serde(rename = "b")]
    branding: Branding,
    #[serde(rename = "e")]
    ends_at: Timestamp,
}

/// The address of the first page in that look, and its end. On the slug's host: that is where the dashboard may frame it.
pub(crate) async fn address(tenant: &Tenant, branding: Branding) -> Result<(String, Timestamp), Failure> {
    let config = &tenant.services().config;
    let ends_at = tenant.now().plus_secs(LIFE_SECS);
    let sealed = Sealed { branding, ends_at };
    let vault = tenant.vault().await?;
    let draft = vault.seal_json(tenant.id(), Purpose::BrandingPreview, &sealed);
    let host = config
        .subdomain(tenant.application().slug.as_str())
        .unwrap_or_else(|| config.platform_domain.clone());
    let page = format!(
        "{}/_preview/{}",
        config.origin(&host),
        PAGES.first().copied().unwrap_or_default()
    );
    Ok((response_mode::with_query(&page, [("draft", draft.as_str())]), ends_at))
}

/// The look in an address of this application.
pub async fn open(tenant: &Tenant, draft: &str) -> Result<Branding, Failure> {
    let vault = tenant.vault().await?;
    let sealed: Option<Sealed> = vault.open_json(tenant.id(), Purpose::BrandingPreview, draft);
    let live = sealed.filter(|sealed| !sealed.ends_at.is_past(tenant.now()));
    let gone = || {
        let detail = "This preview is over. Open the branding editor again for another.";
        Failure::new(ErrorCode::NotFound, detail)
    };
    live.map(|sealed| sealed.branding).ok_or_else(gone)
}

/// Where the editor lives: the only place that may frame a preview and tell it what to show.
pub fn editor(tenant: &Tenant) -> Option<String> {
    let config = &tenant.services().config;
    config.subdomain("dashboard").map(|host| config.origin(&host))
}
