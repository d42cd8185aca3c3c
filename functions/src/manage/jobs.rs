//! `/api/users/bulk` and `/api/jobs`: the same thing done to many users (behaviour 4.9, 4.12).

use domain::{JobId, permission::Permission};
use platform::manage::{
    By,
    jobs::{self, BulkWish, JobView},
};
use web::{
    Access, ApiCaller, ApiError, Begun, Context, Endpoint, Entity, Id, Made, Method, NoStore, Once, Paging, delete,
    get, paging::ListBody, post,
};

/// `POST /api/users/bulk`: for a person as fresh as the worst that it does asks for.
pub const BULK: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/bulk",
    Access::Fresh(Permission::UsersWrite),
    || post(bulk),
)
.says("users_bulk", "Does the same thing to many users, as a job");
/// `GET /api/jobs`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/jobs",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("jobs_list", "Lists the jobs of the last week, newest first");
/// `GET /api/jobs/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/jobs/{id}",
    Access::Management(Permission::UsersRead),
    || get(show),
)
.says("jobs_get", "Shows how far a job is");
/// `DELETE /api/jobs/{id}`
pub const CANCEL: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/jobs/{id}",
    Access::Management(Permission::UsersWrite),
    || delete(cancel),
)
.says("jobs_cancel", "Stops a job; what was done stays done");

fn entity(body: JobView) -> Entity<JobView> {
    Entity {
        version: body.version,
        body,
    }
}

async fn bulk(caller: ApiCaller, context: Context, body: Once<BulkWish>) -> Result<Begun<JobView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let made = body.run(&caller, async |tenant, wish| {
        let job = jobs::ask(&tenant, &by, wish).await?;
        Made::new(&job, job.version)
    });
    Ok(Begun(made.await?))
}

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<JobView>>, ApiError> {
    let found = jobs::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn show(caller: ApiCaller, Id(id): Id<JobId>) -> Result<Entity<JobView>, ApiError> {
    Ok(entity(jobs::get(&caller.tenant, &id).await?))
}

async fn cancel(caller: ApiCaller, context: Context, Id(id): Id<JobId>) -> Result<Entity<JobView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(entity(jobs::cancel(&caller.tenant, &by, &id).await?))
}
