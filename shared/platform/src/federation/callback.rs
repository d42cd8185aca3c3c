//! The way back: state, browser, connection and `iss` are judged and the round is spent, before anything is asked of the provider (RFC 9700 §4.4, RFC 9207).
//!
//! Whoever merely types this URL makes us write nothing: only a round of this very browser is spent, and only a spent one is audited.

use super::{Errand, Reason, Round, Tested, discovery, exchange, landing, landing::Landing, nowhere};
use crate::{requests, sign_in::Visitor, tenant::Tenant};
use domain::{
    Event,
    event::{Actor, EventKind},
    identity_provider::IdentityProvider,
};
use keys::{MacKind, Purpose};
use protocol::{error::Failure, params::Params, relying_party::plain_error};

/// What a provider sent the browser back with.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'a> {
    /// The name in the path.
    pub idp: &'a str,
    /// `code`, `state`, `iss`, `error`.
    pub params: &'a Params,
}

/// Ends a round trip.
pub async fn callback(
    tenant: &Tenant,
    browser: &str,
    returned: Returned<'_>,
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let Some((round, provider)) = known(tenant, browser, &returned).await? else {
        return Ok(Landing::Back(nowhere(Reason::Expired)));
    };
    if !spend(tenant, &round).await? {
        return round.back(tenant, Reason::Expired).await.map(Landing::Back);
    }
    // What its metadata says today: a provider may have begun to name itself.
    let provider = discovery::refreshed(tenant, &provider).await;
    let code = match code(&provider, returned.params) {
        Ok(code) => code,
        Err(fault) => return failed(tenant, &round, &provider, fault, visitor).await,
    };
    match exchange::assert(tenant, &provider, &round, code).await? {
        Err(fault) => failed(tenant, &round, &provider, fault, visitor).await,
        // Before the table: whoever only tries is nobody here.
        Ok(said) if matches!(round.errand, Errand::Test) => {
            Ok(Landing::Tested(Box::new(Tested::said(&provider, said))))
        }
        Ok(said) => match landing::land(tenant, &round, &provider, said, visitor).await {
            Ok(landing) => Ok(landing),
            Err(failure) => match Reason::of(failure.code) {
                Some(reason) => {
                    let cause = failure.code.as_str().to_owned();
                    failed(tenant, &round, &provider, exchange::Fault { reason, cause }, visitor).await
                }
                None => Err(failure),
            },
        },
    }
}

/// The round of this browser that `state` is, and its provider: that of the path, so that no other's answer passes for it (mix-up).
async fn known(
    tenant: &Tenant,
    browser: &str,
    returned: &Returned<'_>,
) -> Result<Option<(Round, IdentityProvider)>, Failure> {
    let Some(state) = returned.params.lenient("state") else {
        return Ok(None);
    };
    let Some(sealed) = requests::fetch(tenant, state).await? else {
        return Ok(None);
    };
    let opened: Option<Round> = tenant
        .vault()
        .await?
        .open_json(tenant.id(), Purpose::FederationState, &sealed);
    let Some(round) = opened.filter(|round| round.browser == browser && !round.is_over(tenant.now())) else {
        return Ok(None);
    };
    // One that is switched off can be tried.
    let all = match round.errand {
        Errand::Test => tenant.identity_providers().await?.to_vec(),
        _ => super::offered(tenant).await?,
    };
    let provider = all
        .into_iter()
        .find(|provider| provider.id == round.idp_id && provider.name == returned.idp);
    Ok(provider.map(|provider| (round, provider)))
}

/// One conditional write: of any number of callbacks with one state, one goes on.
async fn spend(tenant: &Tenant, round: &Round) -> Result<bool, Failure> {
    let text = format!("federation {}", round.id);
    let hash = tenant.vault().await?.mac(tenant.id(), MacKind::Spent, text.as_bytes());
    let until = round.began_at.plus_secs(super::ROUND_SECS);
    Ok(tenant.store().spend(tenant.id(), &hash, until, tenant.now()).await?)
}

/// The code, if this is an answer of the provider's that has one.
fn code<'p>(provider: &IdentityProvider, params: &'p Params) -> Result<&'p str, exchange::Fault> {
    let iss = params.lenient("iss");
    match (&provider.issuer, iss) {
        (Some(issuer), Some(iss)) if issuer != iss => return Err(exchange::Fault::because("response: iss")),
        (_, None) if provider.iss_parameter => return Err(exchange::Fault::because("response: no iss")),
        _ => {}
    }
    if let Some(error) = params.lenient("error") {
        let cause = format!("response: {}", plain_error(error));
        let reason = Reason::Denied;
        return Err(exchange::Fault { reason, cause });
    }
    params
        .lenient("code")
        .ok_or_else(|| exchange::Fault::because("response: no code"))
}

async fn failed(
    tenant: &Tenant,
    round: &Round,
    provider: &IdentityProvider,
    fault: exchange::Fault,
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    if matches!(round.errand, Errand::Test) {
        return Ok(Landing::Tested(Box::new(Tested::failed(provider, fault))));
    }
    let event = Event::new(
        EventKind::UserSignInFailed,
        Actor::anonymous(),
        tenant.now(),
        tenant.entropy(),
    )
    .with("method", "federation")
    .with("idp", provider.id.to_string())
    .with("cause", fault.cause)
    .failed("provider")
    .from(&visitor.origin);
    tenant.record(event).await?;
    round.back(tenant, fault.reason).await.map(Landing::Back)
}
