//! One's own second factors: what there is, enrolling, removing, new recovery codes; and the browsers that are remembered (behaviour 4.6, 5.7).

use super::Person;
use crate::{
    factors::{self, Kind, Offered},
    mails::{self, MailKind},
    sessions::{self, SessionCookie},
    tenant::Tenant,
};
use domain::{
    Change, DeviceId, Secret, Timestamp, event::EventKind, settings::MfaPolicy, sign_in::SecondFactor, user::User,
};
use protocol::{
    acr::Acr,
    error::{ErrorCode, Failure},
};
use serde::Serialize;
use store::{FactorWrites, NewFactors, Renewal, StoreError};

/// A remembered browser.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Device"))]
pub struct DeviceView {
    /// `dev_…`.
    pub id: DeviceId,
    /// With what browser.
    pub user_agent: Option<String>,
    /// First sign-in there.
    pub created_at: Timestamp,
    /// Until when no second factor is asked there.
    pub mfa_trusted_until: Option<Timestamp>,
    /// This very one.
    pub is_current: bool,
}

/// An enrolled factor.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Factor"))]
pub struct FactorView {
    /// `passkey`, `totp` or `sms`.
    pub method: &'static str,
    /// Since when, where that is one moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Timestamp>,
    /// How many there are.
    pub count: u32,
}

/// What a person has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Held {
    /// What is enrolled.
    pub enrolled: Vec<FactorView>,
    /// Recovery codes that can still be used.
    pub recovery_codes_left: u32,
}

/// What a person has, what they could have, and where they are remembered.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Overview {
    /// What the application wants.
    pub policy: MfaPolicy,
    /// Which methods can be enrolled here.
    pub available: Vec<&'static str>,
    /// What there is.
    #[serde(flatten)]
    pub held: Held,
    /// The browsers that are remembered.
    pub devices: Vec<DeviceView>,
}

/// What a person has. Nothing is read of somebody who has nothing.
pub async fn held(tenant: &Tenant, user: &User) -> Result<Held, Failure> {
    let store = tenant.store();
    let totp = if user.has_totp {
        store.totp(tenant.id(), &user.id).await?
    } else {
        None
    };
    let codes = if user.has_second_factor() {
        store.recovery_codes(tenant.id(), &user.id).await?
    } else {
        None
    };
    let mut enrolled = Vec::new();
    if user.passkey_count > 0 {
        enrolled.push(FactorView {
            method: Kind::Passkey.as_str(),
            enrolled_at: None,
            count: user.passkey_count,
        });
    }
    enrolled.extend(totp.map(|totp| FactorView {
        method: Kind::Totp.as_str(),
        enrolled_at: Some(totp.enrolled_at),
        count: 1,
    }));
    if user.has_sms {
        enrolled.push(FactorView {
            method: Kind::Sms.as_str(),
            enrolled_at: store.sms(tenant.id(), &user.id).await?.enrolled_at,
            count: 1,
        });
    }
    Ok(Held {
        enrolled,
        recovery_codes_left: codes.map_or(0, |codes| codes.left()),
    })
}

/// All of it.
pub async fn overview(tenant: &Tenant, by: &Person) -> Result<Overview, Failure> {
    Ok(Overview {
        policy: tenant.settings().mfa_policy,
        available: factors::enrollable(tenant).into_iter().map(Kind::as_str).collect(),
        held: held(tenant, &by.user).await?,
        devices: devices(tenant, by).await?,
    })
}

/// Begins to enrol an app.
pub async fn begin_totp(tenant: &Tenant, by: &Person, replace: bool) -> Result<Offered, Failure> {
    factors::begin(tenant, &by.user, replace).await
}

/// The app that waits for its first code, for the portal's page.
pub async fn offered_totp(tenant: &Tenant, by: &Person) -> Result<Option<Offered>, Failure> {
    factors::offered(tenant, &by.user).await
}

/// The first code of the app: it is enrolled. Answers new recovery codes where there were none, and the session's new cookie.
pub async fn enrol_totp(
    tenant: &Tenant,
    by: &Person,
    typed: &str,
    keep: bool,
) -> Result<(Vec<Secret<String>>, Option<SessionCookie>), Failure> {
    let made = factors::enrolment(tenant, &by.user, typed, keep, &by.visitor).await?;
    let renewed = renewed(tenant, by, &made.user.state, Some(SecondFactor::Totp)).await?;
    let (session, cookie) = renewed.unzip();
    write(tenant, made.user, made.factors, session).await?;
    Ok((made.codes, cookie))
}

/// Removes the app; the last factor takes the recovery codes along. Refused where everybody needs a factor and this is the only one.
pub async fn remove_totp(tenant: &Tenant, by: &Person) -> Result<Option<SessionCookie>, Failure> {
    let user = &by.user;
    if !user.has_totp {
        return Err(Failure::new(ErrorCode::NotFound, "There is no authenticator app."));
    }
    let after = User {
        has_totp: false,
        ..user.clone()
    };
    factors::judge_removal(tenant, &after)?;
    let after = after.revoke_all(tenant.now());
    let mut event = by.did(tenant, EventKind::MfaRemoved).with("method", "totp");
    if let Some(mail) = mails::tell(tenant, user, MailKind::MfaRemoved, None, "/account/security").await? {
        event = event.mailing(mail);
    }
    let factors = FactorWrites {
        totp_ends: true,
        recovery_codes_end: !after.has_second_factor(),
        ..FactorWrites::default()
    };
    let (session, cookie) = renewed(tenant, by, &after, None).await?.unzip();
    write(tenant, Change::because(after, event), factors, session).await?;
    Ok(cookie)
}

/// New recovery codes; the old ones are dead. `keep`: they can be looked at until they are said to be saved.
pub async fn new_recovery_codes(tenant: &Tenant, by: &Person, keep: bool) -> Result<Vec<Secret<String>>, Failure> {
    if !by.user.has_second_factor() {
        return Err(Failure::new(
            ErrorCode::NotEnrolled,
            "Set up a second factor first: recovery codes stand in for one.",
        ));
    }
    let (codes, set) = factors::new_set(tenant, &by.user, keep).await?;
    let mut event = by
        .did(tenant, EventKind::MfaRecoveryCodesMade)
        .with("count", codes.len());
    let page = "/account/security";
    if let Some(mail) = mails::tell(tenant, &by.user, MailKind::RecoveryCodesMade, None, page).await? {
        event = event.mailing(mail);
    }
    let factors = FactorWrites {
        recovery_codes: Some(set),
        ..FactorWrites::default()
    };
    let user = Change::because(by.user.clone().touched(tenant.now()), event);
    write(tenant, user, factors, None).await?;
    Ok(codes)
}

/// New codes that the person has not yet said to have saved.
pub async fn shown_codes(tenant: &Tenant, by: &Person) -> Result<Vec<String>, Failure> {
    factors::shown_codes(tenant, &by.user).await
}

/// The person saved them.
pub async fn codes_are_saved(tenant: &Tenant, by: &Person) -> Result<(), Failure> {
    factors::codes_are_saved(tenant, &by.user).await
}

/// The browsers that are remembered, the newest first.
pub async fn devices(tenant: &Tenant, by: &Person) -> Result<Vec<DeviceView>, Failure> {
    let now = tenant.now();
    let current = by.visitor.device_hash(tenant).await?;
    let mut found = tenant.store().devices(tenant.id(), &by.user.id, now).await?;
    found.sort_by_key(|(_, device)| std::cmp::Reverse(device.created_at));
    let view = |(hash, device): (String, domain::device::Device)| DeviceView {
        id: device.id,
        created_at: device.created_at,
        mfa_trusted_until: device.trusted_until(by.user.token_epoch, now),
        is_current: current.as_ref() == Some(&hash),
        user_agent: device.user_agent,
    };
    Ok(found.into_iter().map(view).collect())
}

/// Forgets a browser: it is asked for the second factor again, and is nothing special to the lockout.
pub async fn forget_device(tenant: &Tenant, by: &Person, id: &DeviceId) -> Result<(), Failure> {
    let missing = || Failure::new(ErrorCode::NotFound, "There is no such device.");
    let found = tenant.store().devices(tenant.id(), &by.user.id, tenant.now()).await?;
    let (hash, device) = found
        .into_iter()
        .find(|(_, device)| device.id == *id)
        .ok_or_else(missing)?;
    let event = by
        .did(tenant, EventKind::DeviceForgotten)
        .with("device", id.to_string());
    let over = Change::because(device.forget(tenant.now()), event);
    match tenant.store().save_device(tenant.id(), &by.user.id, &hash, &over).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(missing()),
        Err(error) => Err(error.into()),
    }
}

/// The session that goes on under the user's new epoch; a factor that was just proven is part of it.
pub(super) async fn renewed(
    tenant: &Tenant,
    by: &Person,
    after: &User,
    proven: Option<SecondFactor>,
) -> Result<Option<(Renewal, SessionCookie)>, Failure> {
    let Some(live) = &by.session else { return Ok(None) };
    let (mut renewal, cookie) = sessions::renewed(tenant, live, after.token_epoch).await?;
    if let Some(factor) = proven {
        let session = &mut renewal.session;
        let (verified, reached) = if factor.is_passkey() {
            (Some("user"), Acr::PhishingResistant)
        } else {
            (None, Acr::TwoFactors)
        };
        for value in [Some(factor.amr()), verified, Some("mfa")].into_iter().flatten() {
            if !session.amr.iter().any(|known| known == value) {
                session.amr.push(value.to_owned());
            }
        }
        session.acr = session.acr.max(reached);
        session.auth_time = tenant.now();
    }
    Ok(Some((renewal, cookie)))
}

pub(super) async fn write(
    tenant: &Tenant,
    user: Change<User>,
    factors: FactorWrites,
    session: Option<Renewal>,
) -> Result<(), Failure> {
    let new = NewFactors { user, factors, session };
    match tenant.store().change_factors(tenant.id(), new).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(Failure::new(
            ErrorCode::VersionConflict,
            "Your account was changed at the same moment. Look at it again.",
        )),
        Err(error) => Err(error.into()),
    }
}
