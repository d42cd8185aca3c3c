//! The composition root of the laptop: embedded services below, the composed router above, the stream drained before every answer.

use crate::{
    aws::{
        EmbeddedAws,
        data_dir::{DataDir, DataDirError},
        recorder,
    },
    dashboard::Dashboard,
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
    deliver::{Texter, Ways},
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
    /// The pages for developers.
    pub dashboard: Dashboard,
    front: Arc<dyn Front>,
    outside: Outside,
    consumers: Consumers,
}

/// What an instance reaches besides AWS.
#[derive(Clone)]
struct Outside {
    port: u16,
    policy: AddressPolicy,
    dns: Arc<dyn Dns>,
    served: Served,
}

/// One instance's own services: caches and unwrapped keys of its own, over the same embedded AWS.
fn instance(aws: &EmbeddedAws, outside: &Outside) -> Result<Services, StartError> {
    let clock = Arc::clone(&aws.clock) as Arc<dyn domain::Clock>;
    let entropy: Arc<dyn domain::Entropy> = Arc::new(SystemEntropy);
    Ok(Services::new(Parts {
        config: config(outside.port)?,
        store: Store::connect(
            aws.store_connection(),
            crate::aws::dynamodb::TABLE,
            Arc::clone(&entropy),
        ),
        kms: Kms::new(aws.kms_client(), aws.kms.default_key_id()),
        fetch: Fetch::new(outside.policy),
        dns: Arc::clone(&outside.dns),
        hosting: outside.served.hosting(aws),
        clock,
        entropy,
        passwords: Passwords::new(2),
    }))
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
        sms: true,
        local: true,
    })
}

/// The configuration set of a laptop's mail: what becomes of it is reported.
pub const MAIL_SET: &str = "aero2-local";

/// What a laptop's SMS come from.
pub const SMS_ORIGINATION: &str = "arn:aws:sms-voice:us-east-1:000000000000:phone-number/local";

/// The ways out of a laptop's mail and SMS.
pub fn ways(aws: &EmbeddedAws) -> Ways {
    Ways {
        mailer: Mailer::new(aws.ses_client()).reporting(MAIL_SET),
        texter: Some(Texter::new(aws.sms_client(), SMS_ORIGINATION)),
    }
}

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

    /// Embedded AWS that nobody has set up yet, in memory, and services over it: for what bootstrap does.
    pub async fn empty() -> Result<(EmbeddedAws, Services), StartError> {
        let aws = EmbeddedAws::in_memory().await?;
        let outside = Outside {
            port: 8787,
            policy: ANY_ADDRESS,
            dns: Arc::new(AsAsked),
            served: Served::AtOnce,
        };
        let services = instance(&aws, &outside)?;
        Ok((aws, services))
    }

    async fn assemble(
        aws: EmbeddedAws,
        port: u16,
        policy: AddressPolicy,
        dns: Arc<dyn Dns>,
        (served, logs): (Served, Logs),
    ) -> Result<Self, StartError> {
        let outside = Outside {
            port,
            policy,
            dns,
            served,
        };
        let services = instance(&aws, &outside)?;
        let front: Arc<dyn Front> = Arc::new(Handlers::new(services.clone(), Vec::new(), ways(&aws), logs.observer()));
        let stream = aws
            .dynamodb
            .stream()
            .map_err(|error| StartError::Setup(error.to_string()))?
            .carrying(platform::changes::EVENTS);
        let consumers = Consumers::new(stream, aws.dynamodb.parked());
        let made = Box::pin(recorder::acting("bootstrap", bootstrap::handle(&services))).await?;
        consumers.drain(&*front).await;
        Ok(Self {
            aws,
            services,
            seeds: Seeds::default(),
            operator_setup_url: made.operator_setup_url,
            logs,
            dashboard: Dashboard::default(),
            front,
            outside,
            consumers,
        })
    }

    /// Lets this many instances take turns, as Lambda does with the requests of one function: each with caches of its own, one store.
    pub fn scaled(mut self, instances: usize) -> Result<Self, StartError> {
        let others = (1..instances).map(|_| self.another()).collect::<Result<_, _>>()?;
        self.front = Arc::new(Handlers::new(
            self.services.clone(),
            others,
            ways(&self.aws),
            self.logs.observer(),
        ));
        Ok(self)
    }

    /// The services of one more instance, for what is not HTTP.
    pub fn another(&self) -> Result<Services, StartError> {
        instance(&self.aws, &self.outside)
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

    /// What the instances remember and have not said: counts of tokens.
    pub async fn rest(&self) {
        self.aws.capacity.behind(self.front.rest()).await;
        self.drain().await;
    }

    /// With the built pages for developers.
    #[must_use]
    pub fn with_dashboard(mut self, dashboard: Dashboard) -> Self {
        self.dashboard = dashboard;
        self
    }

    /// The host of those pages.
    pub fn dashboard_host(&self) -> String {
        let host = self.services.config.subdomain("dashboard");
        host.map(|host| host.as_str().to_owned()).unwrap_or_default()
    }

    /// Has others answer from now on, and take what the stream carries.
    #[must_use]
    pub fn behind(mut self, front: Arc<dyn Front>) -> Self {
        self.front = front;
        self
    }

    /// Has everything said, and keeps how far the stream was read: before the process ends.
    pub async fn close(&self) {
        self.rest().await;
        self.consumers.close().await;
        self.logs.flush();
    }
}
