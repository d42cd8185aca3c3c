//! What a command has around it: where it writes, what it reads, and the environment; a test brings its own.

use crate::Problem;
use std::io::{self, BufRead, IsTerminal, Write};

/// Looks a variable up.
type Environment = Box<dyn Fn(&str) -> Option<String> + Send>;

/// The terminal of a command.
pub struct Terminal {
    /// What was asked for.
    pub out: Box<dyn Write + Send>,
    /// What is said besides.
    pub notes: Box<dyn Write + Send>,
    /// What is typed.
    pub input: Box<dyn BufRead + Send>,
    /// Whether somebody is there to answer a question, and has a browser to open.
    pub is_watched: bool,
    /// The variables.
    pub environment: Environment,
}

impl Terminal {
    /// That of this process.
    pub fn real() -> Self {
        Self {
            out: Box::new(io::stdout()),
            notes: Box::new(io::stderr()),
            input: Box::new(io::BufReader::new(io::stdin())),
            is_watched: io::stdin().is_terminal() && io::stderr().is_terminal(),
            environment: Box::new(|name| {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the command is no part of the platform, and this is its configuration"
                )]
                let found = std::env::var(name);
                found.ok().filter(|value| !value.is_empty())
            }),
        }
    }

    /// A variable that is set and not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        (self.environment)(name)
    }

    /// A line of what was asked for.
    pub(crate) fn say(&mut self, line: impl AsRef<str>) -> Result<(), Problem> {
        let written = writeln!(self.out, "{}", line.as_ref()).and_then(|()| self.out.flush());
        written.map_err(|error| {
            Problem::new(
                "The output could not be written",
                error.to_string(),
                "see where it goes",
            )
        })
    }

    /// A line besides. Whoever closed the terminal does not want it.
    pub(crate) fn note(&mut self, line: impl AsRef<str>) {
        let _unseen = writeln!(self.notes, "{}", line.as_ref()).and_then(|()| self.notes.flush());
    }

    /// Asks; anything but yes is no.
    pub(crate) fn agrees(&mut self, question: &str) -> Result<bool, Problem> {
        if !self.is_watched {
            return Err(Problem::new(
                "Nothing was done",
                "nobody is at the terminal to be asked",
                "see that it is what you want, then add --yes",
            ));
        }
        let _unseen = write!(self.notes, "{question} [y/N] ").and_then(|()| self.notes.flush());
        let answer = self.line()?;
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }

    /// A password, as it came: white space around it is part of it.
    pub(crate) fn password(&mut self) -> Result<String, Problem> {
        if self.is_watched {
            self.note("The password is read from standard input; it is seen as you type.");
        }
        let mut line = String::new();
        let read = self.input.read_line(&mut line);
        read.map_err(|error| Problem::new("The input could not be read", error.to_string(), "try again"))?;
        let password = line.strip_suffix('\n').unwrap_or(&line);
        let password = password.strip_suffix('\r').unwrap_or(password);
        if password.is_empty() {
            return Err(Problem::new(
                "Nothing was done",
                "there is no password on standard input",
                "pass it in: `aero2 users create … --password-stdin < FILE`",
            ));
        }
        Ok(password.to_owned())
    }

    /// The next line that is typed, without its end.
    pub(crate) fn line(&mut self) -> Result<String, Problem> {
        let mut line = String::new();
        let read = self.input.read_line(&mut line);
        read.map_err(|error| Problem::new("The input could not be read", error.to_string(), "try again"))?;
        Ok(line.trim().to_owned())
    }
}
