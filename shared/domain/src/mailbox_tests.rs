//! What a mailbox counts, and what it lets through.

use super::*;

fn code(now: Timestamp) -> MailedCode {
    MailedCode {
        purpose: CodePurpose::SignIn,
        mac: Some("m".into()),
        link: None,
        bound_to: "t".into(),
        user_id: None,
        sign_up: None,
        tries_left: TRIES,
        expires_at: now.plus_secs(600),
        sent_at: now,
    }
}

#[test]
fn ot_03_tries_are_counted_down_before_the_comparison() {
    let now = Timestamp::from_secs(1_000_000);
    let mut mailbox = Mailbox::default()
        .send(code(now), SourceKind::Unknown, now)
        .unwrap_or_else(|_| unreachable!());
    for _ in 0..TRIES {
        mailbox = mailbox
            .count_try("t", CodePurpose::SignIn, SourceKind::Unknown, now)
            .unwrap_or_else(|_| unreachable!());
    }
    assert_eq!(
        mailbox.count_try("t", CodePurpose::SignIn, SourceKind::Unknown, now),
        Err(TryError::Expired)
    );
}

#[test]
fn ot_03_strangers_do_not_use_up_a_known_device() {
    let now = Timestamp::from_secs(1_000_000);
    let mut mailbox = Mailbox::default();
    for _ in 0..3 {
        mailbox = mailbox
            .send(code(now), SourceKind::Unknown, now)
            .unwrap_or_else(|_| unreachable!());
    }
    assert!(mailbox.clone().send(code(now), SourceKind::Unknown, now).is_err());
    assert!(mailbox.send(code(now), SourceKind::Known, now).is_ok());
}

/// Sends a code whenever the one before is used up, until a limit says no: the tries that were counted.
fn tried(codes: u32, secs_apart: i64) -> (u32, Mailbox, Timestamp) {
    let mut now = Timestamp::from_secs(1_000_000);
    let (mut mailbox, mut tries) = (Mailbox::default(), 0);
    for _ in 0..codes {
        mailbox.code = Some(code(now));
        for _ in 0..TRIES {
            match mailbox
                .clone()
                .count_try("t", CodePurpose::SignIn, SourceKind::Unknown, now)
            {
                Ok(next) => (mailbox, tries) = (next, tries + 1),
                Err(refused) => {
                    assert!(matches!(refused, TryError::Limited(_)), "{refused}");
                    return (tries, mailbox, now);
                }
            }
        }
        now = now.plus_secs(secs_apart);
    }
    (tries, mailbox, now)
}

#[test]
fn ot_03_tries_are_limited_over_all_codes_and_strangers_apart() {
    let (hour, mailbox, now) = tried(9, 60);
    assert_eq!(hour, 10);
    let known = mailbox.count_try("t", CodePurpose::SignIn, SourceKind::Known, now);
    assert!(known.is_ok(), "the owner's own device goes on");
    let (day, ..) = tried(20, 3600);
    // What a day lets through comes back evenly: thirty at once, and some while these took eight hours.
    assert!((30..42).contains(&day), "{day}");
}

#[test]
fn mails_are_limited_over_a_day() {
    let mut now = Timestamp::from_secs(1_000_000);
    let (mut mailbox, mut sent) = (Mailbox::default(), 0);
    while let Ok(next) = mailbox.clone().send(code(now), SourceKind::Unknown, now) {
        (mailbox, sent) = (next, sent + 1);
        assert!(sent < 40);
        now = now.plus_secs(900);
    }
    assert!((10..13).contains(&sent), "{sent}");
}

#[test]
fn a_link_is_followed_for_what_it_was_mailed_for() {
    let now = Timestamp::from_secs(1_000_000);
    let linked = MailedCode {
        link: Some("l".into()),
        ..code(now)
    };
    let mailbox = Mailbox::default().send(linked, SourceKind::Unknown, now);
    let mailbox = mailbox.unwrap_or_else(|_| unreachable!());
    assert!(mailbox.linked(CodePurpose::SignIn, now).is_some());
    assert!(mailbox.linked(CodePurpose::PasswordReset, now).is_none());
    assert!(mailbox.linked(CodePurpose::SignIn, now.plus_secs(600)).is_none());
}

#[test]
fn a_code_works_only_in_its_transaction_and_time() {
    let now = Timestamp::from_secs(1_000_000);
    let mailbox = Mailbox::default()
        .send(code(now), SourceKind::Unknown, now)
        .unwrap_or_else(|_| unreachable!());
    for (tx, purpose, at) in [
        ("x", CodePurpose::SignIn, now),
        ("t", CodePurpose::SignUp, now),
        ("t", CodePurpose::SignIn, now.plus_secs(600)),
    ] {
        assert_eq!(
            mailbox.clone().count_try(tx, purpose, SourceKind::Unknown, at),
            Err(TryError::Expired)
        );
    }
}
