//! Inviting people to an application, and taking an invitation back (behaviour 3.12, 4.9, 5.13). Operators are invited elsewhere (`operators`).
//!
//! Where a function takes an organization, `None` means the application itself: members of a team are invited by the same thing
//! (`organizations::invitations`).

use super::{By, Listed, PageOf, not_found, required, users};
use crate::{
    invitations::{self, Invite},
    limits,
    mailed::email_hash,
    sign_up,
    tenant::Tenant,
};
use domain::{
    Email, InvitationId, OrganizationId, RoleId, Timestamp, UserId,
    event::{Actor, EventKind},
    invitation::{Invitation, InvitationStatus, InvitedTo},
    permission::{Permission, TeamRole},
    rate::Limit,
    role::system,
    user::{User, UserStatus},
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use serde::{Deserialize, Serialize};
use store::{InvitationWrite, StoreError};

/// Invitations of one inviter.
const PER_INVITER: Limit = Limit::per(100, 3600);
/// Invitations of an application.
const PER_APPLICATION: Limit = Limit::per(1000, 86_400);
/// Invitations to one mailbox, also where each is taken back before the next.
const PER_MAILBOX: Limit = Limit::per(10, 86_400);

/// An invitation as the API shows it; never its link.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Invitation"))]
pub struct InvitationView {
    /// `inv_…`.
    pub id: InvitationId,
    /// For whom.
    pub email: Email,
    /// The organization it is to; none: to the application only.
    pub org_id: Option<OrganizationId>,
    /// The role in that organization.
    pub role: Option<TeamRole>,
    /// The roles that accepting gives.
    pub roles: Vec<RoleId>,
    /// What became of it.
    pub status: InvitationStatus,
    /// The account that waits for it, where one was made beforehand.
    pub user_id: Option<UserId>,
    /// Who sent it.
    pub invited_by: Actor,
    /// Who accepted it.
    pub accepted_by: Option<UserId>,
    /// How often it was mailed again.
    pub resent: u32,
    /// When its latest mail turned out not to reach the mailbox.
    pub delivery_failed_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// When it was used.
    pub accepted_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// When who was invited said no.
    pub declined_at: Option<Timestamp>,
    /// +1 per change.
    pub version: u64,
}

pub(super) fn shown(invitation: Invitation, now: Timestamp) -> InvitationView {
    InvitationView {
        org_id: invitation.to.team(),
        role: match invitation.to {
            InvitedTo::Team { role, .. } => Some(role),
            InvitedTo::Operate | InvitedTo::Join => None,
        },
        status: invitation.status(now),
        id: invitation.id,
        email: invitation.email,
        roles: invitation.roles,
        user_id: invitation.user_id,
        invited_by: invitation.invited_by,
        accepted_by: invitation.accepted_by,
        resent: invitation.resent,
        delivery_failed_at: invitation.delivery_failed_at,
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
        accepted_at: invitation.accepted_at,
        revoked_at: invitation.revoked_at,
        declined_at: invitation.declined_at,
        version: invitation.version,
    }
}

/// Which of the state a list asks for.
pub fn wanted(params: &Params) -> Result<Option<InvitationStatus>, Failure> {
    match params.single("status")? {
        None => Ok(None),
        Some("pending") => Ok(Some(InvitationStatus::Pending)),
        Some("accepted") => Ok(Some(InvitationStatus::Accepted)),
        Some("revoked") => Ok(Some(InvitationStatus::Revoked)),
        Some("declined") => Ok(Some(InvitationStatus::Declined)),
        Some(_) => Err(Failure::new(
            ErrorCode::InvalidParameter,
            "status is pending, accepted, declined or revoked.",
        )),
    }
}

/// A page of the invitations that are not over in time, newest first.
pub async fn list(
    tenant: &Tenant,
    org: Option<OrganizationId>,
    status: Option<InvitationStatus>,
    page: PageOf,
) -> Result<Listed<InvitationView>, Failure> {
    let (now, store, app) = (tenant.now(), tenant.store(), tenant.id());
    let found = match org {
        None => store.invitations(app, page.limit, page.start, now).await?,
        Some(org) => store.org_invitations(app, &org, page.limit, page.start, now).await?,
    };
    let examined = status.map(|_| found.items.len());
    let asked = |invitation: &Invitation| {
        is_of(invitation, org) && status.is_none_or(|status| invitation.status(now) == status)
    };
    let data = found.items.into_iter().filter(asked);
    Ok(Listed {
        data: data.map(|invitation| shown(invitation, now)).collect(),
        next: found.next,
        examined,
        filtered_after: Vec::new(),
    })
}

fn is_of(invitation: &Invitation, org: Option<OrganizationId>) -> bool {
    invitation.to.is_by_link() && invitation.to.team() == org
}

async fn known(tenant: &Tenant, org: Option<OrganizationId>, id: &InvitationId) -> Result<Invitation, Failure> {
    let found = tenant.store().invitation(tenant.id(), id, tenant.now()).await?;
    found
        .filter(|invitation| is_of(invitation, org))
        .ok_or_else(|| not_found("invitation"))
}

/// One invitation.
pub async fn get(tenant: &Tenant, org: Option<OrganizationId>, id: &InvitationId) -> Result<InvitationView, Failure> {
    Ok(shown(known(tenant, org, id).await?, tenant.now()))
}

/// A body of `POST /api/invitations`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewInvitation {
    email: Option<Email>,
    roles: Option<Vec<RoleId>>,
}

/// Invites somebody who has no account, or one that nobody has used yet.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: NewInvitation) -> Result<InvitationView, Failure> {
    let id = InvitationId::generate(tenant.born_at(), tenant.entropy());
    if tenant.is_repeated()
        && let Some(made) = tenant.store().invitation(tenant.id(), &id, tenant.now()).await?
    {
        return Ok(shown(made, tenant.now()));
    }
    let email = body.email.ok_or_else(|| required("email"))?;
    sign_up::may_be_invited(tenant, &email)?;
    let waiting = waiting(tenant, &email).await?;
    let roles = match (body.roles, &waiting) {
        (Some(roles), _) => {
            by.needs(Permission::RolesAssign)?;
            users::roles::may_assign(tenant, by, &roles).await?;
            roles
        }
        // The account has its roles already.
        (None, Some(_)) => Vec::new(),
        (None, None) => usual(tenant).await?,
    };
    let invite = Invite {
        id,
        email,
        to: InvitedTo::Join,
        roles,
        user_id: waiting.map(|user| user.id),
    };
    send(tenant, by, invite).await
}

/// Counts, writes and mails it; a mailbox has one at a time to the same thing.
pub(super) async fn send(tenant: &Tenant, by: &By<'_>, invite: Invite) -> Result<InvitationView, Failure> {
    let new = prepare(tenant, by, invite).await?;
    match tenant.store().create_invitation(tenant.id(), &new, tenant.now()).await {
        Ok(()) => Ok(shown(new.change.state, tenant.now())),
        Err(StoreError::Conflict) => Err(invitations::already()),
        Err(error) => Err(error.into()),
    }
}

/// Counts an invitation against its limits; answers what is to be written.
pub(super) async fn prepare(tenant: &Tenant, by: &By<'_>, invite: Invite) -> Result<InvitationWrite, Failure> {
    count(tenant, by, &invite.email).await?;
    let event = by.event(tenant, EventKind::InvitationSent);
    let event = invitations::telling(event, &invite.email, invite.to, &invite.roles);
    invitations::prepare(tenant, invite, event).await
}

/// Each mail counts, the first and those that follow.
async fn count(tenant: &Tenant, by: &By<'_>, email: &Email) -> Result<(), Failure> {
    let mailbox = email_hash(tenant, email).await?;
    let inviter = by.actor.id.as_deref().unwrap_or("");
    limits::count_always(tenant, "invite_mailbox", &mailbox, PER_MAILBOX).await?;
    limits::count_always(tenant, "invite", inviter, PER_INVITER).await?;
    limits::count_always(tenant, "invite_all", "", PER_APPLICATION).await
}

/// Mails an invitation again: its life begins anew, and the links of earlier mails are dead in the same write (RS-03).
pub async fn resend(
    tenant: &Tenant,
    by: &By<'_>,
    org: Option<OrganizationId>,
    id: &InvitationId,
) -> Result<InvitationView, Failure> {
    let now = tenant.now();
    let invitation = known(tenant, org, id).await?;
    if !invitation.is_pending(now) {
        return Err(over());
    }
    count(tenant, by, &invitation.email).await?;
    let event = invitations::told(by.event(tenant, EventKind::InvitationSent), &invitation).with("again", true);
    let next = invitations::resent(tenant, invitation, event).await?;
    match tenant.store().prolong_invitation(tenant.id(), &next).await {
        Ok(()) => Ok(shown(next.change.state, now)),
        Err(StoreError::Conflict) => Err(over()),
        Err(error) => Err(error.into()),
    }
}

fn over() -> Failure {
    Failure::new(ErrorCode::NotPending, "The invitation was used, or was taken back.")
}

/// The account that has the address and that nobody has used yet. An account in use needs no invitation.
async fn waiting(tenant: &Tenant, email: &Email) -> Result<Option<User>, Failure> {
    let hash = email_hash(tenant, email).await?;
    let Some(id) = tenant.store().user_id_by_email(tenant.id(), &hash).await? else {
        return Ok(None);
    };
    let user = tenant.store().user(tenant.id(), &id).await?;
    match user {
        Some(user) if user.status != UserStatus::Pending => Err(Failure::new(
            ErrorCode::AlreadyExists,
            "There is a user with this address already.",
        )),
        other => Ok(other),
    }
}

/// The roles that everybody has who signs up.
pub(super) async fn usual(tenant: &Tenant) -> Result<Vec<RoleId>, Failure> {
    let roles = tenant.roles().await?;
    let usual = roles.iter().filter(|role| role.system && role.name == system::USER);
    Ok(usual.map(|role| role.id).collect())
}

/// Takes an invitation back: its link is dead in the same write.
pub async fn revoke(
    tenant: &Tenant,
    by: &By<'_>,
    org: Option<OrganizationId>,
    id: &InvitationId,
) -> Result<(), Failure> {
    let invitation = known(tenant, org, id).await?;
    let event = invitations::told(by.event(tenant, EventKind::InvitationRevoked), &invitation);
    let state = invitation.revoke(tenant.now()).map_err(|_| over())?;
    let end = invitations::ended(tenant, state, event).await?;
    match tenant.store().end_invitation(tenant.id(), &end, None).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(over()),
        Err(error) => Err(error.into()),
    }
}
