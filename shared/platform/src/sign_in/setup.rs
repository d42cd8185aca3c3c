//! Enrolling a second factor within a sign-in that cannot go on without one (behaviour 5.7). There is no session before it is done.

use super::{Ending, Loaded, Passed, Visitor, demands::needs, finish::conclude, resume::known, wrong_state};
use crate::{
    factors::{self, Kind, Offered},
    passkeys::enroll::{self, Wish},
    self_service::{Person, phone},
    tenant::Tenant,
};
use domain::{
    Change, Secret, Timestamp,
    passkey::Passkey,
    sign_in::{Authenticated, Second, SecondFactor, State, Transaction},
    sms::SmsPurpose,
    user::User,
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::CreationOptions,
};
use store::FactorWrites;

/// What can be enrolled, and how far each is.
#[derive(Clone, Debug)]
pub struct Ways {
    /// All, the strongest first.
    pub methods: Vec<Kind>,
    /// What a browser is asked to make, where passkeys are among them.
    pub passkey: Option<CreationOptions>,
    /// The secret that waits for the first code of an app.
    pub secret: Option<Offered>,
    /// The number that a code is on its way to.
    pub awaited: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// That a factor is needed, and what is possible.
    Ways(Box<Ways>),
    /// It is enrolled: the codes to save, as long as they can be looked at.
    Codes(Vec<String>),
}

/// What is enrolled, with its proof.
#[derive(Clone, Copy, Debug)]
pub enum New<'a> {
    /// An app, by its first code.
    Totp(&'a str),
    /// A passkey: the credential that the browser made, and a name if the person gave one.
    Passkey(&'a str, Option<&'a str>),
    /// A number, by the code that was sent to it.
    Sms(&'a str),
}

impl New<'_> {
    const fn kind(self) -> Kind {
        match self {
            Self::Totp(_) => Kind::Totp,
            Self::Passkey(..) => Kind::Passkey,
            Self::Sms(_) => Kind::Sms,
        }
    }
}

/// What a sign-in that waits for the enrolment shows.
pub async fn shown(tenant: &Tenant, loaded: &Loaded) -> Result<(User, Shown), Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    if who.second.is_some() {
        let codes = factors::shown_codes(tenant, &user).await?;
        return Ok((user, Shown::Codes(codes)));
    }
    let methods = factors::enrollable(tenant);
    let ways = Ways {
        passkey: if methods.contains(&Kind::Passkey) {
            passkey_if_room(tenant, &user, loaded).await?
        } else {
            None
        },
        secret: factors::offered(tenant, &user).await?,
        awaited: phone::awaited_within(tenant, &user, &loaded.binding()).await?,
        methods,
    };
    Ok((user, Shown::Ways(Box::new(ways))))
}

async fn passkey_if_room(tenant: &Tenant, user: &User, loaded: &Loaded) -> Result<Option<CreationOptions>, Failure> {
    match enroll::options(tenant, user, &loaded.binding()).await {
        Ok(options) => Ok(Some(options)),
        Err(failure) if failure.code == ErrorCode::LimitExceeded => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn judge(tenant: &Tenant, kind: Kind) -> Result<(), Failure> {
    if factors::enrollable(tenant).contains(&kind) {
        return Ok(());
    }
    let detail = "This second factor cannot be set up here. Choose another one.";
    Err(Failure::new(ErrorCode::MfaDisabled, detail))
}

/// Shows a new secret.
pub async fn begin(tenant: &Tenant, loaded: &Loaded) -> Result<Offered, Failure> {
    let (_, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    factors::begin(tenant, &user, false).await
}

/// What the browser is asked to make.
pub async fn passkey_options(tenant: &Tenant, loaded: &Loaded) -> Result<CreationOptions, Failure> {
    let (_, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    judge(tenant, Kind::Passkey)?;
    enroll::options(tenant, &user, &loaded.binding()).await
}

/// Sends a code to a number, good for this sign-in alone; answers when it ends.
pub async fn send_sms(tenant: &Tenant, loaded: &Loaded, typed: &str, visitor: &Visitor) -> Result<Timestamp, Failure> {
    let (_, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    judge(tenant, Kind::Sms)?;
    phone::request_within(tenant, &person(user, visitor), typed, &loaded.binding()).await
}

/// Nobody has a session here yet.
fn person(user: User, visitor: &Visitor) -> Person {
    Person {
        user,
        session: None,
        visitor: visitor.clone(),
    }
}

/// The factor is enrolled. The sign-in waits until what was made with it is saved.
pub async fn enrol(tenant: &Tenant, loaded: &Loaded, new: New<'_>, visitor: &Visitor) -> Result<Passed, Failure> {
    let enrolment = Box::pin(enrolment(tenant, loaded, (new, true), visitor)).await?;
    if enrolment.codes.is_empty() {
        return Box::pin(enrolment.go_on(tenant, loaded, visitor)).await;
    }
    let next = loaded.transaction.clone();
    let next = next.enrol(enrolment.second, enrolment.user.state.token_epoch);
    let next = next.map_err(|_| wrong_state())?;
    enrolment.conclude(tenant, loaded, next, visitor).await
}

/// The same for a caller who shows the codes by itself: the sign-in goes on at once.
pub async fn enrol_and_go_on(
    tenant: &Tenant,
    loaded: &Loaded,
    new: New<'_>,
    visitor: &Visitor,
) -> Result<(Passed, Vec<Secret<String>>), Failure> {
    let mut enrolment = Box::pin(enrolment(tenant, loaded, (new, false), visitor)).await?;
    let codes = std::mem::take(&mut enrolment.codes);
    let passed = Box::pin(enrolment.go_on(tenant, loaded, visitor)).await?;
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
    factors: FactorWrites,
    passkey: Option<Passkey>,
    codes: Vec<Secret<String>>,
}

/// What of a factor is written.
struct Parts {
    user: Change<User>,
    factor: SecondFactor,
    factors: FactorWrites,
    passkey: Option<Passkey>,
    codes: Vec<Secret<String>>,
}

async fn parts(
    tenant: &Tenant,
    user: User,
    binding: &str,
    (new, keep): (New<'_>, bool),
    visitor: &Visitor,
) -> Result<Parts, Failure> {
    judge(tenant, new.kind())?;
    Ok(match new {
        New::Totp(typed) => {
            let made = factors::enrolment(tenant, &user, typed, keep, visitor).await?;
            Parts {
                user: made.user,
                factor: SecondFactor::Totp,
                factors: made.factors,
                passkey: None,
                codes: made.codes,
            }
        }
        New::Passkey(credential, name) => {
            let wish = Wish {
                name,
                silent: false,
                keep,
            };
            let made = enroll::enrolment(tenant, &user, binding, credential, wish, visitor).await?;
            Parts {
                user: made.user,
                factor: made.passkey.second_factor(),
                factors: made.factors,
                passkey: Some(made.passkey),
                codes: made.codes,
            }
        }
        New::Sms(typed) => {
            let (by, within) = (person(user, visitor), (SmsPurpose::Phone, binding));
            let made = phone::enrolment(tenant, &by, within, typed, Some(keep)).await?;
            Parts {
                user: made.user,
                factor: SecondFactor::Sms,
                factors: made.factors,
                passkey: None,
                codes: made.codes,
            }
        }
    })
}

async fn enrolment(
    tenant: &Tenant,
    loaded: &Loaded,
    new: (New<'_>, bool),
    visitor: &Visitor,
) -> Result<Enrolment, Failure> {
    let (who, user) = known(tenant, loaded, State::NeedsMfaSetup).await?;
    // Enrolled already, in another tab: its codes are still to be saved.
    if who.second.is_some() {
        return Err(wrong_state());
    }
    let made = Box::pin(parts(tenant, user, &loaded.binding(), new, visitor)).await?;
    let second = Second {
        factor: made.factor,
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
        passkey: made.passkey,
        codes: made.codes,
    })
}

impl Enrolment {
    /// On at once.
    async fn go_on(self, tenant: &Tenant, loaded: &Loaded, visitor: &Visitor) -> Result<Passed, Failure> {
        let person = (&self.user.state, &self.who);
        let needs = Box::pin(needs(tenant, &loaded.transaction.target, person, visitor)).await?;
        let next = loaded.transaction.clone();
        let next = next.set_up(self.second, self.user.state.token_epoch, needs);
        let next = next.map_err(|_| wrong_state())?;
        self.conclude(tenant, loaded, next, visitor).await
    }

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
            new_passkey: self.passkey,
            ..Ending::default()
        };
        Box::pin(conclude(tenant, loaded, next, (&person, &self.who), visitor, ending)).await
    }
}
