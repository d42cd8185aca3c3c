//! What a list of users asks for: which index answers it, and what is left to filter after the read (behaviour 4.9).

use crate::manage::moment;
use domain::{
    Email, IdentityProviderId, RoleId, Timestamp, UserId,
    user::{User, UserStatus, search_text},
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use serde::{Deserialize, Serialize};
use store::UserFilter;

/// What a list of users is filtered by, as a query or a job says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct UserFilters {
    /// Whose address, name or id begins so; 2 to 254 characters.
    pub search: Option<String>,
    /// The one with this address.
    pub email: Option<String>,
    /// Only those: `pending`, `active`, `disabled`, `deletion_scheduled`.
    pub status: Option<String>,
    /// Only those who have the role with this id.
    pub role: Option<String>,
    /// Only those who linked an account at the identity provider with this id.
    pub provider: Option<String>,
    /// Only those with this second factor: `totp`, `sms`, `passkey`, `any`, `none`.
    pub factor: Option<String>,
    /// Only those made at this moment or later.
    pub created_after: Option<String>,
    /// Only those made before this moment.
    pub created_before: Option<String>,
    /// The one with this key of the application's own.
    pub external_id: Option<String>,
}

impl UserFilters {
    /// What a query says.
    pub fn of(params: &Params) -> Result<Self, Failure> {
        let text = |name: &str| params.single(name).map(|value| value.map(str::to_owned));
        Ok(Self {
            search: text("search")?,
            email: text("email")?,
            status: text("status")?,
            role: text("role")?,
            provider: text("provider")?,
            factor: text("factor")?,
            created_after: text("created_after")?,
            created_before: text("created_before")?,
            external_id: text("external_id")?,
        })
    }
}

/// A second factor, as lists are filtered by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Factor {
    Totp,
    Sms,
    Passkey,
    Any,
    None,
}

/// What was typed into the search.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Search {
    Id(String),
    Email(String),
    EmailOrName(String, String),
}

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct UserQuery {
    pub(super) email: Option<Email>,
    pub(super) id: Option<UserId>,
    pub(super) provider: Option<IdentityProviderId>,
    search: Option<Search>,
    status: Option<UserStatus>,
    role: Option<RoleId>,
    factor: Option<Factor>,
    external_id: Option<String>,
    created_after: Option<Timestamp>,
    created_before: Option<Timestamp>,
}

fn bad(name: &str) -> Failure {
    let detail = format!("{name} is not a value to filter by.");
    Failure::new(ErrorCode::InvalidParameter, detail).member("parameter", name)
}

fn one_of<T: Copy>(name: &str, text: Option<&str>, known: &[(&str, T)]) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let found = known.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| bad(name))
}

impl UserQuery {
    /// The one with this address.
    pub fn of_email(email: &str) -> Result<Self, Failure> {
        Self::read(&UserFilters {
            email: Some(email.to_owned()),
            ..UserFilters::default()
        })
    }

    /// Judges what is asked for.
    pub fn read(filters: &UserFilters) -> Result<Self, Failure> {
        let text = |value: &Option<String>| value.clone();
        let email = text(&filters.email).map(|email| Email::parse(&email).map_err(|_| bad("email")));
        let role = text(&filters.role).map(|id| id.parse().map_err(|_| bad("role")));
        let provider = text(&filters.provider).map(|id| id.parse().map_err(|_| bad("provider")));
        let statuses = [
            ("pending", UserStatus::Pending),
            ("active", UserStatus::Active),
            ("disabled", UserStatus::Disabled),
            ("deletion_scheduled", UserStatus::DeletionScheduled),
        ];
        let factors = [
            ("totp", Factor::Totp),
            ("sms", Factor::Sms),
            ("passkey", Factor::Passkey),
            ("any", Factor::Any),
            ("none", Factor::None),
        ];
        let search = filters.search.as_deref().map(str::trim);
        if search.is_some_and(|text| !(2..=254).contains(&text.chars().count())) {
            let detail = "search needs 2 to 254 characters.";
            return Err(Failure::new(ErrorCode::InvalidParameter, detail).member("parameter", "search"));
        }
        let query = Self {
            email: email.transpose()?,
            id: search.and_then(|text| text.parse().ok()),
            provider: provider.transpose()?,
            search: search.map(Search::of),
            status: one_of("status", filters.status.as_deref(), &statuses)?,
            role: role.transpose()?,
            factor: one_of("factor", filters.factor.as_deref(), &factors)?,
            external_id: text(&filters.external_id),
            created_after: moment("created_after", filters.created_after.as_deref())?,
            created_before: moment("created_before", filters.created_before.as_deref())?,
        };
        match (query.created_after, query.created_before) {
            (Some(from), Some(to)) if from >= to => {
                let detail = "created_before is later than created_after.";
                Err(Failure::new(ErrorCode::InvalidParameter, detail).member("parameter", "created_before"))
            }
            _ => Ok(query),
        }
    }

    /// The index that answers, best first: a provider's identities, the beginning of a text, the order of birth.
    pub(super) fn index(&self) -> UserFilter<'_> {
        if let Some(provider) = &self.provider {
            return UserFilter::Provider(provider);
        }
        match &self.search {
            Some(Search::Id(begin)) => UserFilter::Id(begin),
            Some(Search::Email(begin)) => UserFilter::Email(begin),
            Some(Search::EmailOrName(email, name)) if name.chars().count() < 2 => UserFilter::Email(email),
            Some(Search::EmailOrName(email, name)) => UserFilter::EmailOrName(email, name),
            None if self.created_after.is_some() || self.created_before.is_some() => {
                // A millisecond is the least that moments of ours differ in.
                let last = self
                    .created_before
                    .map(|to| Timestamp::from_millis(to.millis().saturating_sub(1)));
                UserFilter::Made(self.created_after, last)
            }
            None => UserFilter::All,
        }
    }

    /// What the index does not answer, and is filtered after the read.
    pub(super) fn after_reading(&self) -> Vec<&'static str> {
        let is_by_birth = self.provider.is_none() && self.search.is_none();
        let filters = [
            ("search", self.search.is_some() && self.provider.is_some()),
            ("status", self.status.is_some()),
            ("role", self.role.is_some()),
            ("factor", self.factor.is_some()),
            ("created_after", self.created_after.is_some() && !is_by_birth),
            ("created_before", self.created_before.is_some() && !is_by_birth),
            ("external_id", self.external_id.is_some()),
        ];
        filters
            .into_iter()
            .filter(|(_, is_on)| *is_on)
            .map(|(name, _)| name)
            .collect()
    }

    /// Whether the index, led by a name, came to somebody whom it also leads to by their address.
    pub(super) fn is_found_by_email(&self, user: &User) -> bool {
        let begins = |begin: &str| {
            user.email
                .as_ref()
                .is_some_and(|email| email.canonical().starts_with(begin))
        };
        matches!(&self.search, Some(Search::EmailOrName(begin, _)) if begins(begin))
    }

    /// Everything but the provider, which a user does not say.
    pub(super) fn wants(&self, user: &User) -> bool {
        user.status != UserStatus::Deleted
            && self.search.as_ref().is_none_or(|search| search.finds(user))
            && self.status.is_none_or(|status| user.status == status)
            && self.role.is_none_or(|role| user.roles.contains(&role))
            && self.factor.is_none_or(|factor| factor.is_of(user))
            && self.created_after.is_none_or(|from| user.created_at >= from)
            && self.created_before.is_none_or(|to| user.created_at < to)
            && self
                .external_id
                .as_deref()
                .is_none_or(|id| user.external_id.as_deref() == Some(id))
    }
}

impl Factor {
    const fn is_of(self, user: &User) -> bool {
        match self {
            Self::Totp => user.has_totp,
            Self::Sms => user.has_sms,
            Self::Passkey => user.passkey_count > 0,
            Self::Any => user.has_second_factor(),
            Self::None => !user.has_second_factor(),
        }
    }
}

impl Search {
    fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        if lower.starts_with("usr_") {
            Self::Id(lower)
        } else if lower.contains('@') {
            Self::Email(lower)
        } else {
            Self::EmailOrName(lower, search_text(text))
        }
    }

    fn finds(&self, user: &User) -> bool {
        let email = |begin: &str| {
            user.email
                .as_ref()
                .is_some_and(|email| email.canonical().starts_with(begin))
        };
        let name = |begin: &str| user.search_name().is_some_and(|name| name.starts_with(begin));
        match self {
            Self::Id(begin) => user.id.to_string().starts_with(begin),
            Self::Email(begin) => email(begin),
            Self::EmailOrName(begin, other) => email(begin) || (other.chars().count() >= 2 && name(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(filters: UserFilters) -> Option<UserQuery> {
        UserQuery::read(&filters).ok()
    }

    fn search(text: &str) -> UserFilters {
        UserFilters {
            search: Some(text.to_owned()),
            ..UserFilters::default()
        }
    }

    #[test]
    fn what_was_typed_says_which_index_answers() {
        let led = |text: &str| query(search(text)).map(|query| format!("{:?}", query.index()));
        let wanted = |text: &str| Some(text.to_owned());
        assert_eq!(led(" Zoë "), wanted(r#"EmailOrName("zoë", "zoe")"#));
        assert_eq!(led("Mia@Acme"), wanted(r#"Email("mia@acme")"#));
        assert_eq!(led("USR_01k"), wanted(r#"Id("usr_01k")"#));
        assert_eq!(led("x"), None);
    }

    #[test]
    fn a_range_of_birth_is_read_from_the_index_unless_another_one_leads() {
        let born = |rest: UserFilters| {
            query(UserFilters {
                created_after: Some("2026-01-31T12:00:00Z".to_owned()),
                ..rest
            })
            .map(|query| query.after_reading())
        };
        assert_eq!(born(UserFilters::default()), Some(vec![]));
        assert_eq!(born(search("mia")), Some(vec!["created_after"]));
        let empty = UserFilters {
            created_before: Some("2026-01-31T12:00:00Z".to_owned()),
            ..UserFilters::default()
        };
        assert_eq!(born(empty), None, "nothing is between a moment and itself");
    }
}
