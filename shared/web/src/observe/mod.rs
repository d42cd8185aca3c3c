//! What a process says about itself: one access line per request, one line per batch, metrics in `CloudWatch`'s embedded format, diagnostics.
//!
//! Every line is JSON, holds no personal data and no secret, and carries the request's id and trace. Facts come from `platform::observe`;
//! how they look is decided here. The names are in docs/observability.md.

mod access;
mod diagnostics;
mod metrics;
mod text;
mod watch;

pub use diagnostics::{Filter, install, subscriber};
pub use platform::observe::Metric;

use crate::{edge::Edge, endpoint::Matched};
use access::Line;
use axum::response::Response;
use domain::{Clock, Timestamp};
use http::{HeaderMap, Method, Request};
use platform::observe::{Counted, Facts, Work};
use std::{io::Write, sync::Arc};
use watch::Watch;

/// The header in which API Gateway hands the trace on.
const TRACE: &str = "x-amzn-trace-id";
/// What the two lines of a request usually need.
const USUAL: usize = 768;

/// The trace that Lambda's runtime names (`lambda-runtime-trace-id`), in a request's extensions.
#[derive(Clone, Debug)]
pub struct Trace(pub String);

/// Where lines go: whole ones, each with its end.
type Sink = Arc<dyn Fn(&str) + Send + Sync>;

/// Writes the lines about requests and batches. Cheap to clone.
#[derive(Clone, Default)]
pub struct Observer(Option<Sink>);

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Observer")
    }
}

/// What is known of a request before it is answered.
#[derive(Debug)]
pub(crate) struct Visit {
    id: String,
    trace: Option<String>,
    method: Method,
    /// The only function of the process, where there is one.
    function: Option<&'static str>,
}

impl Visit {
    pub(crate) fn of<B>(request: &Request<B>, edge: &Edge, function: Option<&'static str>) -> Self {
        let of_runtime = request.extensions().get::<Trace>().map(|trace| trace.0.as_str());
        Self {
            id: text::id(&edge.request_id),
            trace: of_runtime
                .or_else(|| from_header(request.headers()))
                .and_then(text::trace_root),
            method: request.method().clone(),
            function,
        }
    }
}

fn from_header(headers: &HeaderMap) -> Option<&str> {
    headers.get(TRACE)?.to_str().ok()
}

/// A batch of the stream, or a run of a schedule.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The function that handles it.
    pub function: &'a str,
    /// The invocation's id.
    pub id: &'a str,
    /// `lambda-runtime-trace-id`.
    pub trace: Option<&'a str>,
}

impl Observer {
    /// Writes to `sink`: one or more whole lines at a time, in one call.
    pub fn new(sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(sink)))
    }

    /// Writes nothing.
    pub const fn silent() -> Self {
        Self(None)
    }

    /// Writes where Lambda collects a function's log.
    pub fn stdout() -> Self {
        Self::new(stdout)
    }

    /// Answers a request, and says that it was answered.
    pub(crate) async fn request<F>(&self, clock: &dyn Clock, visit: Visit, answer: F) -> Response
    where
        F: Future<Output = Response>,
    {
        let Some(sink) = &self.0 else { return answer.await };
        let (watch, work) = (Watch::start(), Work::new(visit.id, visit.trace));
        let response = Arc::clone(&work).run(answer).await;
        let micros = watch.micros();
        let mut facts = work.take();
        let status = response.status().as_u16();
        of_request(&mut facts, status, micros);
        let function = facts.function.or(visit.function).unwrap_or("none");
        let (at, mut out) = (clock.now(), String::with_capacity(USUAL));
        Line {
            at,
            work: &work,
            function,
            micros,
            facts: &facts,
        }
        .request(&mut out, &visit.method, status);
        metrics::write(&mut out, at, function, facts.application, &facts.counted);
        sink(&out);
        response
    }

    /// Handles a batch, and says so.
    pub async fn batch<F: Future>(&self, clock: &dyn Clock, batch: Batch<'_>, handle: F) -> F::Output {
        let (watch, trace) = (Watch::start(), batch.trace.and_then(text::trace_root));
        let work = Work::new(text::id(batch.id), trace);
        let output = Arc::clone(&work).run(handle).await;
        let facts = work.take();
        if let Some(sink) = &self.0 {
            let (at, mut out) = (clock.now(), String::with_capacity(USUAL));
            Line {
                at,
                work: &work,
                function: batch.function,
                micros: watch.micros(),
                facts: &facts,
            }
            .batch(&mut out);
            metrics::write(&mut out, at, batch.function, None, &facts.counted);
            sink(&out);
        }
        output
    }
}

fn stdout(lines: &str) {
    // Who cannot log can still serve.
    let _nobody_reads = std::io::stdout().lock().write_all(lines.as_bytes());
}

/// Milliseconds; exact far beyond any request's life.
fn millis(micros: u64) -> f64 {
    f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1000.0
}

fn of_request(facts: &mut Facts, status: u16, micros: u64) {
    let mut add = |metric, value| {
        facts.counted.push(Counted {
            metric,
            application: None,
            by: None,
            value,
        });
    };
    add(Metric::RequestDuration, millis(micros));
    if status >= 500 {
        add(Metric::Errors5xx, 1.0);
    }
    if status == 429 {
        add(Metric::RateLimited, 1.0);
    }
}

/// The route was found: for the line.
pub(crate) fn routed(matched: Matched) {
    platform::observe::routed(matched.function, matched.path);
}

/// A moment as EMF wants it.
const fn epoch(at: Timestamp) -> i64 {
    at.millis()
}
