//! `/login/profile`: what the application requires of everybody, and this person has not said yet (behaviour 5.3).

use super::step;
use crate::going;
use domain::sign_in::State;
use platform::sign_in::{
    Loaded,
    resume::{self, Filled},
};
use protocol::error::Failure;
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        resume::{ProfileStep, TextField},
    },
    post,
};

const HERE: &str = "/login/profile";

/// `GET /login/profile`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Transaction, || get(show));
/// `POST /login/profile`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Transaction, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsProfile {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    Ok(page(&tenant, &browser, &loaded, &Filled::default(), None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    typed: &Filled,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let asked = resume::asked(tenant, loaded, State::NeedsProfile).await?;
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let page = ProfileStep {
        fields: asked
            .missing
            .iter()
            .filter_map(|field| TextField::of(*field, typed.text_of(*field)))
            .collect(),
        terms: asked.missing.contains(&domain::settings::RequiredField::Terms),
        terms_url: tenant.application().terms_url.clone(),
        agreed: typed.terms,
        action: format!("{HERE}?tx={}", loaded.id),
        form_token: browser.form_token(tenant, HERE).await?,
        problem: wrong.map(Problem::of),
        client_name: waiting.client_name,
    };
    Ok(going::page(
        tenant,
        wrong,
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        waiting.form_action,
    ))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsProfile {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let said = |name: &str| form.lenient(name).map(str::to_owned);
    let filled = Filled {
        name: said("name"),
        given_name: said("given_name"),
        family_name: said("family_name"),
        terms: form.text("terms") == "yes",
    };
    match resume::fill(&tenant, &loaded, filled.clone(), &seen.visitor()).await {
        Ok(passed) => Ok(going::passed(&tenant, passed).await?),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, &filled, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
