//! `/invite`: an invitation is followed, and accepted: by a new account, or by the person who is signed in (behaviour 5.13).
//!
//! GET shows and changes nothing: a mail scanner may follow the link (OT-01). Once signed in, the address names the invitation and no secret.

use crate::{going, sign_in::start};
use domain::{Email, Secret, invitation::Invitation, sign_in::Target};
use platform::{
    invitations,
    sessions::LiveSession,
    sign_in::{
        self, Visitor,
        invitation::{self, Asks},
    },
    sign_up::SignUpForm,
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        sign_up::{InvitationAsks, Invited},
    },
    post,
};

const HERE: &str = invitations::PAGE;
/// Where a new account begins: the application's own first page.
const BEGIN: &str = "/";

/// `GET /invite`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Public, || get(show));
/// `POST /invite`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Public, || post(act));

/// The invitation of the address: by the link's token, or by its id for the person who is signed in.
async fn followed(tenant: &Tenant, query: &Query, session: Option<&LiveSession>) -> Result<Invitation, Failure> {
    match query.lenient("id") {
        Some(id) => invitation::of_session(tenant, id, session).await,
        None => invitation::look(tenant, query.lenient("token").unwrap_or("")).await,
    }
}

fn signed_in_address(invitation: &Invitation) -> String {
    response_mode::with_query(HERE, [("id", invitation.id.to_string().as_str())])
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let session = seen.session.0.as_ref();
    if query.lenient("id").is_some() && session.is_none() {
        let back = query.lenient("id").unwrap_or("");
        let back = response_mode::with_query(HERE, [("id", back)]);
        let login = response_mode::with_query("/login", [("return_to", back.as_str())]);
        return Ok(going::to(&tenant, login, Vec::new()));
    }
    let invitation = followed(&tenant, &query, session).await?;
    match invitation::asks(&tenant, &invitation, session).await {
        Ok(asks) => Ok(page(&tenant, &browser, &query, &invitation, asks, ("", None)).await?),
        Err(failure) if failure.code == ErrorCode::InvitationWrongEmail => {
            Ok(wrong_person(&tenant, &browser, &invitation, &failure).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    query: &Query,
    invitation: &Invitation,
    asks: Asks,
    (name, wrong): (&str, Option<&Failure>),
) -> Result<Response, Failure> {
    let token = query.lenient("token").unwrap_or("");
    let page = Invited {
        to: invitation::invites_to(tenant, invitation).await?,
        email: match asks {
            Asks::Account => invitation.email.as_str().to_owned(),
            Asks::SignIn | Asks::Consent => Email::masked(&invitation.email),
        },
        name: name.to_owned(),
        action: match asks {
            Asks::Consent => signed_in_address(invitation),
            Asks::Account | Asks::SignIn => response_mode::with_query(HERE, [("token", token)]),
        },
        form_token: browser.form_token(tenant, HERE).await?,
        problem: wrong.map(Problem::of),
        asks: match asks {
            Asks::Account => InvitationAsks::Account,
            Asks::SignIn => InvitationAsks::SignIn,
            Asks::Consent => InvitationAsks::Consent,
        },
        with_password: tenant.settings().auth_methods.password,
        min_length: tenant.settings().password_min_length,
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), None))
}

/// Somebody else is signed in: they may sign out, and follow the link again.
async fn wrong_person(
    tenant: &Tenant,
    browser: &Browser,
    invitation: &Invitation,
    wrong: &Failure,
) -> Result<Response, Failure> {
    let page = Invited {
        to: invitation::invites_to(tenant, invitation).await?,
        email: invitation.email.masked(),
        name: String::new(),
        action: String::new(),
        form_token: String::new(),
        problem: Some(Problem::of(wrong)),
        asks: InvitationAsks::SignOut,
        with_password: false,
        min_length: 0,
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, Some(wrong), html, browser.cookie(), None))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let visitor = seen.visitor();
    let session = visitor.current.as_ref();
    let invitation = followed(&tenant, &query, session).await?;
    let asks = match invitation::asks(&tenant, &invitation, session).await {
        Err(failure) if failure.code == ErrorCode::InvitationWrongEmail => {
            return Ok(wrong_person(&tenant, &form.browser, &invitation, &failure).await?);
        }
        asks => asks?,
    };
    match (asks, session) {
        (Asks::Consent, Some(session)) => {
            invitation::join(&tenant, invitation, session, &visitor).await?;
            Ok(going::to(&tenant, BEGIN.to_owned(), Vec::new()))
        }
        (Asks::Account, _) => Ok(account(&tenant, &visitor, &query, form, invitation).await?),
        (Asks::Consent | Asks::SignIn, _) => {
            let target = Target::ReturnTo(signed_in_address(&invitation));
            let loaded = sign_in::begin(&tenant, form.browser.hash(), target, invitation.email).await?;
            Ok(start::first_factor(&tenant, loaded, &visitor).await?)
        }
    }
}

/// The account is made, or the one that waits is taken over, and the person is signed in.
async fn account(
    tenant: &Tenant,
    visitor: &Visitor,
    query: &Query,
    form: PageForm,
    invitation: Invitation,
) -> Result<Response, Failure> {
    let typed = SignUpForm {
        email: invitation.email.as_str().to_owned(),
        name: form.lenient("name").map(str::to_owned),
        password: Some(Secret::new(form.text("password").to_owned())),
        ..SignUpForm::default()
    };
    let to = (form.browser.hash(), Target::ReturnTo(BEGIN.to_owned()));
    match Box::pin(invitation::accept(tenant, invitation.clone(), to, typed, visitor)).await {
        Ok((_, done)) => going::passed(tenant, done).await,
        Err(failure) if going::is_of_the_form(&failure) => {
            let wrong = (form.text("name"), Some(&failure));
            page(tenant, &form.browser, query, &invitation, Asks::Account, wrong).await
        }
        Err(failure) => Err(failure),
    }
}
