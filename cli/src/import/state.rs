//! How far an import is: a small file beside the report, replaced after each batch, gone when the import is done.

use super::{Arguments, report, send::Answered, vendor::Vendor};
use crate::Problem;
use serde::{Deserialize, Serialize};
use std::{fs, path::PathBuf};

/// What was answered so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct State {
    file: PathBuf,
    size: u64,
    from: Vendor,
    to: String,
    /// Records, from the beginning of the file.
    pub(super) answered: u64,
    pub(super) created: u64,
    pub(super) unchanged: u64,
    pub(super) refused: u64,
    #[serde(skip)]
    path: PathBuf,
}

fn broken(what: impl ToString) -> Problem {
    Problem::new(
        "The import cannot go on where it was",
        what.to_string(),
        "run the command without --resume: users that are there already stay as they are",
    )
}

impl State {
    /// A fresh one, or with `--resume` the one that an interrupted import left.
    pub(super) fn begin(arguments: &Arguments) -> Result<Self, Problem> {
        let size = fs::metadata(&arguments.file).map(|file| file.len());
        let size = size.map_err(|error| {
            Problem::new(
                format!("{} could not be read", arguments.file.display()),
                error.to_string(),
                "give the file that the provider exported",
            )
        })?;
        let path = report::path(arguments).with_extension("state");
        let fresh = Self {
            file: arguments.file.clone(),
            size,
            from: arguments.from,
            to: arguments.to.clone(),
            answered: 0,
            created: 0,
            unchanged: 0,
            refused: 0,
            path,
        };
        if !arguments.resume {
            return Ok(fresh);
        }
        let text =
            fs::read_to_string(&fresh.path).map_err(|error| broken(format!("{}: {error}", fresh.path.display())))?;
        let kept: Self = serde_json::from_str(&text).map_err(broken)?;
        let same = (&kept.file, kept.size, kept.from, &kept.to) == (&fresh.file, size, fresh.from, &fresh.to);
        if !same {
            return Err(broken("the file, its provider or --to is another one than before"));
        }
        Ok(Self {
            path: fresh.path,
            ..kept
        })
    }

    /// Whether anything was answered before this run.
    pub(super) const fn goes_on(&self) -> bool {
        self.answered > 0
    }

    pub(super) fn add(&mut self, answered: &Answered) {
        self.answered += answered.records;
        self.created += answered.created;
        self.unchanged += answered.unchanged;
        self.refused += u64::try_from(answered.refused.len()).unwrap_or(u64::MAX);
    }

    /// Replaces the file whole, so that it is never half of one.
    pub(super) fn save(&self) -> Result<(), Problem> {
        let next = self.path.with_extension("state.next");
        let text = serde_json::to_string(self).map_err(broken)?;
        let written = fs::write(&next, text).and_then(|()| fs::rename(&next, &self.path));
        written.map_err(|error| {
            Problem::new(
                "The import stopped",
                format!("{} could not be written: {error}", self.path.display()),
                "make room or give another --report, then run it again",
            )
        })
    }

    /// The import is done: nothing is left to go on with.
    pub(super) fn forget(&self) {
        // It may never have been written.
        let _absent = fs::remove_file(&self.path);
    }
}
