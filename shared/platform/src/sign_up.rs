//! Sign-up: a pending sign-up is mailed a code; the code, in the same transaction, makes the user (behaviour 5.2).
//!
//! Refusals that do not depend on the account come before any look-up; after it, known and unknown addresses are answered alike (EN-01).

use crate::{
    breached, limits,
    mailed::{self, NewCode},
    mails::MailKind,
    password::{self, Personal},
    sign_in::{self, Completed, Ending, Loaded, Visitor, finish, mail_code},
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, Secret, UserId,
    clock::Epoch,
    credential::PasswordCredential,
    event::{Actor, ActorKind, EventKind},
    mailbox::{CodePurpose, MailedCode, PendingSignUp, PhcString},
    rate::Limit,
    role::system,
    settings::SignupMode,
    sign_in::{Method, Target, Transaction},
    text,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use store::NewPerson;

const PER_SOURCE: Limit = Limit::per(10, 3600);

/// What was typed.
#[derive(Clone, Debug)]
pub struct SignUpForm {
    /// The address.
    pub email: String,
    /// The name, where it is asked.
    pub name: Option<String>,
    /// The password, where passwords are on.
    pub password: Option<Secret<String>>,
}

/// Whether an address may sign up here.
pub fn is_open_to(tenant: &Tenant, email: &Email) -> Result<(), Failure> {
    let settings = tenant.settings();
    if settings.signup_mode == SignupMode::InviteOnly {
        return Err(Failure::new(
            ErrorCode::SignupClosed,
            "New accounts are by invitation only.",
        ));
    }
    if !settings.admits_domain(email.domain()) {
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
    let (email, name, password) = checked(tenant, form)?;
    is_open_to(tenant, &email)?;
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
        sign_up: Some(PendingSignUp { name, password: phc }),
        link: Some(sign_in::magic_link::CONFIRM),
    };
    mail_code(tenant, &mut loaded, new, &counted, visitor).await?;
    Ok(loaded)
}

/// Counts a new account against where it is asked for.
pub(crate) async fn count(tenant: &Tenant, visitor: &Visitor) -> Result<(), Failure> {
    limits::count(tenant, "sign_up", visitor.source.key(), PER_SOURCE, &visitor.source).await
}

/// A form whose fields are good: address, name, password.
pub(crate) type Checked = (Email, Option<String>, Option<Secret<String>>);

/// Everything that is wrong with a form, at once.
pub(crate) fn checked(tenant: &Tenant, form: SignUpForm) -> Result<Checked, Failure> {
    let mut bad = Vec::new();
    let mut complain = |field: &str, code: ErrorCode, detail: String| {
        bad.push(protocol::error::FieldError {
            field: field.to_owned(),
            code,
            detail,
        });
    };
    let email = Email::parse(&form.email)
        .map_err(|error| complain("email", ErrorCode::ValidationError, error.to_string()))
        .ok();
    let name = match form.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => text::line(name, 255)
            .map_err(|error| complain("name", ErrorCode::ValidationError, error.to_string()))
            .ok(),
        None => None,
    };
    let password = form.password.filter(|_| tenant.settings().auth_methods.password);
    if let Some(password) = &password {
        let words = [
            Some(form.email.clone()),
            form.name.clone(),
            Some(tenant.application().name.clone()),
        ];
        let least = tenant.settings().password_min_length;
        let weak = password::weaknesses(
            password.expose(),
            least,
            &Personal {
                words: words.into_iter().flatten().collect(),
            },
        );
        if !weak.is_empty() {
            complain(
                "password",
                ErrorCode::WeakPassword,
                password::refused(&weak, least).detail,
            );
        }
    }
    match (Failure::of_fields(bad), email) {
        (None, Some(email)) => Ok((email, name, password)),
        (Some(failure), _) => Err(failure),
        (None, None) => Err(Failure::from(ErrorCode::ValidationError)),
    }
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
        locale: None,
        zoneinfo: None,
        status: UserStatus::Active,
        external_id: None,
        roles: roles
            .iter()
            .filter(|role| role.system && role.name == system::USER)
            .map(|role| role.id)
            .collect(),
        has_password: false,
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
) -> Result<Completed, Failure> {
    let email = loaded.transaction.email.clone().ok_or_else(sign_in::wrong_state)?;
    is_open_to(tenant, &email)?;
    let now = tenant.now();
    let pending = code.sign_up.clone();
    let mut user = new_user(tenant, email, pending.as_ref().and_then(|pending| pending.name.clone())).await?;
    let password = pending
        .and_then(|pending| pending.password)
        .map(|phc| PasswordCredential {
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
