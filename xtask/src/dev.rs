//! `cargo xtask dev`: build the local process and the dashboard's pages, then become the process.
//!
//! On Unix the local process replaces this one, so Ctrl-C, signals and the exit code are its own and nothing is left behind when we are killed.

use crate::frontend;
use crate::process::{self, Problem};
use serde_json::Value;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

/// The package and the binary that run everything in one process.
const PACKAGE: &str = "local";
const BINARY: &str = "aero2-local";

/// The flags of `cargo xtask dev`; all but `--release` and `--watch` are handed to the local process.
#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(crate) struct Options {
    /// Port of the gateway on the loopback interface; 0 lets the system choose
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Where the database, the keys and the outbox are kept
    #[arg(long, default_value = ".aero2", value_name = "DIR")]
    data_dir: PathBuf,
    /// Make the demo data: two applications with users, clients and keys; safe to repeat
    #[arg(long)]
    seed: bool,
    /// When ready, print one line of JSON with `dashboard`, `local` and `operator_setup_url`
    #[arg(long)]
    json: bool,
    /// Build the dashboard's pages again whenever one of their sources changes
    #[arg(long)]
    watch: bool,
    /// Build with optimisation: slower to build, what performance is measured on
    #[arg(long)]
    release: bool,
}

/// Builds, then runs until Ctrl-C.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    eprintln!("aero2: building what is missing (the first build takes some minutes, later ones seconds)");
    let binary = build(options.release)?;
    let pages = pages(options.watch);
    let mut local = Command::new(&binary);
    // The current directory is the caller's: a relative --data-dir means what it means in their shell.
    local
        .arg("--port")
        .arg(options.port.to_string())
        .arg("--data-dir")
        .arg(&options.data_dir);
    local.args(
        [("--seed", options.seed), ("--json", options.json)]
            .iter()
            .filter(|(_, on)| *on)
            .map(|(flag, _)| flag),
    );
    local.args(
        pages
            .iter()
            .flat_map(|dist| [OsStr::new("--dashboard"), dist.as_os_str()]),
    );
    eprintln!(
        "aero2: starting on port {}, data in {}",
        options.port,
        options.data_dir.display()
    );
    become_process(local)
}

/// The dashboard's pages, built if they can be: all else works without them.
fn pages(watched: bool) -> Option<PathBuf> {
    let made = if watched { frontend::watch() } else { frontend::build() };
    match made {
        Ok(dist) => Some(dist),
        Err(Problem { what, next }) => {
            eprintln!("aero2: no dashboard: {what}\n  {next}");
            None
        }
    }
}

/// Runs cargo with its progress on stderr and finds the executable in its JSON messages, wherever the target directory is.
pub(crate) fn build(release: bool) -> Result<PathBuf, Problem> {
    build_of(&["--package", PACKAGE], release)
}

/// The same with the features that its libraries have when everything is tested: after the tests, only the linking is left.
pub(crate) fn build_as_tested() -> Result<PathBuf, Problem> {
    build_of(&["--workspace"], false)
}

fn build_of(packages: &[&str], release: bool) -> Result<PathBuf, Problem> {
    let next = format!("fix what cargo says above; `cargo build -p {PACKAGE}` shows it again");
    let mut arguments = vec!["build", "--bin", BINARY, "--message-format", "json-render-diagnostics"];
    arguments.extend(packages);
    arguments.extend(release.then_some("--release"));
    let mut cargo = process::cargo(&arguments);
    let mut building = cargo.stdout(Stdio::piped()).spawn().map_err(|error| {
        Problem::new(
            format!("cargo did not start: {error}"),
            "check that `cargo --version` works",
        )
    })?;
    let messages = building
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
        .map_while(Result::ok);
    let executable = messages.filter_map(|line| executable(&line)).last();
    let status = building
        .wait()
        .map_err(|error| Problem::new(format!("cargo was lost: {error}"), next.clone()))?;
    if !status.success() {
        return Err(Problem::new("the build failed", next));
    }
    executable.ok_or_else(|| {
        Problem::new(
            format!("cargo built no `{BINARY}`"),
            format!("check [[bin]] in infra/local/Cargo.toml: `{BINARY}`"),
        )
    })
}

/// The path in a `compiler-artifact` message about our binary.
fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    let ours = message.pointer("/target/name")?.as_str()? == BINARY;
    message.get("executable")?.as_str().filter(|_| ours).map(PathBuf::from)
}

#[cfg(unix)]
fn become_process(mut local: Command) -> Result<ExitCode, Problem> {
    let error = std::os::unix::process::CommandExt::exec(&mut local); // returns only when it failed
    Err(not_started(&error))
}

#[cfg(not(unix))]
fn become_process(mut local: Command) -> Result<ExitCode, Problem> {
    // The console sends Ctrl-C to both of us; the child ends in order and we end with its code.
    let status = local.status().map_err(|error| not_started(&error))?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

fn not_started(error: &std::io::Error) -> Problem {
    Problem::new(
        format!("the local process did not start: {error}"),
        "run `cargo xtask dev` again; if it stays, delete target/debug and build anew",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_found_in_cargos_messages() {
        let ours =
            r#"{"reason":"compiler-artifact","target":{"name":"aero2-local"},"executable":"/t/debug/aero2-local"}"#;
        assert_eq!(executable(ours), Some(PathBuf::from("/t/debug/aero2-local")));
    }

    #[test]
    fn other_messages_are_passed_over() {
        assert_eq!(
            executable(r#"{"reason":"compiler-artifact","target":{"name":"serde"},"executable":null}"#),
            None
        );
        assert_eq!(executable(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(executable("warning: not JSON"), None);
    }
}
