//! `/account`: a person's profile.

use super::portal::{self, Visit};
use crate::going;
use domain::{locale::Locale, user::User};
use platform::{
    manage::users,
    reader,
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

/// What the form holds.
#[derive(Clone, Debug)]
struct Typed {
    name: String,
    given_name: String,
    family_name: String,
    locale: Option<Locale>,
}

impl Typed {
    fn of(user: &User, tenant: &Tenant) -> Self {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: said(&user.name),
            given_name: said(&user.given_name),
            family_name: said(&user.family_name),
            locale: reader::of_user(user, tenant.settings()),
        }
    }

    fn read(form: &PageForm) -> Self {
        let [name, given_name, family_name] =
            ["name", "given_name", "family_name"].map(|field| form.text(field).to_owned());
        Self {
            name,
            given_name,
            family_name,
            locale: Locale::parse(form.text("locale")),
        }
    }

    fn profile(&self, form: &PageForm) -> users::Profile {
        let profile = users::Profile::of_texts(&self.name, &self.given_name, &self.family_name);
        // Where there is one language only, nothing is asked and nothing is changed.
        match form.lenient("locale") {
            Some(_) => profile.speaking(self.locale),
            None => profile,
        }
    }
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    let stored = Typed::of(&visit.user, &tenant);
    Ok(page(&tenant, &browser, &visit, &query, stored, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    visit: &Visit,
    query: &Query,
    typed: Typed,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let page = Profile {
        portal: visit.portal(HERE, query, wrong),
        form_token: browser.form_token(tenant, HERE).await?,
        name: typed.name,
        given_name: typed.given_name,
        family_name: typed.family_name,
        locale: typed.locale,
        languages: tenant.settings().locales.clone(),
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

async fn save(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    visit.expect(&form)?;
    let typed = Typed::read(&form);
    let patch = OwnPatch::new(typed.profile(&form));
    match self_service::update(&tenant, &visit.person(seen), patch, None).await {
        Ok(_) => Ok(going::to(&tenant, format!("{HERE}?done=profile"), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            let query = Query::default();
            Ok(page(&tenant, &form.browser, &visit, &query, typed, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
