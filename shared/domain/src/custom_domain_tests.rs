//! The life of a custom domain by the clock.

use super::*;

const START: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

fn at(secs: i64) -> Timestamp {
    START.plus_secs(secs)
}

fn waiting() -> CustomDomain {
    CustomDomain {
        id: DomainId::from_bytes([1; 16]),
        hostname: Hostname::parse("id.acme.test").unwrap_or_else(|_| unreachable!()),
        state: DomainState::PendingDns,
        failure: None,
        primary: false,
        txt_value: "aero2-verify=x".into(),
        verified_at: None,
        last_checked_at: None,
        since: None,
        round: 0,
        created_at: START,
        updated_at: START,
        version: 1,
    }
}

fn next(domain: &CustomDomain) -> Option<i64> {
    domain.next_check().map(|next| (next.millis() - START.millis()) / 1000)
}

#[test]
fn a_waiting_domain_is_looked_at_every_five_minutes_then_hourly_then_given_up() {
    let mut domain = waiting();
    assert_eq!(next(&domain), Some(300));
    domain = domain.not_proven(DomainFailure::TxtMissing, at(HOUR - 60));
    assert_eq!(next(&domain), Some(HOUR - 60 + 300));
    domain = domain.not_proven(DomainFailure::TxtMissing, at(HOUR));
    assert_eq!(next(&domain), Some(2 * HOUR));
    domain = domain.not_proven(DomainFailure::CnameMissing, at(7 * DAY - 1));
    assert_eq!(
        (domain.state, domain.failure),
        (DomainState::PendingDns, Some(DomainFailure::CnameMissing))
    );
    domain = domain.not_proven(DomainFailure::CnameMissing, at(7 * DAY));
    assert_eq!(
        (domain.state, domain.failure),
        (DomainState::Failed, Some(DomainFailure::Timeout))
    );
    assert_eq!(domain.next_check(), None);
}

#[test]
fn a_retry_has_all_the_time_again_and_a_site_of_its_own() {
    let failed = waiting().proven(at(0)).still_issuing(None, at(72 * HOUR));
    assert_eq!(
        (failed.state, failed.failure),
        (DomainState::Failed, Some(DomainFailure::Timeout))
    );
    let first = failed.site();
    let again = failed
        .retried(at(30 * DAY))
        .not_proven(DomainFailure::TxtMissing, at(30 * DAY + 1));
    assert_eq!(again.state, DomainState::PendingDns);
    assert_ne!(again.proven(at(30 * DAY + 2)).site(), first);
}

#[test]
fn a_name_that_is_another_s_is_not_waited_for() {
    let failed = waiting().not_proven(DomainFailure::ClaimedElsewhere, at(1));
    assert_eq!(
        (failed.state, failed.failure),
        (DomainState::Failed, Some(DomainFailure::ClaimedElsewhere))
    );
}

#[test]
fn a_certificate_has_three_days() {
    let issuing = waiting().proven(at(DAY));
    assert_eq!((issuing.state, next(&issuing)), (DomainState::Issuing, Some(DAY + 300)));
    let late = issuing.still_issuing(Some(DomainFailure::CnameMissing), at(DAY + 72 * HOUR - 1));
    assert_eq!(
        (late.state, late.failure),
        (DomainState::Issuing, Some(DomainFailure::CnameMissing))
    );
    let active = late.served(at(4 * DAY));
    assert_eq!(
        (active.state, active.failure, next(&active)),
        (DomainState::Active, None, Some(5 * DAY))
    );
}

#[test]
fn lost_records_have_fourteen_days_to_come_back() {
    let active = waiting().proven(at(0)).served(at(60));
    let degraded = active.record_lost(DomainFailure::TxtMissing, at(DAY));
    assert!(degraded.state.is_served() && degraded.state == DomainState::Degraded);
    assert_eq!(next(&degraded), Some(DAY + HOUR));
    let still = degraded
        .clone()
        .record_lost(DomainFailure::CnameMissing, at(15 * DAY - 1));
    assert_eq!(
        (still.state, still.failure),
        (DomainState::Degraded, Some(DomainFailure::CnameMissing))
    );
    assert_eq!(still.clone().served(at(15 * DAY - 1)).state, DomainState::Active);
    let failed = still.record_lost(DomainFailure::CnameMissing, at(15 * DAY));
    assert_eq!(
        (failed.state, failed.failure),
        (DomainState::Failed, Some(DomainFailure::CnameMissing))
    );
    assert!(!failed.state.is_held());
}

#[test]
fn a_leaving_site_is_asked_for_ever() {
    let site = LeavingSite::of(&waiting().proven(at(0)), at(0));
    let after = |site: &LeavingSite| (site.next_check().millis() - START.millis()) / 1000;
    assert_eq!(after(&site), 300);
    assert_eq!(after(&site.asked(at(90 * DAY))), 90 * DAY + HOUR);
}
