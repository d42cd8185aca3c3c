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
    /// What was missing was filled in.
    Fill,
}

/// What the person has still to say, once they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Whether the account, whose deletion is scheduled, shall be kept.
    pub reactivation: bool,
    /// What the application requires of everybody.
    pub profile: bool,
}

impl Needs {
    /// The first of it, in the fixed order of 5.3.
    const fn first(self) -> State {
        if self.reactivation {
            State::NeedsReactivation
        } else if self.profile {
            State::NeedsProfile
        } else {
            State::Complete
        }
    }
}

/// Where a step leads from a state; `None` where it does not belong.
pub const fn next(from: State, step: Step) -> Option<State> {
    use State::{Complete, Federated, NeedsFirstFactor, NeedsIdentifier, NeedsLinkConfirmation, NeedsProfile};
    use State::{NeedsReactivation, NeedsVerification};
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
        | (Federated, Step::Prove(Method::Federated, needs)) => needs.first(),
        // Kept: what is scheduled is asked once.
        (NeedsReactivation, Step::Keep(needs)) => Needs {
            reactivation: false,
            ..needs
        }
        .first(),
        _ => return None,
    })
}
