//! Moving an account to another address: the new mailbox is proven by a code, the old one gets a way back (behaviour 5.5).

use super::Person;
use crate::{
    mailed::{self, Addressed, NewCode},
    mails::{self, MailKind, MailRequest},
    passkeys,
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, Timestamp, UserId,
    email_change::{EmailChange, UNDO_SECS},
    entropy,
    event::{Actor, ActorKind, EventKind, Origin},
    mailbox::CodePurpose,
    user::User,
};
use keys::{MacKind, Purpose};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use serde::{Deserialize, Serialize};
use store::{FactorWrites, Move, StoreError};

/// Characters of the way back's secret: 256 bits.
const SECRET_LENGTH: usize = 43;
/// The page that the notice's link opens.
const PAGE: &str = "/account/email/undo";

/// What the link in the notice carries, sealed.
#[derive(Debug, Serialize, Deserialize)]
struct UndoToken {
    #[serde(rename = "u")]
    user: UserId,
    #[serde(rename = "s")]
    secret: String,
}

fn failed() -> Failure {
    Failure::new(
        ErrorCode::EmailChangeFailed,
        "The address could not be changed. Ask for a new code, or choose another address.",
    )
}

/// The change that waits for its code.
pub async fn email_change(tenant: &Tenant, user: &User) -> Result<Option<EmailChange>, Failure> {
    let all = tenant
        .store()
        .email_changes(tenant.id(), &user.id, tenant.now())
        .await?;
    let newest = all.into_iter().max_by_key(|change| change.requested_at);
    Ok(newest.filter(EmailChange::is_pending))
}

/// Mails a code to the new address, and a notice with a way back to the old one. A taken address is answered alike, and gets nothing.
pub async fn request_email(tenant: &Tenant, by: &Person, new: Email) -> Result<(), Failure> {
    if by
        .user
        .email
        .as_ref()
        .is_some_and(|old| old.canonical() == new.canonical())
    {
        let detail = "That is your address already.";
        return Err(Failure::new(ErrorCode::ValidationError, detail).field(
            "email",
            ErrorCode::ValidationError,
            detail,
        ));
    }
    let hash = mailed::email_hash(tenant, &new).await?;
    let free = tenant.store().user_id_by_email(tenant.id(), &hash).await?.is_none();
    let counted = by.visitor.counted_as(tenant, &by.user.id).await?;
    let code = NewCode {
        purpose: CodePurpose::EmailChange,
        mail: free.then_some(MailKind::EmailChangeCode),
        works: free,
        digits: true,
        user_id: Some(by.user.id),
        sign_up: None,
        link: None,
    };
    let to = Addressed {
        email: &new,
        hash: &hash,
        bound_to: &by.user.id.to_string(),
        tx: None,
    };
    mailed::issue(tenant, to, code, &counted, &by.visitor).await?;
    let (change, notice) = begun(tenant, &by.user, new).await?;
    let mut event = by.did(tenant, EventKind::UserEmailChangeRequested);
    if let Some(mail) = notice {
        event = event.mailing(mail);
    }
    tenant
        .store()
        .save_email_change(tenant.id(), &change, &[event])
        .await
        .map_err(Failure::from)
}

/// The change, and the sealed notice to the old address.
async fn begun(tenant: &Tenant, user: &User, new: Email) -> Result<(EmailChange, Option<String>), Failure> {
    let now = tenant.now();
    let vault = tenant.vault().await?;
    let secret = entropy::base62(tenant.entropy(), SECRET_LENGTH);
    let change = EmailChange {
        user_id: user.id,
        old: user.email.clone(),
        new: new.clone(),
        undo: vault.mac(tenant.id(), MacKind::MailedLink, secret.as_bytes()),
        requested_at: now,
        confirmed_at: None,
        expires_at: now.plus_secs(UNDO_SECS),
        version: 1,
    };
    let Some(old) = &user.email else {
        return Ok((change, None));
    };
    let token = UndoToken { user: user.id, secret };
    let token = vault.seal_json(tenant.id(), Purpose::EmailUndo, &token);
    let page = format!("{}{PAGE}", tenant.issuer());
    let request = MailRequest {
        about: Some(new.masked()),
        link: Some(response_mode::with_query(&page, [("token", token.as_str())])),
        minutes: u32::try_from(UNDO_SECS / 60).unwrap_or(u32::MAX),
        ..MailRequest::to(MailKind::EmailChangeNotice, old)
    };
    let sealed = mails::seal(tenant, &request).await?;
    Ok((change, Some(sealed)))
}

/// The code of the new mailbox: the account moves. Whatever else was mailed to the old address proves nothing about it any more.
pub async fn confirm_email(tenant: &Tenant, by: &Person, typed: &str) -> Result<User, Failure> {
    let change = email_change(tenant, &by.user).await?.ok_or_else(mailed::too_old)?;
    let hash = mailed::email_hash(tenant, &change.new).await?;
    let counted = by.visitor.counted_as(tenant, &by.user.id).await?;
    let to = Addressed {
        email: &change.new,
        hash: &hash,
        bound_to: &by.user.id.to_string(),
        tx: None,
    };
    let proven = mailed::prove(tenant, to, CodePurpose::EmailChange, typed, &counted).await?;
    let now = tenant.now();
    let user = User {
        email: Some(change.new.clone()),
        email_verified: true,
        ..by.user.clone()
    }
    .touched(now);
    let event = by.did(tenant, EventKind::UserEmailChanged);
    let from = match &by.user.email {
        Some(old) => Some(mailed::email_hash(tenant, old).await?),
        None => None,
    };
    let done = Move {
        user: Change::because(user.clone(), event),
        from: from.as_deref(),
        to: &hash,
        mailbox: Some((&hash, proven.mailbox.1)),
        confirmed: Some(change.confirm(now)),
        forgotten: &[],
        ended_identities: &[],
        factors: FactorWrites::default(),
        ended_passkeys: &[],
        without_password: false,
    };
    moved(tenant, done).await?;
    Ok(user)
}

async fn moved(tenant: &Tenant, done: Move<'_>) -> Result<(), Failure> {
    match tenant.store().move_user(tenant.id(), done, tenant.now()).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(failed()),
        Err(error) => Err(error.into()),
    }
}

/// The old mailbox takes it back: its address returns, everybody is signed out, a password has to be set anew, and providers linked,
/// an app enrolled and passkeys added since go: whoever moved the account keeps no way in.
pub async fn undo_email(tenant: &Tenant, token: &str, origin: &Origin) -> Result<(), Failure> {
    let (changes, user, old) = undone(tenant, token).await?;
    let since = changes.iter().map(|change| change.requested_at).min();
    let mut linked = tenant.store().identities(tenant.id(), &user.id).await?;
    linked.retain(|identity| since.is_none_or(|since| identity.created_at >= since));
    let enrolled = match tenant.store().totp(tenant.id(), &user.id).await? {
        Some(totp) => since.is_none_or(|since| totp.enrolled_at >= since),
        None => false,
    };
    let texted = match &user.phone {
        Some(_) => {
            let sms = tenant.store().sms(tenant.id(), &user.id).await?;
            since.is_none_or(|since| sms.changed_since(since))
        }
        None => false,
    };
    let coded = knows_codes(tenant, &user, since).await?;
    let mut added = passkeys::of_user(tenant, &user).await?;
    added.retain(|passkey| since.is_none_or(|since| passkey.created_at >= since));
    let now = tenant.now();
    let actor = Actor::new(ActorKind::User, user.id);
    let event = Event::new(EventKind::UserEmailChangeUndone, actor, now, tenant.entropy())
        .on("user", user.id)
        .from(origin);
    let from = mailed::email_hash(tenant, user.email.as_ref().unwrap_or(&old)).await?;
    let to = mailed::email_hash(tenant, &old).await?;
    let had_any = user.has_second_factor();
    let after = User {
        email: Some(old),
        email_verified: true,
        has_password: false,
        has_totp: user.has_totp && !enrolled,
        phone: user.phone.clone().filter(|_| !texted),
        has_sms: user.has_sms && !texted,
        passkey_count: user
            .passkey_count
            .saturating_sub(u32::try_from(added.len()).unwrap_or(u32::MAX)),
        ..user
    }
    .revoke_all(now);
    let has_any = after.has_second_factor();
    let done = Move {
        user: Change::because(after, event),
        from: Some(&from),
        to: &to,
        mailbox: None,
        confirmed: None,
        forgotten: &changes,
        ended_identities: &linked,
        factors: FactorWrites {
            totp_ends: enrolled,
            sms_ends: texted,
            recovery_codes_end: coded || (had_any && !has_any),
            ..FactorWrites::default()
        },
        ended_passkeys: &added,
        without_password: true,
    };
    moved(tenant, done).await
}

/// Whether recovery codes were made since: whoever made them knows them.
async fn knows_codes(tenant: &Tenant, user: &User, since: Option<Timestamp>) -> Result<bool, Failure> {
    if !user.has_second_factor() {
        return Ok(false);
    }
    let codes = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
    Ok(codes.is_some_and(|codes| since.is_none_or(|since| codes.made_at >= since)))
}

/// What a token takes back, without doing it: its change and all that came after, for their ways back lead to mailboxes of whoever made them;
/// the user as they are; and the address that returns.
async fn undone(tenant: &Tenant, token: &str) -> Result<(Vec<EmailChange>, User, Email), Failure> {
    let vault = tenant.vault().await?;
    let token: UndoToken = vault
        .open_json(tenant.id(), Purpose::EmailUndo, token)
        .ok_or_else(mailed::dead_link)?;
    let mut all = tenant
        .store()
        .email_changes(tenant.id(), &token.user, tenant.now())
        .await?;
    let of_the_link = |change: &&EmailChange| {
        vault.mac_matches(tenant.id(), MacKind::MailedLink, token.secret.as_bytes(), &change.undo)
    };
    let change = all.iter().find(of_the_link).cloned().ok_or_else(mailed::dead_link)?;
    all.retain(|other| other.requested_at >= change.requested_at);
    let user = tenant.store().user(tenant.id(), &token.user).await?;
    let user = user.filter(User::is_active).ok_or_else(mailed::dead_link)?;
    let old = change.old.ok_or_else(mailed::dead_link)?;
    Ok((all, user, old))
}
