//! `/account`: a person's profile.

use super::portal::{self, Visit};
use crate::going;
use platform::{
    manage::users,
    self_service::{self, OwnPatch},
};
use protocol::error::Failure;
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::account::Profile, post,
};

const HERE: &str = "/account";

/// `GET /account`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account`
pub const SAVE: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(save));

/// The texts of the form: name, first name, last name.
type Texts = (String, String, String);

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let user = &visit.user;
    let texts = (said(&user.name), said(&user.given_name), said(&user.family_name));
    Ok(page(&tenant, &browser, &visit, &query, texts, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    visit: &Visit,
    query: &Query,
    (name, given_name, family_name): Texts,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let page = Profile {
        portal: visit.portal(HERE, query, wrong),
        form_token: browser.form_token(tenant, HERE).await?,
        name,
        given_name,
        family_name,
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

async fn save(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    visit.expect(&form)?;
    let [name, given, family] = ["name", "given_name", "family_name"].map(|field| form.text(field));
    let patch = OwnPatch::new(users::Profile::of_texts(name, given, family));
    match self_service::update(&tenant, &visit.person(seen), patch, None).await {
        Ok(_) => Ok(going::to(&tenant, format!("{HERE}?done=profile"), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            let texts = (name.to_owned(), given.to_owned(), family.to_owned());
            let query = Query::default();
            Ok(page(&tenant, &form.browser, &visit, &query, texts, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
