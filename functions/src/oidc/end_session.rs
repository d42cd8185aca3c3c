//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): done at once with a valid hint, else after a question.

use crate::{going, sign_in::logout};
use platform::end_session::{self, Farewell};
use protocol::response_mode;
use web::{
    Access, Browser, Context, CookieName, EitherError, Endpoint, MaybeSession, Method, QueryOrForm, Response,
    SetCookie, Tenant, get, post,
};

/// `GET /oauth2/logout`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/logout", Access::Public, || get(handle));
/// `POST /oauth2/logout`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/logout", Access::Public, || post(handle));

const MAX_REPLAYED: usize = 6 * 1024;

async fn handle(
    tenant: Tenant,
    context: Context,
    browser: Browser,
    MaybeSession(session): MaybeSession,
    request: QueryOrForm,
) -> Result<Response, EitherError> {
    if request.posted && session.is_none() {
        let again = response_mode::with_query("/oauth2/logout", request.params.iter());
        if again.len() <= MAX_REPLAYED {
            return Ok(going::to(&tenant, again, Vec::new()));
        }
    }
    match end_session::end_session(&tenant, &request.params, session.as_ref(), &context.origin).await? {
        Farewell::Ask { request, location } => {
            Ok(logout::ask(&tenant, &browser, session.as_ref(), request, location.as_deref()).await?)
        }
        Farewell::Done { location, ended } => {
            let cookies = if ended {
                vec![SetCookie::clear(CookieName::Session)]
            } else {
                Vec::new()
            };
            Ok(going::to(
                &tenant,
                location.unwrap_or_else(|| logout::DONE.path.to_owned()),
                cookies,
            ))
        }
    }
}
