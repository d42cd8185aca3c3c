//! Factors that are typed: counted, spent, once each.

use super::*;

fn app() -> TotpCredential {
    TotpCredential {
        sealed_secret: "s".into(),
        enrolled_at: Timestamp::from_secs(1000),
        last_step: 7,
        tries: Tries::default(),
        version: 1,
    }
}

fn codes() -> RecoveryCodes {
    let codes = ["a", "b"].map(|mac| RecoveryCode {
        mac: mac.to_owned(),
        used_at: None,
    });
    RecoveryCodes {
        codes: codes.to_vec(),
        made_at: Timestamp::from_secs(1000),
        shown: None,
        tries: Tries::default(),
        version: 1,
    }
}

#[test]
fn ot_05_a_step_is_accepted_once_and_none_before_it_afterwards() {
    let source = SourceKind::Known;
    let after = app().accept(9, source).unwrap_or_else(|| unreachable!());
    assert_eq!((after.last_step, after.version), (9, 2));
    assert!(
        [7, 8, 9]
            .into_iter()
            .all(|step| after.clone().accept(step, source).is_none())
    );
    assert!(after.accept(10, source).is_some());
}

#[test]
fn ot_03_tries_are_limited_and_strangers_do_not_use_up_a_known_device() {
    let now = Timestamp::from_secs(1_000_000);
    let mut app = app();
    for _ in 0..5 {
        app = app
            .count_try(SourceKind::Unknown, now)
            .unwrap_or_else(|_| unreachable!());
    }
    assert_eq!(
        app.clone().count_try(SourceKind::Unknown, now),
        Err(Limited { retry_after: 60 })
    );
    assert!(app.count_try(SourceKind::Known, now).is_ok());
}

#[test]
fn ot_03_twenty_tries_an_hour_however_they_are_spread() {
    let mut app = app();
    let refused = (0..60).filter(|minute| {
        let now = Timestamp::from_secs(1_000_000 + minute * 60);
        match app.clone().count_try(SourceKind::Unknown, now) {
            Ok(counted) => {
                app = counted;
                false
            }
            Err(_) => true,
        }
    });
    // Twenty at once, then one in three minutes.
    assert!(refused.count() >= 20);
}

#[test]
fn a_right_code_takes_its_try_back() {
    let now = Timestamp::from_secs(1_000_000);
    let mut app = app();
    for step in 8..40 {
        let counted = app.count_try(SourceKind::Known, now).unwrap_or_else(|_| unreachable!());
        app = counted
            .accept(step, SourceKind::Known)
            .unwrap_or_else(|| unreachable!());
    }
    assert!(app.count_try(SourceKind::Known, now).is_ok());
}

#[test]
fn rs_03_a_recovery_code_works_once() {
    let now = Timestamp::from_secs(2000);
    let spent = codes().spend(|mac| mac == "b", SourceKind::Known, now);
    let spent = spent.unwrap_or_else(|| unreachable!());
    assert_eq!(spent.left(), 1);
    assert!(spent.clone().spend(|mac| mac == "b", SourceKind::Known, now).is_none());
    assert!(spent.spend(|mac| mac == "a", SourceKind::Known, now).is_some());
}

#[test]
fn five_recovery_codes_may_be_tried_in_an_hour() {
    let now = Timestamp::from_secs(1_000_000);
    let mut codes = codes();
    for _ in 0..5 {
        codes = codes
            .count_try(SourceKind::Unknown, now)
            .unwrap_or_else(|_| unreachable!());
    }
    assert!(codes.clone().count_try(SourceKind::Unknown, now).is_err());
    assert!(codes.count_try(SourceKind::Unknown, now.plus_secs(720)).is_ok());
}
