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
        label: session
            .user_agent
            .as_deref()
            .map_or_else(|| "Unknown browser".to_owned(), browser_name),
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

/// `Firefox on Linux`: what a person calls the browser that a `User-Agent` means. Wrong guesses harm nobody.
fn browser_name(user_agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => user_agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_name() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(browser_name(chrome), "Chrome on Linux");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_name(safari), "Safari on iPhone");
        assert_eq!(browser_name("curl/8.9"), "curl/8.9");
    }
}
