//! `/api/users` (behaviour 3.7).

use domain::{Timestamp, UserId, permission::Permission, user::User};
use platform::{
    departures::Ending,
    manage::{
        By,
        users::{
            self, NewUser, Reasoned, UserFilters, UserPatch, UserQuery, UserView,
            password::{self, ResetWish},
        },
    },
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, IntoResponse, Json, Made, Method,
    NoContent, NoStore, Once, Paging, Query, QueryParameter, Response, answer, delete, get, paging::ListBody, patch,
    post,
};

/// `GET /api/users`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_list", "Lists the users, newest first")
.reads(FILTERS);
/// `POST /api/users`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users",
    Access::Management(Permission::UsersWrite),
    || post(create),
)
.says("users_create", "Makes a user");
/// `GET /api/users/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}",
    Access::Management(Permission::UsersRead),
    || get(show),
)
.says("users_get", "Shows a user");
/// `PATCH /api/users/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/users/{id}",
    Access::Management(Permission::UsersWrite),
    || patch(update),
)
.says("users_update", "Changes a user");
/// `DELETE /api/users/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}",
    Access::Fresh(Permission::UsersDelete),
    || delete(remove),
)
.says("users_delete", "Deletes a user, after the days of grace or at once")
.reads(&[QueryParameter::flag(
    "immediately",
    "At once, not after the days of grace.",
)])
.answers::<(Accepted<Scheduled>, NoContent)>();
/// `POST /api/users/{id}/restore`
pub const RESTORE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/restore",
    Access::Management(Permission::UsersDelete),
    || post(restore),
)
.says("users_restore", "Takes the scheduled deletion of a user back");
/// `POST /api/users/{id}/disable`
pub const DISABLE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/disable",
    Access::Management(Permission::UsersWrite),
    || post(disable),
)
.says("users_disable", "Disables a user, whose sessions and tokens end");
/// `POST /api/users/{id}/enable`
pub const ENABLE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/enable",
    Access::Management(Permission::UsersWrite),
    || post(enable),
)
.says("users_enable", "Lets a disabled user in again");
/// `POST /api/users/{id}/unlock`
pub const UNLOCK: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/unlock",
    Access::Management(Permission::UsersWrite),
    || post(unlock),
)
.says("users_unlock", "Ends the lockout of a user");
/// `POST /api/users/{id}/password-reset`
pub const PASSWORD_RESET: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/password-reset",
    Access::Management(Permission::UsersWrite),
    || post(reset_password),
)
.says("users_password_reset", "Mails a user the way to a new password");

const FILTERS: &[QueryParameter] = &[
    QueryParameter::text("search", "Whose address, name or id begins so; 2 to 254 characters."),
    QueryParameter::text("email", "The one with this address."),
    QueryParameter::one_of(
        "status",
        "Only those.",
        &["pending", "active", "disabled", "deletion_scheduled"],
    ),
    QueryParameter::text("role", "Only those who have the role with this id."),
    QueryParameter::text(
        "provider",
        "Only those who linked an account at the identity provider with this id, the last linked first.",
    ),
    QueryParameter::one_of(
        "factor",
        "Only those with this second factor.",
        &["totp", "sms", "passkey", "any", "none"],
    ),
    QueryParameter::moment("created_after", "Only those made at this moment or later."),
    QueryParameter::moment("created_before", "Only those made before this moment."),
    QueryParameter::text("external_id", "The one with this key of the application's own."),
];

/// When a user will be erased.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UserDeletion"))]
struct Scheduled {
    deletion_at: Timestamp,
}

fn entity(user: &User) -> Result<Entity<UserView>, ApiError> {
    Ok(Entity {
        body: users::shown(user)?,
        version: user.version,
    })
}

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<UserView>>, ApiError> {
    let query = UserQuery::read(&UserFilters::of(&paging.params)?)?;
    let found = users::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(caller: ApiCaller, context: Context, body: Once<NewUser>) -> Result<Made<UserView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let user = users::create(&tenant, &by, request).await?;
        Made::new(&users::shown(&user)?, user.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<UserId>) -> Result<Entity<UserView>, ApiError> {
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
) -> Result<Entity<UserView>, ApiError> {
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
            Ending::Scheduled(at) => Accepted(Scheduled { deletion_at: at }).into_response(),
            Ending::Erased(_) => answer::no_content(),
        },
    )
}

async fn restore(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<UserView>, ApiError> {
    entity(&users::restore(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn disable(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    Json(body): Json<Reasoned>,
) -> Result<Entity<UserView>, ApiError> {
    entity(&users::disable(&caller.tenant, &By::caller(&caller, &context.origin), &id, &body).await?)
}

async fn enable(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<UserView>, ApiError> {
    entity(&users::enable(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn unlock(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<Entity<UserView>, ApiError> {
    entity(&users::unlock(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?)
}

async fn reset_password(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    Json(body): Json<ResetWish>,
) -> Result<Accepted<UserView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let user = password::reset(&caller.tenant, &by, &id, &body).await?;
    Ok(Accepted(users::shown(&user)?))
}
