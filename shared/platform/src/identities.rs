//! A user's identities: linked by a sign-in that proved both sides or by the person themself, listed, removed as long as another way in is left (behaviour 3.8, 5.6).

use crate::{
    federation::{self, Reason},
    mails::{self, MailKind},
    manage::not_found,
    sessions,
    sign_in::{Ending, Loaded, Visitor},
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, IdentityId, IdentityProviderId, Timestamp, UserId,
    event::{Actor, ActorKind, EventKind, Origin},
    identity::{Asserted, Identity, Kept, MAX_IDENTITIES, MappedProfile},
    identity_provider::IdentityProvider,
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use store::{IdentityWrite, StoreError};

/// An identity as its owner and admins see it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Identity"))]
pub struct IdentityView {
    /// `idn_…`.
    pub id: IdentityId,
    /// Whose.
    pub user_id: UserId,
    /// At which connection.
    pub idp_id: IdentityProviderId,
    /// The connection's name; null when it is gone.
    pub idp: Option<String>,
    /// The connection's name for people; null when it is gone.
    pub display_name: Option<String>,
    /// Whose word.
    pub issuer: String,
    /// About whom.
    pub subject: String,
    /// As the provider last said.
    pub email: Option<Email>,
    /// As the provider last said.
    pub email_verified: bool,
    /// As the provider last said.
    pub profile: MappedProfile,
    /// Whether a refresh token of the provider is kept.
    pub has_refresh_token: bool,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When it last signed the person in, to the hour.
    pub last_used_at: Timestamp,
}

fn view(identity: Identity, providers: &[IdentityProvider]) -> IdentityView {
    let provider = providers.iter().find(|provider| provider.id == identity.idp_id);
    IdentityView {
        idp: provider.map(|provider| provider.name.clone()),
        display_name: provider.map(|provider| provider.display_name.clone()),
        id: identity.id,
        user_id: identity.user_id,
        idp_id: identity.idp_id,
        issuer: identity.issuer,
        subject: identity.subject,
        email: identity.email,
        email_verified: identity.email_verified,
        profile: identity.profile,
        has_refresh_token: identity.sealed_refresh_token.is_some(),
        created_at: identity.created_at,
        last_used_at: identity.last_used_at,
    }
}

/// The identities of a user, the oldest first.
pub async fn list(tenant: &Tenant, user: &User) -> Result<Vec<IdentityView>, Failure> {
    let providers = tenant.identity_providers().await?;
    let found = tenant.store().identities(tenant.id(), &user.id).await?;
    Ok(found.into_iter().map(|identity| view(identity, &providers)).collect())
}

/// A new link with its event, and with the provider's refresh token where that is kept.
pub(crate) async fn linking(
    tenant: &Tenant,
    user: &User,
    provider: &IdentityProvider,
    (marker, said): (String, Asserted),
    how: &str,
    origin: &Origin,
) -> Result<IdentityWrite, Failure> {
    let now = tenant.now();
    let id = IdentityId::generate(now, tenant.entropy());
    let kept = federation::kept(tenant, provider, &id, &said).await?;
    let event = Event::new(
        EventKind::IdentityLinked,
        Actor::new(ActorKind::User, user.id),
        now,
        tenant.entropy(),
    )
    .on("user", user.id)
    .with("identity", id.to_string())
    .with("idp", said.idp_id.to_string())
    .with("how", how)
    .from(origin);
    let linked = Identity::link(id, user.id, marker, (said, kept), now);
    Ok(IdentityWrite {
        identity: Change::because(linked, event),
        is_new: true,
    })
}

/// The same, and the owner is told by mail.
pub(crate) async fn told(
    tenant: &Tenant,
    user: &User,
    mut write: IdentityWrite,
    provider: &IdentityProvider,
) -> Result<IdentityWrite, Failure> {
    let mail = mails::tell(
        tenant,
        user,
        MailKind::IdentityLinked,
        Some(&provider.display_name),
        "/account",
    )
    .await?;
    if let Some(mail) = mail {
        let events = std::mem::take(&mut write.identity.events);
        write.identity.events = events.into_iter().map(|event| event.mailing(mail.clone())).collect();
    }
    Ok(write)
}

/// Refuses one more than a user may have.
pub(crate) async fn room_for_one(tenant: &Tenant, user: &UserId) -> Result<(), Failure> {
    let known = tenant.store().identities(tenant.id(), user).await?;
    if known.len() < MAX_IDENTITIES {
        return Ok(());
    }
    Err(Failure::new(
        ErrorCode::LimitExceeded,
        "No more accounts can be connected. Remove one first.",
    ))
}

/// Adds to the end of a sign-in what a provider said on the way, now that the account is proven.
pub(crate) async fn confirmed(
    tenant: &Tenant,
    loaded: &Loaded,
    user: &User,
    mut ending: Ending,
    origin: &Origin,
) -> Result<Ending, Failure> {
    let Some(said) = loaded.transaction.asserted.clone() else {
        return Ok(ending);
    };
    let all = tenant.identity_providers().await?;
    let may = |provider: &&IdentityProvider| {
        provider.id == said.idp_id && provider.enabled && (provider.allow_linking || ending.person.is_some())
    };
    let Some(provider) = all.iter().find(may) else {
        return Ok(ending);
    };
    let marker = federation::marker(tenant, &said.idp_id, &said.issuer, &said.subject).await?;
    let profile = said.profile.clone();
    ending.idp_id = ending.idp_id.or(Some(said.idp_id));
    let write = linking(tenant, user, provider, (marker, said), "confirmed", origin).await?;
    if let Some(person) = &mut ending.person {
        profile.fill(&mut person.user.state);
        ending.identities.push(write);
        return Ok(ending);
    }
    room_for_one(tenant, &user.id).await?;
    ending.identities.push(told(tenant, user, write, provider).await?);
    // The user's version tells whoever erases or unlinks at this moment.
    let changed = ending.user.take();
    let mut changed = changed.unwrap_or_else(|| Change::silent(user.clone().touched(tenant.now())));
    profile.fill(&mut changed.state);
    ending.user = Some(changed);
    Ok(ending)
}

/// Links an account at a provider to the user who is signed in and asked for it. Of somebody else's nothing moves.
pub(crate) async fn link(
    tenant: &Tenant,
    user_id: UserId,
    known: Option<(UserId, IdentityId)>,
    link: (String, Asserted),
    provider: &IdentityProvider,
    visitor: &Visitor,
) -> Result<Result<(), Reason>, Failure> {
    let user = match &visitor.current {
        Some(session) if session.session.user_id == user_id => sessions::user_of(tenant, session).await?,
        _ => None,
    };
    let Some(user) = user else {
        return Ok(Err(Reason::Expired));
    };
    match known {
        Some((owner, id)) if owner == user_id => return again(tenant, &user_id, &id, &link.1, provider).await,
        Some(_) => return Ok(Err(Reason::IdentityInUse)),
        None => {}
    }
    if !provider.allow_linking {
        return Ok(Err(Reason::Unavailable));
    }
    if room_for_one(tenant, &user_id)
        .await
        .is_err_and(|failure| failure.code == ErrorCode::LimitExceeded)
    {
        return Ok(Err(Reason::LimitExceeded));
    }
    let profile = link.1.profile.clone();
    let write = linking(tenant, &user, provider, link, "explicit", &visitor.origin).await?;
    let write = told(tenant, &user, write, provider).await?;
    let mut changed = user.touched(tenant.now());
    profile.fill(&mut changed);
    match tenant
        .store()
        .link_identity(tenant.id(), Change::silent(changed), write)
        .await
    {
        Ok(()) => Ok(Ok(())),
        Err(StoreError::Conflict) => Ok(Err(Reason::Again)),
        Err(error) => Err(error.into()),
    }
}

/// Linked to this user already: it is a use like a sign-in, which may have brought a refresh token that was asked for only now.
async fn again(
    tenant: &Tenant,
    user_id: &UserId,
    id: &IdentityId,
    said: &Asserted,
    provider: &IdentityProvider,
) -> Result<Result<(), Reason>, Failure> {
    let kept = federation::kept(tenant, provider, id, said).await?;
    if kept == Kept::AsItIs {
        return Ok(Ok(()));
    }
    let (_, found) = tenant.store().user_and_identity(tenant.id(), user_id, id).await?;
    let found = found.filter(|identity| kept != Kept::Gone || identity.sealed_refresh_token.is_some());
    let Some(used) = found.and_then(|identity| identity.used(said, kept, tenant.now())) else {
        return Ok(Ok(()));
    };
    match tenant.store().save_identity(tenant.id(), &Change::silent(used)).await {
        Ok(()) => Ok(Ok(())),
        Err(StoreError::Conflict) => Ok(Err(Reason::Again)),
        Err(error) => Err(error.into()),
    }
}

/// Removes an identity, unless nothing else would sign the person in.
pub async fn unlink(
    tenant: &Tenant,
    user: User,
    id: &IdentityId,
    actor: &Actor,
    origin: &Origin,
) -> Result<(), Failure> {
    let all = tenant.store().identities(tenant.id(), &user.id).await?;
    let Some(gone) = all.iter().find(|identity| identity.id == *id) else {
        return Err(not_found("identity"));
    };
    let others = all.iter().filter(|identity| identity.id != *id);
    if !has_another_way_in(tenant, &user, others).await? {
        return Err(Failure::new(
            ErrorCode::LastSignInMethod,
            "This is the only way to sign in. Set up another one first.",
        ));
    }
    let event = Event::new(
        EventKind::IdentityUnlinked,
        actor.clone(),
        tenant.now(),
        tenant.entropy(),
    )
    .on("user", user.id)
    .with("identity", id.to_string())
    .with("idp", gone.idp_id.to_string())
    .from(origin);
    let change = Change::because(user.touched(tenant.now()), event);
    Ok(tenant.store().unlink_identity(tenant.id(), change, gone).await?)
}

/// Whether a person could still sign in: with a password, a mailed code, a passkey, or an account at a provider that is offered.
pub(crate) async fn has_another_way_in<'i>(
    tenant: &Tenant,
    user: &User,
    mut others: impl Iterator<Item = &'i Identity>,
) -> Result<bool, Failure> {
    let methods = tenant.settings().auth_methods;
    if (methods.password && user.has_password) || (methods.email_code && user.email.is_some()) {
        return Ok(true);
    }
    if methods.passkey && user.passkey_count > 0 {
        return Ok(true);
    }
    let offered = federation::offered(tenant).await?;
    Ok(others.any(|identity| offered.iter().any(|provider| provider.id == identity.idp_id)))
}
