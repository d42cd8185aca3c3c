//! Codes by SMS: sent within limits that guard money, counted before they are compared, used once, and good only where they were asked for (OT-03).
//!
//! Each of the limits is one write, the one of the whole application last, so that what another limit refuses costs nobody else's message.

use super::{TRIES, crowded, limited, unavailable};
use crate::{
    limits, mailed,
    mails::{self, SmsRequest},
    observe::{self, Metric},
    sign_in::Visitor,
    tenant::Tenant,
};
use domain::{
    Event, Phone, Secret, Timestamp, UserId, entropy,
    event::{Actor, ActorKind, EventKind},
    mailbox::SourceKind,
    rate::Limit,
    sign_in::SecondFactor,
    sms::{LIFE_SECS, SentCode, SmsCredential, SmsPurpose},
    user::User,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// A second message to the same number, whoever asks: a double click sends one.
const PER_NUMBER: Limit = Limit::per(1, 30);
const PER_SOURCE: Limit = Limit::per(3, 3600);
const PER_ACCOUNT: Limit = Limit::per(3, 3600);
const PER_ACCOUNT_DAY: Limit = Limit::per(5, 86_400);
/// Numbers that differ in their last three digits only: whoever earns by messages rents them in such blocks.
const PER_BLOCK: Limit = Limit::per(10, 3600);

/// A code that is asked for, and where it will be typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) purpose: SmsPurpose,
    pub(crate) phone: &'a Phone,
    pub(crate) bound_to: &'a str,
}

/// Whether SMS are sent here at all: the deployment can, and the application wants to.
pub(crate) fn is_on(tenant: &Tenant) -> bool {
    tenant.services().config.sms && tenant.settings().offers_sms()
}

/// Whether codes by SMS are of use to this person, here and now.
pub(super) fn is_of_use(tenant: &Tenant, user: &User) -> bool {
    let phone = user.phone.as_ref().filter(|_| user.has_sms && is_on(tenant));
    phone.is_some_and(|phone| tenant.settings().sends_sms_to(phone.country()))
}

fn judge(tenant: &Tenant, phone: &Phone) -> Result<(), Failure> {
    if !is_on(tenant) {
        return Err(Failure::new(
            ErrorCode::SmsUnavailable,
            "Codes by SMS are switched off here.",
        ));
    }
    if !tenant.settings().sends_sms_to(phone.country()) {
        return Err(Failure::new(
            ErrorCode::SmsUnavailable,
            "No codes are sent to numbers of that country.",
        ));
    }
    Ok(())
}

pub(crate) fn wrong() -> Failure {
    Failure::new(
        ErrorCode::CodeInvalid,
        "That code is not right, or a newer one was sent. Look at the newest message.",
    )
}

/// Counts a message against every limit.
async fn count(tenant: &Tenant, user: &User, phone: &Phone, visitor: &Visitor) -> Result<(), Failure> {
    let (account, source) = (user.id.to_string(), &visitor.source);
    limits::count_always(tenant, "sms_number", phone.as_str(), PER_NUMBER).await?;
    limits::count(tenant, "sms_source", source.key(), PER_SOURCE, source).await?;
    limits::count_always(tenant, "sms_account", &account, PER_ACCOUNT).await?;
    limits::count_always(tenant, "sms_account_day", &account, PER_ACCOUNT_DAY).await?;
    limits::count_always(tenant, "sms_block", phone.block(), PER_BLOCK).await?;
    count_whole(tenant).await
}

/// Counts it against what the application may spend in a day, to the last one; half of it is worth an alarm.
async fn count_whole(tenant: &Tenant) -> Result<(), Failure> {
    let most = tenant.settings().sms_daily_limit;
    let tally = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Rate, b"sms_application");
    let counted = tenant
        .store()
        .count_of_day(tenant.id(), &tally, most, tenant.now())
        .await?;
    let count = counted.map_err(limits::exceeded)?;
    if count == most.div_ceil(2) {
        observe::count(Metric::SmsHalfSpent, tenant.id());
        let event = Event::new(EventKind::SmsHalfSpent, Actor::system(), tenant.now(), tenant.entropy());
        tenant.record(event.with("count", count).with("limit", most)).await?;
    }
    Ok(())
}

/// Sends a code; answers when it ends. An earlier one dies.
pub(crate) async fn send(
    tenant: &Tenant,
    user: &User,
    asked: Asked<'_>,
    visitor: &Visitor,
) -> Result<Timestamp, Failure> {
    judge(tenant, asked.phone)?;
    count(tenant, user, asked.phone, visitor).await?;
    let digits = Secret::new(entropy::six_digits(tenant.entropy()));
    let said = said(&user.id, asked, digits.expose());
    let code = SentCode {
        purpose: asked.purpose,
        phone: asked.phone.clone(),
        mac: tenant
            .vault()
            .await?
            .mac(tenant.id(), MacKind::SmsCode, said.as_bytes()),
        bound_to: asked.bound_to.to_owned(),
        expires_at: tenant.now().plus_secs(LIFE_SECS),
    };
    let events = events(tenant, user, asked, digits, visitor).await?;
    for _ in 0..TRIES {
        let before = tenant.store().sms(tenant.id(), &user.id).await?;
        // Written already: only the answer was lost.
        if before.code.as_ref() == Some(&code) {
            return Ok(code.expires_at);
        }
        let next = before.sent(code.clone());
        match tenant.store().save_sms(tenant.id(), &user.id, &next, &events).await {
            Ok(()) => return Ok(code.expires_at),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(crowded())
}

/// What is said of a message that is sent; the first event carries it.
async fn events(
    tenant: &Tenant,
    user: &User,
    asked: Asked<'_>,
    digits: Secret<String>,
    visitor: &Visitor,
) -> Result<Vec<Event>, Failure> {
    let request = SmsRequest {
        phone: asked.phone.clone(),
        code: digits,
        language: tenant.reader().clone().known(user, tenant.settings()).locale,
        host: host(&tenant.origin()).to_owned(),
        minutes: u32::try_from(LIFE_SECS / 60).unwrap_or(5),
    };
    let event = |kind| {
        let actor = Actor::new(ActorKind::User, user.id);
        Event::new(kind, actor, tenant.now(), tenant.entropy())
            .on("user", user.id)
            .from(&visitor.origin)
    };
    let purpose = match asked.purpose {
        SmsPurpose::Phone => "phone",
        SmsPurpose::Enrol => "enrol",
        SmsPurpose::Prove => "prove",
    };
    let sent = event(EventKind::SmsSent)
        .with("purpose", purpose)
        .with("address", asked.phone.masked())
        .mailing(mails::seal_sms(tenant, &request).await?);
    let mut all = vec![sent];
    if asked.purpose == SmsPurpose::Prove {
        all.push(event(EventKind::MfaChallenged).with("method", "sms"));
    }
    Ok(all)
}

/// The host of an origin, without its port: what a browser compares the last line with.
fn host(origin: &str) -> &str {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    rest.split_once(':').map_or(rest, |(host, _)| host)
}

/// What the MAC is made over.
fn said(user: &UserId, asked: Asked<'_>, digits: &str) -> String {
    format!(
        "{user} {:?} {} {} {digits}",
        asked.purpose,
        asked.phone.as_str(),
        asked.bound_to
    )
}

/// A code that was right, and the credential as it will be once it is used up.
pub(crate) struct Right {
    pub(crate) code: SentCode,
    pub(crate) used: SmsCredential,
}

/// Counts a try, then compares. Nothing is used up yet.
pub(crate) async fn judged(
    tenant: &Tenant,
    user: &User,
    (purpose, bound_to): (SmsPurpose, &str),
    typed: &str,
    source: SourceKind,
) -> Result<Right, Failure> {
    let counted = count_try(tenant, user, source).await?;
    let live = counted.live(purpose, bound_to, tenant.now());
    let code = live.cloned().ok_or_else(mailed::too_old)?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).take(16).collect();
    let asked = Asked {
        purpose,
        phone: &code.phone,
        bound_to,
    };
    let said = said(&user.id, asked, &digits);
    let vault = tenant.vault().await?;
    if !vault.mac_matches(tenant.id(), MacKind::SmsCode, said.as_bytes(), &code.mac) {
        return Err(wrong());
    }
    Ok(Right {
        used: counted.consume(source),
        code,
    })
}

async fn count_try(tenant: &Tenant, user: &User, source: SourceKind) -> Result<SmsCredential, Failure> {
    for _ in 0..TRIES {
        let found = tenant.store().sms(tenant.id(), &user.id).await?;
        let next = found.count_try(source, tenant.now()).map_err(limited)?;
        match tenant.store().save_sms(tenant.id(), &user.id, &next, &[]).await {
            Ok(()) => return Ok(next),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(crowded())
}

/// Proves the code that was sent to the person's number for this sign-in or session.
pub(super) async fn prove(
    tenant: &Tenant,
    user: &User,
    typed: &str,
    bound_to: &str,
    source: SourceKind,
) -> Result<SecondFactor, Failure> {
    let right = judged(tenant, user, (SmsPurpose::Prove, bound_to), typed, source).await?;
    if user.phone.as_ref() != Some(&right.code.phone) {
        return Err(mailed::too_old());
    }
    let mut next = right.used;
    for _ in 0..TRIES {
        match tenant.store().save_sms(tenant.id(), &user.id, &next, &[]).await {
            Ok(()) => return Ok(SecondFactor::Sms),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        // Another try was counted meanwhile; or the code was used, or replaced.
        let found = tenant.store().sms(tenant.id(), &user.id).await?;
        if found.code.as_ref() != Some(&right.code) {
            return Err(wrong());
        }
        next = found.consume(source);
    }
    Err(crowded())
}

/// Sends a code to the number of somebody who has this factor.
pub(crate) async fn challenge(
    tenant: &Tenant,
    user: &User,
    bound_to: &str,
    visitor: &Visitor,
) -> Result<Timestamp, Failure> {
    let phone = user.phone.as_ref().filter(|_| is_of_use(tenant, user));
    let asked = Asked {
        purpose: SmsPurpose::Prove,
        phone: phone.ok_or_else(unavailable)?,
        bound_to,
    };
    send(tenant, user, asked, visitor).await
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_last_line_names_the_host_alone() {
        assert_eq!(host("https://brave-otter.aero2.example"), "brave-otter.aero2.example");
        assert_eq!(host("http://acme.localhost:8787"), "acme.localhost");
    }
}
