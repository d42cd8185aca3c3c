//! `/mfa-setup`: a sign-in that cannot go on without a second factor enrols one, and has its recovery codes saved (behaviour 5.7).

use crate::{going, sign_in::step};
use domain::sign_in::State;
use platform::sign_in::{
    Loaded, Passed,
    setup::{self, Shown},
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        mfa::{Enrolling, MfaSetup},
    },
    post,
};

const HERE: &str = "/mfa-setup";

/// `GET /mfa-setup`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Transaction, || get(show));
/// `POST /mfa-setup`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Transaction, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsMfaSetup {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    Ok(page(&tenant, &browser, &loaded, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let (user, shown) = setup::shown(tenant, loaded).await?;
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let page = MfaSetup {
        enrolling: match shown {
            Shown::Choice => Enrolling::Choice,
            Shown::Secret(offered) => Enrolling::secret(&offered)?,
            Shown::Codes(codes) => Enrolling::Codes(codes),
        },
        action: response_mode::with_query(HERE, [("tx", loaded.id.as_str())]),
        form_token: browser.form_token(tenant, HERE).await?,
        account: String::new(),
        problem: wrong.map(Problem::of),
        client_name: waiting.client_name,
    };
    let html = page.render(&Frame::of(&tenant.read_by_user(&user)))?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), waiting.form_action))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsMfaSetup {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match done(&tenant, &loaded, &form, seen).await {
        Ok(Some(passed)) => Ok(going::passed(&tenant, passed).await?),
        Ok(None) => Ok(going::to(&tenant, going::next_step(&loaded), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn done(tenant: &Tenant, loaded: &Loaded, form: &PageForm, seen: Seen) -> Result<Option<Passed>, Failure> {
    match form.text("step") {
        "begin" => {
            setup::begin(tenant, loaded).await?;
            Ok(None)
        }
        "code" => setup::enrol(tenant, loaded, form.text("code"), &seen.visitor())
            .await
            .map(Some),
        "saved" if form.text("saved") == "yes" => setup::saved(tenant, loaded, &seen.visitor()).await.map(Some),
        _ => Err(Failure::new(
            ErrorCode::ValidationError,
            "Say that you have saved the codes.",
        )),
    }
}
