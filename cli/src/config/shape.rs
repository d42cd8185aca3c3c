//! The sections of a document: what each is called, where the API has it, and how two of its things are compared.
//!
//! Settings and branding have no list here: they are what the running application has, so that a new setting needs no new command.

use super::fields::{APPLICATION, CLAIMS, CLIENT, Field, Holds, PROVIDER, ROLE, TEMPLATE};
use serde_json::{Map, Value};

/// A section, in the order of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Application,
    Settings,
    Branding,
    Role,
    Client,
    Provider,
    Template,
    Claims,
}

/// What an OpenID provider's metadata says, and nobody else.
const DISCOVERED: &[&str] = &["authorization_endpoint", "token_endpoint", "userinfo_endpoint"];

/// What the API shows and nobody sets.
const SHOWN: &[&str] = &[
    "id",
    "version",
    "created_at",
    "updated_at",
    "system",
    "client_id_issued_at",
    "secrets",
    "sector",
    "response_types",
    "source",
    "jwks_uri",
    "iss_parameter",
    "has_client_secret",
    "callback_url",
];

impl Kind {
    pub(super) const ALL: [Self; 8] = [
        Self::Application,
        Self::Settings,
        Self::Branding,
        Self::Role,
        Self::Client,
        Self::Provider,
        Self::Template,
        Self::Claims,
    ];

    /// Its name in a document.
    pub(super) const fn section(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Settings => "settings",
            Self::Branding => "branding",
            Self::Role => "roles",
            Self::Client => "clients",
            Self::Provider => "identity_providers",
            Self::Template => "email_templates",
            Self::Claims => "jwt_templates",
        }
    }

    /// One thing of it, to a person.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Settings => "settings",
            Self::Branding => "branding",
            Self::Role => "role",
            Self::Client => "client",
            Self::Provider => "identity provider",
            Self::Template => "e-mail template",
            Self::Claims => "JWT template",
        }
    }

    /// One object, which is always there.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Application | Self::Settings | Self::Branding)
    }

    /// The member that is the id.
    pub(super) const fn id(self) -> Option<&'static str> {
        match self {
            Self::Role | Self::Provider | Self::Claims => Some("id"),
            Self::Client => Some("client_id"),
            _ => None,
        }
    }

    /// Where the API has it.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Application => "/api/applications/current",
            Self::Settings => "/api/applications/settings",
            Self::Branding => "/api/applications/branding",
            Self::Role => "/api/roles",
            Self::Client => "/api/clients",
            Self::Provider => "/api/idps",
            Self::Template => "/api/email-templates",
            Self::Claims => "/api/jwt-templates",
        }
    }

    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Application => APPLICATION,
            Self::Settings | Self::Branding => &[],
            Self::Role => ROLE,
            Self::Client => CLIENT,
            Self::Provider => PROVIDER,
            Self::Template => TEMPLATE,
            Self::Claims => CLAIMS,
        }
    }

    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// Whether members of an object are compared one by one, and those that are not named stay as they are.
    pub(super) fn merges(self, name: &str) -> bool {
        match self {
            Self::Settings | Self::Branding => true,
            Self::Provider => name == "mapping",
            _ => false,
        }
    }

    /// Whether the order of a value means nothing.
    pub(super) fn is_a_set(self, name: &str) -> bool {
        match self {
            Self::Role => name == "permissions",
            Self::Claims => name == "targets",
            Self::Client => matches!(name, "scope" | "grant_types" | "machine_permissions"),
            Self::Settings => matches!(name, "locales" | "signup_required_fields"),
            _ => false,
        }
    }

    /// What people call a thing of it: the same in every application, where the id is not.
    pub(super) fn name(self, fields: &Map<String, Value>) -> String {
        let of = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        match self {
            Self::Application | Self::Settings | Self::Branding => String::new(),
            Self::Role | Self::Provider | Self::Claims => of("name").to_owned(),
            Self::Client => format!("{} ({})", of("client_name"), of("type")),
            Self::Template => format!("{}/{}", of("kind"), of("locale")),
        }
    }

    /// The configuration in what the API shows: every field, absent ones as null, in one order.
    pub(super) fn configured(self, shown: &Map<String, Value>) -> Map<String, Value> {
        if self.fields().is_empty() {
            return shown.clone();
        }
        let mut kept = Map::new();
        let is_oidc = self == Self::Provider && shown.get("type").and_then(Value::as_str) == Some("oidc");
        for field in self.fields().iter().filter(|field| field.holds != Holds::Secret) {
            if is_oidc && DISCOVERED.contains(&field.name) {
                continue;
            }
            match shown.get(field.name) {
                Some(value) => drop(kept.insert(field.name.to_owned(), value.clone())),
                None if field.nullable => drop(kept.insert(field.name.to_owned(), Value::Null)),
                None => {}
            }
        }
        if matches!(self, Self::Client | Self::Provider | Self::Role) {
            // What a newer platform has besides comes behind, by name.
            let mut more: Vec<_> = shown.iter().filter(|(name, _)| self.is_newer(name)).collect();
            more.sort_by_key(|(name, _)| name.as_str());
            kept.extend(more.into_iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        kept
    }

    fn is_newer(self, name: &str) -> bool {
        self.field(name).is_none() && self.id() != Some(name) && !SHOWN.contains(&name)
    }
}
