//! The `UserInfo` endpoint (OIDC Core §5.3): claims about the person an access token is for.

use platform::userinfo::{self, Userinfo};
use serde_json::{Map, Value};
use web::{
    Access, AccessToken, Endpoint, IntoResponse, Method, NoStore, OAuthError, Response, Tenant, answer, get,
    notes::Jwt, post,
};

/// `GET /oauth2/userinfo`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/oauth2/userinfo", Access::AccessToken, || get(handle))
    .says(
        "oauth2_userinfo",
        "Claims about the person an access token is for (OIDC Core §5.3)",
    )
    .answers::<(NoStore<Map<String, Value>>, Jwt)>();
/// `POST /oauth2/userinfo`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/oauth2/userinfo", Access::AccessToken, || post(handle))
    .says("oauth2_userinfo_post", "The same by POST")
    .answers::<(NoStore<Map<String, Value>>, Jwt)>();

async fn handle(tenant: Tenant, AccessToken(token): AccessToken) -> Result<Response, OAuthError> {
    match userinfo::userinfo(&tenant, token.as_deref())
        .await
        .map_err(OAuthError::bearer)?
    {
        Userinfo::Plain(claims) => Ok(NoStore(claims).into_response()),
        Userinfo::Signed(jwt) => Ok(answer::text("application/jwt", jwt)),
    }
}
