//! `/mfa-setup`: a sign-in that cannot go on without a second factor enrols one, and has its recovery codes saved (behaviour 5.7).

use crate::{going, sign_in::step};
use domain::sign_in::State;
use platform::{
    factors::Kind,
    sign_in::{
        Loaded, Passed,
        setup::{self, New, Shown},
    },
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        mfa::{Enrolling, MfaSetup, Ways},
        passkey::PasskeyForm,
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
    let action = response_mode::with_query(HERE, [("tx", loaded.id.as_str())]);
    let form_token = browser.form_token(tenant, HERE).await?;
    let (enrolling, ways, passkey) = match shown {
        Shown::Codes(codes) => (Enrolling::Codes(codes), Ways::default(), None),
        Shown::Ways(shown) => {
            let making = |options| PasskeyForm::making(options, action.clone(), form_token.clone());
            let passkey = shown.passkey.as_ref().map(making).transpose()?;
            let enrolling = shown.secret.as_ref().map(Enrolling::secret).transpose()?;
            let ways = Ways {
                app: shown.methods.contains(&Kind::Totp),
                sms: shown.methods.contains(&Kind::Sms),
                awaited: shown.awaited,
            };
            let passkey = passkey.map(|form| PasskeyForm {
                is_main: enrolling.is_none() && ways.awaited.is_none(),
                fields: vec![("step", "passkey".to_owned())],
                ..form
            });
            (enrolling.unwrap_or(Enrolling::Choice), ways, passkey)
        }
    };
    let page = MfaSetup {
        passkey,
        ways,
        enrolling,
        action,
        form_token,
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
    let visitor = seen.visitor();
    let new = match form.text("step") {
        "begin" => {
            setup::begin(tenant, loaded).await?;
            return Ok(None);
        }
        "phone" => {
            setup::send_sms(tenant, loaded, form.text("phone"), &visitor).await?;
            return Ok(None);
        }
        "saved" if form.text("saved") == "yes" => return setup::saved(tenant, loaded, &visitor).await.map(Some),
        "code" => New::Totp(form.text("code")),
        "phone-code" => New::Sms(form.text("code")),
        "passkey" => New::Passkey(form.text("credential"), None),
        _ => {
            return Err(Failure::new(
                ErrorCode::ValidationError,
                "Say that you have saved the codes.",
            ));
        }
    };
    setup::enrol(tenant, loaded, new, &visitor).await.map(Some)
}
