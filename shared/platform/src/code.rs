//! The authorization code: a sealed value of 60 seconds that nothing stores; the conditional Put of its grant makes it single-use (RFC 6749 §4.1.2; CG-02, CG-05).
//!
//! It opens only at the application that sealed it. Names are short: the whole stays below 4 KiB.

use crate::{requests, tenant::Tenant};
use domain::{ClientId, GrantId, SessionId, Timestamp, UserId, grant::Epochs};
use keys::Purpose;
use protocol::{acr::Acr, error::Failure, pkce::CodeChallenge, scope::ScopeSet};
use serde::{Deserialize, Serialize};

/// Seconds a code lives.
pub(crate) const LIFE_SECS: i64 = 60;

/// Characters of a code that carries itself.
const MAX_LENGTH: usize = 4096;

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Code {
    #[serde(rename = "g")]
    pub(crate) grant_id: GrantId,
    #[serde(rename = "u")]
    pub(crate) user_id: UserId,
    #[serde(rename = "c")]
    pub(crate) client_id: ClientId,
    #[serde(rename = "i")]
    pub(crate) issuer: String,
    /// Digest of the redirect URI it was sent to.
    #[serde(rename = "r")]
    pub(crate) redirect: String,
    #[serde(rename = "cc", skip_serializing_if = "Option::is_none", default)]
    pub(crate) code_challenge: Option<CodeChallenge>,
    #[serde(rename = "n", skip_serializing_if = "Option::is_none", default)]
    pub(crate) nonce: Option<String>,
    #[serde(rename = "s")]
    pub(crate) scope: ScopeSet,
    #[serde(rename = "rs", skip_serializing_if = "Vec::is_empty", default)]
    pub(crate) resource: Vec<String>,
    #[serde(rename = "uc", skip_serializing_if = "Vec::is_empty", default)]
    pub(crate) userinfo_claims: Vec<String>,
    #[serde(rename = "ic", skip_serializing_if = "Vec::is_empty", default)]
    pub(crate) id_token_claims: Vec<String>,
    #[serde(rename = "at")]
    pub(crate) auth_time: Timestamp,
    #[serde(rename = "am")]
    pub(crate) amr: Vec<String>,
    #[serde(rename = "ac")]
    pub(crate) acr: Acr,
    #[serde(rename = "se")]
    pub(crate) session_id: SessionId,
    #[serde(rename = "sx")]
    pub(crate) session_expires_at: Timestamp,
    #[serde(rename = "e")]
    pub(crate) epochs: Epochs,
    /// A page was shown on the way, so the grant is an audited event.
    #[serde(rename = "p", skip_serializing_if = "std::ops::Not::not", default)]
    pub(crate) after_page: bool,
    #[serde(rename = "x")]
    pub(crate) expires_at: Timestamp,
}

impl Code {
    /// As the client gets it; beyond 4 KiB the sealed value is kept and the code refers to it (decision 18).
    pub(crate) async fn seal(&self, tenant: &Tenant) -> Result<String, Failure> {
        let sealed = tenant.vault().await?.seal_json(tenant.id(), Purpose::Code, self);
        requests::keep_if_longer(tenant, sealed, MAX_LENGTH, self.expires_at).await
    }

    /// The code behind a presented text; `None` when it was not made here.
    pub(crate) async fn open(tenant: &Tenant, text: &str) -> Result<Option<Self>, Failure> {
        let Some(sealed) = requests::fetch(tenant, text).await? else {
            return Ok(None);
        };
        Ok(tenant.vault().await?.open_json(tenant.id(), Purpose::Code, &sealed))
    }
}

/// The digest that stands for a redirect URI inside a code.
pub(crate) fn redirect_digest(redirect_uri: &str) -> String {
    keys::digest::base64url(&keys::sha256(redirect_uri.as_bytes()))
}
