//! `/signup`: an address, a name, a password where passwords are on; then the code of `/verify`.

use crate::{going, sign_in::start};
use domain::{Secret, settings::RequiredField, sign_in::Target};
use platform::{
    sign_in,
    sign_up::{self, SignUpForm},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, resume::TextField, sign_up::SignUp},
    post,
};

/// `GET /signup`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/signup", Access::Public, || get(show));
/// `POST /signup`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/signup", Access::Public, || post(act));

async fn show(tenant: Tenant, browser: Browser, query: Query) -> Result<Response, PageError> {
    if !sign_up::is_offered(&tenant) {
        return Err(Failure::new(ErrorCode::SignupClosed, "New accounts are by invitation only.").into());
    }
    let target = sign_in::target(&tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let hint = match &target {
        Target::Client(request) => request.authorization.login_hint.clone(),
        Target::ReturnTo(_) => None,
    };
    let typed = SignUpForm {
        email: hint.unwrap_or_default(),
        ..SignUpForm::default()
    };
    Ok(page(&tenant, &browser, &query, &typed, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    query: &Query,
    typed: &SignUpForm,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let target = sign_in::target(tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let waiting = going::waiting(tenant, &target).await?;
    let required = &tenant.settings().signup_required_fields;
    let others = [
        (RequiredField::GivenName, &typed.given_name),
        (RequiredField::FamilyName, &typed.family_name),
    ];
    let page = SignUp {
        email: typed.email.clone(),
        name: typed.name.clone().unwrap_or_default(),
        name_required: required.contains(&RequiredField::Name),
        fields: others
            .into_iter()
            .filter(|(field, _)| required.contains(field))
            .filter_map(|(field, typed)| TextField::of(field, typed.as_deref().unwrap_or("")))
            .collect(),
        terms: required.contains(&RequiredField::Terms),
        terms_url: tenant.application().terms_url.clone(),
        agreed: typed.terms,
        action: start::address("/signup", query),
        form_token: browser.form_token(tenant, "/signup").await?,
        problem: wrong.map(Problem::of),
        with_password: tenant.settings().auth_methods.password,
        min_length: tenant.settings().password_min_length,
        sign_in: start::address("/login", query),
        providers: going::providers(tenant, &start::kept(query)).await?,
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
    let target = sign_in::target(&tenant, query.lenient("request"), query.lenient("return_to")).await?;
    let typed = SignUpForm {
        email: form.text("email").to_owned(),
        name: form.lenient("name").map(str::to_owned),
        given_name: form.lenient("given_name").map(str::to_owned),
        family_name: form.lenient("family_name").map(str::to_owned),
        terms: form.text("terms") == "yes",
        password: Some(Secret::new(form.text("password").to_owned())),
    };
    match sign_up::begin(&tenant, form.browser.hash(), target, typed.clone(), &seen.visitor()).await {
        Ok(loaded) => Ok(going::to(&tenant, format!("/verify?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &query, &typed, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
