//! Signing in with a passkey, which says by itself who the person is, and is two factors in one (behaviour 5.8).
//!
//! Every answer costs the same calls, whether or not the passkey, or its user, exists (EN-01).

use super::{
    Id,
    answer::read_bytes,
    ceremony::{self, Kind},
    count_answer, identifier, is_offered, refused, rp_id,
    verify::{self, Assertion, Refusal, Used},
};
use crate::{
    sign_in::{self, Ending, Loaded, Passed, Visitor},
    tenant::Tenant,
};
use domain::{
    Event, UserId,
    event::{Actor, EventKind},
    passkey::Passkey,
    sign_in::Target,
    user::User,
};
use protocol::{error::Failure, webauthn::RequestOptions};
use serde_json::json;

/// What a browser is asked for: whichever passkey the person has. Nothing is called for it.
pub async fn options(tenant: &Tenant, browser: &str) -> Result<RequestOptions, Failure> {
    is_offered(tenant)?;
    let challenge = ceremony::challenge(tenant, Kind::Get, &binding(browser)).await?;
    Ok(RequestOptions::new(challenge, rp_id(tenant), Vec::new()))
}

/// A challenge for signing in belongs to the browser that loaded the page, so that one page serves every sign-in it begins.
fn binding(browser: &str) -> String {
    format!("sign-in {browser}")
}

/// A sign-in that a passkey begins and, mostly, ends: nothing is written before.
pub async fn begin(tenant: &Tenant, browser: &str, target: Target) -> Result<Loaded, Failure> {
    sign_in::unwritten(tenant, browser, target).await
}

/// Proves a passkey and ends the sign-in.
pub async fn sign_in(tenant: &Tenant, loaded: &Loaded, credential: &str, visitor: &Visitor) -> Result<Passed, Failure> {
    is_offered(tenant)?;
    count_answer(tenant, &visitor.source)?;
    let answer = Assertion::read(credential)?;
    let binding = binding(&loaded.transaction.browser);
    ceremony::consume(tenant, Kind::Get, &binding, &answer.challenge).await?;
    let (whose, id) = (whose(tenant, &answer).await?, identifier(tenant, &answer.id).await?.0);
    let (user, passkey) = tenant.store().user_and_passkey(tenant.id(), &whose, &id).await?;
    let (user, passkey) = match (user, passkey) {
        (Some(user), Some(passkey)) if user.may_sign_in(tenant.now()) => (user, passkey),
        (_, found) => return Err(failed(tenant, &answer, found.as_ref(), Refusal::Wrong, visitor).await?),
    };
    match verify::assertion(tenant, &passkey, &answer) {
        Ok(used) => passed(tenant, loaded, &user, (passkey, used), visitor).await,
        Err(refusal) => Err(failed(tenant, &answer, Some(&passkey), refusal, visitor).await?),
    }
}

async fn passed(
    tenant: &Tenant,
    loaded: &Loaded,
    user: &User,
    (passkey, used): (Passkey, Used),
    visitor: &Visitor,
) -> Result<Passed, Failure> {
    let method = passkey.method();
    let ending = Ending {
        passkey: Some(passkey.used(used.counter, used.backed_up, tenant.now())),
        ..Ending::default()
    };
    let loaded = without_others(loaded, user);
    sign_in::finish(tenant, &loaded, user, method, visitor, ending).await
}

/// What a provider said on the way is about the address that was typed: it is not linked to whoever else the passkey belongs to (FE-01).
fn without_others(loaded: &Loaded, user: &User) -> Loaded {
    let mut loaded = loaded.clone();
    let same = match (loaded.email(), &user.email) {
        (Some(typed), Some(own)) => typed.canonical() == own.canonical(),
        _ => false,
    };
    if !same {
        loaded.transaction.asserted = None;
    }
    loaded
}

/// Whose passkey it says it is; a handle that is not ours is nobody's, and costs the same.
async fn whose(tenant: &Tenant, answer: &Assertion) -> Result<UserId, Failure> {
    // A discoverable credential tells the handle (§7.2, step 6).
    let handle = answer.user_handle.as_deref().ok_or_else(refused)?;
    read_bytes(handle)?;
    let opened = tenant.vault().await?.open_user_handle(tenant.id(), handle);
    Ok(opened.unwrap_or_else(|| sign_in::nobody(handle)))
}

/// What a failure leaves behind; answers the one refusal there is. Only what is not there at all is told to be dropped by whoever keeps it.
async fn failed(
    tenant: &Tenant,
    answer: &Assertion,
    passkey: Option<&Passkey>,
    refusal: Refusal,
    visitor: &Visitor,
) -> Result<Failure, Failure> {
    tenant.record(event(tenant, passkey, refusal, visitor)).await?;
    let failure = refused();
    if passkey.is_some() {
        return Ok(failure);
    }
    let unknown = json!({ "rpId": rp_id(tenant), "credentialId": Id::text(&answer.id) });
    Ok(failure.member("unknown_credential", unknown))
}

pub(super) fn event(tenant: &Tenant, passkey: Option<&Passkey>, refusal: Refusal, visitor: &Visitor) -> Event {
    let (now, entropy) = (tenant.now(), tenant.entropy());
    let event = match (refusal, passkey) {
        (Refusal::Copied, Some(passkey)) => {
            Event::new(EventKind::PasskeyCloneSuspected, Actor::anonymous(), now, entropy)
                .on("user", passkey.user_id)
                .with("passkey", passkey.id.to_string())
                .denied("counter")
        }
        _ => Event::new(EventKind::UserSignInFailed, Actor::anonymous(), now, entropy)
            .with("method", "passkey")
            .failed("credentials"),
    };
    event.from(&visitor.origin)
}
