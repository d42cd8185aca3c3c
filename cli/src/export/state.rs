//! How far an export is: a small file beside it, replaced after each page, gone when it is done.

use super::{Arguments, fetch::Page, stopped};
use crate::{Problem, decrypt::new_file};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// What is in the file so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct State {
    of: String,
    key: Option<PathBuf>,
    passwords: bool,
    /// Where the next page begins.
    pub(super) cursor: Option<String>,
    pub(super) users: u64,
    bytes: u64,
    #[serde(skip)]
    path: PathBuf,
}

fn broken(what: impl ToString) -> Problem {
    Problem::new(
        "The export cannot go on where it was",
        what.to_string(),
        "remove the file and its .state, and run the command without --resume",
    )
}

impl State {
    /// A fresh one with a new file, or with `--resume` what an interrupted export left, cut to its last whole page.
    pub(super) fn begin(arguments: &Arguments) -> Result<(Self, File), Problem> {
        let mut name = arguments.file.as_os_str().to_owned();
        name.push(".state");
        let fresh = Self {
            of: arguments.of.clone(),
            key: arguments.key.clone(),
            passwords: arguments.passwords,
            cursor: None,
            users: 0,
            bytes: 0,
            path: name.into(),
        };
        if !arguments.resume {
            let file = new_file(&arguments.file).map_err(|error| {
                let why = format!("{}: {error}", arguments.file.display());
                stopped(why, "give a name that is not taken, or --resume")
            })?;
            return Ok((fresh, file));
        }
        let text =
            fs::read_to_string(&fresh.path).map_err(|error| broken(format!("{}: {error}", fresh.path.display())))?;
        let kept: Self = serde_json::from_str(&text).map_err(broken)?;
        if (&kept.of, &kept.key, kept.passwords) != (&fresh.of, &fresh.key, fresh.passwords) {
            return Err(broken(
                "the application, --key or --passwords is another one than before",
            ));
        }
        let mut file = OpenOptions::new().write(true).open(&arguments.file).map_err(broken)?;
        file.set_len(kept.bytes).map_err(broken)?;
        file.seek(SeekFrom::End(0)).map_err(broken)?;
        let kept = Self {
            path: fresh.path,
            ..kept
        };
        Ok((kept, file))
    }

    pub(super) fn add(&mut self, page: &Page) {
        self.cursor.clone_from(&page.next_cursor);
        self.users = self.users.saturating_add(page.count);
        let bytes = u64::try_from(page.body.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Replaces the file whole, so that it is never half of one.
    pub(super) fn save(&self) -> Result<(), Problem> {
        let next = self.path.with_extension("state.next");
        let text = serde_json::to_string(self).map_err(broken)?;
        let written = fs::write(&next, text).and_then(|()| fs::rename(&next, &self.path));
        written.map_err(|error| {
            let why = format!("{}: {error}", self.path.display());
            stopped(why, "make room, then run the same command with --resume")
        })
    }

    /// The export stopped: a file with nothing in it is not left behind.
    pub(super) fn leave(&self, file: &Path) {
        if self.bytes == 0 {
            // If it stays, the next run says so.
            let _stays = fs::remove_file(file);
        }
    }

    /// The export is whole: nothing is left to go on with.
    pub(super) fn forget(&self) {
        // It may never have been written.
        let _absent = fs::remove_file(&self.path);
    }
}
