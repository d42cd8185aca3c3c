//! Where a browser goes on: to a client, to one of our pages, with the cookies it earned. The one place that turns `Next` into an answer.

use crate::sign_in::offer;
use domain::{
    identity_provider::IdentityProvider,
    sign_in::{State, Target},
};
use platform::{
    authorize::{self, Next},
    federation,
    sessions::{LiveSession, SessionCookie},
    sign_in::{Loaded, Passed},
    step_up,
    tenant::Tenant,
};
use protocol::{
    error::{ErrorCode, Failure},
    redirect_uri,
    response_mode::{AuthorizationResponse, ResponseMode},
};
use web::{
    CookieName, FormAction, Redirect, Response, SetCookie, answer,
    pages::{Frame, hop, providers::ProviderLink},
};

/// Seconds a device is remembered.
const DEVICE_LIFE_SECS: i64 = domain::device::LIFE_SECS;

/// A 303.
pub(crate) fn to(tenant: &Tenant, location: String, cookies: Vec<SetCookie>) -> Response {
    Redirect { location, cookies }.respond(tenant.services().config.is_secure())
}

/// A page of ours, with what went wrong on it.
pub(crate) fn page(
    tenant: &Tenant,
    wrong: Option<&Failure>,
    html: String,
    cookies: impl IntoIterator<Item = SetCookie>,
    form_action: Option<String>,
) -> Response {
    let cookies: Vec<SetCookie> = cookies.into_iter().collect();
    let mut response = answer::page(html, wrong, &cookies, tenant.services().config.is_secure());
    if let Some(origins) = form_action {
        response.extensions_mut().insert(FormAction(origins));
    }
    response
}

/// Where `Next` says.
pub(crate) fn on(tenant: &Tenant, next: Next, cookies: Vec<SetCookie>) -> Result<Response, Failure> {
    let ours = |path: &str, request: &str| to(tenant, format!("{path}?request={request}"), cookies.clone());
    match next {
        Next::SignIn(request) => Ok(ours("/login", &request)),
        Next::Provider { idp, request } => Ok(to(
            tenant,
            format!("/rp/authorize?idp={idp}&request={request}"),
            cookies,
        )),
        Next::SignUp(request) => Ok(ours("/signup", &request)),
        Next::StepUp(request) => Ok(ours(step_up::PAGE, &request)),
        Next::Consent(request) => Ok(ours("/consent", &request)),
        Next::Client(response) => to_client(tenant, &response, cookies),
    }
}

fn to_client(tenant: &Tenant, response: &AuthorizationResponse, cookies: Vec<SetCookie>) -> Result<Response, Failure> {
    if response.response_mode == ResponseMode::FormPost {
        let frame = Frame::of(tenant);
        let fields = response
            .parameters()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let form = hop::FormPost {
            action: response.redirect_uri.clone(),
            fields,
            host: host_of(&response.redirect_uri),
        };
        return Ok(page(
            tenant,
            None,
            form.render(&frame)?,
            cookies,
            redirect_uri::origin(&response.redirect_uri),
        ));
    }
    let location = response.location();
    if redirect_uri::is_web(&response.redirect_uri) {
        return Ok(to(tenant, location, cookies));
    }
    let frame = Frame::of(tenant);
    // A private scheme: a page that opens the program, so that nobody is left before an empty window.
    let link = hop::Continue {
        location: location.clone(),
    };
    let mut response = page(tenant, None, link.render(&frame)?, cookies, None);
    answer::refresh(&mut response, &location);
    Ok(response)
}

fn host_of(uri: &str) -> String {
    redirect_uri::origin(uri).map_or_else(
        || uri.to_owned(),
        |origin| {
            origin
                .split_once("://")
                .map_or(origin.clone(), |(_, host)| host.to_owned())
        },
    )
}

/// A younger session cookie, when the old one is worth replacing.
pub(crate) async fn refreshed(tenant: &Tenant, session: Option<&LiveSession>) -> Result<Vec<SetCookie>, Failure> {
    let Some(session) = session else { return Ok(Vec::new()) };
    let younger = session.refreshed(tenant).await?;
    Ok(younger
        .map(|cookie| SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age)))
        .into_iter()
        .collect())
}

/// The cookies that a completed sign-in earns.
pub(crate) fn earned(cookie: SessionCookie, device: Option<String>) -> Vec<SetCookie> {
    let session = SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age));
    let device = device.map(|device| SetCookie::set(CookieName::Device, device, Some(DEVICE_LIFE_SECS)));
    std::iter::once(session).chain(device).collect()
}

/// A proof was given: the cookies of a completed sign-in, and on; or to what the person has still to say.
pub(crate) async fn passed(tenant: &Tenant, passed: Passed) -> Result<Response, Failure> {
    match passed {
        Passed::Session(done) => {
            let cookies = earned(done.cookie, done.device);
            after_sign_in(tenant, &done.target, &done.session, cookies).await
        }
        Passed::Step(loaded) => Ok(to(tenant, next_step(&loaded), Vec::new())),
    }
}

/// The same, by way of the offer of a passkey where the browser may be asked and the person has none.
pub(crate) async fn passed_and_asked(tenant: &Tenant, passed: Passed, may_ask: bool) -> Result<Response, Failure> {
    let offer = match &passed {
        Passed::Session(done) if may_ask => offer::address(tenant, done),
        _ => None,
    };
    match (passed, offer) {
        (Passed::Session(done), Some(there)) => Ok(to(tenant, there, earned(done.cookie, done.device))),
        (passed, _) => self::passed(tenant, passed).await,
    }
}

/// The page of what a person who is known has still to say.
pub(crate) fn next_step(loaded: &Loaded) -> String {
    let page = match loaded.transaction.state {
        State::NeedsReactivation => "/login/reactivate",
        State::NeedsSecondFactor => "/mfa",
        State::NeedsMfaSetup => "/mfa-setup",
        State::NeedsProfile => "/login/profile",
        _ => "/login/password",
    };
    format!("{page}?tx={}", loaded.id)
}

/// On to what the person came for.
pub(crate) async fn after_sign_in(
    tenant: &Tenant,
    target: &Target,
    session: &LiveSession,
    cookies: Vec<SetCookie>,
) -> Result<Response, Failure> {
    match target {
        Target::ReturnTo(path) => Ok(to(tenant, path.clone(), cookies)),
        Target::Client(request) => {
            let client = authorize::client_of(tenant, request).await?;
            let next = authorize::resume(tenant, &client, request, Some(session), true).await?;
            on(tenant, next, cookies)
        }
    }
}

/// Who waits at the end of a sign-in, and which origins its pages must let their forms lead to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting {
    pub(crate) client_name: Option<String>,
    pub(crate) form_action: Option<String>,
}

/// Chromium checks redirects after a POST against `form-action`: list every origin the client may be reached at (frontend 2.3).
pub(crate) async fn waiting(tenant: &Tenant, target: &Target) -> Result<Waiting, Failure> {
    let Target::Client(request) = target else {
        return Ok(Waiting::default());
    };
    let client = authorize::client_of(tenant, request).await?;
    let mut origins: Vec<String> = Vec::new();
    let uris = std::iter::once(&request.authorization.redirect_uri)
        .chain(&client.redirect_uris)
        .chain(&client.client_uri);
    for origin in uris.filter_map(|uri| redirect_uri::origin(uri)) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    Ok(Waiting {
        client_name: Some(client.client_name.clone()),
        form_action: (!origins.is_empty()).then(|| origins.join(" ")),
    })
}

/// The buttons of the providers that people may sign in through, which take `kept` along.
pub(crate) async fn providers(tenant: &Tenant, kept: &[(&str, &str)]) -> Result<Vec<ProviderLink>, Failure> {
    Ok(provider_links(&*federation::offered(tenant).await?, kept))
}

/// The buttons of these providers.
pub(crate) fn provider_links<'a>(
    providers: impl IntoIterator<Item = &'a IdentityProvider>,
    kept: &'a [(&str, &str)],
) -> Vec<ProviderLink> {
    let link = |provider| ProviderLink::new(provider, kept.iter().copied());
    providers.into_iter().map(link).collect()
}

/// Whether a failure belongs beside the form that caused it, rather than on a page of its own.
pub(crate) fn is_of_the_form(failure: &Failure) -> bool {
    matches!(
        failure.code,
        ErrorCode::InvalidCredentials
            | ErrorCode::TooManyAttempts
            | ErrorCode::RateLimited
            | ErrorCode::Busy
            | ErrorCode::MethodDisabled
            | ErrorCode::CodeInvalid
            | ErrorCode::PasskeyInvalid
            | ErrorCode::LastSignInMethod
            | ErrorCode::LimitExceeded
            | ErrorCode::CodeExpired
            | ErrorCode::ValidationError
            | ErrorCode::WeakPassword
            | ErrorCode::EmailChangeFailed
            | ErrorCode::MethodUnavailable
            | ErrorCode::SmsUnavailable
            | ErrorCode::SignupClosed
            | ErrorCode::SignupDomainNotAllowed
            | ErrorCode::LastAdmin
            | ErrorCode::MfaDisabled
            | ErrorCode::MfaRequired
            | ErrorCode::AlreadyEnrolled
            | ErrorCode::NotEnrolled
            | ErrorCode::VersionConflict
            | ErrorCode::LastOperator
    )
}
