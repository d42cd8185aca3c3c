//! One's phone number, proven by a code, and codes by SMS to it as a second factor (behaviour 4.6, 5.7).
//!
//! The number is there for these codes and nothing else, so whoever removes the factor removes the number.

use super::{
    Person,
    factors::{renewed, write},
};
use crate::{
    factors::{self, Kind, sms},
    mails::{self, MailKind},
    sessions::SessionCookie,
    tenant::Tenant,
};
use domain::{
    Change, Phone, Secret, Timestamp, event::EventKind, settings::MfaPolicy, sign_in::SecondFactor, sms::SmsPurpose,
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::FactorWrites;

const PAGE: &str = "/account/security";

/// What became of an account whose number was proven.
#[derive(Debug)]
pub struct Phoned {
    /// The number.
    pub phone: Phone,
    /// New recovery codes, where this is the first factor.
    pub codes: Vec<Secret<String>>,
    /// The session's new cookie, where others ended.
    pub cookie: Option<SessionCookie>,
}

/// What a code of this person's is bound to: their session, or the account where they came with a token.
fn binding(by: &Person) -> String {
    by.session.as_ref().map_or_else(
        || format!("usr {}", by.user.id),
        |live| format!("ses {}", live.session.id),
    )
}

fn judge_policy(tenant: &Tenant) -> Result<(), Failure> {
    if tenant.settings().mfa_policy == MfaPolicy::Off || !sms::is_on(tenant) {
        return Err(Failure::new(
            ErrorCode::MfaDisabled,
            "Codes by SMS are switched off here.",
        ));
    }
    Ok(())
}

/// Sends a code to a number that shall be the person's; answers when it ends.
pub async fn request_phone(tenant: &Tenant, by: &Person, typed: &str) -> Result<Timestamp, Failure> {
    request_within(tenant, by, typed, &binding(by)).await
}

/// The same for a code that is typed within `bound_to`.
pub(crate) async fn request_within(
    tenant: &Tenant,
    by: &Person,
    typed: &str,
    bound_to: &str,
) -> Result<Timestamp, Failure> {
    let invalid = |error: domain::phone::NotPhone| {
        let (code, detail) = (ErrorCode::ValidationError, error.to_string());
        Failure::new(code, detail.clone()).field("phone", code, detail)
    };
    let phone = Phone::parse(typed).map_err(invalid)?;
    let asked = sms::Asked {
        purpose: SmsPurpose::Phone,
        phone: &phone,
        bound_to,
    };
    sms::send(tenant, &by.user, asked, &by.visitor).await
}

/// The code of the number: it is the person's. With `enrol`, codes to it are a second factor from now on; without, they are if they were before.
pub async fn confirm_phone(tenant: &Tenant, by: &Person, typed: &str, enrol: Option<bool>) -> Result<Phoned, Failure> {
    if enrol.is_some() {
        judge_policy(tenant)?;
    }
    proven(tenant, by, SmsPurpose::Phone, typed, enrol).await
}

/// Sends a code to the person's number, which makes it a second factor.
pub async fn begin_sms(tenant: &Tenant, by: &Person) -> Result<Timestamp, Failure> {
    judge_policy(tenant)?;
    if by.user.has_sms {
        return Err(Failure::new(
            ErrorCode::AlreadyEnrolled,
            "Codes by SMS are set up already.",
        ));
    }
    let phone = by.user.phone.as_ref().ok_or_else(missing)?;
    let asked = sms::Asked {
        purpose: SmsPurpose::Enrol,
        phone,
        bound_to: &binding(by),
    };
    sms::send(tenant, &by.user, asked, &by.visitor).await
}

/// That code: they are one. `keep`: new recovery codes can be looked at until they are said to be saved.
pub async fn enrol_sms(tenant: &Tenant, by: &Person, typed: &str, keep: bool) -> Result<Phoned, Failure> {
    judge_policy(tenant)?;
    proven(tenant, by, SmsPurpose::Enrol, typed, Some(keep)).await
}

async fn proven(
    tenant: &Tenant,
    by: &Person,
    purpose: SmsPurpose,
    typed: &str,
    enrol: Option<bool>,
) -> Result<Phoned, Failure> {
    let made = enrolment(tenant, by, (purpose, &binding(by)), typed, enrol).await?;
    let renewed = if made.user.state.has_sms {
        renewed(tenant, by, &made.user.state, Some(SecondFactor::Sms)).await?
    } else {
        None
    };
    let (session, cookie) = renewed.unzip();
    write(tenant, made.user, made.factors, session).await?;
    Ok(Phoned {
        phone: made.phone,
        codes: made.codes,
        cookie,
    })
}

/// What a proven number changes; nothing is written yet.
pub(crate) struct Enrolment {
    pub(crate) user: Change<User>,
    pub(crate) factors: FactorWrites,
    /// New recovery codes, where this is the first factor.
    pub(crate) codes: Vec<Secret<String>>,
    phone: Phone,
}

/// Judges the code of a number, and says what it changes. `enrol`: codes to it are a second factor from now on, and whether new recovery codes can be
/// looked at until they are said to be saved.
pub(crate) async fn enrolment(
    tenant: &Tenant,
    by: &Person,
    (purpose, bound_to): (SmsPurpose, &str),
    typed: &str,
    enrol: Option<bool>,
) -> Result<Enrolment, Failure> {
    let (user, now) = (&by.user, tenant.now());
    let source = by.visitor.counted_as(tenant, &user.id).await?.kind;
    let right = sms::judged(tenant, user, (purpose, bound_to), typed, source).await?;
    let phone = right.code.phone;
    if purpose == SmsPurpose::Enrol && user.phone.as_ref() != Some(&phone) {
        return Err(sms::wrong());
    }
    let mut after = User {
        phone: Some(phone.clone()),
        has_sms: user.has_sms || enrol.is_some(),
        ..user.clone()
    };
    let mut used = right.used.proven(now);
    // A change of factors ends what is signed in elsewhere; a number that proves nothing yet is a word in a profile.
    after = if after.has_sms {
        used = used.enrolled(now);
        after.revoke_all(now)
    } else {
        after.touched(now)
    };
    let (user, mut factors, codes) = told(tenant, by, after, &phone, enrol).await?;
    factors.sms = Some(used);
    Ok(Enrolment {
        user,
        factors,
        codes,
        phone,
    })
}

/// The change with its events, the notice in one of them, and recovery codes for whoever has none.
async fn told(
    tenant: &Tenant,
    by: &Person,
    after: User,
    phone: &Phone,
    enrol: Option<bool>,
) -> Result<(Change<User>, FactorWrites, Vec<Secret<String>>), Failure> {
    let user = &by.user;
    let mut factors = FactorWrites::default();
    let mut codes = Vec::new();
    let enrols = after.has_sms && !user.has_sms;
    let mut change = Change::silent(after);
    let masked = phone.masked();
    let mut first = if enrols {
        by.did(tenant, EventKind::MfaEnrolled).with("method", "sms")
    } else {
        by.did(tenant, EventKind::UserPhoneChanged).with("new", masked.as_str())
    };
    let notice = mails::tell(tenant, user, MailKind::PhoneAdded, Some(&masked), PAGE).await?;
    if let Some(mail) = notice {
        first = first.mailing(mail);
    }
    change = change.and(first);
    if enrols && user.phone.as_ref() != Some(phone) {
        change = change.and(by.did(tenant, EventKind::UserPhoneChanged).with("new", masked));
    }
    let none = enrols && tenant.store().recovery_codes(tenant.id(), &user.id).await?.is_none();
    if none {
        let (made, set) = factors::new_set(tenant, user, enrol == Some(true)).await?;
        change = change.and(
            by.did(tenant, EventKind::MfaRecoveryCodesMade)
                .with("count", made.len()),
        );
        (codes, factors.recovery_codes) = (made, Some(set));
    }
    Ok((change, factors, codes))
}

/// Removes the number, and with it the factor; the last factor takes the recovery codes along. Refused where everybody needs a factor and this is the
/// only one.
pub async fn remove_sms(tenant: &Tenant, by: &Person) -> Result<Option<SessionCookie>, Failure> {
    let user = &by.user;
    let phone = user.phone.as_ref().ok_or_else(missing)?;
    let after = User {
        phone: None,
        has_sms: false,
        ..user.clone()
    };
    let only = user.has_sms && factors::of(tenant, &after).is_empty();
    if tenant.settings().mfa_policy == MfaPolicy::Required && only {
        return Err(Failure::new(
            ErrorCode::MfaRequired,
            "A second factor is required here. Set up another one first.",
        ));
    }
    let after = after.revoke_all(tenant.now());
    let mut event = if user.has_sms {
        by.did(tenant, EventKind::MfaRemoved).with("method", Kind::Sms.as_str())
    } else {
        by.did(tenant, EventKind::UserPhoneChanged)
    };
    let masked = phone.masked();
    if let Some(mail) = mails::tell(tenant, user, MailKind::PhoneRemoved, Some(&masked), PAGE).await? {
        event = event.mailing(mail);
    }
    let factors = FactorWrites {
        sms_ends: true,
        recovery_codes_end: user.has_second_factor() && !after.has_second_factor(),
        ..FactorWrites::default()
    };
    let (session, cookie) = renewed(tenant, by, &after, None).await?.unzip();
    write(tenant, Change::because(after, event), factors, session).await?;
    Ok(cookie)
}

/// The number that a code is on its way to, for the portal's page.
pub async fn awaited_phone(tenant: &Tenant, by: &Person) -> Result<Option<String>, Failure> {
    awaited_within(tenant, &by.user, &binding(by)).await
}

pub(crate) async fn awaited_within(tenant: &Tenant, user: &User, bound_to: &str) -> Result<Option<String>, Failure> {
    if !sms::is_on(tenant) {
        return Ok(None);
    }
    let kept = tenant.store().sms(tenant.id(), &user.id).await?;
    let live = kept.live(SmsPurpose::Phone, bound_to, tenant.now());
    Ok(live.map(|code| code.phone.as_str().to_owned()))
}

fn missing() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no phone number.")
}
