//! `/api/applications/branding`: the look of pages and mails (behaviour 3.3, 4.8).
//!
//! PATCH publishes at once: that is what a program or a file in a repository means by a change. A person tries first, on a draft that is a thing of its
//! own, with a version of its own: nobody's publishing is refused because somebody is trying something.

use domain::{branding::Branding, permission::Permission};
use platform::manage::{
    By,
    applications::settings::Versioned,
    branding::{self, BrandingDraft, BrandingPreview, BrandingRollback, Uploaded},
};
use serde_json::{Map, Value};
use web::{
    Access, ApiCaller, ApiError, Context, Created, Endpoint, Entity, IfMatch, Json, Method, NoContent, NoStore,
    Nothing, Picture, delete, get, notes::Part, patch, post,
};

const PUBLISHED: &str = "/api/applications/branding";
const ITS_DRAFT: &str = "/api/applications/branding/draft";

/// `GET /api/applications/branding`
pub const GET: Endpoint = Endpoint::new(Method::GET, PUBLISHED, Access::Management(Permission::AppsRead), || {
    get(show)
})
.says("branding_get", "Shows the branding that is published");
/// `PATCH /api/applications/branding`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    PUBLISHED,
    Access::Management(Permission::AppsWrite),
    || patch(update),
)
.says("branding_update", "Changes some of the branding, and publishes it")
.takes::<Json<Part<Branding>>>();
/// `GET /api/applications/branding/draft`
pub const DRAFT: Endpoint = Endpoint::new(Method::GET, ITS_DRAFT, Access::Management(Permission::AppsRead), || {
    get(draft)
})
.says("branding_draft_get", "Shows the draft, and what was published before");
/// `PATCH /api/applications/branding/draft`
pub const CHANGE_DRAFT: Endpoint = Endpoint::new(
    Method::PATCH,
    ITS_DRAFT,
    Access::Management(Permission::AppsWrite),
    || patch(change_draft),
)
.says("branding_draft_update", "Changes some of the draft")
.takes::<Json<Part<Branding>>>();
/// `DELETE /api/applications/branding/draft`
pub const DISCARD_DRAFT: Endpoint = Endpoint::new(
    Method::DELETE,
    ITS_DRAFT,
    Access::Management(Permission::AppsWrite),
    || delete(discard_draft),
)
.says("branding_draft_discard", "Takes the draft back");
/// `POST /api/applications/branding/publish`
pub const PUBLISH: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/branding/publish",
    Access::Management(Permission::AppsWrite),
    || post(publish),
)
.says("branding_publish", "Publishes the draft");
/// `POST /api/applications/branding/rollback`
pub const ROLL_BACK: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/branding/rollback",
    Access::Management(Permission::AppsWrite),
    || post(roll_back),
)
.says("branding_rollback", "Publishes an earlier version again");
/// `POST /api/applications/branding/preview`
pub const PREVIEW: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/branding/preview",
    Access::Management(Permission::AppsWrite),
    || post(preview),
)
.says("branding_preview", "Shows a draft on the real pages, for ten minutes")
.takes::<Json<Part<Branding>>>();
/// `POST /api/applications/branding/images`
pub const UPLOAD: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/branding/images",
    Access::Management(Permission::AppsWrite),
    || post(upload),
)
.says("branding_image_upload", "Takes an image, and draws it again as PNG");

fn entity(found: Versioned<Branding>) -> Entity<Branding> {
    Entity {
        body: found.document,
        version: found.version,
    }
}

fn of_draft(body: BrandingDraft) -> Entity<BrandingDraft> {
    Entity {
        version: body.version,
        body,
    }
}

async fn show(caller: ApiCaller) -> Result<Entity<Branding>, ApiError> {
    Ok(entity(branding::published(&caller.tenant).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(part): Json<Map<String, Value>>,
) -> Result<Entity<Branding>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(entity(branding::update(&caller.tenant, &by, &part, version).await?))
}

async fn draft(caller: ApiCaller) -> Result<Entity<BrandingDraft>, ApiError> {
    Ok(of_draft(branding::draft(&caller.tenant).await?))
}

async fn change_draft(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(part): Json<Map<String, Value>>,
) -> Result<Entity<BrandingDraft>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let changed = branding::change_draft(&caller.tenant, &by, &part, version).await?;
    Ok(of_draft(changed))
}

async fn discard_draft(caller: ApiCaller, context: Context, IfMatch(version): IfMatch) -> Result<NoContent, ApiError> {
    let by = By::caller(&caller, &context.origin);
    branding::discard(&caller.tenant, &by, version).await?;
    Ok(NoContent)
}

async fn publish(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Entity<BrandingDraft>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(of_draft(branding::publish(&caller.tenant, &by, version).await?))
}

async fn roll_back(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(body): Json<BrandingRollback>,
) -> Result<Entity<BrandingDraft>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(of_draft(branding::roll_back(&caller.tenant, &by, body, version).await?))
}

async fn preview(
    caller: ApiCaller,
    Json(part): Json<Map<String, Value>>,
) -> Result<NoStore<BrandingPreview>, ApiError> {
    Ok(NoStore(branding::preview(&caller.tenant, &part).await?))
}

async fn upload(caller: ApiCaller, context: Context, Picture(bytes): Picture) -> Result<Created<Uploaded>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(Created(branding::upload(&caller.tenant, &by, &bytes).await?))
}
