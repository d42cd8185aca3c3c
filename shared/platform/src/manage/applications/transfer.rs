//! Handing an application to another team: asked for by its own, answered by an admin of the other (behaviour 3.1, 4.8).
//!
//! A team that does not exist is offered an application like one that does: who asks learns nothing about teams that they are not in (rule I3).

use super::{ApplicationView, fresh, hosts, shown};
use crate::{
    bootstrap,
    mails::{self, MailKind},
    manage::{By, limit_exceeded, not_found, refused, retry},
    teams,
    tenant::Tenant,
};
use domain::{
    ApplicationId, Change, Event, OrganizationId, Timestamp,
    application::{Application, ApplicationStatus},
    event::EventKind,
    organization::{MAX_APPLICATIONS, Member},
    transfer::{Offer, Transfer},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use store::TransferWrite;

/// A body of `POST …/transfer`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct TransferRequest {
    /// The team that is to own the application.
    pub team: OrganizationId,
}

/// What is offered to a team.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Offer"))]
pub struct OfferView {
    /// The application.
    pub application_id: ApplicationId,
    /// What people call it.
    pub name: String,
    /// The team that offers it.
    pub from: OrganizationId,
    /// What it is called.
    pub from_name: String,
    /// Since when.
    pub requested_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What is offered to a team and waits for its answer.
pub async fn offers(dashboard: &Tenant, own: &Member) -> Result<Vec<OfferView>, Failure> {
    let now = dashboard.now();
    let found = dashboard.store().offers(dashboard.id(), &own.org_id, now).await?;
    let waits = |application: &Application| {
        let to_us = |offer: &Transfer| offer.team == own.org_id;
        application.status != ApplicationStatus::Deleted && application.offered(now).is_some_and(to_us)
    };
    let waiting = found.into_iter().filter(|(_, application)| waits(application));
    let view = |(offer, application): (Offer, Application)| OfferView {
        application_id: application.id,
        name: application.name,
        from: offer.from,
        from_name: offer.from_name,
        requested_at: offer.requested_at,
        expires_at: offer.expires_at,
    };
    Ok(waiting.map(view).collect())
}

async fn dashboard(tenant: &Tenant) -> Result<Tenant, Failure> {
    let found = bootstrap::find_dashboard(tenant.services()).await?;
    found.ok_or_else(|| Failure::new(ErrorCode::InternalError, "There is no dashboard."))
}

/// The application as it is now, and the team that owns it.
async fn owned(tenant: &Tenant) -> Result<(Application, OrganizationId), Failure> {
    let application = fresh(tenant).await?;
    if application.status == ApplicationStatus::Deleted {
        return Err(not_found("application"));
    }
    let protected = || Failure::new(ErrorCode::ApplicationProtected, "The dashboard belongs to no team.");
    let team = application.owner_org_id.ok_or_else(protected)?;
    Ok((application, team))
}

/// What happened, told to both: to the application, and to the dashboard where the teams are.
fn told(tenant: &Tenant, by: &By<'_>, kind: EventKind, teams: (&OrganizationId, &OrganizationId)) -> Event {
    by.event(tenant, kind)
        .on("application", tenant.id())
        .with("from", teams.0.to_string())
        .with("to", teams.1.to_string())
}

/// Offers the application to another team, whose admins get a mail. Asked for again it is the same offer; another team takes its place.
pub async fn request(tenant: &Tenant, by: &By<'_>, body: &TransferRequest) -> Result<ApplicationView, Failure> {
    let dashboard = dashboard(tenant).await?;
    let (now, to) = (tenant.now(), body.team);
    let mut attempt = 0;
    loop {
        let (before, from) = owned(tenant).await?;
        if to == from {
            return Err(refused("team", "The application is this team’s already."));
        }
        if before.offered(now).is_some_and(|offer| offer.team == to) {
            return Ok(shown(tenant, &before));
        }
        let withdrawn = before.transfer.as_ref().map(|offer| offer.team);
        let mail = mails::notice_of_team(&dashboard, &to, MailKind::TransferRequested, &before.name).await?;
        let kind = EventKind::ApplicationTransferRequested;
        let mut heard = told(tenant, by, kind, (&from, &to));
        if let Some(mail) = mail {
            heard = heard.mailing(mail);
        }
        let after = before.offer(to, now);
        let offer = Offer {
            application_id: after.id,
            from,
            from_name: teams::named(&dashboard, &from).await?.name,
            requested_at: now,
            expires_at: after.transfer.as_ref().map_or(now, |offer| offer.expires_at),
            answered_at: None,
        };
        let step = TransferWrite {
            hosts: hosts::of_all(tenant.services(), &after),
            application: Change::because(after.clone(), told(tenant, by, kind, (&from, &to))),
            team: to,
            offer: Change::because(offer, heard),
        };
        match tenant.store().save_offer(dashboard.id(), step, withdrawn).await {
            Ok(()) => {
                tenant.forget_application();
                return Ok(shown(tenant, &after));
            }
            Err(error) => retry(error, None, attempt)?,
        }
        attempt += 1;
    }
}

/// The offer of an application as it is being answered.
fn answered(before: &Application, from: OrganizationId, offer: &Transfer, now: Timestamp) -> Offer {
    Offer {
        application_id: before.id,
        from,
        from_name: String::new(),
        requested_at: offer.requested_at,
        expires_at: offer.expires_at,
        answered_at: Some(now),
    }
}

fn nothing() -> Failure {
    not_found("offer of this application")
}

/// Accepts for the team of `own`: it owns the application with the same write.
pub async fn accept(tenant: &Tenant, by: &By<'_>, own: &Member) -> Result<ApplicationView, Failure> {
    let (dashboard, now) = (dashboard(tenant).await?, tenant.now());
    let mut attempt = 0;
    loop {
        let (before, from) = owned(tenant).await?;
        let offer = before.offered(now).filter(|offer| offer.team == own.org_id);
        let offer = offer.ok_or_else(nothing)?.clone();
        room(&dashboard, &own.org_id).await?;
        let kind = EventKind::ApplicationTransferred;
        let heard = told(tenant, by, kind, (&from, &own.org_id));
        let answered = answered(&before, from, &offer, now);
        let after = before.hand_over(now).map_err(|_| nothing())?;
        let step = TransferWrite {
            hosts: hosts::of_all(tenant.services(), &after),
            application: Change::because(after.clone(), told(tenant, by, kind, (&from, &own.org_id))),
            team: own.org_id,
            offer: Change::because(answered, heard),
        };
        match tenant.store().hand_over(dashboard.id(), step, &from).await {
            Ok(()) => {
                tenant.forget_application();
                return Ok(shown(tenant, &after));
            }
            Err(error) => retry(error, None, attempt)?,
        }
        attempt += 1;
    }
}

async fn room(dashboard: &Tenant, team: &OrganizationId) -> Result<(), Failure> {
    let owned = dashboard.store().owned_applications(dashboard.id(), team).await?;
    let live = |application: &&Application| application.status != ApplicationStatus::Deleted;
    let live = owned.iter().filter(live).count();
    if live >= MAX_APPLICATIONS {
        return Err(limit_exceeded("applications in this team", MAX_APPLICATIONS, live));
    }
    Ok(())
}

/// Declines for the team that it is offered to, or takes the offer back for the one that owns it.
pub async fn decline(tenant: &Tenant, by: &By<'_>) -> Result<(), Failure> {
    let (dashboard, now) = (dashboard(tenant).await?, tenant.now());
    let mut attempt = 0;
    loop {
        let (before, from) = owned(tenant).await?;
        let offer = before.offered(now).ok_or_else(nothing)?.clone();
        let kind = EventKind::ApplicationTransferDeclined;
        let heard = told(tenant, by, kind, (&from, &offer.team));
        let answered = answered(&before, from, &offer, now);
        let after = before.keep(now).map_err(|_| nothing())?;
        let step = TransferWrite {
            hosts: hosts::of_all(tenant.services(), &after),
            application: Change::because(after, told(tenant, by, kind, (&from, &offer.team))),
            team: offer.team,
            offer: Change::because(answered, heard),
        };
        match tenant.store().save_offer(dashboard.id(), step, None).await {
            Ok(()) => {
                tenant.forget_application();
                return Ok(());
            }
            Err(error) => retry(error, None, attempt)?,
        }
        attempt += 1;
    }
}
