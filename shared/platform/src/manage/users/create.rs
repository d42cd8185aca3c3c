//! An admin makes a user: with a password or without, the mailbox proven or not.

use super::{By, Profile, email_hash, taken};
use crate::{
    breached,
    manage::all_good,
    password::{self, Personal},
    sign_up,
    tenant::Tenant,
};
use domain::{
    Change, Email, RoleId, Secret, UserId,
    credential::PasswordCredential,
    event::EventKind,
    permission::Permission,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::Deserialize;
use store::NewPerson;

/// A body of `POST /api/users`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewUser {
    email: Option<Email>,
    email_verified: bool,
    password: Option<Secret<String>>,
    roles: Option<Vec<RoleId>>,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    picture: Option<String>,
    locale: Option<String>,
    zoneinfo: Option<String>,
    external_id: Option<String>,
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
    let mut problems = body.profile().apply(&mut user);
    problems.extend(weak(tenant, &body, &email));
    all_good(problems)?;
    user.email_verified = body.email_verified;
    user.status = if body.email_verified {
        UserStatus::Active
    } else {
        UserStatus::Pending
    };
    if let Some(roles) = &body.roles {
        by.needs(Permission::RolesAssign)?;
        super::roles::may_assign(tenant, by, roles).await?;
        user.roles.clone_from(roles);
    }
    let password = hashed(tenant, body.password).await?;
    user.has_password = password.is_some();
    let event = by
        .event(tenant, EventKind::UserCreated)
        .on("user", user.id)
        .with("via", "admin");
    let person = NewPerson {
        user: Change::because(user.clone(), event),
        email_hash: email_hash(tenant, &email).await?,
        password,
    };
    tenant.store().create_user(tenant.id(), &person).await.map_err(taken)?;
    Ok(user)
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
