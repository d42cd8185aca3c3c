//! AWS inside the process: the table, keys and mail that the handlers need, behind the same clients as in a deployed function.
//!
//! Nothing under `shared/` or `functions/` knows this module. Durable in a data directory, or in memory with a clock that stands still.

pub mod capacity;
pub mod clock;
pub mod cloudfront;
mod cloudfront_tenant;
mod cloudfront_wire;
pub mod connector;
pub mod data_dir;
pub mod dynamodb;
mod engine;
pub mod faults;
pub mod feedback;
pub mod kms;
mod kms_key;
mod kms_wire;
pub mod listener;
mod mime;
pub mod outbox;
mod reads;
pub mod recorder;
mod reply;
pub mod ses;
pub mod sms;
pub mod stream;
#[cfg(test)]
mod tests;
mod units;
mod writes;

use aws_sdk_kms::config::{
    Credentials,
    retry::{RetryConfig, RetryPartition, TokenBucket},
    timeout::TimeoutConfig,
};
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use capacity::Capacity;
use clock::LocalClock;
use cloudfront::Cloudfront;
use connector::Connector;
use data_dir::{DataDir, DataDirError};
use domain::Clock;
use dynamodb::Dynamodb;
use faults::Faults;
use feedback::Feedback;
use kms::Kms;
use outbox::Outbox;
use platform::{
    observe::{CallWatcher, Service},
    system::SystemClock,
};
use ses::Ses;
use sms::{Sms, SmsOutbox};
use std::sync::Arc;
use std::time::Duration;
use store::{Connection, Retries};

/// How often a client tries.
const ATTEMPTS: u32 = 3;
/// One attempt: longer than in a deployed function (a busy laptop is no broken network), and all of them still end before the request's deadline of 8 s.
const ATTEMPT: Duration = Duration::from_millis(2_500);
/// Pauses between attempts are drawn between nothing and a bound that doubles up to the second.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);
/// What the embedded services call their region.
const REGION: &str = "us-east-1";

/// The embedded services of one process, and the handles that people and tests steer them by.
pub struct EmbeddedAws {
    /// Faults to strike the next calls.
    pub faults: Faults,
    /// What recent requests cost.
    pub capacity: Capacity,
    /// Mail that was sent.
    pub outbox: Outbox,
    /// SMS that were sent.
    pub sms: SmsOutbox,
    /// What SES tells about it.
    pub feedback: Feedback,
    /// The clock every expiry follows.
    pub clock: Arc<LocalClock>,
    /// The keys.
    pub kms: Arc<Kms>,
    /// The table, its sweep and its stream.
    pub dynamodb: Dynamodb,
    /// The distribution tenants, and what takes its time with them.
    pub cloudfront: Cloudfront,
    connector: Connector,
    retries: RetryPartition,
    dir: Arc<DataDir>,
}

/// One SDK's configuration over the connector: static credentials that no one checks, short backoff.
macro_rules! configured {
    ($sdk:ident, $aws:expr $(, $watched:expr)?) => {
        $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($sdk::config::Region::new(REGION))
            .credentials_provider(anyone())
            .http_client($aws.connector.clone())
            .sleep_impl(TokioSleep::new())
            .retry_config(retries())
            .timeout_config(timeouts())
            .retry_partition($aws.retries.clone())
            $(.interceptor(CallWatcher($watched)))?
            .build()
    };
}

fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(ATTEMPTS)
        .with_initial_backoff(FIRST_PAUSE)
        .with_max_backoff(LONGEST_PAUSE)
}

fn anyone() -> Credentials {
    Credentials::new("local", "local", None, None, "local")
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).build()
}

impl EmbeddedAws {
    /// Starts the services over `dir` on the system's clock (with the offset kept there). In memory where `dir` is.
    pub async fn start(dir: DataDir) -> Result<Self, DataDirError> {
        let opened = tokio::task::spawn_blocking(move || {
            let dir = Arc::new(dir);
            let clock = LocalClock::system(&dir).map_err(|error| dir.damaged("clock.json", &error.to_string()))?;
            Self::open(&dir, clock)
        });
        opened
            .await
            .unwrap_or_else(|_| Err(DataDir::memory().damaged("start", "interrupted")))
    }

    /// Starts the services in memory, on a clock that stands at [`clock::FIXED_START`]: for tests.
    pub async fn in_memory() -> Result<Self, DataDirError> {
        let opened = tokio::task::spawn_blocking(|| Self::open(&Arc::new(DataDir::memory()), LocalClock::fixed()));
        opened
            .await
            .unwrap_or_else(|_| Err(DataDir::memory().damaged("start", "interrupted")))
    }

    fn open(dir: &Arc<DataDir>, clock: LocalClock) -> Result<Self, DataDirError> {
        let clock = Arc::new(clock);
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let outbox = Outbox::open(dir).map_err(|error| dir.damaged("outbox.jsonl", &error.to_string()))?;
        let sms = SmsOutbox::open(dir).map_err(|error| dir.damaged("sms.jsonl", &error.to_string()))?;
        let kms = Arc::new(Kms::open(dir, Arc::clone(&shared))?);
        let dynamodb = Dynamodb::open(dir)?;
        dir.complete()
            .map_err(|error| dir.damaged("version", &error.to_string()))?;
        let (faults, feedback) = (Faults::default(), Feedback::default());
        let cloudfront = Cloudfront::new(Arc::clone(&shared));
        let connector = Connector {
            dynamodb: dynamodb.clone(),
            kms: Arc::clone(&kms),
            ses: Ses::new(outbox.clone(), feedback.clone(), Arc::clone(&shared)),
            sms: Sms::new(sms.clone(), Arc::clone(&shared)),
            cloudfront: cloudfront.clone(),
            faults: faults.clone(),
        };
        // Without a bucket of its own and no end, many tests with faults would use up the retries of the whole process.
        let retries = RetryPartition::custom("local")
            .token_bucket(TokenBucket::unlimited())
            .build();
        Ok(Self {
            faults,
            capacity: Capacity::new(shared),
            outbox,
            sms,
            feedback,
            clock,
            kms,
            dynamodb,
            cloudfront,
            connector,
            retries,
            dir: Arc::clone(dir),
        })
    }

    /// The way to the embedded table, as the product takes it.
    pub fn store_connection(&self) -> Connection {
        Connection {
            region: REGION.to_owned(),
            credentials: anyone(),
            endpoint: None,
            http: SharedHttpConnector::new(self.connector.clone()),
            // Without an end: many tests with faults would use up the retries of the whole process.
            retries: Retries {
                attempts: ATTEMPTS,
                first: FIRST_PAUSE,
                longest: LONGEST_PAUSE,
                budget: None,
            },
            attempt: ATTEMPT,
            clock: Arc::new(SystemClock),
            watch: Arc::new(CallWatcher(Service::Store)),
        }
    }

    /// The SDK's client of the embedded table: a second opinion on what it answers.
    #[cfg(test)]
    pub(crate) fn dynamodb_client(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::from_conf(configured!(aws_sdk_dynamodb, self))
    }

    /// A client of the embedded keys.
    pub fn kms_client(&self) -> aws_sdk_kms::Client {
        aws_sdk_kms::Client::from_conf(configured!(aws_sdk_kms, self, Service::Kms))
    }

    /// A client of the embedded mail service.
    pub fn ses_client(&self) -> aws_sdk_sesv2::Client {
        aws_sdk_sesv2::Client::from_conf(configured!(aws_sdk_sesv2, self, Service::Ses))
    }

    /// A client of the embedded SMS service.
    pub fn sms_client(&self) -> aws_sdk_pinpointsmsvoicev2::Client {
        aws_sdk_pinpointsmsvoicev2::Client::from_conf(configured!(aws_sdk_pinpointsmsvoicev2, self, Service::Sms))
    }

    /// A client of the embedded distribution tenants.
    pub fn cloudfront_client(&self) -> aws_sdk_cloudfront::Client {
        aws_sdk_cloudfront::Client::from_conf(configured!(aws_sdk_cloudfront, self))
    }

    /// What is kept beside the services under a name of ours; nothing when in memory.
    pub fn kept(&self, name: &str) -> std::io::Result<Option<Vec<u8>>> {
        self.dir.read(name)
    }

    /// Keeps it.
    pub fn keep(&self, name: &str, content: &[u8]) -> std::io::Result<()> {
        self.dir.write(name, content)
    }

    /// The directory that all of it is kept in.
    pub(crate) fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// The HTTP client under those clients, for a composition root that builds its own.
    pub fn http_client(&self) -> Connector {
        self.connector.clone()
    }
}
