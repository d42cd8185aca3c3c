//! What was there before each apply: numbered documents in a folder, never written over.

use crate::{Problem, decrypt::new_file};
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

/// The folder of one application.
pub(super) struct History(PathBuf);

fn unkept(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        "Nothing was changed",
        format!("the state before could not be kept in {}: {error}", path.display()),
        "make room, or name another folder with --history",
    )
}

impl History {
    /// The folder that was named, or the usual one below here.
    pub(super) fn of(named: Option<&Path>, slug: &str) -> Self {
        // The slug is the platform's, and becomes a path.
        let safe = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        let usual = || {
            Path::new(".aero2")
                .join("config")
                .join(slug.chars().filter(safe).collect::<String>())
        };
        Self(named.map_or_else(usual, Path::to_owned))
    }

    fn numbers(&self) -> Vec<u64> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let number = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(".json")?.parse().ok();
        let mut numbers: Vec<u64> = entries.filter_map(number).collect();
        numbers.sort_unstable();
        numbers
    }

    fn path(&self, number: u64) -> PathBuf {
        self.0.join(format!("{number}.json"))
    }

    /// Keeps a document under the next number.
    pub(super) fn keep(&self, text: &str) -> Result<u64, Problem> {
        fs::create_dir_all(&self.0).map_err(|error| unkept(&self.0, &error))?;
        let mut number = self.numbers().last().map_or(1, |last| last.saturating_add(1));
        loop {
            let path = self.path(number);
            let written = new_file(&path).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()
            });
            match written {
                Ok(()) => return Ok(number),
                // Another apply took it.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number = number.saturating_add(1),
                Err(error) => return Err(unkept(&path, &error)),
            }
        }
    }

    /// The document with a number, or the latest.
    pub(super) fn find(&self, number: Option<u64>) -> Result<PathBuf, Problem> {
        let known = self.numbers();
        let found = number.map_or_else(
            || known.last().copied(),
            |number| known.contains(&number).then_some(number),
        );
        found.map(|number| self.path(number)).ok_or_else(|| {
            let listed: Vec<String> = known.iter().map(ToString::to_string).collect();
            let why = if listed.is_empty() {
                format!("nothing was kept in {}", self.0.display())
            } else {
                format!("{} has {}", self.0.display(), listed.join(", "))
            };
            Problem::new(
                "There is nothing to go back to",
                why,
                "name a number that is there, or a folder with --history",
            )
        })
    }
}
