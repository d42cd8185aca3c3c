//! Step-up: the one guard of what needs a fresh and strong sign-in, and how somebody who is signed in proves themself again (behaviour 5.10).
//!
//! Machines have no moment of authentication and are not asked; the guard is about people.

pub mod intent;
mod mail;
mod prove;
mod sms;

pub use mail::send_code;
pub use prove::{Given, prove, unavailable};
pub use sms::send_sms;

use crate::{
    authorize,
    factors::{self, Kind},
    federation, passkeys,
    sessions::LiveSession,
    tenant::Tenant,
};
use domain::{
    identity_provider::IdentityProvider,
    settings::{MfaPolicy, Settings},
    sign_in::Target,
    step_up::{Demand, Standing, Way, ways},
    user::User,
};
use protocol::{
    acr::{Acr, AskedAcr},
    error::{ErrorCode, Failure},
    webauthn::RequestOptions,
};

/// The page where a person proves themself again.
pub const PAGE: &str = "/step-up";

/// The second factors that are asked of a person, the strongest first.
fn factors_of(tenant: &Tenant, user: &User) -> Vec<Way> {
    if !factors::are_asked_of(tenant, user) {
        return Vec::new();
    }
    let way = |kind| match kind {
        Kind::Passkey => Way::Passkey,
        Kind::Totp => Way::Totp,
        Kind::Sms => Way::Sms,
        Kind::RecoveryCode => Way::RecoveryCode,
    };
    factors::of(tenant, user).into_iter().map(way).collect()
}

fn demand(tenant: &Tenant, user: &User) -> Demand {
    Demand::new(tenant.settings(), factors::are_asked_of(tenant, user))
}

/// Whether a sign-in is fresh and strong enough for what is guarded.
pub fn is_met(tenant: &Tenant, user: &User, standing: Standing) -> bool {
    demand(tenant, user).is_met_by(standing, tenant.now())
}

/// Refuses a sign-in that is too old or too weak, and says what is wanted instead.
pub(crate) fn require(tenant: &Tenant, user: &User, standing: Standing) -> Result<(), Failure> {
    let demand = demand(tenant, user);
    if demand.is_met_by(standing, tenant.now()) {
        return Ok(());
    }
    let detail = if demand.is_fresh(standing, tenant.now()) {
        "Confirm that it is you by a second factor to do this."
    } else {
        "Confirm that it is you to do this: your last sign-in is too long ago."
    };
    let ways = ways(user, tenant.settings(), standing, factors_of(tenant, user));
    let methods: Vec<&str> = ways.into_iter().map(Way::as_str).collect();
    Err(Failure::new(ErrorCode::StepUpRequired, detail)
        .member("max_age", demand.max_age)
        .member("acr_values", demand.acr.as_str())
        .member("server_time", tenant.now().to_string())
        .member("methods", methods)
        .member("step_up_url", format!("{}{PAGE}", tenant.origin())))
}

/// The ways of the person of a session, the strongest first. Where their provider is no longer one of ours, a code by mail takes its place.
pub async fn methods(tenant: &Tenant, user: &User, live: &LiveSession) -> Result<Vec<Way>, Failure> {
    let standing = live.session.standing();
    let found = ways(user, tenant.settings(), standing, factors_of(tenant, user));
    if found == [Way::Provider] && provider(tenant, live).await?.is_none() {
        return Ok(user.email.iter().map(|_| Way::EmailCode).collect());
    }
    Ok(found)
}

/// What a browser is asked for a passkey with, of the person of a session and for it alone.
pub async fn passkey_options(tenant: &Tenant, user: &User, live: &LiveSession) -> Result<RequestOptions, Failure> {
    prove::expect(tenant, user, live, Way::Passkey).await?;
    passkeys::second::options(tenant, user, &binding(live)).await
}

/// What a challenge of a session's is made for.
pub fn binding(live: &LiveSession) -> String {
    format!("step-up {}", live.session.id)
}

/// The provider that signed the person in, where people may still sign in through it.
pub async fn provider(tenant: &Tenant, live: &LiveSession) -> Result<Option<IdentityProvider>, Failure> {
    let Some(id) = live.session.idp_id else { return Ok(None) };
    let offered = federation::offered(tenant).await?;
    Ok(offered.into_iter().find(|provider| provider.id == id))
}

/// The ways that lead a request on: those that reach what it asks for, where there are such.
pub async fn methods_for(
    tenant: &Tenant,
    user: &User,
    live: &LiveSession,
    target: &Target,
) -> Result<Vec<Way>, Failure> {
    let all = methods(tenant, user, live).await?;
    let Target::Client(request) = target else {
        return Ok(all);
    };
    let reach = authorize::reach(tenant, user, live).await?;
    let goal = request.authorization.asked_acr().and_then(|asked| asked.goal(reach));
    let enough: Vec<Way> = all
        .iter()
        .copied()
        .filter(|way| goal.is_none_or(|goal| way.acr() >= goal))
        .collect();
    Ok(if enough.is_empty() { all } else { enough })
}

/// How far the second factors of a person get them.
fn reach_of_factors(tenant: &Tenant, user: &User) -> Acr {
    let ways = factors_of(tenant, user).into_iter();
    ways.map(Way::acr).max().unwrap_or(Acr::OneFactor)
}

/// Whether somebody who has no second factor can enrol one that is as good as what is asked for: at a sign-in, an app is.
pub(crate) fn may_enrol(tenant: &Tenant, user: &User, asked: &AskedAcr) -> bool {
    let is_possible = !factors::enrollable(tenant).is_empty();
    is_possible && factors::of(tenant, user).is_empty() && asked.is_met_by(Acr::TwoFactors)
}

/// Whether a sign-in for a request needs a second factor of this person, whatever else spares them one: the client asks for more than one factor, and
/// they have, or can enrol, what it asks for. `reached`: how well they were recognised so far.
pub(crate) fn asks_for_more(tenant: &Tenant, target: &Target, user: &User, reached: Acr) -> bool {
    let Target::Client(request) = target else { return false };
    let Some(asked) = request.authorization.asked_acr() else {
        return false;
    };
    if may_enrol(tenant, user, &asked) {
        return !asked.is_met_by(reached);
    }
    let goal = asked.goal(reach_of_factors(tenant, user));
    goal.is_some_and(|goal| goal > reached) && !factors_of(tenant, user).is_empty()
}

/// The levels that can be reached under these settings, ascending.
pub(crate) fn levels(settings: &Settings) -> Vec<Acr> {
    let passkey = settings.auth_methods.passkey;
    let factors = settings.mfa_methods.totp || settings.offers_sms() || (settings.mfa_methods.passkey && passkey);
    let two = settings.mfa_policy != MfaPolicy::Off && factors;
    let all = [
        Some(Acr::OneFactor),
        two.then_some(Acr::TwoFactors),
        passkey.then_some(Acr::PhishingResistant),
    ];
    all.into_iter().flatten().collect()
}
