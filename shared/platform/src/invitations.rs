//! Invitations: made and mailed in one write, followed by their link, ended in one write (IN-01; behaviour 5.13).
//!
//! The secret half of a link is made from the invitation's id and the root, so a restarted laptop can show an operator's link again.

use crate::{
    mailed,
    mails::{self, MailKind, MailRequest},
    teams,
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, EventId, InvitationId, RoleId, UserId,
    event::{Actor, EventKind},
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

/// What is said in a link besides its secret half: which invitation, and, once it was mailed again, which of its mails.
fn named(id: &InvitationId, resent: u32) -> String {
    if resent == 0 {
        id.to_string()
    } else {
        format!("{id}.{resent}")
    }
}

/// What a link carries: what it names, and its secret half.
async fn token_of(tenant: &Tenant, id: &InvitationId, resent: u32) -> Result<String, Failure> {
    let named = named(id, resent);
    let vault = tenant.vault().await?;
    let secret = vault.mac(tenant.id(), MacKind::Invitation, named.as_bytes());
    Ok(format!("{named}.{secret}"))
}

/// What the link of an invitation's first mail carries.
pub async fn token(tenant: &Tenant, id: &InvitationId) -> Result<String, Failure> {
    token_of(tenant, id, 0).await
}

/// What a page takes invitations for: who is to be an operator proves more than that they have the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Those to run the deployment.
    Operators,
    /// All others.
    People,
}

impl Door {
    fn is_of(self, invitation: &Invitation) -> bool {
        invitation.to.is_by_link() == (self == Self::People)
    }
}

/// The pending invitation behind a link's token. Looking at it changes nothing (OT-01).
pub(crate) async fn look(tenant: &Tenant, presented: &str, door: Door) -> Result<Invitation, Failure> {
    let (name, secret) = presented.rsplit_once('.').ok_or_else(over)?;
    let (id, resent) = name.split_once('.').unwrap_or((name, "0"));
    let id: InvitationId = id.parse().map_err(|_| over())?;
    let resent: u32 = resent.parse().map_err(|_| over())?;
    let vault = tenant.vault().await?;
    if !vault.mac_matches(tenant.id(), MacKind::Invitation, named(&id, resent).as_bytes(), secret) {
        return Err(over());
    }
    let found = pending(tenant, &id, door).await?;
    // A newer mail has the link that works (RS-03).
    Some(found).filter(|found| found.resent == resent).ok_or_else(over)
}

/// A pending invitation that goes through this door.
pub(crate) async fn pending(tenant: &Tenant, id: &InvitationId, door: Door) -> Result<Invitation, Failure> {
    let now = tenant.now();
    let found = tenant.store().invitation(tenant.id(), id, now).await?;
    found
        .filter(|invitation| door.is_of(invitation) && invitation.is_pending(now))
        .ok_or_else(over)
}

/// The link of an invitation; its host comes from configuration (RS-01).
pub async fn link(tenant: &Tenant, id: &InvitationId, to: InvitedTo) -> Result<String, Failure> {
    Ok(address(tenant, to, &token(tenant, id).await?))
}

fn address(tenant: &Tenant, to: InvitedTo, token: &str) -> String {
    let page = match to {
        InvitedTo::Operate => OPERATOR_PAGE,
        InvitedTo::Join | InvitedTo::Team { .. } => PAGE,
    };
    format!("{}{page}?token={token}", tenant.issuer())
}

/// What asks the mailer for an invitation's mail.
async fn request(tenant: &Tenant, email: &Email, to: InvitedTo, token: &str) -> Result<String, Failure> {
    let kind = match to {
        InvitedTo::Operate => MailKind::OperatorInvitation,
        InvitedTo::Join => MailKind::Invitation,
        InvitedTo::Team { .. } => MailKind::TeamInvitation,
    };
    let request = MailRequest {
        about: match to {
            InvitedTo::Team { org_id, .. } => Some(teams::named(tenant, &org_id).await?.name),
            InvitedTo::Operate | InvitedTo::Join => None,
        },
        link: Some(address(tenant, to, token)),
        minutes: u32::try_from(to.life_secs() / 60).unwrap_or(u32::MAX),
        ..MailRequest::to(kind, email)
    };
    mails::seal(tenant, &request).await
}

/// An invitation as mailing it again leaves it: another link, another life.
pub(crate) async fn resent(tenant: &Tenant, invitation: Invitation, event: Event) -> Result<InvitationWrite, Failure> {
    let mut state = invitation.resend(tenant.now()).map_err(|_| over())?;
    let token = token_of(tenant, &state.id, state.resent).await?;
    state.mac = digest(&token);
    state.sent_by = Some(event.id);
    let event = event.mailing(request(tenant, &state.email, state.to, &token).await?);
    ended(tenant, state, event).await
}

/// The mail that `event` asked for did not reach its mailbox: if it was an invitation's, that is seen there, and it can be sent again
/// (behaviour 5.13).
pub(crate) async fn undelivered(tenant: &Tenant, email_hash: &str, event: &EventId) -> Result<(), Failure> {
    let now = tenant.now();
    let waiting = tenant.store().waiting_invitations(tenant.id(), email_hash, now).await?;
    // What was sent since is another mail.
    let is_meant = |waiting: &Invitation| waiting.sent_by == Some(*event) && waiting.delivery_failed_at.is_none();
    let Some(invitation) = waiting.into_iter().find(is_meant) else {
        return Ok(());
    };
    let failed = Event::new(
        EventKind::InvitationDeliveryFailed,
        Actor::system(),
        now,
        tenant.entropy(),
    );
    let failed = told(failed, &invitation);
    let Ok(state) = invitation.undelivered(now) else {
        return Ok(());
    };
    match tenant
        .store()
        .save_invitation(tenant.id(), Change::because(state, failed))
        .await
    {
        // Somebody acted on it meanwhile: that is newer than what became of the mail.
        Ok(()) | Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn digest(token: &str) -> String {
    keys::digest::base64url(&keys::sha256(token.as_bytes()))
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
    let email_hash = mailed::email_hash(tenant, &invite.email).await?;
    let event = event
        .on("invitation", invite.id)
        .mailing(request(tenant, &invite.email, invite.to, &token).await?);
    let invitation = Invitation {
        id: invite.id,
        email: invite.email,
        to: invite.to,
        roles: invite.roles,
        user_id: invite.user_id,
        invited_by: event.actor.clone(),
        mac: digest(&token),
        sent_by: Some(event.id),
        resent: 0,
        delivery_failed_at: None,
        created_at: now,
        expires_at: now.plus_secs(invite.to.life_secs()),
        accepted_at: None,
        accepted_by: None,
        revoked_at: None,
        declined_at: None,
        version: 1,
    };
    Ok(InvitationWrite {
        change: Change::because(invitation, event),
        email_hash,
        joins: None,
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
    let joins = teams::joined(tenant, &invitation, &person).await?;
    let state = invitation.accept(person, tenant.now()).map_err(|_| over())?;
    Ok(InvitationWrite {
        joins,
        ..ended(tenant, state, event).await?
    })
}

/// An invitation that is over, and the event that says why.
pub(crate) async fn ended(tenant: &Tenant, state: Invitation, event: Event) -> Result<InvitationWrite, Failure> {
    let email_hash = mailed::email_hash(tenant, &state.email).await?;
    Ok(InvitationWrite {
        change: Change::because(state, event),
        email_hash,
        joins: None,
    })
}

/// What an event of an invitation tells: the masked address and the roles, never the link.
pub(crate) fn told(event: Event, invitation: &Invitation) -> Event {
    telling(
        event.on("invitation", invitation.id),
        &invitation.email,
        invitation.to,
        &invitation.roles,
    )
}

/// The same of one that is not made yet.
pub(crate) fn telling(event: Event, email: &Email, to: InvitedTo, roles: &[RoleId]) -> Event {
    let event = event.with("address", email.masked());
    match to {
        InvitedTo::Team { org_id, role } => event.with("org_id", org_id.to_string()).with("role", role.as_str()),
        InvitedTo::Operate | InvitedTo::Join => {
            let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
            event.with("roles", roles)
        }
    }
}
