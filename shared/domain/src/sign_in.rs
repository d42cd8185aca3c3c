//! A sign-in or sign-up in progress: the state machine that pages and `/api/auth/*` alike drive (behaviour 5.3).
//!
//! `needs_identifier` → `needs_first_factor` → `needs_verification` → (authenticated) → complete. A state is only reachable from its predecessors.
//! Through a provider: any of them → `federated` → complete, or → `needs_link_confirmation` → (authenticated) → complete.
//! Second factors, profile and organization steps of later phases come between `authenticated` and `complete`, in the fixed order of 5.3.

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
    /// The person is known; a session was made.
    Complete,
}

/// The person was recognised, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticated {
    /// Who.
    pub user_id: UserId,
    /// The user's epoch at that moment: a sign-in does not survive a revocation on the way.
    pub user_epoch: Epoch,
    /// `pwd`, `email` or `fed`.
    pub method: Method,
    /// The provider that took part, on its own or confirmed by the method.
    pub idp_id: Option<IdentityProviderId>,
    /// When.
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

/// The call belongs to another state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sign-in is at another step")]
pub struct WrongState;

impl Transaction {
    /// A new one, at its first POST.
    pub const fn begin(browser: String, target: Target, now: Timestamp) -> Self {
        Self {
            browser,
            target,
            state: State::NeedsIdentifier,
            email: None,
            purpose: None,
            code_expires_at: None,
            user_id: None,
            user_epoch: None,
            asserted: None,
            created_at: now,
            expires_at: now.plus_secs(LIFE_SECS),
            version: 1,
        }
    }

    /// Someone who is signed in already begins it: nothing is to be proven, only what comes after.
    #[must_use]
    pub fn recognise(mut self, user_id: UserId, user_epoch: Epoch) -> Self {
        self.user_id = Some(user_id);
        self.user_epoch = Some(user_epoch);
        self.step(State::Complete)
    }

    /// Given up: over at once, in whatever state.
    #[must_use]
    pub fn abandon(mut self, now: Timestamp) -> Self {
        self.expires_at = now;
        let state = self.state;
        self.step(state)
    }

    /// Is it still running?
    pub fn is_live(&self, now: Timestamp) -> bool {
        !self.expires_at.is_past(now)
    }

    /// The person said who they are. Allowed again before the proof: "use another address".
    pub fn identify(mut self, email: Email) -> Result<Self, WrongState> {
        if self.state == State::Complete {
            return Err(WrongState);
        }
        // Somebody else, perhaps: then what a provider said is no longer part of this.
        let same = self
            .email
            .as_ref()
            .is_some_and(|known| known.canonical() == email.canonical());
        self.asserted = self.asserted.filter(|_| same);
        self.email = Some(email);
        self.purpose = None;
        self.code_expires_at = None;
        Ok(self.step(State::NeedsFirstFactor))
    }

    /// The person came back from a provider: what follows decides. Not a step of its own, so nothing is to be written for it.
    pub fn federated(mut self) -> Result<Self, WrongState> {
        if self.state == State::Complete {
            return Err(WrongState);
        }
        self.state = State::Federated;
        Ok(self)
    }

    /// The provider's word is not enough: the mailbox, or the account that has its address, is to be proven (AH-01).
    pub fn confirm_link(mut self, said: Asserted) -> Result<Self, WrongState> {
        let email = said
            .email
            .clone()
            .filter(|_| self.state == State::Federated)
            .ok_or(WrongState)?;
        self.email = Some(email);
        self.purpose = None;
        self.code_expires_at = None;
        self.asserted = Some(said);
        Ok(self.step(State::NeedsLinkConfirmation))
    }

    /// A code was (or, for an unknown address, seems to have been) mailed.
    pub fn await_code(mut self, purpose: CodePurpose, expires_at: Timestamp) -> Result<Self, WrongState> {
        if self.email.is_none() || self.state == State::Complete {
            return Err(WrongState);
        }
        self.purpose = Some(purpose);
        self.code_expires_at = Some(expires_at);
        Ok(self.step(State::NeedsVerification))
    }

    /// A password may be tried from `needs_first_factor` and `needs_link_confirmation`, and from `needs_verification` as the other way.
    pub fn expects_first_factor(&self) -> Result<&Email, WrongState> {
        match (self.state, &self.email) {
            (State::NeedsFirstFactor | State::NeedsVerification | State::NeedsLinkConfirmation, Some(email)) => {
                Ok(email)
            }
            _ => Err(WrongState),
        }
    }

    /// A code may be tried only after one was asked for.
    pub fn expects_code(&self) -> Result<(&Email, CodePurpose), WrongState> {
        match (self.state, &self.email, self.purpose) {
            (State::NeedsVerification, Some(email), Some(purpose)) => Ok((email, purpose)),
            _ => Err(WrongState),
        }
    }

    /// The proof succeeded. Later phases decide here what comes next; now nothing does.
    pub fn complete(mut self, who: &Authenticated) -> Result<Self, WrongState> {
        match who.method {
            Method::Federated if self.state == State::Federated => {}
            Method::Federated => return Err(WrongState),
            Method::Password | Method::EmailCode => self.expects_first_factor().map(|_| ())?,
        }
        self.user_id = Some(who.user_id);
        self.user_epoch = Some(who.user_epoch);
        Ok(self.step(State::Complete))
    }

    fn step(mut self, to: State) -> Self {
        self.state = to;
        self.version = self.version.saturating_add(1);
        self
    }
}
