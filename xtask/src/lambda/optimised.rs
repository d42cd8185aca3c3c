//! The few programs that carry much beside ours are optimised whole, at their last step (docs/decisions/0012).
//!
//! Cargo knows link-time optimisation for a whole profile only, and then compiles every dependency for it alone. Here everything is compiled once, with
//! LLVM's bitcode beside the machine code, and a wrapper around rustc asks for the optimisation where it compiles one of these programs.

use crate::process::{Problem, root};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// The public suffixes and CloudFront; the word lists of the password check and their regular expressions; the pages of a sign-in, all languages and the
/// domains that give mailboxes away; the same and what providers say.
const PROGRAMS: [&str; 4] = ["domains", "password", "sign-in", "federation"];

/// Tells cargo to build so.
pub(super) fn prepare(command: &mut Command) -> Result<(), Problem> {
    let wrapper = root()
        .join("target")
        .join("tools")
        .join("lambda")
        .join("rustc-optimised");
    write(&wrapper).map_err(|error| {
        Problem::new(
            format!("{} cannot be written ({error})", wrapper.display()),
            "make room in target/tools",
        )
    })?;
    command.env("RUSTFLAGS", "-Cembed-bitcode=yes");
    command.env("RUSTC_WORKSPACE_WRAPPER", wrapper);
    Ok(())
}

/// Only when it changes: cargo would compile everything of ours again.
fn write(wrapper: &Path) -> io::Result<()> {
    let wanted = script();
    if fs::read_to_string(wrapper).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    fs::write(wrapper, wanted)?;
    fs::set_permissions(wrapper, fs::Permissions::from_mode(0o755))
}

/// Cargo names rustc first, then its arguments.
fn script() -> String {
    // A crate is named with underscores.
    let programs = PROGRAMS.map(|name| {
        let name = name.replace('-', "_");
        format!("*\" --crate-name {name} \"*\" --crate-type bin \"*")
    });
    let programs = programs.join("|");
    format!("#!/bin/sh\ncase \" $* \" in\n{programs}) exec \"$@\" -Clto=fat ;;\nesac\nexec \"$@\"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(arguments: &str) -> String {
        let words = arguments.split(' ');
        let ran = Command::new("sh")
            .args(["-c", &script(), "wrapper", "echo"])
            .args(words)
            .output();
        ran.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn only_these_programs_are_optimised_whole() {
        for whole in ["password", "sign_in"] {
            let whole = format!("--crate-name {whole} --edition=2024 src/bin/{whole}.rs --crate-type bin -Cx");
            assert_eq!(passed(&whole), format!("{whole} -Clto=fat"));
        }
        for other in [
            "--crate-name token --edition=2024 --crate-type bin -Cx",
            "--crate-name password --edition=2024 --crate-type lib -Cx",
        ] {
            assert_eq!(passed(other), other);
        }
    }
}
