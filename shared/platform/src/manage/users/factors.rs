//! A user's second factors in the eyes of who manages them: what there is, and the end of all of it for whoever lost everything (behaviour 4.9, 5.7).

use super::get;
use crate::{
    mails::{self, MailKind},
    manage::{By, not_found},
    passkeys,
    tenant::Tenant,
};
use domain::{Change, Timestamp, UserId, event::EventKind, user::User};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use store::{FactorWrites, StoreError};

/// A kind of factor that a user has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct FactorSummary {
    /// `passkey`, `totp` or `sms`.
    pub method: &'static str,
    /// How many.
    pub count: u32,
    /// Since when, where there can be only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Timestamp>,
}

/// What a user has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Whether there is a factor.
    pub enabled: bool,
    /// Which, the strongest first.
    pub factors: Vec<FactorSummary>,
    /// Recovery codes that can still be used.
    pub recovery_codes_left: u32,
}

/// What a user has. Whoever has nothing costs no read.
pub async fn summary(tenant: &Tenant, user: &User) -> Result<Summary, Failure> {
    let (store, app) = (tenant.store(), tenant.id());
    let mut factors = Vec::new();
    if user.passkey_count > 0 {
        factors.push(FactorSummary {
            method: "passkey",
            count: user.passkey_count,
            enrolled_at: None,
        });
    }
    if user.has_totp {
        let enrolled = store.totp(app, &user.id).await?;
        factors.extend(enrolled.map(|totp| FactorSummary {
            method: "totp",
            count: 1,
            enrolled_at: Some(totp.enrolled_at),
        }));
    }
    if user.has_sms {
        factors.push(FactorSummary {
            method: "sms",
            count: 1,
            enrolled_at: store.sms(app, &user.id).await?.enrolled_at,
        });
    }
    let codes = if user.has_second_factor() {
        store.recovery_codes(app, &user.id).await?
    } else {
        None
    };
    Ok(Summary {
        enabled: user.has_second_factor(),
        factors,
        recovery_codes_left: codes.map_or(0, |codes| codes.left()),
    })
}

/// Takes all second factors of a user: app, passkeys, recovery codes, remembered browsers. Everything that was signed in ends in the same write, for
/// whoever else had those factors is out, too (SS-05); the user is told.
pub async fn reset(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<(), Failure> {
    let before = get(tenant, id).await?;
    if !before.has_second_factor() {
        return Err(not_found("second factor"));
    }
    let passkeys = passkeys::of_user(tenant, &before).await?;
    let mut event = by.event(tenant, EventKind::MfaResetByAdmin).on("user", before.id);
    if let Some(mail) = mails::tell(tenant, &before, MailKind::MfaReset, None, "/account/security").await? {
        event = event.mailing(mail);
    }
    let factors = FactorWrites {
        totp_ends: true,
        sms_ends: true,
        recovery_codes_end: true,
        ..FactorWrites::default()
    };
    // A remembered browser is trusted under an epoch, and this raises it.
    let after = User {
        has_totp: false,
        phone: None,
        has_sms: false,
        passkey_count: 0,
        ..before
    }
    .revoke_all(tenant.now());
    let change = Change::because(after, event);
    match tenant
        .store()
        .reset_factors(tenant.id(), &change, &factors, &passkeys)
        .await
    {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(Failure::new(
            ErrorCode::VersionConflict,
            "The user was changed at the same moment. Look at them again.",
        )),
        Err(error) => Err(error.into()),
    }
}
