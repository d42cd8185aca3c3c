//! `/account/activity`: what happened to a person's account, as sentences.

use super::{browser_name, portal};
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
        rows: list.data.iter().map(row).collect(),
        older: older.map(|cursor| response_mode::with_query(HERE, [("cursor", cursor)])),
    };
    Ok(visit
        .answer(&tenant, &browser, None, |frame| page.render(frame))
        .await?)
}

fn row(moment: &Moment) -> ActivityRow {
    let parts = [
        Some(portal::shown_time(moment.at)),
        moment.user_agent.as_deref().map(browser_name),
        moment.ip_address.clone(),
    ];
    ActivityRow {
        what: sentence(moment.kind),
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        by_you: moment.by_you,
    }
}

const fn sentence(kind: EventKind) -> &'static str {
    match kind {
        EventKind::UserSignedIn => "Signed in",
        EventKind::UserSignInFailed => "A sign-in failed",
        EventKind::UserLocked => "Signing in was locked after wrong passwords",
        EventKind::UserUnlocked => "Signing in was unlocked",
        EventKind::UserCreated => "The account was made",
        EventKind::UserUpdated => "The profile was changed",
        EventKind::UserDisabled => "The account was switched off",
        EventKind::UserEnabled => "The account was switched on",
        EventKind::UserDeletionScheduled => "The account is to be deleted",
        EventKind::UserDeletionCancelled => "The account is kept",
        EventKind::UserExported => "The data was downloaded",
        EventKind::UserPasswordChanged => "The password was changed",
        EventKind::UserPasswordResetRequested => "A new password was asked for",
        EventKind::UserPasswordReset => "The password was reset",
        EventKind::UserEmailChangeRequested => "Another address was asked for",
        EventKind::UserEmailChanged => "The address was changed",
        EventKind::UserEmailChangeUndone => "The change of the address was taken back",
        EventKind::UserRoleAdded => "A role was given",
        EventKind::UserRoleRemoved => "A role was taken",
        EventKind::SessionEnded => "Signed out",
        EventKind::SessionRevoked => "A session was ended",
        EventKind::SessionRevokedAll => "All sessions were ended",
        EventKind::GrantCreated => "An application got access",
        EventKind::GrantRevoked | EventKind::GrantRevokedAll => "An application’s access was ended",
        EventKind::ConsentGranted => "An application was allowed",
        EventKind::ConsentDenied => "An application was refused",
        EventKind::ConsentWithdrawn => "An application’s permission was withdrawn",
        EventKind::TokenReuseDetected => "A used token was shown again, and its access ended",
        EventKind::MailCodeRequested => "A code was mailed",
        _ => "Something about the account changed",
    }
}
