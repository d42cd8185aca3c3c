//! A new password of one's own: everything else that was signed in ends, this browser goes on (behaviour 4.6, 5.11).

use super::Person;
use crate::{
    breached,
    mails::{self, MailKind},
    password::{self, Personal},
    sessions::{self, SessionCookie},
    sign_in,
    tenant::Tenant,
};
use domain::{Change, Secret, credential::PasswordCredential, event::EventKind, user::User};
use protocol::error::{ErrorCode, Failure};
use store::{FactorWrites, NewPassword};

/// Sets the password. With `current`, that must be right; a wrong one is counted like one at sign-in.
pub async fn change_password(
    tenant: &Tenant,
    by: &Person,
    current: Option<Secret<String>>,
    new: Secret<String>,
) -> Result<Option<SessionCookie>, Failure> {
    if !tenant.settings().auth_methods.password {
        return Err(Failure::new(
            ErrorCode::MethodDisabled,
            "Passwords are switched off here.",
        ));
    }
    password::judge(tenant, &new, &Personal::of(tenant, Some(&by.user))).map_err(named)?;
    breached::judge(tenant, &new).await.map_err(named)?;
    if let Some(current) = current {
        sign_in::password::confirm(tenant, &by.user, current, &by.visitor).await?;
    }
    let phc = tenant.services().passwords.hash(new, tenant.entropy()).await?;
    let now = tenant.now();
    let user = User {
        has_password: true,
        ..by.user.clone()
    }
    .revoke_all(now);
    let renewed = match &by.session {
        Some(live) => Some(sessions::renewed(tenant, live, user.token_epoch).await?),
        None => None,
    };
    let (session, cookie) = renewed.unzip();
    let mut event = by.did(tenant, EventKind::UserPasswordChanged);
    if let Some(mail) = mails::tell(tenant, &user, MailKind::PasswordChanged, None, "/reset").await? {
        event = event.mailing(mail);
    }
    let written = NewPassword {
        user: Change::because(user, event),
        password: PasswordCredential {
            phc,
            changed_at: now,
            version: now.millis().unsigned_abs(),
        },
        mailbox: None,
        session,
        ended_identities: Vec::new(),
        factors: FactorWrites::default(),
        ended_passkeys: Vec::new(),
    };
    tenant.store().set_password(tenant.id(), written, now).await?;
    Ok(cookie)
}

/// The field is called `new_password` here.
fn named(mut failure: Failure) -> Failure {
    for field in &mut failure.fields {
        "new_password".clone_into(&mut field.field);
    }
    failure
}
