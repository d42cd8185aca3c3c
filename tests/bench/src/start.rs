//! W7 and W8: how long and how much CPU until the first answer and the first token, and how much memory a server keeps.

use crate::{
    Outcome, flow,
    http::{Connection, Jar, Request},
    ours, peers,
    process::{self, Running},
    run,
    server::{Server, Workload},
};
use std::path::Path;

/// Milliseconds of the median start.
pub(crate) struct Start {
    pub(crate) server: &'static str,
    pub(crate) first_answer_ms: f64,
    pub(crate) first_token_ms: f64,
    pub(crate) cpu_ms: f64,
    pub(crate) runs: usize,
}

/// Megabytes, with the database.
pub(crate) struct Memory {
    pub(crate) server: &'static str,
    pub(crate) idle: f64,
    pub(crate) loaded: Option<f64>,
    /// The part of it that is the database's, idle.
    pub(crate) database: f64,
}

/// Ours as the other workloads find it.
const FIRST_START: &str = "aero2, first start, sixteen signed in";

/// The middle of some values.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn first_token(server: &Server) -> Outcome<()> {
    let subject = server.machines.0.first().ok_or("no machine")?;
    let request = Request {
        method: "POST",
        host: &subject.host,
        path: &server.paths.token,
        headers: &subject.basic(),
        body: Some(&server.machine_body),
    };
    let answer = Connection::new(server.address)?.send(&request, &mut Jar::new())?;
    if answer.status == 200 {
        Ok(())
    } else {
        Err(answer.text())
    }
}

fn first_answer(server: &Server) -> Outcome<()> {
    let subject = server.machines.0.first().ok_or("no machine")?;
    let request = Request {
        method: "GET",
        host: &subject.host,
        path: &server.paths.discovery,
        headers: "",
        body: None,
    };
    let answer = Connection::new(server.address)?.send(&request, &mut Jar::new())?;
    if answer.status == 200 {
        Ok(())
    } else {
        Err(answer.text())
    }
}

/// Starts again and again what `begin` starts.
fn measure(name: &'static str, runs: usize, mut begin: impl FnMut() -> Outcome<Server>) -> Outcome<Start> {
    let (mut answer, mut token, mut cpu) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let start = process::now();
        let server = begin()?;
        first_answer(&server)?;
        answer.push(start.elapsed().as_secs_f64() * 1e3);
        first_token(&server)?;
        token.push(start.elapsed().as_secs_f64() * 1e3);
        cpu.push(process::usage(&[server.running.id()]).cpu_us / 1e3);
    }
    Ok(Start {
        server: name,
        first_answer_ms: median(&mut answer),
        first_token_ms: median(&mut token),
        cpu_ms: median(&mut cpu),
        runs,
    })
}

/// Ours on a data directory that exists, and node-oidc-provider in memory. better-auth is left out: its script migrates and registers as it starts.
pub(crate) fn starts(binary: &Path, dir: &Path, peers_dir: Option<&Path>, failed: &mut Vec<String>) -> Vec<Start> {
    let (data, log) = (dir.join("data-start"), dir.join("aero2-start.log"));
    let mut all = Vec::new();
    let mut keep = |outcome: Outcome<Start>| match outcome {
        Ok(start) => all.push(start),
        Err(why) => failed.push(format!("W7: {why}")),
    };
    keep(ours_again(binary, &data, &log));
    if let Some(dir) = peers_dir {
        keep(measure("oidc-provider, memory", 5, || {
            peers::oidc_provider(dir, "ES256", None)
        }));
    }
    all
}

/// Ours on a data directory that exists: as on every morning but the first. The first start judges the demo people's new passwords, and the word lists of
/// that stay in memory.
pub(crate) fn again(binary: &Path, dir: &Path) -> Outcome<Running> {
    let (data, log) = (dir.join("data-idle"), dir.join("aero2-idle.log"));
    let _none_left = std::fs::remove_dir_all(&data);
    drop(ours::server(binary, &data, &log, 0)?);
    Ok(ours::start(binary, &data, &log)?.running)
}

/// What it keeps.
pub(crate) fn idle(running: &Running) -> Memory {
    Memory {
        server: "aero2",
        idle: megabytes(process::usage(&[running.id()]).pss_kb),
        loaded: None,
        database: 0.0,
    }
}

fn ours_again(binary: &Path, data: &Path, log: &Path) -> Outcome<Start> {
    let _none_left = std::fs::remove_dir_all(data);
    let first = ours::server(binary, data, log, 0)?;
    let (machines, body) = (first.machines.clone(), first.machine_body.clone());
    drop(first);
    measure("aero2", 20, || {
        let started = ours::start(binary, data, log)?;
        let mut machine = machines.0.first().cloned().unwrap_or_default();
        machine.host = format!("acme.localhost:{}", started.address.port());
        Ok(Server {
            name: "aero2",
            address: started.address,
            running: started.running,
            database: None,
            paths: ours::paths(),
            machines: (vec![machine], Vec::new()),
            machine_body: body.clone(),
            people: Vec::new(),
            issuer: String::new(),
            serves: |_| true,
            id_token_again: true,
        })
    })
}

fn megabytes(kilobytes: u64) -> f64 {
    process::precise(kilobytes) / 1024.0
}

/// What an idle server keeps, then after W1-W3 with 16 connections.
pub(crate) fn memory(server: &Server, failed: &mut Vec<String>) -> Memory {
    let before = process::usage(&server.pids()).pss_kb;
    let database = server.database.map_or(0, |pid| process::usage(&[pid]).pss_kb);
    let mut loaded = None;
    for workload in [Workload::MachineEs256, Workload::Code, Workload::Refresh] {
        let Some(job) = server.job(workload, 16, 2.0, "") else {
            continue;
        };
        match run::measure(&job) {
            Ok(cell) => loaded = Some(megabytes(cell.pss_kb)),
            Err(why) => failed.push(format!("W8 of {}: {why}", server.name)),
        }
    }
    let first = server.name == "aero2";
    Memory {
        server: if first { FIRST_START } else { server.name },
        idle: megabytes(before),
        loaded,
        database: megabytes(database),
    }
}

/// W10: sixteen connections redeem one code, then refresh one token, at once. One family results.
pub(crate) fn storm(server: &Server, rounds: usize) -> Outcome<String> {
    let mut retries = 0;
    for _ in 0..rounds {
        let mut subject = server.people.first().cloned().ok_or("no browser")?;
        let mut connection = Connection::new(server.address)?;
        let code = flow::code(&mut connection, &server.paths, &mut subject)?;
        let redeemed = together(server, |connection| {
            flow::redeem(connection, &server.paths, &subject, &code)
        })?;
        let won = redeemed.iter().filter(|answer| answer.0 == 200).count();
        if won != 1 {
            return Err(format!("{won} of 16 parallel redemptions of one code succeeded"));
        }
        let code = flow::code(&mut connection, &server.paths, &mut subject)?;
        let first = flow::redeem(&mut connection, &server.paths, &subject, &code)?;
        let token = first.field("refresh_token").ok_or("no refresh token")?;
        let refreshed = together(server, |connection| {
            flow::refresh(connection, &server.paths, &subject, &token)
        })?;
        let mut next: Vec<&str> = refreshed
            .iter()
            .filter(|answer| answer.0 == 200)
            .map(|answer| answer.1.as_str())
            .collect();
        retries += next.len();
        next.sort_unstable();
        next.dedup();
        if next.len() != 1 {
            return Err(format!(
                "16 parallel refreshes of one token left {} successors",
                next.len()
            ));
        }
    }
    Ok(format!(
        "{rounds} × 16 redemptions of one code: one success each; {rounds} × 16 refreshes of one token: one successor each, given {} times to callers who retried",
        retries - rounds
    ))
}

/// Sixteen at once; status and refresh token of each answer.
fn together(
    server: &Server,
    ask: impl Fn(&mut Connection) -> Outcome<crate::http::Answer> + Sync,
) -> Outcome<Vec<(u16, String)>> {
    let ready = std::sync::Barrier::new(16);
    let one = || -> Outcome<(u16, String)> {
        let mut connection = Connection::new(server.address);
        ready.wait();
        let answer = ask(connection.as_mut().map_err(|why| why.clone())?)?;
        Ok((answer.status, answer.field("refresh_token").unwrap_or_default()))
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..16).map(|_| scope.spawn(one)).collect();
        let joined = all
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a connection panicked".to_owned()));
        joined.map(|outcome| outcome.and_then(|answer| answer)).collect()
    })
}
