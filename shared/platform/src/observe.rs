//! Facts: what is counted while a request or a batch runs, by whoever knows it. No time and no I/O here; `web::observe` writes them out.
//!
//! Found through a task-local, so that no signature carries it; what happens outside of any work counts for nobody.

mod calls;
mod metric;

pub use calls::{CallWatcher, Service};
pub use metric::{Metric, Unit};

use domain::{ApplicationId, Event, event::EventKind};
use protocol::error::ErrorCode;
use std::{
    borrow::Cow,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

tokio::task_local! {
    static CURRENT: Arc<Work>;
}

/// One request, or one batch of events.
#[derive(Debug)]
pub struct Work {
    /// The request's id, which is in its answer too.
    pub id: String,
    /// The X-Ray trace it belongs to.
    pub trace: Option<String>,
    facts: Mutex<Facts>,
}

/// One number that was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Of what.
    pub metric: Metric,
    /// Whose; the work's own application when it is not said.
    pub application: Option<ApplicationId>,
    /// The value of [`Metric::dimension`].
    pub by: Option<Cow<'static, str>>,
    /// How many, or how much.
    pub value: f64,
}

/// What is known of a piece of work.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The Lambda function that answers the route.
    pub function: Option<&'static str>,
    /// The route's template; never the path, which holds ids.
    pub route: Option<&'static str>,
    /// The application of the host.
    pub application: Option<ApplicationId>,
    /// Why it was refused.
    pub error: Option<ErrorCode>,
    /// Attempts at calls to the table.
    pub store_calls: u32,
    /// Attempts at calls to the key service.
    pub kms_calls: u32,
    /// Records of a batch.
    pub records: usize,
    /// Records of a batch that come again.
    pub retried: u32,
    /// Records of a batch that wait in the table.
    pub waiting: u32,
    /// What is to be measured.
    pub counted: Vec<Counted>,
}

impl Work {
    /// Work that begins.
    pub fn new(id: String, trace: Option<String>) -> Arc<Self> {
        Arc::new(Self {
            id,
            trace,
            facts: Mutex::default(),
        })
    }

    /// Runs it: what is counted meanwhile is counted here.
    pub async fn run<F: Future>(self: Arc<Self>, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }

    /// What is known so far; taken, so that it is written once.
    pub fn take(&self) -> Facts {
        std::mem::take(&mut *self.locked())
    }

    fn locked(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds to the facts of the running work.
fn with(add: impl FnOnce(&mut Facts)) {
    let _outside_of_any = CURRENT.try_with(|work| add(&mut work.locked()));
}

/// The running work's id and trace, for whoever writes a line about it.
pub fn current<T>(read: impl FnOnce(&Work) -> T) -> Option<T> {
    CURRENT.try_with(|work| read(work)).ok()
}

/// The route that was found, and its function.
pub fn routed(function: &'static str, route: &'static str) {
    with(|facts| (facts.function, facts.route) = (Some(function), Some(route)));
}

/// The application that the host leads to.
pub fn of_application(id: ApplicationId) {
    with(|facts| facts.application = Some(id));
}

/// Why the request was refused.
pub fn refused(code: ErrorCode) {
    with(|facts| facts.error = Some(code));
}

/// A batch of this many records is handled.
pub fn records(number: usize) {
    with(|facts| facts.records += number);
}

/// A record of the stream that comes again.
pub fn comes_again() {
    with(|facts| facts.retried += 1);
}

/// A record of the stream that waits in the table for another try.
pub fn waits() {
    with(|facts| facts.waiting += 1);
}

/// Adds a number of an application.
pub fn measure(metric: Metric, application: Option<ApplicationId>, by: Option<Cow<'static, str>>, value: f64) {
    with(|facts| {
        facts.counted.push(Counted {
            metric,
            application,
            by,
            value,
        });
    });
}

/// Counts one for an application.
pub fn count(metric: Metric, application: &ApplicationId) {
    measure(metric, Some(*application), None, 1.0);
}

/// Counts what an event says. Called once per event, where it is first recorded.
pub(crate) fn recorded(application: &ApplicationId, event: &Event) {
    let metric = match event.kind {
        EventKind::UserSignedIn | EventKind::UserFederatedSignIn => Metric::SignInSucceeded,
        EventKind::UserSignInFailed => Metric::SignInFailed,
        EventKind::TokenReuseDetected => Metric::RefreshReuse,
        EventKind::TenantMismatch => Metric::CrossTenantDenied,
        _ => return,
    };
    let by = metric.dimension().map(|_| Cow::Borrowed(method(event)));
    measure(metric, Some(*application), by, 1.0);
}

/// How somebody signed in, or tried to.
fn method(event: &Event) -> &'static str {
    let amr = event.data.get("amr").and_then(|amr| amr.get(0));
    match amr.or_else(|| event.data.get("method")).and_then(|word| word.as_str()) {
        Some("pwd" | "password") => "password",
        Some("email") => "email_code",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn facts_belong_to_the_work_that_runs() {
        refused(ErrorCode::Busy);
        let (one, two) = (Work::new("1".into(), None), Work::new("2".into(), None));
        tokio::join!(
            Arc::clone(&one).run(async {
                refused(ErrorCode::NotFound);
                tokio::task::yield_now().await;
                waits();
            }),
            Arc::clone(&two).run(async { waits() }),
        );
        let (one, two) = (one.take(), two.take());
        assert_eq!((one.error, one.waiting), (Some(ErrorCode::NotFound), 1));
        assert_eq!((two.error, two.waiting), (None, 1));
    }
}
