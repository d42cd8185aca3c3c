//! The load generator: a closed loop over keep-alive connections, in a process of its own so that its CPU time is not the server's.
//!
//! Only what is counted happens inside the measured time; a hundredth of the answers is kept and judged afterwards, and one bad token voids the cell.

use crate::{
    Outcome,
    check::{self, Checks},
    flow::{self, Paths, Subject},
    http::{Answer, Connection, Request},
    process,
};
use serde::{Deserialize, Serialize};
use std::{
    net::SocketAddr,
    sync::{
        Barrier, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Every how many-th answer is kept for the checks.
const KEPT: u64 = 100;

/// What one operation is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Mode {
    /// One request.
    Request {
        method: String,
        path: String,
        headers: String,
        body: Option<String>,
    },
    /// The token request of a machine (W1).
    Machine { body: String },
    /// Authorize and redeem (W2).
    Code,
    /// Rotate (W3).
    Refresh,
    /// Ask about a token (W4).
    Introspect,
    /// Ask about a person (W4).
    Userinfo,
}

/// A cell to measure, as the runner writes it to the generator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) address: SocketAddr,
    pub(crate) mode: Mode,
    pub(crate) paths: Paths,
    /// Drawn from at random; a connection has its own chains.
    pub(crate) subjects: Vec<Subject>,
    pub(crate) connections: usize,
    pub(crate) warm: f64,
    pub(crate) seconds: f64,
    /// Process trees whose CPU time is the server's.
    pub(crate) pids: Vec<u32>,
    pub(crate) checks: Option<Checks>,
}

/// What a cell came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) operations: u64,
    pub(crate) per_second: f64,
    /// Server CPU time of one operation.
    pub(crate) cpu_us: f64,
    /// Of one core, in percent.
    pub(crate) server_busy: f64,
    pub(crate) generator_busy: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) pss_kb: u64,
    pub(crate) errors: u64,
    pub(crate) first_error: Option<String>,
    /// How many answers were judged and found right.
    pub(crate) checked: u64,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    counting: AtomicBool,
    errors: AtomicU64,
    first_error: Mutex<Option<String>>,
    times: Mutex<Vec<u32>>,
    kept: Mutex<Vec<Vec<u8>>>,
}

impl Shared {
    fn failed(&self, why: String) {
        self.errors.fetch_add(1, Relaxed);
        let mut first = self.first_error.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert(why);
    }
}

/// One chain of tokens and its browser.
#[derive(Clone, Default)]
struct Chain {
    subject: Subject,
    refresh_token: String,
    /// The one before the one before: must be dead in the end.
    older: Vec<String>,
    access_token: String,
}

struct Worker<'a> {
    job: &'a Job,
    connection: Connection,
    chains: Vec<Chain>,
    chance: u64,
}

impl<'a> Worker<'a> {
    fn new(job: &'a Job, number: usize) -> Outcome<Self> {
        let all = job.subjects.len().max(1);
        // Own chains where they rotate, everybody otherwise; a browser is never shared by two connections when there are enough.
        let step = if matches!(job.mode, Mode::Machine { .. }) {
            1
        } else {
            job.connections
        };
        let first = if step == 1 { 0 } else { number % all };
        let mut chains: Vec<Chain> = job.subjects.iter().skip(first).step_by(step).map(chain).collect();
        if chains.is_empty() {
            chains.push(Chain::default());
        }
        Ok(Self {
            job,
            connection: Connection::new(job.address)?,
            chains,
            chance: 0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1),
        })
    }

    fn prepare(&mut self) -> Outcome<()> {
        if matches!(self.job.mode, Mode::Request { .. } | Mode::Machine { .. }) {
            return Ok(());
        }
        for chain in &mut self.chains {
            flow::login(&mut self.connection, &self.job.paths, &mut chain.subject)?;
            let answer = flow::code_flow(&mut self.connection, &self.job.paths, &mut chain.subject)?;
            chain.refresh_token = answer.field("refresh_token").unwrap_or_default();
            chain.access_token = answer.field("access_token").unwrap_or_default();
            if matches!(self.job.mode, Mode::Refresh) && chain.refresh_token.is_empty() {
                return Err(format!("no refresh token: {}", answer.text()));
            }
        }
        Ok(())
    }

    /// Xorshift: which chain is next.
    fn draw(&mut self) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        usize::try_from(self.chance >> 16).unwrap_or(0) % self.chains.len()
    }

    fn operate(&mut self) -> Outcome<Answer> {
        let at = self.draw();
        let paths = &self.job.paths;
        let chain = self.chains.get_mut(at).ok_or("no subject")?;
        let connection = &mut self.connection;
        match &self.job.mode {
            Mode::Request {
                method,
                path,
                headers,
                body,
            } => {
                let request = Request {
                    method,
                    host: &chain.subject.host,
                    path,
                    headers,
                    body: body.as_deref(),
                };
                connection.send(&request, &mut Vec::new())
            }
            Mode::Machine { body } => {
                let request = Request {
                    method: "POST",
                    host: &chain.subject.host,
                    path: &paths.token,
                    headers: &chain.subject.basic(),
                    body: Some(body),
                };
                connection.send(&request, &mut Vec::new())
            }
            Mode::Code => flow::code_flow(connection, paths, &mut chain.subject),
            Mode::Refresh => rotate(connection, paths, chain),
            Mode::Introspect => flow::introspect(connection, paths, &chain.subject, &chain.access_token),
            Mode::Userinfo => {
                let request = Request {
                    method: "GET",
                    host: &chain.subject.host,
                    path: &paths.userinfo,
                    headers: &format!("Authorization: Bearer {}\r\n", chain.access_token),
                    body: None,
                };
                connection.send(&request, &mut Vec::new())
            }
        }
    }

    fn run(&mut self, shared: &Shared) {
        let mut times = Vec::with_capacity(1 << 16);
        let mut count = 0_u64;
        while !shared.stop.load(Relaxed) {
            let start = process::now();
            let outcome = self.operate();
            let took = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
            match outcome {
                Ok(answer) if answer.status < 300 || answer.status == 304 => {
                    if shared.counting.load(Relaxed) {
                        times.push(took);
                    }
                    count += 1;
                    if count.is_multiple_of(KEPT) {
                        let mut kept = shared.kept.lock().unwrap_or_else(PoisonError::into_inner);
                        kept.push(answer.body);
                    }
                }
                Ok(answer) => shared.failed(format!("{} {}", answer.status, answer.text())),
                Err(why) => {
                    shared.failed(why);
                    if matches!(self.job.mode, Mode::Refresh) {
                        break;
                    }
                }
            }
        }
        let mut all = shared.times.lock().unwrap_or_else(PoisonError::into_inner);
        all.append(&mut times);
    }
}

fn chain(subject: &Subject) -> Chain {
    Chain {
        subject: subject.clone(),
        ..Chain::default()
    }
}

fn rotate(connection: &mut Connection, paths: &Paths, chain: &mut Chain) -> Outcome<Answer> {
    let answer = flow::refresh(connection, paths, &chain.subject, &chain.refresh_token)?;
    let next = answer
        .field("refresh_token")
        .ok_or_else(|| format!("refresh {} {}", answer.status, answer.text()))?;
    if next == chain.refresh_token {
        return Err("the refresh token did not rotate".to_owned());
    }
    chain.older.push(std::mem::replace(&mut chain.refresh_token, next));
    if chain.older.len() > 2 {
        chain.older.remove(0);
    }
    Ok(answer)
}

/// Measures one cell.
pub(crate) fn measure(job: &Job) -> Outcome<Cell> {
    let shared = Shared::default();
    let ready = Barrier::new(job.connections + 1);
    let mut workers = Vec::new();
    for number in 0..job.connections {
        workers.push(Worker::new(job, number)?);
    }
    let mut cell = std::thread::scope(|scope| {
        for worker in &mut workers {
            let (shared, ready) = (&shared, &ready);
            scope.spawn(move || {
                let prepared = worker.prepare();
                ready.wait();
                match prepared {
                    Ok(()) => worker.run(shared),
                    Err(why) => shared.failed(why),
                }
            });
        }
        ready.wait();
        observe(job, &shared)
    });
    finish(job, &shared, &mut workers, &mut cell);
    Ok(cell)
}

fn observe(job: &Job, shared: &Shared) -> Cell {
    process::pause(Duration::from_secs_f64(job.warm));
    let own = [std::process::id()];
    let (server, generator) = (process::usage(&job.pids), process::usage(&own));
    shared.counting.store(true, Relaxed);
    let start = process::now();
    process::pause(Duration::from_secs_f64(job.seconds));
    let took = start.elapsed().as_secs_f64();
    let (server_after, generator_after) = (process::usage(&job.pids), process::usage(&own));
    shared.counting.store(false, Relaxed);
    shared.stop.store(true, Relaxed);
    Cell {
        // The total, until the operations are counted.
        cpu_us: server_after.cpu_us - server.cpu_us,
        server_busy: (server_after.cpu_us - server.cpu_us) / took / 1e4,
        generator_busy: (generator_after.cpu_us - generator.cpu_us) / took / 1e4,
        pss_kb: server_after.pss_kb,
        per_second: took,
        ..Cell::default()
    }
}

fn finish(job: &Job, shared: &Shared, workers: &mut [Worker<'_>], cell: &mut Cell) {
    let mut times = shared.times.lock().unwrap_or_else(PoisonError::into_inner);
    times.sort_unstable();
    cell.operations = times.len() as u64;
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or(0);
    cell.median_ms = f64::from(at(50)) / 1e3;
    cell.p99_ms = f64::from(at(99)) / 1e3;
    let operations = process::precise(cell.operations.max(1));
    cell.cpu_us /= operations;
    cell.per_second = operations / cell.per_second;
    if let Some(checks) = &job.checks {
        let kept = shared.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match judge(job, checks, &kept, workers) {
            Ok(checked) => cell.checked = checked,
            Err(why) => shared.failed(format!("void: {why}")),
        }
    }
    cell.errors = shared.errors.load(Relaxed);
    let first = shared.first_error.lock().unwrap_or_else(PoisonError::into_inner);
    cell.first_error.clone_from(&first);
}

fn judge(job: &Job, checks: &Checks, kept: &[Vec<u8>], workers: &mut [Worker<'_>]) -> Outcome<u64> {
    let mut connection = Connection::new(job.address)?;
    let checked = check::answers(checks, &mut connection, &job.paths.jwks, kept)?;
    if matches!(job.mode, Mode::Refresh) {
        for chain in workers.iter().flat_map(|worker| &worker.chains) {
            let Some(old) = chain.older.first().filter(|_| chain.older.len() == 2) else {
                continue;
            };
            let answer = flow::refresh(&mut connection, &job.paths, &chain.subject, old)?;
            if answer.status < 400 {
                return Err("a refresh token of two generations ago still worked".to_owned());
            }
        }
    }
    Ok(checked)
}
