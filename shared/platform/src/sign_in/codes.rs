//! Codes by mail: six digits, bound to one transaction, five tries, each counted before it is judged (OT-03; behaviour 5.3, 7.3).
//!
//! Whether an address has an account changes what the mail says, or that there is none; the answer, the reads and the writes are the same (EN-01).

use super::{Loaded, Visitor, visitor::CountedAs, wrong_state};
use crate::{
    limits,
    mails::{self, MailKind, MailRequest},
    observe::{self, Metric},
    tenant::Tenant,
};
use domain::{
    Event, Secret, UserId,
    application::Environment,
    entropy,
    event::{Actor, EventKind},
    mailbox::{CodePurpose, Mailbox, MailedCode, PendingSignUp, TRIES, TryError},
    rate::Limit,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

const PER_SOURCE: Limit = Limit::per(10, 3600);
const PER_APPLICATION: Limit = Limit::per(10_000, 86_400);
const PER_DEVELOPMENT_APPLICATION: Limit = Limit::per(100, 86_400);
/// How often a mailbox is written again when others write it at the same time.
const ATTEMPTS: usize = 3;

/// A code to be mailed.
#[derive(Clone, Debug)]
pub(crate) struct NewCode {
    pub(crate) purpose: CodePurpose,
    /// What to say; `None` sends nothing.
    pub(crate) mail: Option<MailKind>,
    /// Whether the mailed code works: not when the mail only says "you have an account".
    pub(crate) works: bool,
    pub(crate) user_id: Option<UserId>,
    pub(crate) sign_up: Option<PendingSignUp>,
}

pub(crate) async fn mailbox_hash(tenant: &Tenant, loaded: &Loaded) -> Result<String, Failure> {
    let email = loaded.transaction.email.as_ref().ok_or_else(wrong_state)?;
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Email, email.canonical().as_bytes()))
}

async fn count_sending(tenant: &Tenant, visitor: &Visitor) -> Result<(), Failure> {
    limits::count(tenant, "mail_source", visitor.source.key(), PER_SOURCE, &visitor.source).await?;
    let whole = if tenant.application().environment == Environment::Development {
        PER_DEVELOPMENT_APPLICATION
    } else {
        PER_APPLICATION
    };
    // One of 16 parts, so that a busy application has no hot key.
    let part = entropy::below(tenant.entropy(), 16);
    let share = Limit::per((whole.count / 16).max(1), whole.period_secs);
    limits::count(tenant, "mail_application", &part.to_string(), share, &visitor.source).await
}

/// Mails a code and takes the transaction to the step that asks for it. An earlier code of the mailbox dies.
pub(crate) async fn mail_code(
    tenant: &Tenant,
    loaded: &mut Loaded,
    new: NewCode,
    counted: &CountedAs,
    visitor: &Visitor,
) -> Result<(), Failure> {
    count_sending(tenant, visitor).await?;
    let now = tenant.now();
    let email = loaded.transaction.email.clone().ok_or_else(wrong_state)?;
    let hash = mailbox_hash(tenant, loaded).await?;
    let vault = tenant.vault().await?;
    let digits = Secret::new(entropy::six_digits(tenant.entropy()));
    let mac = vault.mac(
        tenant.id(),
        MacKind::MailedCode,
        format!("{} {}", loaded.hash, digits.expose()).as_bytes(),
    );
    let expires_at = now.plus_secs(new.purpose.life_secs());
    let code = MailedCode {
        purpose: new.purpose,
        mac: new.works.then_some(mac),
        transaction: loaded.hash.clone(),
        user_id: new.user_id,
        sign_up: new.sign_up,
        tries_left: TRIES,
        expires_at,
        sent_at: now,
    };
    let mut event = Event::new(EventKind::MailCodeRequested, Actor::anonymous(), now, tenant.entropy())
        .with("address", email.masked())
        .from(&visitor.origin);
    if let Some(kind) = new.mail {
        let minutes = u32::try_from(new.purpose.life_secs() / 60).unwrap_or(10);
        let request = MailRequest {
            kind,
            to: email.as_str().to_owned(),
            also: Vec::new(),
            about: None,
            code: new.works.then(|| digits.expose().clone()),
            link: None,
            minutes,
        };
        event = event.mailing(mails::seal(tenant, &request).await?);
    }
    keep(tenant, &hash, &event, |mailbox| {
        mailbox.send(code.clone(), counted.kind, now).map_err(limits::exceeded)
    })
    .await?;
    let next = loaded
        .transaction
        .clone()
        .await_code(new.purpose, expires_at)
        .map_err(|_| wrong_state())?;
    loaded.save(tenant, next).await
}

/// Changes a mailbox under its version.
async fn keep(
    tenant: &Tenant,
    hash: &str,
    event: &Event,
    change: impl Fn(Mailbox) -> Result<Mailbox, Failure>,
) -> Result<(), Failure> {
    for _ in 0..ATTEMPTS {
        let next = change(tenant.store().mailbox(tenant.id(), hash).await?)?;
        match tenant
            .store()
            .save_mailbox(tenant.id(), hash, next, std::slice::from_ref(event), tenant.now())
            .await
        {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::new(
        ErrorCode::RateLimited,
        "That was too often. Wait a moment, then try again.",
    )
    .retry_after(2))
}

/// A code that was right, with the mailbox as it will be once the code is used up.
pub(crate) struct RightCode {
    pub(crate) code: MailedCode,
    pub(crate) mailbox: (String, Mailbox),
}

/// Counts a try, then compares.
pub(crate) async fn prove(
    tenant: &Tenant,
    loaded: &Loaded,
    typed: &str,
    counted: &CountedAs,
) -> Result<RightCode, Failure> {
    let (_, purpose) = loaded.transaction.expects_code().map_err(|_| wrong_state())?;
    let hash = mailbox_hash(tenant, loaded).await?;
    let mailbox = count_try(tenant, loaded, &hash, purpose, counted).await?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let code = mailbox.code.clone().ok_or_else(too_old)?;
    let value = format!("{} {digits}", loaded.hash);
    let vault = tenant.vault().await?;
    let right = code
        .mac
        .as_ref()
        .is_some_and(|mac| vault.mac_matches(tenant.id(), MacKind::MailedCode, value.as_bytes(), mac));
    if !right {
        if purpose == CodePurpose::SignIn {
            observe::measure(Metric::SignInFailed, Some(*tenant.id()), Some("email_code".into()), 1.0);
        }
        let left = code.tries_left;
        let detail = if left == 0 {
            "That code is not right, and no tries are left. Ask for a new one.".to_owned()
        } else {
            format!("That code is not right. {left} tries left.")
        };
        return Err(Failure::new(ErrorCode::CodeInvalid, detail).member("attempts_left", left));
    }
    Ok(RightCode {
        code,
        mailbox: (hash, mailbox.consume()),
    })
}

fn too_old() -> Failure {
    Failure::new(ErrorCode::CodeExpired, "That code no longer works. Ask for a new one.")
}

async fn count_try(
    tenant: &Tenant,
    loaded: &Loaded,
    hash: &str,
    purpose: CodePurpose,
    counted: &CountedAs,
) -> Result<Mailbox, Failure> {
    let now = tenant.now();
    for _ in 0..ATTEMPTS {
        let before = tenant.store().mailbox(tenant.id(), hash).await?;
        let next = match before.count_try(&loaded.hash, purpose, counted.kind, now) {
            Ok(next) => next,
            Err(TryError::Limited(limited)) => {
                return Err(Failure {
                    code: ErrorCode::TooManyAttempts,
                    ..limits::exceeded(limited)
                });
            }
            Err(TryError::Expired) => return Err(too_old()),
        };
        match tenant
            .store()
            .save_mailbox(tenant.id(), hash, next.clone(), &[], now)
            .await
        {
            Ok(()) => return Ok(next),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::new(ErrorCode::TooManyAttempts, "Too many tries at once. Wait a moment.").retry_after(2))
}
