//! `/api/sessions`: a person's own sessions (behaviour 4.7).

use domain::SessionId;
use platform::sessions;
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Method, NoContent, NoStore, Query, QueryParameter, Revoked,
    delete, get, paging,
};

/// `GET /api/sessions`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/sessions", Access::Session, || get(list))
    .says("sessions_list", "Lists one's own sessions");
/// `DELETE /api/sessions`
pub const REVOKE_OTHERS: Endpoint = Endpoint::new(Method::DELETE, "/api/sessions", Access::Session, || {
    delete(revoke_others)
})
.says("sessions_revoke_others", "Ends one's other sessions")
.reads(&[QueryParameter::flag("include_current", "This one too.")]);
/// `DELETE /api/sessions/{id}`
pub const REVOKE: Endpoint = Endpoint::new(Method::DELETE, "/api/sessions/{id}", Access::Session, || delete(revoke))
    .says("sessions_revoke", "Ends one of one's own sessions");

fn current(caller: &ApiCaller) -> Option<SessionId> {
    caller.session.as_ref().map(|live| live.session.id)
}

fn person(caller: &ApiCaller) -> Result<&domain::user::User, Failure> {
    caller
        .user
        .as_ref()
        .ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Sign in first."))
}

async fn list(caller: ApiCaller) -> Result<NoStore<paging::ListBody<sessions::SessionView>>, ApiError> {
    Ok(paging::whole(
        sessions::list(&caller.tenant, person(&caller)?, current(&caller).as_ref()).await?,
    ))
}

async fn revoke(caller: ApiCaller, context: Context, Id(id): Id<SessionId>) -> Result<NoContent, ApiError> {
    if current(&caller) == Some(id) {
        return Err(Failure::new(
            ErrorCode::SessionIsCurrent,
            "This is the session you are using. Sign out instead.",
        )
        .into());
    }
    sessions::revoke(
        &caller.tenant,
        person(&caller)?,
        &id,
        caller.actor.clone(),
        &context.origin,
    )
    .await?;
    Ok(NoContent)
}

async fn revoke_others(caller: ApiCaller, context: Context, query: Query) -> Result<NoStore<Revoked>, ApiError> {
    let all = match query.single("include_current")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "include_current is true or false.").into()),
    };
    let keep = if all { None } else { current(&caller) };
    let count = sessions::revoke_others(
        &caller.tenant,
        person(&caller)?,
        keep.as_ref(),
        &caller.actor,
        &context.origin,
    )
    .await?;
    Ok(NoStore(Revoked { revoked_count: count }))
}
