//! The authorization endpoint (RFC 6749 §4.1.1, OIDC Core §3.1.2): who may be answered, then what stands between the request and a code.
//!
//! Writes nothing: a request that needs a page is sealed into that page's URL. An error goes back to the client only after the client and its
//! redirect URI are known to be good (RU-01); every answer carries `iss` and `state` (CG-17).

use crate::{
    claims,
    code::{self, Code},
    federation, requests,
    sessions::LiveSession,
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
    let Some(live) = good_enough(tenant, client, request, session).await? else {
        return interact(tenant, request, session.is_some()).await;
    };
    if let Some(wanted) = asked.claims.essential_acr()
        && !wanted.iter().any(|acr| live.session.acr >= *acr)
    {
        return Ok(refuse(
            tenant,
            asked,
            ErrorCode::UnmetAuthenticationRequirements,
            "The required authentication cannot be reached here.",
        ));
    }
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

async fn interact(tenant: &Tenant, request: &SignInRequest, somebody: bool) -> Result<Next, Failure> {
    let asked = &request.authorization;
    if asked.is_silent() {
        let detail = if somebody {
            "The present sign-in is not fresh enough, or of another person."
        } else {
            "Nobody is signed in."
        };
        return Ok(refuse(tenant, asked, ErrorCode::LoginRequired, detail));
    }
    let sealed = requests::seal(tenant, Purpose::SignInRequest, request).await?;
    if asked.prompt.contains(Prompt::Create) {
        return Ok(Next::SignUp(sealed));
    }
    // Skip straight to it; a name that nobody has is ignored.
    if let Some(name) = &asked.idp
        && let offered = federation::offered(tenant).await?
        && let Some(provider) = offered.into_iter().find(|provider| provider.name == *name)
    {
        return Ok(Next::Provider {
            idp: provider.name,
            request: sealed,
        });
    }
    Ok(Next::SignIn(sealed))
}

/// The session, if it is good enough: made since the request when a fresh one is wanted, young enough, of the hinted person.
pub(crate) async fn good_enough<'a>(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    session: Option<&'a LiveSession>,
) -> Result<Option<&'a LiveSession>, Failure> {
    let Some(live) = session else { return Ok(None) };
    let asked = &request.authorization;
    let made_for_this = live.session.auth_time >= request.received_at;
    let wants_page = asked.wants_fresh_sign_in()
        || asked.prompt.contains(Prompt::SelectAccount)
        || asked.prompt.contains(Prompt::Create);
    let too_old = asked.max_age.is_some_and(|age| !live.is_fresh(age, tenant.now()));
    if !made_for_this && (wants_page || too_old) {
        return Ok(None);
    }
    if let Some(hinted) = &asked.hinted_subject
        && claims::subject(tenant, client, &live.session.user_id).await? != *hinted
    {
        return Ok(None);
    }
    Ok(Some(live))
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

/// The authentication levels this phase reaches, for discovery.
pub const fn acr_values() -> [Acr; 1] {
    [Acr::OneFactor]
}
