//! Starting other programs: where the repository is, how a command reads, what its end means.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Something that stopped a command, and what the developer does about it.
#[derive(Debug)]
pub(crate) struct Problem {
    /// One sentence, without a full stop.
    pub(crate) what: String,
    /// What to type or read next.
    pub(crate) next: String,
}

impl Problem {
    /// A problem with its way out.
    pub(crate) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            next: next.into(),
        }
    }
}

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    // Set by cargo to the directory of this package when it compiles it; the workspace is one up.
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// `program arguments…`, run in the root of the workspace, without input.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// Cargo, the same one that runs us.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo says where it is by the environment; the ban is for the product"
)]
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    // `cargo run` sets CARGO to its own path, so a `cargo +toolchain xtask` stays on that toolchain.
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = command(&program, arguments);
    // Set for us by the outer cargo; a build script that sees them would believe it belongs to xtask.
    for name in [
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PKG_NAME",
        "CARGO_PKG_VERSION",
    ] {
        command.env_remove(name);
    }
    command
}

/// True when `program` answers to `arguments`.
pub(crate) fn answers(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first line that `program` prints for `arguments`, if it ends well.
pub(crate) fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout)
        .lines()
        .next()
        .map(str::to_owned)?;
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// A command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_typed() {
        assert_eq!(
            shown(&command("/usr/bin/git", &["status", "--short"])),
            "git status --short"
        );
    }

    #[test]
    fn a_program_that_does_not_exist_does_not_answer() {
        assert!(!answers("aero2-no-such-program", &["--version"]));
        assert!(first_line("aero2-no-such-program", &["--version"]).is_none());
    }
}
