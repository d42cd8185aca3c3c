//! Second factors: what a person has, and the proof of one of them (behaviour 3.9, 5.7). Signing in and stepping up prove by the same [`prove`].

mod enrol;
mod recovery;
pub(crate) mod sms;
mod totp;

pub use enrol::Offered;

pub(crate) use enrol::{begin, enrolment, offered};
pub(crate) use recovery::{codes_are_saved, new_set, shown_codes};
pub(crate) use totp::{exported, imported};

use crate::{
    passkeys,
    sign_in::{self, Visitor},
    tenant::Tenant,
};
use domain::{
    Event,
    event::{Actor, ActorKind, EventKind},
    settings::MfaPolicy,
    sign_in::SecondFactor,
    user::User,
};
use protocol::error::{ErrorCode, Failure};

/// How often a write is tried again when another try was counted at the same time.
const TRIES: usize = 4;

/// What a person gives as their second factor.
#[derive(Clone, Debug)]
pub enum Given {
    /// A code of their app.
    Totp(String),
    /// A code by SMS.
    Sms {
        /// As typed.
        code: String,
        /// The transaction or session that it was asked for in.
        binding: String,
    },
    /// A recovery code.
    RecoveryCode(String),
    /// An assertion of a passkey.
    Passkey {
        /// The credential, as the browser's JSON.
        credential: String,
        /// The transaction or session that its challenge was made for.
        binding: String,
    },
}

/// A kind of second factor, as the API calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A passkey.
    Passkey,
    /// An authenticator app.
    Totp,
    /// Codes by SMS.
    Sms,
    /// The codes for the day the others are lost.
    RecoveryCode,
}

impl Kind {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Totp => "totp",
            Self::Sms => "sms",
            Self::RecoveryCode => "recovery_code",
        }
    }
}

impl Given {
    /// What it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Totp(_) => Kind::Totp,
            Self::Sms { .. } => Kind::Sms,
            Self::RecoveryCode(_) => Kind::RecoveryCode,
            Self::Passkey { .. } => Kind::Passkey,
        }
    }
}

/// The factors of a user that are of use here, the strongest first. Recovery codes stand in for the others, so they come with one.
pub fn of(tenant: &Tenant, user: &User) -> Vec<Kind> {
    let settings = tenant.settings();
    let passkey = user.passkey_count > 0 && settings.mfa_methods.passkey && settings.auth_methods.passkey;
    let totp = user.has_totp && settings.mfa_methods.totp;
    let sms = sms::is_of_use(tenant, user);
    let all = [
        (passkey, Kind::Passkey),
        (totp, Kind::Totp),
        (sms, Kind::Sms),
        (passkey || totp || sms, Kind::RecoveryCode),
    ];
    all.into_iter().filter_map(|(has, kind)| has.then_some(kind)).collect()
}

/// What can be enrolled here, the strongest first.
pub fn enrollable(tenant: &Tenant) -> Vec<Kind> {
    let settings = tenant.settings();
    let all = [
        (
            settings.mfa_methods.passkey && settings.auth_methods.passkey,
            Kind::Passkey,
        ),
        (settings.mfa_methods.totp, Kind::Totp),
        (sms::is_on(tenant), Kind::Sms),
    ];
    let on = all
        .into_iter()
        .filter(|(on, _)| *on && settings.mfa_policy != MfaPolicy::Off);
    on.map(|(_, kind)| kind).collect()
}

/// Whether a second factor is asked of a user: they have one, and the application does not do without.
pub fn are_asked_of(tenant: &Tenant, user: &User) -> bool {
    tenant.settings().mfa_policy != MfaPolicy::Off && !of(tenant, user).is_empty()
}

/// Refuses to leave somebody without a factor where everybody needs one.
pub(crate) fn judge_removal(tenant: &Tenant, after: &User) -> Result<(), Failure> {
    if tenant.settings().mfa_policy == MfaPolicy::Required && of(tenant, after).is_empty() {
        return Err(Failure::new(
            ErrorCode::MfaRequired,
            "A second factor is required here. Set up another one first.",
        ));
    }
    Ok(())
}

/// What is said of factors that end with the first proof of the mailbox, for whoever enrolled them need not be its owner (AH-01).
pub(crate) fn ended_unproven(tenant: &Tenant, user: &User, visitor: &Visitor) -> Vec<Event> {
    if user.is_proven() {
        return Vec::new();
    }
    let all = [
        (user.passkey_count > 0, Kind::Passkey),
        (user.has_totp, Kind::Totp),
        (user.has_sms, Kind::Sms),
    ];
    let event = |kind: Kind| {
        let actor = Actor::new(ActorKind::User, user.id);
        Event::new(EventKind::MfaRemoved, actor, tenant.now(), tenant.entropy())
            .on("user", user.id)
            .with("method", kind.as_str())
            .with("reason", "mailbox_proven")
            .from(&visitor.origin)
    };
    let had = all.into_iter().filter(|(had, _)| *had);
    had.map(|(_, kind)| event(kind)).collect()
}

/// Proves a second factor of `user`. A try is counted before it is judged; a code works once, over all surfaces (OT-03, OT-05).
pub async fn prove(tenant: &Tenant, user: &User, given: Given, visitor: &Visitor) -> Result<SecondFactor, Failure> {
    let kind = given.kind();
    if !of(tenant, user).contains(&kind) {
        return Err(unavailable());
    }
    let counted = visitor.counted_as(tenant, &user.id).await?;
    let proven = match &given {
        Given::Totp(typed) => totp::prove(tenant, user, typed, counted.kind).await,
        Given::Sms { code, binding } => sms::prove(tenant, user, code, binding, counted.kind).await,
        Given::RecoveryCode(typed) => recovery::prove(tenant, user, typed, counted.kind, visitor).await,
        Given::Passkey { credential, binding } => {
            passkeys::second::verify(tenant, user, binding, credential, &visitor.source).await
        }
    };
    let wrong = |failure: &Failure| matches!(failure.code, ErrorCode::CodeInvalid | ErrorCode::PasskeyInvalid);
    if proven.as_ref().is_err_and(wrong) {
        let actor = Actor::new(ActorKind::User, user.id);
        let event = Event::new(EventKind::MfaFailed, actor, tenant.now(), tenant.entropy())
            .on("user", user.id)
            .with("method", kind.as_str())
            .failed("code")
            .from(&visitor.origin);
        tenant.record(event).await?;
        sign_in::password::count_failure(tenant, user, &counted).await?;
    }
    proven
}

pub(crate) fn unavailable() -> Failure {
    Failure::new(
        ErrorCode::MethodUnavailable,
        "This way to confirm is not available to you. Use another one.",
    )
}

/// Others try at the very same moment, which is what the limit is for.
fn crowded() -> Failure {
    Failure::new(
        ErrorCode::TooManyAttempts,
        "Too many codes were tried. Wait a moment, then try again.",
    )
    .retry_after(1)
}

fn limited(limited: domain::rate::Limited) -> Failure {
    Failure {
        retry_after: Some(limited.retry_after),
        ..crowded()
    }
}
