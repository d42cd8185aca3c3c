//! Signing in with a password. The guess is counted before it is judged; every refusal has one text, and costs the same work (EN-01, behaviour 7.3).

use super::{
    Ending, Loaded, Passed, Visitor, finish, rehash,
    visitor::{self, CountedAs},
    wrong_state,
};
use crate::{mailed, tenant::Tenant};
use domain::{
    Email, Event, Secret, credential,
    event::{Actor, EventKind},
    lockout::{Aggregate, Attempts},
    mailbox::SourceKind,
    sign_in::Method,
    user::User,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// How often a guess is counted again when others guess at the same time.
const TRIES: usize = 3;

fn refused() -> Failure {
    Failure::new(
        ErrorCode::InvalidCredentials,
        "That e-mail address and password do not belong together.",
    )
}

fn locked(seconds: u32) -> Failure {
    let detail = match seconds.div_ceil(60) {
        1 => "Too many attempts. Wait a minute, or sign in with a code by e-mail.".to_owned(),
        minutes => format!("Too many attempts. Wait {minutes} minutes, or sign in with a code by e-mail."),
    };
    Failure::new(ErrorCode::TooManyAttempts, detail).retry_after(seconds)
}

/// Proves a password and ends the sign-in.
pub async fn sign_in(
    tenant: &Tenant,
    loaded: &Loaded,
    password: Secret<String>,
    visitor: &Visitor,
) -> Result<Passed, Failure> {
    let email = loaded.transaction.expects_first_factor().map_err(|_| wrong_state())?;
    if !tenant.settings().auth_methods.password {
        return Err(Failure::new(
            ErrorCode::MethodDisabled,
            "Signing in with a password is switched off here. Use a code by e-mail.",
        ));
    }
    let too_long = password.expose().len() > credential::MAX_PASSWORD_BYTES;
    let email_hash = mailed::email_hash(tenant, email).await?;
    let account = account(tenant, email).await?;
    let user_id = tenant.store().user_id_by_email(tenant.id(), &email_hash).await?;
    let id = user_id.unwrap_or_else(|| visitor::nobody(&email_hash));
    let counted = visitor.counted_as(tenant, &id).await?;
    count_before(tenant, &email_hash, &account, &counted).await?;
    let (user, credential) = tenant.store().user_and_password(tenant.id(), &id).await?;
    let guess = if too_long { Secret::new(String::new()) } else { password };
    let right = rehash::proves(tenant, &email_hash, credential.as_ref(), guess.clone()).await? && !too_long;
    let Some(user) = user.filter(|user| right && user.may_sign_in(tenant.now())) else {
        return Err(failed(tenant, &email_hash, &account, &counted, visitor).await?);
    };
    let passed = finish(tenant, loaded, &user, Method::Password, visitor, Ending::default()).await?;
    if let Some(credential) = credential {
        rehash::if_outdated(tenant, &user.id, credential, guess).await;
    }
    if let Err(error) = tenant
        .store()
        .clear_attempts(tenant.id(), &account, &counted.hash)
        .await
    {
        tracing::warn!(%error, "the failures before a sign-in are still counted");
    }
    Ok(passed)
}

/// Whether somebody who is signed in knows their password; a guess is counted as at a sign-in.
pub(crate) async fn confirm(
    tenant: &Tenant,
    user: &User,
    password: Secret<String>,
    visitor: &Visitor,
) -> Result<(), Failure> {
    let email = user.email.as_ref().ok_or_else(refused)?;
    let email_hash = mailed::email_hash(tenant, email).await?;
    let account = account(tenant, email).await?;
    let counted = visitor.counted_as(tenant, &user.id).await?;
    count_before(tenant, &email_hash, &account, &counted).await?;
    let (_, credential) = tenant.store().user_and_password(tenant.id(), &user.id).await?;
    let phc = credential.map(|credential| credential.phc);
    if !tenant.services().passwords.verify(phc, password).await? {
        return Err(failed(tenant, &email_hash, &account, &counted, visitor).await?);
    }
    tenant
        .store()
        .clear_attempts(tenant.id(), &account, &counted.hash)
        .await
        .map_err(Failure::from)
}

/// A wrong second factor counts as a failed sign-in of its source, too (behaviour 7.3). What is locked already stays as it is.
pub(crate) async fn count_failure(tenant: &Tenant, user: &User, counted: &CountedAs) -> Result<(), Failure> {
    let Some(email) = &user.email else { return Ok(()) };
    let email_hash = mailed::email_hash(tenant, email).await?;
    let account = account(tenant, email).await?;
    match count_before(tenant, &email_hash, &account, counted).await {
        Ok(()) if counted.kind == SourceKind::Unknown => count_together(tenant, &email_hash, &account, counted).await,
        Err(failure) if failure.code != ErrorCode::TooManyAttempts => Err(failure),
        _ => Ok(()),
    }
}

/// What a wrong guess leaves behind; answers the one refusal there is.
async fn failed(
    tenant: &Tenant,
    email_hash: &str,
    account: &str,
    counted: &CountedAs,
    visitor: &Visitor,
) -> Result<Failure, Failure> {
    let now = tenant.now();
    if counted.kind == SourceKind::Unknown {
        count_together(tenant, email_hash, account, counted).await?;
    }
    let event = Event::new(EventKind::UserSignInFailed, Actor::anonymous(), now, tenant.entropy());
    let event = event
        .with("method", "password")
        .failed("credentials")
        .from(&visitor.origin);
    tenant.record(event).await?;
    Ok(refused())
}

/// Counts a failure of all unknown sources together. Lost races are tried again: parallel guesses are counted one by one.
async fn count_together(tenant: &Tenant, email_hash: &str, account: &str, counted: &CountedAs) -> Result<(), Failure> {
    let now = tenant.now();
    for _ in 0..TRIES {
        let state = tenant
            .store()
            .sign_in_state(tenant.id(), email_hash, account, &counted.hash)
            .await?;
        let none = Aggregate {
            failures: 0,
            since: now,
            closed_until: None,
        };
        let next = state.aggregate.unwrap_or(none).fail(now);
        let saved = tenant
            .store()
            .save_aggregate(tenant.id(), account, state.aggregate, next);
        match saved.await {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The lockout counters of an address, with or without an account.
pub async fn account(tenant: &Tenant, email: &Email) -> Result<String, Failure> {
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Account, email.canonical().as_bytes()))
}

/// Refuses while locked, else counts this guess as a failure; a success takes it back.
async fn count_before(tenant: &Tenant, email_hash: &str, account: &str, counted: &CountedAs) -> Result<(), Failure> {
    let now = tenant.now();
    for _ in 0..TRIES {
        let state = tenant
            .store()
            .sign_in_state(tenant.id(), email_hash, account, &counted.hash)
            .await?;
        if let Some(seconds) = state.attempts.and_then(|attempts| attempts.locked_for(now)) {
            return Err(locked(seconds));
        }
        if counted.kind == SourceKind::Unknown
            && let Some(seconds) = state.aggregate.and_then(|aggregate| aggregate.closed_for(now))
        {
            return Err(locked(seconds));
        }
        let next = state.attempts.unwrap_or_default().fail(now);
        let events = locked_event(tenant, &next);
        match tenant
            .store()
            .save_attempts(tenant.id(), account, &counted.hash, state.attempts, next, &events)
            .await
        {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(locked(2))
}

fn locked_event(tenant: &Tenant, attempts: &Attempts) -> Vec<Event> {
    let now = tenant.now();
    if attempts.locked_for(now).is_none() {
        return Vec::new();
    }
    let event =
        Event::new(EventKind::UserLocked, Actor::system(), now, tenant.entropy()).with("failures", attempts.failures);
    vec![event]
}
