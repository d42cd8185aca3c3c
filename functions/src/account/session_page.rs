//! `/account/sessions`: where a person is signed in, and signing out there.

use super::{
    browser_name,
    portal::{self, Visit},
};
use crate::going;
use domain::{
    DeviceId, SessionId,
    event::{Actor, ActorKind},
};
use platform::{
    self_service::{self, DeviceView},
    sessions::{self, SessionView},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::account::{SessionRow, Sessions},
    post,
};

const HERE: &str = "/account/sessions";

/// `GET /account/sessions`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account/sessions`
pub const END: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(end));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    let found = sessions::list(&tenant, &visit.user, Some(&visit.session.session.id)).await?;
    let person = visit.person(seen);
    let devices = self_service::devices(&tenant, &person).await?;
    let page = Sessions {
        devices: devices
            .iter()
            .map(|device| device_row(&tenant, &visit, device))
            .collect(),
        portal: visit.portal(HERE, &query, None),
        form_token: browser.form_token(&tenant, HERE).await?,
        sessions: found.iter().map(|session| row(&tenant, &visit, session)).collect(),
    };
    Ok(visit
        .answer(&tenant, &browser, None, |frame| page.render(frame))
        .await?)
}

fn row(tenant: &Tenant, visit: &Visit, session: &SessionView) -> SessionRow {
    let text = |id| visit.text(tenant, id);
    let since = portal::shown_time(session.created_at);
    SessionRow {
        id: session.id.to_string(),
        label: session.user_agent.as_deref().map_or_else(
            || text("browser-unknown").to_string(),
            |agent| browser_name(agent, text),
        ),
        detail: match &session.ip_address {
            Some(address) => text("since-from")
                .with("time", since)
                .with("place", address)
                .to_string(),
            None => text("since").with("time", since).to_string(),
        },
        current: session.is_current,
    }
}

fn device_row(tenant: &Tenant, visit: &Visit, device: &DeviceView) -> SessionRow {
    let text = |id| visit.text(tenant, id);
    SessionRow {
        id: device.id.to_string(),
        label: device.user_agent.as_deref().map_or_else(
            || text("browser-unknown").to_string(),
            |agent| browser_name(agent, text),
        ),
        detail: match device.mfa_trusted_until {
            Some(until) => text("devices-trusted")
                .with("day", portal::shown_day(until))
                .to_string(),
            None => text("since")
                .with("time", portal::shown_day(device.created_at))
                .to_string(),
        },
        current: device.is_current,
    }
}

async fn end(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    visit.expect(&form)?;
    if let Some(device) = form.lenient("device") {
        let device = device.to_owned();
        return Ok(forget(&tenant, &visit, seen, &device).await?);
    }
    match ended(&tenant, &visit, &seen, form.text("session")).await {
        // Gone already: what was wanted is so.
        Ok(()) => {}
        Err(failure) if failure.code == ErrorCode::NotFound => {}
        Err(failure) => return Err(failure.into()),
    }
    Ok(going::to(&tenant, format!("{HERE}?done=session"), Vec::new()))
}

/// Forgets a remembered browser; one that is gone already is what was wanted.
async fn forget(tenant: &Tenant, visit: &Visit, seen: Seen, which: &str) -> Result<Response, Failure> {
    if let Ok(id) = which.parse::<DeviceId>() {
        match self_service::forget_device(tenant, &visit.person(seen), &id).await {
            Err(failure) if failure.code != ErrorCode::NotFound => return Err(failure),
            _ => {}
        }
    }
    Ok(going::to(tenant, format!("{HERE}?done=device"), Vec::new()))
}

async fn ended(tenant: &Tenant, visit: &Visit, seen: &Seen, which: &str) -> Result<(), Failure> {
    let actor = Actor::new(ActorKind::User, visit.user.id);
    let (current, origin) = (visit.session.session.id, &seen.context.origin);
    if which == "others" {
        sessions::revoke_others(tenant, &visit.user, Some(&current), &actor, origin).await?;
        return Ok(());
    }
    let unknown = || Failure::new(ErrorCode::NotFound, "There is no such session.");
    let id: SessionId = which.parse().map_err(|_| unknown())?;
    if id == current {
        return Err(Failure::new(
            ErrorCode::SessionIsCurrent,
            "This is the session you are using. Sign out instead.",
        ));
    }
    sessions::revoke(tenant, &visit.user, &id, actor, origin).await
}
