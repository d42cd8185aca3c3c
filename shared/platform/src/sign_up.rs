//! Sign-up: a pending sign-up is mailed a code; the code, in the same transaction, makes the user (behaviour 5.2).
//!
//! Refusals that do not depend on the account come before any look-up; after it, known and unknown addresses are answered alike (EN-01).

mod form;

pub use form::SignUpForm;

use crate::{
    breached, limits,
    mailed::{self, NewCode},
    mails::MailKind,
    sign_in::{self, Ending, Loaded, Passed, Visitor, finish, mail_code},
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, UserId,
    clock::Epoch,
    credential::PasswordCredential,
    disposable,
    event::{Actor, ActorKind, EventKind},
    mailbox::{CodePurpose, MailedCode, PendingSignUp, PhcString},
    rate::Limit,
    role::system,
    settings::SignupMode,
    sign_in::{Method, Target, Transaction},
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use store::NewPerson;

const PER_SOURCE: Limit = Limit::per(10, 3600);

/// Whether an address may sign up here.
pub fn is_open_to(tenant: &Tenant, email: &Email) -> Result<(), Failure> {
    let settings = tenant.settings();
    if settings.signup_mode == SignupMode::InviteOnly {
        return Err(Failure::new(
            ErrorCode::SignupClosed,
            "New accounts are by invitation only.",
        ));
    }
    let is_disposable = settings.signup_block_disposable
        && !settings.allows_domain(email.domain())
        && disposable::is_listed(email.domain());
    if is_disposable || !settings.admits_domain(email.domain()) {
        return Err(wrong_domain());
    }
    Ok(())
}

fn wrong_domain() -> Failure {
    Failure::new(
        ErrorCode::SignupDomainNotAllowed,
        "Addresses of this domain cannot sign up here.",
    )
}

/// Whether an invitation may make an account of this address: in every mode, but not where its domain is shut out.
pub(crate) fn may_be_invited(tenant: &Tenant, email: &Email) -> Result<(), Failure> {
    if tenant.settings().blocks_domain(email.domain()) {
        return Err(wrong_domain());
    }
    Ok(())
}

/// Whether anybody may sign up here at all: for links on pages.
pub fn is_offered(tenant: &Tenant) -> bool {
    tenant.settings().signup_mode != SignupMode::InviteOnly
}

/// Begins a sign-up and mails its code.
pub async fn begin(
    tenant: &Tenant,
    browser: &str,
    target: Target,
    form: SignUpForm,
    visitor: &Visitor,
) -> Result<Loaded, Failure> {
    let (email, pending, password) = form.checked(tenant)?;
    count(tenant, visitor).await?;
    if let Some(password) = &password {
        breached::judge(tenant, password).await?;
    }
    let phc = match password {
        Some(password) => Some(PhcString(
            tenant.services().passwords.hash(password, tenant.entropy()).await?,
        )),
        None => None,
    };
    let email_hash = mailed::email_hash(tenant, &email).await?;
    let existing = tenant.store().user_id_by_email(tenant.id(), &email_hash).await?;
    let transaction = Transaction::begin(browser.to_owned(), target, tenant.now())
        .identify(email)
        .map_err(|_| sign_in::wrong_state())?;
    let mut loaded = sign_in::store_new(tenant, transaction).await?;
    let counted = visitor
        .counted_as(tenant, &existing.unwrap_or_else(|| sign_in::nobody(&email_hash)))
        .await?;
    let new = NewCode {
        purpose: CodePurpose::SignUp,
        mail: Some(if existing.is_some() {
            MailKind::AlreadyRegistered
        } else {
            MailKind::SignUpCode
        }),
        works: existing.is_none(),
        digits: true,
        user_id: existing,
        sign_up: Some(PendingSignUp {
            password: phc,
            ..pending
        }),
        link: Some(sign_in::magic_link::CONFIRM),
    };
    mail_code(tenant, &mut loaded, new, &counted, visitor).await?;
    Ok(loaded)
}

/// Counts a new account against where it is asked for.
pub(crate) async fn count(tenant: &Tenant, visitor: &Visitor) -> Result<(), Failure> {
    limits::count(tenant, "sign_up", visitor.source.key(), PER_SOURCE, &visitor.source).await
}

/// A user as sign-up makes one: active, mailbox proven (where there is one), role `user`.
pub(crate) async fn new_user(
    tenant: &Tenant,
    email: impl Into<Option<Email>>,
    name: Option<String>,
) -> Result<User, Failure> {
    let email = email.into();
    let now = tenant.now();
    let roles = tenant.roles().await?;
    Ok(User {
        id: UserId::generate(tenant.born_at(), tenant.entropy()),
        email_verified: email.is_some(),
        email,
        name,
        given_name: None,
        family_name: None,
        picture: None,
        locale: tenant.reader().stated(),
        zoneinfo: None,
        status: UserStatus::Active,
        external_id: None,
        roles: roles
            .iter()
            .filter(|role| role.system && role.name == system::USER)
            .map(|role| role.id)
            .collect(),
        has_password: false,
        has_totp: false,
        phone: None,
        has_sms: false,
        passkey_count: 0,
        deletion_at: None,
        status_before: None,
        terms_accepted_at: None,
        terms_version: None,
        token_epoch: Epoch::born(now),
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// The code was right and the address is nobody's: the user is made in the transaction that signs them in.
pub(crate) async fn complete(
    tenant: &Tenant,
    loaded: &Loaded,
    code: &MailedCode,
    email_hash: String,
    visitor: &Visitor,
    ending: Ending,
) -> Result<Passed, Failure> {
    let email = loaded.transaction.email.clone().ok_or_else(sign_in::wrong_state)?;
    is_open_to(tenant, &email)?;
    let now = tenant.now();
    let pending = code.sign_up.clone().unwrap_or_default();
    let mut user = new_user(tenant, email, None).await?;
    pending.describe(&mut user, now);
    let password = pending.password.map(|phc| PasswordCredential {
        phc: phc.0,
        changed_at: now,
        version: 1,
    });
    user.has_password = password.is_some();
    let event = Event::new(
        EventKind::UserCreated,
        Actor::new(ActorKind::User, user.id),
        now,
        tenant.entropy(),
    )
    .on("user", user.id)
    .with("via", "signup")
    .from(&visitor.origin);
    let person = NewPerson {
        user: Change::because(user.clone(), event),
        email_hash,
        password,
        totp: None,
    };
    finish(
        tenant,
        loaded,
        &user,
        Method::EmailCode,
        visitor,
        Ending {
            person: Some(person),
            ..ending
        },
    )
    .await
}
