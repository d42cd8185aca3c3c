//! The few programs that carry much beside ours are optimised whole, at their last step (docs/decisions/0012).
//!
//! Cargo knows link-time optimisation for a whole profile only, and then compiles every dependency for it alone. Here everything is compiled once, with
//! LLVM's bitcode beside the machine code, and a wrapper around rustc asks for the optimisation where it compiles one of these programs. Cargo does not
//! see what a wrapper adds, so the wrapper writes it down as rustc writes down `env!`: a program is built again when its own options change, no other.

use crate::process::{Problem, root};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// The public suffixes and CloudFront; pages in all languages, the domains that give mailboxes away, what passkeys and second factors bring; the making of
/// keys; what jobs do to many users.
const PROGRAMS: [&str; 8] = [
    "account",
    "applications",
    "domains",
    "federation",
    "passkey",
    "second-factor",
    "sign-in",
    "users",
];
const WHOLE: &str = "-Clto=fat";
/// The word lists of the password check and their regular expressions. Besides placed at a fixed address, which saves the table of what would have to be moved. Its stack, heap and libraries are not.
const PLACED: [&str; 1] = ["password"];
const WHOLE_AND_PLACED: &str = "-Clto=fat -Crelocation-model=static";

/// Cargo names rustc first, then its arguments. A program's options come in a variable of its own, and go into its dep-info with the name of that
/// variable, whether or not it has any.
const WRAPPER: &str = r#"#!/bin/sh
before= crate= kind= folder= suffix=
for word; do
  case "$before $word" in
  "--crate-name "*) crate=$word ;;
  "--crate-type "*) kind=$word ;;
  "--out-dir "*) folder=$word ;;
  "-C extra-filename="*) suffix=${word#extra-filename=} ;;
  esac
  before=$word
done
[ "$kind" = bin ] || exec "$@"
variable=AERO2_OPTIONS_OF_$crate
eval "options=\${$variable-}"
"$@" $options || exit
printf '\n# env-dep:%s\n' "$variable${options:+=$options}" >>"$folder/$crate$suffix.d"
"#;

/// Tells cargo to build so.
pub(super) fn prepare(command: &mut Command) -> Result<(), Problem> {
    let wrapper = root()
        .join("target")
        .join("tools")
        .join("lambda")
        .join("rustc-with-options");
    write(&wrapper).map_err(|error| {
        Problem::new(
            format!("{} cannot be written ({error})", wrapper.display()),
            "make room in target/tools",
        )
    })?;
    command.env("RUSTFLAGS", "-Cembed-bitcode=yes");
    command.env("RUSTC_WORKSPACE_WRAPPER", wrapper);
    name_options(command);
    Ok(())
}

fn name_options(command: &mut Command) {
    let whole = PROGRAMS.map(|name| (name, WHOLE));
    let placed = PLACED.map(|name| (name, WHOLE_AND_PLACED));
    command.envs(
        whole
            .into_iter()
            .chain(placed)
            .map(|(name, options)| (variable(name), options)),
    );
}

/// Only when it is another one.
fn write(wrapper: &Path) -> io::Result<()> {
    if fs::read_to_string(wrapper).is_ok_and(|present| present == WRAPPER) {
        return Ok(());
    }
    fs::write(wrapper, WRAPPER)?;
    fs::set_permissions(wrapper, fs::Permissions::from_mode(0o755))
}

/// A crate is named with underscores.
fn variable(program: &str) -> String {
    format!("AERO2_OPTIONS_OF_{}", program.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("aero2-optimised-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        assert!(fs::create_dir_all(folder.join("src/bin")).is_ok());
        folder
    }

    /// What rustc is called with, and what is noted behind its dep-info.
    fn passed(folder: &Path, program: &str, kind: &str) -> (String, String) {
        let crate_name = program.replace('-', "_");
        let arguments = format!("--crate-name {crate_name} --crate-type {kind} -C extra-filename=-1 --out-dir");
        let mut command = Command::new("sh");
        name_options(&mut command);
        command.args(["-c", WRAPPER, "wrapper", "echo"]);
        let ran = command.args(arguments.split(' ')).arg(folder).output();
        let said = ran.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        let added = said.unwrap_or_default();
        let added = added
            .rsplit_once(&folder.display().to_string())
            .map(|(_, added)| added.trim().to_owned());
        let noted = fs::read_to_string(folder.join(format!("{crate_name}-1.d"))).unwrap_or_default();
        (added.unwrap_or_default(), noted.trim().to_owned())
    }

    #[test]
    fn only_these_programs_are_optimised_whole() {
        let folder = folder("options");
        for (program, options) in [("sign-in", WHOLE), ("password", WHOLE_AND_PLACED)] {
            let noted = format!("# env-dep:{}={options}", variable(program));
            assert_eq!(passed(&folder, program, "bin"), (options.to_owned(), noted));
        }
        let none = (String::new(), format!("# env-dep:{}", variable("token")));
        assert_eq!(passed(&folder, "token", "bin"), none);
        let _ = fs::remove_dir_all(&folder);
        assert_eq!(passed(&folder, "password", "lib"), (String::new(), String::new()));
    }

    /// Which of two programs cargo compiles when these have options.
    fn compiled(folder: &Path, options: &[(&str, &str)]) -> Vec<String> {
        let mut command = Command::new("cargo");
        command
            .args(["build", "--offline", "--message-format=json"])
            .current_dir(folder);
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        command.env("RUSTC_WORKSPACE_WRAPPER", folder.join("wrapper"));
        command.envs(options.iter().map(|(name, options)| (variable(name), options)));
        let output = command.output().map(|output| output.stdout).unwrap_or_default();
        let lines = String::from_utf8_lossy(&output).into_owned();
        let fresh: Vec<serde_json::Value> = lines
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        assert!(
            fresh.iter().any(|line| line.get("success") == Some(&true.into())),
            "{lines}"
        );
        let mut names: Vec<String> = fresh
            .iter()
            .filter(|line| line.get("fresh") == Some(&false.into()))
            .filter_map(|line| line.pointer("/target/name")?.as_str().map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_program_whose_options_change_is_compiled_again_and_no_other() {
        let folder = folder("cargo");
        let manifest = "[package]\nname = \"two\"\nedition = \"2024\"\n[workspace]\n";
        assert!(fs::write(folder.join("Cargo.toml"), manifest).is_ok());
        for name in ["one-way", "other"] {
            assert!(fs::write(folder.join(format!("src/bin/{name}.rs")), "fn main() {}").is_ok());
        }
        assert!(write(&folder.join("wrapper")).is_ok());
        let options = "-Copt-level=1";
        assert_eq!(compiled(&folder, &[]), ["one-way", "other"]);
        assert!(compiled(&folder, &[]).is_empty());
        assert_eq!(compiled(&folder, &[("one-way", options)]), ["one-way"]);
        assert!(compiled(&folder, &[("one-way", options)]).is_empty());
        assert_eq!(compiled(&folder, &[("other", options)]), ["one-way", "other"]);
        let _ = fs::remove_dir_all(&folder);
    }
}
