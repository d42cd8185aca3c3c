//! Ranges and lists of the settings, and what is asked of everybody.

use super::*;

#[test]
fn defaults_are_within_their_own_ranges() {
    assert!(Settings::default().problems().is_empty());
}

#[test]
fn all_problems_are_told_at_once() {
    let bad = Settings {
        password_min_length: 3,
        session_ttl: 1,
        allowed_origins: vec!["https://a.example/".into()],
        ..Settings::default()
    };
    let fields: Vec<_> = bad.problems().into_iter().map(|p| p.field).collect();
    assert_eq!(
        fields,
        [
            "password_min_length",
            "session_ttl",
            "session_idle_ttl",
            "allowed_origins"
        ]
    );
}

#[test]
fn a_block_wins_over_an_allow() {
    let settings = Settings {
        signup_mode: SignupMode::Restricted,
        signup_allowed_domains: vec!["*.example.com".into(), "example.com".into()],
        signup_blocked_domains: vec!["bad.example.com".into()],
        ..Settings::default()
    };
    assert!(settings.admits_domain("example.com") && settings.admits_domain("a.example.com"));
    assert!(!settings.admits_domain("bad.example.com") && !settings.admits_domain("notexample.com"));
}

#[test]
fn the_terms_are_asked_for_again_when_they_are_others() {
    let settings = |version: &str| Settings {
        signup_required_fields: vec![RequiredField::Terms],
        terms_version: version.into(),
        ..Settings::default()
    };
    let mut user = crate::user::tests::user(crate::user::UserStatus::Active);
    assert_eq!(settings("1").missing(&user), [RequiredField::Terms]);
    user.accept_terms("1", crate::Timestamp::from_secs(1));
    assert!(settings("1").missing(&user).is_empty());
    assert_eq!(settings("2").missing(&user), [RequiredField::Terms]);
}

#[test]
fn a_field_is_required_once_and_a_grace_is_a_month_at_most() {
    let bad = Settings {
        signup_required_fields: vec![RequiredField::Name, RequiredField::Name],
        terms_version: "x".repeat(65),
        deletion_grace_days: 31,
        ..Settings::default()
    };
    let fields: Vec<_> = bad.problems().into_iter().map(|p| p.field).collect();
    assert_eq!(
        fields,
        ["deletion_grace_days", "signup_required_fields", "terms_version"]
    );
}
