//! The composition root of a Lambda function: what the environment says becomes [`Services`], without a call to anybody.
//!
//! Each kind of client has its own method, so that a function which never sends mail carries no client for it.

use crate::{
    aws::{Aws, TrustError},
    config::Config,
    custom_resource::Answers,
    deliver::{Texter, Ways},
    dns::{NoResolver, Resolvers, default_resolvers},
    environment::{Environment, Refusal},
    fetch::{AddressPolicy, Fetch},
    hosting::{NoHosting, distribution::Distribution},
    observe::{CallWatcher, Service},
    password::Passwords,
    services::{Parts, Services},
    system::{SystemClock, SystemEntropy},
};
use domain::{Entropy, Secret};
use keys::Kms;
use mail::Mailer;
use std::sync::Arc;
use store::Store;

/// A sandbox handles one request at a time, so one hash at a time.
const HASHES_AT_ONCE: usize = 1;

/// Why a function did not start: one line.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The environment is not complete.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The TLS library did not take our roots.
    #[error("aero2 did not start: TLS could not be prepared ({0}): this build is broken, deploy another one")]
    Trust(#[from] TrustError),
}

/// A function that has read its environment.
#[derive(Debug)]
pub struct Deployed {
    environment: Environment,
    aws: Aws,
}

impl Deployed {
    /// Reads the environment of this process.
    pub fn start() -> Result<Self, StartError> {
        Self::new(Environment::read()?)
    }

    /// A function in this environment.
    pub fn new(environment: Environment) -> Result<Self, StartError> {
        let aws = Aws::new(environment.aws.clone())?;
        Ok(Self { environment, aws })
    }

    /// What every use case may use: the table, the keys, and the guarded client, which is built when something is fetched.
    pub fn services(&self) -> Services {
        Services::new(self.parts())
    }

    /// The same, before it is put together: for a function that needs something else in a place.
    pub fn parts(&self) -> Parts {
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let environment = &self.environment;
        Parts {
            config: environment.config.clone(),
            store: Store::connect(
                self.aws.dynamodb(CallWatcher(Service::Store)),
                environment.table.as_str(),
                Arc::clone(&entropy),
            ),
            kms: Kms::connect(
                &self.aws.kms(),
                CallWatcher(Service::Kms),
                environment.kms_key_id.clone(),
            ),
            fetch: Fetch::new(AddressPolicy::public()),
            dns: Arc::new(NoResolver),
            hosting: Arc::new(NoHosting),
            clock: Arc::new(SystemClock),
            entropy,
            passwords: Passwords::new(HASHES_AT_ONCE),
        }
    }

    /// The same as [`Self::services`], able to prove and serve custom domains: for `domains` and `check-domains` alone.
    pub fn domain_services(&self) -> Result<Services, StartError> {
        let at = self.environment.distribution()?;
        let parts = self.parts();
        let distribution = Distribution::connect(
            &self.aws.cloudfront(),
            at.id,
            at.connection_group_id,
            at.routing_endpoint,
        );
        Ok(Services::new(Parts {
            dns: Arc::new(Resolvers::new(parts.fetch.clone(), default_resolvers())),
            hosting: Arc::new(distribution),
            ..parts
        }))
    }

    /// The ways out for mail and SMS: for the mailer alone.
    pub fn ways(&self) -> Ways {
        let mailer = Mailer::connect(
            &self.aws.ses(),
            CallWatcher(Service::Ses),
            self.environment.mail_configuration_set.clone(),
        );
        let origination = self.environment.sms_origination.clone();
        let texter = origination.map(|from| Texter::connect(&self.aws.sms(), CallWatcher(Service::Sms), from));
        Ways { mailer, texter }
    }

    /// The way to answer CloudFormation: for bootstrap alone.
    pub fn answers(&self) -> Answers {
        let elsewhere = self.environment.aws.endpoints.dynamodb.is_some();
        Answers::new(self.aws.pool().clone(), elsewhere)
    }

    /// How the edge proves itself: for whatever answers HTTP.
    pub fn edge_secret(&self) -> Result<Secret<String>, Refusal> {
        self.environment.edge_secret()
    }

    /// The deployment's parameters.
    pub const fn config(&self) -> &Config {
        &self.environment.config
    }

    /// Which log lines are written.
    pub fn log(&self) -> &str {
        &self.environment.log
    }
}
