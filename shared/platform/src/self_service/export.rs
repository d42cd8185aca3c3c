//! A person takes along what is kept about them: one JSON document, made at once (behaviour 5.14).
//!
//! Everything in it but the activity is bounded by limits of its own, and that is cut at its newest thousand, so no job and no stored archive is
//! needed. It holds no secret and nothing of others.

use super::{DeviceView, Held, Moment, OwnUserView, Person, activity, devices, held, shown};
use crate::{
    identities::{self, IdentityView},
    manage::{
        PageOf,
        users::grants::{self, GrantView},
    },
    passkeys::own::{self, PasskeyView},
    sessions::{self, SessionView},
    tenant::Tenant,
};
use domain::{ClientId, Email, Timestamp, event::EventKind};
use protocol::{error::Failure, scope::ScopeSet};
use serde::Serialize;

/// Pages of a hundred moments that are taken along.
const PAGES: usize = 10;

/// What a client may have, as the person allowed it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Consent"))]
pub struct ConsentView {
    /// Who.
    pub client_id: ClientId,
    /// What.
    pub scope: ScopeSet,
    /// Since when.
    pub updated_at: Timestamp,
}

/// A change of address of the last days.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Address"))]
pub struct AddressView {
    /// The address before.
    pub old: Option<Email>,
    /// The address after.
    pub new: Email,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
}

/// The document.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Archive {
    /// When it was made.
    pub exported_at: Timestamp,
    /// At which issuer.
    pub issuer: String,
    /// The profile, with the address.
    pub profile: OwnUserView,
    /// Changes of the address that can still be confirmed or undone.
    pub email_changes: Vec<AddressView>,
    /// Passkeys: the public halves are of use to nobody, and are not in here.
    pub passkeys: Vec<PasskeyView>,
    /// Accounts at providers.
    pub identities: Vec<IdentityView>,
    /// Second factors; no secret and no code of them.
    pub second_factors: Held,
    /// The browsers that are remembered.
    pub devices: Vec<DeviceView>,
    /// Where the person is signed in.
    pub sessions: Vec<SessionView>,
    /// What clients hold.
    pub grants: Vec<GrantView>,
    /// What clients were allowed.
    pub consents: Vec<ConsentView>,
    /// What happened to the account, the newest first.
    pub activity: Vec<Moment>,
    /// Whether there is older activity that is not in here.
    pub activity_truncated: bool,
}

/// Makes the document, and notes that it was made.
pub async fn export(tenant: &Tenant, by: &Person) -> Result<Archive, Failure> {
    let (store, app, user) = (tenant.store(), tenant.id(), &by.user);
    let current = by.session.as_ref().map(|live| live.session.id);
    let changes = store.email_changes(app, &user.id, tenant.now()).await?;
    let (activity, activity_truncated) = happened(tenant, by).await?;
    let archive = Archive {
        exported_at: tenant.now(),
        issuer: tenant.issuer().to_owned(),
        profile: shown(user)?,
        email_changes: changes
            .into_iter()
            .map(|change| AddressView {
                old: change.old,
                new: change.new,
                requested_at: change.requested_at,
                confirmed_at: change.confirmed_at,
            })
            .collect(),
        passkeys: own::list(tenant, user).await?,
        identities: identities::list(tenant, user).await?,
        second_factors: held(tenant, user).await?,
        devices: devices(tenant, by).await?,
        sessions: sessions::list(tenant, user, current.as_ref()).await?,
        grants: grants::list(tenant, &user.id).await?,
        consents: store
            .consents(app, &user.id)
            .await?
            .into_iter()
            .map(|consent| ConsentView {
                client_id: consent.client_id,
                scope: consent.scope,
                updated_at: consent.updated_at,
            })
            .collect(),
        activity,
        activity_truncated,
    };
    tenant.record(by.did(tenant, EventKind::UserExported)).await?;
    Ok(archive)
}

async fn happened(tenant: &Tenant, by: &Person) -> Result<(Vec<Moment>, bool), Failure> {
    let (mut all, mut start) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = activity(tenant, by, PageOf { limit: 100, start }).await?;
        all.extend(page.data);
        start = page.next;
        if start.is_none() {
            return Ok((all, false));
        }
    }
    Ok((all, true))
}
