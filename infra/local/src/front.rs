//! Who answers requests and takes stream records: the handlers in this process, or the very binaries that Lambda runs (infra/runtime).

use crate::aws::recorder;
use axum::{body::Body, response::Response};
use functions::events::{deliver, mail_feedback, record};
use http::Request;
use mail::Mailer;
use platform::Services;
use serde_json::Value;
use std::{future::Future, pin::Pin};
use web::{App, Edge};

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
}

/// The handlers of `functions` in this process.
pub(crate) struct Handlers {
    app: App,
    services: Services,
    mailer: Mailer,
}

impl Handlers {
    pub(crate) fn new(services: &Services, mailer: Mailer) -> Self {
        Self {
            app: App::new(services.clone(), functions::ALL),
            services: services.clone(),
            mailer,
        }
    }
}

impl Front for Handlers {
    fn answer(&self, mut request: Request<Body>, edge: Edge) -> Promised<'_, Response> {
        request.extensions_mut().insert(edge);
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let answering = self.app.respond(request);
        Box::pin(async move { recorder::answering(method.as_str(), &path, answering).await })
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
            let recorded = Box::pin(recorder::acting(
                "record",
                record::handle(&self.services, event.clone()),
            ))
            .await;
            let delivered = Box::pin(recorder::acting(
                "deliver",
                deliver::handle(&self.services, &self.mailer, event),
            ))
            .await;
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
}
