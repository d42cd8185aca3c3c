//! The log of the local process: the newest lines in memory, all of them in one file of the data directory, followed by request id.
//!
//! The file is written in pieces: a request should not wait for the disk because it is logged.

use crate::aws::data_dir::DataDir;
use serde_json::Value;
use std::{
    collections::VecDeque,
    fs::File,
    io::{Seek, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use web::Observer;

/// The file in the data directory.
pub(crate) const FILE: &str = "log.jsonl";
/// How many lines are kept in memory.
const REMEMBERED: usize = 2000;
/// How much is collected before it is written.
const PIECE: usize = 32 * 1024;
/// A file of this size begins anew.
const LARGEST: u64 = 64 * 1024 * 1024;

#[derive(Default)]
struct Inner {
    recent: VecDeque<String>,
    pending: String,
    file: Option<File>,
    written: u64,
}

/// The log; clones share it.
#[derive(Clone, Default)]
pub struct Logs(Arc<Mutex<Inner>>);

impl Logs {
    /// Keeps everything from now on in `dir` too.
    pub(crate) fn keep_in(&self, dir: &DataDir) -> std::io::Result<()> {
        let file = dir.append(FILE)?;
        let written = file
            .as_ref()
            .map_or(Ok(0), |file| file.metadata().map(|meta| meta.len()))?;
        let mut inner = self.locked();
        (inner.file, inner.written) = (file, written);
        Ok(())
    }

    /// What writes the lines of requests and batches here.
    pub(crate) fn observer(&self) -> Observer {
        let logs = self.clone();
        Observer::new(move |lines| logs.add(lines))
    }

    /// Adds whole lines.
    pub fn add(&self, lines: &str) {
        let mut inner = self.locked();
        for line in lines.lines() {
            inner.recent.push_back(line.to_owned());
        }
        let surplus = inner.recent.len().saturating_sub(REMEMBERED);
        inner.recent.drain(..surplus);
        if inner.file.is_some() {
            inner.pending.push_str(lines);
            if inner.pending.len() > PIECE {
                inner.flush();
            }
        }
    }

    /// Writes what was collected.
    pub fn flush(&self) {
        self.locked().flush();
    }

    /// The newest lines, the last one first; those of one request only, where `id` names it.
    pub fn newest(&self, id: Option<&str>) -> Vec<Value> {
        let inner = self.locked();
        let lines = inner.recent.iter().rev();
        let lines = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
        lines
            .filter(|line| id.is_none_or(|id| line.get("id").and_then(Value::as_str) == Some(id)))
            .collect()
    }

    fn locked(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// A full disk must not stop the process: what cannot be written is dropped.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let Some(file) = self.file.as_mut().filter(|_| !pending.is_empty()) else {
            return;
        };
        if self.written > LARGEST {
            let _as_it_is = file.set_len(0).and_then(|()| file.rewind());
            self.written = 0;
        }
        let _dropped = file.write_all(pending.as_bytes());
        self.written += u64::try_from(pending.len()).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_followed_by_the_id_of_their_request() {
        let logs = Logs::default();
        logs.add("{\"id\":\"a\",\"n\":1}\n{\"id\":\"b\",\"n\":2}\n");
        logs.add("{\"id\":\"a\",\"n\":3}\n");
        let numbers = |id| -> Vec<u64> {
            let lines = logs.newest(id);
            lines
                .iter()
                .filter_map(|line| line.get("n").and_then(Value::as_u64))
                .collect()
        };
        assert_eq!((numbers(None), numbers(Some("a"))), (vec![3, 2, 1], vec![3, 1]));
        logs.add(&"{}\n".repeat(REMEMBERED));
        assert_eq!(logs.newest(None).len(), REMEMBERED);
    }
}
