//! The authorization endpoint (RFC 6749 §4.1.1, OIDC Core §3.1.2): who may be answered, then what stands between the request and a code.
//!
//! Writes nothing: a request that needs a page is sealed into that page's URL. An error goes back to the client only after the client and its
//! redirect URI are known to be good (RU-01); every answer carries `iss` and `state` (CG-17).

mod judge;

pub(crate) use judge::reach;

use crate::{
    code::{self, Code},
    federation, requests,
    sessions::LiveSession,
    step_up,
    tenant::Tenant,
    tokens,
};
use domain::{
    ClientId, GrantId, UserId,
    client::{Client, GrantType},
    clock::Epoch,
    event::Origin,
    grant::Epochs,
    sign_in::SignInRequest,
};
use judge::Verdict;
use keys::{Purpose, verify};
use protocol::{
    acr::Acr,
    authorization::{AuthorizationRequest, ClientPart, ReturnPart},
    error::{ErrorCode, Failure},
    params::Params,
    prompt::Prompt,
    response_mode::{AuthorizationResponse, Outcome},
    scope::{self, ScopeSet},
    userinfo,
};
use std::sync::Arc;

/// What happens next.
#[derive(Clone)]
pub enum Next {
    /// Back to the client, with a code or an error.
    Client(Box<AuthorizationResponse>),
    /// To the sign-in page, with the sealed request.
    SignIn(String),
    /// To an identity provider, with the sealed request.
    Provider {
        /// The provider's name.
        idp: String,
        /// The sealed request.
        request: String,
    },
    /// To the sign-up page, with the sealed request.
    SignUp(String),
    /// To the page where somebody who is signed in proves themself again, with the sealed request.
    StepUp(String),
    /// To the consent page, with the sealed request.
    Consent(String),
}

/// Judges an authorization request. An error here is shown on our own page: there is nobody it could safely be sent to.
pub async fn authorize(
    tenant: &Tenant,
    params: &Params,
    session: Option<&LiveSession>,
    origin: &Origin,
) -> Result<Next, Failure> {
    let part = ClientPart::parse(params)?;
    let client = known_client(tenant, &part.client_id).await?;
    if !client.has_redirect_uri(&part.redirect_uri) {
        return Err(Failure::new(
            ErrorCode::InvalidRedirectUri,
            "The application that sent you here asked to return to an address it has not registered.",
        ));
    }
    let (redirect_uri, back) = (part.redirect_uri.clone(), ReturnPart::read(params));
    match read(tenant, &client, part, params).await {
        Ok(request) => resume(tenant, &client, &request, session, false).await,
        Err(failure) => {
            // A log line and no audit item: whoever can type a URL must not be able to make us write.
            let (code, request_id) = (failure.code.as_str(), origin.request_id.as_deref());
            tracing::info!(application = %tenant.id(), client = %client.id, code, request_id, "authorize.denied");
            Ok(Next::Client(Box::new(refusal(tenant, redirect_uri, back, failure))))
        }
    }
}

/// An enabled client of this application.
pub(crate) async fn known_client(tenant: &Tenant, text: &str) -> Result<Arc<Client>, Failure> {
    let unknown = || {
        Failure::new(
            ErrorCode::InvalidClient,
            "The application that sent you here is not known, or is switched off.",
        )
    };
    let id: ClientId = text.parse().map_err(|_| unknown())?;
    tenant
        .client(&id)
        .await?
        .filter(|client| client.is_usable())
        .ok_or_else(unknown)
}

fn refusal(tenant: &Tenant, redirect_uri: String, back: ReturnPart, failure: Failure) -> AuthorizationResponse {
    let outcome = Outcome::Error {
        error: failure.code,
        description: failure.detail,
    };
    AuthorizationResponse {
        redirect_uri,
        response_mode: back.response_mode,
        outcome,
        state: back.state,
        iss: tenant.issuer().to_owned(),
    }
}

/// An error answer to a request that was accepted before.
pub(crate) fn refuse(tenant: &Tenant, request: &AuthorizationRequest, code: ErrorCode, detail: &str) -> Next {
    Next::Client(Box::new(refusal(
        tenant,
        request.redirect_uri.clone(),
        request.return_part(),
        Failure::new(code, detail),
    )))
}

/// Reads and narrows a request; its errors return to the client.
async fn read(tenant: &Tenant, client: &Client, part: ClientPart, params: &Params) -> Result<SignInRequest, Failure> {
    let mut request = AuthorizationRequest::parse(part, params, client.require_pkce)?;
    if !client.may(GrantType::AuthorizationCode) {
        return Err(Failure::new(
            ErrorCode::UnauthorizedClient,
            "This client is not registered for the code flow.",
        ));
    }
    let allowed = if client.first_party {
        client.scope.clone()
    } else {
        client.scope.iter().filter(|name| *name != scope::ACCOUNT).collect()
    };
    request.scope = allowed.intersection(&request.scope);
    if request.scope.is_empty() {
        return Err(Failure::new(
            ErrorCode::InvalidScope,
            "This client may use none of these scopes.",
        ));
    }
    request.claims.narrow(&allowed);
    tokens::check_resources(tenant, &request.resource)?;
    if let Some(hint) = request.id_token_hint.take() {
        let ring = tenant.ring().await?;
        let claims = verify::id_token_hint(&ring, &hint, tenant.issuer(), tenant.now());
        let claims = claims.map_err(|_| {
            Failure::new(
                ErrorCode::InvalidRequest,
                "id_token_hint is not an ID token of this issuer.",
            )
        })?;
        request.hinted_subject = Some(claims.sub);
    }
    request.max_age = request.max_age.or(client.default_max_age);
    if request.asked_acr().is_none() {
        let values = client.default_acr_values.iter();
        request.acr_values = values.filter_map(|value| Acr::parse(value)).collect();
    }
    Ok(SignInRequest {
        authorization: request,
        issuer: tenant.issuer().to_owned(),
        received_at: tenant.now(),
    })
}

/// The client behind a request that was accepted before.
pub async fn client_of(tenant: &Tenant, request: &SignInRequest) -> Result<Arc<Client>, Failure> {
    known_client(tenant, &request.authorization.client_id).await
}

/// An accepted request for the URL of the sign-in page: somebody goes back to its beginning.
pub async fn seal_again(tenant: &Tenant, request: &SignInRequest) -> Result<String, Failure> {
    requests::seal(tenant, Purpose::SignInRequest, request).await
}

/// Goes on with a request that carries its own sealed text.
pub async fn reopen(tenant: &Tenant, sealed: &str) -> Result<(SignInRequest, Arc<Client>), Failure> {
    let request = requests::open(tenant, Purpose::SignInRequest, sealed).await?;
    let client = known_client(tenant, &request.authorization.client_id).await?;
    Ok((request, client))
}

/// Goes on as the person who is signed in: the chooser was answered.
pub async fn same_person(tenant: &Tenant, sealed: &str, session: &LiveSession) -> Result<Next, Failure> {
    let (mut request, client) = reopen(tenant, sealed).await?;
    request.authorization.prompt = request.authorization.prompt.without(Prompt::SelectAccount);
    resume(tenant, &client, &request, Some(session), true).await
}

/// What still stands between this request and a code, given the session. `after_page`: somebody saw a page on the way.
pub async fn resume(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    session: Option<&LiveSession>,
    after_page: bool,
) -> Result<Next, Failure> {
    let asked = &request.authorization;
    let live = match standing(tenant, client, request, session).await? {
        Ok(live) => live,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if needs_consent(tenant, client, asked, &live.session.user_id).await? {
        if asked.is_silent() {
            return Ok(refuse(
                tenant,
                asked,
                ErrorCode::ConsentRequired,
                "The person must agree first.",
            ));
        }
        return Ok(Next::Consent(
            requests::seal(tenant, Purpose::ConsentRequest, request).await?,
        ));
    }
    issue(tenant, client, request, live, after_page).await
}

/// What stands between the request and a code because of who is, or is not, signed in; `Ok` is the session where nothing does.
async fn standing<'a>(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    session: Option<&'a LiveSession>,
) -> Result<Result<&'a LiveSession, Next>, Failure> {
    let asked = &request.authorization;
    let verdict = judge::judge(tenant, client, request, session).await?;
    let (code, detail) = match verdict {
        Verdict::Good(live) => return Ok(Ok(live)),
        Verdict::Unmet => {
            let detail = "The required authentication cannot be reached here.";
            return Ok(Err(refuse(
                tenant,
                asked,
                ErrorCode::UnmetAuthenticationRequirements,
                detail,
            )));
        }
        Verdict::SignIn if session.is_none() => (ErrorCode::LoginRequired, "Nobody is signed in."),
        Verdict::SignIn | Verdict::Old => {
            let detail = "The present sign-in is not fresh enough, or of another person.";
            (ErrorCode::LoginRequired, detail)
        }
        Verdict::Weak => {
            let detail = "The person must prove themself by another factor.";
            (ErrorCode::InteractionRequired, detail)
        }
    };
    if asked.is_silent() {
        return Ok(Err(refuse(tenant, asked, code, detail)));
    }
    let sealed = requests::seal(tenant, Purpose::SignInRequest, request).await?;
    Ok(Err(match verdict {
        Verdict::Old | Verdict::Weak => Next::StepUp(sealed),
        _ if asked.prompt.contains(Prompt::Create) => Next::SignUp(sealed),
        _ => to_sign_in(tenant, asked, sealed).await?,
    }))
}

/// To the sign-in page; or straight to a provider that the client names, where there is one of that name.
async fn to_sign_in(tenant: &Tenant, asked: &AuthorizationRequest, sealed: String) -> Result<Next, Failure> {
    let Some(name) = &asked.idp else {
        return Ok(Next::SignIn(sealed));
    };
    let offered = federation::offered(tenant).await?;
    let provider = offered.into_iter().find(|provider| provider.name == *name);
    Ok(match provider {
        Some(provider) => Next::Provider {
            idp: provider.name,
            request: sealed,
        },
        None => Next::SignIn(sealed),
    })
}

/// The same for a question that is put to somebody who may be signed in.
pub(crate) async fn obstacle(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    session: Option<&LiveSession>,
) -> Result<Option<Next>, Failure> {
    Ok(standing(tenant, client, request, session).await?.err())
}

async fn needs_consent(
    tenant: &Tenant,
    client: &Client,
    asked: &AuthorizationRequest,
    user: &UserId,
) -> Result<bool, Failure> {
    if asked.prompt.contains(Prompt::Consent) {
        return Ok(true);
    }
    if client.first_party {
        return Ok(false);
    }
    let given = tenant.store().consent(tenant.id(), user, &client.id).await?;
    Ok(given.is_none_or(|given| !given.covers(&asked.consent_scope())))
}

/// The code, and the way back.
pub(crate) async fn issue(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    live: &LiveSession,
    after_page: bool,
) -> Result<Next, Failure> {
    let asked = &request.authorization;
    let session = &live.session;
    let now = tenant.now();
    let code = Code {
        grant_id: GrantId::generate(now, tenant.entropy()),
        user_id: session.user_id,
        client_id: client.id,
        issuer: tenant.issuer().to_owned(),
        redirect: code::redirect_digest(&asked.redirect_uri),
        code_challenge: asked.code_challenge.clone(),
        nonce: asked.nonce.clone(),
        scope: asked.scope.clone(),
        resource: asked.resource.clone(),
        userinfo_claims: userinfo::userinfo_names(&asked.claims),
        id_token_claims: userinfo::id_token_names(&asked.claims),
        auth_time: session.auth_time,
        amr: session.amr.clone(),
        acr: session.acr,
        session_id: session.id,
        session_expires_at: session.expires_at,
        epochs: born_under(tenant, client, session.epochs.user),
        after_page,
        expires_at: now.plus_secs(code::LIFE_SECS),
    };
    let outcome = Outcome::Code(code.seal(tenant).await?);
    let response = AuthorizationResponse {
        redirect_uri: asked.redirect_uri.clone(),
        response_mode: asked.response_mode,
        outcome,
        state: asked.state.clone(),
        iss: tenant.issuer().to_owned(),
    };
    Ok(Next::Client(Box::new(response)))
}

/// The user's epoch is the session's: what ended the session's epoch ends the code too, without reading the user here.
fn born_under(tenant: &Tenant, client: &Client, user: Epoch) -> Epochs {
    Epochs {
        application: tenant.application().token_epoch,
        client: client.token_epoch,
        user,
    }
}

/// The scopes this application knows, for discovery.
pub fn scopes() -> ScopeSet {
    ["openid", "profile", "email", "roles", "offline_access", "account"]
        .into_iter()
        .collect()
}

/// The levels that can be reached at this application, for discovery.
pub fn acr_values(tenant: &Tenant) -> Vec<Acr> {
    step_up::levels(tenant.settings())
}
