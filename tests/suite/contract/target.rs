//! Where a story runs: the embedded AWS in this process, or an endpoint that the environment names.
//!
//! `AERO2_CONTRACT` = `embedded` (default), `moto`, `dynalite`, `dynamodb-local` or `aws`; `AERO2_CONTRACT_ENDPOINT` = the address of the middle ones.
//! AWS takes region and credentials from the usual variables, and a sender whose identity is verified from `AERO2_CONTRACT_SENDER`.

use aws_sdk_dynamodb::config::{Credentials, Region, SharedHttpClient};
use aws_smithy_http_client::{
    Builder, Connector,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use domain::entropy::base62;
use local::aws::EmbeddedAws;
use platform::system::{SystemClock, SystemEntropy};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Attempt, Connection, Retries, Watch};

/// How long a server may take to accept a connection.
const PATIENCE: Duration = Duration::from_mins(1);

/// As often as a deployed function tries, without its pauses.
const QUICK: Retries = Retries {
    attempts: 3,
    first: Duration::from_millis(2),
    longest: Duration::from_millis(20),
    budget: None,
};

/// Watches nothing.
#[derive(Debug)]
struct Nobody;

impl Watch for Nobody {
    fn attempted(&self, _: Attempt<'_>) {}
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Embedded,
    Moto,
    Dynalite,
    DynamodbLocal,
    Aws,
}

impl Kind {
    /// The one this run is about.
    pub fn of_this_run() -> Self {
        match variable("AERO2_CONTRACT").as_deref() {
            None | Some("embedded") => Self::Embedded,
            Some("moto") => Self::Moto,
            Some("dynalite") => Self::Dynalite,
            Some("dynamodb-local") => Self::DynamodbLocal,
            Some("aws") => Self::Aws,
            Some(other) => panic!("AERO2_CONTRACT={other}: embedded, moto, dynalite, dynamodb-local or aws"),
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Moto => "moto",
            Self::Dynalite => "dynalite",
            Self::DynamodbLocal => "dynamodb-local",
            Self::Aws => "aws",
        }
    }

    /// Two of them are tables only: no keys, no mail.
    pub fn has(self, service: &str) -> bool {
        !matches!(self, Self::Dynalite | Self::DynamodbLocal) || matches!(service, "dynamodb" | "store")
    }
}

/// The clients of one story, and what it left behind there.
pub struct Target {
    pub kind: Kind,
    pub dynamodb: aws_sdk_dynamodb::Client,
    /// The same table service, as our own store reaches it.
    pub connection: Connection,
    pub streams: aws_sdk_dynamodbstreams::Client,
    pub kms: aws_sdk_kms::Client,
    pub ses: aws_sdk_sesv2::Client,
    /// The services themselves, where they are embedded.
    pub embedded: Option<EmbeddedAws>,
    /// Tables to delete at the end.
    pub tables: Mutex<Vec<String>>,
    /// Keys to schedule for deletion at the end.
    pub keys: Mutex<Vec<String>>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test run is told its target by the environment"
)]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A name nothing else has.
pub fn fresh(prefix: &str) -> String {
    format!("{prefix}-{}", base62(&SystemEntropy, 12))
}

/// One SDK's client for an endpoint, or for AWS where none is named.
macro_rules! client {
    ($sdk:ident, $http:expr, $region:expr, $credentials:expr, $endpoint:expr) => {{
        let mut config = $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($region.clone())
            .credentials_provider($credentials.clone())
            .http_client($http.clone())
            // A loaded machine takes its time to accept a connection, and longer than a second to make 16 MB.
            .timeout_config(
                $sdk::config::timeout::TimeoutConfig::builder()
                    .connect_timeout(PATIENCE)
                    .build(),
            )
            .stalled_stream_protection($sdk::config::StalledStreamProtectionConfig::disabled())
            .sleep_impl(aws_smithy_async::rt::sleep::TokioSleep::new());
        config.set_endpoint_url($endpoint.clone());
        $sdk::Client::from_conf(config.build())
    }};
}

impl Target {
    pub async fn open() -> Self {
        match Kind::of_this_run() {
            Kind::Embedded => Self::embedded().await,
            kind => Self::reached(kind),
        }
    }

    async fn embedded() -> Self {
        let aws = EmbeddedAws::in_memory().await.unwrap();
        let http = SharedHttpClient::new(aws.http_client());
        let straight = SharedHttpConnector::new(aws.http_client());
        let mut target = Self::over(
            &http,
            straight,
            Kind::Embedded,
            Region::new("us-east-1"),
            anyone(),
            None,
        );
        target.embedded = Some(aws);
        target
    }

    fn reached(kind: Kind) -> Self {
        let http = Builder::new()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .build_https();
        let straight = Connector::builder()
            .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
            .build();
        let straight = SharedHttpConnector::new(straight);
        if kind == Kind::Aws {
            let region = variable("AWS_REGION").expect("AWS_REGION");
            let (id, secret) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
            let (id, secret) = (id.expect("AWS_ACCESS_KEY_ID"), secret.expect("AWS_SECRET_ACCESS_KEY"));
            let credentials = Credentials::new(id, secret, variable("AWS_SESSION_TOKEN"), None, "environment");
            return Self::over(&http, straight, kind, Region::new(region), credentials, None);
        }
        let endpoint = variable("AERO2_CONTRACT_ENDPOINT").expect("AERO2_CONTRACT_ENDPOINT");
        Self::over(
            &http,
            straight,
            kind,
            Region::new("us-east-1"),
            anyone(),
            Some(endpoint),
        )
    }

    fn over(
        http: &SharedHttpClient,
        straight: SharedHttpConnector,
        kind: Kind,
        region: Region,
        credentials: Credentials,
        endpoint: Option<String>,
    ) -> Self {
        Self {
            kind,
            connection: Connection {
                region: region.to_string(),
                credentials: credentials.clone(),
                endpoint: endpoint.clone(),
                http: straight,
                retries: QUICK,
                attempt: PATIENCE,
                clock: Arc::new(SystemClock),
                watch: Arc::new(Nobody),
            },
            dynamodb: client!(aws_sdk_dynamodb, http, region, credentials, endpoint),
            streams: client!(aws_sdk_dynamodbstreams, http, region, credentials, endpoint),
            kms: client!(aws_sdk_kms, http, region, credentials, endpoint),
            ses: client!(aws_sdk_sesv2, http, region, credentials, endpoint),
            embedded: None,
            tables: Mutex::default(),
            keys: Mutex::default(),
        }
    }

    /// Takes away what the story made, where it would stay: on AWS it costs money.
    pub async fn leave(&self) {
        if self.kind == Kind::Embedded {
            return;
        }
        let tables = std::mem::take(&mut *self.tables.lock().unwrap());
        for table in tables {
            let _best_effort = self.dynamodb.delete_table().table_name(table).send().await;
        }
        let keys = std::mem::take(&mut *self.keys.lock().unwrap());
        for key in keys {
            let end = self.kms.schedule_key_deletion().key_id(key).pending_window_in_days(7);
            let _best_effort = end.send().await;
        }
    }
}

fn anyone() -> Credentials {
    Credentials::new("contract", "contract", None, None, "contract")
}
