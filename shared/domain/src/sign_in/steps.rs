//! The steps of a sign-in: each consumes the transaction as it was and gives it as it will be, where the table lets it.

use super::{Authenticated, LIFE_SECS, Needs, SECOND_TRIES, Second, State, Step, Target, Transaction, next};
use crate::{Email, Timestamp, UserId, clock::Epoch, identity::Asserted, mailbox::CodePurpose};

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
            proof: None,
            asserted: None,
            second_tries: 0,
            created_at: now,
            expires_at: now.plus_secs(LIFE_SECS),
            version: 1,
        }
    }

    /// Someone who is signed in already begins it: nothing is to be proven, only what comes after.
    pub fn recognise(mut self, user_id: UserId, user_epoch: Epoch) -> Result<Self, WrongState> {
        self.user_id = Some(user_id);
        self.user_epoch = Some(user_epoch);
        self.step(Step::Recognise)
    }

    /// Given up: over at once, in whatever state.
    #[must_use]
    pub fn abandon(mut self, now: Timestamp) -> Self {
        self.expires_at = now;
        self.version = self.version.saturating_add(1);
        self
    }

    /// Is it still running?
    pub fn is_live(&self, now: Timestamp) -> bool {
        !self.expires_at.is_past(now)
    }

    /// The person said who they are. Allowed again before the proof: "use another address".
    pub fn identify(mut self, email: Email) -> Result<Self, WrongState> {
        // Somebody else, perhaps: then what a provider said is no longer part of this.
        let same = self
            .email
            .as_ref()
            .is_some_and(|known| known.canonical() == email.canonical());
        self.asserted = self.asserted.filter(|_| same);
        self.email = Some(email);
        self.purpose = None;
        self.code_expires_at = None;
        self.step(Step::Identify)
    }

    /// The person came back from a provider: what follows decides. Nothing is to be written for it, so the version stays.
    pub fn federated(mut self) -> Result<Self, WrongState> {
        self.state = next(self.state, Step::Federate).ok_or(WrongState)?;
        Ok(self)
    }

    /// The provider's word is not enough: the mailbox, or the account that has its address, is to be proven (AH-01).
    pub fn confirm_link(mut self, said: Asserted) -> Result<Self, WrongState> {
        let email = said.email.clone().ok_or(WrongState)?;
        self.email = Some(email);
        self.purpose = None;
        self.code_expires_at = None;
        self.asserted = Some(said);
        self.step(Step::ConfirmLink)
    }

    /// A code was (or, for an unknown address, seems to have been) mailed.
    pub fn await_code(mut self, purpose: CodePurpose, expires_at: Timestamp) -> Result<Self, WrongState> {
        if self.email.is_none() {
            return Err(WrongState);
        }
        self.purpose = Some(purpose);
        self.code_expires_at = Some(expires_at);
        self.step(Step::AwaitCode)
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

    /// Who was recognised and has still something to say in this state.
    pub fn expects(&self, state: State) -> Result<&Authenticated, WrongState> {
        let proof = self.proof.as_ref().filter(|_| self.state == state);
        proof.ok_or(WrongState)
    }

    /// The proof succeeded; `needs` decides what comes next.
    pub fn prove(mut self, who: &Authenticated, needs: Needs) -> Result<Self, WrongState> {
        self.user_id = Some(who.user_id);
        self.user_epoch = Some(who.user_epoch);
        self.proof = Some(who.clone());
        self.step(Step::Prove(who.method, needs))
    }

    /// The person keeps their account.
    pub fn keep(self, needs: Needs) -> Result<Self, WrongState> {
        self.step(Step::Keep(needs))
    }

    /// The second factor was given.
    pub fn prove_second(mut self, second: Second, needs: Needs) -> Result<Self, WrongState> {
        let proof = self.proof.as_mut().ok_or(WrongState)?;
        proof.second = Some(second);
        self.step(Step::ProveSecond(needs))
    }

    /// A second factor was enrolled, and thereby given; it raised the user's epoch. What was made with it is still to be saved.
    pub fn enrol(mut self, second: Second, user_epoch: Epoch) -> Result<Self, WrongState> {
        self.note(second, user_epoch)?;
        self.version = self.version.saturating_add(1);
        Ok(self)
    }

    /// The same where nothing is to be saved, or somebody else sees to it.
    pub fn set_up(mut self, second: Second, user_epoch: Epoch, needs: Needs) -> Result<Self, WrongState> {
        self.note(second, user_epoch)?;
        self.step(Step::SetUp(needs))
    }

    /// What was made with the factor is saved.
    pub fn saved(self, needs: Needs) -> Result<Self, WrongState> {
        let is_enrolled = self.proof.as_ref().is_some_and(|proof| proof.second.is_some());
        if !is_enrolled {
            return Err(WrongState);
        }
        self.step(Step::SetUp(needs))
    }

    fn note(&mut self, second: Second, user_epoch: Epoch) -> Result<(), WrongState> {
        if self.state != State::NeedsMfaSetup {
            return Err(WrongState);
        }
        let proof = self.proof.as_mut().ok_or(WrongState)?;
        proof.second = Some(second);
        proof.user_epoch = user_epoch;
        self.user_epoch = Some(user_epoch);
        Ok(())
    }

    /// A wrong second factor: after [`SECOND_TRIES`] the sign-in is over.
    #[must_use]
    pub fn fail_second(mut self, now: Timestamp) -> Self {
        self.second_tries = self.second_tries.saturating_add(1);
        if self.second_tries >= SECOND_TRIES {
            self.expires_at = now;
        }
        self.version = self.version.saturating_add(1);
        self
    }

    /// The person filled in what was missing.
    pub fn fill(self) -> Result<Self, WrongState> {
        self.step(Step::Fill)
    }

    fn step(mut self, step: Step) -> Result<Self, WrongState> {
        self.state = next(self.state, step).ok_or(WrongState)?;
        // Nothing but the way there needs to know how the person proved themself.
        if self.state == State::Complete {
            self.proof = None;
        }
        self.version = self.version.saturating_add(1);
        Ok(self)
    }
}
