//! What a claim may be filled with: a closed list of values with their JSON types. There are no expressions (behaviour 3.17, decision 25).

use crate::{client::Client, user::User};
use protocol::acr::Acr;
use serde::Serialize;
use serde_json::Value;

/// The JSON type that a placeholder becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PlaceholderType")
)]
pub enum ValueType {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// Seconds since 1970.
    Number,
    /// Texts.
    Array,
}

macro_rules! placeholders {
    ($($name:ident = $text:literal, $kind:ident, $about:literal;)+) => {
        /// What stands between the braces.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each variant is documented by its text")]
        pub enum Placeholder { $($name,)+ }

        impl Placeholder {
            /// All of them, in the order of a palette.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it becomes.
            pub const fn value_type(self) -> ValueType {
                match self { $(Self::$name => ValueType::$kind,)+ }
            }

            /// What it is, for people.
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $about,)+ }
            }
        }
    };
}

placeholders! {
    UserId = "user.id", String, "The person, as this client knows them: the sub";
    UserEmail = "user.email", String, "The e-mail address";
    UserEmailVerified = "user.email_verified", Boolean, "Was the mailbox proven?";
    UserName = "user.name", String, "The full name";
    UserGivenName = "user.given_name", String, "The first name";
    UserFamilyName = "user.family_name", String, "The last name";
    UserPicture = "user.picture", String, "The address of an image";
    UserLocale = "user.locale", String, "The language";
    UserZoneinfo = "user.zoneinfo", String, "The time zone";
    UserPhoneNumber = "user.phone_number", String, "The phone number";
    UserPhoneNumberVerified = "user.phone_number_verified", Boolean, "Was the phone number proven?";
    UserExternalId = "user.external_id", String, "Your own key for the person";
    UserRoles = "user.roles", Array, "The names of the person's roles";
    UserPermissions = "user.permissions", Array, "What those roles permit";
    UserCreatedAt = "user.created_at", Number, "When the account was made";
    UserUpdatedAt = "user.updated_at", Number, "When the account last changed";
    OrgId = "org.id", String, "The active organization";
    OrgName = "org.name", String, "What people call it";
    OrgSlug = "org.slug", String, "Its short name";
    OrgRole = "org.role", String, "The person's role in it";
    OrgPermissions = "org.permissions", Array, "What that role permits";
    ClientId = "client.id", String, "The client_id";
    ClientName = "client.name", String, "The client's name";
    ClientType = "client.type", String, "web, spa, native or machine";
    SessionId = "session.id", String, "The sid";
    SessionAuthTime = "session.auth_time", Number, "When the person last proved who they are";
    SessionAcr = "session.acr", String, "How well they proved it";
    SessionAmr = "session.amr", Array, "By which methods";
}

impl Placeholder {
    /// Finds one by its name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == text)
    }

    /// Whether the person's roles have to be known for it.
    pub const fn needs_roles(self) -> bool {
        matches!(self, Self::UserRoles | Self::UserPermissions)
    }

    /// What it stands for; nothing where nothing is known.
    pub fn value(self, facts: &Facts<'_>) -> Option<Value> {
        facts
            .person
            .and_then(|person| self.of_person(&person))
            .or_else(|| facts.organization.and_then(|org| self.of_organization(&org)))
            .or_else(|| facts.session.and_then(|session| self.of_session(&session)))
            .or_else(|| self.of_client(facts.client))
    }

    fn of_person(self, person: &Person<'_>) -> Option<Value> {
        let user = person.user;
        let text = |value: &Option<String>| value.clone().map(Value::from);
        match self {
            Self::UserId => Some(Value::from(person.subject)),
            Self::UserEmail => user.email.as_ref().map(|email| Value::from(email.as_str())),
            Self::UserEmailVerified => user.email.as_ref().map(|_| Value::from(user.email_verified)),
            Self::UserName => text(&user.name),
            Self::UserGivenName => text(&user.given_name),
            Self::UserFamilyName => text(&user.family_name),
            Self::UserPicture => text(&user.picture),
            Self::UserLocale => text(&user.locale),
            Self::UserZoneinfo => text(&user.zoneinfo),
            Self::UserPhoneNumber => user.phone.as_ref().map(|phone| Value::from(phone.as_str())),
            // A number is kept once it was proven, and not before.
            Self::UserPhoneNumberVerified => user.phone.as_ref().map(|_| Value::from(true)),
            Self::UserExternalId => text(&user.external_id),
            Self::UserRoles => Some(Value::from(person.roles)),
            Self::UserPermissions => Some(Value::from(person.permissions)),
            Self::UserCreatedAt => Some(Value::from(user.created_at.secs())),
            Self::UserUpdatedAt => Some(Value::from(user.updated_at.secs())),
            _ => None,
        }
    }

    fn of_organization(self, org: &ActiveOrganization<'_>) -> Option<Value> {
        match self {
            Self::OrgId => Some(Value::from(org.id)),
            Self::OrgName => Some(Value::from(org.name)),
            Self::OrgSlug => org.slug.map(Value::from),
            Self::OrgRole => Some(Value::from(org.role)),
            Self::OrgPermissions => Some(Value::from(org.permissions)),
            _ => None,
        }
    }

    fn of_session(self, session: &SessionFacts<'_>) -> Option<Value> {
        match self {
            Self::SessionId => Some(Value::from(session.id)),
            Self::SessionAuthTime => Some(Value::from(session.auth_time)),
            Self::SessionAcr => serde_json::to_value(session.acr).ok(),
            Self::SessionAmr => Some(Value::from(session.amr)),
            _ => None,
        }
    }

    fn of_client(self, client: &Client) -> Option<Value> {
        match self {
            Self::ClientId => Some(Value::from(client.id.to_string())),
            Self::ClientName => Some(Value::from(client.client_name.as_str())),
            Self::ClientType => serde_json::to_value(client.client_type).ok(),
            _ => None,
        }
    }
}

/// The person a token is about.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Who.
    pub user: &'a User,
    /// As the client knows them: a pairwise client must not learn the id.
    pub subject: &'a str,
    /// The names of their roles, where a template [needs](Placeholder::needs_roles) them.
    pub roles: &'a [String],
    /// And what those permit.
    pub permissions: &'a [String],
}

/// The session a token comes from.
#[derive(Clone, Copy, Debug)]
pub struct SessionFacts<'a> {
    /// Its public reference.
    pub id: &'a str,
    /// Time of the latest proof, in seconds.
    pub auth_time: i64,
    /// How well the person was recognised.
    pub acr: Acr,
    /// By which methods.
    pub amr: &'a [String],
}

/// The organization a person acts for.
#[derive(Clone, Copy, Debug)]
pub struct ActiveOrganization<'a> {
    /// Which.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Its short name.
    pub slug: Option<&'a str>,
    /// The person's role in it.
    pub role: &'a str,
    /// What that permits.
    pub permissions: &'a [String],
}

/// What is known when a token is made.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// For whom.
    pub client: &'a Client,
    /// About whom; none in a machine's token.
    pub person: Option<Person<'a>>,
    /// From which session.
    pub session: Option<SessionFacts<'a>>,
    /// Acting for whom.
    pub organization: Option<ActiveOrganization<'a>>,
}
