//! What builds for Lambda: cargo-lambda and zig, from PyPI into `target/tools/lambda`, and Rust's standard library for the processor.

use crate::process::{Problem, command, first_line, root};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions this was measured with.
const PACKAGES: [&str; 2] = ["cargo-lambda==1.9.2", "ziglang==0.17.1"];

fn environment() -> PathBuf {
    root().join("target").join("tools").join("lambda")
}

/// cargo with cargo-lambda and zig before anything else in PATH: cargo-lambda finds zig only as `zig` or `python3 -m ziglang`.
#[expect(
    clippy::disallowed_methods,
    reason = "PATH is extended for a child process; the ban is for the product"
)]
pub(super) fn cargo_lambda() -> Result<Command, Problem> {
    let bin = environment().join("bin");
    let wanted = PACKAGES.join(" ");
    let stamp = environment().join("installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(in_path(&bin, std::env::var_os("PATH")));
    }
    println!("installing {wanted} into target/tools/lambda: a minute, once");
    let folder = environment().display().to_string();
    finish(command("python3", &["-m", "venv", &folder]))?;
    let pip = bin.join("pip").display().to_string();
    let arguments = ["install", "--quiet", "--disable-pip-version-check"];
    finish(command(&pip, &[&arguments[..], &PACKAGES[..]].concat()))?;
    std::fs::write(&stamp, &wanted).map_err(|error| {
        Problem::new(
            format!("{} cannot be written ({error})", stamp.display()),
            "make room in target/tools",
        )
    })?;
    Ok(in_path(&bin, std::env::var_os("PATH")))
}

fn in_path(bin: &Path, path: Option<OsString>) -> Command {
    let mut first = bin.as_os_str().to_owned();
    if let Some(path) = path {
        first.push(":");
        first.push(path);
    }
    let mut cargo = crate::process::cargo(&[]);
    cargo.env("PATH", first);
    cargo
}

fn finish(mut command: Command) -> Result<(), Problem> {
    let shown = crate::process::shown(&command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Problem::new(
            format!("`{shown}` failed"),
            "install Python 3 with venv (`apt-get install python3 python3-venv`), look at your network, and try again",
        )),
    }
}

/// Fetches Rust's standard library for `target`, if it is not there.
pub(super) fn standard_library(target: &str) -> Result<(), Problem> {
    let here = || {
        let found = first_line("rustc", &["--print", "target-libdir", "--target", target]);
        found.is_some_and(|folder| Path::new(&folder).exists())
    };
    if here() {
        return Ok(());
    }
    println!("fetching Rust's standard library for {target}: once");
    let fetched = command("rustup", &["target", "add", target]).status();
    if fetched.is_ok_and(|status| status.success()) && here() {
        return Ok(());
    }
    Err(Problem::new(
        format!("Rust's standard library for {target} is not on this machine and could not be fetched"),
        format!(
            "run `rustup target add {target}` where rustup has a network; `--arch` builds for the other processor alone"
        ),
    ))
}
