//! `/account/passkeys`: what the forms of `/account/security` do with passkeys: add, rename, remove.

use super::{
    portal::{self, Visit},
    security,
};
use crate::going;
use domain::{
    CredentialId,
    event::{Actor, ActorKind},
};
use platform::passkeys::{
    enroll::{self, Wish},
    own::{self, PasskeyView},
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
        Ok(name) => {
            let there = format!("{}?done={name}#passkeys", security::HERE);
            Ok(going::to(&tenant, there, Vec::new()))
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

async fn add(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<&'static str, Failure> {
    let wish = Wish {
        name: None,
        silent: false,
    };
    let (credential, origin) = (form.text("credential"), &seen.context.origin);
    enroll::complete(tenant, &visit.user, &binding(visit), credential, wish, origin).await?;
    Ok("passkey-added")
}

async fn rename(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<&'static str, Failure> {
    let (id, name) = (named(form)?, form.text("name"));
    own::rename(tenant, &visit.user, &id, name, &seen.context.origin).await?;
    Ok("passkey-renamed")
}

async fn remove(tenant: &Tenant, seen: &Seen, form: &PageForm, visit: &Visit) -> Result<&'static str, Failure> {
    let actor = Actor::new(ActorKind::User, visit.user.id);
    own::remove(tenant, &visit.user, &named(form)?, &actor, &seen.context.origin).await?;
    Ok("passkey-removed")
}
