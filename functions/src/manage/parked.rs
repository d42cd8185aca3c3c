//! `/api/platform/parked`: records of the stream that were set aside, and what operators decide of them (decision 15).

use domain::ParkedId;
use platform::manage::{
    By,
    parked::{self, ParkedView},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Method, NoContent, NoStore, Paging, get, paging::ListBody, post,
};

/// `GET /api/platform/parked`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/platform/parked", Access::Operator, || get(list))
    .says("parked_list", "Lists what could not be delivered");
/// `POST /api/platform/parked/{id}/replay`
pub const REPLAY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/platform/parked/{id}/replay",
    Access::FreshOperator,
    || post(replay),
)
.says("parked_replay", "Tries again to deliver it");
/// `POST /api/platform/parked/{id}/discard`
pub const DISCARD: Endpoint = Endpoint::new(
    Method::POST,
    "/api/platform/parked/{id}/discard",
    Access::FreshOperator,
    || post(discard),
)
.says("parked_discard", "Gives up delivering it");

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<ParkedView>>, ApiError> {
    let found = parked::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn replay(caller: ApiCaller, context: Context, Id(id): Id<ParkedId>) -> Result<NoStore<ParkedView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(parked::replay(&caller.tenant, &by, &id).await?))
}

async fn discard(caller: ApiCaller, context: Context, Id(id): Id<ParkedId>) -> Result<NoContent, ApiError> {
    parked::discard(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?;
    Ok(NoContent)
}
