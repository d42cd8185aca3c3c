//! Enrolling a second factor within a sign-in that cannot go on without one (behaviour 5.7). There is no session before it is done.

use super::{Ending, Loaded, Passed, Visitor, demands::needs, finish::conclude, resume::known, wrong_state};
use crate::{
    factors::{self, Offered},
    tenant::Tenant,
};
use domain::{
    Change, Secret,
    sign_in::{Authenticated, Second, SecondFactor, State, Transaction},
    user::User,
};
use protocol::error::Failure;

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// That a factor is needed, and what is possible.
    Choice,
    /// The secret that waits for its first code.
    Secret(Offered),
    /// It is enrolled: the codes to save, as long as they can be looked at.
    Codes(Vec<String>),
}

/// What a sign-in that waits for the enrolment shows.
pub async fn shown(tenant: &Tenant, loaded: &Loaded) -> Result<(User, Shown), Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    let shown = if who.second.is_some() {
        Shown::Codes(factors::shown_codes(tenant, &user).await?)
    } else {
        match factors::offered(tenant, &user).await? {
            Some(offered) => Shown::Secret(offered),
            None => Shown::Choice,
        }
    };
    Ok((user, shown))
}

/// Shows a new secret.
pub async fn begin(tenant: &Tenant, loaded: &Loaded) -> Result<Offered, Failure> {
    let (_, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    factors::begin(tenant, &user, false).await
}

/// The first code of the app: it is enrolled. The sign-in waits until what was made with it is saved.
pub async fn enrol(tenant: &Tenant, loaded: &Loaded, typed: &str, visitor: &Visitor) -> Result<Passed, Failure> {
    let enrolment = enrolment(tenant, loaded, typed, true, visitor).await?;
    let second = enrolment.second;
    let epoch = enrolment.user.state.token_epoch;
    let next = loaded.transaction.clone().enrol(second, epoch);
    let next = next.map_err(|_| wrong_state())?;
    enrolment.conclude(tenant, loaded, next, visitor).await
}

/// The same for a caller who shows the codes by itself: the sign-in goes on at once.
pub async fn enrol_and_go_on(
    tenant: &Tenant,
    loaded: &Loaded,
    typed: &str,
    visitor: &Visitor,
) -> Result<(Passed, Vec<Secret<String>>), Failure> {
    let mut enrolment = enrolment(tenant, loaded, typed, false, visitor).await?;
    let codes = std::mem::take(&mut enrolment.codes);
    let second = enrolment.second;
    let epoch = enrolment.user.state.token_epoch;
    let person = (&enrolment.user.state, &enrolment.who);
    let needs = Box::pin(needs(tenant, &loaded.transaction.target, person, visitor)).await?;
    let next = loaded.transaction.clone().set_up(second, epoch, needs);
    let next = next.map_err(|_| wrong_state())?;
    let passed = enrolment.conclude(tenant, loaded, next, visitor).await?;
    Ok((passed, codes))
}

/// The person saved their codes: on.
pub async fn saved(tenant: &Tenant, loaded: &Loaded, visitor: &Visitor) -> Result<Passed, Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    let needs = Box::pin(needs(tenant, &loaded.transaction.target, (&user, &who), visitor)).await?;
    let next = loaded.transaction.clone().saved(needs).map_err(|_| wrong_state())?;
    factors::codes_are_saved(tenant, &user).await?;
    Box::pin(conclude(
        tenant,
        loaded,
        next,
        (&user, &who),
        visitor,
        Ending::default(),
    ))
    .await
}

struct Enrolment {
    user: Change<User>,
    who: Authenticated,
    second: Second,
    factors: store::FactorWrites,
    codes: Vec<Secret<String>>,
}

async fn enrolment(
    tenant: &Tenant,
    loaded: &Loaded,
    typed: &str,
    keep: bool,
    visitor: &Visitor,
) -> Result<Enrolment, Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    let made = factors::enrolment(tenant, &user, typed, keep, visitor).await?;
    let second = Second {
        factor: SecondFactor::Totp,
        at: tenant.now(),
    };
    let who = Authenticated {
        user_epoch: made.user.state.token_epoch,
        second: Some(second),
        ..who
    };
    Ok(Enrolment {
        user: made.user,
        who,
        second,
        factors: made.factors,
        codes: made.codes,
    })
}

impl Enrolment {
    async fn conclude(
        self,
        tenant: &Tenant,
        loaded: &Loaded,
        next: Transaction,
        visitor: &Visitor,
    ) -> Result<Passed, Failure> {
        let person = self.user.state.clone();
        let ending = Ending {
            user: Some(self.user),
            factors: self.factors,
            ..Ending::default()
        };
        Box::pin(conclude(tenant, loaded, next, (&person, &self.who), visitor, ending)).await
    }
}
