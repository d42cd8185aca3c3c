//! `/api/users` (behaviour 3.7).

use domain::{UserId, permission::Permission, user::User};
use platform::{
    departures::Ending,
    manage::{
        By,
        users::{
            self, NewUser, Reasoned, UserPatch, UserQuery,
            password::{self, ResetWish},
        },
    },
};
use protocol::error::{ErrorCode, Failure};
use serde_json::{Value, json};
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, IntoResponse, Json, Made, Method,
    NoStore, Once, Paging, Query, Response, answer, delete, get, paging::ListBody, patch, post,
};

/// `GET /api/users`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users",
    Access::Management(Permission::UsersRead),
    || get(list),
);
/// `POST /api/users`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users",
    Access::Management(Permission::UsersWrite),
    || post(create),
);
/// `GET /api/users/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}",
    Access::Management(Permission::UsersRead),
    || get(show),
);
/// `PATCH /api/users/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/users/{id}",
    Access::Management(Permission::UsersWrite),
    || patch(update),
);
/// `DELETE /api/users/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}",
    Access::Fresh(Permission::UsersDelete),
    || delete(remove),
);
/// `POST /api/users/{id}/restore`
pub const RESTORE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/restore",
    Access::Management(Permission::UsersDelete),
    || post(restore),
);
/// `POST /api/users/{id}/disable`
pub const DISABLE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/disable",
    Access::Management(Permission::UsersWrite),
    || post(disable),
);
/// `POST /api/users/{id}/enable`
pub const ENABLE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/enable",
    Access::Management(Permission::UsersWrite),
    || post(enable),
);
/// `POST /api/users/{id}/unlock`
pub const UNLOCK: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/unlock",
    Access::Management(Permission::UsersWrite),
    || post(unlock),
);
/// `POST /api/users/{id}/password-reset`
pub const PASSWORD_RESET: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/password-reset",
    Access::Management(Permission::UsersWrite),
    || post(reset_password),
);

fn entity(user: &User) -> Result<Entity<Value>, ApiError> {
    Ok(Entity {
        body: users::shown(user)?,
        version: user.version,
    })
}

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<Value>>, ApiError> {
    let query = UserQuery::read(&paging.params)?;
    let found = users::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(caller: ApiCaller, context: Context, body: Once<NewUser>) -> Result<Made, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let user = users::create(&tenant, &by, request).await?;
        Made::new(&users::shown(&user)?, user.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<UserId>) -> Result<Entity<Value>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(Entity {
        body: users::shown_whole(&caller.tenant, &user).await?,
        version: user.version,
    })
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    IfMatch(version): IfMatch,
    Json(body): Json<UserPatch>,
) -> Result<Entity<Value>, ApiError> {
    entity(
        &users::update(
            &caller.tenant,
            &By::caller(&caller, &context.origin),
            &id,
            body,
            version,
        )
        .await?,
    )
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    IfMatch(version): IfMatch,
    query: Query,
) -> Result<Response, ApiError> {
    let immediately = match query.single("immediately")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "immediately is true or false.").into()),
    };
    let by = By::caller(&caller, &context.origin);
    Ok(
        match users::delete(&caller.tenant, &by, &id, immediately, version).await? {
            Ending::Scheduled(at) => Accepted(json!({ "deletion_at": at })).into_response(),
            Ending::Erased(_) => answer::no_content(),
        },
    )
}

async fn restore(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<Value>, ApiError> {
    entity(&users::restore(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn disable(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    Json(body): Json<Reasoned>,
) -> Result<Entity<Value>, ApiError> {
    entity(&users::disable(&caller.tenant, &By::caller(&caller, &context.origin), &id, &body).await?)
}

async fn enable(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<Value>, ApiError> {
    entity(&users::enable(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn unlock(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<Value>, ApiError> {
    entity(&users::unlock(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn reset_password(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    Json(body): Json<ResetWish>,
) -> Result<Accepted<Value>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let user = password::reset(&caller.tenant, &by, &id, &body).await?;
    Ok(Accepted(users::shown(&user)?))
}
