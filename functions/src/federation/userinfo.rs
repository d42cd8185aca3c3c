//! `GET /rp/userinfo`: who is signed in here, for the application's own pages (behaviour 4.3).

use domain::UserId;
use platform::claims;
use serde::Serialize;
use web::{Access, ApiError, Endpoint, Method, NoStore, SignedIn, Tenant, get};

/// `GET /rp/userinfo`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/rp/userinfo", Access::Session, || get(show)).says(
    "rp_userinfo",
    "Shows who is signed in here, for the application's own pages",
);

/// The person.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignedInUser"))]
struct UserInfo {
    id: UserId,
    email: Option<String>,
    name: Option<String>,
    picture: Option<String>,
    /// The names of their roles.
    roles: Vec<String>,
}

async fn show(tenant: Tenant, SignedIn { user, .. }: SignedIn) -> Result<NoStore<UserInfo>, ApiError> {
    let roles = claims::role_names(&tenant, &user).await?;
    Ok(NoStore(UserInfo {
        id: user.id,
        email: user.email.map(|email| email.as_str().to_owned()),
        name: user.name,
        picture: user.picture,
        roles,
    }))
}
