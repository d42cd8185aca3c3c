//! What binds forms and sign-ins to one browser: a MAC of its cookie, and sealed form tokens (SS-01; behaviour 4.0, CSRF).

use crate::tenant::Tenant;
use domain::{Timestamp, entropy};
use keys::{MacKind, Purpose};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// How long a form may stay open, in seconds.
const FORM_LIFE_SECS: i64 = 3600;

/// The length of a browser cookie's value: 43 base62 characters, 256 bits.
pub const COOKIE_LENGTH: usize = 43;

#[derive(Serialize, Deserialize)]
struct FormToken {
    #[serde(rename = "p")]
    path: String,
    #[serde(rename = "t")]
    made_at: Timestamp,
    #[serde(rename = "b")]
    browser: String,
}

/// What a form token turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormCheck {
    /// Ours, for this form, this browser, and young.
    Good,
    /// Ours, but the form was left open too long.
    Old,
    /// Anything else.
    Foreign,
}

/// A new value for the browser cookie.
pub fn new_cookie(tenant: &Tenant) -> String {
    entropy::base62(tenant.entropy(), COOKIE_LENGTH)
}

/// The MAC by which transactions and forms remember a browser.
pub async fn hash(tenant: &Tenant, cookie: &str) -> Result<String, Failure> {
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Browser, cookie.as_bytes()))
}

/// A token for the form that posts to `path` from this browser.
pub async fn form_token(tenant: &Tenant, browser: &str, path: &str) -> Result<String, Failure> {
    let token = FormToken {
        path: path.to_owned(),
        made_at: tenant.now(),
        browser: browser.to_owned(),
    };
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::FormToken, &token))
}

/// Judges the token that came back.
pub async fn check_form(tenant: &Tenant, browser: &str, path: &str, sealed: &str) -> Result<FormCheck, Failure> {
    let opened: Option<FormToken> = tenant.vault().await?.open_json(tenant.id(), Purpose::FormToken, sealed);
    Ok(match opened {
        Some(token) if token.path == path && token.browser == browser => {
            if token.made_at.plus_secs(FORM_LIFE_SECS).is_past(tenant.now()) {
                FormCheck::Old
            } else {
                FormCheck::Good
            }
        }
        _ => FormCheck::Foreign,
    })
}
