//! Inviting somebody to an organization, and what they answer (behaviour 4.11; IN-01). Listing, sending again and revoking are those of `invitations`.

use crate::{
    invitations::Invite,
    mailed::email_hash,
    manage::{
        By,
        invitations::{self, InvitationView},
        required,
    },
    sign_in::invitation,
    sign_up,
    tenant::Tenant,
};
use domain::{
    Email, InvitationId, OrganizationId, event::Origin, invitation::InvitedTo, organization::Member,
    permission::TeamRole, user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};

/// A body of `POST …/invitations`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewMember {
    email: Option<Email>,
    role: Option<TeamRole>,
}

/// Invites somebody by mail, with an account or without one.
pub async fn create(dashboard: &Tenant, by: &By<'_>, own: &Member, body: NewMember) -> Result<InvitationView, Failure> {
    let id = InvitationId::generate(dashboard.born_at(), dashboard.entropy());
    if dashboard.is_repeated()
        && let Ok(made) = invitations::get(dashboard, Some(own.org_id), &id).await
    {
        return Ok(made);
    }
    let email = body.email.ok_or_else(|| required("email"))?;
    let role = body.role.ok_or_else(|| required("role"))?;
    sign_up::may_be_invited(dashboard, &email)?;
    refuse_member(dashboard, &own.org_id, &email).await?;
    let invite = Invite {
        id,
        email,
        to: InvitedTo::Team {
            org_id: own.org_id,
            role,
        },
        // For an account that is made by accepting.
        roles: invitations::usual(dashboard).await?,
        user_id: None,
    };
    invitations::send(dashboard, by, invite).await
}

async fn refuse_member(dashboard: &Tenant, org: &OrganizationId, email: &Email) -> Result<(), Failure> {
    let store = dashboard.store();
    let hash = email_hash(dashboard, email).await?;
    let Some(user) = store.user_id_by_email(dashboard.id(), &hash).await? else {
        return Ok(());
    };
    match store.member(dashboard.id(), org, &user).await? {
        Some(_) => Err(Failure::new(
            ErrorCode::AlreadyMember,
            "That person is a member already.",
        )),
        None => Ok(()),
    }
}

/// A body of `POST /api/organizations/accept-invitation` and `…/decline-invitation`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct InvitationToken {
    /// What the link of the mail carries.
    pub token: String,
}

/// What accepting made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Membership {
    /// The organization.
    pub org_id: OrganizationId,
    /// The person's role in it.
    pub role: TeamRole,
}

/// Accepts as the person who is signed in, who must own the mailbox.
pub async fn accept(
    dashboard: &Tenant,
    user: User,
    body: &InvitationToken,
    origin: &Origin,
) -> Result<Membership, Failure> {
    let found = invitation::look(dashboard, &body.token).await?;
    let Some(org_id) = found.to.team() else {
        return Err(crate::invitations::over());
    };
    let id = user.id;
    invitation::join_as(dashboard, found, user, origin).await?;
    let member = dashboard.store().member(dashboard.id(), &org_id, &id).await?;
    let member = member.ok_or_else(crate::invitations::over)?;
    Ok(Membership {
        org_id,
        role: member.role,
    })
}

/// Says no.
pub async fn decline(dashboard: &Tenant, body: &InvitationToken, origin: &Origin) -> Result<(), Failure> {
    invitation::decline(dashboard, &body.token, origin).await
}
