//! `/account/activity`: what happened to a person's account, in a sentence each.

use super::{
    browser_name,
    portal::{self, Visit},
};
use domain::event::EventKind;
use platform::self_service::{self, Moment};
use protocol::response_mode;
use web::{
    Access, Browser, Endpoint, Method, PageError, Paging, Query, Response, Seen, Tenant, get,
    pages::account::{Activity, ActivityRow},
};

const HERE: &str = "/account/activity";

/// `GET /account/activity`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));

async fn show(
    tenant: Tenant,
    browser: Browser,
    seen: Seen,
    paging: Paging,
    query: Query,
) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    let person = visit.person(seen);
    let found = self_service::activity(&tenant, &person, paging.page(&tenant).await?).await?;
    let list = paging.answer(&tenant, found).await?.0;
    let older = list.next_cursor.as_deref();
    let page = Activity {
        portal: visit.portal(HERE, &query, None),
        rows: list.data.iter().map(|moment| row(&tenant, &visit, moment)).collect(),
        older: older.map(|cursor| response_mode::with_query(HERE, [("cursor", cursor)])),
    };
    Ok(visit
        .answer(&tenant, &browser, None, |frame| page.render(frame))
        .await?)
}

fn row(tenant: &Tenant, visit: &Visit, moment: &Moment) -> ActivityRow {
    let parts = [
        Some(portal::shown_time(moment.at)),
        moment
            .user_agent
            .as_deref()
            .map(|agent| browser_name(agent, |id| visit.text(tenant, id))),
        moment.ip_address.clone(),
    ];
    ActivityRow {
        what: sentence(moment.kind),
        detail: parts.into_iter().flatten().collect(),
        by_you: moment.by_you,
    }
}

const fn sentence(kind: EventKind) -> &'static str {
    match kind {
        EventKind::UserSignedIn => "event-signed-in",
        EventKind::UserSignInFailed => "event-sign-in-failed",
        EventKind::UserLocked => "event-locked",
        EventKind::UserUnlocked => "event-unlocked",
        EventKind::UserCreated => "event-created",
        EventKind::UserUpdated => "event-updated",
        EventKind::UserDisabled => "event-disabled",
        EventKind::UserEnabled => "event-enabled",
        EventKind::UserDeletionScheduled => "event-deletion-scheduled",
        EventKind::UserDeletionCancelled => "event-deletion-cancelled",
        EventKind::UserExported => "event-exported",
        EventKind::UserPasswordChanged => "event-password-changed",
        EventKind::UserPasswordResetRequested => "event-password-asked",
        EventKind::UserPasswordReset => "event-password-reset",
        EventKind::UserEmailChangeRequested => "event-email-asked",
        EventKind::UserEmailChanged => "event-email-changed",
        EventKind::UserEmailChangeUndone => "event-email-undone",
        EventKind::UserRoleAdded => "event-role-added",
        EventKind::UserRoleRemoved => "event-role-removed",
        EventKind::MfaResetByAdmin => "event-mfa-reset",
        EventKind::SessionSteppedUp => "event-session-stepped-up",
        EventKind::PasskeyAdded => "event-passkey-added",
        EventKind::PasskeyRenamed => "event-passkey-renamed",
        EventKind::PasskeyRemoved => "event-passkey-removed",
        EventKind::PasskeyCloneSuspected => "event-passkey-copied",
        EventKind::MfaEnrolled => "event-mfa-enrolled",
        EventKind::MfaRemoved => "event-mfa-removed",
        EventKind::MfaRecoveryCodesMade => "event-codes-made",
        EventKind::MfaRecoveryCodeUsed => "event-code-used",
        EventKind::MfaChallenged => "event-mfa-asked",
        EventKind::MfaSucceeded => "event-mfa-given",
        EventKind::MfaFailed => "event-mfa-failed",
        EventKind::DeviceTrusted => "event-device-trusted",
        EventKind::DeviceForgotten => "event-device-forgotten",
        EventKind::SessionEnded => "event-session-ended",
        EventKind::SessionRevoked => "event-session-revoked",
        EventKind::SessionRevokedAll => "event-sessions-revoked",
        EventKind::GrantCreated => "event-grant-created",
        EventKind::GrantRevoked | EventKind::GrantRevokedAll => "event-grant-revoked",
        EventKind::ConsentGranted => "event-consent-granted",
        EventKind::ConsentDenied => "event-consent-denied",
        EventKind::ConsentWithdrawn => "event-consent-withdrawn",
        EventKind::TokenReuseDetected => "event-token-reused",
        EventKind::MailCodeRequested => "event-code-mailed",
        _ => "event-other",
    }
}
