//! How rustc is called for Lambda: few programs are optimised whole, and no library keeps the unwind tables of what is left out (docs/decisions/0012).
//!
//! Cargo knows link-time optimisation for a whole profile only, and then compiles every dependency for it alone. Here everything is compiled once, with
//! LLVM's bitcode beside the machine code, and a wrapper around rustc asks for the optimisation where it compiles one of these programs. Cargo does not
//! see what a wrapper adds, so the wrapper writes it down as rustc writes down `env!`: a program is built again when its own options change, no other.

use super::arch::Arch;
use crate::process::{Problem, root};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

const WHOLE: &str = "-Clto=fat";
/// Besides placed at a fixed address, which saves the table of what would have to be moved. Stack, heap and libraries are not.
const WHOLE_AND_PLACED: &str = "-Clto=fat -Crelocation-model=static";

/// Those that would be above the bar: with the word lists of the password check and their regular expressions; with what passkeys bring, where every
/// program has AES for the newest processors, too.
const fn programs(arch: Arch) -> &'static [(&'static str, &'static str)] {
    match arch {
        Arch::Arm64 => &[("password", WHOLE)],
        Arch::X86 => &[
            ("passkey", WHOLE),
            ("password", WHOLE_AND_PLACED),
            ("second-factor", WHOLE),
        ],
    }
}

/// Cargo names rustc first, then its arguments. A program's options come in a variable of its own, and go into its dep-info with the name of that
/// variable, whether or not it has any. A library for Lambda (`--target`) is told which function each of its unwind tables belongs to.
const WRAPPER: &str = r#"#!/bin/sh
before= crate= kind= folder= suffix= target=
for word; do
  case "$before $word" in
  "--crate-name "*) crate=$word ;;
  "--crate-type "*) kind=$word ;;
  "--out-dir "*) folder=$word ;;
  "-C extra-filename="*) suffix=${word#extra-filename=} ;;
  "--target "*) target=$word ;;
  esac
  before=$word
done
if [ "$kind" != bin ]; then
  [ "$target" ] || exec "$@"
  "$@" || exit
  library=$folder/lib$crate$suffix.rlib
  [ ! -e "$library" ] || exec "$AERO2_XTASK" link-unwind-tables "$library"
  exit 0
fi
variable=AERO2_OPTIONS_OF_$crate
eval "options=\${$variable-}"
"$@" $options || exit
printf '\n# env-dep:%s\n' "$variable${options:+=$options}" >>"$folder/$crate$suffix.d"
"#;

/// Tells cargo to build so.
pub(super) fn prepare(command: &mut Command, arch: Arch) -> Result<(), Problem> {
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
    command.env("RUSTC_WRAPPER", wrapper);
    command.env("AERO2_XTASK", own_program()?);
    name_options(command, arch);
    Ok(())
}

fn own_program() -> Result<PathBuf, Problem> {
    std::env::current_exe().map_err(|error| {
        Problem::new(
            format!("this program's own file is not known ({error})"),
            "start it again by `cargo xtask lambda`",
        )
    })
}

fn name_options(command: &mut Command, arch: Arch) {
    command.envs(programs(arch).iter().map(|(name, options)| (variable(name), options)));
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

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("aero2-optimised-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        assert!(fs::create_dir_all(folder.join("src/bin")).is_ok());
        folder
    }

    /// What rustc is called with, and what is noted behind its dep-info.
    fn passed(folder: &Path, program: &str, kind: &str, arch: Arch) -> (String, String) {
        let crate_name = program.replace('-', "_");
        let noted = folder.join(format!("{crate_name}-1.d"));
        let _ = fs::remove_file(&noted);
        let arguments = format!("--crate-name {crate_name} --crate-type {kind} -C extra-filename=-1 --out-dir");
        let mut command = Command::new("sh");
        name_options(&mut command, arch);
        command.args(["-c", WRAPPER, "wrapper", "echo"]);
        let ran = command.args(arguments.split(' ')).arg(folder).output();
        let said = ran.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        let added = said.unwrap_or_default();
        let added = added
            .rsplit_once(&folder.display().to_string())
            .map(|(_, added)| added.trim().to_owned());
        let noted = fs::read_to_string(noted).unwrap_or_default();
        (added.unwrap_or_default(), noted.trim().to_owned())
    }

    #[test]
    fn only_these_programs_are_optimised_whole() {
        let folder = folder("options");
        for arch in [Arch::Arm64, Arch::X86] {
            for (program, options) in programs(arch) {
                let noted = format!("# env-dep:{}={options}", variable(program));
                assert_eq!(passed(&folder, program, "bin", arch), ((*options).to_owned(), noted));
            }
            let none = (String::new(), format!("# env-dep:{}", variable("token")));
            assert_eq!(passed(&folder, "token", "bin", arch), none);
        }
        let _ = fs::remove_dir_all(&folder);
        assert_eq!(
            passed(&folder, "password", "lib", Arch::X86),
            (String::new(), String::new())
        );
    }

    #[test]
    fn a_library_for_lambda_is_told_whose_its_unwind_tables_are() {
        let folder = folder("library");
        let library = folder.join("libstore-1.rlib");
        assert!(fs::write(&library, "").is_ok());
        let built = |target: &[&str]| {
            let named = "wrapper echo --crate-name store --crate-type lib -C extra-filename=-1 --out-dir";
            let mut command = Command::new("sh");
            command
                .args(["-c", WRAPPER])
                .args(named.split(' '))
                .arg(&folder)
                .args(target);
            let output = command.env("AERO2_XTASK", "echo").output();
            let said = output.map(|output| output.stdout).unwrap_or_default();
            let said = String::from_utf8_lossy(&said).into_owned();
            said.lines().nth(1).map(str::to_owned)
        };
        let told = format!("link-unwind-tables {}", library.display());
        assert_eq!(built(&["--target", "aarch64-unknown-linux-gnu"]), Some(told));
        assert_eq!(built(&[]), None);
        let _ = fs::remove_dir_all(&folder);
    }

    /// Which of two programs cargo compiles when these have options.
    fn compiled(folder: &Path, options: &[(&str, &str)]) -> Vec<String> {
        let mut command = Command::new("cargo");
        command
            .args(["build", "--offline", "--message-format=json"])
            .current_dir(folder);
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        command.env("RUSTC_WRAPPER", folder.join("wrapper"));
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
