//! Writes of a durable table, in turn: updates that wait at the same time are committed, and synced, together.
//!
//! A refresh is one conditional update, and dynoxide's part in it was half of the whole server's: statements prepared anew, expressions read four times, a
//! transaction and a sync for each. Here such an update is made of the stored text ([`update`]), on a connection of its own. Whatever is not exactly such an
//! update, dynoxide does when it is its turn. Nobody is answered, and nothing can be read, before `SQLite` has made the commit durable.

mod expression;
mod pairs;
mod update;

use super::engine::{self, Answered, interrupted};
use dynoxide::Database;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    iter, mem,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::oneshot;

/// How long a commit waits for another connection, as dynoxide's do.
const PATIENCE: Duration = Duration::from_secs(5);

/// The writing connections, and who waits for them.
pub(super) struct Writes {
    connection: Mutex<Connection>,
    database: Database,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Job>,
    /// Whether somebody works at it, and will see what is added.
    working: bool,
}

/// One write, and who waits for it.
struct Job {
    operation: String,
    body: Vec<u8>,
    answer: oneshot::Sender<Answered>,
}

/// The right, and the duty, to work until nothing waits. Given up early, by a panic or the end of the runtime, it tells whoever waits.
struct Turn {
    of: Arc<Writes>,
    over: bool,
}

impl Writes {
    /// Opens the file whose table exists.
    pub(super) fn open(path: &Path, database: Database) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        // As it is by default; said, because everything rests on it.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(Self {
            connection: Mutex::new(connection),
            database,
            queue: Mutex::default(),
        })
    }

    /// Does one write; answers when it is durable.
    pub(super) async fn write(self: &Arc<Self>, operation: &str, body: Vec<u8>) -> Answered {
        let (answer, answered) = oneshot::channel();
        let turn = self.join(Job {
            operation: operation.to_owned(),
            body,
            answer,
        });
        if let Some(turn) = turn {
            drop(tokio::task::spawn_blocking(move || turn.work()));
        }
        answered.await.unwrap_or_else(|_| interrupted())
    }

    /// Does something while nothing is written here: `SQLite` lets a second writer wait by sleeping, and in no order.
    pub(super) fn apart<T>(&self, work: impl FnOnce() -> T) -> T {
        let _nobody_writes = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a job; whoever finds nobody at work has to begin.
    fn join(self: &Arc<Self>, job: Job) -> Option<Turn> {
        let mut queue = self.queue();
        queue.waiting.push(job);
        let begins = !mem::replace(&mut queue.working, true);
        begins.then(|| Turn {
            of: Arc::clone(self),
            over: false,
        })
    }

    /// Does what waits, in order, and gives back who is to be answered last.
    fn commit(&self, batch: Vec<Job>) -> Ended {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut jobs, mut ended) = (batch.into_iter(), Ended::default());
        while let Some(job) = jobs.next() {
            mem::take(&mut ended).tell();
            let left = if job.operation == update::OPERATION {
                match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
                    Ok(transaction) => together(transaction, job, &mut jobs, &mut ended),
                    Err(_) => ended.add(job, interrupted()),
                }
            } else {
                Some(job)
            };
            if let Some(job) = left {
                mem::take(&mut ended).tell();
                let answer = engine::answer(&self.database, &job.operation, &job.body);
                ended.add(job, answer);
            }
        }
        ended
    }
}

/// Jobs that are done, and their answers.
#[derive(Default)]
struct Ended(Vec<(Job, Answered)>);

impl Ended {
    fn add(&mut self, job: Job, answer: Answered) -> Option<Job> {
        self.0.push((job, answer));
        None
    }

    fn tell(self) {
        for (job, answer) in self.0 {
            let _nobody_waits = job.answer.send(answer);
        }
    }
}

impl Turn {
    /// Whoever is answered last may end everything at once, and the files are closed by then: so the turn ends before.
    fn work(mut self) {
        let mut ended = Ended::default();
        loop {
            let mut queue = self.of.queue();
            if queue.waiting.is_empty() {
                queue.working = false;
                drop(queue);
                self.over = true;
                drop(self);
                return ended.tell();
            }
            let batch = mem::take(&mut queue.waiting);
            drop(queue);
            ended.tell();
            ended = self.of.commit(batch);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.over {
            let mut queue = self.of.queue();
            queue.working = false;
            queue.waiting.clear();
        }
    }
}

/// Commits the updates among `first` and `rest` up to the first job that is dynoxide's, which is answered.
fn together(
    transaction: Transaction<'_>,
    first: Job,
    rest: &mut impl Iterator<Item = Job>,
    ended: &mut Ended,
) -> Option<Job> {
    let (mut done, mut left, mut sound) = (Vec::new(), None, true);
    for job in iter::once(first).chain(rest) {
        match update::apply(&transaction, &job.operation, &job.body) {
            Ok(Some(answer)) => done.push((job, answer)),
            Ok(None) => {
                left = Some(job);
                break;
            }
            Err(_) => {
                done.push((job, interrupted()));
                sound = false;
                break;
            }
        }
    }
    let durable = if sound {
        transaction.commit().is_ok()
    } else {
        drop(transaction);
        false
    };
    for (job, answer) in done {
        ended.add(job, if durable { answer } else { interrupted() });
    }
    left
}
