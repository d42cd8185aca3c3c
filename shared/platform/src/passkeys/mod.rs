//! Passkeys: made by a signed-in person, and a proof that needs no other (behaviour 5.8; Web Authentication Level 3 §7).
//!
//! A ceremony keeps nothing here: its challenge is a sealed value that says what it is for, comes back inside the answer, and is spent before anything
//! is verified (WA-01). What the library checks and what we check ourselves: `verify`.

mod answer;
mod ceremony;
pub mod enroll;
pub mod own;
pub mod second;
pub mod sign_in;
mod verify;

use crate::{
    limits,
    source::Source,
    tenant::{self, Tenant},
};
use answer::Id;
use domain::{
    CredentialId, UserId,
    passkey::{MAX_PASSKEYS, Passkey},
    rate::Limit,
    user::User,
};
use keys::MacKind;
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::{Descriptor, Signal},
};

/// The one refusal of a ceremony, whatever was wrong.
pub(crate) fn refused() -> Failure {
    Failure::new(
        ErrorCode::PasskeyInvalid,
        "That passkey did not work. Try again, or use another way.",
    )
}

/// The ceremony is not one of ours any more.
fn late() -> Failure {
    Failure::new(
        ErrorCode::PasskeyInvalid,
        "That took too long, was done already, or was begun in another browser. Try again.",
    )
}

/// Answers that one source may give in a minute. Nothing can be guessed by more of them: it saves work, so it costs no call.
const PER_SOURCE: Limit = Limit::per(30, 60);

/// Counts an answer, before anything of it is read (RL-01).
fn count_answer(tenant: &Tenant, source: &Source) -> Result<(), Failure> {
    limits::count_here(tenant, "passkey", PER_SOURCE, source)
}

/// Refuses where passkeys are switched off.
pub(crate) fn is_offered(tenant: &Tenant) -> Result<(), Failure> {
    if tenant.settings().auth_methods.passkey {
        return Ok(());
    }
    Err(Failure::new(
        ErrorCode::MethodDisabled,
        "Passkeys are switched off here. Use another way.",
    ))
}

/// The domain that the passkeys of an application are bound to.
pub fn rp_id(tenant: &Tenant) -> String {
    let issuer = || tenant::issuer_hostname(tenant.services(), tenant.application());
    let fixed = tenant.settings().webauthn_rp_id.clone();
    fixed.unwrap_or_else(|| issuer().as_str().to_owned())
}

/// Where passkeys of the application may be used: at its issuers, past ones within their grace, and at its other hosts (§5.11).
pub fn related_origins(tenant: &Tenant) -> Vec<String> {
    let (application, config) = (tenant.application(), &tenant.services().config);
    let mut origins = vec![tenant::current_issuer(tenant.services(), application)];
    let own = config.subdomain(application.slug.as_str());
    let hosts = own.iter().chain(&application.active_hostnames);
    let past = application.previous_issuers.iter().map(|past| past.issuer.clone());
    for origin in hosts.map(|host| config.origin(host)).chain(past) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

/// The identifier of a passkey, and the key of its marker: both follow from the authenticator's id, so an answer needs no look-up.
async fn identifier(tenant: &Tenant, id: &Id) -> Result<(CredentialId, String), Failure> {
    let marker = tenant.vault().await?.mac(tenant.id(), MacKind::Passkey, id.bytes());
    let digest = keys::sha256(marker.as_bytes());
    let first = digest.first_chunk::<16>().copied().unwrap_or_default();
    Ok((CredentialId::from_bytes(first), marker))
}

/// The passkeys of a user, the oldest first; no call for somebody who has none.
pub(crate) async fn of_user(tenant: &Tenant, user: &User) -> Result<Vec<Passkey>, Failure> {
    if user.passkey_count == 0 {
        return Ok(Vec::new());
    }
    let mut found = tenant.store().passkeys(tenant.id(), &user.id).await?;
    found.sort_by_key(|passkey| passkey.created_at);
    Ok(found)
}

/// The passkeys that end with the first proof of a user's mailbox: until then anybody may have set them up (AH-01).
pub(crate) async fn of_unproven(tenant: &Tenant, user: &User) -> Result<Vec<Passkey>, Failure> {
    if user.is_proven() {
        return Ok(Vec::new());
    }
    of_user(tenant, user).await
}

/// The same of somebody who is perhaps nobody yet, or whose mailbox somebody else vouched for.
pub(crate) async fn of_maybe_unproven(tenant: &Tenant, user: Option<&User>) -> Result<Vec<Passkey>, Failure> {
    match user.filter(|user| !user.email_verified) {
        Some(user) => of_unproven(tenant, user).await,
        None => Ok(Vec::new()),
    }
}

/// Refuses one more than a user may have.
fn room_for_one(user: &User) -> Result<(), Failure> {
    if user.passkey_count < MAX_PASSKEYS {
        return Ok(());
    }
    let detail = "No more passkeys can be added. Remove one first.";
    let failure = Failure::new(ErrorCode::LimitExceeded, detail);
    Err(failure
        .member("limit", MAX_PASSKEYS)
        .member("current", user.passkey_count))
}

fn described(passkeys: &[Passkey]) -> Vec<Descriptor> {
    let descriptor = |passkey: &Passkey| Descriptor::new(passkey.credential_id.clone(), passkey.transports.clone());
    passkeys.iter().map(descriptor).collect()
}

/// What tells accounts of a person apart: the address, or the identifier of whoever has none.
fn account_name(user: &User) -> String {
    let email = user.email.as_ref().map(|email| email.as_str().to_owned());
    email.unwrap_or_else(|| user.id.to_string())
}

/// What a passkey provider is told about a user's passkeys.
pub(crate) async fn signal(tenant: &Tenant, user: &User, left: &[Passkey]) -> Result<Signal, Failure> {
    let name = account_name(user);
    Ok(Signal {
        rp_id: rp_id(tenant),
        user_id: handle(tenant, &user.id).await?,
        all_accepted_credential_ids: left.iter().map(|passkey| passkey.credential_id.clone()).collect(),
        display_name: user.name.clone().unwrap_or_else(|| name.clone()),
        name,
    })
}

async fn handle(tenant: &Tenant, user: &UserId) -> Result<String, Failure> {
    Ok(tenant.vault().await?.user_handle(tenant.id(), user))
}
