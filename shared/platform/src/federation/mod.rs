//! Signing in through other providers: a round trip to one of them, what its word is worth, and what follows (behaviour 4.3, 5.6; FE-01).
//!
//! Going there writes nothing: the round is sealed into `state`, bound to the browser, for ten minutes. Coming back spends it, before anything is
//! asked of the provider. However it ends, the person lands where they can go on.

mod callback;
mod client;
mod discovery;
mod exchange;
mod kept;
mod landing;
mod mapping;
mod reason;
mod start;
mod test;
mod token_endpoint;

pub use callback::{Returned, callback};
pub(crate) use client::{apple_key, seal as seal_secret};
pub(crate) use discovery::{discover, fill};
pub(crate) use kept::kept;
pub use kept::{Issued, issue};
pub use landing::{Landing, send_code};
pub use reason::Reason;
pub use start::{Asked, start, ticket};
pub use test::{ProviderTest, Tested, link as test_link};

use crate::{authorize, sign_in, tenant::Tenant};
use domain::{
    IdentityProviderId, Timestamp, UserId,
    identity_provider::IdentityProvider,
    sign_in::{State, Target},
};
use keys::MacKind;
use protocol::{error::Failure, response_mode};
use serde::{Deserialize, Serialize};

/// How long a round trip may take, in seconds.
const ROUND_SECS: i64 = 600;

/// What the person is on their way for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Errand {
    /// To sign in, without a transaction yet.
    SignIn(Target),
    /// To go on with this transaction.
    Transaction(String),
    /// To link the account there to this user, who is signed in.
    Link {
        #[serde(rename = "u")]
        user_id: UserId,
        #[serde(rename = "r")]
        return_to: String,
    },
    /// To see what the provider says, and nothing else.
    Test,
}

/// A round trip: the sealed `state`. Nonce and code verifier are functions of its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Round {
    #[serde(rename = "i")]
    id: String,
    #[serde(rename = "p")]
    idp_id: IdentityProviderId,
    #[serde(rename = "b")]
    browser: String,
    #[serde(rename = "t")]
    errand: Errand,
    /// The provider was asked to ask the person again.
    #[serde(rename = "f", default)]
    fresh: bool,
    #[serde(rename = "a")]
    began_at: Timestamp,
}

impl Round {
    fn is_over(&self, now: Timestamp) -> bool {
        self.began_at.plus_secs(ROUND_SECS).is_past(now)
    }

    async fn nonce(&self, tenant: &Tenant) -> Result<String, Failure> {
        let vault = tenant.vault().await?;
        Ok(vault.mac(tenant.id(), MacKind::FederationNonce, self.id.as_bytes()))
    }

    async fn verifier(&self, tenant: &Tenant) -> Result<String, Failure> {
        let vault = tenant.vault().await?;
        Ok(vault.mac(tenant.id(), MacKind::FederationVerifier, self.id.as_bytes()))
    }

    /// Where the person can go on after something went wrong, with the reason.
    async fn back(&self, tenant: &Tenant, reason: Reason) -> Result<String, Failure> {
        match &self.errand {
            Errand::SignIn(target) => to_sign_in(tenant, target, reason).await,
            Errand::Transaction(id) => match sign_in::load(tenant, id, &self.browser).await {
                Ok(loaded) if loaded.transaction.state == State::NeedsLinkConfirmation => {
                    let pairs = [("tx", id.as_str()), ("problem", reason.as_str())];
                    Ok(response_mode::with_query("/login/connect", pairs))
                }
                Ok(loaded) => to_sign_in(tenant, &loaded.transaction.target, reason).await,
                Err(_) => Ok(nowhere(reason)),
            },
            Errand::Link { return_to, .. } => Ok(response_mode::with_query(return_to, [("problem", reason.as_str())])),
            Errand::Test => Ok(nowhere(reason)),
        }
    }
}

async fn to_sign_in(tenant: &Tenant, target: &Target, reason: Reason) -> Result<String, Failure> {
    let (name, value) = match target {
        Target::Client(request) => ("request", authorize::seal_again(tenant, request).await?),
        Target::ReturnTo(path) => ("return_to", path.clone()),
    };
    Ok(response_mode::with_query(
        "/login",
        [(name, value.as_str()), ("problem", reason.as_str())],
    ))
}

/// Back from a round trip of which nothing is known.
fn nowhere(reason: Reason) -> String {
    response_mode::with_query("/login", [("problem", reason.as_str())])
}

/// Where a provider sends people back to.
pub fn callback_uri(tenant: &Tenant, provider: &IdentityProvider) -> String {
    format!("{}/rp/callback/{}", tenant.issuer(), provider.name)
}

/// The providers that people may sign in through now, in the order they were set up.
pub async fn offered(tenant: &Tenant) -> Result<Vec<IdentityProvider>, Failure> {
    if !tenant.settings().auth_methods.social {
        return Ok(Vec::new());
    }
    let all = tenant.identity_providers().await?;
    Ok(all.iter().filter(|provider| provider.enabled).cloned().collect())
}

/// The MAC under which an account at a provider is somebody's (FE-01).
pub(crate) async fn marker(
    tenant: &Tenant,
    provider: &IdentityProviderId,
    issuer: &str,
    subject: &str,
) -> Result<String, Failure> {
    // Lengths first: no two accounts share a text.
    let text = format!("{provider} {} {issuer} {subject}", issuer.len());
    let vault = tenant.vault().await?;
    Ok(vault.mac(tenant.id(), MacKind::Identity, text.as_bytes()))
}
