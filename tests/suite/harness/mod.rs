//! A whole platform in memory, and browsers and programs in front of it. The first line of a story.

pub mod answer;
pub mod authenticator;
mod backend;
mod browser;
pub mod described;
mod examples;
mod oidc;
pub mod passkeys;
mod totp_app;
pub mod upstream;

pub use answer::Answer;
pub use browser::Browser;
pub use oidc::{CALLBACK, Flow, POST_LOGOUT, basic, claims, tokens};
pub use totp_app::App;

use axum::body::Body;
use backend::in_process_only;
use http::{HeaderMap, Method, Request};
use local::{
    Local,
    aws::{capacity::Trace, faults::Fault},
    seed::{Seeded, SeededApplication, SeededClient, SeededUser},
};
use serde_json::Value;
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use url::Url;
use web::Edge;

/// Why a story with a custom domain stays in this process.
pub const DNS: &str = "a deployed function asks public resolvers, which do not know these names";

/// A platform with the demo data, on a clock that stands still.
pub struct World {
    pub local: Local,
    pub seeded: Seeded,
    host: Option<Arc<runtime::Host>>,
    requests: AtomicU32,
}

/// One request of a program: method, address, headers, body.
pub struct Call<'a> {
    pub method: Method,
    pub url: &'a str,
    pub headers: Vec<(&'a str, String)>,
    pub body: Vec<u8>,
    /// Where it comes from; `None` is the developer's own machine, which some limits spare.
    pub source: Option<IpAddr>,
}

impl<'a> Call<'a> {
    pub fn new(method: Method, url: &'a str) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: Vec::new(),
            source: None,
        }
    }

    pub fn header(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn form(mut self, pairs: &[(&str, &str)]) -> Self {
        self.body = serde_urlencoded::to_string(pairs).unwrap().into_bytes();
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    pub fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self.header("content-type", "application/json")
    }

    pub fn from(mut self, source: &str) -> Self {
        self.source = Some(source.parse().unwrap());
        self
    }
}

impl World {
    /// Starts it, with the demo data.
    pub async fn start() -> Self {
        let local = Box::pin(Local::in_memory()).await.unwrap();
        let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
        Self::placed(local, seeded)
    }

    /// Starts it in this process also where the binaries are under test, which this story cannot be about.
    pub async fn here(reason: &str) -> Self {
        in_process_only(reason);
        let local = Box::pin(Local::in_memory()).await.unwrap();
        let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
        Self::new(local, seeded, None)
    }

    /// Starts it with nothing in it but what bootstrap makes.
    pub async fn bare() -> Self {
        let local = Box::pin(Local::in_memory()).await.unwrap();
        let operator = local::seed::Operator {
            email: String::new(),
            password: None,
        };
        let seeded = Seeded {
            operator,
            applications: Vec::new(),
        };
        Self::placed(local, seeded)
    }

    /// Around a platform that was started in a way of its own, which only its own process can have.
    pub fn around(local: Local, seeded: Seeded) -> Self {
        in_process_only("it puts its platform together itself (data directory, DNS, address policy)");
        Self::new(local, seeded, None)
    }

    /// In front of the functions that are under test.
    fn placed(local: Local, seeded: Seeded) -> Self {
        let (local, host) = backend::place(local);
        Self::new(local, seeded, host)
    }

    fn new(local: Local, seeded: Seeded, host: Option<Arc<runtime::Host>>) -> Self {
        Self {
            local,
            seeded,
            host,
            requests: AtomicU32::new(0),
        }
    }

    /// One of the two demo applications.
    pub fn app(&self, slug: &str) -> &SeededApplication {
        self.seeded
            .applications
            .iter()
            .find(|application| application.slug == slug)
            .unwrap()
    }

    pub fn client(&self, slug: &str, kind: &str) -> &SeededClient {
        self.app(slug)
            .clients
            .iter()
            .find(|client| client.kind == kind)
            .unwrap()
    }

    /// The admin is 0, the plain users are 1 and 2.
    pub fn user(&self, slug: &str, index: usize) -> &SeededUser {
        &self.app(slug).users[index]
    }

    pub fn url(&self, slug: &str, path: &str) -> String {
        format!("http://{slug}.localhost:8787{path}")
    }

    /// Sends one request as the gateway would.
    pub async fn send(&self, call: Call<'_>) -> Answer {
        let url = Url::parse(call.url).unwrap();
        let host = call.headers.iter().find(|(name, _)| *name == "host").map_or_else(
            || url[url::Position::BeforeHost..url::Position::AfterPort].to_owned(),
            |(_, host)| host.clone(),
        );
        let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let mut builder = Request::builder().method(call.method.clone()).uri(target);
        for (name, value) in &call.headers {
            builder = builder.header(*name, http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let count = self.requests.fetch_add(1, Ordering::Relaxed);
        let edge = Edge {
            host,
            address: call.source.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            exempt: call.source.is_none(),
            request_id: format!("test-{count}"),
        };
        let kind = call.headers.iter().find(|(name, _)| *name == "content-type");
        let sent = examples::wanted(&call.body, kind.map(|(_, kind)| kind.as_str()));
        let response = self
            .local
            .respond(builder.body(Body::from(call.body)).unwrap(), edge)
            .await;
        let answer = Answer::read(call.url, response).await;
        described::check(&call.method, &answer);
        if let Some(sent) = sent {
            examples::note(&call.method, &answer, sent);
        }
        answer
    }

    pub async fn get(&self, url: &str) -> Answer {
        self.send(Call::new(Method::GET, url)).await
    }

    /// A management request with the application's secret key.
    pub async fn manage(&self, slug: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let url = self.url(slug, path);
        let call = Call::new(method, &url).header("authorization", format!("Bearer {}", self.app(slug).secret_key));
        self.send(match body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Moves the clock.
    pub fn later(&self, seconds: i64) {
        self.local.aws.clock.advance(seconds).unwrap();
    }

    /// The six digits of the newest mail to an address.
    pub fn code_for(&self, address: &str) -> String {
        let mails = self.local.aws.outbox.list(Some(address));
        let text = &mails.first().expect("a mail").text;
        text.split(|c: char| !c.is_ascii_digit())
            .find(|run| run.len() == 6)
            .expect("six digits")
            .to_owned()
    }

    pub fn mails(&self, address: &str) -> usize {
        self.local.aws.outbox.list(Some(address)).len()
    }

    /// What the newest request cost.
    pub fn cost(&self) -> Trace {
        self.local.aws.capacity.recent().into_iter().next().unwrap()
    }

    /// Makes AWS calls fail: the JSON of `POST /faults`.
    pub fn fault(&self, json: Value) {
        self.local
            .aws
            .faults
            .add(serde_json::from_value::<Fault>(json).unwrap());
    }

    /// Every item as it lies in the table, in DynamoDB JSON.
    pub async fn items(&self) -> Vec<Value> {
        self.local.aws.dynamodb.items().await.unwrap()
    }

    /// The invariants of everything that is kept (rules 3.17): none is broken.
    pub async fn is_sound(&self) -> check::Report {
        let items: Vec<check::Item> = self
            .items()
            .await
            .iter()
            .map(|item| check::Item::read(item).unwrap())
            .collect();
        let report = check::check(&items, check::Moment::drained(self.local.services.now()));
        assert!(report.is_clean(), "{report}");
        report
    }

    /// Lets several instances take turns, each with caches of its own over the one store. The deployed binaries do so anyway.
    pub fn instances(self, count: usize) -> Self {
        if self.host.is_some() {
            return self;
        }
        Self {
            local: self.local.scaled(count).unwrap(),
            ..self
        }
    }

    /// The types of the newest events of an application.
    pub async fn events(&self, slug: &str) -> Vec<String> {
        let answer = self.manage(slug, Method::GET, "/api/audit?limit=100", None).await;
        answer.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The header's text, or nothing.
pub fn text(headers: &HeaderMap, name: &str) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("")
        .to_owned()
}
