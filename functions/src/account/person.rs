//! The person in front of their own account, by session or by access token, with what limits and the audit need (behaviour 4.6).

use platform::{self_service, sessions::SessionCookie, sign_in::Visitor, tenant::Tenant};
use protocol::error::{ErrorCode, Failure};
use web::{ApiCaller, Context, CookieName, Cookies, Response, SetCookie, answer};

/// The person behind a call of `/api/users/me`.
pub(crate) fn of(caller: &ApiCaller, context: Context, cookies: &Cookies) -> Result<self_service::Person, Failure> {
    let user = caller
        .user
        .clone()
        .ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Sign in first."))?;
    Ok(self_service::Person {
        user,
        session: caller.session.clone(),
        visitor: Visitor {
            origin: context.origin,
            source: context.source,
            device: cookies.get(CookieName::Device).map(str::to_owned),
            current: caller.session.clone(),
        },
    })
}

/// The cookie of a session that goes on under another secret.
pub(crate) fn renewed(cookie: Option<SessionCookie>) -> Option<SetCookie> {
    cookie.map(|cookie| SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age)))
}

/// Adds cookies to an answer.
pub(crate) fn with_cookies(
    tenant: &Tenant,
    mut response: Response,
    cookies: impl IntoIterator<Item = SetCookie>,
) -> Response {
    let cookies: Vec<SetCookie> = cookies.into_iter().collect();
    answer::set_cookies(&mut response, &cookies, tenant.services().config.is_secure());
    response
}
