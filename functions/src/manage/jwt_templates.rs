//! `/api/jwt-templates`: an application's own claims in tokens (behaviour 3.17, 4.10).

use domain::{JwtTemplateId, permission::Permission};
use platform::manage::{
    By,
    jwt_templates::{
        self, JwtTemplateDetail, JwtTemplatePatch, JwtTemplateView, NewJwtTemplate, PlaceholderView, Preview, Trial,
    },
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    delete, get,
    paging::{self, ListBody},
    patch, post,
};

const ALL: &str = "/api/jwt-templates";
const ONE: &str = "/api/jwt-templates/{id}";

/// `GET /api/jwt-templates`
pub const LIST: Endpoint = Endpoint::new(Method::GET, ALL, Access::Management(Permission::AppsRead), || get(list))
    .says("jwt_templates_list", "Lists the JWT templates");
/// `POST /api/jwt-templates`
pub const CREATE: Endpoint = Endpoint::new(Method::POST, ALL, Access::Management(Permission::AppsWrite), || {
    post(create)
})
.says("jwt_templates_create", "Makes a JWT template");
/// `GET /api/jwt-templates/placeholders`
pub const PLACEHOLDERS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/jwt-templates/placeholders",
    Access::Management(Permission::AppsRead),
    || get(placeholders),
)
.says("jwt_templates_placeholders", "Lists what claims may be filled with");
/// `POST /api/jwt-templates/preview`
pub const TRY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/jwt-templates/preview",
    Access::Management(Permission::AppsWrite),
    || post(try_unsaved),
)
.says(
    "jwt_templates_try",
    "Shows what tokens would say with a template that is not saved",
);
/// `GET /api/jwt-templates/{id}`
pub const GET: Endpoint = Endpoint::new(Method::GET, ONE, Access::Management(Permission::AppsRead), || get(show))
    .says("jwt_templates_get", "Shows a JWT template with the versions before");
/// `PATCH /api/jwt-templates/{id}`
pub const UPDATE: Endpoint = Endpoint::new(Method::PATCH, ONE, Access::Management(Permission::AppsWrite), || {
    patch(update)
})
.says("jwt_templates_update", "Changes a JWT template");
/// `DELETE /api/jwt-templates/{id}`
pub const DELETE: Endpoint = Endpoint::new(Method::DELETE, ONE, Access::Management(Permission::AppsWrite), || {
    delete(remove)
})
.says("jwt_templates_delete", "Deletes a JWT template");
/// `POST /api/jwt-templates/{id}/preview`
pub const PREVIEW: Endpoint = Endpoint::new(
    Method::POST,
    "/api/jwt-templates/{id}/preview",
    Access::Management(Permission::AppsWrite),
    || post(preview),
)
.says(
    "jwt_templates_preview",
    "Shows what tokens of a user and a client would say, as it is or with changes that are not saved",
);

fn entity(body: JwtTemplateDetail) -> Entity<JwtTemplateDetail> {
    Entity {
        version: body.version(),
        body,
    }
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<JwtTemplateView>>, ApiError> {
    Ok(paging::whole(jwt_templates::list(&caller.tenant).await?))
}

async fn placeholders(_caller: ApiCaller) -> NoStore<ListBody<PlaceholderView>> {
    paging::whole(jwt_templates::placeholders())
}

async fn create(
    caller: ApiCaller,
    context: Context,
    body: Once<NewJwtTemplate>,
) -> Result<Made<JwtTemplateDetail>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = jwt_templates::create(&tenant, &by, request).await?;
        Made::new(&made, made.version())
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<JwtTemplateId>) -> Result<Entity<JwtTemplateDetail>, ApiError> {
    Ok(entity(jwt_templates::show(&caller.tenant, &id).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<JwtTemplateId>,
    IfMatch(version): IfMatch,
    Json(body): Json<JwtTemplatePatch>,
) -> Result<Entity<JwtTemplateDetail>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(entity(
        jwt_templates::update(&caller.tenant, &by, &id, &body, version).await?,
    ))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<JwtTemplateId>,
    IfMatch(version): IfMatch,
) -> Result<NoContent, ApiError> {
    let by = By::caller(&caller, &context.origin);
    jwt_templates::delete(&caller.tenant, &by, &id, version).await?;
    Ok(NoContent)
}

async fn preview(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<JwtTemplateId>,
    Json(trial): Json<Trial>,
) -> Result<NoStore<Preview>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(
        jwt_templates::preview(&caller.tenant, &by, Some(&id), &trial).await?,
    ))
}

async fn try_unsaved(
    caller: ApiCaller,
    context: Context,
    Json(trial): Json<Trial>,
) -> Result<NoStore<Preview>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(
        jwt_templates::preview(&caller.tenant, &by, None, &trial).await?,
    ))
}
