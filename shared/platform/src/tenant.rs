//! Which application a request is for: decided by its host, once, and by nothing else (behaviour 2.1, isolation rules I1-I5).
//!
//! One strongly consistent read cold, none warm; unknown hosts are remembered too. After this every key carries the application's id.

use crate::{birth::Birth, manage::applications::hosts, observe, reader::Reader, services::Services};
use domain::{
    ApiKeyId, ApplicationId, ClientId, Event, Hostname, Timestamp,
    application::{Application, ApplicationStatus, HostRole, HostView},
    client::Client,
    email_template::EmailTemplate,
    identity_provider::IdentityProvider,
    role::Role,
    settings::Settings,
    user::User,
};
use keys::{Ring, Vault};
use protocol::error::{ErrorCode, Failure};
use std::sync::Arc;

mod chance;
mod host;

pub use host::parse_host;

/// Labels under the platform domain that lead nowhere, or elsewhere.
const DASHBOARD: &str = "dashboard";
/// Asked at the domain that passkeys are bound to, which stays though the issuer moves.
const RELATED_ORIGINS: &str = "/.well-known/webauthn";

/// What a host serves.
#[derive(Clone, Debug)]
pub enum Site {
    /// The platform domain itself: product page and health, no issuer.
    Apex,
    /// One application.
    Application(Tenant),
}

/// The request-scoped view of an application.
#[derive(Clone, Debug)]
pub struct Tenant {
    services: Services,
    view: Arc<HostView>,
    birth: Option<Birth>,
    reader: Reader,
}

/// Finds what the host of a request serves. `host` is what the viewer wrote, port and all.
pub async fn resolve(services: &Services, host: &str) -> Result<Site, Failure> {
    let hostname = parse_host(host)?;
    let config = &services.config;
    if hostname == config.platform_domain || Some(&hostname) == config.subdomain("www").as_ref() {
        return Ok(Site::Apex);
    }
    if hostname.is_within(&config.platform_domain) && !is_application_label(&hostname, &config.platform_domain) {
        return Err(unknown());
    }
    let view = view(services, &hostname).await?.ok_or_else(unknown)?;
    Ok(Site::Application(Tenant::seen(services, view)))
}

fn unknown() -> Failure {
    Failure::new(
        ErrorCode::ApplicationNotFound,
        "No application lives at this address. Check its spelling.",
    )
}

/// One label below the platform domain, and not a reserved one but the dashboard's.
fn is_application_label(host: &Hostname, platform: &Hostname) -> bool {
    let label = host
        .as_str()
        .strip_suffix(platform.as_str())
        .and_then(|head| head.strip_suffix('.'))
        .unwrap_or("");
    label == DASHBOARD || domain::Slug::parse(label).is_ok_and(|slug| !slug.is_reserved())
}

async fn view(services: &Services, hostname: &Hostname) -> Result<Option<Arc<HostView>>, Failure> {
    let now = services.now();
    if let Some(known) = services.caches().hosts.get(hostname, now) {
        return Ok(known);
    }
    let found = services
        .store
        .host(hostname)
        .await?
        .map(|found| Arc::new(hosts::view(services, found.application, found.hostname, found.role)));
    services.caches().hosts.put(hostname.clone(), found.clone(), now);
    Ok(found)
}

impl Tenant {
    /// The view of an application that is already in hand: stream and schedule functions, the dashboard's mount, bootstrap.
    pub fn of(services: &Services, application: Application) -> Self {
        Self::seen(services, Arc::new(hosts::of_issuer(services, application)))
    }

    fn seen(services: &Services, view: Arc<HostView>) -> Self {
        Self {
            services: services.clone(),
            reader: Reader::of(&view.application.settings),
            view,
            birth: None,
        }
    }

    /// Who reads the answer.
    pub const fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The same request, read by somebody whose language is known.
    #[must_use]
    pub fn read_by_user(&self, user: &User) -> Self {
        let reader = self.reader.clone().known(user, self.settings());
        self.clone().read_by(reader)
    }

    /// The same request with its reader.
    #[must_use]
    pub fn read_by(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }

    /// The same request for another application: the dashboard's mount.
    pub async fn mounted(&self, application: &ApplicationId) -> Result<Option<Self>, Failure> {
        let now = self.now();
        let known = self.services.caches().applications.get(application, now);
        let found = match known {
            Some(found) => found,
            None => match self.services.store.application(application).await? {
                Some(found) => Arc::new(found),
                None => return Ok(None),
            },
        };
        self.services
            .caches()
            .applications
            .put(*application, Arc::clone(&found), now);
        Ok(Some(Self::of(&self.services, Application::clone(&found))))
    }

    /// Whether this host serves `path` at all: suspended, deleted, or no longer the issuer's (behaviour 2.1 step 5, 2.4).
    pub fn admits(&self, path: &str) -> Result<(), Failure> {
        match self.view.application.status {
            ApplicationStatus::Deleted => return Err(unknown()),
            ApplicationStatus::Suspended if !path.starts_with("/.well-known/") => {
                return Err(Failure::new(
                    ErrorCode::ApplicationSuspended,
                    "This application was suspended by the operator of the platform.",
                ));
            }
            ApplicationStatus::Suspended | ApplicationStatus::Active => {}
        }
        let served = match self.view.role {
            HostRole::Issuer => true,
            HostRole::FormerIssuer(until) => !until.is_past(self.now()),
            HostRole::Other => false,
        };
        if served
            || path.starts_with("/api/")
            || path == "/health"
            || path.starts_with("/assets/")
            // The editor of the look frames this host, wherever the issuer has moved.
            || ["/_t/", "/_preview/"].iter().any(|start| path.starts_with(start))
            || path == RELATED_ORIGINS
        {
            return Ok(());
        }
        let issuer = current_issuer(&self.services, &self.view.application);
        Err(Failure::new(
            ErrorCode::NotIssuerHost,
            format!("This application’s issuer is {issuer}."),
        )
        .member("issuer", issuer))
    }

    /// What every use case may use.
    pub const fn services(&self) -> &Services {
        &self.services
    }

    /// The host's view.
    pub fn view(&self) -> &HostView {
        &self.view
    }

    /// The application.
    pub fn application(&self) -> &Application {
        &self.view.application
    }

    /// Its id, the first part of every key.
    pub fn id(&self) -> &ApplicationId {
        &self.view.application.id
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.view.application.settings
    }

    /// The issuer this host speaks for; a former one within its grace.
    pub fn issuer(&self) -> &str {
        &self.view.issuer
    }

    /// The origin of this host, for cross-site checks.
    pub fn origin(&self) -> String {
        self.services.config.origin(&self.view.hostname)
    }

    /// The audience of the application's own API.
    pub fn api_audience(&self) -> String {
        format!("{}/api", self.view.issuer)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.services.now()
    }

    /// The table.
    pub fn store(&self) -> &store::Store {
        &self.services.store
    }

    /// Writes an event that travels with no change into the audit, and counts it here: its item is the event itself, so that the recorder, which
    /// counts what it is the first to write, finds it there.
    pub async fn record(&self, event: Event) -> Result<(), Failure> {
        self.store().put_event(self.id(), event.clone()).await?;
        observe::recorded(self.id(), &event);
        Ok(())
    }

    /// Sealing and MACs.
    pub async fn vault(&self) -> Result<&Vault, Failure> {
        self.services.vault().await
    }

    /// The application's keys, unwrapped once per process and ring version.
    pub async fn ring(&self) -> Result<Ring, Failure> {
        let now = self.now();
        if let Some(ring) = self.services.caches().rings.get(self.id(), now) {
            return Ok(ring);
        }
        let stored = self.store().key_ring(self.id()).await?;
        let stored =
            stored.ok_or_else(|| Failure::new(ErrorCode::InternalError, "The application has no signing keys."))?;
        let ring = Ring::load(stored, self.id(), &self.services.kms).await?;
        self.services.caches().rings.put(*self.id(), ring.clone(), now);
        Ok(ring)
    }

    /// A client of this application: an eventual read, repeated strongly before "unknown" (decision 27).
    pub async fn client(&self, id: &ClientId) -> Result<Option<Arc<Client>>, Failure> {
        let now = self.now();
        let key = (*self.id(), *id);
        if let Some(known) = self.services.caches().clients.get(&key, now) {
            return Ok(known);
        }
        let found = self
            .store()
            .client(self.id(), id)
            .await?
            .filter(|client| client.deleted_at.is_none())
            .map(Arc::new);
        self.services.caches().clients.put(key, found.clone(), now);
        Ok(found)
    }

    /// The application's roles, read together.
    pub async fn roles(&self) -> Result<Arc<Vec<Role>>, Failure> {
        let now = self.now();
        if let Some(known) = self.services.caches().roles.get(self.id(), now) {
            return Ok(known);
        }
        let found = Arc::new(self.store().roles(self.id()).await?);
        self.services.caches().roles.put(*self.id(), Arc::clone(&found), now);
        Ok(found)
    }

    /// The application's identity providers, read together.
    pub async fn identity_providers(&self) -> Result<Arc<Vec<IdentityProvider>>, Failure> {
        let now = self.now();
        let cache = &self.services.caches().identity_providers;
        if let Some(known) = cache.get(self.id(), now) {
            return Ok(known);
        }
        let found = Arc::new(self.store().identity_providers(self.id()).await?);
        cache.put(*self.id(), Arc::clone(&found), now);
        Ok(found)
    }

    /// The application's own words for mails, read together.
    pub async fn email_templates(&self) -> Result<Arc<Vec<EmailTemplate>>, Failure> {
        let now = self.now();
        let cache = &self.services.caches().email_templates;
        if let Some(known) = cache.get(self.id(), now) {
            return Ok(known);
        }
        let found = Arc::new(self.store().email_templates(self.id()).await?);
        cache.put(*self.id(), Arc::clone(&found), now);
        Ok(found)
    }

    /// Whether a page of `origin` may read our answers: listed by the application, or the home of a public client.
    pub fn allows_origin(&self, origin: &str) -> bool {
        let application = self.application();
        application.settings.allowed_origins.iter().any(|known| known == origin)
            || application.client_origins.contains_key(origin)
    }

    /// A writer drops its own warm entries.
    pub fn forget_application(&self) {
        let id = *self.id();
        let caches = self.services.caches();
        caches
            .hosts
            .forget_if(|_, view| view.as_ref().is_none_or(|view| view.application.id == id));
        caches.applications.forget(&id);
    }

    /// See [`Self::forget_application`].
    pub fn forget_client(&self, client: &ClientId) {
        self.services.caches().clients.forget(&(*self.id(), *client));
    }

    /// See [`Self::forget_application`].
    pub fn forget_api_key(&self, key: &ApiKeyId) {
        self.services.caches().api_keys.forget(&(*self.id(), *key));
    }

    /// See [`Self::forget_application`].
    pub fn forget_roles(&self) {
        self.services.caches().roles.forget(self.id());
    }

    /// See [`Self::forget_application`].
    pub fn forget_identity_providers(&self) {
        self.services.caches().identity_providers.forget(self.id());
    }

    /// See [`Self::forget_application`].
    pub fn forget_email_templates(&self) {
        self.services.caches().email_templates.forget(self.id());
    }

    /// See [`Self::forget_application`].
    pub fn forget_ring(&self) {
        self.services.caches().rings.forget(self.id());
    }
}

/// The host an application's issuer lives at.
pub fn issuer_hostname(services: &Services, application: &Application) -> Hostname {
    let own = services.config.subdomain(application.slug.as_str());
    application
        .primary_hostname
        .clone()
        .or(own)
        .unwrap_or_else(|| services.config.platform_domain.clone())
}

/// The present issuer of an application, whatever host was asked.
pub fn current_issuer(services: &Services, application: &Application) -> String {
    services.config.origin(&issuer_hostname(services, application))
}
