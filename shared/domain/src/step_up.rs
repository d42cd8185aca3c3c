//! How fresh and how strong a sign-in must be for what is guarded, and how somebody who is signed in proves themself again (behaviour 5.10).
//!
//! A session says what the latest proof was worth: one that is weaker than an earlier one takes the level back, and never the other way round.

use crate::{
    Timestamp,
    session::Session,
    settings::Settings,
    sign_in::{Method, SecondFactor},
    user::User,
};
use protocol::acr::Acr;

/// A way to prove oneself again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A passkey.
    Passkey,
    /// A code of an authenticator app.
    Totp,
    /// One of the codes for the day the others are lost.
    RecoveryCode,
    /// The password.
    Password,
    /// The identity provider that signed the person in.
    Provider,
    /// A code by mail.
    EmailCode,
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Passkey,
        Self::Totp,
        Self::RecoveryCode,
        Self::Password,
        Self::Provider,
        Self::EmailCode,
    ];

    /// Its name in `methods` and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Totp => "totp",
            Self::RecoveryCode => "recovery_code",
            Self::Password => "password",
            Self::Provider => "provider",
            Self::EmailCode => "email_code",
        }
    }

    /// The way of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }

    /// How well it recognises somebody who is signed in.
    pub const fn acr(self) -> Acr {
        match self {
            Self::Passkey => Acr::PhishingResistant,
            Self::Totp | Self::RecoveryCode => Acr::TwoFactors,
            Self::Password | Self::Provider | Self::EmailCode => Acr::OneFactor,
        }
    }
}

/// The ways of a person, the strongest first: the second `factors` that are asked of them; where there is none, their password; else the provider that
/// signed them in, and where nothing else exists a code by mail. Who has a second factor is never asked for less.
pub fn ways(user: &User, settings: &Settings, standing: Standing, factors: Vec<Way>) -> Vec<Way> {
    if !factors.is_empty() {
        return factors;
    }
    if user.has_password && settings.auth_methods.password {
        return vec![Way::Password];
    }
    if standing.federated {
        return vec![Way::Provider];
    }
    user.email.iter().map(|_| Way::EmailCode).collect()
}

/// What a sign-in is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When the person last proved something, where that is known.
    pub auth_time: Option<Timestamp>,
    /// How well they were recognised.
    pub acr: Acr,
    /// Whether an identity provider took part.
    pub federated: bool,
}

impl Standing {
    /// That of a token or session, by its claims.
    pub fn new(auth_time: Option<Timestamp>, acr: Acr, amr: &[String]) -> Self {
        Self {
            auth_time,
            acr,
            federated: amr.iter().any(|value| value == Method::Federated.amr()),
        }
    }
}

/// What a guarded act demands of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// How long ago the last proof may be, in seconds.
    pub max_age: u32,
    /// The level: that which the person has enrolled for.
    pub acr: Acr,
}

impl Demand {
    /// That of somebody of whom second factors are asked here, or none.
    pub const fn new(settings: &Settings, has_factor: bool) -> Self {
        Self {
            max_age: settings.step_up_max_age,
            acr: if has_factor { Acr::TwoFactors } else { Acr::OneFactor },
        }
    }

    /// Is it young enough? A sign-in of which nobody knows when it was is not.
    pub fn is_fresh(self, standing: Standing, now: Timestamp) -> bool {
        standing
            .auth_time
            .is_some_and(|at| !at.plus_secs(i64::from(self.max_age)).is_past(now))
    }

    /// Is it young and strong enough?
    pub fn is_met_by(self, standing: Standing, now: Timestamp) -> bool {
        self.is_fresh(standing, now) && standing.acr >= self.acr
    }
}

/// What somebody who is signed in proved themself with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// A first factor.
    First(Method),
    /// A second factor, beside the first one of the sign-in.
    Second(SecondFactor),
}

impl Again {
    /// Its `amr` value.
    pub const fn amr(self) -> &'static str {
        match self {
            Self::First(method) => method.amr(),
            Self::Second(factor) => factor.amr(),
        }
    }

    const fn is_passkey(self) -> bool {
        match self {
            Self::First(method) => method.is_passkey(),
            Self::Second(factor) => factor.is_passkey(),
        }
    }

    /// How well the person is recognised by it.
    pub const fn acr(self) -> Acr {
        match self {
            _ if self.is_passkey() => Acr::PhishingResistant,
            Self::First(_) => Acr::OneFactor,
            Self::Second(_) => Acr::TwoFactors,
        }
    }

    /// The `amr` of a session after it. A second factor stands beside the first factor of the sign-in, a first one by itself.
    fn values(self, before: &[String]) -> Vec<String> {
        let federated = Method::Federated.amr();
        let first = match self {
            Self::First(_) => Vec::new(),
            Self::Second(_) => {
                let fed = before.iter().filter(|value| *value == federated);
                before.iter().take(1).chain(fed).cloned().collect()
            }
        };
        let several = self.acr() > Acr::OneFactor;
        let own = [
            Some(self.amr()),
            self.is_passkey().then_some("user"),
            several.then_some("mfa"),
        ];
        let mut all: Vec<String> = Vec::new();
        for value in first.into_iter().chain(own.into_iter().flatten().map(str::to_owned)) {
            if !all.contains(&value) {
                all.push(value);
            }
        }
        all
    }
}

impl Session {
    /// What it is worth.
    pub fn standing(&self) -> Standing {
        Standing::new(Some(self.auth_time), self.acr, &self.amr)
    }

    /// The person proved themself again: another secret, and what is known of the latest proof. Reference and end stay (SS-01).
    #[must_use]
    pub fn step_up(self, secret_hash: String, by: Again, now: Timestamp) -> Self {
        Self {
            secret_hash,
            auth_time: now,
            amr: by.values(&self.amr),
            acr: by.acr(),
            ..self
        }
    }
}

#[cfg(test)]
#[path = "step_up_tests.rs"]
mod tests;
