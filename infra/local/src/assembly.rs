//! The composition root of the laptop: embedded services below, the composed router above, the stream drained before every answer.

use crate::{
    aws::{
        EmbeddedAws,
        data_dir::{DataDir, DataDirError},
        recorder,
    },
    dns::AsAsked,
    front::{Front, Handlers},
    hosting::Served,
    logs::Logs,
    measure,
    seed::Seeds,
    stream::Consumers,
};
use axum::{body::Body, response::Response};
use domain::{Email, Hostname, application::KeyCustody};
use functions::events::bootstrap;
use http::Request;
use keys::Kms;
use mail::Mailer;
use platform::{
    Parts, Services,
    config::{Config, Scheme},
    dns::Dns,
    fetch::{AddressPolicy, Fetch},
    password::Passwords,
    system::SystemEntropy,
};
use protocol::error::Failure;
use std::sync::Arc;
use store::Store;
use web::Edge;

/// Why the process did not start: one line that names the way out.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The platform could not set itself up in it.
    #[error(
        "the platform could not be set up ({0}): the data directory is as it was; report this with the line above it"
    )]
    Setup(String),
}

impl From<Failure> for StartError {
    fn from(failure: Failure) -> Self {
        Self::Setup(failure.to_string())
    }
}

/// A running platform without a network.
pub struct Local {
    /// The embedded services and their switches.
    pub aws: EmbeddedAws,
    /// What the handlers use.
    pub services: Services,
    /// The demo data.
    pub seeds: Seeds,
    /// Where the first operator sets up, while there is none.
    pub operator_setup_url: Option<String>,
    /// What the process says.
    pub logs: Logs,
    front: Arc<dyn Front>,
    consumers: Consumers,
}

fn config(port: u16) -> Result<Config, StartError> {
    let bad = |error: domain::TextError| StartError::Setup(error.to_string());
    Ok(Config {
        platform_domain: Hostname::parse("localhost").map_err(bad)?,
        scheme: Scheme::Http,
        port: Some(port),
        operator_email: Email::parse("operator@example.com").map_err(bad)?,
        mail_from: Email::parse("aero2@example.com").map_err(bad)?,
        platform_name: "Aero2".to_owned(),
        edge_secret: None,
        key_custody: KeyCustody::Wrapped,
        local: true,
    })
}

/// The configuration set of a laptop's mail: what becomes of it is reported.
const MAIL_SET: &str = "aero2-local";

/// Tenants of a laptop may name addresses of that laptop.
const ANY_ADDRESS: AddressPolicy = AddressPolicy {
    allows: |_| true,
    http: true,
};

impl Local {
    /// Starts on what a data directory holds, for a gateway on `port`.
    pub async fn start(dir: DataDir, port: u16) -> Result<Self, StartError> {
        Self::start_logging(dir, port, Logs::default()).await
    }

    /// The same, saying what it does in a log that exists already.
    pub async fn start_logging(dir: DataDir, port: u16, logs: Logs) -> Result<Self, StartError> {
        let aws = EmbeddedAws::start(dir).await?;
        logs.keep_in(aws.dir())
            .map_err(|error| StartError::Setup(format!("the log: {error}")))?;
        Self::assemble(aws, port, ANY_ADDRESS, Arc::new(AsAsked), (Served::AtOnce, logs)).await
    }

    /// Starts in memory on a clock that stands still: for tests.
    pub async fn in_memory() -> Result<Self, StartError> {
        Self::in_memory_with(ANY_ADDRESS, Arc::new(AsAsked)).await
    }

    /// The same with another address policy and DNS.
    pub async fn in_memory_with(policy: AddressPolicy, dns: Arc<dyn Dns>) -> Result<Self, StartError> {
        Self::in_memory_served(policy, dns, Served::AtOnce).await
    }

    /// The same with custom domains served by somebody.
    pub async fn in_memory_served(
        policy: AddressPolicy,
        dns: Arc<dyn Dns>,
        served: Served,
    ) -> Result<Self, StartError> {
        let aws = EmbeddedAws::in_memory().await?;
        Self::assemble(aws, 8787, policy, dns, (served, Logs::default())).await
    }

    async fn assemble(
        aws: EmbeddedAws,
        port: u16,
        policy: AddressPolicy,
        dns: Arc<dyn Dns>,
        (served, logs): (Served, Logs),
    ) -> Result<Self, StartError> {
        let clock = Arc::clone(&aws.clock) as Arc<dyn domain::Clock>;
        let entropy: Arc<dyn domain::Entropy> = Arc::new(SystemEntropy);
        let services = Services::new(Parts {
            config: config(port)?,
            store: Store::new(aws.dynamodb_client(), crate::aws::dynamodb::TABLE, Arc::clone(&entropy)),
            kms: Kms::new(aws.kms_client(), aws.kms.default_key_id()),
            fetch: Fetch::new(policy),
            dns,
            hosting: served.hosting(&aws),
            clock,
            entropy,
            passwords: Passwords::new(2),
        });
        let mailer = Mailer::new(aws.ses_client()).reporting(MAIL_SET);
        let front: Arc<dyn Front> = Arc::new(Handlers::new(&services, mailer, logs.observer()));
        let stream = aws
            .dynamodb
            .stream()
            .map_err(|error| StartError::Setup(error.to_string()))?
            .carrying(platform::changes::EVENTS);
        let consumers = Consumers::new(stream);
        let made = recorder::acting("bootstrap", bootstrap::handle(&services)).await?;
        consumers.drain(&*front).await;
        Ok(Self {
            aws,
            services,
            seeds: Seeds::default(),
            operator_setup_url: made.operator_setup_url,
            logs,
            front,
            consumers,
        })
    }

    /// Answers one request as the deployed platform would; what it wrote has been recorded and mailed when the answer is there.
    pub async fn respond(&self, request: Request<Body>, edge: Edge) -> Response {
        let label = format!("{} {}", request.method(), request.uri().path());
        let began = measure::start();
        let answer = self.front.answer(request, edge);
        let (mut response, trace) = self.aws.capacity.measured(&label, answer).await;
        measure::server_timing(response.headers_mut(), began.elapsed(), &trace);
        self.drain().await;
        response
    }

    /// Hands what was written to the recorder and the mailer, and what SES reports to whoever notes it.
    pub async fn drain(&self) {
        self.aws.capacity.behind(self.consumers.drain(&*self.front)).await;
        for event in self.aws.feedback.take() {
            self.aws.capacity.behind(self.front.report(&event)).await;
            self.aws.capacity.behind(self.consumers.drain(&*self.front)).await;
        }
    }

    /// Has others answer from now on, and take what the stream carries.
    #[must_use]
    pub fn behind(mut self, front: Arc<dyn Front>) -> Self {
        self.front = front;
        self
    }

    /// Keeps how far the stream was read: before the process ends.
    pub async fn close(&self) {
        self.consumers.close().await;
        self.logs.flush();
    }
}
