//! The `UserInfo` endpoint (OIDC Core §5.3): claims about the person an access token is for.

use platform::userinfo::{self, Userinfo};
use web::{
    Access, AccessToken, Endpoint, IntoResponse, Method, NoStore, OAuthError, Response, Tenant, answer, get, post,
};

/// `GET /oauth2/userinfo`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/userinfo", Access::AccessToken, || get(handle));
/// `POST /oauth2/userinfo`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/userinfo", Access::AccessToken, || post(handle));

async fn handle(tenant: Tenant, AccessToken(token): AccessToken) -> Result<Response, OAuthError> {
    match userinfo::userinfo(&tenant, token.as_deref())
        .await
        .map_err(OAuthError::bearer)?
    {
        Userinfo::Plain(claims) => Ok(NoStore(claims).into_response()),
        Userinfo::Signed(jwt) => Ok(answer::text("application/jwt", jwt)),
    }
}
