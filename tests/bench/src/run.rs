//! Rounds over the servers: every cell of a round once, the order rotated, so that a change of the machine's mood hits all alike.

use crate::{
    Outcome,
    http::{Connection, Jar, Request},
    load::{Cell, Job},
    process,
    server::{Server, Workload},
};
use std::{io::Write, process::Stdio};

/// One measured cell.
pub(crate) struct Measured {
    pub(crate) workload: Workload,
    pub(crate) server: &'static str,
    pub(crate) load: String,
    pub(crate) cell: Cell,
}

/// How the matrix is run.
pub(crate) struct Plan {
    pub(crate) workloads: Vec<Workload>,
    pub(crate) rounds: usize,
    pub(crate) seconds: f64,
    pub(crate) connections: usize,
}

/// Measures one cell with a generator of its own on core 1.
pub(crate) fn measure(job: &Job) -> Outcome<Cell> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = process::pinned(1, &own.display().to_string());
    command.arg("load").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let text = serde_json::to_vec(job).map_err(|error| error.to_string())?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    input.write_all(&text).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        format!(
            "the generator did not answer ({error}): {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn etag(server: &Server, path: &str) -> String {
    let host = server
        .machines
        .0
        .first()
        .map(|subject| subject.host.clone())
        .unwrap_or_default();
    let request = Request {
        method: "GET",
        host: &host,
        path,
        headers: "",
        body: None,
    };
    let answer = Connection::new(server.address).and_then(|mut connection| connection.send(&request, &mut Jar::new()));
    answer.map(|answer| answer.etag).unwrap_or_default()
}

fn cell(server: &Server, workload: Workload, plan: &Plan) -> Option<Outcome<Cell>> {
    let path = match workload {
        Workload::DiscoveryKnown => &server.paths.discovery,
        Workload::JwksKnown => &server.paths.jwks,
        _ => "",
    };
    let etag = if path.is_empty() {
        String::new()
    } else {
        etag(server, path)
    };
    let job = server.job(workload, plan.connections, plan.seconds, &etag)?;
    Some(measure(&job))
}

/// Runs the whole matrix. A cell that fails is said and left out; the others go on.
pub(crate) fn matrix(servers: &[Server], plan: &Plan, failed: &mut Vec<String>) -> Vec<Measured> {
    let mut all = Vec::new();
    for round in 0..plan.rounds {
        for workload in &plan.workloads {
            for at in 0..servers.len() {
                let Some(server) = servers.get((at + round) % servers.len()) else {
                    continue;
                };
                let load = process::load_average();
                match cell(server, *workload, plan) {
                    None => {}
                    Some(Ok(cell)) if cell.errors == 0 && cell.operations > 0 => {
                        eprintln!(
                            "bench: {}/{} {:<44} {:<28} {:>8.0} µs  {:>7.0}/s  server {:>3.0} %  generator {:>3.0} %  load {load}",
                            round + 1,
                            plan.rounds,
                            workload.title(),
                            server.name,
                            cell.cpu_us,
                            cell.per_second,
                            cell.server_busy,
                            cell.generator_busy,
                        );
                        all.push(Measured {
                            workload: *workload,
                            server: server.name,
                            load,
                            cell,
                        });
                    }
                    Some(Ok(cell)) => note(failed, server, *workload, &cell.first_error.unwrap_or_default()),
                    Some(Err(why)) => note(failed, server, *workload, &why),
                }
            }
        }
    }
    all
}

fn note(failed: &mut Vec<String>, server: &Server, workload: Workload, why: &str) {
    let line = format!("{} of {}: {why}", workload.title(), server.name);
    eprintln!("bench: void: {line}");
    if !failed.contains(&line) {
        failed.push(line);
    }
}
