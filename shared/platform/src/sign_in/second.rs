//! The second factor of a sign-in: the first one holds for ten minutes, a wrong one may be given five times (behaviour 5.3, 5.7).

use super::{Ending, Loaded, Passed, Visitor, demands::needs, expired, finish::conclude, resume::known, wrong_state};
use crate::{
    factors::{self, Given, Kind},
    passkeys,
    tenant::Tenant,
};
use domain::{
    Event, Phone, Timestamp,
    event::{Actor, ActorKind, EventKind},
    sign_in::{SECOND_TRIES, Second, State},
    user::User,
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::RequestOptions,
};
use store::StoreError;

/// So few recovery codes are worth a word.
const FEW: u32 = 3;

/// What is asked of the person, for the page.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// The person.
    pub user: User,
    /// What they have, the strongest first.
    pub methods: Vec<Kind>,
    /// Days for which this browser can be remembered; 0 = it cannot.
    pub remember_days: u32,
}

/// What a sign-in that waits for a second factor asks.
pub async fn challenge(tenant: &Tenant, loaded: &Loaded) -> Result<Challenge, Failure> {
    let (_, user) = known(tenant, loaded, State::NeedsSecondFactor).await?;
    Ok(Challenge {
        methods: factors::of(tenant, &user),
        remember_days: tenant.settings().mfa_remember_device_days,
        user,
    })
}

/// What the browser is asked for when the person wants to use a passkey. That it was asked is noted where a caller asks, not where a page shows it.
pub async fn passkey_options(
    tenant: &Tenant,
    loaded: &Loaded,
    asked_by: Option<&Visitor>,
) -> Result<RequestOptions, Failure> {
    let challenge = challenge(tenant, loaded).await?;
    if !challenge.methods.contains(&Kind::Passkey) {
        return Err(factors::unavailable());
    }
    if let Some(visitor) = asked_by {
        let event = event(
            tenant,
            &challenge.user,
            EventKind::MfaChallenged,
            Kind::Passkey,
            visitor,
        );
        tenant.record(event).await?;
    }
    passkeys::second::options(tenant, &challenge.user, &loaded.binding()).await
}

/// Sends a code to the person's number, good for this sign-in alone; answers the number, masked, and when the code ends.
pub async fn send_sms(tenant: &Tenant, loaded: &Loaded, visitor: &Visitor) -> Result<(String, Timestamp), Failure> {
    let user = challenge(tenant, loaded).await?.user;
    let ends = factors::sms::challenge(tenant, &user, &loaded.binding(), visitor).await?;
    Ok((user.phone.as_ref().map(Phone::masked).unwrap_or_default(), ends))
}

/// How many recovery codes are left, where they are few enough to say so.
pub async fn few_codes_left(tenant: &Tenant, user: &User) -> Result<Option<u32>, Failure> {
    let found = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
    Ok(found.map(|codes| codes.left()).filter(|left| *left <= FEW))
}

fn event(tenant: &Tenant, user: &User, kind: EventKind, method: Kind, visitor: &Visitor) -> Event {
    let actor = Actor::new(ActorKind::User, user.id);
    Event::new(kind, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .with("method", method.as_str())
        .from(&visitor.origin)
}

/// Proves the second factor and goes on; with `remember`, the next sign-ins of this browser are not asked for a while.
pub async fn verify(
    tenant: &Tenant,
    loaded: &Loaded,
    given: Given,
    remember: bool,
    visitor: &Visitor,
) -> Result<Passed, Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsSecondFactor).await?;
    let kind = given.kind();
    let factor = match Box::pin(factors::prove(tenant, &user, given, visitor)).await {
        Ok(factor) => factor,
        Err(failure) => return Err(wrong(tenant, loaded, failure).await?),
    };
    let second = Second {
        factor,
        at: tenant.now(),
    };
    let who = domain::sign_in::Authenticated {
        second: Some(second),
        ..who
    };
    let needs = Box::pin(needs(tenant, &loaded.transaction.target, (&user, &who), visitor)).await?;
    let next = loaded.transaction.clone().prove_second(second, needs);
    let next = next.map_err(|_| wrong_state())?;
    let days = i64::from(tenant.settings().mfa_remember_device_days);
    let ending = Ending {
        trust_until: (remember && days > 0).then(|| second.at.plus_secs(days * 86_400)),
        events: vec![event(tenant, &user, EventKind::MfaSucceeded, kind, visitor)],
        ..Ending::default()
    };
    Box::pin(conclude(tenant, loaded, next, (&user, &who), visitor, ending)).await
}

/// Counts a wrong factor against the sign-in. The credential counted it already, so a race here loses nothing.
async fn wrong(tenant: &Tenant, loaded: &Loaded, failure: Failure) -> Result<Failure, Failure> {
    if !matches!(failure.code, ErrorCode::CodeInvalid | ErrorCode::PasskeyInvalid) {
        return Ok(failure);
    }
    let next = loaded.transaction.clone().fail_second(tenant.now());
    let left = SECOND_TRIES.saturating_sub(next.second_tries);
    match tenant.store().save_transaction(tenant.id(), &loaded.hash, &next).await {
        Ok(()) | Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(if left == 0 {
        expired()
    } else {
        failure.member("attempts_left", left)
    })
}
