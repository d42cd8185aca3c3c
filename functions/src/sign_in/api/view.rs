//! The transaction as every answer shows it, and the step that comes next (behaviour 4.5, 5.3).

use super::{super::step, config};
use crate::going;
use domain::{
    SessionId, Timestamp, UserId,
    client::Client,
    settings::RequiredField,
    sign_in::{SignInRequest, State, Target},
};
use platform::{
    authorize::{self, Next},
    consents, factors,
    sessions::LiveSession,
    sign_in::{self, Loaded, Passed, resume},
    tenant::Tenant,
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode::{AuthorizationResponse, ResponseMode},
};
use serde::Serialize;
use web::{Browser, IntoResponse, NoStore, Response, SetCookie, answer};

/// A state of 5.3 that this far can be reached.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "TransactionStatus")
)]
pub(crate) enum Status {
    NeedsIdentifier,
    NeedsFirstFactor,
    NeedsVerification,
    Federated,
    NeedsLinkConfirmation,
    NeedsReactivation,
    NeedsSecondFactor,
    NeedsMfaSetup,
    NeedsProfile,
    NeedsConsent,
    Complete,
}

/// Who waits at the end, and for what.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "TransactionClient")
)]
struct ClientPart {
    client_id: String,
    client_name: String,
    client_uri: Option<String>,
    logo_uri: Option<String>,
    policy_uri: Option<String>,
    tos_uri: Option<String>,
    first_party: bool,
    scopes: Vec<String>,
}

impl ClientPart {
    fn of(client: &Client, request: &SignInRequest) -> Self {
        Self {
            client_id: client.id.to_string(),
            client_name: client.client_name.clone(),
            client_uri: client.client_uri.clone(),
            logo_uri: client.logo_uri.clone(),
            policy_uri: client.policy_uri.clone(),
            tos_uri: client.tos_uri.clone(),
            first_party: client.first_party,
            scopes: request
                .authorization
                .consent_scope()
                .iter()
                .map(str::to_owned)
                .collect(),
        }
    }
}

/// The session that the sign-in ended in.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "TransactionSession")
)]
struct SessionPart {
    id: SessionId,
    user_id: UserId,
    auth_time: Timestamp,
    expires_at: Timestamp,
    amr: Vec<String>,
}

/// The view. A request that was answered at once has begun no transaction, so it names none.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Transaction"))]
pub(crate) struct View {
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_id: Option<String>,
    /// For a caller without cookies: what it sends as `Aero2-Transaction` from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_token: Option<String>,
    methods: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<SessionPart>,
    /// When the account is erased, while the question is whether to keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_at: Option<Timestamp>,
    /// What the person has still to say of themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'static str>,
}

/// An answer with its cookies.
pub(crate) fn with_cookies(
    tenant: &Tenant,
    answer: impl IntoResponse,
    cookies: impl IntoIterator<Item = SetCookie>,
) -> Response {
    let cookies: Vec<SetCookie> = cookies.into_iter().collect();
    let mut response = answer.into_response();
    answer::set_cookies(&mut response, &cookies, tenant.services().config.is_secure());
    response
}

/// Where a response leads. A form cannot be put into an address; only a page can post it.
pub(crate) fn address(response: &AuthorizationResponse) -> Result<String, Failure> {
    if response.response_mode == ResponseMode::FormPost {
        return Err(Failure::new(
            ErrorCode::InvalidRequest,
            "response_mode form_post needs a page: send the browser to /oauth2/authorize.",
        ));
    }
    Ok(response.location())
}

/// Before whom a view is drawn.
pub(crate) struct Stage<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) browser: &'a Browser,
    pub(crate) session: Option<&'a LiveSession>,
}

impl Stage<'_> {
    /// The present state of a transaction.
    pub(crate) async fn show(&self, loaded: &Loaded) -> Result<View, Failure> {
        if loaded.is_complete() {
            self.after_sign_in(loaded, step::session_of(loaded, self.session)?)
                .await
        } else {
            self.waiting(loaded).await
        }
    }

    /// What follows the proof.
    pub(crate) async fn after_sign_in(&self, loaded: &Loaded, live: &LiveSession) -> Result<View, Failure> {
        match &loaded.transaction.target {
            Target::ReturnTo(path) => {
                self.view(Some(loaded), Status::Complete, Some(path.clone()), Some(live))
                    .await
            }
            Target::Client(request) => {
                let client = authorize::client_of(self.tenant, request).await?;
                let next = authorize::resume(self.tenant, &client, request, Some(live), true).await?;
                self.go(Some(loaded), next, Some(live)).await
            }
        }
    }

    /// Where `Next` says; what needs a transaction of its own begins one.
    pub(crate) async fn go(
        &self,
        loaded: Option<&Loaded>,
        next: Next,
        live: Option<&LiveSession>,
    ) -> Result<View, Failure> {
        match next {
            // A program that drives a sign-in of its own proves all of it anew.
            Next::SignIn(sealed)
            | Next::SignUp(sealed)
            | Next::StepUp(sealed)
            | Next::Provider { request: sealed, .. } => {
                let target = sign_in::target(self.tenant, Some(&sealed), None).await?;
                self.waiting(&sign_in::open(self.tenant, self.browser.hash(), target).await?)
                    .await
            }
            Next::Client(response) => {
                self.view(loaded, Status::Complete, Some(address(&response)?), live)
                    .await
            }
            Next::Consent(sealed) => match (loaded, live) {
                (None, Some(session)) => {
                    let request = consents::question(self.tenant, &sealed).await?.request;
                    let target = Target::Client(Box::new(request));
                    let begun = sign_in::open_signed_in(self.tenant, self.browser.hash(), target, session).await?;
                    self.view(Some(&begun), Status::NeedsConsent, None, live).await
                }
                _ => self.view(loaded, Status::NeedsConsent, None, live).await,
            },
        }
    }

    async fn waiting(&self, loaded: &Loaded) -> Result<View, Failure> {
        let status = match loaded.transaction.state {
            State::NeedsIdentifier => Status::NeedsIdentifier,
            State::NeedsFirstFactor => Status::NeedsFirstFactor,
            State::NeedsVerification => Status::NeedsVerification,
            State::Federated => Status::Federated,
            State::NeedsLinkConfirmation => Status::NeedsLinkConfirmation,
            State::NeedsReactivation => Status::NeedsReactivation,
            State::NeedsSecondFactor => Status::NeedsSecondFactor,
            State::NeedsMfaSetup => Status::NeedsMfaSetup,
            State::NeedsProfile => Status::NeedsProfile,
            State::Complete => Status::Complete,
        };
        let mut view = self.view(Some(loaded), status, None, None).await?;
        if loaded.transaction.state.is_after_proof() {
            let asked = resume::asked(self.tenant, loaded, loaded.transaction.state).await?;
            let kinds = match loaded.transaction.state {
                State::NeedsSecondFactor => factors::of(self.tenant, &asked.user),
                State::NeedsMfaSetup => factors::enrollable(self.tenant),
                _ => Vec::new(),
            };
            view.methods = kinds.into_iter().map(factors::Kind::as_str).collect();
            view.deletion_at = asked.deletion_at;
            let missing = asked
                .missing
                .into_iter()
                .filter(|_| matches!(status, Status::NeedsProfile));
            view.missing = missing.map(RequiredField::as_str).collect();
        }
        Ok(view)
    }

    /// A proof was given: what follows, with the cookies it earned and `more`.
    pub(crate) async fn passed(
        &self,
        loaded: &Loaded,
        passed: Passed,
        more: impl IntoIterator<Item = SetCookie>,
    ) -> Result<Response, Failure> {
        let (view, earned) = self.after(loaded, passed).await?;
        Ok(with_cookies(self.tenant, NoStore(view), earned.into_iter().chain(more)))
    }

    /// Where a proof led, and the cookies it earned.
    pub(crate) async fn after(&self, loaded: &Loaded, passed: Passed) -> Result<(View, Vec<SetCookie>), Failure> {
        Ok(match passed {
            Passed::Session(done) => {
                let view = self.after_sign_in(loaded, &done.session).await?;
                (view, going::earned(done.cookie, done.device))
            }
            Passed::Step(next) => (self.waiting(&next).await?, Vec::new()),
        })
    }

    async fn view(
        &self,
        loaded: Option<&Loaded>,
        status: Status,
        redirect_to: Option<String>,
        live: Option<&LiveSession>,
    ) -> Result<View, Failure> {
        let client = match loaded.map(|loaded| &loaded.transaction.target) {
            Some(Target::Client(request)) => {
                let client = authorize::client_of(self.tenant, request).await?;
                Some(ClientPart::of(&client, request))
            }
            _ => None,
        };
        Ok(View {
            methods: match status {
                Status::NeedsConsent | Status::Complete => Vec::new(),
                _ => config::methods(self.tenant),
            },
            status,
            transaction_token: loaded.and_then(|loaded| self.browser.transaction_token(&loaded.id)),
            transaction_id: loaded.map(|loaded| loaded.id.clone()),
            expires_at: loaded.map(|loaded| loaded.transaction.expires_at),
            identifier: loaded.and_then(Loaded::email).map(|email| email.as_str().to_owned()),
            client,
            redirect_to,
            session: live.map(|live| SessionPart {
                id: live.session.id,
                user_id: live.session.user_id,
                auth_time: live.session.auth_time,
                expires_at: live.session.expires_at,
                amr: live.session.amr.clone(),
            }),
            deletion_at: None,
            missing: Vec::new(),
        })
    }
}
