//! The step `contract`: the stories of tests/suite/contract against moto, dynalite and, where a developer has it, `DynamoDB` Local.
//!
//! Each server runs on a free loopback port and ends with the step, however that ends. The stories and their lists of known differences are the
//! suite's; here they are only started and counted. DynamoDB Local is Amazon's under terms of its own, so it is never fetched: docs/contract.md.

use crate::process::{self, answers, root};
use crate::steps::{Outcome, run};
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The version the list of differences is written for.
const MOTO: &str = "5.2.5";
/// Where a developer put `DynamoDB` Local, unpacked.
const DYNAMODB_LOCAL: &str = "AERO2_DYNAMODB_LOCAL";

/// How long a server may take to listen, in tenths of a second.
const PATIENCE: u32 = 600;

/// Runs the stories against each.
pub(crate) fn contract() -> Outcome {
    let home = root().join("target").join("tools").join("contract");
    let told = [
        against_moto(&home),
        against_dynalite(&home),
        against_dynamodb_local(&home),
    ];
    let failures: Vec<_> = told.into_iter().filter_map(Result::err).collect();
    if failures.is_empty() {
        Outcome::Passed
    } else {
        Outcome::Failed(failures.join("; "))
    }
}

fn against_moto(home: &Path) -> Result<(), String> {
    let program = install_moto(home)?;
    against("moto", home, |port| {
        let mut server = Command::new(&program);
        server.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        server
    })
}

fn against_dynalite(home: &Path) -> Result<(), String> {
    let program = install_dynalite(home)?;
    against("dynalite", home, |port| {
        let mut server = Command::new(&program);
        server.args([
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--createTableMs",
            "0",
        ]);
        server
    })
}

/// moto's server program, in an environment of its own.
fn install_moto(home: &Path) -> Result<PathBuf, String> {
    std::fs::create_dir_all(home).map_err(|error| format!("{}: {error}", home.display()))?;
    let venv = home.join("venv");
    let python = venv.join("bin").join("python").display().to_string();
    let present = format!("import moto, flask; assert moto.__version__ == '{MOTO}'");
    if !answers(&python, &["-c", &present]) {
        println!("installing moto {MOTO} into target/tools: a minute, once");
        let place = venv.display().to_string();
        done(process::command("python3", &["-m", "venv", "--clear", &place]))?;
        let wanted = format!("moto[server]=={MOTO}");
        done(process::command(&python, &["-m", "pip", "install", "--quiet", &wanted]))?;
    }
    Ok(venv.join("bin").join("moto_server"))
}

/// dynalite's server program, from the lock file in the repository.
fn install_dynalite(home: &Path) -> Result<PathBuf, String> {
    let from = root().join("tests").join("servers").join("dynalite");
    let place = home.join("dynalite");
    let program = place.join("node_modules").join(".bin").join("dynalite");
    let failed = |error: std::io::Error| format!("{}: {error}", place.display());
    std::fs::create_dir_all(&place).map_err(failed)?;
    let locked = std::fs::read(from.join("package-lock.json")).map_err(failed)?;
    // Written last, so that what is half installed is installed again.
    let installed = place.join("installed.json");
    if std::fs::read(&installed).is_ok_and(|have| have == locked) {
        return Ok(program);
    }
    println!("installing dynalite into target/tools: a minute, once");
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(from.join(name), place.join(name)).map_err(failed)?;
    }
    let mut install = process::command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    install.current_dir(&place);
    done(install)?;
    std::fs::write(&installed, &locked).map_err(failed)?;
    Ok(program)
}

fn done(command: Command) -> Result<(), String> {
    let shown = process::shown(&command);
    match run(command) {
        Outcome::Passed => Ok(()),
        Outcome::Failed(why) => Err(format!("{shown}: {why}")),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a developer says by the environment where it is; the ban is for the product"
)]
fn against_dynamodb_local(home: &Path) -> Result<(), String> {
    let Some(place) = std::env::var_os(DYNAMODB_LOCAL).map(PathBuf::from) else {
        println!("dynamodb-local: left out; it runs where {DYNAMODB_LOCAL} names the folder of your own copy");
        return Ok(());
    };
    if !answers("java", &["-version"]) {
        println!("dynamodb-local: left out; there is no `java`");
        return Ok(());
    }
    against("dynamodb-local", home, |port| {
        let mut server = Command::new("java");
        server.current_dir(&place).arg("-Djava.library.path=DynamoDBLocal_lib");
        server.args(["-jar", "DynamoDBLocal.jar", "-inMemory", "-port", &port.to_string()]);
        server
    })
}

/// Starts a server, tells it the stories, counts, stops it.
fn against(kind: &str, home: &Path, server: impl FnOnce(u16) -> Command) -> Result<(), String> {
    let port = free_port().map_err(|error| format!("no free port: {error}"))?;
    let log = home.join(format!("{kind}.log"));
    let _server = Server::start(server(port), port, &log)?;
    let report = home.join(format!("{kind}.tsv"));
    let _none_left = std::fs::remove_file(&report);
    let mut stories = process::cargo(&[
        "test",
        "--package",
        "tests",
        "--test",
        "suite",
        "--locked",
        "--",
        "contract::",
    ]);
    stories.env("AERO2_CONTRACT", kind);
    stories.env("AERO2_CONTRACT_ENDPOINT", format!("http://127.0.0.1:{port}"));
    stories.env("AERO2_CONTRACT_REPORT", &report);
    let told = done(stories);
    let lines = std::fs::read_to_string(&report).unwrap_or_default();
    println!("{kind}: {}", counted(&lines));
    told
}

/// What the suite wrote: one line per story, its outcome first.
fn counted(report: &str) -> String {
    let of = |outcome: &str| {
        report
            .lines()
            .filter(|line| line.split('\t').next() == Some(outcome))
            .count()
    };
    let (passed, differs, absent) = (of("passed"), of("differs"), of("absent"));
    format!("{passed} stories passed, {differs} differ as listed, {absent} need a service it does not have")
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A server that is stopped when this is dropped.
struct Server(Child);

impl Server {
    #[expect(
        clippy::disallowed_methods,
        reason = "a tool waits for another program; the ban is for the product"
    )]
    fn start(mut command: Command, port: u16, log: &Path) -> Result<Self, String> {
        let shown = process::shown(&command);
        let failed = |why: String| format!("{shown}: {why}");
        let file = File::create(log).map_err(|error| failed(error.to_string()))?;
        let errors = file.try_clone().map_err(|error| failed(error.to_string()))?;
        command.stdin(Stdio::null()).stdout(file).stderr(errors);
        let mut server = Self(command.spawn().map_err(|error| failed(error.to_string()))?);
        for _ in 0..PATIENCE {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(server);
            }
            if let Ok(Some(status)) = server.0.try_wait() {
                return Err(failed(format!("{status}; its words are in {}", log.display())));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(failed(format!("does not listen; its words are in {}", log.display())))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _reaped = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_counted_by_their_first_word() {
        let report = "passed\ta\npassed\tb\ndiffers\tc\tpassed\n";
        let expected = "2 stories passed, 1 differ as listed, 0 need a service it does not have";
        assert_eq!(counted(report), expected);
    }

    #[test]
    fn a_server_that_ends_at_once_is_said_with_its_log() {
        let log = std::env::temp_dir().join(format!("aero2-contract-{}.log", std::process::id()));
        let port = free_port().unwrap_or_default();
        let started = Server::start(Command::new("false"), port, &log);
        assert!(started.is_err_and(|why| why.contains("its words are in")));
        let _best_effort = std::fs::remove_file(log);
    }
}
