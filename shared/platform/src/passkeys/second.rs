//! A passkey beside another factor, or again: the person is known, so only their own will do (behaviour 5.7, 5.10).
//!
//! `binding` names what the proof is for and to whom it belongs (a transaction, a session): a challenge for one is worth nothing for another.

use super::{
    ceremony::{self, Kind},
    count_answer, described, identifier, is_offered, of_user, refused, rp_id,
    verify::{self, Assertion, Refusal},
};
use crate::{source::Source, tenant::Tenant};
use domain::{
    Change, Event,
    event::{Actor, ActorKind, EventKind},
    passkey::Passkey,
    sign_in::SecondFactor,
    user::User,
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::RequestOptions,
};

/// What a browser is asked for: one of this user's passkeys.
pub async fn options(tenant: &Tenant, user: &User, binding: &str) -> Result<RequestOptions, Failure> {
    is_offered(tenant)?;
    let known = of_user(tenant, user).await?;
    if known.is_empty() {
        let detail = "There is no passkey on this account. Use another way.";
        return Err(Failure::new(ErrorCode::MethodUnavailable, detail));
    }
    let challenge = ceremony::challenge(tenant, Kind::Get, &bound(user, binding)).await?;
    Ok(RequestOptions::new(challenge, rp_id(tenant), described(&known)))
}

fn bound(user: &User, binding: &str) -> String {
    format!("second {} {binding}", user.id)
}

/// Proves one of this user's passkeys. The challenge is used up, and the use is noted, before this returns.
pub async fn verify(
    tenant: &Tenant,
    user: &User,
    binding: &str,
    credential: &str,
    source: &Source,
) -> Result<SecondFactor, Failure> {
    is_offered(tenant)?;
    count_answer(tenant, source)?;
    let answer = Assertion::read(credential)?;
    ceremony::consume(tenant, Kind::Get, &bound(user, binding), &answer.challenge).await?;
    // A handle is told or not; told, it must be this user's (§7.2, step 6).
    let vault = tenant.vault().await?;
    let is_theirs = |handle: &String| vault.open_user_handle(tenant.id(), handle) == Some(user.id);
    if !answer.user_handle.as_ref().is_none_or(is_theirs) {
        return Err(refused());
    }
    let (id, _) = identifier(tenant, &answer.id).await?;
    let (_, found) = tenant.store().user_and_passkey(tenant.id(), &user.id, &id).await?;
    let passkey = found.ok_or_else(refused)?;
    let used = match verify::assertion(tenant, &passkey, &answer) {
        Ok(used) => used,
        Err(Refusal::Wrong) => return Err(refused()),
        Err(Refusal::Copied) => {
            tenant.record(copied(tenant, user, &passkey)).await?;
            return Err(refused());
        }
    };
    let factor = passkey.second_factor();
    let used = passkey.used(used.counter, used.backed_up, tenant.now());
    match tenant.store().save_passkey(tenant.id(), &Change::silent(used)).await {
        Ok(()) => Ok(factor),
        // Removed, or used elsewhere, at this very moment.
        Err(store::StoreError::Conflict) => Err(refused()),
        Err(error) => Err(error.into()),
    }
}

fn copied(tenant: &Tenant, user: &User, passkey: &Passkey) -> Event {
    let actor = Actor::new(ActorKind::User, user.id);
    Event::new(EventKind::PasskeyCloneSuspected, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .with("passkey", passkey.id.to_string())
        .denied("counter")
}
