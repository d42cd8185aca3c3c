//! W9: what an operation costs among 10 or 100 000 applications, and among 100 or 1 000 000 users of one application.
//!
//! The data directories stay in `target/bench` and are used again. Everything but their size is the same: the same clients, as many random
//! browsers as there are people to draw them from (at most 256), the same connections.

use crate::{
    Outcome, clones,
    flow::Subject,
    http::Jar,
    load::{Cell, Job},
    ours::{self, Host},
    process, run,
    server::{Server, Workload},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::HashMap, fs, path::Path, path::PathBuf};

/// What is asked at each size.
pub(crate) const WORKLOADS: [Workload; 3] = [Workload::MachineEs256, Workload::Code, Workload::Refresh];
const PASSWORD: &str = "amber-window-glacier-58";

/// What grows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Axis {
    Applications,
    Users,
}

impl Axis {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Users => "users of one application",
        }
    }

    /// How many are real and drawn from, of `size`. Applications are as many at every size: drawing from more of them would measure a larger
    /// working set of the processor's caches, not a larger table.
    fn real(self, size: u64) -> u64 {
        match self {
            Self::Applications => size.saturating_sub(3).clamp(1, 7),
            Self::Users => size.clamp(1, 256),
        }
    }
}

/// What was made in a data directory, kept beside it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Made {
    /// Label of the host, machine and web client, address of the person.
    people: Vec<Person>,
    copied: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Person {
    label: String,
    machine: (String, String),
    web: (String, String),
    email: String,
}

/// A cell of the table.
pub(crate) struct Grown {
    pub(crate) axis: Axis,
    pub(crate) size: u64,
    pub(crate) cpu_us: HashMap<&'static str, f64>,
    /// Store calls of the last 200 requests: of a machine, and of the last code flow or refresh.
    pub(crate) calls: HashMap<&'static str, f64>,
}

fn secrets(subject: &Subject) -> (String, String) {
    (subject.client_id.clone(), subject.client_secret.clone())
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The users of an application, each made through the API; their ids and addresses.
fn people(host: &mut Host, key: &str, from: u64, count: u64) -> Outcome<Vec<(String, String)>> {
    let mut all = Vec::new();
    for number in from..from + count {
        let email = format!("person{number}@bench.example");
        let body = json!({ "email": email, "email_verified": true, "name": "Bench Person", "password": PASSWORD });
        all.push((text(&host.manage(key, "POST", "/api/users", &body)?, "id"), email));
    }
    Ok(all)
}

fn populate_users(started: &ours::Started, size: u64) -> Outcome<(Made, Vec<String>, String)> {
    let seeds = ours::seeded(started.address)?;
    let key = seeds
        .pointer("/applications/0/secret_key")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let mut host = Host::new(started.address, "acme")?;
    let machine = secrets(&ours::client(&mut host, &key, "machine")?);
    let web = secrets(&ours::client(&mut host, &key, "web")?);
    let made = people(&mut host, &key, 0, Axis::Users.real(size))?;
    let ids = made.iter().map(|(id, _)| id.clone()).collect();
    let first = made.first().map(|(_, email)| email.clone()).unwrap_or_default();
    let people = made.into_iter().map(|(_, email)| Person {
        label: "acme".to_owned(),
        machine: machine.clone(),
        web: web.clone(),
        email,
    });
    Ok((
        Made {
            people: people.collect(),
            copied: 0,
        },
        ids,
        first,
    ))
}

fn populate_applications(started: &ours::Started, size: u64) -> Outcome<(Made, Vec<String>, String)> {
    let seeds = ours::seeded(started.address)?;
    let operator = |name: &str| {
        seeds
            .pointer(&format!("/operator/{name}"))
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let mut dashboard = Host::new(started.address, "dashboard")?;
    let mut cookies = dashboard.sign_in(&operator("email"), &operator("password"))?;
    let (mut made, mut ids, mut slug) = (Made::default(), Vec::new(), String::new());
    for number in 0..Axis::Applications.real(size) {
        let body = json!({ "name": format!("Bench {number}"), "environment": "development" });
        let created = dashboard.as_developer(&mut cookies, "POST", "/api/applications", &body)?;
        let label = text(&created, "slug");
        let key = text(&created, "secret_key");
        let mut host = Host::new(started.address, &label)?;
        let machine = secrets(&ours::client(&mut host, &key, "machine")?);
        let web = secrets(&ours::client(&mut host, &key, "web")?);
        let person = people(&mut host, &key, 0, 1)?;
        ids.push(text(&created, "id"));
        slug.clone_from(&label);
        made.people.push(Person {
            label,
            machine,
            web,
            email: person.first().map(|(_, email)| email.clone()).unwrap_or_default(),
        });
    }
    Ok((made, ids, slug))
}

/// Makes the directory, or takes the one that is there.
fn prepare(binary: &Path, dir: &Path, axis: Axis, size: u64) -> Outcome<(PathBuf, Made)> {
    let name = format!("growth-{axis:?}-{size}").to_lowercase();
    let (data, note) = (dir.join(&name), dir.join(format!("{name}.json")));
    if let Some(made) = fs::read(&note)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
    {
        return Ok((data, made));
    }
    let _none_left = fs::remove_dir_all(&data);
    let started = ours::start(binary, &data, &dir.join(format!("{name}.log")))?;
    let (mut made, ids, like) = match axis {
        Axis::Users => populate_users(&started, size)?,
        Axis::Applications => populate_applications(&started, size)?,
    };
    drop(started);
    let real = made.people.len() as u64;
    made.copied = size.saturating_sub(real);
    if made.copied > 0 && size > 100 {
        let last = ids.last().cloned().unwrap_or_default();
        let first = ids.first().cloned().unwrap_or_default();
        match axis {
            Axis::Users => clones::users(&data, made.copied, &first, &like, &ids)?,
            Axis::Applications => clones::applications(&data, made.copied, &last, &like, &ids)?,
        }
    }
    fs::write(&note, serde_json::to_vec(&made).map_err(|error| error.to_string())?)
        .map_err(|error| error.to_string())?;
    Ok((data, made))
}

/// A server on it, with every person signed in.
fn serve(binary: &Path, dir: &Path, axis: Axis, size: u64) -> Outcome<Server> {
    let (data, made) = prepare(binary, dir, axis, size)?;
    let started = ours::start(binary, &data, &dir.join("growth.log"))?;
    let (mut machines, mut browsers) = (Vec::new(), Vec::new());
    let mut hosts: HashMap<String, Host> = HashMap::new();
    for person in &made.people {
        if !hosts.contains_key(&person.label) {
            hosts.insert(person.label.clone(), Host::new(started.address, &person.label)?);
        }
        let host = hosts.get_mut(&person.label).ok_or("no host")?;
        let subject = |(id, secret): &(String, String), cookies: Jar| Subject {
            host: host.name.clone(),
            client_id: id.clone(),
            client_secret: secret.clone(),
            cookies,
        };
        machines.push(subject(&person.machine, Jar::new()));
        let name = host.name.clone();
        let cookies = host.sign_in(&person.email, PASSWORD)?;
        browsers.push(Subject {
            host: name,
            client_id: person.web.0.clone(),
            client_secret: person.web.1.clone(),
            cookies,
        });
    }
    if axis == Axis::Users {
        machines.truncate(1);
    }
    Ok(Server {
        name: "aero2",
        address: started.address,
        running: started.running,
        database: None,
        paths: ours::paths(),
        machines: (machines, Vec::new()),
        machine_body: "grant_type=client_credentials".to_owned(),
        people: browsers,
        issuer: String::new(),
        serves: |_| true,
        id_token_again: true,
    })
}

/// Store calls per request, of the newest requests.
fn calls(server: &Server) -> Outcome<f64> {
    let mut control = Host::new(server.address, "local")?;
    let traces = control.send("GET", "/capacity", "", None)?.json()?;
    let traces = traces.as_array().cloned().unwrap_or_default();
    let counted: Vec<u64> = traces
        .iter()
        .filter(|trace| text(trace, "route").contains("/oauth2/"))
        .map(|trace| {
            trace
                .get("operations")
                .and_then(Value::as_array)
                .map_or(0, |all| all.len() as u64)
        })
        .collect();
    let total: u64 = counted.iter().sum();
    Ok(process::precise(total) / process::precise(counted.len().max(1) as u64))
}

fn cell(server: &Server, workload: Workload, seconds: f64) -> Outcome<(Cell, f64)> {
    let job = server.job(workload, 8, seconds, "").ok_or("no such cell")?;
    // Many tenants sign: each answer's keys are its own, and the matrix has judged the tokens already.
    let cell = run::measure(&Job { checks: None, ..job })?;
    if cell.errors > 0 {
        return Err(cell.first_error.unwrap_or_default());
    }
    Ok((cell, calls(server)?))
}

/// Measures the sizes of one axis, alternating, `rounds` times.
pub(crate) fn measure(
    binary: &Path,
    dir: &Path,
    axis: Axis,
    sizes: &[u64],
    rounds: usize,
    seconds: f64,
    failed: &mut Vec<String>,
) -> Vec<Grown> {
    let mut servers = Vec::new();
    for size in sizes {
        match serve(binary, dir, axis, *size) {
            Ok(server) => servers.push((*size, server)),
            Err(why) => failed.push(format!("W9 {} {size}: {why}", axis.name())),
        }
    }
    let mut found: HashMap<(u64, &'static str), Vec<f64>> = HashMap::new();
    let mut counted: HashMap<(u64, &'static str), f64> = HashMap::new();
    for round in 0..rounds {
        for workload in WORKLOADS {
            for at in 0..servers.len() {
                let Some((size, server)) = servers.get((at + round) % servers.len()) else {
                    continue;
                };
                match cell(server, workload, seconds) {
                    Ok((cell, calls)) => {
                        eprintln!(
                            "bench: W9 {size} {}, {}: {:.0} µs, {calls:.2} store calls",
                            axis.name(),
                            workload.group(),
                            cell.cpu_us
                        );
                        found.entry((*size, workload.group())).or_default().push(cell.cpu_us);
                        counted.insert((*size, workload.group()), calls);
                    }
                    Err(why) => failed.push(format!("W9 {} {size} {}: {why}", axis.name(), workload.group())),
                }
            }
        }
    }
    // The least of the rounds: what else the machine does only ever adds, and at one size more than at another.
    let grown = |size: &u64| Grown {
        axis,
        size: *size,
        cpu_us: found
            .iter()
            .filter(|((of, _), _)| of == size)
            .map(|((_, name), all)| (*name, all.iter().copied().fold(f64::INFINITY, f64::min)))
            .collect(),
        calls: counted
            .iter()
            .filter(|((of, _), _)| of == size)
            .map(|((_, name), calls)| (*name, *calls))
            .collect(),
    };
    sizes.iter().map(grown).collect()
}
