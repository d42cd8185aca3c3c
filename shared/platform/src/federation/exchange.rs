//! From the code to the provider's word: the token request, the ID token, the userinfo answer, GitHub's list of addresses (OIDC Core §3.1.3, §5.3).
//!
//! Tokens of a sign-in live in this file only: nothing logs them or hands them on, and none is kept but a refresh token where that is asked for (`kept`).

use super::{
    Round, callback_uri, discovery, kept, mapping,
    reason::Reason,
    token_endpoint::{self, Refused},
};
use crate::tenant::Tenant;
use domain::{
    identity::Asserted,
    identity_provider::{IdentityProvider, ProviderType},
};
use keys::verify::{ExpectProvider, VerifyError, provider_id_token};
use protocol::{error::Failure, json, relying_party::TokenAnswer};
use serde_json::{Map, Value};

/// The largest answer of a userinfo endpoint, in bytes.
const MOST: usize = 64 * 1024;
/// How far a provider's clock may differ, in seconds.
const SKEW_SECS: i64 = 30;

/// What went wrong: a reason for the person, and a cause for the audit.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) cause: String,
}

impl Fault {
    pub(super) fn because(cause: impl Into<String>) -> Self {
        Self {
            reason: Reason::Failed,
            cause: cause.into(),
        }
    }

    fn of(step: &str, failure: &Failure) -> Self {
        Self::because(format!("{step}: {}", failure.code.as_str()))
    }
}

/// Redeems the code and answers who signed in. `Err` of the outer kind: ours, not the provider's.
pub(super) async fn assert(
    tenant: &Tenant,
    provider: &IdentityProvider,
    round: &Round,
    code: &str,
) -> Result<Result<Asserted, Fault>, Failure> {
    let tokens = match redeem(tenant, provider, round, code).await? {
        Ok(tokens) => tokens,
        Err(fault) => return Ok(Err(fault)),
    };
    let claims = match provider.provider_type {
        ProviderType::Oidc => from_id_token(tenant, provider, round, &tokens).await?,
        ProviderType::Oauth2 => userinfo(tenant, provider, &tokens).await,
    };
    let mut claims = match claims {
        Ok(claims) => claims,
        Err(fault) => return Ok(Err(fault)),
    };
    if let Some(endpoint) = provider.emails_endpoint() {
        match addresses(tenant, &endpoint, &tokens).await {
            Ok(address) => mapping::take_address(&mut claims, address),
            Err(fault) => return Ok(Err(fault)),
        }
    }
    let issuer = claims.get("iss").and_then(Value::as_str).map(str::to_owned);
    let issuer = issuer.filter(|_| provider.provider_type == ProviderType::Oidc);
    let issuer = issuer.or_else(|| provider.identity_issuer()).unwrap_or_default();
    let Some(mut said) = mapping::asserted(provider, issuer, &claims) else {
        return Ok(Err(Fault::because("no subject")));
    };
    said.sealed_refresh_token = kept::sealed(tenant, provider, &said, &tokens).await?;
    Ok(Ok(said))
}

async fn redeem(
    tenant: &Tenant,
    provider: &IdentityProvider,
    round: &Round,
    code: &str,
) -> Result<Result<TokenAnswer, Fault>, Failure> {
    let (redirect_uri, verifier) = (callback_uri(tenant, provider), round.verifier(tenant).await?);
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect_uri),
        ("code_verifier", &verifier),
    ];
    let answer = token_endpoint::ask(tenant, provider, &grant).await?;
    Ok(answer.map_err(|refused| match refused {
        Refused::Unreached(failure) => Fault::of("token endpoint", &failure),
        Refused::Unreadable => Fault::because("token endpoint: not JSON"),
        Refused::Said(error) => Fault::because(format!("token endpoint: {error}")),
    }))
}

const fn named(error: VerifyError) -> &'static str {
    match error {
        VerifyError::Malformed => "id token: unreadable",
        VerifyError::Kind => "id token: another kind",
        VerifyError::Key => "id token: unknown key",
        VerifyError::Signature => "id token: signature",
        VerifyError::Issuer => "id token: issuer",
        VerifyError::Audience => "id token: audience",
        VerifyError::Time => "id token: time",
        VerifyError::Request => "id token: nonce",
    }
}

async fn from_id_token(
    tenant: &Tenant,
    provider: &IdentityProvider,
    round: &Round,
    tokens: &TokenAnswer,
) -> Result<Result<Map<String, Value>, Fault>, Failure> {
    let (Some(token), Some(issuer)) = (tokens.id_token.as_deref(), discovery::issuer_of_tokens(provider)) else {
        return Ok(Err(Fault::because("no id token")));
    };
    let nonce = round.nonce(tenant).await?;
    let expect = ExpectProvider {
        issuer: &issuer,
        client_id: &provider.client_id,
        nonce: &nonce,
        access_token: tokens.access_token.as_deref(),
        now: tenant.now(),
    };
    let uri = provider.jwks_uri.as_deref().unwrap_or("");
    let judged = discovery::with_keys(tenant, uri, |keys| provider_id_token(keys, token, &expect)).await;
    let (judged, mut claims) = match judged {
        Ok(Ok(judged)) => judged,
        Ok(Err(error)) => return Ok(Err(Fault::because(named(error)))),
        Err(failure) => return Ok(Err(Fault::of("keys", &failure))),
    };
    // Who asked to be asked again was not asked, when the provider says so.
    let old = judged
        .auth_time
        .is_some_and(|at| at.saturating_add(SKEW_SECS) < round.began_at.secs());
    if round.fresh && old {
        return Ok(Err(Fault::because("id token: not asked again")));
    }
    if mapping::lacks_address(provider, &claims) && provider.userinfo_endpoint.is_some() {
        match userinfo(tenant, provider, tokens).await {
            Ok(more) if more.get("sub").and_then(Value::as_str) == Some(judged.sub.as_str()) => {
                // An address and whether it is proven are one statement: never half of each source.
                mapping::forget_proof(provider, &mut claims);
                // How the person proved themselves is about this sign-in, and said in the ID token or nowhere.
                let about_sign_in = |name: &String| name == "amr" || name == "acr";
                for (name, value) in more.into_iter().filter(|(name, _)| !about_sign_in(name)) {
                    claims.entry(name).or_insert(value);
                }
            }
            Ok(_) => return Ok(Err(Fault::because("userinfo: another subject"))),
            Err(fault) => return Ok(Err(fault)),
        }
    }
    Ok(Ok(claims))
}

async fn bearer_json(tenant: &Tenant, step: &str, url: &str, tokens: &TokenAnswer) -> Result<Value, Fault> {
    let token = tokens
        .access_token
        .as_deref()
        .ok_or_else(|| Fault::because("no access token"))?;
    let body = tenant.services().fetch.get_with_token(url, token, MOST).await;
    let body = body.map_err(|failure| Fault::of(step, &failure))?;
    json::parse_value(&body).map_err(|_| Fault::because(format!("{step}: not JSON")))
}

async fn userinfo(
    tenant: &Tenant,
    provider: &IdentityProvider,
    tokens: &TokenAnswer,
) -> Result<Map<String, Value>, Fault> {
    let endpoint = provider.userinfo_endpoint.as_deref().unwrap_or("");
    match bearer_json(tenant, "userinfo", endpoint, tokens).await? {
        Value::Object(claims) => Ok(claims),
        _ => Err(Fault::because("userinfo: no claims")),
    }
}

/// The primary address, if GitHub says that it is verified. An account that does not tell its addresses has none.
async fn addresses(tenant: &Tenant, endpoint: &str, tokens: &TokenAnswer) -> Result<Option<String>, Fault> {
    let found = bearer_json(tenant, "emails", endpoint, tokens).await?;
    let is = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_bool) == Some(true);
    let primary = found
        .as_array()
        .and_then(|all| all.iter().find(|entry| is(entry, "primary") && is(entry, "verified")));
    let text = primary.and_then(|entry| entry.get("email")?.as_str());
    Ok(text.map(str::to_owned))
}
