//! How many of what happened in an application: the series there are, and which of them an event counts for.
//!
//! A token that is issued changes nothing that an event could travel with. The token endpoint counts by itself and tells the sums (decision 27).

mod counts;
mod day;

pub use counts::{DayCounts, Statistics};
pub use day::{Day, HOURS};

use crate::{
    Event, UserId,
    event::{ActorKind, EventKind},
};
use std::collections::BTreeMap;

/// What is counted under one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// How a count names it: two letters that never change meaning.
    pub code: &'static str,
    /// What it is.
    pub metric: &'static str,
    /// Which part of it.
    pub by: Option<&'static str>,
}

const fn series(code: &'static str, metric: &'static str, by: &'static str) -> Series {
    Series {
        code,
        metric,
        by: Some(by),
    }
}

const fn whole(code: &'static str, metric: &'static str) -> Series {
    Series { code, metric, by: None }
}

/// People who were active on a day for the first time.
pub const ACTIVE: &str = "ad";
/// People who were active in a month for the first time.
pub const ACTIVE_IN_MONTH: &str = "am";
const MULTI_FACTOR: &str = "mf";
const SMS: &str = "sm";
const MAIL: &str = "ml";

/// Everything that is counted, in the order in which it is shown.
pub const SERIES: &[Series] = &[
    series("sp", "sign_ins", "password"),
    series("se", "sign_ins", "email"),
    series("sk", "sign_ins", "passkey"),
    series("sf", "sign_ins", "federation"),
    series("so", "sign_ins", "other"),
    series("fp", "failed_sign_ins", "password"),
    series("fk", "failed_sign_ins", "passkey"),
    series("ff", "failed_sign_ins", "federation"),
    series("fo", "failed_sign_ins", "other"),
    whole(MULTI_FACTOR, "multi_factor_sign_ins"),
    whole(ACTIVE, "active_users"),
    whole(ACTIVE_IN_MONTH, "active_in_month"),
    series("us", "new_users", "signup"),
    series("uf", "new_users", "federation"),
    series("ui", "new_users", "invitation"),
    series("ua", "new_users", "admin"),
    series("um", "new_users", "import"),
    series("uo", "new_users", "other"),
    whole("ud", "deleted_users"),
    whole("gc", "grants"),
    whole("gr", "ended_grants"),
    whole(MAIL, "mails"),
    whole(SMS, "sms"),
    series("ra", "refusals", "authorize.denied"),
    series("rc", "refusals", "client.authentication_failed"),
    series("rm", "refusals", "mfa.failed"),
    series("rl", "refusals", "rate_limit.exceeded"),
    series("rr", "refusals", "token.reuse_detected"),
    series("rb", "refusals", "token.too_large"),
    series("ri", "refusals", "token.introspection_denied"),
    series("rt", "refusals", "tenant.mismatch"),
    series("rk", "refusals", "api_key.refused_in_browser"),
    series("ta", TOKENS, "authorization_code"),
    series("tr", TOKENS, "refresh_token"),
    series("tc", TOKENS, "client_credentials"),
    series("xg", TOKEN_ERRORS, "invalid_grant"),
    series("xs", TOKEN_ERRORS, "invalid_scope"),
    series("xt", TOKEN_ERRORS, "invalid_target"),
    series("xr", TOKEN_ERRORS, "invalid_request"),
    series("xu", TOKEN_ERRORS, "unauthorized_client"),
    series("xo", TOKEN_ERRORS, "other"),
];

/// Access tokens that the token endpoint issued, by grant.
const TOKENS: &str = "tokens";
/// What it answered clients that had proved who they are, when it issued none (RFC 6749 §5.2).
const TOKEN_ERRORS: &str = "token_errors";
/// The member of [`EventKind::TokenCounted`] that holds numbers by code.
const SUMS: &str = "sums";

/// The code of an access token that was issued for this grant.
pub fn issued(grant_type: &str) -> Option<&'static str> {
    part(TOKENS, grant_type)
}

/// The code of an error of the token endpoint.
pub fn refused(error: &str) -> Option<&'static str> {
    part(TOKEN_ERRORS, error)
}

/// With the sums that an [`EventKind::TokenCounted`] tells.
#[must_use]
pub fn telling(event: Event, sums: &BTreeMap<&'static str, u64>) -> Event {
    let sums: serde_json::Map<_, _> = sums
        .iter()
        .map(|(code, sum)| ((*code).to_owned(), (*sum).into()))
        .collect();
    event.with(SUMS, sums)
}

/// The sums that such an event tells.
fn told(event: &Event) -> Vec<(&'static str, u64)> {
    let sum = |code: &str| event.data.get(SUMS)?.get(code)?.as_u64();
    let counted = SERIES
        .iter()
        .filter(|series| [TOKENS, TOKEN_ERRORS].contains(&series.metric));
    counted
        .filter_map(|series| Some((series.code, sum(series.code)?)))
        .collect()
}

/// The code of a part; of `other`, where it is none that has one.
fn part(metric: &str, by: &str) -> Option<&'static str> {
    let of = |wanted: &str| {
        let mut parts = SERIES.iter().filter(|series| series.metric == metric);
        parts.find(|series| series.by == Some(wanted)).map(|series| series.code)
    };
    of(by).or_else(|| of("other"))
}

fn total(metric: &str) -> Option<&'static str> {
    let found = SERIES.iter().find(|series| series.metric == metric);
    found.map(|series| series.code)
}

fn word<'e>(event: &'e Event, name: &str) -> &'e str {
    event.data.get(name).and_then(|value| value.as_str()).unwrap_or("")
}

fn amr(event: &Event) -> Vec<&str> {
    let values = event.data.get("amr").and_then(|value| value.as_array());
    values
        .into_iter()
        .flatten()
        .filter_map(|value| value.as_str())
        .collect()
}

/// How somebody signed in: the first value says by what.
fn method(amr: &[&str]) -> &'static str {
    match amr.first() {
        Some(&"pwd") => "password",
        Some(&"email") => "email",
        Some(&("hwk" | "swk")) => "passkey",
        Some(&"fed") => "federation",
        _ => "other",
    }
}

fn own(event: &Event) -> Option<&'static str> {
    match event.kind {
        EventKind::UserSignedIn | EventKind::UserFederatedSignIn => part("sign_ins", method(&amr(event))),
        EventKind::UserSignInFailed => part("failed_sign_ins", word(event, "method")),
        EventKind::UserCreated => part("new_users", word(event, "via")),
        EventKind::UserDeleted => total("deleted_users"),
        EventKind::GrantCreated => total("grants"),
        EventKind::GrantRevoked | EventKind::TokenRevoked => total("ended_grants"),
        EventKind::SmsSent => Some(SMS),
        kind => part("refusals", kind.as_str()),
    }
}

/// What an event counts for and how often, apart from who was active.
pub fn codes(event: &Event) -> Vec<(&'static str, u64)> {
    if event.kind == EventKind::TokenCounted {
        return told(event);
    }
    let is_sign_in = matches!(event.kind, EventKind::UserSignedIn | EventKind::UserFederatedSignIn);
    let several = (is_sign_in && amr(event).contains(&"mfa")).then_some(MULTI_FACTOR);
    let mail = (event.mail.is_some() && event.kind != EventKind::SmsSent).then_some(MAIL);
    let codes = [own(event), several, mail].into_iter().flatten();
    codes.map(|code| (code, 1)).collect()
}

/// Who was active: signed in, proved it again, or let a client act for them.
pub fn active(event: &Event) -> Option<UserId> {
    let is_activity = matches!(
        event.kind,
        EventKind::UserSignedIn
            | EventKind::UserFederatedSignIn
            | EventKind::SessionSteppedUp
            | EventKind::GrantCreated
    );
    let actor = Some(&event.actor).filter(|actor| is_activity && actor.kind == ActorKind::User);
    actor?.id.as_deref()?.parse().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::{Entropy, Timestamp, event::Actor};
    use std::collections::BTreeSet;

    #[derive(Debug)]
    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    fn event(kind: EventKind) -> Event {
        Event::new(kind, Actor::system(), Timestamp::from_secs(0), &Zeros)
    }

    #[test]
    fn a_code_means_one_thing() {
        let codes: BTreeSet<_> = SERIES.iter().map(|series| series.code).collect();
        assert_eq!(codes.len(), SERIES.len());
        assert!(codes.iter().all(|code| code.len() == 2));
        let refused = SERIES.iter().filter(|series| series.metric == "refusals");
        for kind in refused.filter_map(|series| series.by) {
            let known = EventKind::ALL.iter().find(|known| known.as_str() == kind).unwrap();
            assert_eq!(super::codes(&event(*known)).len(), 1, "{kind}");
        }
    }

    #[test]
    fn an_event_counts_for_what_it_says() {
        let passkey = event(EventKind::UserSignedIn).with("amr", vec!["swk", "user", "mfa"]);
        let codes = |event: &Event| codes(event).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(codes(&passkey), ["sk", "mf"]);
        assert_eq!(codes(&event(EventKind::UserSignedIn).with("amr", vec!["new"])), ["so"]);
        let wrong = event(EventKind::UserSignInFailed).with("method", "password");
        assert_eq!(codes(&wrong.mailing("sealed".into())), ["fp", "ml"]);
        assert_eq!(codes(&event(EventKind::SmsSent).mailing("sealed".into())), ["sm"]);
        assert_eq!(codes(&event(EventKind::UserCreated).with("via", "import")), ["um"]);
        assert!(codes(&event(EventKind::SettingsUpdated)).is_empty());
    }

    #[test]
    fn sums_are_told_as_they_were_counted_and_nothing_else_is() {
        let sums = BTreeMap::from([
            (issued("refresh_token").unwrap(), 3),
            (refused("slow_down").unwrap(), 1),
        ]);
        let counted = telling(event(EventKind::TokenCounted), &sums);
        assert_eq!(codes(&counted), [("tr", 3), ("xo", 1)]);
        let foreign = event(EventKind::TokenCounted).with(SUMS, serde_json::json!({"sp": 5, "ta": -1, "tc": "2"}));
        assert!(codes(&foreign).is_empty());
        assert_eq!(issued("password"), None);
    }

    #[test]
    fn only_a_person_is_active() {
        let user = UserId::from_bytes([7; 16]);
        let by = |kind: ActorKind, event_kind| Event {
            actor: Actor::new(kind, user),
            ..event(event_kind)
        };
        assert_eq!(active(&by(ActorKind::User, EventKind::UserSignedIn)), Some(user));
        assert_eq!(active(&by(ActorKind::User, EventKind::GrantCreated)), Some(user));
        assert_eq!(active(&by(ActorKind::User, EventKind::UserUpdated)), None);
        assert_eq!(active(&by(ActorKind::Operator, EventKind::UserSignedIn)), None);
    }
}
