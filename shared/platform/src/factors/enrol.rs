//! Enrolling an authenticator app: a secret is shown, and its first code proves that the app has it (behaviour 5.7).
//!
//! A change of factors raises the user's epoch: other sessions, grants and remembered devices end, and whoever makes it goes on (SS-05).

use super::{recovery, totp};
use crate::{
    mails::{self, MailKind},
    sign_in::Visitor,
    tenant::Tenant,
};
use domain::{
    Change, Event, Secret, Timestamp,
    event::{Actor, ActorKind, EventKind},
    factor::{SETUP_SECS, TotpCredential, TotpSetup, Tries},
    settings::MfaPolicy,
    user::User,
};
use keys::{Purpose, totp as code};
use protocol::error::{ErrorCode, Failure};
use store::FactorWrites;

/// A secret, as it is shown to its person.
#[derive(Clone, Debug)]
pub struct Offered {
    /// In letters.
    pub secret: Secret<String>,
    /// As an app reads it from a QR code.
    pub uri: Secret<String>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// What enrolling changes; nothing is written yet.
pub(crate) struct Enrolment {
    pub(crate) user: Change<User>,
    pub(crate) factors: FactorWrites,
    /// New recovery codes, where there were none.
    pub(crate) codes: Vec<Secret<String>>,
}

/// Refuses where no factor can be enrolled.
pub(crate) fn judge(tenant: &Tenant) -> Result<(), Failure> {
    let settings = tenant.settings();
    if settings.mfa_policy == MfaPolicy::Off || !settings.mfa_methods.totp {
        return Err(Failure::new(
            ErrorCode::MfaDisabled,
            "Authenticator apps are switched off here.",
        ));
    }
    Ok(())
}

/// Makes a secret and keeps it for ten minutes; an earlier one is forgotten. With `replace`, it may take the place of an app that is enrolled.
pub(crate) async fn begin(tenant: &Tenant, user: &User, replace: bool) -> Result<Offered, Failure> {
    judge(tenant)?;
    if user.has_totp && !replace {
        return Err(Failure::new(
            ErrorCode::AlreadyEnrolled,
            "An authenticator app is set up already.",
        ));
    }
    let secret = code::new_secret(tenant.entropy());
    let within = user.id.to_string();
    let sealed = tenant
        .vault()
        .await?
        .seal_within(tenant.id(), Purpose::TotpSecret, &within, secret.expose());
    let setup = TotpSetup {
        sealed_secret: sealed,
        expires_at: tenant.now().plus_secs(SETUP_SECS),
    };
    tenant.store().save_totp_setup(tenant.id(), &user.id, &setup).await?;
    shown(tenant, user, &secret, setup.expires_at)
}

/// The secret that waits for its first code, if one does.
pub(crate) async fn offered(tenant: &Tenant, user: &User) -> Result<Option<Offered>, Failure> {
    let Some(setup) = tenant.store().totp_setup(tenant.id(), &user.id, tenant.now()).await? else {
        return Ok(None);
    };
    let secret = totp::opened(tenant, &user.id, &setup.sealed_secret).await?;
    shown(tenant, user, &secret, setup.expires_at).map(Some)
}

fn shown(tenant: &Tenant, user: &User, secret: &Secret<Vec<u8>>, expires_at: Timestamp) -> Result<Offered, Failure> {
    let id = user.id.to_string();
    let account = user.email.as_ref().map_or(id.as_str(), |email| email.as_str());
    let broken = || Failure::new(ErrorCode::InternalError, "The app's address could not be made.");
    // A name of colons alone would be none.
    let issuer = tenant.application().name.as_str();
    let uri = code::key_uri(secret, issuer, account).ok_or_else(broken)?;
    Ok(Offered {
        secret: Secret::new(code::spelled(secret)),
        uri: Secret::new(uri),
        expires_at,
    })
}

/// Judges the first code, and says what enrolling changes. `keep`: new recovery codes can be looked at until they are said to be saved.
pub(crate) async fn enrolment(
    tenant: &Tenant,
    user: &User,
    typed: &str,
    keep: bool,
    visitor: &Visitor,
) -> Result<Enrolment, Failure> {
    judge(tenant)?;
    let (store, now) = (tenant.store(), tenant.now());
    let too_old = || Failure::new(ErrorCode::CodeExpired, "This took too long. Start again.");
    let setup = store
        .totp_setup(tenant.id(), &user.id, now)
        .await?
        .ok_or_else(too_old)?;
    let secret = totp::opened(tenant, &user.id, &setup.sealed_secret).await?;
    let step = code::matching_step(&secret, typed, now).ok_or_else(totp::wrong)?;
    let event = |kind| {
        let actor = Actor::new(ActorKind::User, user.id);
        Event::new(kind, actor, now, tenant.entropy())
            .on("user", user.id)
            .from(&visitor.origin)
    };
    let after = User {
        has_totp: true,
        ..user.clone()
    }
    .revoke_all(now);
    let mut enrolled = event(EventKind::MfaEnrolled).with("method", "totp");
    if let Some(mail) = mails::tell(tenant, user, MailKind::MfaEnrolled, None, "/account/security").await? {
        enrolled = enrolled.mailing(mail);
    }
    let mut change = Change::because(after, enrolled);
    let (mut codes, mut set) = (Vec::new(), None);
    if store.recovery_codes(tenant.id(), &user.id).await?.is_none() {
        let made = recovery::new_set(tenant, user, keep).await?;
        change = change.and(event(EventKind::MfaRecoveryCodesMade).with("count", made.0.len()));
        codes = made.0;
        set = Some(made.1);
    }
    let totp = TotpCredential {
        sealed_secret: setup.sealed_secret,
        enrolled_at: now,
        last_step: step,
        tries: Tries::default(),
        version: now.millis().unsigned_abs(),
    };
    Ok(Enrolment {
        user: change,
        factors: FactorWrites {
            totp: Some(totp),
            recovery_codes: set,
            ..FactorWrites::default()
        },
        codes,
    })
}
