//! An admin makes a user: with a password or without, the mailbox proven or not.

use super::{By, Profile, email_hash, shadows, taken};
use crate::{
    breached,
    invitations::{self, Invite},
    manage::{all_good, invalid},
    password::{self, Personal},
    sign_up,
    tenant::Tenant,
};
use domain::{
    Change, Email, InvitationId, RoleId, Secret, UserId,
    credential::PasswordCredential,
    event::EventKind,
    invitation::InvitedTo,
    permission::Permission,
    user::{User, UserStatus},
};
use passwords::Stored;
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::Deserialize;
use store::{InvitationWrite, NewPerson, StoreError};

/// A body of `POST /api/users`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewUser {
    pub(in crate::manage) email: Option<Email>,
    email_verified: bool,
    password: Option<Secret<String>>,
    password_hash: Option<Secret<String>>,
    pub(in crate::manage) roles: Option<Vec<RoleId>>,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    picture: Option<String>,
    locale: Option<String>,
    zoneinfo: Option<String>,
    external_id: Option<String>,
    send_invitation: bool,
}

impl NewUser {
    /// A user with an address, a password and roles: for the demo data.
    pub fn demo(email: Email, name: String, password: Secret<String>, roles: Vec<RoleId>) -> Self {
        Self {
            email: Some(email),
            email_verified: true,
            password: Some(password),
            roles: Some(roles),
            name: Some(name),
            ..Self::default()
        }
    }

    /// Whether the person is asked by mail to come in.
    pub(in crate::manage) const fn invites(&self) -> bool {
        self.send_invitation
    }

    pub(in crate::manage) const fn has_plain_password(&self) -> bool {
        self.password.is_some()
    }

    fn profile(&self) -> Profile {
        let said = |value: &Option<String>| value.clone().map(Some);
        Profile {
            name: said(&self.name),
            given_name: said(&self.given_name),
            family_name: said(&self.family_name),
            picture: said(&self.picture),
            locale: said(&self.locale),
            zoneinfo: said(&self.zoneinfo),
            external_id: said(&self.external_id),
        }
    }
}

/// Makes a user.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: NewUser) -> Result<User, Failure> {
    let required = "This field is required.";
    let email = body.email.clone().ok_or_else(|| {
        Failure::new(ErrorCode::ValidationError, required).field("email", ErrorCode::ValidationError, required)
    })?;
    let mut user = sign_up::new_user(tenant, email.clone(), None).await?;
    if let Some(made) = made_before(tenant, &user.id).await? {
        return Ok(made);
    }
    let mut problems: Vec<FieldError> = weak(tenant, &body, &email).into_iter().collect();
    let foreign = filled(&body, &mut user, &mut problems);
    problems.extend(uninvitable(&body));
    all_good(problems)?;
    if let Some(roles) = &body.roles {
        by.needs(Permission::RolesAssign)?;
        super::roles::may_assign(tenant, by, roles).await?;
        user.roles.clone_from(roles);
    }
    let password = match &foreign {
        Some(foreign) => {
            shadows::note(tenant, std::iter::once(foreign)).await?;
            Some(kept(tenant, foreign))
        }
        None => hashed(tenant, body.password).await?,
    };
    user.has_password = password.is_some();
    let event = by
        .event(tenant, EventKind::UserCreated)
        .on("user", user.id)
        .with("via", "admin");
    let person = NewPerson {
        user: Change::because(user.clone(), event),
        email_hash: email_hash(tenant, &email).await?,
        password,
        totp: None,
    };
    if !body.send_invitation {
        tenant.store().create_user(tenant.id(), &person).await.map_err(taken)?;
        return Ok(user);
    }
    let invitation = invitation(tenant, by, &user, email).await?;
    let store = tenant.store();
    let made = store.create_invited_user(tenant.id(), &person, &invitation, tenant.now());
    match made.await {
        Ok(()) => Ok(user),
        Err(StoreError::Conflict) if store.user_id_by_email(tenant.id(), &person.email_hash).await?.is_none() => {
            Err(invitations::already())
        }
        Err(error) => Err(taken(error)),
    }
}

/// Whoever is invited proves the mailbox and chooses the password themselves.
fn uninvitable(body: &NewUser) -> Option<FieldError> {
    let settled = body.email_verified || body.password.is_some() || body.password_hash.is_some();
    let why =
        "An invited person proves the address and chooses the password: send neither email_verified nor a password.";
    (body.send_invitation && settled).then(|| invalid("send_invitation", why))
}

async fn invitation(tenant: &Tenant, by: &By<'_>, user: &User, email: Email) -> Result<InvitationWrite, Failure> {
    let invite = Invite {
        id: InvitationId::generate(tenant.born_at(), tenant.entropy()),
        email,
        to: InvitedTo::Join,
        roles: Vec::new(),
        user_id: Some(user.id),
    };
    crate::manage::invitations::prepare(&tenant.read_by_user(user), by, invite).await
}

/// Fills in what the body says of the person; answers the hash they come with, and adds what is wrong.
pub(in crate::manage) fn filled(body: &NewUser, user: &mut User, problems: &mut Vec<FieldError>) -> Option<Stored> {
    problems.extend(body.profile().apply(user));
    user.email_verified = body.email_verified;
    user.status = if body.email_verified {
        UserStatus::Active
    } else {
        UserStatus::Pending
    };
    let text = body.password_hash.as_ref()?;
    if body.password.is_some() {
        problems.push(invalid("password_hash", "Send a password or its hash, not both."));
    }
    let read = Stored::parse(text.expose());
    read.map_err(|refusal| problems.push(invalid("password_hash", refusal.to_string())))
        .ok()
}

/// A hash that somebody else made, as it is kept.
pub(in crate::manage) fn kept(tenant: &Tenant, foreign: &Stored) -> PasswordCredential {
    PasswordCredential {
        phc: Secret::new(foreign.to_string()),
        changed_at: tenant.now(),
        version: 1,
    }
}

/// What an earlier try of this request made.
async fn made_before(tenant: &Tenant, id: &UserId) -> Result<Option<User>, Failure> {
    if !tenant.is_repeated() {
        return Ok(None);
    }
    Ok(tenant.store().user(tenant.id(), id).await?)
}

fn weak(tenant: &Tenant, body: &NewUser, email: &Email) -> Option<FieldError> {
    let password = body.password.as_ref()?;
    let words = [
        Some(email.as_str().to_owned()),
        body.name.clone(),
        Some(tenant.application().name.clone()),
    ];
    let least = tenant.settings().password_min_length;
    let reasons = password::weaknesses(
        password.expose(),
        least,
        &Personal {
            words: words.into_iter().flatten().collect(),
        },
    );
    let detail = (!reasons.is_empty()).then(|| password::refused(&reasons, least).detail)?;
    Some(FieldError {
        field: "password".into(),
        code: ErrorCode::WeakPassword,
        detail,
    })
}

async fn hashed(tenant: &Tenant, password: Option<Secret<String>>) -> Result<Option<PasswordCredential>, Failure> {
    let Some(password) = password else { return Ok(None) };
    breached::judge(tenant, &password).await?;
    let phc = tenant.services().passwords.hash(password, tenant.entropy()).await?;
    Ok(Some(PasswordCredential {
        phc,
        changed_at: tenant.now(),
        version: 1,
    }))
}
