//! What every use case may use: the composition root's one value, handed through every call.
//!
//! Built once per process from parts that `infra/local` or a Lambda's INIT made; holds nothing of any request but caches that expire.

use crate::{
    cache::Cache, config::Config, dns::Dns, fetch::Fetch, hosting::Hosting, limits, password::Passwords,
    token_counts::TokenCounts,
};
use domain::{
    ApiKeyId, ApplicationId, ClientId, Clock, Entropy, Hostname, Timestamp,
    api_key::ApiKey,
    application::{Application, HostView},
    client::Client,
    email_template::EmailTemplate,
    identity_provider::IdentityProvider,
    jwt_template::JwtTemplate,
    role::Role,
};
use keys::{Kms, Ring, Root, Vault};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::JwkSet,
    relying_party::ProviderDocument,
};
use std::{ops::Deref, sync::Arc};
use store::Store;
use tokio::sync::OnceCell;

/// The parts a process is built from.
#[derive(Clone)]
pub struct Parts {
    /// The deployment's parameters.
    pub config: Config,
    /// The table.
    pub store: Store,
    /// The key service.
    pub kms: Kms,
    /// The guarded client.
    pub fetch: Fetch,
    /// Proof that a hostname belongs to whom it says.
    pub dns: Arc<dyn Dns>,
    /// Where custom domains are served.
    pub hosting: Arc<dyn Hosting>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Password hashing, bounded.
    pub passwords: Passwords,
}

/// Shared by everything that runs in the process.
#[derive(Clone)]
pub struct Services(Arc<Inner>);

/// What [`Services`] leads to.
pub struct Inner {
    /// See [`Parts`].
    pub parts: Parts,
    vault: OnceCell<Vault>,
    pub(crate) hosts: Cache<Hostname, Option<Arc<HostView>>>,
    pub(crate) applications: Cache<ApplicationId, Arc<Application>>,
    pub(crate) rings: Cache<ApplicationId, Ring>,
    pub(crate) clients: Cache<(ApplicationId, ClientId), Option<Arc<Client>>>,
    pub(crate) api_keys: Cache<(ApplicationId, ApiKeyId), Option<Arc<ApiKey>>>,
    pub(crate) roles: Cache<ApplicationId, Arc<Vec<Role>>>,
    pub(crate) client_keys: Cache<String, Arc<JwkSet>>,
    pub(crate) email_templates: Cache<ApplicationId, Arc<Vec<EmailTemplate>>>,
    pub(crate) identity_providers: Cache<ApplicationId, Arc<Vec<IdentityProvider>>>,
    /// With the version of the marks they were read for.
    pub(crate) jwt_templates: Cache<ApplicationId, (u64, Arc<Vec<JwtTemplate>>)>,
    pub(crate) provider_keys: Cache<String, Arc<JwkSet>>,
    /// `None`: it could not be had, and is not asked for again at once.
    pub(crate) provider_documents: Cache<String, Option<Arc<ProviderDocument>>>,
    /// What this process counts of each source.
    pub(crate) sources: limits::Memory,
    pub(crate) token_counts: TokenCounts,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services")
    }
}

impl Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

impl Services {
    /// Puts the parts together. No call is made.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            parts,
            vault: OnceCell::new(),
            hosts: Cache::default(),
            applications: Cache::default(),
            rings: Cache::default(),
            clients: Cache::default(),
            api_keys: Cache::default(),
            roles: Cache::default(),
            client_keys: Cache::default(),
            email_templates: Cache::default(),
            identity_providers: Cache::default(),
            jwt_templates: Cache::default(),
            provider_keys: Cache::default(),
            provider_documents: Cache::default(),
            sources: limits::Memory::default(),
            token_counts: TokenCounts::default(),
        }))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Forgets every host: after something was made that a warm "unknown" would hide.
    pub fn forget_hosts(&self) {
        self.0.hosts.forget_if(|_, _| true);
    }

    pub(crate) fn caches(&self) -> &Inner {
        &self.0
    }

    /// The deployment's sealing and MAC keys: the wrapped root is read and unwrapped once per process.
    pub async fn vault(&self) -> Result<&Vault, Failure> {
        self.0.vault.get_or_try_init(|| self.unwrap_root()).await
    }

    async fn unwrap_root(&self) -> Result<Vault, Failure> {
        let wrapped = self.store.root().await?.ok_or_else(|| {
            Failure::new(
                ErrorCode::Unavailable,
                "The deployment has not been set up yet: run its bootstrap function.",
            )
            .retry_after(5)
        })?;
        let root = Root::unwrap(&self.kms, &wrapped).await?;
        Ok(Vault::new(&root, Arc::clone(&self.entropy)))
    }
}
