//! In which language a person reads: `ui_locales` of the address, kept in a cookie; else what the browser says; else the application's own
//! (frontend 2.6; OIDC Core §3.1.2.1). What programs ask for is answered, and mailed, in the application's own.

use crate::{
    cookie::{CookieName, Cookies, SetCookie},
    pages,
};
use domain::locale::{self, Locale};
use http::{Method, header, request::Parts};
use platform::{
    reader::{Reader, Wish},
    tenant::Tenant,
};
use protocol::{authorization::locales, params::Params};

/// Seconds the choice is remembered.
const LIFE_SECS: i64 = 365 * 86_400;
/// The parameter by which a client, or a link of a page, chooses.
const PARAMETER: &str = "ui_locales";

/// The reader of the answer, and the cookie that keeps a choice just made.
pub(crate) fn reader(tenant: &Tenant, parts: &Parts, cookies: &Cookies) -> (Reader, Option<SetCookie>) {
    let settings = tenant.settings();
    let mut reader = Reader::of(settings);
    let path = parts.uri.path();
    if !is_personal(path) {
        return (reader, None);
    }
    let enabled = &settings.locales;
    let kept = cookies
        .get(CookieName::Language)
        .and_then(Locale::parse)
        .filter(|kept| enabled.contains(kept));
    let chosen = chosen(parts, enabled);
    let said = || {
        let header = parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Locale::best(locale::accepted(header), enabled)
    };
    if let Some(locale) = chosen.or(kept) {
        (reader.locale, reader.wish) = (locale, Wish::Person);
    } else if let Some(locale) = said() {
        (reader.locale, reader.wish) = (locale, Wish::Browser);
    }
    // Coming back from a provider works once.
    if parts.method == Method::GET && !path.starts_with("/rp/") {
        reader.here = Some(here(parts));
    }
    // Only pages set it: their answers are never kept by anybody between us and the browser.
    let cookie = chosen.filter(|chosen| Some(*chosen) != kept && pages::is_hosted(path));
    let cookie = cookie.map(|locale| SetCookie::set(CookieName::Language, locale.tag().to_owned(), Some(LIFE_SECS)));
    (reader, cookie)
}

/// Whether whoever asks is the person who reads, or is mailed to because of it.
fn is_personal(path: &str) -> bool {
    let own = ["/api/auth/", "/api/users/me"];
    !path.starts_with("/api/") || own.iter().any(|root| path.starts_with(root))
}

fn chosen(parts: &Parts, enabled: &[Locale]) -> Option<Locale> {
    let query = parts.uri.query().filter(|query| query.contains(PARAMETER))?;
    let params = Params::parse(query.as_bytes()).ok()?;
    let wanted = locales(params.lenient(PARAMETER)?);
    Locale::best(wanted.iter().map(String::as_str), enabled)
}

/// The address without a choice of language.
fn here(parts: &Parts) -> String {
    let rest = parts.uri.query().unwrap_or("").split('&');
    let rest: Vec<&str> = rest
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(PARAMETER))
        .collect();
    format!("{}?{}", parts.uri.path(), rest.join("&"))
}

/// The same page in another language.
pub(crate) fn link(here: &str, locale: Locale) -> String {
    let joint = if here.ends_with('?') { "" } else { "&" };
    format!("{here}{joint}{PARAMETER}={}", locale.tag())
}
