//! One's own passkeys, added and removed: a change of credentials, so that what was signed in elsewhere ends and this session goes on (behaviour 5.8,
//! SS-05).

use super::{Person, factors::renewed};
use crate::{
    passkeys::{
        enroll::{self, Wish},
        own, refused,
    },
    sessions::SessionCookie,
    tenant::Tenant,
};
use domain::{
    CredentialId, Secret,
    event::{Actor, ActorKind},
    passkey::Passkey,
};
use protocol::{error::Failure, webauthn::Signal};
use store::{NewFactors, StoreError};

/// What came of a new passkey.
#[derive(Debug)]
pub struct Added {
    /// It.
    pub passkey: Passkey,
    /// New recovery codes, where it is the first factor.
    pub codes: Vec<Secret<String>>,
    /// The session's new cookie, where others ended.
    pub cookie: Option<SessionCookie>,
}

/// Adds what the browser made for the challenge of `binding`.
pub async fn add_passkey(
    tenant: &Tenant,
    by: &Person,
    binding: &str,
    credential: &str,
    wish: Wish<'_>,
) -> Result<Added, Failure> {
    let made = enroll::enrolment(tenant, &by.user, binding, credential, wish, &by.visitor).await?;
    let renewed = if made.is_factor {
        // Whoever made it could prove it the next moment: it counts as proven.
        renewed(tenant, by, &made.user.state, Some(made.passkey.second_factor())).await?
    } else {
        None
    };
    let (session, cookie) = renewed.unzip();
    let new = NewFactors {
        user: made.user,
        factors: made.factors,
        session,
    };
    match tenant.store().add_passkey(tenant.id(), &new, &made.passkey).await {
        Ok(()) => Ok(Added {
            passkey: made.passkey,
            codes: made.codes,
            cookie,
        }),
        // Somebody has it, or the account was changed at this very moment.
        Err(StoreError::Conflict) => Err(refused()),
        Err(error) => Err(error.into()),
    }
}

/// Removes a passkey, unless nothing else would sign the person in.
pub async fn remove_passkey(
    tenant: &Tenant,
    by: &Person,
    id: &CredentialId,
) -> Result<(Signal, Option<SessionCookie>), Failure> {
    let actor = Actor::new(ActorKind::User, by.user.id);
    let removal = own::removal(tenant, &by.user, id, &actor, &by.visitor.origin).await?;
    let (session, cookie) = renewed(tenant, by, &removal.user.state, None).await?.unzip();
    let signal = own::remove(tenant, removal, session).await?;
    Ok((signal, cookie))
}
