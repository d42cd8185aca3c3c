//! The transitions of a sign-in, all of them (behaviour 5.3). Nothing else decides where a step leads.

use super::{Method, State};

/// What happens to a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Somebody who is signed in already begins it.
    Recognise,
    /// An address was typed, perhaps another one.
    Identify,
    /// The person came back from a provider.
    Federate,
    /// The provider's word is not enough.
    ConfirmLink,
    /// A code was (or seems to have been) mailed.
    AwaitCode,
    /// The proof succeeded.
    Prove(Method, Needs),
    /// The account is kept.
    Keep(Needs),
    /// The second factor was given.
    ProveSecond(Needs),
    /// A second factor was enrolled.
    SetUp(Needs),
    /// What was missing was filled in.
    Fill,
}

/// What the person has still to say, once they are known.
#[expect(clippy::struct_excessive_bools, reason = "each is needed or not by itself")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Whether the account, whose deletion is scheduled, shall be kept.
    pub reactivation: bool,
    /// Whether another factor is to be given: one is enrolled, or the request asks for more than was proven.
    pub second_factor: bool,
    /// Whether one must be enrolled first.
    pub mfa_setup: bool,
    /// What the application requires of everybody.
    pub profile: bool,
}

impl Needs {
    /// The first of it, in the fixed order of 5.3.
    const fn first(self) -> State {
        if self.reactivation {
            State::NeedsReactivation
        } else if self.second_factor {
            State::NeedsSecondFactor
        } else if self.mfa_setup {
            State::NeedsMfaSetup
        } else if self.profile {
            State::NeedsProfile
        } else {
            State::Complete
        }
    }

    const fn kept(self) -> Self {
        Self {
            reactivation: false,
            ..self
        }
    }

    const fn proven(self) -> Self {
        Self {
            second_factor: false,
            ..self.kept()
        }
    }

    const fn set_up(self) -> Self {
        Self {
            mfa_setup: false,
            ..self.proven()
        }
    }
}

/// Where a step leads from a state; `None` where it does not belong.
pub const fn next(from: State, step: Step) -> Option<State> {
    use State::{Complete, Federated, NeedsFirstFactor, NeedsIdentifier, NeedsLinkConfirmation, NeedsMfaSetup};
    use State::{NeedsProfile, NeedsReactivation, NeedsSecondFactor, NeedsVerification};
    let is_before_proof = !from.is_after_proof() && !matches!(from, Complete);
    Some(match (from, step) {
        (NeedsIdentifier, Step::Recognise) | (NeedsProfile, Step::Fill) => Complete,
        (_, Step::Identify) if is_before_proof => NeedsFirstFactor,
        (_, Step::Federate) if is_before_proof => Federated,
        (Federated, Step::ConfirmLink) => NeedsLinkConfirmation,
        (NeedsFirstFactor | NeedsVerification | NeedsLinkConfirmation, Step::AwaitCode) => NeedsVerification,
        (
            NeedsFirstFactor | NeedsVerification | NeedsLinkConfirmation,
            Step::Prove(Method::Password | Method::EmailCode, needs),
        )
        // A passkey says by itself who the person is.
        | (
            NeedsIdentifier | NeedsFirstFactor | NeedsVerification | NeedsLinkConfirmation,
            Step::Prove(Method::DevicePasskey | Method::SyncedPasskey, needs),
        )
        | (Federated, Step::Prove(Method::Federated, needs)) => needs.first(),
        // What was answered is not asked again.
        (NeedsReactivation, Step::Keep(needs)) => needs.kept().first(),
        (NeedsSecondFactor, Step::ProveSecond(needs)) => needs.proven().first(),
        (NeedsMfaSetup, Step::SetUp(needs)) => needs.set_up().first(),
        _ => return None,
    })
}
