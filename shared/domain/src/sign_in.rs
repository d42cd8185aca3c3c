//! A sign-in or sign-up in progress: the state machine that pages and `/api/auth/*` alike drive (behaviour 5.3).
//!
//! `needs_identifier` → `needs_first_factor` → `needs_verification` → (authenticated) → complete. A state is only reachable from its predecessors:
//! [`next`] is the whole table. Through a provider: any of them → `federated` → (authenticated), or → `needs_link_confirmation` → (authenticated).
//! Between (authenticated) and complete stands what the person has still to say, in the fixed order of 5.3: `needs_reactivation`,
//! `needs_second_factor`, `needs_mfa_setup`, `needs_profile`.

mod proof;
mod steps;
mod table;

pub use proof::{Authenticated, Method, Second, SecondFactor};
pub use steps::WrongState;
pub use table::{Needs, Step, next};

use crate::{Email, Timestamp, UserId, clock::Epoch, identity::Asserted, mailbox::CodePurpose};
use protocol::authorization::AuthorizationRequest;
use serde::{Deserialize, Serialize};

/// A transaction, and a sign-in request sealed into a URL, live this long.
pub const LIFE_SECS: i64 = 1800;
/// How often a second factor may be given wrongly in one sign-in.
pub const SECOND_TRIES: u32 = 5;

/// A validated authorization request on its way through sign-in, sealed into URLs and kept in the transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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
    /// The person is known by one factor; another one, please.
    NeedsSecondFactor,
    /// The person is known; they must enrol a second factor.
    NeedsMfaSetup,
    /// The person is known; something the application requires of everybody is missing.
    NeedsProfile,
    /// The person is known; a session was made.
    Complete,
}

impl State {
    /// Was the person recognised, and something else still stands before the session?
    pub const fn is_after_proof(self) -> bool {
        matches!(
            self,
            Self::NeedsReactivation | Self::NeedsSecondFactor | Self::NeedsMfaSetup | Self::NeedsProfile
        )
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
    /// How often a second factor was wrong.
    #[serde(rename = "try", skip_serializing_if = "is_zero", default)]
    pub second_tries: u32,
    /// When it began.
    #[serde(rename = "crt")]
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// +1 per step; a form posted twice acts once.
    #[serde(rename = "ver")]
    pub version: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
