//! The few programs that carry much beside ours are optimised whole, at their last step (docs/decisions/0012).
//!
//! Cargo knows link-time optimisation for a whole profile only, and then compiles every dependency for it alone. Here everything is compiled once, with
//! LLVM's bitcode beside the machine code, and a wrapper around rustc asks for the optimisation where it compiles one of these programs.

use crate::process::{Problem, root};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// The public suffixes and CloudFront; pages in all languages, the domains that give mailboxes away, what passkeys and second factors bring; the making of
/// keys.
const PROGRAMS: [&str; 7] = [
    "account",
    "applications",
    "domains",
    "federation",
    "passkey",
    "second-factor",
    "sign-in",
];
/// The word lists of the password check and their regular expressions. Besides placed at a fixed address, which saves the table of what would have to be moved. Its stack, heap and libraries are not.
const PLACED: [&str; 1] = ["password"];

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
    let whole = pattern(&PROGRAMS);
    let placed = pattern(&PLACED);
    format!(
        "#!/bin/sh\ncase \" $* \" in\n{whole}) exec \"$@\" -Clto=fat ;;\n{placed}) exec \"$@\" -Clto=fat -Crelocation-model=static ;;\nesac\n\
         exec \"$@\"\n"
    )
}

/// The last step of one of these programs, among rustc's arguments. A crate is named with underscores.
fn pattern(programs: &[&str]) -> String {
    let programs = programs.iter().map(|name| {
        let name = name.replace('-', "_");
        format!("*\" --crate-name {name} \"*\" --crate-type bin \"*")
    });
    programs.collect::<Vec<_>>().join("|")
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
        for (whole, placed) in [("password", " -Crelocation-model=static"), ("sign_in", "")] {
            let whole = format!("--crate-name {whole} --edition=2024 src/bin/{whole}.rs --crate-type bin -Cx");
            assert_eq!(passed(&whole), format!("{whole} -Clto=fat{placed}"));
        }
        for other in [
            "--crate-name token --edition=2024 --crate-type bin -Cx",
            "--crate-name password --edition=2024 --crate-type lib -Cx",
        ] {
            assert_eq!(passed(other), other);
        }
    }
}
