//! The schedule of custom domains: what is due by the clock is looked at, a few at a time, each for itself.

use super::{examine, leave};
use crate::{manage::By, services::Services, tenant::Tenant};
use domain::{
    event::{Actor, Origin},
    permission::PermissionSet,
};
use protocol::error::Failure;
use serde::Serialize;
use store::{Due, StoreError};

/// How many are read at once.
const PAGE: i32 = 25;
/// How many pages one run takes: what is left is due a minute later, and more overdue.
const PAGES: usize = 8;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Domains and sites that were looked at.
    pub looked_at: usize,
    /// Those of them that something went wrong with; each is in the log, and comes again.
    pub failed: usize,
}

/// Looks at everything that is due.
pub async fn check_due(services: &Services) -> Result<Checked, Failure> {
    let mut done = Checked::default();
    for _ in 0..PAGES {
        let page = services.store.due_domains(services.now(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        let before = done.failed;
        for due in page {
            done.looked_at += 1;
            if let Err(failure) = one(services, due).await {
                done.failed += 1;
                tracing::error!(code = failure.code.as_str(), detail = %failure.detail, "a domain could not be looked at");
            }
        }
        // Those would come again at once: whatever stands in their way needs time or a person.
        if done.failed > before {
            break;
        }
    }
    Ok(done)
}

async fn one(services: &Services, due: Due) -> Result<(), Failure> {
    let (Due::Domain(app, _) | Due::Leaving(app, _)) = &due;
    let Some(application) = services.store.application(app).await? else {
        return Ok(());
    };
    let tenant = Tenant::of(services, application);
    let outcome = match due {
        Due::Leaving(_, site) => leave::go_on(&tenant, site).await,
        Due::Domain(_, domain) => {
            let (actor, permissions, origin) = (Actor::system(), PermissionSet::default(), Origin::default());
            let by = By {
                actor: &actor,
                permissions: &permissions,
                origin: &origin,
            };
            match examine::check(&tenant, &by, domain.clone()).await {
                Ok(_) => Ok(()),
                Err(examine::CheckError::Store(error)) => Err(error),
                Err(examine::CheckError::Dns(_)) => examine::postpone(&tenant, domain).await,
                Err(examine::CheckError::Other(failure)) => return Err(failure),
            }
        }
    };
    match outcome {
        // Somebody else was faster.
        Ok(()) | Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
