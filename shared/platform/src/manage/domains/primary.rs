//! Which host is the issuer: an active custom domain, or the application's own (behaviour 2.4).

use super::{DomainView, event, one, save, shown};
use crate::{
    manage::{By, applications, not_found},
    tenant::{self, Tenant},
};
use domain::{
    Change, DomainId, Timestamp,
    application::{Application, PreviousIssuer},
    custom_domain::{CustomDomain, DomainState},
    event::EventKind,
};
use protocol::error::{ErrorCode, Failure};

/// Makes an active domain the issuer; the former one goes on for its grace.
pub async fn make_primary(tenant: &Tenant, by: &By<'_>, id: &DomainId) -> Result<DomainView, Failure> {
    let domain = one(tenant, id).await?;
    if domain.state != DomainState::Active {
        return Err(Failure::new(
            ErrorCode::DomainNotActive,
            "Only an active domain can become the issuer. Verify it first.",
        ));
    }
    change_primary(tenant, by, domain, true).await
}

/// The issuer goes back to the application's own host.
pub async fn clear_primary(tenant: &Tenant, by: &By<'_>) -> Result<DomainView, Failure> {
    let found = tenant
        .store()
        .domains(tenant.id())
        .await?
        .into_iter()
        .find(|domain| domain.primary);
    let domain = found.ok_or_else(|| not_found("primary domain"))?;
    change_primary(tenant, by, domain, false).await
}

async fn change_primary(
    tenant: &Tenant,
    by: &By<'_>,
    domain: CustomDomain,
    primary: bool,
) -> Result<DomainView, Failure> {
    let now = tenant.now();
    let before = applications::fresh(tenant).await?;
    if domain.primary == primary {
        return Ok(shown(tenant, domain));
    }
    let old = tenant
        .store()
        .domains(tenant.id())
        .await?
        .into_iter()
        .find(|other| other.primary && other.id != domain.id);
    let mut after = before.clone();
    after.primary_hostname = primary.then(|| domain.hostname.clone());
    // Passkeys stay bound to the domain that they were made for; the new issuer is related to it (Web Authentication §5.11).
    if after.settings.webauthn_rp_id.is_none() && tenant.store().has_passkeys(tenant.id()).await? {
        let former = tenant::issuer_hostname(tenant.services(), &before);
        after.settings.webauthn_rp_id = Some(former.as_str().to_owned());
    }
    retire_issuer(tenant, &before, &mut after, now);
    let mut changed = domain;
    changed.primary = primary;
    let issuers = (
        tenant::current_issuer(tenant.services(), &before),
        tenant::current_issuer(tenant.services(), &after),
    );
    let event = event(tenant, by, EventKind::DomainPrimaryChanged, &changed)
        .with("old", issuers.0)
        .with("new", issuers.1);
    let changed = changed.touched(now);
    save(tenant, after.touched(now), Change::because(changed.clone(), event)).await?;
    if let Some(old) = old {
        let silent = Change::silent(CustomDomain { primary: false, ..old }.touched(now));
        tenant.store().save_domain(tenant.id(), silent).await?;
    }
    Ok(shown(tenant, changed))
}

/// The issuer that is given up is served until its grace is over; one that comes back is no longer a former one.
fn retire_issuer(tenant: &Tenant, before: &Application, after: &mut Application, now: Timestamp) {
    let former = tenant::issuer_hostname(tenant.services(), before);
    let current = tenant::issuer_hostname(tenant.services(), after);
    let until = now.plus_secs(i64::from(before.settings.issuer_grace_days) * 86_400);
    after
        .previous_issuers
        .retain(|known| known.hostname != current && known.hostname != former && !known.until.is_past(now));
    if !until.is_past(now) {
        after.previous_issuers.push(PreviousIssuer {
            issuer: tenant.services().config.origin(&former),
            hostname: former,
            until,
        });
    }
}
