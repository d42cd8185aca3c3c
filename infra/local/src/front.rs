//! Who answers requests and takes stream records: the handlers in this process, or the very binaries that Lambda runs (infra/runtime).

use crate::aws::recorder;
use axum::{body::Body, response::Response};
use functions::events::{deliver, mail_feedback, record};
use http::Request;
pub use platform::parked::Left;
use platform::{Services, deliver::Ways, token_counts};
use serde_json::Value;
use std::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
};
use web::{App, Edge, Observer, observe::Batch};

/// What a [`Front`] promises.
pub type Promised<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The functions, wherever they run.
pub trait Front: Send + Sync {
    /// Answers one request.
    fn answer(&self, request: Request<Body>, edge: Edge) -> Promised<'_, Response>;

    /// Handles one batch of stream records, as the event source mapping writes it. False: it comes again.
    fn consume<'a>(&'a self, event: &'a Value) -> Promised<'a, bool>;

    /// Notes one report of SES, as EventBridge brings it.
    fn report<'a>(&'a self, event: &'a Value) -> Promised<'a, ()>;

    /// Tries again what waits in the table and is due, where batches alone do not see to it; says whether something still waits.
    fn tend(&self) -> Promised<'_, Left> {
        Box::pin(std::future::ready(Left::Nothing))
    }

    /// Has the instances say what they would say at their end; whether they do end is not told.
    fn rest(&self) -> Promised<'_, ()>;
}

/// The handlers of `functions` in this process: instances that take turns; the first one takes what is not HTTP.
pub(crate) struct Handlers {
    apps: Vec<App>,
    turns: AtomicUsize,
    services: Services,
    others: Vec<Services>,
    ways: Ways,
    observer: Observer,
}

impl Handlers {
    pub(crate) fn new(first: Services, others: Vec<Services>, ways: Ways, observer: Observer) -> Self {
        let app = |services: &Services| App::new(services.clone(), functions::ALL).observed(observer.clone());
        Self {
            apps: std::iter::once(&first).chain(&others).map(app).collect(),
            turns: AtomicUsize::new(0),
            services: first,
            others,
            ways,
            observer,
        }
    }

    fn next(&self) -> Option<&App> {
        let turn = self.turns.fetch_add(1, Ordering::Relaxed);
        self.apps.get(turn.checked_rem(self.apps.len())?)
    }
}

impl Handlers {
    /// Runs a consumer in its own name, and has it say what it did.
    async fn acting<F: Future>(&self, function: &str, id: &str, work: F) -> F::Output {
        let batch = Batch {
            function,
            id,
            trace: None,
        };
        let work = Box::pin(recorder::acting(function, work));
        self.observer.batch(&*self.services.clock, batch, work).await
    }
}

impl Front for Handlers {
    fn answer(&self, mut request: Request<Body>, edge: Edge) -> Promised<'_, Response> {
        request.extensions_mut().insert(edge);
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        Box::pin(async move {
            match self.next() {
                Some(app) => recorder::answering(method.as_str(), &path, app.respond(request)).await,
                None => Response::new(Body::empty()),
            }
        })
    }

    fn consume<'a>(&'a self, event: &'a Value) -> Promised<'a, bool> {
        Box::pin(async move {
            let event: aws_lambda_events::dynamodb::Event = match serde_json::from_value(event.clone()) {
                Ok(event) => event,
                Err(error) => {
                    tracing::error!(%error, "a stream record is not what Lambda would send");
                    return true;
                }
            };
            let id = event.records.first().map_or("", |record| record.event_id.as_str());
            let recorded = self
                .acting("record", id, record::handle(&self.services, event.clone()))
                .await;
            let deliver = deliver::handle(&self.services, &self.ways, event.clone());
            let delivered = self.acting("deliver", id, deliver).await;
            recorded.batch_item_failures.is_empty() && delivered.batch_item_failures.is_empty()
        })
    }

    fn report<'a>(&'a self, event: &'a Value) -> Promised<'a, ()> {
        Box::pin(async move {
            let noted = match serde_json::from_value(event.clone()) {
                Ok(event) => recorder::acting("mail-feedback", mail_feedback::handle(&self.services, &event))
                    .await
                    .map(drop),
                Err(error) => {
                    tracing::error!(%error, "a report of SES is not what EventBridge would bring");
                    return;
                }
            };
            if let Err(failure) = noted {
                tracing::error!(%failure, "what became of a mail was not noted");
            }
        })
    }

    fn tend(&self) -> Promised<'_, Left> {
        Box::pin(async move {
            let recorded = self.acting("record", "", record::retry(&self.services)).await;
            let deliver = deliver::retry(&self.services, &self.ways);
            let delivered = self.acting("deliver", "", deliver).await;
            if (recorded, delivered) == (Left::Nothing, Left::Nothing) {
                return Left::Nothing;
            }
            Left::Some
        })
    }

    fn rest(&self) -> Promised<'_, ()> {
        Box::pin(async move {
            for services in std::iter::once(&self.services).chain(&self.others) {
                recorder::acting("token", token_counts::tell_all(services)).await;
            }
        })
    }
}
