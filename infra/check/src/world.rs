//! All items side by side, read into the entities they hold: what the rules compare.

use crate::{Moment, item::Item, report::Report};
use domain::{
    ApplicationId, ClientId, Event, GrantId, OrganizationId, SessionId, UserId,
    api_key::ApiKey,
    application::{Application, HostView},
    client::Client,
    consent::Consent,
    credential::PasswordCredential,
    custom_domain::{CustomDomain, LeavingSite},
    departure::Departure,
    grant::Grant,
    identity::Identity,
    identity_provider::IdentityProvider,
    invitation::Invitation,
    jwt_template::JwtTemplate,
    organization::{Member, Organization},
    parked::Parked,
    passkey::Passkey,
    role::Role,
    session::Session,
    signing_key::KeyRing,
    transfer::Offer,
    user::User,
};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashSet};

/// An entity with the item it was read from.
pub(crate) type Held<'a, T> = (&'a Item, T);
/// Entities of one kind by application and key.
pub(crate) type By<'a, K, T> = BTreeMap<(String, K), Held<'a, T>>;

/// What the scanner knows.
pub(crate) struct World<'a> {
    pub(crate) moment: Moment,
    pub(crate) items: &'a [Item],
    pub(crate) applications: BTreeMap<ApplicationId, Held<'a, Application>>,
    pub(crate) hosts: Vec<Held<'a, HostView>>,
    pub(crate) domains: Vec<Held<'a, CustomDomain>>,
    pub(crate) parked: Vec<Held<'a, Parked>>,
    pub(crate) leaving: Vec<Held<'a, LeavingSite>>,
    pub(crate) rings: Vec<Held<'a, KeyRing>>,
    pub(crate) roles: Vec<Held<'a, Role>>,
    pub(crate) jwt_templates: Vec<Held<'a, JwtTemplate>>,
    pub(crate) clients: By<'a, ClientId, Client>,
    pub(crate) api_keys: Vec<Held<'a, ApiKey>>,
    pub(crate) users: By<'a, UserId, User>,
    pub(crate) departures: By<'a, UserId, Departure>,
    pub(crate) passwords: By<'a, UserId, PasswordCredential>,
    pub(crate) identities: Vec<Held<'a, Identity>>,
    pub(crate) passkeys: Vec<Held<'a, Passkey>>,
    pub(crate) providers: Vec<Held<'a, IdentityProvider>>,
    pub(crate) sessions: By<'a, SessionId, Session>,
    pub(crate) grants: By<'a, GrantId, Grant>,
    pub(crate) consents: Vec<Held<'a, Consent>>,
    pub(crate) organizations: By<'a, OrganizationId, Organization>,
    pub(crate) members: Vec<Held<'a, Member>>,
    pub(crate) invitations: Vec<Held<'a, Invitation>>,
    pub(crate) offers: Vec<Held<'a, Offer>>,
    pub(crate) events: Vec<Held<'a, Event>>,
    /// `app`, `PK`, `SK` of every item.
    keys: HashSet<(&'a str, &'a str, &'a str)>,
}

/// The rule that every item can be read as what it says it is.
const READABLE: &str = "every item reads as what its type says";

fn all<'a, T: DeserializeOwned>(items: &'a [Item], kind: &str, report: &mut Report) -> Vec<Held<'a, T>> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| item.kind() == kind) {
        let read = item.entity::<T>();
        // What serde says may hold a value; that it did not work is enough.
        report.judge(READABLE, item, read.is_ok(), "the attributes are not those of its type");
        found.extend(read.ok().map(|entity| (item, entity)));
    }
    found
}

fn by<K: Ord, T>(found: Vec<Held<'_, T>>, key: impl Fn(&T) -> K) -> By<'_, K, T> {
    found
        .into_iter()
        .map(|(item, entity)| ((item.app().to_owned(), key(&entity)), (item, entity)))
        .collect()
}

fn events<'a>(items: &'a [Item], report: &mut Report) -> Vec<Held<'a, Event>> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| !item.text("ev").is_empty()) {
        let read = serde_json::from_str::<Vec<Event>>(item.text("ev"));
        report.judge(READABLE, item, read.is_ok(), "its events cannot be read");
        found.extend(read.unwrap_or_default().into_iter().map(|event| (item, event)));
    }
    found
}

/// A password names its user in its key only.
fn user_in_key(item: &Item) -> Option<UserId> {
    item.pk().rsplit('#').next()?.parse().ok()
}

impl<'a> World<'a> {
    pub(crate) fn new(items: &'a [Item], moment: Moment, report: &mut Report) -> Self {
        let passwords = all::<PasswordCredential>(items, "password", report)
            .into_iter()
            .filter_map(|(item, entity)| Some(((item.app().to_owned(), user_in_key(item)?), (item, entity))));
        Self {
            passwords: passwords.collect(),
            applications: all::<Application>(items, "application", report)
                .into_iter()
                .map(|(item, application)| (application.id, (item, application)))
                .collect(),
            hosts: all(items, "host", report),
            domains: all(items, "domain", report),
            parked: all(items, "parked", report),
            leaving: all(items, "leaving_site", report),
            rings: all(items, "key_ring", report),
            roles: all(items, "role", report),
            clients: by(all(items, "client", report), |client: &Client| client.id),
            api_keys: all(items, "api_key", report),
            users: by(all(items, "user", report), |user: &User| user.id),
            departures: by(all(items, "departure", report), |departure: &Departure| {
                departure.user_id
            }),
            identities: all(items, "identity", report),
            passkeys: all(items, "passkey", report),
            providers: all(items, "idp", report),
            jwt_templates: all(items, "jwt_template", report),
            sessions: by(all(items, "session", report), |session: &Session| session.id),
            grants: by(all(items, "grant", report), |grant: &Grant| grant.id),
            consents: all(items, "consent", report),
            organizations: by(all(items, "organization", report), |team: &Organization| team.id),
            members: all(items, "member", report),
            invitations: all(items, "invitation", report),
            offers: all(items, "offer", report),
            events: events(items, report),
            keys: items.iter().map(|item| (item.app(), item.pk(), item.sk())).collect(),
            moment,
            items,
        }
    }

    /// The items of a kind.
    pub(crate) fn of(&self, kind: &'static str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.kind() == kind)
    }

    /// The application an item says it belongs to.
    pub(crate) fn application_of(&self, item: &Item) -> Option<&Application> {
        let id = item.app().parse().ok()?;
        self.applications.get(&id).map(|(_, application)| application)
    }

    /// A user of the same application as `item`.
    pub(crate) fn user(&self, item: &Item, id: &UserId) -> Option<&User> {
        self.users.get(&(item.app().to_owned(), *id)).map(|(_, user)| user)
    }

    /// Whether there is an item of `app` under this key.
    pub(crate) fn has(&self, app: &str, pk: &str, sk: &str) -> bool {
        self.keys.contains(&(app, pk, sk))
    }
}
