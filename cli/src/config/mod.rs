//! `aero2 config`: an application's configuration as one document, compared with what runs, and applied to it.

mod apply;

mod document;
mod fields;
mod history;
mod lines;
mod mistakes;
mod plan;
mod reference;
mod risk;
mod running;
mod shape;
mod show;
#[cfg(test)]
mod tests;

use crate::{Problem, api::Api, target::Target, terminal::Terminal};
use clap::{Args, Subcommand};
use document::Document;
use history::History;
use plan::Plan;
use running::Running;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The exit code of a plan that is not empty.
const CHANGES: u8 = 2;

/// What the command line says.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Config {
    /// Writes the configuration that runs
    Export {
        /// Where to; without it, to the terminal
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        target: Target,
    },
    /// Says what applying a file would change: code 0 nothing, 2 something
    Plan {
        #[command(flatten)]
        wanted: Wanted,
        /// For programs
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Makes the application what a file says, after showing the plan and asking
    Apply {
        #[command(flatten)]
        wanted: Wanted,
        #[command(flatten)]
        doing: Doing,
        #[command(flatten)]
        target: Target,
    },
    /// Goes back to what was there before an apply
    Rollback {
        /// Which of the kept documents [default: the latest]
        number: Option<u64>,
        /// Delete what is not in it
        #[arg(long)]
        prune: bool,
        #[command(flatten)]
        doing: Doing,
        #[command(flatten)]
        target: Target,
    },
    /// Says what was changed outside a file: code 0 nothing, 2 something
    Drift {
        /// The document
        file: PathBuf,
        /// For programs
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
}

/// A document and how it is meant.
#[derive(Clone, Debug, Args)]
pub(crate) struct Wanted {
    /// The document
    pub(crate) file: PathBuf,
    /// Delete what is not in it
    #[arg(long)]
    pub(crate) prune: bool,
}

/// How it is done.
#[derive(Clone, Debug, Args)]
pub(crate) struct Doing {
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Where what was there before is kept [default: .aero2/config/SLUG]
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
}

/// Runs it.
pub(crate) async fn run(command: &Config, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    match command {
        Config::Export { output, target } => export(output.as_deref(), target, terminal).await,
        Config::Plan { wanted, json, target } => {
            let api = target.api(terminal).await?;
            let (running, plan) = planned(&api, &wanted.file, wanted.prune, terminal).await?;
            if *json {
                show::json(&plan, &running.slug, terminal)?;
            } else {
                show::text(&plan, terminal)?;
            }
            Ok(code(plan.changes().next().is_some()))
        }
        Config::Apply { wanted, doing, target } => {
            let api = target.api(terminal).await?;
            applied(&api, wanted, doing, terminal).await
        }
        Config::Rollback {
            number,
            prune,
            doing,
            target,
        } => {
            let api = target.api(terminal).await?;
            let slug = Running::read(&api).await?.slug;
            let file = History::of(doing.history.as_deref(), &slug).find(*number)?;
            terminal.note(format!("Back to {}.", file.display()));
            let wanted = Wanted { file, prune: *prune };
            applied(&api, &wanted, doing, terminal).await
        }
        Config::Drift { file, json, target } => {
            let api = target.api(terminal).await?;
            let (running, plan) = planned(&api, file, false, terminal).await?;
            if *json {
                show::drift_json(&plan, &running.slug, terminal)?;
            } else {
                show::drift(&plan, terminal)?;
            }
            Ok(code(!plan.steps.is_empty()))
        }
    }
}

fn code(differs: bool) -> ExitCode {
    if differs {
        ExitCode::from(CHANGES)
    } else {
        ExitCode::SUCCESS
    }
}

async fn export(output: Option<&Path>, target: &Target, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let api = target.api(terminal).await?;
    let running = Running::read(&api).await?;
    let text = running.document.written()?;
    match output {
        None => terminal.say(text.trim_end())?,
        Some(file) => {
            let written = fs::write(file, text);
            written.map_err(|error| {
                let why = format!("{}: {error}", file.display());
                Problem::new("Nothing was written", why, "name a file that can be written")
            })?;
            terminal.note(format!("{} is written to {}.", running.issuer, file.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn planned(api: &Api, file: &Path, prune: bool, terminal: &Terminal) -> Result<(Running, Plan), Problem> {
    let text = fs::read_to_string(file).map_err(|error| {
        let why = format!("{}: {error}", file.display());
        Problem::new(
            "There is no document",
            why,
            "make one with `aero2 config export --output FILE`",
        )
    })?;
    let running = Running::read(api).await?;
    let wanted = Document::read(&text, file, &running.document)?;
    let set = |name: &str| terminal.variable(name).is_some();
    let plan = plan::plan(&wanted, &running, prune, &set)?;
    Ok((running, plan))
}

async fn applied(api: &Api, wanted: &Wanted, doing: &Doing, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let (running, plan) = planned(api, &wanted.file, wanted.prune, terminal).await?;
    show::text(&plan, terminal)?;
    let count = plan.changes().count();
    if count == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    let question = format!("Make these {count} changes at {}?", running.issuer);
    if !doing.yes && !terminal.agrees(&question)? {
        terminal.note("Nothing was changed.");
        return Ok(code(true));
    }
    let kept = History::of(doing.history.as_deref(), &running.slug).keep(&running.document.written()?)?;
    let mut done = apply::Done::default();
    let outcome = apply::apply(api, &plan, running.clients(), terminal, &mut done).await;
    // Also where it stopped: nobody can show them again.
    for secret in &done.secrets {
        terminal.say(secret)?;
    }
    terminal.note(format!(
        "What was there before is kept: `aero2 config rollback {kept}`."
    ));
    outcome?;
    Ok(ExitCode::SUCCESS)
}
