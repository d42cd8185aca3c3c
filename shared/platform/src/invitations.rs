//! Invitations: made and mailed in one write, followed by their link, ended in one write (IN-01; behaviour 5.13).
//!
//! The secret half of a link is made from the invitation's id and the root, so a restarted laptop can show an operator's link again.

use crate::{
    mailed,
    mails::{self, MailKind, MailRequest},
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, InvitationId, RoleId, UserId,
    invitation::{Invitation, InvitedTo},
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use store::{InvitationWrite, StoreError};

/// The page that an invitation to an application opens.
pub const PAGE: &str = "/invite";
/// The page that an operator's invitation opens.
const OPERATOR_PAGE: &str = "/operator-setup";

/// It was used, taken back, is too old, or was never made.
pub(crate) fn over() -> Failure {
    Failure::new(
        ErrorCode::InvitationInvalid,
        "This invitation was used, was revoked, or is too old. Ask whoever sent it for a new one.",
    )
}

/// What a link carries: the invitation's id and its secret half.
pub async fn token(tenant: &Tenant, id: &InvitationId) -> Result<String, Failure> {
    let vault = tenant.vault().await?;
    let secret = vault.mac(tenant.id(), MacKind::Invitation, id.to_string().as_bytes());
    Ok(format!("{id}.{secret}"))
}

/// The pending invitation behind a link's token. Looking at it changes nothing (OT-01).
pub async fn look(tenant: &Tenant, presented: &str, to: InvitedTo) -> Result<Invitation, Failure> {
    let (id, secret) = presented.split_once('.').ok_or_else(over)?;
    let id: InvitationId = id.parse().map_err(|_| over())?;
    let vault = tenant.vault().await?;
    if !vault.mac_matches(tenant.id(), MacKind::Invitation, id.to_string().as_bytes(), secret) {
        return Err(over());
    }
    pending(tenant, &id, to).await
}

/// A pending invitation of one kind.
pub(crate) async fn pending(tenant: &Tenant, id: &InvitationId, to: InvitedTo) -> Result<Invitation, Failure> {
    let now = tenant.now();
    let found = tenant.store().invitation(tenant.id(), id, now).await?;
    found
        .filter(|invitation| invitation.to == to && invitation.is_pending(now))
        .ok_or_else(over)
}

/// The link of an invitation; its host comes from configuration (RS-01).
pub async fn link(tenant: &Tenant, id: &InvitationId, to: InvitedTo) -> Result<String, Failure> {
    let page = match to {
        InvitedTo::Operate => OPERATOR_PAGE,
        InvitedTo::Join => PAGE,
    };
    Ok(format!("{}{page}?token={}", tenant.issuer(), token(tenant, id).await?))
}

/// Who is invited, to what.
#[derive(Clone, Debug)]
pub(crate) struct Invite {
    pub(crate) id: InvitationId,
    pub(crate) email: Email,
    pub(crate) to: InvitedTo,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) user_id: Option<UserId>,
}

/// An invitation to be written, with the event that mails it.
pub(crate) async fn prepare(tenant: &Tenant, invite: Invite, event: Event) -> Result<InvitationWrite, Failure> {
    let now = tenant.now();
    let token = token(tenant, &invite.id).await?;
    let life = invite.to.life_secs();
    let kind = match invite.to {
        InvitedTo::Operate => MailKind::OperatorInvitation,
        InvitedTo::Join => MailKind::Invitation,
    };
    let request = MailRequest {
        link: Some(link(tenant, &invite.id, invite.to).await?),
        minutes: u32::try_from(life / 60).unwrap_or(u32::MAX),
        ..MailRequest::to(kind, &invite.email)
    };
    let email_hash = mailed::email_hash(tenant, &invite.email).await?;
    let event = event
        .on("invitation", invite.id)
        .mailing(mails::seal(tenant, &request).await?);
    let invitation = Invitation {
        id: invite.id,
        email: invite.email,
        to: invite.to,
        roles: invite.roles,
        user_id: invite.user_id,
        invited_by: event.actor.clone(),
        mac: keys::digest::base64url(&keys::sha256(token.as_bytes())),
        created_at: now,
        expires_at: now.plus_secs(life),
        accepted_at: None,
        accepted_by: None,
        revoked_at: None,
        version: 1,
    };
    Ok(InvitationWrite {
        change: Change::because(invitation, event),
        email_hash,
    })
}

/// The refusal of a second invitation to one mailbox.
pub(crate) fn already() -> Failure {
    Failure::new(
        ErrorCode::AlreadyInvited,
        "That person has an invitation already. Take it back to send another.",
    )
}

/// Makes an invitation and mails it; a mailbox has one at a time.
pub(crate) async fn send(tenant: &Tenant, invite: Invite, event: Event) -> Result<Invitation, Failure> {
    let new = prepare(tenant, invite, event).await?;
    match tenant.store().create_invitation(tenant.id(), &new, tenant.now()).await {
        Ok(()) => Ok(new.change.state),
        Err(StoreError::Conflict) => Err(already()),
        Err(error) => Err(error.into()),
    }
}

/// An invitation as accepting by `person` leaves it.
pub(crate) async fn accepted(
    tenant: &Tenant,
    invitation: Invitation,
    person: UserId,
    event: Event,
) -> Result<InvitationWrite, Failure> {
    let state = invitation.accept(person, tenant.now()).map_err(|_| over())?;
    ended(tenant, state, event).await
}

/// An invitation that is over, and the event that says why.
pub(crate) async fn ended(tenant: &Tenant, state: Invitation, event: Event) -> Result<InvitationWrite, Failure> {
    let email_hash = mailed::email_hash(tenant, &state.email).await?;
    Ok(InvitationWrite {
        change: Change::because(state, event),
        email_hash,
    })
}

/// What an event of an application's invitation tells: the masked address and the roles, never the link.
pub(crate) fn told(event: Event, invitation: &Invitation) -> Event {
    let roles: Vec<String> = invitation.roles.iter().map(ToString::to_string).collect();
    event
        .on("invitation", invitation.id)
        .with("address", invitation.email.masked())
        .with("roles", roles)
}
