//! `cargo xtask runtime`: the release binaries under the suite, or measured. docs/runtime-host.md says what stands around them.

use crate::process::{self, Problem};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const SUITE: [&str; 6] = ["test", "--locked", "-p", "tests", "--test", "suite"];
/// What reads files or the embedded AWS alone has nothing to do with binaries.
const SKIPPED: [&str; 2] = ["architecture::", "contract::"];

/// The flags of `cargo xtask runtime`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure INIT, first and warm request, memory and size of each function instead of running the suite
    #[arg(long)]
    measure: bool,
    /// How many starts a median is made of
    #[arg(long, default_value_t = 20)]
    runs: usize,
    /// Binaries that exist already, as NAME or NAME/bootstrap; else they are built
    #[arg(long, value_name = "DIR")]
    binaries: Option<PathBuf>,
    /// Only the tests (or, with --measure, the function) of this name
    filter: Option<String>,
}

impl Options {
    /// The whole suite, through programs that are built first.
    pub(crate) const fn the_suite() -> Self {
        Self {
            measure: false,
            runs: 0,
            binaries: None,
            filter: None,
        }
    }
}

/// Builds what is missing, then tests or measures.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    let binaries = options.binaries.as_deref().map_or_else(build, named)?;
    let mut command = if options.measure {
        measuring(&binaries, options)
    } else {
        install_faketime()?;
        suite(&binaries, options.filter.as_deref())
    };
    let status = command.status().map_err(|error| {
        Problem::new(
            format!("{} did not start: {error}", process::shown(&command)),
            "see docs/runtime-host.md",
        )
    })?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn build() -> Result<PathBuf, Problem> {
    eprintln!("aero2: building the functions as they are deployed (some minutes the first time)");
    crate::lambda::here()
}

fn named(folder: &Path) -> Result<PathBuf, Problem> {
    std::path::absolute(folder).map_err(|error| {
        Problem::new(
            format!("{} cannot be used: {error}", folder.display()),
            "name a folder of binaries with --binaries",
        )
    })
}

fn suite(binaries: &Path, filter: Option<&str>) -> Command {
    let mut command = process::cargo(&SUITE);
    command.arg("--");
    command.args(filter);
    command.args(SKIPPED.iter().flat_map(|name| ["--skip", name]));
    command.env("AERO2_SUITE", "runtime").env("AERO2_BINARIES", binaries);
    command
}

fn measuring(binaries: &Path, options: &Options) -> Command {
    let mut command = process::cargo(&["run", "--locked", "-p", "runtime", "--bin", "aero2-runtime", "--"]);
    command.arg("--binaries").arg(binaries).arg("measure");
    command.args(["--runs", &options.runs.to_string()]);
    command.args(options.filter.iter().flat_map(|name| ["--only", name.as_str()]));
    command
}

/// The tests move the clock, and a deployed binary has none that can be moved: Debian's libfaketime stands between it and the system.
fn install_faketime() -> Result<(), Problem> {
    if Path::new(FAKETIME).exists() {
        return Ok(());
    }
    println!("installing libfaketime");
    let install = |arguments: &[&str]| {
        let mut apt = process::command("apt-get", arguments);
        apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        apt.status().is_ok_and(|status| status.success())
    };
    let package = ["install", "-y", "--no-install-recommends", "libfaketime"];
    let installed = install(&package) || (install(&["update"]) && install(&package));
    if installed && Path::new(FAKETIME).exists() {
        return Ok(());
    }
    Err(Problem::new(
        "libfaketime is missing and could not be installed",
        "as root on x86-64 Debian or Ubuntu: `apt-get install libfaketime`",
    ))
}
