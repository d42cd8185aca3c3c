//! The way to a provider: an authorization request with state, nonce and S256 challenge, always (RFC 9700 §2.1, OIDC Core §3.1.2). Nothing is written.

use super::{Errand, Reason, Round, callback_uri, discovery, nowhere, offered, test};
use crate::{requests, sessions::LiveSession, sign_in, tenant::Tenant};
use domain::{
    IdentityProviderId, Timestamp, UserId, entropy,
    identity_provider::{IdentityProvider, Preset, ProviderType},
    sign_in::Target,
    user::User,
};
use keys::Purpose;
use protocol::{
    error::{ErrorCode, Failure},
    pkce,
};
use serde::{Deserialize, Serialize};
use url::Url;

/// Characters of a sealed round that still go into a URL; a longer one is kept, like the request inside it.
const MAX_STATE: usize = 2048;
/// How long a signed-in person's wish to link waits for the browser, in seconds.
const TICKET_SECS: i64 = 600;

/// What `GET /rp/authorize` asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The provider's name.
    pub idp: &'a str,
    /// A client's sealed request.
    pub request: Option<&'a str>,
    /// A path of ours.
    pub return_to: Option<&'a str>,
    /// A transaction to go on with.
    pub tx: Option<&'a str>,
    /// A signed-in person's wish to link.
    pub link: Option<&'a str>,
    /// A developer's wish to try a provider out.
    pub test: Option<&'a str>,
    /// Ask the person again, even if the provider remembers them.
    pub fresh: bool,
}

/// A wish to link, sealed: who wants it, made with fresh authentication.
#[derive(Serialize, Deserialize)]
struct Ticket {
    #[serde(rename = "u")]
    user_id: UserId,
    #[serde(rename = "p")]
    idp_id: IdentityProviderId,
    #[serde(rename = "r")]
    return_to: String,
    #[serde(rename = "a")]
    made_at: Timestamp,
}

fn unknown() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no such identity provider here.")
}

/// A link of ours that takes a signed-in person to a provider and links the account there.
pub async fn ticket(tenant: &Tenant, user: &User, name: &str, return_to: Option<&str>) -> Result<String, Failure> {
    let all = offered(tenant).await?;
    let provider = all.iter().find(|provider| provider.name == name).ok_or_else(unknown)?;
    let ticket = Ticket {
        user_id: user.id,
        idp_id: provider.id,
        return_to: sign_in::safe_return_to(return_to),
        made_at: tenant.now(),
    };
    let sealed = tenant
        .vault()
        .await?
        .seal_json(tenant.id(), Purpose::LinkTicket, &ticket);
    Ok(format!("{}/rp/authorize?link={sealed}", tenant.origin()))
}

/// Where the browser goes: to the provider, or back with a reason.
pub async fn start(
    tenant: &Tenant,
    browser: &str,
    session: Option<&LiveSession>,
    asked: Asked<'_>,
) -> Result<String, Failure> {
    if let Some(sealed) = asked.test {
        return match test::wanted(tenant, sealed).await? {
            Ok(provider) => {
                there(
                    tenant,
                    &provider,
                    &begun(tenant, browser, Errand::Test, &provider.id, true),
                )
                .await
            }
            Err(reason) => Ok(nowhere(reason)),
        };
    }
    let all = offered(tenant).await?;
    let (errand, wanted) = if let Some(sealed) = asked.link {
        let Some(ticket) = redeem(tenant, sealed, session).await? else {
            return Ok(nowhere(Reason::Expired));
        };
        let wanted = all.into_iter().find(|provider| provider.id == ticket.idp_id);
        let errand = Errand::Link {
            user_id: ticket.user_id,
            return_to: ticket.return_to,
        };
        (errand, wanted)
    } else {
        let wanted = all.into_iter().find(|provider| provider.name == asked.idp);
        (errand(tenant, browser, &asked).await?, wanted)
    };
    let idp_id = wanted
        .as_ref()
        .map_or_else(|| IdentityProviderId::from_bytes([0; 16]), |provider| provider.id);
    let fresh = asked.fresh || wants_fresh(&errand);
    let round = begun(tenant, browser, errand, &idp_id, fresh);
    match wanted {
        Some(provider) => there(tenant, &provider, &round).await,
        None => round.back(tenant, Reason::Unavailable).await,
    }
}

fn begun(tenant: &Tenant, browser: &str, errand: Errand, idp_id: &IdentityProviderId, fresh: bool) -> Round {
    Round {
        id: entropy::base62(tenant.entropy(), 22),
        idp_id: *idp_id,
        browser: browser.to_owned(),
        errand,
        fresh,
        began_at: tenant.now(),
    }
}

async fn redeem(tenant: &Tenant, sealed: &str, session: Option<&LiveSession>) -> Result<Option<Ticket>, Failure> {
    let opened: Option<Ticket> = tenant
        .vault()
        .await?
        .open_json(tenant.id(), Purpose::LinkTicket, sealed);
    let live = |ticket: &Ticket| !ticket.made_at.plus_secs(TICKET_SECS).is_past(tenant.now());
    // The browser must be signed in as the very person who asked.
    let theirs = |ticket: &Ticket| session.is_some_and(|session| session.session.user_id == ticket.user_id);
    Ok(opened.filter(|ticket| live(ticket) && theirs(ticket)))
}

async fn errand(tenant: &Tenant, browser: &str, asked: &Asked<'_>) -> Result<Errand, Failure> {
    match asked.tx {
        Some(tx) => sign_in::load(tenant, tx, browser)
            .await
            .map(|loaded| Errand::Transaction(loaded.id)),
        None => sign_in::target(tenant, asked.request, asked.return_to)
            .await
            .map(Errand::SignIn),
    }
}

fn wants_fresh(errand: &Errand) -> bool {
    match errand {
        Errand::SignIn(Target::Client(request)) => request.authorization.wants_fresh_sign_in(),
        _ => false,
    }
}

/// The address a person typed, where the provider may know it.
async fn hint(tenant: &Tenant, provider: &IdentityProvider, round: &Round) -> Result<Option<String>, Failure> {
    if !provider.pass_login_hint {
        return Ok(None);
    }
    Ok(match &round.errand {
        Errand::SignIn(Target::Client(request)) => request.authorization.login_hint.clone(),
        Errand::Transaction(id) => {
            let loaded = sign_in::load(tenant, id, &round.browser).await?;
            loaded.email().map(|email| email.as_str().to_owned())
        }
        Errand::SignIn(Target::ReturnTo(_)) | Errand::Link { .. } | Errand::Test => None,
    })
}

fn prompt(provider: &IdentityProvider, fresh: bool) -> Option<String> {
    let again = match provider.preset {
        Some(preset) => preset.asks_again(),
        None => (provider.provider_type == ProviderType::Oidc).then_some("login"),
    };
    let again = again.filter(|_| fresh).map(str::to_owned);
    again.or_else(|| provider.prompt.clone())
}

async fn there(tenant: &Tenant, provider: &IdentityProvider, round: &Round) -> Result<String, Failure> {
    let provider = discovery::refreshed(tenant, provider).await;
    let endpoint = provider.authorization_endpoint.as_deref().unwrap_or("");
    let Ok(mut url) = Url::parse(endpoint) else {
        return round.back(tenant, Reason::Unavailable).await;
    };
    let sealed = tenant
        .vault()
        .await?
        .seal_json(tenant.id(), Purpose::FederationState, round);
    let until = round.began_at.plus_secs(super::ROUND_SECS);
    let state = requests::keep_if_longer(tenant, sealed, MAX_STATE, until).await?;
    let challenge = keys::digest::base64url(&keys::sha256(round.verifier(tenant).await?.as_bytes()));
    let is_oidc = provider.provider_type == ProviderType::Oidc;
    let nonce = round.nonce(tenant).await?;
    // Apple tells an address by POST only.
    let posts = provider.preset == Some(Preset::Apple);
    let asks_age = round.fresh && is_oidc && provider.preset.is_none();
    let parameters = [
        ("response_type", Some("code".to_owned())),
        ("client_id", Some(provider.client_id.clone())),
        ("redirect_uri", Some(callback_uri(tenant, &provider))),
        ("scope", Some(provider.scopes.join(" "))),
        ("state", Some(state)),
        ("code_challenge", Some(challenge)),
        ("code_challenge_method", Some(pkce::METHOD.to_owned())),
        ("nonce", is_oidc.then_some(nonce)),
        ("response_mode", posts.then(|| "form_post".to_owned())),
        ("prompt", prompt(&provider, round.fresh)),
        ("max_age", asks_age.then(|| "0".to_owned())),
        ("login_hint", hint(tenant, &provider, round).await?),
    ];
    let own = parameters
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    url.query_pairs_mut()
        .extend_pairs(&provider.extra_params)
        .extend_pairs(own);
    Ok(url.into())
}
