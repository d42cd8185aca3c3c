//! What is asked of whom, and what a proof makes of a session.

use super::*;
use crate::{
    SessionId, UserId,
    clock::Epoch,
    session::SessionEpochs,
    user::{User, UserStatus},
};

fn person() -> User {
    User {
        has_password: true,
        ..crate::user::tests::user(UserStatus::Active)
    }
}

fn standing(age: i64, acr: Acr) -> Standing {
    let at = Timestamp::from_secs(10_000).minus_secs(age);
    Standing::new(Some(at), acr, &["pwd".to_owned()])
}

fn session(amr: &[&str], acr: Acr) -> Session {
    let now = Timestamp::from_secs(1000);
    Session {
        id: SessionId::from_bytes([1; 16]),
        user_id: UserId::from_bytes([1; 16]),
        secret_hash: "before".into(),
        created_at: now,
        expires_at: now.plus_secs(86_400),
        auth_time: now,
        amr: amr.iter().map(|value| (*value).to_owned()).collect(),
        acr,
        epochs: SessionEpochs {
            application: Epoch::born(now),
            user: Epoch::born(now),
        },
        device_id: None,
        idp_id: None,
        ip_address: None,
        user_agent: None,
        ended_at: None,
    }
}

#[test]
fn a_sign_in_is_asked_for_again_when_it_is_old_or_weak_or_nobody_knows_when_it_was() {
    let now = Timestamp::from_secs(10_000);
    let settings = Settings::default();
    let demand = Demand::new(&settings, false);
    assert!(demand.is_met_by(standing(299, Acr::OneFactor), now));
    assert!(!demand.is_met_by(standing(300, Acr::PhishingResistant), now));
    let unknown = Standing {
        auth_time: None,
        ..standing(0, Acr::PhishingResistant)
    };
    assert!(!demand.is_met_by(unknown, now));
    let demand = Demand::new(&settings, true);
    assert!(
        !demand.is_met_by(standing(0, Acr::OneFactor), now),
        "weaker than enrolled"
    );
    assert!(demand.is_met_by(standing(0, Acr::TwoFactors), now));
}

#[test]
fn whoever_has_a_second_factor_is_never_asked_for_less_and_a_mail_is_the_last_resort() {
    let settings = Settings::default();
    let local = standing(0, Acr::OneFactor);
    let federated = Standing {
        federated: true,
        ..local
    };
    let bare = User {
        has_password: false,
        ..person()
    };
    let none = Vec::new;
    assert_eq!(ways(&person(), &settings, federated, none()), [Way::Password]);
    assert_eq!(ways(&bare, &settings, federated, none()), [Way::Provider]);
    assert_eq!(ways(&bare, &settings, local, none()), [Way::EmailCode]);
    let nameless = User { email: None, ..bare };
    assert!(ways(&nameless, &settings, local, none()).is_empty());
    let factors = vec![Way::Passkey, Way::Totp, Way::RecoveryCode];
    assert_eq!(ways(&person(), &settings, federated, factors.clone()), factors);
}

#[test]
fn a_password_that_is_switched_off_proves_nothing() {
    let mut settings = Settings::default();
    settings.auth_methods.password = false;
    let ways = ways(&person(), &settings, standing(0, Acr::OneFactor), Vec::new());
    assert_eq!(ways, [Way::EmailCode]);
}

#[test]
fn ss_01_a_step_up_changes_the_secret_and_keeps_reference_and_end() {
    let (before, now) = (session(&["pwd"], Acr::OneFactor), Timestamp::from_secs(5000));
    let after = before
        .clone()
        .step_up("after".into(), Again::Second(SecondFactor::Totp), now);
    assert_eq!(
        (after.id, after.expires_at, after.created_at),
        (before.id, before.expires_at, before.created_at)
    );
    assert_eq!((after.secret_hash.as_str(), after.auth_time), ("after", now));
    assert_eq!((after.amr, after.acr), (owned(&["pwd", "otp", "mfa"]), Acr::TwoFactors));
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn a_session_is_worth_what_its_latest_proof_was() {
    let now = Timestamp::from_secs(5000);
    let after = |amr: &[&str], by| {
        let session = session(amr, Acr::PhishingResistant).step_up(String::new(), by, now);
        (session.amr, session.acr)
    };
    let passkey = &["hwk", "user", "mfa"][..];
    assert_eq!(
        after(passkey, Again::First(Method::Password)),
        (owned(&["pwd"]), Acr::OneFactor)
    );
    assert_eq!(
        after(passkey, Again::Second(SecondFactor::RecoveryCode)),
        (owned(&["hwk", "rc", "mfa"]), Acr::TwoFactors)
    );
    assert_eq!(
        after(passkey, Again::Second(SecondFactor::DevicePasskey)),
        (owned(passkey), Acr::PhishingResistant)
    );
    assert_eq!(
        after(
            &["pwd", "fed", "otp", "mfa"],
            Again::Second(SecondFactor::SyncedPasskey)
        ),
        (owned(&["pwd", "fed", "swk", "user", "mfa"]), Acr::PhishingResistant)
    );
    assert_eq!(
        after(&["email"], Again::First(Method::EmailCode)),
        (owned(&["email"]), Acr::OneFactor)
    );
}

#[test]
fn ways_are_read_back_by_their_names() {
    for way in Way::ALL {
        assert_eq!(Way::parse(way.as_str()), Some(way));
    }
    assert_eq!(Way::parse("carrier_pigeon"), None);
}
