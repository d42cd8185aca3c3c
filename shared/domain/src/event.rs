//! Every audit and webhook event. The name is the `type` of behaviour section 9, and never changes meaning.

mod kind;

pub use kind::EventKind;

use crate::{Entropy, EventId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Actor {
    /// What kind of actor.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// Its identifier, absent for `system` and `anonymous`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
}

/// The kinds of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ActorKind {
    /// A person of this application.
    User,
    /// A secret API key.
    ApiKey,
    /// An OAuth client.
    Client,
    /// A person of the dashboard application acting from there.
    Operator,
    /// The platform itself.
    System,
    /// Nobody known yet.
    Anonymous,
}

impl Actor {
    /// An actor with an identifier.
    pub fn new(kind: ActorKind, id: impl ToString) -> Self {
        Self {
            kind,
            id: Some(id.to_string()),
        }
    }

    /// The platform.
    pub const fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: None,
        }
    }

    /// Somebody not signed in.
    pub const fn anonymous() -> Self {
        Self {
            kind: ActorKind::Anonymous,
            id: None,
        }
    }
}

/// What it was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Target {
    /// `user`, `client`, `session` …
    #[serde(rename = "type")]
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was tried and did not work.
    Failure,
    /// It was refused.
    Denied,
}

/// Where a request came from, as far as events tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `X-Request-Id` of the request.
    #[serde(rename = "rid", skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// The edge-verified address.
    #[serde(rename = "ip", skip_serializing_if = "Option::is_none", default)]
    pub ip_address: Option<String>,
    /// The `User-Agent`, cut to 256 characters.
    #[serde(rename = "ua", skip_serializing_if = "Option::is_none", default)]
    pub user_agent: Option<String>,
}

/// One thing that happened, as it travels in the changed item and ends in the audit. Never holds secrets, codes, tokens or typed passwords.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its identifier; consumers are idempotent by it.
    pub id: EventId,
    /// The type of behaviour section 9.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
    /// Why, for failures and refusals.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Who.
    pub actor: Actor,
    /// To what.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub target: Option<Target>,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
    /// Further members: changed field names with old and new of non-secret fields, ≤ 8 KiB.
    #[serde(skip_serializing_if = "Map::is_empty", default)]
    pub data: Map<String, Value>,
    /// A mail or SMS to send because of this, sealed for the function that sends: nothing readable is in the stream.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mail: Option<String>,
}

/// Members of `data` that hold identifiers of ours and words of protocols, and never anything a person said.
const IMPERSONAL: &[&str] = &[
    "amr",
    "client_id",
    "count",
    "deletion_at",
    "failures",
    "device",
    "how",
    "identity",
    "idp",
    "left",
    "method",
    "new_device",
    "passkey",
    "purpose",
    "role_id",
    "scopes",
    "silent",
    "synced",
    "user_id",
    "via",
];

impl Event {
    /// A success of `kind` by `actor` at `now`.
    pub fn new(kind: EventKind, actor: Actor, now: Timestamp, entropy: &dyn Entropy) -> Self {
        Self {
            id: EventId::generate(now, entropy),
            kind,
            at: now,
            outcome: Outcome::Success,
            reason: None,
            actor,
            target: None,
            origin: Origin::default(),
            data: Map::new(),
            mail: None,
        }
    }

    /// Names what it was done to.
    #[must_use]
    pub fn on(mut self, kind: &str, id: impl ToString) -> Self {
        self.target = Some(Target {
            kind: kind.to_owned(),
            id: id.to_string(),
        });
        self
    }

    /// Adds a member to `data`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }

    /// Says from where.
    #[must_use]
    pub fn from(mut self, origin: &Origin) -> Self {
        self.origin = origin.clone();
        self
    }

    /// Whom it is about: the user that it was done to, else the person who did it.
    pub fn subject(&self) -> Option<UserId> {
        let target = self.target.as_ref().filter(|target| target.kind == "user");
        let target = target.and_then(|target| target.id.parse().ok());
        let is_person = matches!(self.actor.kind, ActorKind::User | ActorKind::Operator);
        target.or_else(|| self.actor.id.as_ref().filter(|_| is_person)?.parse().ok())
    }

    /// Marks a failure and says why.
    #[must_use]
    pub fn failed(mut self, reason: &str) -> Self {
        self.outcome = Outcome::Failure;
        self.reason = Some(reason.to_owned());
        self
    }

    /// Marks a refusal and says why.
    #[must_use]
    pub fn denied(mut self, reason: &str) -> Self {
        self.outcome = Outcome::Denied;
        self.reason = Some(reason.to_owned());
        self
    }

    /// Forgets what it says of a person who is erased: where they were, and every member that is not known to name nobody. Answers whether anything
    /// of that was there. What an admin did keeps where the admin was.
    pub fn forget(&mut self, user: &str) -> bool {
        let before = self.clone();
        if self.actor.kind == ActorKind::Anonymous || self.actor.id.as_deref() == Some(user) {
            self.origin.ip_address = None;
            self.origin.user_agent = None;
        }
        for (name, value) in &mut self.data {
            if !IMPERSONAL.contains(&name.as_str()) {
                *value = Value::from(user);
            }
        }
        *self != before
    }

    /// Adds the sealed mail or SMS that this event sends.
    #[must_use]
    pub fn mailing(mut self, sealed: String) -> Self {
        self.mail = Some(sealed);
        self
    }
}
