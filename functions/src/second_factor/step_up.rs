//! `/step-up`: somebody who is signed in proves that it is them, with the strongest they have, and goes on to where they were going (behaviour 5.10).

use crate::{
    account::portal::{self, Visit},
    going::{self, Waiting},
    sign_in::start::{address, kept},
};
use domain::{Secret, sign_in::Target, step_up::Way, user::User};
use platform::{
    factors, sign_in,
    step_up::{self, Given},
};
use protocol::{error::Failure, response_mode};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        passkey::PasskeyForm,
        providers::ProviderLink,
        step_up::{Ask, StepUp},
    },
    post,
};

const HERE: &str = step_up::PAGE;
const TO_SEND: &str = "/step-up/code";

/// `GET /step-up`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /step-up`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(act));
/// `POST /step-up/code`
pub const SEND: Endpoint = Endpoint::new(Method::POST, TO_SEND, Access::Session, || post(send));

/// Where the person is going, and by which ways.
struct Errand {
    visit: Visit,
    target: Target,
    strongest: Way,
    ways: Vec<Way>,
}

/// The person, where they go, and how they can prove themself; or where they have to go instead.
async fn errand(tenant: &Tenant, seen: &Seen, query: &Query) -> Result<Result<Errand, Response>, Failure> {
    let target = sign_in::target(tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let Some(visit) = portal::enter(tenant, seen).await? else {
        return Ok(Err(going::to(tenant, address("/login", query), Vec::new())));
    };
    let ways = step_up::methods_for(tenant, &visit.user, &visit.session, &target).await?;
    let Some(strongest) = ways.first().copied() else {
        return Ok(Err(going::to(tenant, anew(query), Vec::new())));
    };
    Ok(Ok(Errand {
        visit,
        target,
        strongest,
        ways,
    }))
}

/// Where somebody signs in anew, perhaps as another, for the same errand.
fn anew(query: &Query) -> String {
    let name = if query.lenient("request").is_some() {
        "other"
    } else {
        "fresh"
    };
    let mut pairs = kept(query);
    pairs.retain(|(known, _)| *known != name);
    pairs.push((name, "1"));
    response_mode::with_query("/login", pairs)
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    match errand(&tenant, &seen, &query).await? {
        Ok(errand) => {
            let sent = query.lenient("sent").is_some();
            Ok(page(&tenant, &browser, &errand, &query, sent, None).await?)
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// The way that was chosen, where it is one of theirs.
fn chosen(errand: &Errand, query: &Query) -> Option<Way> {
    let named = query.lenient("method").and_then(Way::parse);
    named.filter(|way| errand.ways.contains(way))
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    errand: &Errand,
    query: &Query,
    sent: bool,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let Waiting {
        client_name,
        form_action,
    } = going::waiting(tenant, &errand.target).await?;
    let way = chosen(errand, query).unwrap_or(errand.strongest);
    let user = &errand.visit.user;
    let page = StepUp {
        ask: Ask::of(way, sent),
        account: user.id.to_string(),
        email: user
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned())
            .unwrap_or_default(),
        masked: masked(user, way),
        action: same(HERE, query, Some(way)),
        form_token: browser.form_token(tenant, HERE).await?,
        problem: wrong.map(Problem::of),
        send_action: same(TO_SEND, query, Some(way)),
        send_token: browser.form_token(tenant, TO_SEND).await?,
        passkey: passkey(tenant, browser, errand, query, way).await?,
        providers: provider(tenant, errand, query, way).await?,
        others: others(errand, query, way),
        anew: anew(query),
        client_name,
    };
    let frame = Frame::of(&tenant.read_by_user(user));
    let cookies = going::refreshed(tenant, Some(&errand.visit.session)).await?;
    let cookies = cookies.into_iter().chain(browser.cookie());
    Ok(going::page(tenant, wrong, page.render(&frame)?, cookies, form_action))
}

/// The address of this step for the same errand, by a way.
fn same(path: &str, query: &Query, way: Option<Way>) -> String {
    let way = way.map(|way| ("method", way.as_str()));
    let errand = kept(query).into_iter().filter(|(name, _)| *name != "fresh");
    response_mode::with_query(path, errand.chain(way))
}

fn others(errand: &Errand, query: &Query, way: Way) -> Vec<(&'static str, String)> {
    let others = errand.ways.iter().filter(|other| **other != way);
    others
        .map(|other| (Ask::label(*other), same(HERE, query, Some(*other))))
        .collect()
}

/// The form that asks the browser for a passkey of the person's.
async fn passkey(
    tenant: &Tenant,
    browser: &Browser,
    errand: &Errand,
    query: &Query,
    way: Way,
) -> Result<Option<PasskeyForm>, Failure> {
    if way != Way::Passkey {
        return Ok(None);
    }
    let visit = &errand.visit;
    let options = step_up::passkey_options(tenant, &visit.user, &visit.session).await?;
    let token = browser.form_token(tenant, HERE).await?;
    let form = PasskeyForm::proving(&options, same(HERE, query, Some(way)), token)?;
    Ok(Some(PasskeyForm {
        is_main: true,
        label: Ask::label(way),
        fields: vec![("account", visit.user.id.to_string())],
        ..form
    }))
}

async fn provider(tenant: &Tenant, errand: &Errand, query: &Query, way: Way) -> Result<Vec<ProviderLink>, Failure> {
    if way != Way::Provider {
        return Ok(Vec::new());
    }
    let provider = step_up::provider(tenant, &errand.visit.session).await?;
    // The provider is asked to ask again, though it may remember them.
    let mut pairs = kept(query);
    pairs.retain(|(name, _)| *name != "fresh");
    pairs.push(("fresh", "1"));
    let link = |provider| ProviderLink::new(&provider, pairs.iter().copied());
    Ok(provider.map(link).into_iter().collect())
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let errand = match errand(&tenant, &seen, &query).await? {
        Ok(errand) => errand,
        Err(elsewhere) => return Ok(elsewhere),
    };
    errand.visit.expect(&form)?;
    let visit = &errand.visit;
    let done = match given(chosen(&errand, &query), &form, step_up::binding(&visit.session)) {
        Ok(given) => step_up::prove(&tenant, &visit.session, &visit.user, given, &seen.visitor()).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok((session, cookie)) => {
            let cookies = going::earned(cookie, None);
            Ok(going::after_sign_in(&tenant, &errand.target, &session, cookies).await?)
        }
        Err(failure) if going::is_of_the_form(&failure) => {
            // A code was typed, so one was sent: its field stays.
            Ok(page(&tenant, &form.browser, &errand, &query, true, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Where a code is sent by a way, as whoever has it recognises it.
fn masked(user: &User, way: Way) -> String {
    let masked = match way {
        Way::Sms => user.phone.as_ref().map(domain::Phone::masked),
        _ => user.email.as_ref().map(domain::Email::masked),
    };
    masked.unwrap_or_default()
}

/// What the form holds for a way.
fn given(way: Option<Way>, form: &PageForm, binding: String) -> Result<Given, Failure> {
    let code = || form.text("code").to_owned();
    match way {
        Some(Way::Password) => Ok(Given::Password(Secret::new(form.text("password").to_owned()))),
        Some(Way::EmailCode) => Ok(Given::EmailCode(code())),
        Some(Way::Passkey) => Ok(Given::Factor(factors::Given::Passkey {
            credential: form.text("credential").to_owned(),
            binding,
        })),
        Some(Way::Totp) => Ok(Given::Factor(factors::Given::Totp(code()))),
        Some(Way::Sms) => Ok(Given::Factor(factors::Given::Sms { code: code(), binding })),
        Some(Way::RecoveryCode) => Ok(Given::Factor(factors::Given::RecoveryCode(code()))),
        Some(Way::Provider) | None => Err(step_up::unavailable()),
    }
}

async fn send(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let errand = match errand(&tenant, &seen, &query).await? {
        Ok(errand) => errand,
        Err(elsewhere) => return Ok(elsewhere),
    };
    errand.visit.expect(&form)?;
    let visit = &errand.visit;
    let way = chosen(&errand, &query).filter(|way| *way == Way::Sms);
    let sent = match way {
        Some(_) => step_up::send_sms(&tenant, &visit.session, &visit.user, &seen.visitor()).await,
        None => step_up::send_code(&tenant, &visit.session, &visit.user, &seen.visitor()).await,
    };
    match sent {
        Ok(_) => {
            let here = same(HERE, &query, Some(way.unwrap_or(Way::EmailCode)));
            Ok(going::to(&tenant, format!("{here}&sent=1"), Vec::new()))
        }
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &errand, &query, false, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
