//! The authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2): a browser arrives and is sent on.

use crate::going;
use platform::authorize;
use protocol::response_mode;
use web::notes::{Page, Redirects};
use web::{
    Access, Context, EitherError, Endpoint, MaybeSession, Method, QueryOrForm, QueryParameter, Response, Tenant, get,
    post,
};

/// What an authorization request says.
const PARAMETERS: &[QueryParameter] = &[
    QueryParameter::one_of("response_type", "The authorization code flow.", &["code"]).required(),
    QueryParameter::text("client_id", "Which client.").required(),
    QueryParameter::text("redirect_uri", "Where the answer goes; byte for byte as registered.").required(),
    QueryParameter::text(
        "scope",
        "What is asked for; with `openid` it is a request of OpenID Connect.",
    ),
    QueryParameter::text("state", "Comes back as it is."),
    QueryParameter::text("nonce", "Stands in the ID token."),
    QueryParameter::text("code_challenge", "PKCE (RFC 7636)."),
    QueryParameter::one_of("code_challenge_method", "How the challenge was made.", &["S256"]),
    QueryParameter::one_of("response_mode", "How the answer comes.", &["query", "form_post"]),
    QueryParameter::text("prompt", "`none`, or `login`, `consent`, `select_account`, `create`."),
    QueryParameter::text("max_age", "How old the authentication may be, in seconds."),
    QueryParameter::text("login_hint", "The address to begin with."),
    QueryParameter::text("id_token_hint", "Who is expected to be signed in."),
    QueryParameter::text("acr_values", "How well the person should authenticate."),
    QueryParameter::text("claims", "Single claims (OIDC Core §5.5)."),
    QueryParameter::text("ui_locales", "Languages in order of preference."),
    QueryParameter::text("resource", "The audience of the access token (RFC 8707)."),
];

/// `GET /oauth2/authorize`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/authorize", Access::Public, || get(handle))
    .says("oauth2_authorize", "Begins an authorization request (RFC 6749 §3.1)")
    .reads(PARAMETERS)
    .answers::<(Page, Redirects)>()
    .fails(&[401, 403, 413, 415]);
/// `POST /oauth2/authorize`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/authorize", Access::Public, || post(handle))
    .says(
        "oauth2_authorize_post",
        "Begins an authorization request, in a form (OIDC Core §3.1.2.1)",
    )
    .reads(PARAMETERS)
    .answers::<(Page, Redirects)>()
    .fails(&[401, 403, 413, 415]);

/// Longer requests are judged where they are, without the session: their address would not be taken.
const MAX_REPLAYED: usize = 6 * 1024;

async fn handle(
    tenant: Tenant,
    context: Context,
    MaybeSession(session): MaybeSession,
    request: QueryOrForm,
) -> Result<Response, EitherError> {
    if request.posted && session.is_none() {
        let again = response_mode::with_query("/oauth2/authorize", request.params.iter());
        if again.len() <= MAX_REPLAYED {
            return Ok(going::to(&tenant, again, Vec::new()));
        }
    }
    let next = authorize::authorize(&tenant, &request.params, session.as_ref(), &context.origin).await?;
    let refreshed = going::refreshed(&tenant, session.as_ref()).await?;
    Ok(going::on(&tenant, next, refreshed)?)
}
