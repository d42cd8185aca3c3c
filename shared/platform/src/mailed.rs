//! Codes and links by mail: six digits with five tries, each counted before it is judged, and a link whose secret cannot be guessed (OT-03; behaviour 5.3, 7.3).
//!
//! Whether an address has an account changes what the mail says, or that there is none; the answer, the reads and the writes are the same (EN-01).

use crate::{
    limits,
    mails::{self, MailKind, MailRequest},
    manage::By,
    observe::{self, Metric},
    sign_in::{CountedAs, Visitor},
    tenant::Tenant,
};
use domain::{
    Email, Event, Secret, Timestamp, UserId,
    application::Environment,
    entropy,
    event::{Actor, EventKind},
    mailbox::{CodePurpose, Mailbox, MailedCode, PendingSignUp, SourceKind, TRIES, TryError},
    rate::Limit,
};
use keys::{MacKind, Purpose};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use serde::{Deserialize, Serialize};
use store::StoreError;

const PER_SOURCE: Limit = Limit::per(10, 3600);
const PER_APPLICATION: Limit = Limit::per(10_000, 86_400);
const PER_DEVELOPMENT_APPLICATION: Limit = Limit::per(100, 86_400);
/// How often a mailbox is written again when others write it at the same time.
const ATTEMPTS: usize = 3;
/// Characters of a link's secret: 256 bits.
const SECRET_LENGTH: usize = 43;

/// A code to be mailed.
#[derive(Clone, Debug)]
pub(crate) struct NewCode {
    pub(crate) purpose: CodePurpose,
    /// What to say; `None` sends nothing.
    pub(crate) mail: Option<MailKind>,
    /// Whether what is mailed works: not when the mail only says "you have an account".
    pub(crate) works: bool,
    /// Whether there are digits to type, besides the link.
    pub(crate) digits: bool,
    pub(crate) user_id: Option<UserId>,
    pub(crate) sign_up: Option<PendingSignUp>,
    /// The page that a link in the same mail opens.
    pub(crate) link: Option<&'static str>,
}

/// A mailbox, and what its code is bound to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addressed<'a> {
    pub(crate) email: &'a Email,
    pub(crate) hash: &'a str,
    pub(crate) bound_to: &'a str,
    /// The sign-in that waits for it, if one does: a link leads on in it.
    pub(crate) tx: Option<&'a str>,
}

/// What a link carries, sealed: where its secret is kept, and the secret.
#[derive(Debug, Serialize, Deserialize)]
struct LinkToken {
    #[serde(rename = "m")]
    mailbox: String,
    #[serde(rename = "s")]
    secret: String,
    #[serde(rename = "t", skip_serializing_if = "Option::is_none", default)]
    tx: Option<String>,
}

/// The MAC under which everything of an address is kept.
pub(crate) async fn email_hash(tenant: &Tenant, email: &Email) -> Result<String, Failure> {
    let vault = tenant.vault().await?;
    Ok(vault.mac(tenant.id(), MacKind::Email, email.canonical().as_bytes()))
}

async fn count_sending(tenant: &Tenant, visitor: &Visitor) -> Result<(), Failure> {
    limits::count(tenant, "mail_source", visitor.source.key(), PER_SOURCE, &visitor.source).await?;
    if visitor.source.is_exempt() {
        return Ok(());
    }
    count_whole(tenant).await
}

/// Counts a mail against those of the application.
async fn count_whole(tenant: &Tenant) -> Result<(), Failure> {
    // 16 parts, so that a busy application has no hot key. A development application has one: a sixteenth of its few mails is soon used up by chance.
    let (whole, parts) = if tenant.application().environment == Environment::Development {
        (PER_DEVELOPMENT_APPLICATION, 1)
    } else {
        (PER_APPLICATION, 16)
    };
    let part = entropy::below(tenant.entropy(), parts);
    let share = Limit::per(whole.count / parts, whole.period_secs);
    limits::count_always(tenant, "mail_application", &part.to_string(), share).await
}

/// Mails a code, with a link where one is asked for; answers when it ends. An earlier code of the mailbox dies.
pub(crate) async fn issue(
    tenant: &Tenant,
    to: Addressed<'_>,
    new: NewCode,
    counted: &CountedAs,
    visitor: &Visitor,
) -> Result<Timestamp, Failure> {
    count_sending(tenant, visitor).await?;
    let actor = Actor::anonymous();
    let event = Event::new(requested(new.purpose), actor, tenant.now(), tenant.entropy()).from(&visitor.origin);
    write(tenant, to, new, counted.kind, event).await
}

/// The same at the wish of somebody who manages the application: not counted against where they are, and apart from what strangers ask for.
pub(crate) async fn issue_for(
    tenant: &Tenant,
    to: Addressed<'_>,
    new: NewCode,
    by: &By<'_>,
) -> Result<Timestamp, Failure> {
    count_whole(tenant).await?;
    let event = by.event(tenant, requested(new.purpose));
    write(tenant, to, new, SourceKind::Known, event).await
}

async fn write(
    tenant: &Tenant,
    to: Addressed<'_>,
    new: NewCode,
    source: SourceKind,
    event: Event,
) -> Result<Timestamp, Failure> {
    let now = tenant.now();
    let vault = tenant.vault().await?;
    let digits = Secret::new(entropy::six_digits(tenant.entropy()));
    let mac = vault.mac(
        tenant.id(),
        MacKind::MailedCode,
        bound(to.bound_to, digits.expose()).as_bytes(),
    );
    let link = match new.link {
        Some(path) => Some(link(tenant, to, path).await?),
        None => None,
    };
    let expires_at = now.plus_secs(new.purpose.life_secs());
    let (link, link_mac) = link.unzip();
    let code = MailedCode {
        purpose: new.purpose,
        mac: Some(mac).filter(|_| new.works && new.digits),
        link: link_mac.filter(|_| new.works),
        bound_to: to.bound_to.to_owned(),
        user_id: new.user_id,
        sign_up: new.sign_up,
        tries_left: TRIES,
        expires_at,
        sent_at: now,
    };
    let mut event = event.with("address", to.email.masked());
    if let (CodePurpose::PasswordReset, Some(user)) = (new.purpose, &new.user_id) {
        event = event.on("user", user);
    }
    if let Some(kind) = new.mail {
        let request = MailRequest {
            code: (new.works && new.digits).then(|| digits.expose().clone()),
            link: link.filter(|_| new.works),
            minutes: u32::try_from(new.purpose.life_secs() / 60).unwrap_or(10),
            ..MailRequest::to(kind, to.email)
        };
        event = event.mailing(mails::seal(tenant, &request).await?);
    }
    keep(tenant, to.hash, &event, |mailbox| {
        mailbox.send(code.clone(), source, now).map_err(limits::exceeded)
    })
    .await?;
    Ok(expires_at)
}

/// What the audit calls the asking.
const fn requested(purpose: CodePurpose) -> EventKind {
    match purpose {
        CodePurpose::PasswordReset => EventKind::UserPasswordResetRequested,
        _ => EventKind::MailCodeRequested,
    }
}

fn bound(to: &str, digits: &str) -> String {
    format!("{to} {digits}")
}

/// A link of ours with a new secret, and the MAC that is kept of it. Its host comes from configuration, never from the request (RS-01).
async fn link(tenant: &Tenant, to: Addressed<'_>, path: &str) -> Result<(String, String), Failure> {
    let vault = tenant.vault().await?;
    let secret = entropy::base62(tenant.entropy(), SECRET_LENGTH);
    let mac = vault.mac(tenant.id(), MacKind::MailedLink, secret.as_bytes());
    let token = LinkToken {
        mailbox: to.hash.to_owned(),
        secret,
        tx: to.tx.map(str::to_owned),
    };
    let sealed = vault.seal_json(tenant.id(), Purpose::MailedLink, &token);
    let address = format!("{}{path}", tenant.issuer());
    Ok((response_mode::with_query(&address, [("token", sealed.as_str())]), mac))
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

/// A code or link that was right, with the mailbox as it will be once that is used up.
#[derive(Debug)]
pub(crate) struct Proven {
    pub(crate) code: MailedCode,
    pub(crate) mailbox: (String, Mailbox),
    /// The sign-in that the link was mailed for.
    pub(crate) tx: Option<String>,
}

/// Counts a try, then compares.
pub(crate) async fn prove(
    tenant: &Tenant,
    to: Addressed<'_>,
    purpose: CodePurpose,
    typed: &str,
    counted: &CountedAs,
) -> Result<Proven, Failure> {
    let mailbox = count_try(tenant, to, purpose, counted).await?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let code = mailbox.code.clone().ok_or_else(too_old)?;
    let value = bound(to.bound_to, &digits);
    let vault = tenant.vault().await?;
    let right = code
        .mac
        .as_ref()
        .is_some_and(|mac| vault.mac_matches(tenant.id(), MacKind::MailedCode, value.as_bytes(), mac));
    if right {
        return Ok(Proven {
            code,
            mailbox: (to.hash.to_owned(), mailbox.consume()),
            tx: None,
        });
    }
    if purpose == CodePurpose::SignIn {
        observe::measure(Metric::SignInFailed, Some(*tenant.id()), Some("email_code".into()), 1.0);
    }
    let left = code.tries_left;
    let detail = match left {
        0 => "That code is not right, and no tries are left. Ask for a new one.".to_owned(),
        1 => "That code is not right. One try left.".to_owned(),
        _ => format!("That code is not right. {left} tries left."),
    };
    Err(Failure::new(ErrorCode::CodeInvalid, detail).member("attempts_left", left))
}

/// Whether a link still works, without using it up; the code it stands for, and the mailbox as it will be afterwards.
pub(crate) async fn follow(tenant: &Tenant, token: &str, purpose: CodePurpose) -> Result<Proven, Failure> {
    let vault = tenant.vault().await?;
    let token: LinkToken = vault
        .open_json(tenant.id(), Purpose::MailedLink, token)
        .ok_or_else(dead_link)?;
    let mailbox = tenant.store().mailbox(tenant.id(), &token.mailbox).await?;
    let code = mailbox.linked(purpose, tenant.now()).cloned().ok_or_else(dead_link)?;
    let right = code
        .link
        .as_ref()
        .is_some_and(|mac| vault.mac_matches(tenant.id(), MacKind::MailedLink, token.secret.as_bytes(), mac));
    if !right {
        return Err(dead_link());
    }
    Ok(Proven {
        code,
        mailbox: (token.mailbox, mailbox.consume()),
        tx: token.tx,
    })
}

pub(crate) fn dead_link() -> Failure {
    Failure::new(
        ErrorCode::LinkInvalid,
        "This link was used, has expired, or a newer mail replaced it. Ask for a new one.",
    )
}

pub(crate) fn too_old() -> Failure {
    Failure::new(ErrorCode::CodeExpired, "That code no longer works. Ask for a new one.")
}

async fn count_try(
    tenant: &Tenant,
    to: Addressed<'_>,
    purpose: CodePurpose,
    counted: &CountedAs,
) -> Result<Mailbox, Failure> {
    let now = tenant.now();
    for _ in 0..ATTEMPTS {
        let before = tenant.store().mailbox(tenant.id(), to.hash).await?;
        let next = match before.count_try(to.bound_to, purpose, counted.kind, now) {
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
            .save_mailbox(tenant.id(), to.hash, next.clone(), &[], now)
            .await
        {
            Ok(()) => return Ok(next),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::new(ErrorCode::TooManyAttempts, "Too many tries at once. Wait a moment.").retry_after(2))
}
