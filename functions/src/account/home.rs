//! `/account`: who is signed in, and where.

use crate::going;
use platform::sessions;
use web::{
    Access, Endpoint, Method, PageError, Response, Seen, Tenant, get,
    pages::{
        Frame,
        site::{Account, SessionRow},
    },
};

/// `GET /account`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/account", Access::Session, || get(show));

async fn show(tenant: Tenant, seen: Seen) -> Result<Response, PageError> {
    let user = match &seen.session.0 {
        Some(session) => sessions::user_of(&tenant, session).await?.map(|user| (session, user)),
        None => None,
    };
    let Some((session, user)) = user else {
        return Ok(going::to(&tenant, "/login?return_to=/account".to_owned(), Vec::new()));
    };
    let found = sessions::list(&tenant, &user, Some(&session.session.id)).await?;
    let rows = found.into_iter().map(|session| SessionRow {
        label: session.user_agent.unwrap_or_else(|| "Unknown browser".to_owned()),
        since: session.created_at.to_string().get(..16).unwrap_or("").replace('T', " "),
        current: session.is_current,
    });
    let email = user
        .email
        .as_ref()
        .map(|email| email.as_str().to_owned())
        .unwrap_or_default();
    let page = Account {
        email,
        name: user.name.clone(),
        sessions: rows.collect(),
    };
    let cookies = going::refreshed(&tenant, Some(session)).await?;
    Ok(going::page(
        &tenant,
        None,
        page.render(&Frame::of(&tenant))?,
        cookies,
        None,
    ))
}
