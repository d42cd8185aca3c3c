//! Every edge of the state machine, and that there are no others.

use super::*;

const STATES: [State; 8] = [
    State::NeedsIdentifier,
    State::NeedsFirstFactor,
    State::NeedsVerification,
    State::Federated,
    State::NeedsLinkConfirmation,
    State::NeedsReactivation,
    State::NeedsProfile,
    State::Complete,
];

const fn needs(reactivation: bool, profile: bool) -> Needs {
    Needs { reactivation, profile }
}

const NOTHING: Needs = needs(false, false);
const PROFILE: Needs = needs(false, true);
const KEEP: Needs = needs(true, false);
const BOTH: Needs = needs(true, true);

/// Every step there is.
fn steps() -> Vec<Step> {
    let mut all = vec![
        Step::Recognise,
        Step::Identify,
        Step::Federate,
        Step::ConfirmLink,
        Step::AwaitCode,
        Step::Fill,
    ];
    for needs in [NOTHING, PROFILE, KEEP, BOTH] {
        all.push(Step::Keep(needs));
        for method in [Method::Password, Method::EmailCode, Method::Federated] {
            all.push(Step::Prove(method, needs));
        }
    }
    all
}

/// The edges, as behaviour 5.3 tells them.
fn edges() -> Vec<(State, Step, State)> {
    use State::{Complete, Federated, NeedsFirstFactor, NeedsIdentifier, NeedsLinkConfirmation, NeedsProfile};
    use State::{NeedsReactivation, NeedsVerification};
    let mut edges = vec![
        (NeedsIdentifier, Step::Recognise, Complete),
        (Federated, Step::ConfirmLink, NeedsLinkConfirmation),
        (NeedsProfile, Step::Fill, Complete),
        (NeedsReactivation, Step::Keep(NOTHING), Complete),
        (NeedsReactivation, Step::Keep(KEEP), Complete),
        (NeedsReactivation, Step::Keep(PROFILE), NeedsProfile),
        (NeedsReactivation, Step::Keep(BOTH), NeedsProfile),
    ];
    for from in [
        NeedsIdentifier,
        NeedsFirstFactor,
        NeedsVerification,
        Federated,
        NeedsLinkConfirmation,
    ] {
        edges.push((from, Step::Identify, NeedsFirstFactor));
        edges.push((from, Step::Federate, Federated));
    }
    let then = [
        (NOTHING, Complete),
        (PROFILE, NeedsProfile),
        (KEEP, NeedsReactivation),
        (BOTH, NeedsReactivation),
    ];
    for from in [NeedsFirstFactor, NeedsVerification, NeedsLinkConfirmation] {
        edges.push((from, Step::AwaitCode, NeedsVerification));
        for method in [Method::Password, Method::EmailCode] {
            edges.extend(then.map(|(needs, to)| (from, Step::Prove(method, needs), to)));
        }
    }
    edges.extend(then.map(|(needs, to)| (Federated, Step::Prove(Method::Federated, needs), to)));
    edges
}

#[test]
fn every_edge_leads_where_the_specification_says_and_there_are_no_others() {
    let edges = edges();
    for from in STATES {
        for step in steps() {
            let edge = edges.iter().find(|(state, by, _)| (*state, *by) == (from, step));
            assert_eq!(next(from, step), edge.map(|(_, _, to)| *to), "{from:?} {step:?}");
        }
    }
}

fn begun() -> Transaction {
    let target = Target::ReturnTo("/account".to_owned());
    Transaction::begin("browser".to_owned(), target, Timestamp::from_secs(1000))
}

fn known() -> Authenticated {
    Authenticated {
        user_id: UserId::from_bytes([1; 16]),
        user_epoch: Epoch::born(Timestamp::from_secs(1)),
        method: Method::Password,
        idp_id: None,
        at: Timestamp::from_secs(1000),
    }
}

fn email() -> Email {
    Email::parse("mia@acme.example").unwrap_or_else(|_| unreachable!())
}

#[test]
fn a_proof_is_kept_for_as_long_as_something_stands_before_the_session() {
    let asked = begun().identify(email()).and_then(|begun| begun.prove(&known(), BOTH));
    let asked = asked.unwrap_or_else(|_| unreachable!());
    assert_eq!(asked.expects(State::NeedsReactivation), Ok(&known()));
    assert_eq!(asked.expects(State::NeedsProfile), Err(WrongState));
    let asked = asked.keep(PROFILE).unwrap_or_else(|_| unreachable!());
    assert_eq!(asked.expects(State::NeedsProfile), Ok(&known()));
    let done = asked.fill().unwrap_or_else(|_| unreachable!());
    assert_eq!((done.state, done.proof, done.version), (State::Complete, None, 5));
}

#[test]
fn nobody_becomes_another_once_they_are_known() {
    let asked = begun().identify(email()).and_then(|begun| begun.prove(&known(), KEEP));
    let asked = asked.unwrap_or_else(|_| unreachable!());
    assert!(asked.clone().identify(email()).is_err() && asked.clone().federated().is_err());
    assert!(asked.expects_first_factor().is_err() && asked.expects_code().is_err());
}

#[test]
fn what_is_given_up_is_over_at_once() {
    let now = Timestamp::from_secs(1001);
    assert!(!begun().abandon(now).is_live(now));
}
