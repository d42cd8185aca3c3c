//! The schedule of departures: what is due by the clock is taken a step further, each account for itself; every step may be repeated.

use super::erase;
use crate::{services::Services, tenant::Tenant};
use domain::{
    ApplicationId, Change, Event, OrganizationId,
    departure::{Departure, Stage},
    event::{Actor, EventKind},
    organization::{Member, Organization},
    user::UserStatus,
};
use protocol::error::Failure;
use serde::Serialize;
use store::StoreError;

/// How many accounts are read at once.
const PAGE: i32 = 25;
/// How many pages one run takes: what is left is due a few minutes later, and more overdue.
const PAGES: usize = 8;
/// Transactions that one visit of an account takes to remove its belongings.
const ROUNDS: usize = 5;
/// Events that are read at once, and how often one visit does so.
const EVENTS: i32 = 50;
const EVENT_PAGES: usize = 5;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Visited {
    /// Accounts that were taken a step further.
    pub looked_at: usize,
    /// Those of them that something went wrong with; each is in the log, and comes again.
    pub failed: usize,
}

/// Takes every account that is due a step further, until nothing is.
pub async fn visit_due(services: &Services) -> Result<Visited, Failure> {
    let mut done = Visited::default();
    for _ in 0..PAGES {
        let page = services.store.due_departures(services.now(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        let before = done.failed;
        for (app, departure) in page {
            done.looked_at += 1;
            if let Err(failure) = one(services, &app, departure).await {
                done.failed += 1;
                tracing::error!(code = failure.code.as_str(), detail = %failure.detail, "an account could not be erased");
            }
        }
        // Those would come again at once: whatever stands in their way needs time or a person.
        if done.failed > before {
            break;
        }
    }
    Ok(done)
}

async fn one(services: &Services, app: &ApplicationId, departure: Departure) -> Result<(), Failure> {
    let Some(application) = services.store.application(app).await? else {
        return Ok(());
    };
    let tenant = Tenant::of(services, application);
    let outcome = match departure.stage {
        Stage::Waiting => entomb(&tenant, &departure).await,
        Stage::First | Stage::Second => clear(&tenant, departure).await,
    };
    match outcome {
        // Somebody else was faster: another run, or the person, who kept the account.
        Err(failure) if failure.code == Failure::from(StoreError::Conflict).code => Ok(()),
        outcome => outcome,
    }
}

/// The grace is over.
async fn entomb(tenant: &Tenant, departure: &Departure) -> Result<(), Failure> {
    let user = tenant.store().user(tenant.id(), &departure.user_id).await?;
    let is_due = |status| status == UserStatus::DeletionScheduled;
    match user.filter(|user| is_due(user.status)) {
        Some(user) => {
            let event = Event::new(EventKind::UserDeleted, Actor::system(), tenant.now(), tenant.entropy());
            let event = event.on("user", user.id);
            erase(tenant, user, event).await
        }
        // Kept between the two reads, and its departure gone with that.
        None => Ok(tenant.store().end_departure(tenant.id(), departure).await?),
    }
}

/// What is left of an erased account is removed, and its audit forgets the person; then the same once more.
async fn clear(tenant: &Tenant, mut departure: Departure) -> Result<(), Failure> {
    for _ in 0..ROUNDS {
        let left = tenant.store().belongings(tenant.id(), &departure.user_id).await?;
        if left.is_empty() {
            let (store, user) = (tenant.store(), departure.user_id);
            store.remove_accepted_invitations(tenant.id(), &user).await?;
            return forget(tenant, departure).await;
        }
        let deserted = deserted(tenant, &left.memberships).await?;
        tenant.store().remove_belongings(tenant.id(), left, &deserted).await?;
    }
    departure = departure.reached(None);
    Ok(tenant.store().save_departure(tenant.id(), &departure).await?)
}

async fn forget(tenant: &Tenant, mut departure: Departure) -> Result<(), Failure> {
    let (store, app, user) = (tenant.store(), tenant.id(), departure.user_id);
    for _ in 0..EVENT_PAGES {
        let (events, last) = store
            .user_events_after(app, &user, departure.cursor.as_ref(), EVENTS)
            .await?;
        for mut event in events {
            if event.forget(&user.to_string()) {
                store.rewrite_event(app, &event).await?;
            }
        }
        let Some(last) = last else {
            let done = match departure.clone().passed(tenant.now()) {
                Some(next) => store.save_departure(app, &next).await,
                None => store.end_departure(app, &departure).await,
            };
            return done.map_err(Failure::from);
        };
        let reached = departure.reached(Some(last));
        store.save_departure(app, &reached).await?;
        departure = reached;
    }
    Ok(())
}

/// Teams that nobody is left in. One that still owns an application which may be restored stays, without the name of a person.
async fn deserted(tenant: &Tenant, memberships: &[Member]) -> Result<Vec<OrganizationId>, Failure> {
    let mut gone = Vec::new();
    for own in memberships {
        let members = tenant.store().members(tenant.id(), &own.org_id).await?;
        if members.iter().any(|member| member.user_id != own.user_id) {
            continue;
        }
        let owned = tenant.store().owned_applications(tenant.id(), &own.org_id).await?;
        if owned.is_empty() {
            gone.push(own.org_id);
        } else if let Some(team) = tenant.store().organization(tenant.id(), &own.org_id).await? {
            let nameless = Organization {
                name: team.id.to_string(),
                version: team.version.saturating_add(1),
                updated_at: tenant.now(),
                ..team
            };
            tenant
                .store()
                .save_organization(tenant.id(), Change::silent(nameless))
                .await?;
        }
    }
    Ok(gone)
}
