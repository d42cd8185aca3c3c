//! `/api/users/me/passkeys`: a person's own passkeys (behaviour 4.6). Adding and removing need a fresh sign-in.

use super::person;
use domain::{
    CredentialId,
    event::{Actor, ActorKind},
};
use platform::{
    passkeys::{
        enroll::{self, Wish},
        own::{self, PasskeyView},
    },
    self_service::Person,
};
use protocol::webauthn::{CreationOptions, Signal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::{
    Access, ApiCaller, ApiError, Context, Cookies, Created, Endpoint, Id, Json, Method, NoStore, delete, get,
    paging::{self, ListBody},
    patch, post,
};

const ALL: &str = "/api/users/me/passkeys";
const ONE: &str = "/api/users/me/passkeys/{id}";

/// `GET /api/users/me/passkeys`
pub const LIST: Endpoint = Endpoint::new(Method::GET, ALL, Access::Session, || get(list));
/// `POST /api/users/me/passkeys/options`
pub const OPTIONS: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/passkeys/options",
    Access::FreshSession,
    || post(options),
);
/// `POST /api/users/me/passkeys`
pub const ADD: Endpoint = Endpoint::new(Method::POST, ALL, Access::Session, || post(add));
/// `PATCH /api/users/me/passkeys/{id}`
pub const RENAME: Endpoint = Endpoint::new(Method::PATCH, ONE, Access::Session, || patch(rename));
/// `DELETE /api/users/me/passkeys/{id}`
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, ONE, Access::FreshSession, || delete(remove));

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

/// Nothing needs to be said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn options(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(Nothing {}): Json<Nothing>,
) -> Result<NoStore<CreationOptions>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let made = enroll::options(&caller.tenant, &person.user, &binding(&person)).await?;
    Ok(NoStore(made))
}

/// The credential as `toJSON()` writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    credential: Map<String, Value>,
    name: Option<String>,
}

async fn add(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Made>,
) -> Result<Created<PasskeyView>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let wish = Wish {
        name: body.name.as_deref(),
        silent: false,
    };
    let credential = Value::Object(body.credential).to_string();
    let origin = &person.visitor.origin;
    let made = enroll::complete(
        &caller.tenant,
        &person.user,
        &binding(&person),
        &credential,
        wish,
        origin,
    )
    .await?;
    Ok(Created(made.passkey.into()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
struct Removed {
    signal: Signal,
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Id(id): Id<CredentialId>,
) -> Result<NoStore<Removed>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let actor = Actor::new(ActorKind::User, person.user.id);
    let signal = own::remove(&caller.tenant, &person.user, &id, &actor, &person.visitor.origin).await?;
    Ok(NoStore(Removed { signal }))
}
