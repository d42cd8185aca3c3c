//! What kinds of password hashes an application has: remembered with it, so that an address without an account can cost what one with an account costs
//! (EN-01; `sign_in::rehash` uses it).

use crate::{manage::applications, tenant::Tenant};
use domain::{Change, application::Application};
use passwords::Stored;
use protocol::error::Failure;

/// Kinds that are remembered: the view of a host is read with every cold request and stays small.
const MOST: usize = 4;

fn missing<'a>(application: &Application, found: impl IntoIterator<Item = &'a Stored>) -> Vec<String> {
    let mut kinds = application.shadow_hashes.clone();
    for stored in found.into_iter().filter(|stored| !stored.is_current()) {
        let kind = stored.shadow();
        if kinds.len() < MOST && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// Remembers the kinds of these hashes, before they are stored: one write for a kind that is new, none otherwise.
pub(in crate::manage) async fn note<'a>(
    tenant: &Tenant,
    found: impl IntoIterator<Item = &'a Stored> + Clone,
) -> Result<(), Failure> {
    let known = tenant.application();
    if missing(known, found.clone()).len() == known.shadow_hashes.len() {
        return Ok(());
    }
    let made = applications::change(tenant, None, |before| {
        let kinds = missing(&before, found.clone());
        let after = Application {
            shadow_hashes: kinds,
            ..before.clone()
        };
        Ok(Change::silent(if after == before {
            after
        } else {
            after.touched(tenant.now())
        }))
    });
    made.await.map(drop)
}
