//! The process as its user meets it: what it says when it cannot start, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that fails says so by panicking")]

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

const BINARY: &str = env!("CARGO_BIN_EXE_aero2-local");

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aero2-process-{name}-{}", std::process::id()));
        let _none_left = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _best_effort = fs::remove_dir_all(&self.0);
    }
}

fn command(dir: &Path, port: u16) -> Command {
    let mut command = Command::new(BINARY);
    command.arg("--data-dir").arg(dir).arg("--port").arg(port.to_string());
    command
}

/// What a start says that does not succeed: one line on stderr.
fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

/// Starts, waits until it is ready, and answers the process with its JSON line.
fn started(dir: &Path) -> (Child, String) {
    let mut child = command(dir, 0)
        .arg("--json")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    (child, line)
}

fn interrupt(mut child: Child) -> bool {
    let sent = Command::new("kill").arg("-INT").arg(child.id().to_string()).status();
    assert!(sent.unwrap().success());
    child.wait().unwrap().success()
}

fn content(dir: &Path) -> Vec<(String, u64)> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let mut found: Vec<_> = entries
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.metadata().unwrap().len(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn it_says_when_it_is_ready_and_ends_cleanly() {
    let dir = Scratch::new("ready");
    let (child, first) = started(&dir.0);
    assert!(first.contains("\"dashboard\":\"http://dashboard.localhost:") && first.contains("/operator-setup?token="));
    assert!(refused(&command(&dir.0, 0).output().unwrap()).contains("in use by another Aero2 process"));
    assert!(interrupt(child));
    let (child, second) = started(&dir.0);
    let token = |line: &str| line.split("token=").nth(1).map(str::to_owned);
    assert_eq!(token(&first), token(&second), "the same invitation");
    assert!(interrupt(child));
}

#[test]
fn a_taken_port_is_said_before_the_data_is_touched() {
    let dir = Scratch::new("port");
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let said = refused(&command(&dir.0, port).output().unwrap());
    assert!(said.contains(&port.to_string()) && said.contains("--port"), "{said}");
    assert!(!dir.0.exists());
}

#[test]
fn a_data_directory_that_cannot_be_used_is_said_and_left_alone() {
    let dir = Scratch::new("data");
    let (child, _) = started(&dir.0);
    assert!(interrupt(child));
    let version = dir.0.join("version");
    fs::write(&version, "aero2 data 999\n").unwrap();
    let before = content(&dir.0);
    let said = refused(&command(&dir.0, 0).output().unwrap());
    assert!(said.contains("newer Aero2") && said.contains("--data-dir"), "{said}");
    assert_eq!(content(&dir.0), before);
    fs::remove_file(&version).unwrap();
    let before = content(&dir.0);
    assert!(refused(&command(&dir.0, 0).output().unwrap()).contains("half written"));
    assert_eq!(content(&dir.0), before);
    let file = dir.0.join("version");
    fs::write(&file, "").unwrap();
    assert!(refused(&command(&file, 0).output().unwrap()).contains("it is a file"));
}
