//! The one thread that writes a durable table: what waits at the same time is made durable by one `fsync`.
//!
//! `SQLite` appends each transaction to its log, and a sync of the log makes everything durable that was appended before it. So of the writes that
//! wait, all but the last are committed without a sync of their own (`synchronous=NORMAL`), the last as always (`FULL`), and nobody is answered
//! before that. Each is a transaction of its own: one that is refused is rolled back alone. Where the last one has nothing to commit, the log is
//! synced here. What is not durable yet is not read either: [`Writer::settled`].

use super::engine::{Answered, answered, dispatch, interrupted, typed};
use dynoxide::{
    Database, DynoxideError,
    actions::{delete_item, put_item, update_item},
    storage::Storage,
};
use futures_util::FutureExt as _;
use std::{
    cell::Cell,
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};
use tokio::sync::{oneshot, watch};

/// How many writes one sync makes durable at most.
const MOST: usize = 64;

/// The way to the thread. It ends when the last of these is gone.
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    /// Odd while something is committed that is not durable.
    turns: watch::Receiver<u64>,
}

/// One write, and who waits for it.
pub(super) struct Job {
    pub(super) operation: String,
    pub(super) body: Vec<u8>,
    pub(super) answer: oneshot::Sender<Answered>,
}

/// What the thread works with.
pub(super) struct Thread {
    pub(super) jobs: mpsc::Receiver<Job>,
    pub(super) turns: watch::Sender<u64>,
    /// Puts, updates and deletes; how its commits are synced is this thread's to say.
    pub(super) storage: Storage,
    /// Whether they are synced now.
    pub(super) full: Cell<bool>,
    /// Everything else, on the connection that always syncs.
    pub(super) database: Database,
    pub(super) log: PathBuf,
}

impl Writer {
    /// Starts the thread over a file whose table exists.
    pub(super) fn start(path: &Path, database: Database) -> dynoxide::Result<Self> {
        let (jobs, received) = mpsc::channel();
        let (turning, turns) = watch::channel(0);
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let thread = Thread {
            jobs: received,
            turns: turning,
            storage: Storage::new(&path.to_string_lossy())?,
            // What SQLite begins with.
            full: Cell::new(true),
            database,
            log: log.into(),
        };
        let started = thread::Builder::new()
            .name("aero2-writer".to_owned())
            .spawn(move || thread.run());
        started.map_err(|error| DynoxideError::InternalServerError(error.to_string()))?;
        Ok(Self { jobs, turns })
    }

    /// Does one write; answers when it is durable.
    pub(super) async fn write(&self, operation: &str, body: Vec<u8>) -> Answered {
        let (answer, answered) = oneshot::channel();
        let job = Job {
            operation: operation.to_owned(),
            body,
            answer,
        };
        if self.jobs.send(job).is_err() {
            return interrupted();
        }
        answered.await.unwrap_or_else(|_| interrupted())
    }

    /// Ends when everything is durable that was committed before the call: after a read, what it saw.
    pub(super) async fn settled(&self) {
        let mut turns = self.turns.clone();
        let seen = *turns.borrow();
        if seen % 2 == 1 {
            let _ended_and_settled = turns.wait_for(|turn| *turn != seen).await;
        }
    }
}

impl Thread {
    fn run(self) {
        while let Ok(first) = self.jobs.recv() {
            let waiting = self.jobs.try_iter().take(MOST - 1);
            self.commit(std::iter::once(first).chain(waiting).collect());
        }
    }

    /// Does what waits, in order, and answers all of it.
    pub(super) fn commit(&self, batch: Vec<Job>) {
        let together = batch.len() > 1 || !self.full.get();
        if together {
            self.turns.send_modify(|turn| *turn += 1);
        }
        let (mut done, mut unsynced) = (Vec::with_capacity(batch.len()), false);
        for (at, job) in batch.iter().enumerate() {
            let full = self.syncing(at + 1 == batch.len());
            let answer = self.serve(&job.operation, &job.body);
            unsynced = match job.operation.as_str() {
                _ if !answer.0.is_done() => unsynced,
                "PutItem" | "UpdateItem" | "DeleteItem" if !full => true,
                // These had something to commit, and its sync was everybody's.
                "PutItem" | "UpdateItem" => false,
                _ => unsynced,
            };
            done.push(answer);
        }
        // A log that could not be written once is not asked again: the system may forget what it failed to write.
        let lost = unsynced && (done.iter().any(|(reply, _)| reply.is_broken()) || self.sync().is_err());
        if together {
            self.turns.send_modify(|turn| *turn += 1);
        }
        for (job, answer) in batch.into_iter().zip(done) {
            let _nobody_waits = job.answer.send(if lost { interrupted() } else { answer });
        }
    }

    /// Says whether commits are to be synced from now on, and answers whether they are.
    fn syncing(&self, full: bool) -> bool {
        let how = if full { "FULL" } else { "NORMAL" };
        if self.full.get() != full && self.storage.conn().pragma_update(None, "synchronous", how).is_ok() {
            self.full.set(full);
        }
        self.full.get()
    }

    fn serve(&self, operation: &str, body: &[u8]) -> Answered {
        answered(operation, body, |body| match operation {
            "PutItem" => typed(body, |request| now(put_item::execute(&self.storage, request))),
            "UpdateItem" => typed(body, |request| now(update_item::execute(&self.storage, request))),
            "DeleteItem" => typed(body, |request| now(delete_item::execute(&self.storage, request))),
            other => dispatch(&self.database, other, body),
        })
    }

    fn sync(&self) -> io::Result<()> {
        OpenOptions::new().write(true).open(&self.log)?.sync_data()
    }
}

/// Futures of this backend never wait.
fn now<T>(work: impl Future<Output = dynoxide::Result<T>>) -> dynoxide::Result<T> {
    let waited = || DynoxideError::InternalServerError("the database waited".to_owned());
    work.now_or_never().unwrap_or_else(|| Err(waited()))
}
