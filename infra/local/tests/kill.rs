//! `kill -9` in the middle of writing, twenty times: no acknowledged write is lost, none is torn, and what was on its way is delivered after the restart.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::get_unwrap,
    clippy::disallowed_methods,
    reason = "a test that fails says so by panicking; the command reads what this one prints; it waits in real time for a real process"
)]

mod load;

use check::{Moment, source};
use domain::Timestamp;
use load::{Acknowledged, Platform};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const ROUNDS: u32 = 20;

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _best_effort = fs::remove_dir_all(&self.0);
    }
}

/// The process, and how long it took until it was ready.
fn started(dir: &Path, port: u16) -> (Child, u16, Duration) {
    #[expect(clippy::disallowed_methods, reason = "how long a restart takes is what is measured")]
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_aero2-local"))
        .arg("--data-dir")
        .arg(dir)
        .args(["--port", &port.to_string(), "--json", "--seed"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let took = begun.elapsed();
    let ready: serde_json::Value = serde_json::from_str(&line).expect("it started");
    let address = ready.get("dashboard").and_then(serde_json::Value::as_str).unwrap();
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    (child, port, took)
}

/// The clock of the process, as the data directory keeps it.
#[expect(clippy::disallowed_methods, reason = "the process reads the system's clock")]
fn now(dir: &Path) -> Timestamp {
    let system = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    Timestamp::from_millis(i64::try_from(system).unwrap() + source::clock_offset(dir))
}

/// What is kept, read as it lies in the file.
fn is_sound(dir: &Path, round: u32) {
    let items = source::of_data_dir(dir).unwrap();
    let report = check::check(&items, Moment::drained(now(dir)));
    assert!(report.is_clean(), "round {round}: {report}");
}

/// Writes until the process is gone; some milliseconds into it, it is killed.
fn killed_under_load(mut child: Child, platform: &Platform, known: &mut Acknowledged, round: u32) {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writers = known.writers(platform, round, &over);
        let handles: Vec<_> = writers.into_iter().map(|writer| scope.spawn(writer)).collect();
        // Not the same moment twice; a random one would not be found again.
        std::thread::sleep(Duration::from_millis(60 + u64::from(round * 97 % 340)));
        child.kill().unwrap();
        child.wait().unwrap();
        over.store(true, Ordering::SeqCst);
        for handle in handles {
            handle.join().unwrap();
        }
    });
}

#[test]
fn fa_03_twenty_kills_under_load_lose_no_acknowledged_write_and_tear_none() {
    let dir = Scratch(std::env::temp_dir().join(format!("aero2-kill-{}", std::process::id())));
    let _none_left = fs::remove_dir_all(&dir.0);
    let (mut child, port, _) = started(&dir.0, 0);
    let mut platform = Platform::new(port);
    let mut known = Acknowledged::new(&platform);
    let mut restarts = Vec::new();
    let mut writes = 0;
    for round in 1..=ROUNDS {
        killed_under_load(child, &platform, &mut known, round);
        // The same port again: it is part of the issuer, and so of every refresh token.
        let (next, port, took) = started(&dir.0, port);
        child = next;
        restarts.push(took.as_millis());
        platform = Platform::new(port);
        // Now, and not a minute later: a rotation whose reply died with the process may be repeated for some seconds only.
        writes += known.still_rotates(&platform, round);
        // A mail whose sender was killed is sent when its lease is over.
        platform.advance(61);
        writes += known.is_all_there(&platform, round);
        is_sound(&dir.0, round);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    restarts.sort_unstable();
    let median = restarts.get(restarts.len() / 2).unwrap();
    let most = restarts.last().unwrap();
    println!(
        "kill rounds: {ROUNDS}, acknowledged writes {writes}, lost 0, torn 0, restart median {median} ms, longest {most} ms"
    );
    assert!(writes > usize::try_from(ROUNDS).unwrap(), "nothing was written");
}
