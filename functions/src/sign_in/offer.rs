//! `/passkey`: whoever signed in without a passkey is offered one, before they go on. Once in 30 days in a browser, or never again (behaviour 5.8).

use super::step;
use crate::{account, going};
use domain::{sign_in::Method as Proof, user::User};
use platform::{
    passkeys::enroll::{self, Wish},
    self_service::{self, Person},
    sessions::{self, LiveSession, SessionCookie},
    sign_in::{Completed, Loaded},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Query, Response, Seen, SetCookie, Tenant, get,
    pages::{
        Frame, Problem,
        mfa::{Enrolling, MfaSetup, Ways},
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
    Ok(page(&tenant, &browser, &loaded, (live, &seen), None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    (live, seen): (&LiveSession, &Seen),
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let user = signed_in(tenant, live).await?;
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let (action, token) = (address_of(loaded), browser.form_token(tenant, HERE).await?);
    if user.passkey_count > 0 {
        // Made a moment ago, perhaps with recovery codes: they are to be saved before the person goes on.
        let codes = self_service::shown_codes(tenant, &person(&user, seen, live)).await?;
        if codes.is_empty() {
            return going::after_sign_in(tenant, &loaded.transaction.target, live, Vec::new()).await;
        }
        let page = MfaSetup {
            passkey: None,
            ways: Ways::default(),
            enrolling: Enrolling::Codes(codes),
            action,
            form_token: token,
            account: String::new(),
            problem: wrong.map(Problem::of),
            client_name: waiting.client_name,
        };
        let html = page.render(&Frame::of(&tenant.read_by_user(&user)))?;
        return Ok(going::page(tenant, wrong, html, browser.cookie(), waiting.form_action));
    }
    let options = enroll::options(tenant, &user, &binding(live)).await?;
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
    let cookies = match (form.text("choice"), form.text("step")) {
        ("never", _) => vec![asked(NEVER_SECS)],
        ("later", _) => vec![asked(LATER_SECS)],
        (_, "saved") => match saved(&tenant, &seen, &form, live).await {
            Ok(()) => Vec::new(),
            Err(failure) if going::is_of_the_form(&failure) => {
                return Ok(page(&tenant, &form.browser, &loaded, (live, &seen), Some(&failure)).await?);
            }
            Err(failure) => return Err(failure.into()),
        },
        _ => match made(&tenant, &seen, &form, live).await {
            // The session goes on under another secret: from there, or after what was made with the passkey is saved.
            Ok(Some(cookie)) => {
                let cookies = account::person::renewed(Some(cookie)).into_iter().collect();
                return Ok(going::to(&tenant, address_of(&loaded), cookies));
            }
            Ok(None) => Vec::new(),
            Err(failure) if going::is_of_the_form(&failure) => {
                return Ok(page(&tenant, &form.browser, &loaded, (live, &seen), Some(&failure)).await?);
            }
            Err(failure) => return Err(failure.into()),
        },
    };
    Ok(going::after_sign_in(&tenant, &loaded.transaction.target, live, cookies).await?)
}

fn address_of(loaded: &Loaded) -> String {
    format!("{HERE}?tx={}", loaded.id)
}

async fn signed_in(tenant: &Tenant, live: &LiveSession) -> Result<User, Failure> {
    let user = sessions::user_of(tenant, live).await?;
    user.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Sign in first."))
}

fn person(user: &User, seen: &Seen, live: &LiveSession) -> Person {
    Person {
        user: user.clone(),
        session: Some(live.clone()),
        visitor: seen.clone().visitor(),
    }
}

async fn made(
    tenant: &Tenant,
    seen: &Seen,
    form: &PageForm,
    live: &LiveSession,
) -> Result<Option<SessionCookie>, Failure> {
    let person = person(&signed_in(tenant, live).await?, seen, live);
    let wish = Wish {
        name: None,
        silent: form.text("silent") == "1",
        keep: true,
    };
    let added = self_service::add_passkey(tenant, &person, &binding(live), form.text("credential"), wish).await?;
    Ok(added.cookie)
}

async fn saved(tenant: &Tenant, seen: &Seen, form: &PageForm, live: &LiveSession) -> Result<(), Failure> {
    if form.text("saved") != "yes" {
        return Err(Failure::new(
            ErrorCode::ValidationError,
            "Say that you have saved the codes.",
        ));
    }
    let person = person(&signed_in(tenant, live).await?, seen, live);
    self_service::codes_are_saved(tenant, &person).await
}
