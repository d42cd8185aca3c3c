//! Every edge of the state machine, and that there are no others.

use super::*;
use protocol::acr::Acr;

const STATES: [State; 10] = [
    State::NeedsIdentifier,
    State::NeedsFirstFactor,
    State::NeedsVerification,
    State::Federated,
    State::NeedsLinkConfirmation,
    State::NeedsReactivation,
    State::NeedsSecondFactor,
    State::NeedsMfaSetup,
    State::NeedsProfile,
    State::Complete,
];

/// In the fixed order of 5.3, as the bits of a number.
const ORDER: [State; 4] = [
    State::NeedsReactivation,
    State::NeedsSecondFactor,
    State::NeedsMfaSetup,
    State::NeedsProfile,
];

const METHODS: [Method; 5] = [
    Method::Password,
    Method::EmailCode,
    Method::Federated,
    Method::DevicePasskey,
    Method::SyncedPasskey,
];

const fn needs(bits: u8) -> Needs {
    Needs {
        reactivation: bits & 1 != 0,
        second_factor: bits & 2 != 0,
        mfa_setup: bits & 4 != 0,
        profile: bits & 8 != 0,
    }
}

/// The first state of `bits` that is not among the first `answered` of the order.
fn first(bits: u8, answered: usize) -> State {
    let asked = ORDER.into_iter().enumerate().skip(answered);
    let mut asked = asked.filter(|(at, _)| bits & (1 << at) != 0);
    asked.next().map_or(State::Complete, |(_, state)| state)
}

const PROFILE: Needs = needs(8);
const KEEP: Needs = needs(1);
const BOTH: Needs = needs(9);

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
    for needs in (0..16).map(needs) {
        all.extend([Step::Keep(needs), Step::ProveSecond(needs), Step::SetUp(needs)]);
        all.extend(METHODS.map(|method| Step::Prove(method, needs)));
    }
    all
}

/// The edges, as behaviour 5.3 tells them.
fn edges() -> Vec<(State, Step, State)> {
    use State::{Complete, Federated, NeedsFirstFactor, NeedsIdentifier, NeedsLinkConfirmation, NeedsMfaSetup};
    use State::{NeedsProfile, NeedsReactivation, NeedsSecondFactor, NeedsVerification};
    let mut edges = vec![
        (NeedsIdentifier, Step::Recognise, Complete),
        (Federated, Step::ConfirmLink, NeedsLinkConfirmation),
        (NeedsProfile, Step::Fill, Complete),
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
    for from in [NeedsFirstFactor, NeedsVerification, NeedsLinkConfirmation] {
        edges.push((from, Step::AwaitCode, NeedsVerification));
    }
    for bits in 0..16 {
        let (asked, then) = (needs(bits), first(bits, 0));
        for from in [NeedsFirstFactor, NeedsVerification, NeedsLinkConfirmation] {
            for method in [Method::Password, Method::EmailCode] {
                edges.push((from, Step::Prove(method, asked), then));
            }
        }
        for from in [
            NeedsIdentifier,
            NeedsFirstFactor,
            NeedsVerification,
            NeedsLinkConfirmation,
        ] {
            for method in [Method::DevicePasskey, Method::SyncedPasskey] {
                edges.push((from, Step::Prove(method, asked), then));
            }
        }
        edges.push((Federated, Step::Prove(Method::Federated, asked), then));
        edges.push((NeedsReactivation, Step::Keep(asked), first(bits, 1)));
        edges.push((NeedsSecondFactor, Step::ProveSecond(asked), first(bits, 2)));
        edges.push((NeedsMfaSetup, Step::SetUp(asked), first(bits, 3)));
    }
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
        idp_mfa: false,
        at: Timestamp::from_secs(1000),
        second: None,
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

#[test]
fn what_was_proven_says_how_well_somebody_is_recognised() {
    let (first, second) = (Timestamp::from_secs(1000), Timestamp::from_secs(1060));
    let cases = [
        (Method::Password, None, "pwd", Acr::OneFactor),
        (
            Method::Password,
            Some(SecondFactor::Totp),
            "pwd otp mfa",
            Acr::TwoFactors,
        ),
        (
            Method::EmailCode,
            Some(SecondFactor::RecoveryCode),
            "email rc mfa",
            Acr::TwoFactors,
        ),
        (
            Method::Password,
            Some(SecondFactor::SyncedPasskey),
            "pwd swk user mfa",
            Acr::PhishingResistant,
        ),
        (Method::DevicePasskey, None, "hwk user mfa", Acr::PhishingResistant),
    ];
    for (method, factor, amr, acr) in cases {
        let who = Authenticated {
            method,
            second: factor.map(|factor| Second { factor, at: second }),
            ..known()
        };
        assert_eq!((who.amr().join(" "), who.acr()), (amr.to_owned(), acr));
        assert_eq!(who.latest(), if factor.is_some() { second } else { first });
    }
}
