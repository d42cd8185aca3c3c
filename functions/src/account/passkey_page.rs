//! `/account/passkeys`: what the forms of `/account/security` do with passkeys: add, rename, remove.

use super::{
    person,
    portal::{self, Visit},
    security,
};
use crate::going;
use domain::CredentialId;
use platform::{
    passkeys::{
        enroll::{self, Wish},
        own::{self, PasskeyView},
    },
    self_service,
    sessions::SessionCookie,
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant,
    pages::{
        account::{PasskeyRow, Passkeys},
        passkey::PasskeyForm,
    },
    post,
};

const HERE: &str = "/account/passkeys";

/// `POST /account/passkeys`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(act));

/// The list of the page, with its forms; `None` where passkeys are switched off and the person has none.
pub(super) async fn section(tenant: &Tenant, browser: &Browser, visit: &Visit) -> Result<Option<Passkeys>, Failure> {
    if !tenant.settings().auth_methods.passkey && visit.user.passkey_count == 0 {
        return Ok(None);
    }
    let found = own::list(tenant, &visit.user).await?;
    Ok(Some(Passkeys {
        form_token: browser.form_token(tenant, HERE).await?,
        rows: found.iter().map(|passkey| row(tenant, visit, passkey)).collect(),
    }))
}

fn row(tenant: &Tenant, visit: &Visit, passkey: &PasskeyView) -> PasskeyRow {
    let day = |id, at| visit.text(tenant, id).with("day", portal::shown_day(at)).to_string();
    let said = |id| visit.text(tenant, id).to_string();
    let used = passkey.last_used_at.map(|at| day("passkeys-used", at));
    let provider = passkey.provider.filter(|provider| **provider != *passkey.name);
    let detail = [
        provider.map(str::to_owned),
        Some(said(if passkey.synced {
            "passkeys-synced"
        } else {
            "passkeys-bound"
        })),
        Some(day("passkeys-added", passkey.created_at)),
        Some(used.unwrap_or_else(|| said("passkeys-unused"))),
    ];
    PasskeyRow {
        id: passkey.id.to_string(),
        label: passkey.name.clone(),
        mark: passkey
            .provider
            .and_then(|provider| provider.get(..1))
            .map(str::to_owned),
        detail: detail.into_iter().flatten().collect(),
    }
}

/// The form that makes another, for whoever proved themselves recently enough.
pub(super) async fn another(tenant: &Tenant, browser: &Browser, visit: &Visit) -> Result<Option<PasskeyForm>, Failure> {
    if !tenant.settings().auth_methods.passkey || !visit.is_fresh(tenant) {
        return Ok(None);
    }
    let options = match enroll::options(tenant, &visit.user, &binding(visit)).await {
        Ok(options) => options,
        Err(failure) if failure.code == ErrorCode::LimitExceeded => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let form = PasskeyForm::making(&options, HERE.to_owned(), browser.form_token(tenant, HERE).await?)?;
    Ok(Some(PasskeyForm {
        label: "passkeys-add",
        fields: vec![("account", visit.user.id.to_string()), ("act", "add".to_owned())],
        ..form
    }))
}

fn binding(visit: &Visit) -> String {
    format!("portal {}", visit.session.session.id)
}

async fn act(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, security::HERE));
    };
    visit.expect(&form)?;
    let is_rename = form.text("act") == "rename";
    if !is_rename && !visit.is_fresh(&tenant) {
        return Ok(going::to(&tenant, portal::prove_again(security::HERE), Vec::new()));
    }
    let done = match form.text("act") {
        "rename" => rename(&tenant, &seen, &form, &visit).await,
        "remove" => remove(&tenant, &seen, &form, &visit).await,
        _ => add(&tenant, &seen, &form, &visit).await,
    };
    match done {
        Ok(Done { there, cookie }) => {
            let cookies = person::renewed(cookie).into_iter().collect();
            Ok(going::to(&tenant, there, cookies))
        }
        // Gone already, perhaps in another tab: the list shows what is so.
        Err(failure) if failure.code == ErrorCode::NotFound => {
            Ok(going::to(&tenant, security::HERE.to_owned(), Vec::new()))
        }
        Err(failure) if going::is_of_the_form(&failure) => {
            let query = Query::default();
            Ok(security::page(&tenant, &form.browser, &visit, &query, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

fn named(form: &PageForm) -> Result<CredentialId, Failure> {
    let id = form.text("passkey").parse();
    id.map_err(|_| Failure::new(ErrorCode::NotFound, "There is no such passkey."))
}

/// What was done: where that is seen, and the session's new cookie.
struct Done {
    there: String,
    cookie: Option<SessionCookie>,
}

impl Done {
    fn named(name: &str, cookie: Option<SessionCookie>) -> Self {
        Self {
            there: format!("{}?done={name}#passkeys", security::HERE),
            cookie,
        }
    }
}

async fn add(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<Done, Failure> {
    let wish = Wish {
        name: None,
        silent: false,
        keep: true,
    };
    let person = visit.person(seen.clone());
    let added = self_service::add_passkey(tenant, &person, &binding(visit), form.text("credential"), wish).await?;
    Ok(if added.codes.is_empty() {
        Done::named("passkey-added", added.cookie)
    } else {
        // They are to be saved first.
        Done {
            there: format!("{}?done=passkey-added", crate::second_factor::portal::HERE),
            cookie: added.cookie,
        }
    })
}

async fn rename(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<Done, Failure> {
    let (id, name) = (named(form)?, form.text("name"));
    own::rename(tenant, &visit.user, &id, name, &seen.context.origin).await?;
    Ok(Done::named("passkey-renamed", None))
}

async fn remove(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<Done, Failure> {
    let person = visit.person(seen.clone());
    let (_, cookie) = self_service::remove_passkey(tenant, &person, &named(form)?).await?;
    Ok(Done::named("passkey-removed", cookie))
}
