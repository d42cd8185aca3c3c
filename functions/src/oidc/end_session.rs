//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): done at once with a valid hint, else after a question.

use crate::{going, sign_in::logout};
use platform::end_session::{self, Farewell};
use protocol::response_mode;
use web::notes::Page;
use web::notes::Redirects;
use web::{
    Access, Browser, Context, CookieName, EitherError, Endpoint, MaybeSession, Method, QueryOrForm, QueryParameter,
    Response, SetCookie, Tenant, get, post,
};

/// What a client says when it signs somebody out.
const PARAMETERS: &[QueryParameter] = &[
    QueryParameter::text("id_token_hint", "Whose session ends: with it nobody is asked."),
    QueryParameter::text("client_id", "Which client."),
    QueryParameter::text(
        "post_logout_redirect_uri",
        "Where to afterwards; byte for byte as registered.",
    ),
    QueryParameter::text("state", "Comes back as it is."),
    QueryParameter::text("logout_hint", "Who is meant."),
    QueryParameter::text("ui_locales", "Languages in order of preference."),
];

/// `GET /oauth2/logout`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/logout", Access::Public, || get(handle))
    .says("oauth2_logout", "Signs out (OpenID Connect RP-Initiated Logout 1.0)")
    .reads(PARAMETERS)
    .answers::<(Page, Redirects)>()
    .fails(&[401, 403, 413, 415]);
/// `POST /oauth2/logout`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/logout", Access::Public, || post(handle))
    .says(
        "oauth2_logout_post",
        "Signs out, in a form (OpenID Connect RP-Initiated Logout 1.0)",
    )
    .reads(PARAMETERS)
    .answers::<(Page, Redirects)>()
    .fails(&[401, 403, 413, 415]);

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
