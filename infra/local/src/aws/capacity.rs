//! What each request cost: the AWS calls made while it ran, with the units DynamoDB reports for them (architecture section 6).
//!
//! The calls find their request through a task-local, so work that a request spawns onto another task is not counted with it; calls of another
//! process find it by the access key that was lent to that process.

use super::faults::Service;
use domain::{Clock, Timestamp};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What the work behind the answers is called.
const BEHIND: &str = "stream";

/// How many requests are remembered.
const REMEMBERED: usize = 200;

tokio::task_local! {
    static CURRENT: Arc<Mutex<Trace>>;
}

/// One attempt at one AWS operation.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Operation {
    /// Which service.
    pub service: Service,
    /// `GetItem`, `Sign`, `SendEmail`, …
    pub operation: String,
    /// Read units; a strong read of up to 4 KB is 1, an eventual one 0.5, in a transaction 2.
    pub rru: f64,
    /// Write units, index entries included; 1 per KB, in a transaction 2.
    pub wru: f64,
    /// `ok`, the service's error code, or what a fault did: `not_sent`, `reply_lost`.
    pub outcome: String,
}

/// The AWS calls of one request.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Trace {
    /// The route, as the gateway named it.
    pub route: String,
    /// When the request began, by the local clock.
    pub at: Timestamp,
    /// Every attempt, in order.
    pub operations: Vec<Operation>,
    /// Sum of the read units.
    pub rru: f64,
    /// Sum of the write units.
    pub wru: f64,
    /// Number of KMS calls.
    pub kms_calls: u32,
    /// Number of mails handed to SES.
    pub mails: u32,
    /// How often the table was called in sequence: calls that are on their way at the same time are one round.
    pub rounds: u32,
    #[serde(skip)]
    flying: u32,
    /// How long the calls of the table took, in milliseconds.
    pub store_ms: f64,
    /// How long the calls of the key service took, in milliseconds.
    pub kms_ms: f64,
}

impl Trace {
    fn begin(route: &str, at: Timestamp) -> Self {
        Self {
            route: route.to_owned(),
            at,
            operations: Vec::new(),
            rru: 0.0,
            wru: 0.0,
            kms_calls: 0,
            mails: 0,
            rounds: 0,
            flying: 0,
            store_ms: 0.0,
            kms_ms: 0.0,
        }
    }

    fn add(&mut self, operation: Operation) {
        self.rru += operation.rru;
        self.wru += operation.wru;
        match operation.service {
            Service::Dynamodb | Service::Cloudfront | Service::Sms => {}
            Service::Kms => self.kms_calls = self.kms_calls.saturating_add(1),
            Service::Ses => self.mails = self.mails.saturating_add(1),
        }
        self.operations.push(operation);
    }
}

/// The last requests and what they cost; clones share them.
#[derive(Clone)]
pub struct Capacity {
    recent: Arc<Mutex<VecDeque<Trace>>>,
    lent: Arc<Mutex<Lent>>,
    behind: Arc<Mutex<VecDeque<Trace>>>,
    clock: Arc<dyn Clock>,
}

/// By access key: whose request the calls under it belong to.
type Lent = HashMap<String, Arc<Mutex<Trace>>>;

/// While it lives, calls signed with its access key are counted with the request that made it.
pub struct Loan {
    lent: Arc<Mutex<Lent>>,
    key: String,
}

impl Drop for Loan {
    fn drop(&mut self) {
        locked(&self.lent).remove(&self.key);
    }
}

impl Capacity {
    /// An empty record, dated by `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            recent: Arc::default(),
            lent: Arc::default(),
            behind: Arc::default(),
            clock,
        }
    }

    /// Runs `work` and remembers the AWS calls it made under `route`.
    pub async fn traced<F: Future>(&self, route: &str, work: F) -> F::Output {
        self.measured(route, work).await.0
    }

    /// Like [`Capacity::traced`], and hands the record to the caller too: what a test asserts.
    pub async fn measured<F: Future>(&self, route: &str, work: F) -> (F::Output, Trace) {
        let trace = Arc::new(Mutex::new(Trace::begin(route, self.clock.now())));
        let output = CURRENT.scope(Arc::clone(&trace), work).await;
        let trace = locked(&trace).clone();
        let mut recent = locked(&self.recent);
        recent.push_front(trace.clone());
        recent.truncate(REMEMBERED);
        (output, trace)
    }

    /// Runs what the stream's consumers do after an answer, and remembers their calls apart from the requests'.
    pub async fn behind<F: Future>(&self, work: F) -> F::Output {
        let trace = Arc::new(Mutex::new(Trace::begin(BEHIND, self.clock.now())));
        let output = CURRENT.scope(Arc::clone(&trace), work).await;
        let trace = locked(&trace).clone();
        if !trace.operations.is_empty() {
            let mut behind = locked(&self.behind);
            behind.push_front(trace);
            behind.truncate(REMEMBERED);
        }
        output
    }

    /// What the consumers did last, newest first.
    pub fn recent_behind(&self) -> Vec<Trace> {
        locked(&self.behind).iter().cloned().collect()
    }

    /// Renames the request that is running on this task, once its route is known. Outside of one: nothing happens.
    pub fn set_label(route: &str) {
        let _not_in_a_request = CURRENT.try_with(|trace| route.clone_into(&mut locked(trace).route));
    }

    /// Counts the calls of another process, known by its access key, with the request that is running on this task.
    pub fn lend(&self, key: &str) -> Option<Loan> {
        let trace = CURRENT.try_with(Arc::clone).ok()?;
        locked(&self.lent).insert(key.to_owned(), trace);
        Some(Loan {
            lent: Arc::clone(&self.lent),
            key: key.to_owned(),
        })
    }

    /// Runs a call of the process with this access key; uncounted when it is in no request.
    pub(super) async fn under<F: Future>(&self, key: &str, work: F) -> F::Output {
        let trace = locked(&self.lent).get(key).cloned();
        match trace {
            Some(trace) => CURRENT.scope(trace, work).await,
            None => work.await,
        }
    }

    /// The last 200 requests, newest first.
    pub fn recent(&self) -> Vec<Trace> {
        locked(&self.recent).iter().cloned().collect()
    }

    /// Forgets what was remembered.
    pub fn clear(&self) {
        locked(&self.recent).clear();
        locked(&self.behind).clear();
    }
}

/// Whether a request is running on this task.
pub(super) fn in_request() -> bool {
    CURRENT.try_with(|trace| locked(trace).route != BEHIND).unwrap_or(false)
}

/// Notes one attempt with the request that is running on this task, if any.
pub(super) fn note(operation: Operation) {
    let _not_in_a_request = CURRENT.try_with(|trace| locked(trace).add(operation));
}

/// Notes that an attempt is on its way.
pub(super) fn began(service: Service) {
    let _not_in_a_request = CURRENT.try_with(|trace| {
        let mut trace = locked(trace);
        if service == Service::Dynamodb {
            trace.rounds = trace.rounds.saturating_add(u32::from(trace.flying == 0));
            trace.flying = trace.flying.saturating_add(1);
        }
    });
}

/// Notes how long an attempt took.
pub(super) fn spent(service: Service, time: Duration) {
    let millis = time.as_secs_f64() * 1000.0;
    let _not_in_a_request = CURRENT.try_with(|trace| {
        let mut trace = locked(trace);
        match service {
            Service::Dynamodb => {
                trace.flying = trace.flying.saturating_sub(1);
                trace.store_ms += millis;
            }
            Service::Kms => trace.kms_ms += millis,
            Service::Ses | Service::Sms | Service::Cloudfront => {}
        }
    });
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::super::clock::LocalClock;
    use super::*;

    fn read(rru: f64) -> Operation {
        Operation {
            service: Service::Dynamodb,
            operation: "GetItem".to_owned(),
            rru,
            wru: 0.0,
            outcome: "ok".to_owned(),
        }
    }

    #[tokio::test]
    async fn calls_are_counted_with_their_own_request() {
        let capacity = Capacity::new(Arc::new(LocalClock::fixed()));
        note(read(9.0));
        let one = capacity.traced("GET /one", async {
            note(read(1.0));
            tokio::task::yield_now().await;
            note(read(0.5));
        });
        let two = capacity.traced("?", async {
            Capacity::set_label("GET /two");
            note(read(2.0));
        });
        tokio::join!(one, two);
        let recent = capacity.recent();
        assert_eq!((recent[0].route.as_str(), recent[0].rru), ("GET /one", 1.5));
        assert_eq!((recent[1].route.as_str(), recent[1].rru), ("GET /two", 2.0));
    }

    #[tokio::test]
    async fn calls_side_by_side_are_one_round() {
        let capacity = Capacity::new(Arc::new(LocalClock::fixed()));
        let call = || async {
            began(Service::Dynamodb);
            tokio::task::yield_now().await;
            spent(Service::Dynamodb, Duration::ZERO);
        };
        let work = async {
            call().await;
            tokio::join!(call(), call(), call());
            call().await;
        };
        assert_eq!(capacity.measured("GET /", work).await.1.rounds, 3);
    }

    #[tokio::test]
    async fn only_the_last_requests_are_remembered() {
        let capacity = Capacity::new(Arc::new(LocalClock::fixed()));
        for number in 0..=REMEMBERED {
            capacity.traced(&number.to_string(), async {}).await;
        }
        assert_eq!(capacity.recent().len(), REMEMBERED);
        assert_eq!(capacity.recent()[0].route, "200");
    }
}
