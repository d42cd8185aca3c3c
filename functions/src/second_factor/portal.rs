//! `/account/mfa`: the authenticator app and the recovery codes of an account (behaviour 5.7, frontend 3).

use crate::{
    account::portal::{self, Visit},
    going,
};
use domain::user::User;
use platform::{
    factors,
    self_service::{self, Held},
    sessions::SessionCookie,
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Query, Response, Seen, SetCookie, Tenant, get,
    pages::mfa::{AccountMfa, Enrolling, Factors, Texted},
    post,
};

pub(crate) const HERE: &str = "/account/mfa";
/// The page of the menu that this one belongs to.
const WITHIN: &str = "/account/security";

/// `GET /account/mfa`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account/mfa`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    Ok(page(&tenant, &browser, (&visit, seen), &query, None).await?)
}

/// What the account has, as its pages say it.
pub(crate) fn factors(tenant: &platform::tenant::Tenant, user: &User, held: &Held) -> Factors {
    let app = held.enrolled.iter().find(|factor| factor.method == "totp");
    let besides = |method: &str| held.enrolled.iter().any(|factor| factor.method != method);
    let required = tenant.settings().mfa_policy == domain::settings::MfaPolicy::Required;
    let texted = held.enrolled.iter().find(|factor| factor.method == "sms");
    let possible = factors::enrollable(tenant);
    Factors {
        app_since: app.and_then(|app| app.enrolled_at).map(crate::account::shown_day),
        codes_left: (!held.enrolled.is_empty()).then_some(held.recovery_codes_left),
        is_possible: possible.contains(&factors::Kind::Totp),
        is_required: required && !besides("totp"),
        sms: Texted {
            is_possible: possible.contains(&factors::Kind::Sms),
            phone: user.phone.as_ref().map(domain::Phone::masked),
            since: texted
                .and_then(|texted| texted.enrolled_at)
                .map(crate::account::shown_day),
            awaited: None,
            is_required: required && texted.is_some() && !besides("sms"),
        },
    }
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    (visit, seen): (&Visit, Seen),
    query: &Query,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let person = visit.person(seen);
    let fresh = visit.is_fresh(tenant);
    let held = self_service::held(tenant, &visit.user).await?;
    let enrolling = if fresh {
        enrolling(tenant, &person).await?
    } else {
        Enrolling::Choice
    };
    let shown = factors(tenant, &visit.user, &held);
    let page = AccountMfa {
        portal: visit.portal(WITHIN, query, wrong),
        fresh,
        prove: portal::prove_again(HERE),
        factors: Factors {
            sms: Texted {
                awaited: if fresh {
                    self_service::awaited_phone(tenant, &person).await?
                } else {
                    None
                },
                ..shown.sms
            },
            ..shown
        },
        enrolling,
        action: HERE.to_owned(),
        form_token: browser.form_token(tenant, HERE).await?,
        account: visit.user.id.to_string(),
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

async fn enrolling(tenant: &Tenant, person: &self_service::Person) -> Result<Enrolling, Failure> {
    let codes = self_service::shown_codes(tenant, person).await?;
    if !codes.is_empty() {
        return Ok(Enrolling::Codes(codes));
    }
    match self_service::offered_totp(tenant, person).await? {
        Some(offered) => Enrolling::secret(&offered),
        None => Ok(Enrolling::Choice),
    }
}

async fn act(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    visit.expect(&form)?;
    // That they are saved is not a change of anything; they were shown to whoever proved themselves.
    if form.text("step") != "saved" && !visit.is_fresh(&tenant) {
        return Ok(going::to(&tenant, portal::prove_again(HERE), Vec::new()));
    }
    match done(&tenant, &visit, seen.clone(), &form).await {
        Ok((name, cookie)) => {
            let set = |cookie: SessionCookie| SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age));
            let there = format!("{HERE}?done={name}");
            Ok(going::to(&tenant, there, cookie.map(set).into_iter().collect()))
        }
        Err(failure) if going::is_of_the_form(&failure) => Ok(page(
            &tenant,
            &form.browser,
            (&visit, seen),
            &Query::default(),
            Some(&failure),
        )
        .await?),
        Err(failure) => Err(failure.into()),
    }
}

/// What a form wants: the name of what was done, and the session's new cookie.
async fn done(
    tenant: &Tenant,
    visit: &Visit,
    seen: Seen,
    form: &PageForm,
) -> Result<(&'static str, Option<SessionCookie>), Failure> {
    let person = visit.person(seen);
    match form.text("step") {
        "begin" => {
            let replace = form.text("replace") == "yes";
            self_service::begin_totp(tenant, &person, replace).await?;
            Ok(("begun", None))
        }
        "code" => {
            let (_, cookie) = self_service::enrol_totp(tenant, &person, form.text("code"), true).await?;
            Ok(("mfa", cookie))
        }
        "phone" => {
            self_service::request_phone(tenant, &person, form.text("phone")).await?;
            Ok(("sms-sent", None))
        }
        "phone-code" => {
            let made = self_service::confirm_phone(tenant, &person, form.text("code"), Some(true)).await?;
            Ok(("sms", made.cookie))
        }
        "phone-remove" => match self_service::remove_sms(tenant, &person).await {
            Ok(cookie) => Ok(("sms-removed", cookie)),
            // Gone already, perhaps in another tab.
            Err(failure) if failure.code == ErrorCode::NotFound => Ok(("sms-removed", None)),
            Err(failure) => Err(failure),
        },
        "saved" if form.text("saved") == "yes" => {
            self_service::codes_are_saved(tenant, &person).await?;
            Ok(("saved", None))
        }
        "codes" => {
            self_service::new_recovery_codes(tenant, &person, true).await?;
            Ok(("codes", None))
        }
        "remove" => match self_service::remove_totp(tenant, &person).await {
            Ok(cookie) => Ok(("mfa-removed", cookie)),
            // Gone already, perhaps in another tab.
            Err(failure) if failure.code == ErrorCode::NotFound => Ok(("mfa-removed", None)),
            Err(failure) => Err(failure),
        },
        _ => Err(Failure::new(
            ErrorCode::ValidationError,
            "Say that you have saved the codes.",
        )),
    }
}
