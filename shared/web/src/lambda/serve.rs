//! A deployed function from its first instruction to its last: log, environment, clients, then one event after the other.
//!
//! INIT makes no call: the first request opens the connections. Whatever is wrong is one line on standard error, which Lambda keeps in the log.

use super::{event::Event, log, respond};
use crate::{app::App, endpoint::Lambda};
use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use platform::{Deployed, Services, deployed::StartError};
use protocol::error::Failure;
use serde::{Serialize, de::DeserializeOwned};
use std::{io::Write as _, process::ExitCode};

/// Answers the HTTP requests of one function's routes.
pub fn serve(lambda: Lambda) -> ExitCode {
    serve_with(lambda, |deployed| Ok(deployed.services()))
}

/// The same over services that are put together differently.
pub fn serve_with(lambda: Lambda, services: impl FnOnce(&Deployed) -> Result<Services, StartError>) -> ExitCode {
    start(|deployed| {
        let secret = deployed.edge_secret()?;
        let app = App::new(services(deployed)?, &[lambda]);
        Ok(async move |event: Event| Ok(respond(&app, &secret, event).await))
    })
}

/// Handles the events of a function that is not HTTP: a stream, a schedule, a deployment.
pub fn serve_events<E, A, F>(function: impl FnOnce(&Deployed) -> F) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    try_serve_events(|deployed| Ok(function(deployed)))
}

/// The same for a function that needs more of its environment than every other.
pub fn try_serve_events<E, A, F>(function: impl FnOnce(&Deployed) -> Result<F, StartError>) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    start(function)
}

fn start<E, A, F>(function: impl FnOnce(&Deployed) -> Result<F, StartError>) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    match Deployed::start().and_then(|deployed| {
        log::start(deployed.log());
        function(&deployed)
    }) {
        Ok(function) => run(&function),
        Err(why) => stop(&why.to_string()),
    }
}

/// One event after the other on this thread: a sandbox has at most two cores and one request.
fn run<E, A, F>(function: &F) -> ExitCode
where
    E: DeserializeOwned,
    A: Serialize,
    F: AsyncFn(E) -> Result<A, Failure>,
{
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return stop(&format!(
                "aero2 did not start: the system gave no event loop ({error}): deploy again"
            ));
        }
    };
    let service = service_fn(async |event: LambdaEvent<E>| function(event.payload).await.map_err(diagnostic));
    match runtime.block_on(Runtime::new(service).run()) {
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
