//! `/mfa`: the second factor of a sign-in, by whichever way the person has (behaviour 5.7).

use crate::{going, sign_in::step};
use domain::sign_in::State;
use platform::{
    factors::{Given, Kind},
    sign_in::{
        Loaded,
        second::{self, Challenge},
    },
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, mfa::SecondFactor, passkey::PasskeyForm},
    post,
};

const HERE: &str = "/mfa";

/// `GET /mfa`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Transaction, || get(show));
/// `POST /mfa`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Transaction, || post(act));

/// The ways that a person types.
const TYPED: [Kind; 2] = [Kind::Totp, Kind::RecoveryCode];

/// The wanted way, if the person has it, else the strongest that is typed.
fn chosen(challenge: &Challenge, wanted: Option<&str>) -> Kind {
    let has = |kind: &Kind| challenge.methods.contains(kind);
    let named = TYPED.into_iter().find(|kind| Some(kind.as_str()) == wanted);
    let first = || TYPED.into_iter().find(has);
    named.filter(has).or_else(first).unwrap_or(Kind::RecoveryCode)
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsSecondFactor {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    Ok(page(&tenant, &browser, &loaded, query.lenient("method"), None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wanted: Option<&str>,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let challenge = second::challenge(tenant, loaded).await?;
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let method = chosen(&challenge, wanted);
    let few_left = if method == Kind::RecoveryCode {
        second::few_codes_left(tenant, &challenge.user).await?
    } else {
        None
    };
    let other = TYPED
        .into_iter()
        .find(|kind| *kind != method && challenge.methods.contains(kind));
    let address = |kind: Kind| response_mode::with_query(HERE, [("tx", loaded.id.as_str()), ("method", kind.as_str())]);
    let action = response_mode::with_query(HERE, [("tx", loaded.id.as_str())]);
    let form_token = browser.form_token(tenant, HERE).await?;
    let passkey = if challenge.methods.contains(&Kind::Passkey) {
        let options = second::passkey_options(tenant, loaded, None).await?;
        let form = PasskeyForm::proving(&options, action.clone(), form_token.clone())?;
        Some(PasskeyForm {
            fields: vec![("method", Kind::Passkey.as_str().to_owned())],
            ..form
        })
    } else {
        None
    };
    let page = SecondFactor {
        passkey,
        by_typing: challenge.methods.contains(&method),
        by_app: method == Kind::Totp,
        method: method.as_str(),
        few_left,
        other: other.map(address),
        remember_days: challenge.remember_days,
        action,
        form_token,
        problem: wrong.map(Problem::of),
        client_name: waiting.client_name,
    };
    let frame = Frame::of(&tenant.read_by_user(&challenge.user));
    let html = page.render(&frame)?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), waiting.form_action))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsSecondFactor {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let (method, code) = (form.text("method"), form.text("code").to_owned());
    let given = match method {
        "recovery_code" => Given::RecoveryCode(code),
        "passkey" => Given::Passkey {
            credential: form.text("credential").to_owned(),
            binding: loaded.binding(),
        },
        _ => Given::Totp(code),
    };
    let remember = form.text("remember") == "yes";
    match second::verify(&tenant, &loaded, given, remember, &seen.visitor()).await {
        Ok(passed) => Ok(going::passed(&tenant, passed).await?),
        // The sign-in is over with the last try.
        Err(failure) if failure.code == ErrorCode::TxExpired => Err(failure.into()),
        Err(failure) if going::is_of_the_form(&failure) => {
            // Its version is another now.
            let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
            Ok(page(&tenant, &form.browser, &loaded, Some(method), Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
