//! Where the functions run: in this process, or as the binaries that are deployed, each a process of its own (docs/runtime-host.md).
//!
//! `AERO2_SUITE=runtime` and `AERO2_BINARIES=DIR` choose the second; the tests are the same.

use super::World;
use local::Local;
use runtime::{Host, Options};
use serde_json::json;
use std::{io::Write, path::PathBuf, sync::Arc};

/// Debian's; `AERO2_FAKETIME` names another.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// Instances of one function at once.
const INSTANCES: usize = 8;

#[expect(
    clippy::disallowed_methods,
    reason = "the ban is for the product; whoever starts the suite chooses by the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Whether the functions are processes of their own.
fn is_deployed() -> bool {
    variable("AERO2_SUITE").as_deref() == Some("runtime")
}

/// The running test cannot be about the binaries: where they are under test it says so, where nobody can overlook it.
pub(super) fn in_process_only(reason: &str) {
    if is_deployed() {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or_default();
        let _nobody_reads = writeln!(std::io::stderr(), "in-process only: {test}: {reason}");
    }
}

/// Puts the chosen functions in front of a platform.
pub(super) fn place(local: Local) -> (Local, Option<Arc<Host>>) {
    if !is_deployed() {
        return (local, None);
    }
    let options = Options {
        binaries: PathBuf::from(variable("AERO2_BINARIES").expect("AERO2_BINARIES says where the binaries are")),
        faketime: Some(PathBuf::from(
            variable("AERO2_FAKETIME").unwrap_or_else(|| FAKETIME.to_owned()),
        )),
        concurrency: INSTANCES,
    };
    let host = Host::start(&local, &options).unwrap_or_else(|error| panic!("{error}"));
    (local.behind(Arc::clone(&host) as Arc<dyn local::Front>), Some(host))
}

impl World {
    /// Has several instances of a function wait for requests; in this process there is nothing to start.
    pub async fn warm(&self, function: &str, instances: usize) {
        if let Some(host) = &self.host {
            let pool = host.pool(function).expect("a function");
            pool.warm(instances).await.unwrap_or_else(|error| panic!("{error}"));
            pool.take_used();
        }
    }

    /// How many instances of a function have answered since it was warmed; `None` in this process.
    pub fn instances_used(&self, function: &str) -> Option<usize> {
        let host = self.host.as_ref()?;
        Some(host.pool(function)?.take_used().len())
    }

    /// The hourly schedule: turns the keys that are due, and answers how many.
    pub async fn rotate_keys(&self) -> usize {
        let Some(host) = &self.host else {
            let turning = functions::events::rotate_keys::handle(&self.local.services);
            let turned = local::aws::recorder::acting("rotate-keys", turning).await;
            return turned.unwrap();
        };
        let event = json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {} });
        let answer = host.invoke("rotate-keys", &event).await;
        let answer = answer.unwrap_or_else(|error| panic!("{error}"));
        host.forget("rotate-keys").await;
        usize::try_from(answer["turned"].as_u64().unwrap()).unwrap()
    }
}
