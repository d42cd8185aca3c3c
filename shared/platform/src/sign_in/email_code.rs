//! Signing in with a code by e-mail. For an address without an account the code signs up, where sign-up is open; else nothing is sent (behaviour 5.3).

use super::{
    Ending, Loaded, Passed, Visitor, codes, finish, magic_link, mail_code, operator_setup, visitor, wrong_state,
};
use crate::{
    factors,
    mailed::{self, NewCode, Proven},
    mails::MailKind,
    passkeys, sign_up,
    tenant::Tenant,
};
use domain::{
    Change, UserId,
    mailbox::{CodePurpose, MailedCode, RESEND_AFTER_SECS},
    sign_in::Method,
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::FactorWrites;

/// Mails a code to the address of the transaction.
pub async fn send(tenant: &Tenant, loaded: &mut Loaded, visitor: &Visitor) -> Result<(), Failure> {
    let email = loaded.transaction.email.clone().ok_or_else(wrong_state)?;
    let methods = tenant.settings().auth_methods;
    if !methods.by_mail() {
        return Err(Failure::new(
            ErrorCode::MethodDisabled,
            "Signing in by mail is switched off here. Use your password.",
        ));
    }
    let email_hash = mailed::email_hash(tenant, &email).await?;
    let user_id = tenant.store().user_id_by_email(tenant.id(), &email_hash).await?;
    let id = user_id.unwrap_or_else(|| visitor::nobody(&email_hash));
    let counted = visitor.counted_as(tenant, &id).await?;
    let user = tenant.store().user(tenant.id(), &id).await?;
    let welcome = sign_up::is_open_to(tenant, &email).is_ok();
    let may = user
        .as_ref()
        .map_or(welcome, |user| user.may_prove_mailbox(tenant.now()));
    let new = NewCode {
        purpose: CodePurpose::SignIn,
        mail: may.then_some(MailKind::SignInCode),
        works: may,
        digits: methods.email_code,
        user_id: user_id.filter(|_| may),
        sign_up: None,
        link: methods.magic_link.then_some(magic_link::PAGE),
    };
    mail_code(tenant, loaded, new, &counted, visitor).await
}

/// Mails another code for the same step; the old one dies. Not within 30 seconds of the last.
pub async fn resend(tenant: &Tenant, loaded: &mut Loaded, visitor: &Visitor) -> Result<(), Failure> {
    let (_, purpose) = loaded.transaction.expects_code().map_err(|_| wrong_state())?;
    let hash = codes::mailbox_hash(tenant, loaded).await?;
    let last = tenant
        .store()
        .mailbox(tenant.id(), &hash)
        .await?
        .code
        .filter(|code| code.bound_to == loaded.hash);
    if let Some(code) = &last {
        let wait = code.sent_at.plus_secs(RESEND_AFTER_SECS).secs_since(tenant.now());
        if wait > 0 {
            let seconds = u32::try_from(wait).unwrap_or(30).max(1);
            return Err(Failure::new(
                ErrorCode::RateLimited,
                format!("A code was sent a moment ago. Wait {seconds} s, then ask again."),
            )
            .retry_after(seconds));
        }
    }
    match (purpose, last) {
        (CodePurpose::SignIn, _) => send(tenant, loaded, visitor).await,
        (_, Some(code)) => again(tenant, loaded, code, visitor).await,
        (_, None) => Err(Failure::new(ErrorCode::CodeExpired, "This took too long. Start again.")),
    }
}

async fn again(tenant: &Tenant, loaded: &mut Loaded, code: MailedCode, visitor: &Visitor) -> Result<(), Failure> {
    let email_hash = codes::mailbox_hash(tenant, loaded).await?;
    let counted = visitor
        .counted_as(tenant, &code.user_id.unwrap_or_else(|| visitor::nobody(&email_hash)))
        .await?;
    let works = code.mac.is_some();
    let mail = match (code.purpose, works) {
        (CodePurpose::OperatorSetup, _) => MailKind::OperatorCode,
        (_, true) => MailKind::SignUpCode,
        (_, false) => MailKind::AlreadyRegistered,
    };
    let new = NewCode {
        purpose: code.purpose,
        mail: Some(mail),
        works,
        digits: true,
        user_id: code.user_id,
        sign_up: code.sign_up,
        link: (code.purpose == CodePurpose::SignUp).then_some(magic_link::CONFIRM),
    };
    mail_code(tenant, loaded, new, &counted, visitor).await
}

/// Proves the mailbox and ends the sign-in, sign-up or set-up that waits for it.
pub async fn verify(tenant: &Tenant, loaded: &Loaded, typed: &str, visitor: &Visitor) -> Result<Passed, Failure> {
    let email_hash = codes::mailbox_hash(tenant, loaded).await?;
    let user_id = tenant.store().user_id_by_email(tenant.id(), &email_hash).await?;
    let counted = visitor
        .counted_as(tenant, &user_id.unwrap_or_else(|| visitor::nobody(&email_hash)))
        .await?;
    let right = codes::prove(tenant, loaded, typed, &counted).await?;
    proven(tenant, loaded, right, user_id, visitor).await
}

/// The mailbox was proven, by code or link: what waits for it is ended.
pub(super) async fn proven(
    tenant: &Tenant,
    loaded: &Loaded,
    right: Proven,
    user_id: Option<UserId>,
    visitor: &Visitor,
) -> Result<Passed, Failure> {
    let email_hash = right.mailbox.0.clone();
    let ending = Ending {
        mailbox: Some(right.mailbox),
        ..Ending::default()
    };
    if right.code.purpose == CodePurpose::OperatorSetup {
        // On the heap: it happens once in a deployment, and no other sign-in need carry its state.
        let set_up = operator_setup::complete(tenant, loaded, &right.code, user_id, visitor, ending);
        return Box::pin(set_up).await;
    }
    let existing = match user_id {
        Some(id) => tenant.store().user(tenant.id(), &id).await?,
        None => None,
    };
    match existing {
        Some(user) if user.may_prove_mailbox(tenant.now()) => of_user(tenant, loaded, user, visitor, ending).await,
        Some(_) => Err(Failure::new(
            ErrorCode::InvalidCredentials,
            "That did not work. Ask the application’s support.",
        )),
        None => sign_up::complete(tenant, loaded, &right.code, email_hash, visitor, ending).await,
    }
}

async fn of_user(
    tenant: &Tenant,
    loaded: &Loaded,
    user: User,
    visitor: &Visitor,
    ending: Ending,
) -> Result<Passed, Failure> {
    // The first proof of the mailbox ends whatever was set up before it, so the user changes.
    if user.is_proven() {
        return finish(tenant, loaded, &user, Method::EmailCode, visitor, ending).await;
    }
    let ended_identities = tenant.store().identities(tenant.id(), &user.id).await?;
    let factors = FactorWrites::ended(&user);
    let mut events = ending.events;
    events.extend(factors::ended_unproven(tenant, &user, visitor));
    let ended_passkeys = passkeys::of_unproven(tenant, &user).await?;
    let proven = user.prove_mailbox(tenant.now());
    let ending = Ending {
        user: Some(Change::silent(proven.clone())),
        ended_identities,
        factors,
        ended_passkeys,
        events,
        ..ending
    };
    finish(tenant, loaded, &proven, Method::EmailCode, visitor, ending).await
}
