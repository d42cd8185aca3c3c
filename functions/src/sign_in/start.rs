//! `/login`: who are you? Nothing is stored until the first POST; the answer to it is the same for every address (EN-01).

use super::{passkey, step};
use crate::going::{self, Waiting};
use domain::sign_in::Target;
use platform::{
    authorize::{self, Next},
    federation::Reason,
    sessions,
    sign_in::{self, Loaded, Visitor},
    sign_up,
};
use protocol::{error::Failure, params::Params, prompt::Prompt, response_mode};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        self, Frame, Problem,
        sign_in::{Chooser, Identifier},
    },
    post,
};

/// `GET /login`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/login", Access::Public, || get(show));
/// `POST /login`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/login", Access::Public, || post(act));

/// The URL of this step for a target, on another path too.
pub(crate) fn address(path: &str, query: &Query) -> String {
    let kept = ["request", "return_to"]
        .into_iter()
        .filter_map(|name| query.lenient(name).map(|value| (name, value)));
    response_mode::with_query(path, kept)
}

/// What of this step's URL goes along to a provider.
pub(crate) fn kept(query: &Query) -> Vec<(&str, &str)> {
    ["request", "return_to", "fresh"]
        .into_iter()
        .filter_map(|name| query.lenient(name).map(|value| (name, value)))
        .collect()
}

/// Why a round trip to a provider ended here. A reload of one that went well says "over", and the person is signed in: nothing is shown then.
fn came_back(query: &Query, signed_in: bool) -> Option<Failure> {
    let reason = query.lenient("problem").and_then(Reason::parse)?;
    (reason != Reason::Expired || !signed_in).then(|| reason.failure())
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let target = sign_in::target(&tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let waiting = going::waiting(&tenant, &target).await?;
    let problem = came_back(&query, seen.session.0.is_some());
    let live = match &seen.session.0 {
        Some(session) if problem.is_none() && query.lenient("other").is_none() && query.lenient("fresh").is_none() => {
            sessions::user_of(&tenant, session).await?.map(|user| (session, user))
        }
        _ => None,
    };
    let Some((session, user)) = live else {
        let wrong = problem.as_ref().map(|failure| ("", failure));
        return Ok(identifier(&tenant, &browser, &query, &target, &waiting, wrong).await?);
    };
    match &target {
        Target::ReturnTo(path) => Ok(going::to(&tenant, path.clone(), Vec::new())),
        Target::Client(request) => {
            let client = authorize::client_of(&tenant, request).await?;
            // Signed in meanwhile, perhaps in another tab: nothing is asked twice.
            let next = authorize::resume(&tenant, &client, request, Some(session), true).await?;
            if !matches!(next, Next::SignIn(_) | Next::SignUp(_) | Next::Provider { .. }) {
                return Ok(going::on(&tenant, next, Vec::new())?);
            }
            if !request.authorization.prompt.contains(Prompt::SelectAccount) {
                return Ok(identifier(&tenant, &browser, &query, &target, &waiting, None).await?);
            }
            let chooser = Chooser {
                email: user
                    .email
                    .as_ref()
                    .map(|email| email.as_str().to_owned())
                    .unwrap_or_default(),
                name: user.name.clone(),
                action: address("/login", &query),
                form_token: browser.form_token(&tenant, "/login").await?,
                other: format!("{}&other=1", address("/login", &query)),
                client_name: waiting.client_name.clone(),
            };
            Ok(going::page(
                &tenant,
                None,
                chooser.render(&Frame::of(&tenant))?,
                browser.cookie(),
                waiting.form_action,
            ))
        }
    }
}

/// The parameters of the first page of a sign-in that leads to `target`.
pub(super) async fn query_of(tenant: &Tenant, query: &Query, target: &Target) -> Result<Query, Failure> {
    if query.lenient("tx").is_none() {
        return Ok(query.clone());
    }
    let (name, value) = match target {
        Target::ReturnTo(path) => ("return_to", path.clone()),
        Target::Client(request) => ("request", authorize::seal_again(tenant, request).await?),
    };
    Ok(Query(Params::from_pairs([(name.to_owned(), value)])))
}

/// The page that asks for the address, with what was wrong with it.
pub(super) async fn identifier(
    tenant: &Tenant,
    browser: &Browser,
    query: &Query,
    target: &Target,
    waiting: &Waiting,
    wrong: Option<(&str, &Failure)>,
) -> Result<Response, Failure> {
    let hint = match target {
        Target::Client(request) => request.authorization.login_hint.clone(),
        Target::ReturnTo(_) => None,
    };
    let page = Identifier {
        email: wrong
            .map(|(typed, _)| typed.to_owned())
            .filter(|typed| !typed.is_empty())
            .or(hint)
            .unwrap_or_default(),
        action: address("/login", query),
        form_token: browser.form_token(tenant, "/login").await?,
        problem: wrong.map(|(_, failure)| Problem::of(failure)),
        sign_up: sign_up::is_offered(tenant).then(|| address("/signup", query)),
        notice: notice(query),
        providers: going::providers(tenant, &kept(query)).await?,
        passkey: passkey::form(tenant, browser, query).await?,
        unknown: pages::passkey::unknown(wrong.map(|(_, failure)| failure)),
        client_name: waiting.client_name.clone(),
    };
    Ok(going::page(
        tenant,
        wrong.map(|(_, failure)| failure),
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        waiting.form_action.clone(),
    ))
}

/// The text of what the person has just done elsewhere.
fn notice(query: &Query) -> Option<&'static str> {
    match query.lenient("done")? {
        "undone" => Some("identifier-notice-undone"),
        "password" => Some("identifier-notice-password"),
        "leaving" => Some("identifier-notice-leaving"),
        "deleted" => Some("identifier-notice-deleted"),
        _ => None,
    }
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    if form.text("choice") == "continue"
        && let Some(session) = &seen.session.0
    {
        let next = authorize::same_person(&tenant, query.lenient("request").unwrap_or(""), session).await?;
        return Ok(going::on(&tenant, next, Vec::new())?);
    }
    let target = sign_in::target(&tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let typed = form.text("email").to_owned();
    let email = match step::typed_email(&typed) {
        Ok(email) => email,
        Err(failure) => {
            let waiting = going::waiting(&tenant, &target).await?;
            return Ok(identifier(
                &tenant,
                &form.browser,
                &query,
                &target,
                &waiting,
                Some((&typed, &failure)),
            )
            .await?);
        }
    };
    let loaded = sign_in::begin(&tenant, form.browser.hash(), target, email).await?;
    Ok(first_factor(&tenant, loaded, &seen.visitor()).await?)
}

/// On to what proves the address that is known by now: the password where passwords are on, else a mail.
pub(crate) async fn first_factor(tenant: &Tenant, mut loaded: Loaded, visitor: &Visitor) -> Result<Response, Failure> {
    if tenant.settings().auth_methods.password {
        return Ok(going::to(
            tenant,
            format!("/login/password?tx={}", loaded.id),
            Vec::new(),
        ));
    }
    sign_in::email_code::send(tenant, &mut loaded, visitor).await?;
    Ok(going::to(tenant, format!("/verify?tx={}", loaded.id), Vec::new()))
}
