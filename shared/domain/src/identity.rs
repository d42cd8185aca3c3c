//! One user's link to an account at an identity provider, and what a provider's word is worth (behaviour 3.8, 5.6; FE-01, AH-01).
//!
//! An identity is keyed by connection, issuer and subject. An e-mail address alone never selects or links anybody: [`decide`] is the whole table.

use crate::{Email, IdentityId, IdentityProviderId, Timestamp, UserId, settings::AccountLinking, user::User};
use serde::{Deserialize, Serialize};

/// Identities a user may have.
pub const MAX_IDENTITIES: usize = 20;
/// `last_used_at` is renewed at most this often, in seconds: signing in often writes little.
const USED_GRANULARITY_SECS: i64 = 3600;

/// What a provider says of a person, as far as we take it over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct MappedProfile {
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// An https image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// IANA zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoneinfo: Option<String>,
}

impl MappedProfile {
    /// Fills what is empty; what the person or an admin typed stays, and the address is never touched (behaviour 3.7).
    pub fn fill(&self, user: &mut User) {
        let pairs = [
            (&mut user.name, &self.name),
            (&mut user.given_name, &self.given_name),
            (&mut user.family_name, &self.family_name),
            (&mut user.picture, &self.picture),
            (&mut user.locale, &self.locale),
            (&mut user.zoneinfo, &self.zoneinfo),
        ];
        for (place, said) in pairs {
            if place.is_none() {
                place.clone_from(said);
            }
        }
    }
}

/// A provider's word: who signed in there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asserted {
    /// Through which connection.
    #[serde(rename = "p")]
    pub idp_id: IdentityProviderId,
    /// Whose word.
    #[serde(rename = "i")]
    pub issuer: String,
    /// About whom.
    #[serde(rename = "s")]
    pub subject: String,
    /// The address it gives.
    #[serde(rename = "e", skip_serializing_if = "Option::is_none", default)]
    pub email: Option<Email>,
    /// Said to be proven, by a provider that is believed.
    #[serde(rename = "v", default)]
    pub email_verified: bool,
    /// Said to have given more than one factor, by a provider that is believed.
    #[serde(rename = "m", skip_serializing_if = "std::ops::Not::not", default)]
    pub mfa: bool,
    /// The rest.
    #[serde(rename = "f", default)]
    pub profile: MappedProfile,
    /// A refresh token that came with it, sealed for the account there: only where it is to be kept.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none", default)]
    pub sealed_refresh_token: Option<String>,
}

/// What a sign-in does to the refresh token that an identity keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: the provider gave none this time.
    AsItIs,
    /// It is replaced by this one, sealed for the identity.
    Replaced(String),
    /// It goes: the application no longer wants them kept.
    Gone,
}

impl Kept {
    fn after(self, before: Option<&String>) -> Option<String> {
        match self {
            Self::AsItIs => before.cloned(),
            Self::Replaced(sealed) => Some(sealed),
            Self::Gone => None,
        }
    }
}

/// The stored link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its identifier.
    pub id: IdentityId,
    /// Whose.
    pub user_id: UserId,
    /// At which connection.
    pub idp_id: IdentityProviderId,
    /// Whose word.
    pub issuer: String,
    /// About whom.
    pub subject: String,
    /// MAC of connection, issuer and subject: where its marker is.
    pub marker: String,
    /// As the provider last said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub email: Option<Email>,
    /// As the provider last said.
    pub email_verified: bool,
    /// As the provider last said.
    pub profile: MappedProfile,
    /// The provider's refresh token, sealed for this identity alone; never shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sealed_refresh_token: Option<String>,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When it last signed the person in, to the hour.
    pub last_used_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl Identity {
    /// Links a provider's account to a user.
    pub fn link(
        id: IdentityId,
        user_id: UserId,
        marker: String,
        (said, kept): (Asserted, Kept),
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            user_id,
            idp_id: said.idp_id,
            issuer: said.issuer,
            subject: said.subject,
            marker,
            email: said.email,
            email_verified: said.email_verified,
            profile: said.profile,
            sealed_refresh_token: kept.after(None),
            created_at: now,
            last_used_at: now,
            version: 1,
        }
    }

    /// It signed the person in again; `None` when nothing is worth writing.
    pub fn used(&self, said: &Asserted, kept: Kept, now: Timestamp) -> Option<Self> {
        let sealed_refresh_token = kept.after(self.sealed_refresh_token.as_ref());
        let same = self.email == said.email
            && self.email_verified == said.email_verified
            && self.profile == said.profile
            && self.sealed_refresh_token == sealed_refresh_token;
        if same && !self.last_used_at.plus_secs(USED_GRANULARITY_SECS).is_past(now) {
            return None;
        }
        Some(Self {
            email: said.email.clone(),
            email_verified: said.email_verified,
            profile: said.profile.clone(),
            sealed_refresh_token,
            last_used_at: now,
            version: self.version.saturating_add(1),
            ..self.clone()
        })
    }

    /// The provider gave another refresh token in place of the one that was kept, or (`None`) takes that one no more.
    #[must_use]
    pub fn keeping(mut self, sealed_refresh_token: Option<String>) -> Self {
        self.sealed_refresh_token = sealed_refresh_token;
        self.version = self.version.saturating_add(1);
        self
    }
}

/// What follows from a provider's word (behaviour 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The identity is known: its user signs in.
    SignIn,
    /// Nobody has the address, and it is proven, or there is none: a user is made, by the rules of sign-up.
    SignUp,
    /// Proven there and here, and the application wants it: linked, and the owner is told.
    Link,
    /// Anything less: the mailbox or the existing account is proven first. The same for an address that nobody has, so it tells nothing (EN-01).
    Confirm,
    /// A user has the address, and this connection may not be linked to users.
    Refuse,
}

/// The table of behaviour 5.6. `known`: the identity has a user; `holder`: the user who has the address.
pub fn decide(
    said: &Asserted,
    known: bool,
    holder: Option<&User>,
    linking: AccountLinking,
    may_link: bool,
) -> Decision {
    match holder {
        _ if known => Decision::SignIn,
        None if said.email.is_none() || said.email_verified => Decision::SignUp,
        _ if !said.email_verified => Decision::Confirm,
        Some(_) if !may_link => Decision::Refuse,
        Some(user) if user.email_verified && user.is_active() && linking == AccountLinking::VerifiedEmail => {
            Decision::Link
        }
        _ => Decision::Confirm,
    }
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
