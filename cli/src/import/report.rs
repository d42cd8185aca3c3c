//! What a person reads afterwards: refused lines in a file, the sums and what to do next on the terminal.

use super::{Arguments, line::Note, progress::number, send::Answered, state::State};
use crate::Problem;
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Where refused lines are listed.
pub(super) fn path(arguments: &Arguments) -> PathBuf {
    arguments.report.clone().unwrap_or_else(|| {
        let mut name = arguments.file.as_os_str().to_owned();
        name.push(".refused.ndjson");
        name.into()
    })
}

/// The file of refused lines, and what was left out of the others.
pub(super) struct Report {
    path: PathBuf,
    file: BufWriter<File>,
    notes: BTreeMap<Note, u64>,
}

fn unwritable(path: &std::path::Path, error: &std::io::Error) -> Problem {
    Problem::new(
        "The import stopped",
        format!("{} could not be written: {error}", path.display()),
        "make room or give another --report, then run it again",
    )
}

impl Report {
    pub(super) fn open(arguments: &Arguments, state: &State) -> Result<Self, Problem> {
        let path = path(arguments);
        let mut options = OpenOptions::new();
        options.create(true).write(true);
        let options = if state.goes_on() {
            options.append(true)
        } else {
            options.truncate(true)
        };
        let file = options.open(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Self {
            path,
            file: BufWriter::new(file),
            notes: BTreeMap::new(),
        })
    }

    /// Adds what became of a batch.
    pub(super) fn add(&mut self, answered: &Answered) -> Result<(), Problem> {
        for note in answered.lines.iter().flat_map(|line| &line.notes) {
            *self.notes.entry(*note).or_default() += 1;
        }
        let Self { path, file, .. } = self;
        let mut write = || -> std::io::Result<()> {
            for refused in &answered.refused {
                serde_json::to_writer(&mut *file, refused)?;
                file.write_all(b"\n")?;
            }
            file.flush()
        };
        write().map_err(|error| unwritable(path, &error))
    }

    /// Says how it ended and what to do next.
    pub(super) fn close(self, state: &State, arguments: &Arguments) -> Result<ExitCode, Problem> {
        let mut out = std::io::stdout().lock();
        let text = self.summary(state, arguments);
        let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        said.map_err(|error| Problem::new("The summary could not be written", error.to_string(), "see the report"))?;
        if !arguments.dry_run {
            state.forget();
        }
        if state.refused > 0 {
            return Ok(ExitCode::from(2));
        }
        // An empty list of what was refused helps nobody.
        let _kept = std::fs::remove_file(&self.path);
        Ok(ExitCode::SUCCESS)
    }

    fn summary(&self, state: &State, arguments: &Arguments) -> String {
        let would = if arguments.dry_run { "would be " } else { "" };
        let mut lines = vec![format!(
            "{} users read: {} {would}created, {} there already, {} refused.",
            number(state.answered),
            number(state.created),
            number(state.unchanged),
            number(state.refused),
        )];
        let noted = self.notes.iter();
        lines.extend(noted.map(|(note, count)| format!("- {} {}.", number(*count), note.about())));
        if state.refused > 0 {
            lines.push(format!("Refused lines with their reasons: {}", self.path.display()));
            lines.push("Mend them and run the same command again: users that are there stay as they are.".to_owned());
        } else if arguments.dry_run {
            lines.push("Nothing was written. Run the same command without --dry-run.".to_owned());
        }
        if !arguments.dry_run && state.created > 0 {
            let next = "Next: sign in as one of them. Passwords work as before; each is hashed anew at its owner's first sign-in.";
            lines.push(next.to_owned());
        }
        lines.join("\n") + "\n"
    }
}
