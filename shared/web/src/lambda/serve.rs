//! A deployed function from its first instruction to its last: log, environment, clients, then one event after the other.
//!
//! INIT makes no call: the first request opens the connections. Whatever is wrong is one line on standard error, which Lambda keeps in the log.

use super::{
    Answer,
    ending::{Ending, LastWords},
    event::Event,
    respond_traced,
};
use crate::{
    app::App,
    endpoint::Lambda,
    observe::{self, Batch, Filter, Observer, Trace},
};
use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use platform::{Deployed, Services, deployed::StartError, system::SystemClock};
use protocol::error::Failure;
use serde::{Serialize, de::DeserializeOwned};
use std::{io::Write as _, process::ExitCode, sync::Arc};

/// Answers the HTTP requests of one function's routes.
pub fn serve(lambda: Lambda) -> ExitCode {
    serve_with(lambda, |deployed| Ok(deployed.services()))
}

/// The same over services that are put together differently.
pub fn serve_with(lambda: Lambda, services: impl FnOnce(&Deployed) -> Result<Services, StartError>) -> ExitCode {
    start(|deployed| Ok((answering(lambda, deployed, services(deployed)?)?, None)))
}

/// The same for a function that remembers what must not be lost: `last` runs when Lambda ends the instance, which waits half a second for it.
pub fn serve_to_the_end<L>(lambda: Lambda, last: impl FnOnce(Services) -> L + Send + 'static) -> ExitCode
where
    L: Future<Output = ()> + Send + 'static,
{
    start(|deployed| {
        let services = deployed.services();
        let function = answering(lambda, deployed, services.clone())?;
        let last: LastWords = Box::new(move || Box::pin(last(services)));
        Ok((function, Some(last)))
    })
}

fn answering(
    lambda: Lambda,
    deployed: &Deployed,
    services: Services,
) -> Result<impl AsyncFn(Event, Invocation) -> Result<Answer, Failure> + use<>, StartError> {
    let secret = deployed.edge_secret()?;
    let app = App::new(services, &[lambda]).observed(Observer::stdout());
    Ok(async move |event: Event, of: Invocation| Ok(respond_traced(&app, &secret, event, of.trace.map(Trace)).await))
}

/// Handles the events of the function `name`, which is not HTTP: a stream, a schedule, a deployment.
pub fn serve_events<E, A, F>(name: &'static str, function: impl FnOnce(&Deployed) -> F) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    try_serve_events(name, |deployed| Ok(function(deployed)))
}

/// The same for a function that needs more of its environment than every other.
pub fn try_serve_events<E, A, F>(
    name: &'static str,
    function: impl FnOnce(&Deployed) -> Result<F, StartError>,
) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    start(|deployed| {
        let (function, observer) = (function(deployed)?, Observer::stdout());
        let function = async move |event: E, of: Invocation| {
            let batch = Batch {
                function: name,
                id: &of.id,
                trace: of.trace.as_deref(),
            };
            observer.batch(&SystemClock, batch, function(event)).await
        };
        Ok((function, None))
    })
}

/// What the runtime says of one event.
struct Invocation {
    id: String,
    /// `lambda-runtime-trace-id`.
    trace: Option<String>,
}

fn start<E, A, F>(function: impl FnOnce(&Deployed) -> Result<(F, Option<LastWords>), StartError>) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E, Invocation) -> Result<A, Failure>,
{
    match Deployed::start().and_then(|deployed| {
        observe::install(Filter::parse(deployed.log()).unwrap_or_default(), Arc::new(SystemClock));
        function(&deployed)
    }) {
        Ok((function, last)) => run(&function, last),
        Err(why) => stop(&why.to_string()),
    }
}

/// One event after the other on this thread: a sandbox has at most two cores and one request.
fn run<E, A, F>(function: &F, last: Option<LastWords>) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E, Invocation) -> Result<A, Failure>,
{
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return stop(&format!(
                "aero2 did not start: the system gave no event loop ({error}): deploy again"
            ));
        }
    };
    let service = service_fn(async |event: LambdaEvent<E>| {
        let of = Invocation {
            id: event.context.request_id,
            trace: event.context.xray_trace_id,
        };
        function(event.payload, of).await.map_err(diagnostic)
    });
    let work = async {
        let ending = match last {
            Some(last) => Some(Ending::register(last).await?),
            None => None,
        };
        let ended = async {
            match ending {
                Some(ending) => ending.wait().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            served = Runtime::new(service).run() => served,
            ended = ended => ended,
        }
    };
    match runtime.block_on(work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => stop(&format!(
            "aero2 stopped: the runtime of Lambda could not be reached ({error})"
        )),
    }
}

/// What Lambda shows of a failed event; it is tried again by whoever sent it.
fn diagnostic(failure: Failure) -> Diagnostic {
    Diagnostic {
        error_type: failure.code.as_str().to_owned(),
        error_message: failure.detail,
    }
}

fn stop(why: &str) -> ExitCode {
    let _nobody_reads = writeln!(std::io::stderr(), "{why}");
    ExitCode::FAILURE
}
