//! `POST /api/auth/signout`: ends the session of this browser, or all of the person's.

use super::view;
use domain::event::{Actor, ActorKind};
use platform::{end_session, sessions};
use serde::Deserialize;
use web::{
    Access, ApiError, Context, CookieName, Endpoint, Json, Method, NoContent, Response, SetCookie, SignedIn, Tenant,
    answer, post,
};

/// `POST /api/auth/signout`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/api/auth/signout", Access::Session, || post(sign_out))
    .says("auth_sign_out", "Signs out here, or everywhere")
    .answers::<NoContent>();

/// Where to sign out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignOut"))]
struct Extent {
    #[serde(default)]
    everywhere: bool,
}

async fn sign_out(
    tenant: Tenant,
    context: Context,
    SignedIn { session, user }: SignedIn,
    Json(body): Json<Extent>,
) -> Result<Response, ApiError> {
    if body.everywhere {
        let actor = Actor::new(ActorKind::User, user.id);
        sessions::revoke_others(&tenant, &user, Some(&session.session.id), &actor, &context.origin).await?;
    }
    end_session::sign_out(&tenant, &session, &context.origin).await?;
    let gone = SetCookie::clear(CookieName::Session);
    Ok(view::with_cookies(&tenant, answer::no_content(), Some(gone)))
}
