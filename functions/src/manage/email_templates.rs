//! `/api/email-templates`: an application's own words for its mails (behaviour 3.17, 4.12).

use domain::{Email, locale::Locale, mail_kind::MailKind, permission::Permission};
use platform::manage::{
    By,
    email_templates::{self, Draft, Preview, TemplateBody, TemplateDetail, TemplateView},
};
use serde::Serialize;
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Ids, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    delete, get,
    paging::{self, ListBody},
    post, put,
};

const ONE: &str = "/api/email-templates/{id}/{sub}";

/// `GET /api/email-templates`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/email-templates",
    Access::Management(Permission::TemplatesRead),
    || get(list),
)
.says(
    "email_templates_list",
    "Lists the mails and which of them have own texts",
);
/// `GET /api/email-templates/{kind}/{locale}`
pub const GET: Endpoint = Endpoint::new(Method::GET, ONE, Access::Management(Permission::TemplatesRead), || {
    get(show)
})
.says("email_templates_get", "Shows a mail's texts in a language");
/// `PUT /api/email-templates/{kind}/{locale}`
pub const SET: Endpoint = Endpoint::new(Method::PUT, ONE, Access::Management(Permission::TemplatesWrite), || {
    put(set)
})
.says("email_templates_set", "Sets a mail's texts in a language");
/// `DELETE /api/email-templates/{kind}/{locale}`
pub const RESET: Endpoint = Endpoint::new(
    Method::DELETE,
    ONE,
    Access::Management(Permission::TemplatesWrite),
    || delete(reset),
)
.says("email_templates_reset", "Goes back to the texts that come with Aero2");
/// `POST /api/email-templates/{kind}/{locale}/preview`
pub const PREVIEW: Endpoint = Endpoint::new(
    Method::POST,
    "/api/email-templates/{id}/{sub}/preview",
    Access::Management(Permission::TemplatesWrite),
    || post(preview),
)
.says("email_templates_preview", "Shows what a mail would look like");
/// `POST /api/email-templates/{kind}/{locale}/test`
pub const TEST: Endpoint = Endpoint::new(
    Method::POST,
    "/api/email-templates/{id}/{sub}/test",
    Access::Management(Permission::TemplatesWrite),
    || post(test),
)
.says("email_templates_test", "Sends a mail to oneself to look at");

/// Where a mail went.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "TestMail"))]
struct Addressed {
    to: Email,
}

type Which = Ids<MailKind, Locale>;

fn entity(body: TemplateDetail) -> Entity<TemplateDetail> {
    Entity {
        version: body.version(),
        body,
    }
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<TemplateView>>, ApiError> {
    Ok(paging::whole(email_templates::list(&caller.tenant).await?))
}

async fn show(caller: ApiCaller, Ids(kind, locale): Which) -> Result<Entity<TemplateDetail>, ApiError> {
    Ok(entity(email_templates::get(&caller.tenant, (kind, locale)).await?))
}

async fn set(
    caller: ApiCaller,
    context: Context,
    Ids(kind, locale): Which,
    IfMatch(version): IfMatch,
    Json(body): Json<TemplateBody>,
) -> Result<Entity<TemplateDetail>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let set = email_templates::set(&caller.tenant, &by, (kind, locale), body, version).await?;
    Ok(entity(set))
}

async fn reset(
    caller: ApiCaller,
    context: Context,
    Ids(kind, locale): Which,
    IfMatch(version): IfMatch,
) -> Result<NoContent, ApiError> {
    let by = By::caller(&caller, &context.origin);
    email_templates::reset(&caller.tenant, &by, (kind, locale), version).await?;
    Ok(NoContent)
}

async fn preview(
    caller: ApiCaller,
    Ids(kind, locale): Which,
    Json(draft): Json<Draft>,
) -> Result<NoStore<Preview>, ApiError> {
    Ok(NoStore(
        email_templates::preview(&caller.tenant, (kind, locale), &draft).await?,
    ))
}

async fn test(
    caller: ApiCaller,
    context: Context,
    Ids(kind, locale): Which,
    draft: Once<Draft>,
) -> Result<Made<Addressed>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    draft
        .run(&caller, async |tenant, draft| {
            let to = email_templates::test(&tenant, &caller, &by, (kind, locale), &draft).await?;
            Made::new(&Addressed { to }, 1)
        })
        .await
}
