//! Who runs this deployment: users of the dashboard with the role `operator` (behaviour 2.5, 4.13). The last one cannot be removed.

use super::{By, not_found, users};
use crate::{bootstrap, tenant::Tenant};
use domain::event::EventKind;
use domain::{
    Email, InvitationId, Timestamp, UserId,
    invitation::{Invitation, InvitedTo},
    role::{Role, system},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};

/// An operator, or one who was invited.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Operator"))]
pub enum OperatorView {
    /// May act.
    Active {
        /// `usr_…`.
        id: UserId,
        /// Their address.
        email: Option<Email>,
        /// Their name.
        name: Option<String>,
    },
    /// Has a link that still works.
    Invited {
        /// `inv_…`.
        id: InvitationId,
        /// Their address.
        email: Email,
        /// Until when.
        expires_at: Timestamp,
    },
}

pub(crate) async fn role(dashboard: &Tenant) -> Result<Role, Failure> {
    let roles = dashboard.store().roles(dashboard.id()).await?;
    let found = roles
        .into_iter()
        .find(|role| role.system && role.name == system::OPERATOR);
    found.ok_or_else(|| Failure::new(ErrorCode::InternalError, "The dashboard has no operator role."))
}

/// The users who are operators.
pub(crate) async fn list(dashboard: &Tenant) -> Result<Vec<User>, Failure> {
    let role = role(dashboard).await?;
    let (mut found, mut start) = (Vec::new(), None);
    loop {
        let page = dashboard.store().users(dashboard.id(), 100, start).await?;
        found.extend(
            page.items
                .into_iter()
                .filter(|user| user.is_active() && user.roles.contains(&role.id)),
        );
        match page.next {
            Some(next) => start = Some(next),
            None => return Ok(found),
        }
    }
}

/// Operators and pending invitations.
pub async fn all(dashboard: &Tenant) -> Result<Vec<OperatorView>, Failure> {
    let active = list(dashboard).await?.into_iter().map(|user| OperatorView::Active {
        id: user.id,
        email: user.email,
        name: user.name,
    });
    let pending = invitations(dashboard).await?.into_iter().map(invited);
    Ok(active.chain(pending).collect())
}

/// The operators' invitations that still work.
pub async fn invitations(dashboard: &Tenant) -> Result<Vec<Invitation>, Failure> {
    let now = dashboard.now();
    let known = dashboard.store().all_invitations(dashboard.id(), now).await?;
    let pending = |invitation: &Invitation| invitation.to == InvitedTo::Operate && invitation.is_pending(now);
    Ok(known.into_iter().filter(pending).collect())
}

/// A body of `POST /api/platform/operators`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewOperator {
    /// Who is invited.
    pub email: String,
}

/// Invites an operator by mail.
pub async fn invite(dashboard: &Tenant, by: &By<'_>, body: &NewOperator) -> Result<OperatorView, Failure> {
    let bad = |error: domain::TextError| {
        Failure::new(ErrorCode::ValidationError, error.to_string()).field(
            "email",
            ErrorCode::ValidationError,
            error.to_string(),
        )
    };
    let email = Email::parse(&body.email).map_err(bad)?;
    let now = dashboard.now();
    let id = InvitationId::generate(dashboard.born_at(), dashboard.entropy());
    if dashboard.is_repeated()
        && let Some(made) = dashboard.store().invitation(dashboard.id(), &id, now).await?
    {
        return Ok(invited(made));
    }
    let known = list(dashboard).await?;
    if known.iter().any(|user| {
        user.email
            .as_ref()
            .is_some_and(|own| own.canonical() == email.canonical())
    }) {
        return Err(Failure::new(
            ErrorCode::AlreadyExists,
            "That person is an operator already.",
        ));
    }
    let made = bootstrap::invite(dashboard, id, email, by.actor.clone()).await?;
    Ok(invited(made))
}

fn invited(invitation: Invitation) -> OperatorView {
    OperatorView::Invited {
        id: invitation.id,
        email: invitation.email,
        expires_at: invitation.expires_at,
    }
}

fn refuse_last(operators: &[User]) -> Result<(), Failure> {
    if operators.len() < 2 {
        return Err(Failure::new(
            ErrorCode::LastOperator,
            "The last operator cannot be removed. Invite another one first.",
        ));
    }
    Ok(())
}

/// Before a user is switched off or deleted: the last operator of the platform is neither.
pub(crate) async fn keep_one(tenant: &Tenant, user: &User) -> Result<(), Failure> {
    if !tenant.application().is_dashboard {
        return Ok(());
    }
    let operators = list(tenant).await?;
    if operators.iter().any(|operator| operator.id == user.id) {
        refuse_last(&operators)?;
    }
    Ok(())
}

/// Takes the role from an operator; the last one stays.
pub async fn remove(dashboard: &Tenant, by: &By<'_>, id: &UserId) -> Result<(), Failure> {
    let operators = list(dashboard).await?;
    let user = operators
        .iter()
        .find(|user| user.id == *id)
        .cloned()
        .ok_or_else(|| not_found("operator"))?;
    refuse_last(&operators)?;
    let role = role(dashboard).await?;
    users::roles::take_as(dashboard, by, user, &role, EventKind::PlatformOperatorRemoved)
        .await
        .map(|_| ())
}
