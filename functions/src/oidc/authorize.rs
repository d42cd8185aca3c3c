//! The authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2): a browser arrives and is sent on.

use crate::going;
use platform::authorize;
use protocol::response_mode;
use web::{Access, Context, EitherError, Endpoint, MaybeSession, Method, QueryOrForm, Response, Tenant, get, post};

/// `GET /oauth2/authorize`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/authorize", Access::Public, || get(handle));
/// `POST /oauth2/authorize`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/authorize", Access::Public, || post(handle));

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
