//! How AWS is called from a deployed function: one connection pool whose trust is Amazon's own roots, static credentials, short timeouts. No call is made here.
//!
//! The clients are made where each lives (`store`, `keys`, `mail`, `distribution`) from the [`Connection`] and the [`SdkConfig`]s given out here. There is no credential chain and no
//! trust store of the system: looking for them is most of a cold start, and a certificate of any other authority must not open the table.

mod pool;
#[cfg(test)]
mod tests;

pub(crate) use pool::Pool;
pub use pool::TrustError;

use crate::{environment::AwsEnvironment, system::SystemClock};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::{
    behavior_version::BehaviorVersion,
    http::{SharedHttpClient, SharedHttpConnector},
};
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use aws_types::{SdkConfig, region::Region};
use std::{sync::Arc, time::Duration};
use store::{Connection, Retries, Watch};

/// Establishing a connection: generous beside a handshake inside one region, short beside an attempt.
const CONNECT: Duration = Duration::from_millis(800);
/// One attempt (rules 5.2).
const ATTEMPT: Duration = Duration::from_secs(1);
/// Pauses between attempts are drawn between nothing and a bound that doubles: full jitter.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(400));
/// How often the store and mail are asked.
const STORE_TRIES: u32 = 3;
/// What a client may spend on repetitions while nothing succeeds, as in the SDKs.
const BUDGET: u32 = 500;
/// How often KMS is asked: its quota is shared by the whole account.
const KMS_TRIES: u32 = 2;
/// The names under which SDKs find the credentials; says where they are from.
const CREDENTIALS: &str = "Environment";

/// What every SDK client of the process shares.
#[derive(Clone, Debug)]
pub struct Aws {
    shared: SdkConfig,
    pool: Pool,
    environment: AwsEnvironment,
}

impl Aws {
    /// What the environment says, made ready. Nothing is called.
    pub fn new(environment: AwsEnvironment) -> Result<Self, TrustError> {
        let pool = Pool::new()?;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(ATTEMPT)
            .build();
        let shared = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(environment.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(credentials(&environment)))
            .http_client(SharedHttpClient::new(pool.clone()))
            .sleep_impl(TokioSleep::new())
            .timeout_config(timeouts)
            .build();
        Ok(Self {
            shared,
            pool,
            environment,
        })
    }

    /// For the table; `watch` is told of every attempt.
    pub fn dynamodb(&self, watch: impl Watch) -> Connection {
        let (first, longest) = BACKOFF;
        Connection {
            region: self.environment.region.clone(),
            credentials: credentials(&self.environment),
            endpoint: self.environment.endpoints.dynamodb.clone(),
            http: SharedHttpConnector::new(self.pool.clone()),
            retries: Retries {
                attempts: STORE_TRIES,
                first,
                longest,
                budget: Some(BUDGET),
            },
            attempt: ATTEMPT,
            clock: Arc::new(SystemClock),
            watch: Arc::new(watch),
        }
    }

    /// For the client of the keys.
    pub fn kms(&self) -> SdkConfig {
        self.service(self.environment.endpoints.kms.as_ref(), KMS_TRIES)
    }

    /// For the client of mail.
    pub fn ses(&self) -> SdkConfig {
        self.service(self.environment.endpoints.ses.as_ref(), STORE_TRIES)
    }

    /// For the client of SMS.
    pub fn sms(&self) -> SdkConfig {
        self.service(self.environment.endpoints.sms.as_ref(), STORE_TRIES)
    }

    /// For the client of the distribution's tenants.
    pub fn cloudfront(&self) -> SdkConfig {
        self.service(self.environment.endpoints.cloudfront.as_ref(), STORE_TRIES)
    }

    /// The connections themselves, for the one address that is not a service: where CloudFormation waits for an answer.
    pub(crate) const fn pool(&self) -> &Pool {
        &self.pool
    }

    fn service(&self, endpoint: Option<&String>, tries: u32) -> SdkConfig {
        let (first, longest) = BACKOFF;
        let retries = RetryConfig::standard()
            .with_max_attempts(tries)
            .with_initial_backoff(first)
            .with_max_backoff(longest);
        let mut config = self.shared.to_builder().retry_config(retries);
        config.set_endpoint_url(endpoint.cloned());
        config.build()
    }
}

fn credentials(environment: &AwsEnvironment) -> Credentials {
    let token = environment.session_token.as_ref().map(|token| token.expose().clone());
    let secret = environment.secret_access_key.expose().clone();
    Credentials::new(&environment.access_key_id, secret, token, None, CREDENTIALS)
}
