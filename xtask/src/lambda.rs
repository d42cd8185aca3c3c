//! `cargo xtask lambda`: every Lambda function as the program that is deployed, for both processors, and what each weighs.
//!
//! arm64 in `target/lambda/{name}/bootstrap`, where the template looks; x86-64 in `target/lambda-x86_64`, where this machine can run it.

mod arch;
mod elf;
mod optimised;
mod tools;
pub(crate) mod unwind_tables;

use crate::process::{self, Problem, root};
use arch::Arch;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};

/// What Lambda's `provided.al2023` has.
const GLIBC: elf::Version = elf::Version(2, 34);
/// Bytes a program may have: more of them are a longer cold start.
const LARGEST: u64 = 12 * 1024 * 1024;

/// The flags of `cargo xtask lambda`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// For which processors
    #[arg(long, value_enum, default_value = "both")]
    arch: Choice,
    /// Build only this function; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Build nothing: check and list what was built before
    #[arg(long)]
    check: bool,
}

impl Options {
    /// All functions, for the processor that can run them here.
    pub(crate) const fn for_this_machine() -> Self {
        Self {
            arch: Choice::X86,
            only: Vec::new(),
            check: false,
        }
    }
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Choice {
    /// What is deployed
    Arm64,
    /// What runs here, under the runtime host
    #[value(name = "x86_64")]
    X86,
    /// One after the other
    Both,
}

/// All functions for this machine, built where the runtime host looks.
pub(crate) fn here() -> Result<PathBuf, Problem> {
    build(Arch::X86, &functions()?)?;
    Ok(Arch::X86.folder())
}

/// A program as it was found.
struct Built {
    name: String,
    arch: Arch,
    bytes: u64,
    glibc: elf::Version,
}

/// Builds, checks and lists; fails when a program is too heavy or too new for Lambda.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    let names = chosen(&options.only)?;
    let archs: &[Arch] = match options.arch {
        Choice::Arm64 => &[Arch::Arm64],
        Choice::X86 => &[Arch::X86],
        Choice::Both => &[Arch::Arm64, Arch::X86],
    };
    for (number, arch) in archs.iter().enumerate().filter(|_| !options.check) {
        println!(
            "━━ {}/{} {}: {} functions",
            number + 1,
            archs.len(),
            arch.name(),
            names.len()
        );
        build(*arch, &names)?;
    }
    let mut built = Vec::new();
    for arch in archs {
        for name in &names {
            built.push(found(name, *arch)?);
        }
    }
    Ok(summarise(&names, archs, &built))
}

/// The functions there are: one file each.
fn functions() -> Result<Vec<String>, Problem> {
    let folder = root().join("functions").join("src").join("bin");
    let listed = fs::read_dir(&folder).and_then(|entries| {
        let names = entries.map(|entry| {
            Ok(entry?
                .path()
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned())
        });
        names.collect::<io::Result<Vec<String>>>()
    });
    let mut names = listed.map_err(|error| {
        Problem::new(
            format!("{} cannot be read ({error})", folder.display()),
            "run this in a checkout of the repository",
        )
    })?;
    names.sort_unstable();
    Ok(names)
}

fn chosen(only: &[String]) -> Result<Vec<String>, Problem> {
    let all = functions()?;
    if let Some(unknown) = only.iter().find(|name| !all.contains(name)) {
        return Err(Problem::new(
            format!("there is no function `{unknown}`"),
            format!("choose among {}", all.join(", ")),
        ));
    }
    Ok(if only.is_empty() { all } else { only.to_vec() })
}

/// One run of cargo-lambda for all of them: they share everything but their last step.
fn build(arch: Arch, names: &[String]) -> Result<(), Problem> {
    tools::standard_library(arch.target())?;
    let mut command = tools::cargo_lambda()?;
    // cargo-lambda would add what our profile leaves out on purpose, link-time optimisation for one (docs/decisions/0012).
    command.args([
        "lambda",
        "build",
        "--profile",
        "function",
        "--locked",
        "--disable-optimizations",
    ]);
    optimised::prepare(&mut command, arch)?;
    command.args(["--package", "functions", "--target", arch.target(), "--lambda-dir"]);
    command.arg(arch.folder());
    for name in names {
        command.args(["--bin", name]);
    }
    println!("$ {}", process::shown(&command));
    let ended = command.status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Problem::new(
            format!("the build for {} failed", arch.name()),
            "read what the compiler says above",
        )),
        Err(error) => Err(Problem::new(
            format!("cargo-lambda did not start ({error})"),
            "remove target/tools/lambda and try again",
        )),
    }
}

fn found(name: &str, arch: Arch) -> Result<Built, Problem> {
    let path = arch.folder().join(name).join("bootstrap");
    let bytes = fs::read(&path).map_err(|error| {
        Problem::new(
            format!("{} cannot be read ({error})", path.display()),
            format!("`cargo xtask lambda --arch {}` builds it", arch.name()),
        )
    })?;
    let glibc = elf::newest_glibc(&bytes).ok_or_else(|| {
        Problem::new(
            format!("{} is not a program for 64-bit Linux", path.display()),
            "remove it and build again",
        )
    })?;
    Ok(Built {
        name: name.to_owned(),
        arch,
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        glibc,
    })
}

fn summarise(names: &[String], archs: &[Arch], built: &[Built]) -> ExitCode {
    let of = |name: &str, arch: Arch| built.iter().find(|one| one.name == name && one.arch == arch);
    let heads: Vec<_> = archs
        .iter()
        .map(|arch| format!("{:>12}{:>8}", arch.name(), "glibc"))
        .collect();
    println!("\n{:<16}{}", "function", heads.concat());
    for name in names {
        let cells = archs
            .iter()
            .filter_map(|arch| of(name, *arch))
            .map(|one| format!("{:>9} MB{:>8}", megabytes(one.bytes), one.glibc.to_string()));
        println!("{name:<16}{}", cells.collect::<String>());
    }
    let totals = archs.iter().map(|arch| {
        let bytes = built.iter().filter(|one| one.arch == *arch).map(|one| one.bytes).sum();
        format!("{:>9} MB{:>8}", megabytes(bytes), "")
    });
    println!("{:<16}{}", "together", totals.collect::<String>());
    let wrong: Vec<_> = built.iter().filter_map(complaint).collect();
    if wrong.is_empty() {
        println!(
            "\nnext: `cargo xtask validate` checks the template, `cargo xtask deploy --profile dev` uploads what is in target/lambda"
        );
        return ExitCode::SUCCESS;
    }
    println!();
    for line in &wrong {
        println!("FAILED  {line}");
    }
    println!("next: find what it grew by, or link against an older C library (docs/decisions/0012)");
    ExitCode::FAILURE
}

/// Why a program may not be deployed.
fn complaint(one: &Built) -> Option<String> {
    let who = format!("{} for {}", one.name, one.arch.name());
    if one.bytes > LARGEST {
        return Some(format!(
            "{who} has {} MB; the most is {} MB",
            megabytes(one.bytes),
            megabytes(LARGEST)
        ));
    }
    (one.glibc > GLIBC).then(|| format!("{who} needs glibc {}; Lambda has {GLIBC}", one.glibc))
}

/// With one digit: 1 MB is 1024 × 1024 bytes, as in the bars.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_program_and_one_too_new_are_refused() {
        let built = |bytes, glibc| Built {
            name: "token".to_owned(),
            arch: Arch::Arm64,
            bytes,
            glibc,
        };
        assert!(complaint(&built(LARGEST, GLIBC)).is_none());
        assert!(complaint(&built(LARGEST + 1, GLIBC)).is_some());
        assert!(complaint(&built(1, elf::Version(2, 35))).is_some());
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(
            (megabytes(LARGEST), megabytes(LARGEST + 1)),
            ("12.0".to_owned(), "12.1".to_owned())
        );
    }

    #[test]
    fn there_are_functions_and_no_others() {
        assert!(functions().is_ok_and(|names| names.contains(&"token".to_owned())));
        assert!(chosen(&["nonsense".to_owned()]).is_err());
    }
}
