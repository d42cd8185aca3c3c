//! `/api/users/me/passkeys`: a person's own passkeys (behaviour 4.6). Adding and removing need a fresh sign-in.
//!
//! A sign-in that waits for a second factor names itself by `Aero2-Transaction` and may add one in place of a session.

use super::person;
use crate::second_factor::enrolled::Enrolled;
use crate::{
    second_factor::enrolled::{Caller, in_sign_in},
    sign_in::step,
};
use domain::{CredentialId, Secret};
use platform::{
    passkeys::{
        enroll::{self, Wish},
        own::{self, PasskeyView},
    },
    self_service::{self, Person},
    sign_in::setup::{self, New},
};
use protocol::webauthn::{CreationOptions, Signal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::{
    Access, ApiCaller, ApiError, Browser, Context, Cookies, Created, Endpoint, Id, IntoResponse, Json, Method, Named,
    NoStore, Nothing, Response, Seen, Tenant, delete, get,
    paging::{self, ListBody},
    patch, post,
};

const ALL: &str = "/api/users/me/passkeys";
const ONE: &str = "/api/users/me/passkeys/{id}";

/// `GET /api/users/me/passkeys`
pub const LIST: Endpoint =
    Endpoint::new(Method::GET, ALL, Access::Session, || get(list)).says("me_passkeys_list", "Lists one's own passkeys");
/// `POST /api/users/me/passkeys/options`
pub const OPTIONS: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/passkeys/options",
    Access::FreshSession,
    || post(options),
)
.says("me_passkeys_options", "Makes the options to create a passkey with");
/// `POST /api/users/me/passkeys`
pub const ADD: Endpoint = Endpoint::new(Method::POST, ALL, Access::Session, || post(add))
    .says("me_passkeys_add", "Adds a passkey")
    .answers::<(Created<Added>, NoStore<Enrolled>)>();
/// `PATCH /api/users/me/passkeys/{id}`
pub const RENAME: Endpoint = Endpoint::new(Method::PATCH, ONE, Access::Session, || patch(rename))
    .says("me_passkeys_rename", "Renames a passkey");
/// `DELETE /api/users/me/passkeys/{id}`
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, ONE, Access::FreshSession, || delete(remove))
    .says("me_passkeys_remove", "Removes a passkey")
    .answers::<NoStore<Removed>>();

/// A challenge belongs to the session that asked, or to whoever came with an access token.
fn binding(person: &Person) -> String {
    let session = person.session.as_ref().map(|live| live.session.id.to_string());
    session.unwrap_or_else(|| "token".to_owned())
}

async fn list(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
) -> Result<NoStore<ListBody<PasskeyView>>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    Ok(paging::whole(own::list(&caller.tenant, &person.user).await?))
}

async fn options(
    caller: Caller,
    tenant: Tenant,
    browser: Browser,
    (context, cookies): (Context, Cookies),
    Named(id): Named,
    Json(Nothing {}): Json<Nothing>,
) -> Result<NoStore<CreationOptions>, ApiError> {
    if id.is_some() {
        let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
        return Ok(NoStore(setup::passkey_options(&tenant, &loaded).await?));
    }
    let caller = caller?;
    let person = person::of(&caller, context, &cookies)?;
    let made = enroll::options(&caller.tenant, &person.user, &binding(&person)).await?;
    Ok(NoStore(made))
}

/// The credential as `toJSON()` writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "NewPasskey"))]
struct Made {
    credential: Map<String, Value>,
    name: Option<String>,
}

/// What was added, with the recovery codes that are shown this once.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "AddedPasskey"))]
struct Added {
    #[serde(flatten)]
    passkey: PasskeyView,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recovery_codes: Vec<Secret<String>>,
}

async fn add(
    caller: Caller,
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    body: Result<Json<Made>, ApiError>,
) -> Result<Response, ApiError> {
    if id.is_some() {
        let Json(Made { credential, name }) = body?;
        let credential = Value::Object(credential).to_string();
        let new = ("passkey", New::Passkey(&credential, name.as_deref()));
        return Ok(Box::pin(in_sign_in(&tenant, seen, &browser, id.as_deref(), new)).await?);
    }
    let (caller, Json(Made { credential, name })) = (caller?, body?);
    let credential = Value::Object(credential).to_string();
    let person = person::of(&caller, seen.context, &seen.cookies)?;
    let wish = Wish {
        name: name.as_deref(),
        silent: false,
        keep: false,
    };
    let made = self_service::add_passkey(&caller.tenant, &person, &binding(&person), &credential, wish).await?;
    let added = Added {
        passkey: made.passkey.into(),
        recovery_codes: made.codes,
    };
    let answer = Created(added).into_response();
    Ok(person::with_cookies(
        &caller.tenant,
        answer,
        person::renewed(made.cookie),
    ))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "PasskeyName"))]
struct Name {
    name: String,
}

async fn rename(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Id(id): Id<CredentialId>,
    Json(body): Json<Name>,
) -> Result<NoStore<PasskeyView>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let origin = &person.visitor.origin;
    Ok(NoStore(
        own::rename(&caller.tenant, &person.user, &id, &body.name, origin).await?,
    ))
}

/// What the browser tells whoever kept it.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "RemovedPasskey")
)]
struct Removed {
    signal: Signal,
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Id(id): Id<CredentialId>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let (signal, cookie) = self_service::remove_passkey(&caller.tenant, &person, &id).await?;
    let answer = NoStore(Removed { signal }).into_response();
    Ok(person::with_cookies(&caller.tenant, answer, person::renewed(cookie)))
}
