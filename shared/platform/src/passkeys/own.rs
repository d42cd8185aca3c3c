//! A person's passkeys, or a user's in the eyes of who manages them: listed, renamed, removed as long as another way in is left (behaviour 4.6, 4.9).

use super::{enroll, of_user, signal};
use crate::{
    factors, identities,
    mails::{self, MailKind},
    manage::not_found,
    tenant::Tenant,
};
use domain::{
    Change, CredentialId, Event, Timestamp,
    event::{Actor, EventKind, Origin},
    passkey::Passkey,
    user::User,
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::Signal,
};
use serde::Serialize;
use store::{FactorWrites, NewFactors, StoreError};

/// A passkey as its owner and admins see it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Passkey"))]
pub struct PasskeyView {
    /// `crd_…`.
    pub id: CredentialId,
    /// What its owner calls it.
    pub name: String,
    /// Who keeps it, as far as that is known.
    pub provider: Option<&'static str>,
    /// The model of the authenticator.
    pub aaguid: String,
    /// Whether it is kept in step between devices.
    pub synced: bool,
    /// Whether that is so at present.
    pub backed_up: bool,
    /// How its authenticator is reached.
    pub transports: Vec<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

impl From<Passkey> for PasskeyView {
    fn from(passkey: Passkey) -> Self {
        Self {
            provider: passkey.maker(),
            id: passkey.id,
            name: passkey.name,
            aaguid: passkey.aaguid,
            synced: passkey.backup_eligible,
            backed_up: passkey.backed_up,
            transports: passkey.transports,
            created_at: passkey.created_at,
            last_used_at: passkey.last_used_at,
        }
    }
}

/// The passkeys of a user, the oldest first.
pub async fn list(tenant: &Tenant, user: &User) -> Result<Vec<PasskeyView>, Failure> {
    Ok(of_user(tenant, user)
        .await?
        .into_iter()
        .map(PasskeyView::from)
        .collect())
}

async fn one(tenant: &Tenant, user: &User, id: &CredentialId) -> Result<Passkey, Failure> {
    let (_, found) = tenant.store().user_and_passkey(tenant.id(), &user.id, id).await?;
    found.ok_or_else(|| not_found("passkey"))
}

/// Gives a passkey another name.
pub async fn rename(
    tenant: &Tenant,
    user: &User,
    id: &CredentialId,
    name: &str,
    origin: &Origin,
) -> Result<PasskeyView, Failure> {
    let name = enroll::named(name)?;
    let before = one(tenant, user, id).await?;
    if before.name == name {
        return Ok(before.into());
    }
    let after = before.renamed(name);
    let event = enroll::event(tenant, user, &after, EventKind::PasskeyRenamed, origin);
    match tenant
        .store()
        .save_passkey(tenant.id(), &Change::because(after.clone(), event))
        .await
    {
        Ok(()) => Ok(after.into()),
        Err(StoreError::Conflict) => Err(changed_meanwhile()),
        Err(error) => Err(error.into()),
    }
}

fn changed_meanwhile() -> Failure {
    Failure::new(
        ErrorCode::VersionConflict,
        "Something else happened at the same moment. Try again.",
    )
}

/// What the removal of a passkey changes; nothing is written yet.
pub(crate) struct Removal {
    pub(crate) user: Change<User>,
    pub(crate) factors: FactorWrites,
    pub(crate) gone: Passkey,
    /// What is told to whoever keeps the removed one, so that it is dropped.
    pub(crate) signal: Signal,
}

/// Judges the removal of a passkey: something else must sign the person in.
pub(crate) async fn removal(
    tenant: &Tenant,
    user: &User,
    id: &CredentialId,
    actor: &Actor,
    origin: &Origin,
) -> Result<Removal, Failure> {
    let mut left = of_user(tenant, user).await?;
    let place = left.iter().position(|passkey| passkey.id == *id);
    let gone = left.remove(place.ok_or_else(|| not_found("passkey"))?);
    let after = user.clone().without_passkey(tenant.now());
    // An admin may do so all the same: the person enrols another at the next sign-in.
    if actor.id.as_deref() == Some(user.id.to_string().as_str()) {
        factors::judge_removal(tenant, &after)?;
    }
    let linked = tenant.store().identities(tenant.id(), &user.id).await?;
    if !identities::has_another_way_in(tenant, &after, linked.iter()).await? {
        return Err(Failure::new(
            ErrorCode::LastSignInMethod,
            "This is the only way to sign in. Set up another one first.",
        ));
    }
    let event = Event::new(EventKind::PasskeyRemoved, actor.clone(), tenant.now(), tenant.entropy());
    let mut event = enroll::about(event, &gone).from(origin);
    if let Some(mail) = mails::tell(tenant, user, MailKind::PasskeyRemoved, Some(&gone.name), enroll::PAGE).await? {
        event = event.mailing(mail);
    }
    Ok(Removal {
        // Recovery codes stand in for a factor: they go with the last one.
        factors: FactorWrites {
            recovery_codes_end: !after.has_second_factor(),
            ..FactorWrites::default()
        },
        user: Change::because(after, event),
        signal: signal(tenant, user, &left).await?,
        gone,
    })
}

/// Removes a passkey. Everything that was signed in ends with it, but for the session that goes on.
pub(crate) async fn remove(
    tenant: &Tenant,
    removal: Removal,
    session: Option<store::Renewal>,
) -> Result<Signal, Failure> {
    let new = NewFactors {
        user: removal.user,
        factors: removal.factors,
        session,
    };
    match tenant.store().remove_passkey(tenant.id(), &new, &removal.gone).await {
        Ok(()) => Ok(removal.signal),
        Err(StoreError::Conflict) => Err(changed_meanwhile()),
        Err(error) => Err(error.into()),
    }
}

/// The same by whoever manages users.
pub async fn remove_for(
    tenant: &Tenant,
    user: &User,
    id: &CredentialId,
    actor: &Actor,
    origin: &Origin,
) -> Result<(), Failure> {
    let removal = removal(tenant, user, id, actor, origin).await?;
    remove(tenant, removal, None).await.map(|_| ())
}

/// What is told to whoever keeps a person's passkeys, as things are.
pub async fn present(tenant: &Tenant, user: &User) -> Result<Signal, Failure> {
    signal(tenant, user, &of_user(tenant, user).await?).await
}
