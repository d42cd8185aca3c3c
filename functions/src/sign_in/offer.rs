//! `/passkey`: whoever signed in without a passkey is offered one, before they go on. Once in 30 days in a browser, or never again (behaviour 5.8).

use super::step;
use crate::going;
use domain::sign_in::Method as Proof;
use platform::{
    passkeys::enroll::{self, Wish},
    sessions::{self, LiveSession},
    sign_in::{Completed, Loaded},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Query, Response, Seen, SetCookie, Tenant, get,
    pages::{
        Frame, Problem,
        passkey::{PasskeyForm, PasskeyOffer},
    },
    post,
};

const HERE: &str = "/passkey";
/// How long "not now" holds.
const LATER_SECS: i64 = 30 * 86_400;
/// How long "never" does: as long as browsers keep a cookie.
const NEVER_SECS: i64 = 400 * 86_400;

/// `GET /passkey`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Transaction, || get(show));
/// `POST /passkey`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Transaction, || post(act));

/// Whether a browser may be asked: it can make passkeys, as its script said, and was not asked lately.
pub(crate) fn may_ask(form: &PageForm, seen: &Seen) -> bool {
    form.text("webauthn") == "1" && seen.cookies.get(CookieName::PasskeyOffer).is_none()
}

/// Where a person is asked who has just signed in, if they are.
pub(crate) fn address(tenant: &platform::tenant::Tenant, done: &Completed) -> Option<String> {
    let settings = tenant.settings();
    let wanted = settings.auth_methods.passkey && settings.passkey_prompt && !done.has_passkey;
    wanted.then(|| format!("{HERE}?tx={}", done.transaction_id))
}

fn asked(secs: i64) -> SetCookie {
    SetCookie::set(CookieName::PasskeyOffer, "1".to_owned(), Some(secs))
}

fn binding(live: &LiveSession) -> String {
    format!("offer {}", live.session.id)
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    let live = step::session_of(&loaded, seen.session.0.as_ref())?;
    Ok(page(&tenant, &browser, &loaded, live, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    live: &LiveSession,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let user = sessions::user_of(tenant, live).await?;
    let Some(user) = user.filter(|user| user.passkey_count == 0) else {
        return going::after_sign_in(tenant, &loaded.transaction.target, live, Vec::new()).await;
    };
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let options = enroll::options(tenant, &user, &binding(live)).await?;
    let (action, token) = (
        format!("{HERE}?tx={}", loaded.id),
        browser.form_token(tenant, HERE).await?,
    );
    let form = PasskeyForm::making(&options, action.clone(), token.clone())?;
    let by_password = live.session.amr.iter().any(|method| method == Proof::Password.amr());
    let page = PasskeyOffer {
        passkey: Some(PasskeyForm {
            is_main: true,
            by_itself: by_password && wrong.is_none() && tenant.settings().passkey_silent_create,
            fields: vec![("silent", String::new())],
            ..form
        }),
        action,
        form_token: token,
        problem: wrong.map(Problem::of),
    };
    let cookies = browser.cookie().into_iter().chain([asked(LATER_SECS)]);
    let html = page.render(&Frame::of(&tenant.read_by_user(&user)))?;
    Ok(going::page(tenant, wrong, html, cookies, waiting.form_action))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    let live = step::session_of(&loaded, seen.session.0.as_ref())?;
    let cookies = match form.text("choice") {
        "never" => vec![asked(NEVER_SECS)],
        "later" => vec![asked(LATER_SECS)],
        _ => match made(&tenant, &seen, &form, live).await {
            Ok(()) => Vec::new(),
            Err(failure) if going::is_of_the_form(&failure) => {
                return Ok(page(&tenant, &form.browser, &loaded, live, Some(&failure)).await?);
            }
            Err(failure) => return Err(failure.into()),
        },
    };
    Ok(going::after_sign_in(&tenant, &loaded.transaction.target, live, cookies).await?)
}

async fn made(tenant: &Tenant, seen: &Seen, form: &PageForm, live: &LiveSession) -> Result<(), Failure> {
    let user = sessions::user_of(tenant, live).await?;
    let user = user.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Sign in first."))?;
    let wish = Wish {
        name: None,
        silent: form.text("silent") == "1",
    };
    let credential = form.text("credential");
    enroll::complete(tenant, &user, &binding(live), credential, wish, &seen.context.origin).await?;
    Ok(())
}
