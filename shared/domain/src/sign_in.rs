//! A sign-in or sign-up in progress: the state machine that pages and `/api/auth/*` alike drive (behaviour 5.3).
//!
//! `needs_identifier` → `needs_first_factor` → `needs_verification` → (authenticated) → complete. A state is only reachable from its predecessors:
//! [`next`] is the whole table. Through a provider: any of them → `federated` → (authenticated), or → `needs_link_confirmation` → (authenticated).
//! Between (authenticated) and complete stands what the person has still to say, in the fixed order of 5.3: `needs_reactivation`, `needs_profile`.

mod steps;
mod table;

pub use steps::WrongState;
pub use table::{Needs, Step, next};

use crate::{Email, IdentityProviderId, Timestamp, UserId, clock::Epoch, identity::Asserted, mailbox::CodePurpose};
use protocol::authorization::AuthorizationRequest;
use serde::{Deserialize, Serialize};

/// A transaction, and a sign-in request sealed into a URL, live this long.
pub const LIFE_SECS: i64 = 1800;

/// A validated authorization request on its way through sign-in, sealed into URLs and kept in the transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignInRequest {
    /// What the client asked for, already validated.
    #[serde(rename = "r")]
    pub authorization: AuthorizationRequest,
    /// The issuer it was asked at.
    #[serde(rename = "i")]
    pub issuer: String,
    /// When: `prompt=login` is satisfied by a sign-in after this moment.
    #[serde(rename = "t")]
    pub received_at: Timestamp,
}

/// Where to go when the person is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Back to a client.
    Client(Box<SignInRequest>),
    /// A path on this host, beginning with one `/`.
    ReturnTo(String),
}

/// A state of behaviour 5.3, spelled as in `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// E-mail, please.
    NeedsIdentifier,
    /// One of the enabled methods.
    NeedsFirstFactor,
    /// The mailed code.
    NeedsVerification,
    /// The person came back from a provider.
    Federated,
    /// Proof of the mailbox, or of the account that has the provider's address.
    NeedsLinkConfirmation,
    /// The person is known, and their account is to be erased: keep it, or leave it?
    NeedsReactivation,
    /// The person is known; something the application requires of everybody is missing.
    NeedsProfile,
    /// The person is known; a session was made.
    Complete,
}

impl State {
    /// Was the person recognised, and something else still stands before the session?
    pub const fn is_after_proof(self) -> bool {
        matches!(self, Self::NeedsReactivation | Self::NeedsProfile)
    }
}

/// The person was recognised, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticated {
    /// Who.
    #[serde(rename = "u")]
    pub user_id: UserId,
    /// The user's epoch at that moment: a sign-in does not survive a revocation on the way.
    #[serde(rename = "e")]
    pub user_epoch: Epoch,
    /// `pwd`, `email` or `fed`.
    #[serde(rename = "m")]
    pub method: Method,
    /// The provider that took part, on its own or confirmed by the method.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none", default)]
    pub idp_id: Option<IdentityProviderId>,
    /// When.
    #[serde(rename = "t")]
    pub at: Timestamp,
}

/// A first factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Password.
    #[serde(rename = "pwd")]
    Password,
    /// Mailed code.
    #[serde(rename = "email")]
    EmailCode,
    /// An identity provider.
    #[serde(rename = "fed")]
    Federated,
}

impl Method {
    /// Its `amr` value (RFC 8176 and behaviour 6.6).
    pub const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::EmailCode => "email",
            Self::Federated => "fed",
        }
    }
}

impl Authenticated {
    /// All `amr` values: a provider's word that was confirmed by a method counts beside it.
    pub fn amr(&self) -> Vec<String> {
        let confirmed = (self.idp_id.is_some() && self.method != Method::Federated).then_some(Method::Federated);
        let methods = std::iter::once(self.method).chain(confirmed);
        methods.map(|method| method.amr().to_owned()).collect()
    }
}

/// The stored transaction. Its id is in the URL, its key is the id's hash; the cookie only binds it to the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// Hash of the binding cookie (SS-01).
    #[serde(rename = "bnd")]
    pub browser: String,
    /// Where to go afterwards.
    #[serde(rename = "tgt")]
    pub target: Target,
    /// Where it is.
    #[serde(rename = "st")]
    pub state: State,
    /// What the person typed; kept over failures and reloads.
    #[serde(rename = "eml", skip_serializing_if = "Option::is_none", default)]
    pub email: Option<Email>,
    /// What the mailed code will prove.
    #[serde(rename = "pur", skip_serializing_if = "Option::is_none", default)]
    pub purpose: Option<CodePurpose>,
    /// When the code ends.
    #[serde(rename = "cex", skip_serializing_if = "Option::is_none", default)]
    pub code_expires_at: Option<Timestamp>,
    /// Who signed in.
    #[serde(rename = "usr", skip_serializing_if = "Option::is_none", default)]
    pub user_id: Option<UserId>,
    /// The user's epoch then.
    #[serde(rename = "uep", skip_serializing_if = "Option::is_none", default)]
    pub user_epoch: Option<Epoch>,
    /// How, while something else still stands before the session.
    #[serde(rename = "prf", skip_serializing_if = "Option::is_none", default)]
    pub proof: Option<Authenticated>,
    /// What a provider said, to be linked once the account is proven.
    #[serde(rename = "fed", skip_serializing_if = "Option::is_none", default)]
    pub asserted: Option<Asserted>,
    /// When it began.
    #[serde(rename = "crt")]
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// +1 per step; a form posted twice acts once.
    #[serde(rename = "ver")]
    pub version: u64,
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
