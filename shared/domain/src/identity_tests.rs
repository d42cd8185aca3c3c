//! Every row of behaviour 5.6, and what a profile and a use change.

use super::*;
use crate::{clock::Epoch, user::UserStatus};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn said(email: Option<&str>, email_verified: bool) -> Asserted {
    Asserted {
        idp_id: IdentityProviderId::from_bytes([1; 16]),
        issuer: "https://idp.example".into(),
        subject: "1".into(),
        email: email.and_then(|email| Email::parse(email).ok()),
        email_verified,
        mfa: false,
        profile: MappedProfile::default(),
        sealed_refresh_token: None,
    }
}

fn user(email_verified: bool, status: UserStatus) -> User {
    User {
        id: UserId::from_bytes([2; 16]),
        email: Email::parse("mia@acme.example").ok(),
        email_verified,
        name: Some("Mia".into()),
        given_name: None,
        family_name: None,
        picture: None,
        locale: None,
        zoneinfo: None,
        status,
        external_id: None,
        roles: Vec::new(),
        has_password: true,
        has_totp: false,
        phone: None,
        has_sms: false,
        passkey_count: 0,
        deletion_at: None,
        status_before: None,
        terms_accepted_at: None,
        terms_version: None,
        token_epoch: Epoch::born(NOW),
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

#[test]
fn fe_01_every_row_of_the_table() {
    use AccountLinking::{Explicit, VerifiedEmail};
    let (mine, active) = (Some("mia@acme.example"), user(true, UserStatus::Active));
    let rows = [
        (
            said(mine, false),
            true,
            Some(&active),
            Explicit,
            false,
            Decision::SignIn,
        ),
        (said(mine, true), false, None, VerifiedEmail, true, Decision::SignUp),
        (said(None, false), false, None, VerifiedEmail, true, Decision::SignUp),
        (said(mine, false), false, None, VerifiedEmail, true, Decision::Confirm),
        (
            said(mine, true),
            false,
            Some(&active),
            VerifiedEmail,
            true,
            Decision::Link,
        ),
        (
            said(mine, true),
            false,
            Some(&active),
            Explicit,
            true,
            Decision::Confirm,
        ),
        (
            said(mine, false),
            false,
            Some(&active),
            VerifiedEmail,
            true,
            Decision::Confirm,
        ),
        (
            said(mine, true),
            false,
            Some(&active),
            VerifiedEmail,
            false,
            Decision::Refuse,
        ),
    ];
    for (at, (said, known, holder, linking, may_link, expected)) in rows.into_iter().enumerate() {
        assert_eq!(decide(&said, known, holder, linking, may_link), expected, "row {at}");
    }
}

#[test]
fn ah_01_an_account_whose_mailbox_nobody_proved_is_never_linked_by_an_address() {
    for (verified, status) in [
        (false, UserStatus::Active),
        (false, UserStatus::Pending),
        (true, UserStatus::Disabled),
    ] {
        let holder = user(verified, status);
        let said = said(Some("mia@acme.example"), true);
        let decision = decide(&said, false, Some(&holder), AccountLinking::VerifiedEmail, true);
        assert_eq!(decision, Decision::Confirm, "{status:?}");
    }
}

#[test]
fn a_profile_fills_and_never_overwrites() {
    let mut mia = user(true, UserStatus::Active);
    let profile = MappedProfile {
        name: Some("Somebody".into()),
        given_name: Some("Mia".into()),
        ..MappedProfile::default()
    };
    profile.fill(&mut mia);
    assert_eq!(
        (mia.name.as_deref(), mia.given_name.as_deref()),
        (Some("Mia"), Some("Mia"))
    );
}

#[test]
fn a_use_is_noted_once_an_hour_or_when_something_changed() {
    let id = IdentityId::from_bytes([3; 16]);
    let known = Identity::link(
        id,
        UserId::from_bytes([2; 16]),
        "m".into(),
        (said(None, false), Kept::AsItIs),
        NOW,
    );
    assert_eq!(known.used(&said(None, false), Kept::AsItIs, NOW.plus_secs(3599)), None);
    let later = known.used(&said(None, false), Kept::AsItIs, NOW.plus_secs(3600));
    assert_eq!(later.map(|identity| identity.version), Some(2));
    assert!(
        known
            .used(&said(Some("mia@acme.example"), true), Kept::AsItIs, NOW)
            .is_some()
    );
}

#[test]
fn a_kept_refresh_token_stays_until_there_is_another_or_it_is_no_longer_wanted() {
    let (one, two) = ("one".to_owned(), "two".to_owned());
    let new = |kept: Kept| {
        let ids = (IdentityId::from_bytes([3; 16]), UserId::from_bytes([2; 16]));
        Identity::link(ids.0, ids.1, "marker".into(), (said(None, false), kept), NOW)
    };
    assert_eq!(new(Kept::AsItIs).sealed_refresh_token, None);
    let known = new(Kept::Replaced(one.clone()));
    let used = |kept: Kept| known.used(&said(None, false), kept, NOW);
    assert_eq!(used(Kept::AsItIs), None, "nothing is worth writing");
    let kept = |kept: Kept| used(kept).map(|after| (after.sealed_refresh_token, after.version));
    assert_eq!(kept(Kept::Replaced(two.clone())), Some((Some(two.clone()), 2)));
    assert_eq!(kept(Kept::Gone), Some((None, 2)));
    let rotated = known.keeping(Some(two.clone()));
    assert_eq!((rotated.sealed_refresh_token, rotated.version), (Some(two), 2));
}
