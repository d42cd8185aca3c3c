//! `cargo xtask validate`: the template as AWS's own tools see it, and as our tests do. No account and no network but for installing the tools.

use crate::process::{self, Problem, root};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{fs, io};

/// What CI validates with; newer ones know newer resources.
const TOOLS: &[&str] = &["aws-sam-cli==1.170.0", "cfn-lint==1.58.0"];
/// Where the stack lives: certificates of `CloudFront` are there.
pub(crate) const REGION: &str = "us-east-1";
/// SAM's own expansion of the template.
const EXPAND: &str = include_str!("expand.py");
/// Read before a template is written out: a `Sub` whose parameter was filled in has nothing to substitute any more.
const NOISE: &str = "W1020";

/// Runs all checks; the first that fails ends it.
pub(crate) fn run() -> Result<ExitCode, Problem> {
    let tools = tools()?;
    let template = root().join("infra").join("template.yaml");
    println!("━━ sam validate --lint");
    done(sam(&tools, &["validate", "--lint", "--region", REGION, "--template-file"]).arg(&template))?;
    println!("━━ cfn-lint");
    done(process::command(&tools.join("cfn-lint").display().to_string(), &["-r", REGION, "-t"]).arg(&template))?;
    println!("━━ cfn-lint, after SAM has written everything out");
    let expanded = work().join("expanded.json");
    let python = tools.join("python").display().to_string();
    done(python_run(&python).arg(&template).arg(&expanded))?;
    done(
        process::command(
            &tools.join("cfn-lint").display().to_string(),
            &["-r", REGION, "-i", NOISE, "-t"],
        )
        .arg(&expanded),
    )?;
    println!("━━ sam build, offline");
    build(&tools, &template)?;
    println!(
        "━━ our own: routes are endpoints, rights are what was recorded, alarms have owners, the edge keeps little"
    );
    ours()?;
    println!("\nnext: the template is sound; `cargo xtask deploy --profile dev`");
    Ok(ExitCode::SUCCESS)
}

fn work() -> PathBuf {
    root().join("target").join("validate")
}

/// What the suite writes down while it runs (`AERO2_RECORD`).
pub(crate) fn recorded() -> PathBuf {
    root().join("target").join("recorded.jsonl")
}

fn python_run(python: &str) -> Command {
    let mut command = process::command(python, &["-c", EXPAND]);
    command.env("AWS_DEFAULT_REGION", REGION);
    command
}

/// SAM without its telemetry and its search for newer versions of itself.
pub(crate) fn sam(tools: &Path, arguments: &[&str]) -> Command {
    let mut command = process::command(&tools.join("sam").display().to_string(), arguments);
    command.env("SAM_CLI_TELEMETRY", "0").env("AWS_DEFAULT_REGION", REGION);
    command
}

/// The folder of the programs in `target/tools/aws`, installed when they are not what [`TOOLS`] says.
pub(crate) fn tools() -> Result<PathBuf, Problem> {
    let home = root().join("target").join("tools").join("aws");
    let programs = home.join("bin");
    let wanted = TOOLS.join("\n");
    let mark = home.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|text| text == wanted) {
        return Ok(programs);
    }
    println!(
        "installing {} into target/tools/aws: a minute, once",
        TOOLS.join(" and ")
    );
    let place = home.display().to_string();
    done(&mut process::command("python3", &["-m", "venv", &place]))?;
    let pip = programs.join("pip").display().to_string();
    done(process::command(&pip, &["install", "--quiet", "--disable-pip-version-check"]).args(TOOLS))?;
    fs::write(&mark, wanted).map_err(|error| trouble(&mark, &error))?;
    Ok(programs)
}

/// A copy with the functions that were built; where none was, a file in its place: SAM looks at names, not at programs.
fn build(tools: &Path, template: &Path) -> Result<(), Problem> {
    let copy = work().join("copy");
    let _absent = fs::remove_dir_all(&copy);
    let infra = copy.join("infra");
    fs::create_dir_all(&infra).map_err(|error| trouble(&infra, &error))?;
    let into = infra.join("template.yaml");
    fs::copy(template, &into).map_err(|error| trouble(&into, &error))?;
    let text = fs::read_to_string(template).map_err(|error| trouble(template, &error))?;
    let names = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("CodeUri: ../target/lambda/"));
    let (mut real, mut placed) = (0_usize, 0_usize);
    for name in names {
        let built = root().join("target").join("lambda").join(name).join("bootstrap");
        let place = copy.join("target").join("lambda").join(name);
        fs::create_dir_all(&place).map_err(|error| trouble(&place, &error))?;
        if built.exists() && fs::hard_link(&built, place.join("bootstrap")).is_ok() {
            real += 1;
        } else {
            fs::write(place.join("bootstrap"), "#!/bin/sh\n").map_err(|error| trouble(&place, &error))?;
            placed += 1;
        }
    }
    println!("{real} functions as built, {placed} placeholders (`cargo xtask lambda` builds them)");
    let out = copy.join("build").display().to_string();
    done(sam(tools, &["build", "--build-dir", &out, "--template-file"]).arg(&into))
}

fn ours() -> Result<(), Problem> {
    let tests = [
        "test",
        "--package",
        "tests",
        "--test",
        "suite",
        "--locked",
        "--quiet",
        "template",
    ];
    done(&mut process::cargo(&tests))?;
    let mut check = process::cargo(&["run", "--quiet", "--locked", "--package", "stack", "--", "check"]);
    if recorded().exists() {
        check.arg(recorded());
    } else {
        println!("no recorded actions yet: `cargo xtask test --only test --only validate` compares rights with them");
    }
    done(&mut check)
}

fn trouble(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        format!("{}: {error}", path.display()),
        "check that target/ can be written",
    )
}

/// Runs a command; anything but success is a problem.
pub(crate) fn done(command: &mut Command) -> Result<(), Problem> {
    let shown = process::shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Problem::new(format!("`{shown}` failed"), "its output above says why")),
        Err(error) => Err(Problem::new(
            format!("`{shown}` did not start: {error}"),
            "`cargo xtask doctor` says what is missing",
        )),
    }
}
