//! Mail that was sent, for people and tests to read: nothing leaves the process.
//!
//! Durable as JSON lines. A last line that a crash left unfinished is dropped: its mail was never acknowledged.

use super::data_dir::DataDir;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const FILE: &str = "outbox.jsonl";

/// One mail to one list of recipients.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The sender, as given.
    pub from: String,
    /// The recipients, comma-separated.
    pub to: String,
    /// The subject, decoded.
    pub subject: String,
    /// The plain-text part, or empty.
    pub text: String,
    /// The HTML part, or empty.
    pub html: String,
    /// The whole message (RFC 5322).
    pub raw: String,
    /// When it was sent, by the local clock.
    pub at: Timestamp,
}

impl Mail {
    fn is_to(&self, address: &str) -> bool {
        self.to
            .split(',')
            .any(|one| bare(one).eq_ignore_ascii_case(bare(address)))
    }
}

/// The address in `Name <address>`, or the text itself.
fn bare(mailbox: &str) -> &str {
    let inner = mailbox
        .rsplit_once('<')
        .map_or(mailbox, |(_, rest)| rest.trim_end_matches('>'));
    inner.trim().trim_end_matches('>')
}

/// The mail sent by one process; clones share it.
#[derive(Clone)]
pub struct Outbox {
    mails: Arc<Mutex<Vec<Mail>>>,
    dir: Arc<DataDir>,
}

impl Outbox {
    /// The outbox of `dir`, with what was sent before.
    pub(super) fn open(dir: &Arc<DataDir>) -> io::Result<Self> {
        let kept = dir.read(FILE)?.unwrap_or_default();
        let whole = kept
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at.saturating_add(1));
        let lines = kept.get(..whole).unwrap_or_default();
        let mails = lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(serde_json::from_slice);
        let mails = mails.collect::<Result<Vec<_>, _>>()?;
        if whole != kept.len() {
            dir.write(FILE, lines)?;
        }
        Ok(Self {
            mails: Arc::new(Mutex::new(mails)),
            dir: Arc::clone(dir),
        })
    }

    /// Keeps a mail.
    pub(super) fn add(&self, mail: Mail) -> io::Result<()> {
        let mut mails = self.mails();
        if let Some(mut file) = self.dir.append(FILE)? {
            let mut line = serde_json::to_vec(&mail)?;
            line.push(b'\n');
            file.write_all(&line)?;
        }
        mails.push(mail);
        Ok(())
    }

    /// The mail sent so far, newest first; only what went to `to`, if given (compared without case).
    pub fn list(&self, to: Option<&str>) -> Vec<Mail> {
        self.mails()
            .iter()
            .rev()
            .filter(|mail| to.is_none_or(|to| mail.is_to(to)))
            .cloned()
            .collect()
    }

    fn mails(&self) -> MutexGuard<'_, Vec<Mail>> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
