//! One run: what was asked for, part by part. A part that fails is said in the report; the others go on.

use crate::{
    Outcome, growth,
    growth::Axis,
    handlers, ours, peers,
    postgres::Postgres,
    process,
    report::Report,
    run::{self, Plan},
    server::{Server, Workload},
    sign_in, start,
};
use bench::cost;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The flags of a run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// W1 W2 W3 W4 W5 W6 W7 W8 W9 W10, `handlers`, `cost`, or `all`
    #[arg(default_values_t = ["all".to_owned()])]
    parts: Vec<String>,
    /// How often every cell is measured, servers alternating
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Measured seconds of a cell
    #[arg(long, default_value_t = 1.5)]
    seconds: f64,
    /// Keep-alive connections of the generator
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// Servers beside ours: floor, oidc-provider, better-auth; or none
    #[arg(long, value_delimiter = ',', default_value = "floor,oidc-provider,better-auth")]
    peers: Vec<String>,
    /// One round of one second, W1-W3 and W10, the floor only
    #[arg(long)]
    quick: bool,
    /// The largest number of users and, a tenth of it, of applications in W9
    #[arg(long, default_value_t = 1_000_000)]
    most: u64,
    /// Measure this build of the local process instead of the release build
    #[arg(long)]
    binary: Option<PathBuf>,
    /// The repository
    #[arg(long)]
    root: PathBuf,
    /// What a person typed, for the report
    #[arg(long, default_value = "cargo xtask bench")]
    shown: String,
}

struct Places {
    dir: PathBuf,
    peers: PathBuf,
    binary: PathBuf,
}

impl Options {
    fn has(&self, part: &str) -> bool {
        if self.quick {
            return ["W1", "W2", "W3", "W10"].contains(&part);
        }
        self.parts
            .iter()
            .any(|asked| asked == "all" || asked.eq_ignore_ascii_case(part))
    }

    fn beside(&self, peer: &str) -> bool {
        if self.quick {
            peer == "floor"
        } else {
            self.peers.iter().any(|asked| asked == peer)
        }
    }

    fn plan(&self) -> Plan {
        let workloads = Workload::ALL.into_iter().filter(|workload| self.has(workload.group()));
        Plan {
            workloads: workloads.collect(),
            rounds: if self.quick { 1 } else { self.rounds.clamp(1, 20) },
            seconds: if self.quick { 1.0 } else { self.seconds.clamp(0.2, 30.0) },
            connections: self.connections.clamp(1, 64),
        }
    }
}

/// Runs what was asked for; writes `docs/benchmarks.md` when that was everything, prints it otherwise.
pub(crate) fn run(options: &Options) -> Outcome<()> {
    let places = Places {
        dir: options.root.join("target/bench"),
        peers: options.root.join("target/bench/peers"),
        binary: options
            .binary
            .clone()
            .unwrap_or_else(|| options.root.join("target/release/aero2-local")),
    };
    fs::create_dir_all(&places.dir).map_err(|error| error.to_string())?;
    let begun = process::now();
    let mut report = Report::default();
    // Copying rows needs no quiet machine, so it comes before anything is measured.
    if options.has("handlers") {
        step("handlers and signatures");
        measure_handlers(&mut report);
    }
    if options.has("W6") {
        step("W6 sign-in by password");
        measure_sign_ins(&places, &mut report);
    }
    measure_servers(options, &places, &mut report);
    if options.has("W9") {
        step("W9 growth");
        measure_growth(options, &places, &mut report);
    }
    if options.has("cost") {
        let priced = cost::counted(&options.root.join("target/counted.json")).and_then(|counted| cost::table(&counted));
        keep(priced, "cost", &mut report.failed, |text| report.cost = Some(text));
    }
    about(&places, &mut report);
    let text = report.markdown(&options.plan(), &options.shown);
    // Nobody's machine is named in what is committed.
    let text = text.replace(&options.root.display().to_string(), ".");
    let whole = !options.quick && options.parts.iter().any(|part| part == "all");
    if whole {
        let path = options.root.join("docs/benchmarks.md");
        fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!("{text}");
    step(&format!(
        "done after {:.0} s{}",
        begun.elapsed().as_secs_f64(),
        if whole { ", written to docs/benchmarks.md" } else { "" }
    ));
    if options.quick && !report.failed.is_empty() {
        return Err(report.failed.join("; "));
    }
    Ok(())
}

fn step(what: &str) {
    eprintln!("bench: {what}");
}

fn keep<T>(outcome: Outcome<T>, part: &str, failed: &mut Vec<String>, use_it: impl FnOnce(T)) {
    match outcome {
        Ok(found) => use_it(found),
        Err(why) => {
            eprintln!("bench: {part}: {why}");
            failed.push(format!("{part}: {why}"));
        }
    }
}

fn measure_handlers(report: &mut Report) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let found = runtime
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(Box::pin(handlers::measure(1500))));
    keep(found, "handlers", &mut report.failed, |found| {
        report.handlers = Some(found);
    });
}

fn measure_sign_ins(places: &Places, report: &mut Report) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let found = runtime
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(Box::pin(sign_in::measure(100, &places.dir))));
    keep(found, "W6", &mut report.failed, |found| report.sign_ins = Some(found));
}

/// The servers that were asked for; what cannot be installed or started is said.
fn servers(options: &Options, places: &Places, database: Option<&Postgres>, failed: &mut Vec<String>) -> Vec<Server> {
    let data = places.dir.join("data");
    let _none_left = fs::remove_dir_all(&data);
    let mut all = Vec::new();
    let mut add = |name: &str, outcome: Outcome<Server>| keep(outcome, name, failed, |server| all.push(server));
    add(
        "aero2",
        ours::server(
            &places.binary,
            &data,
            &places.dir.join("aero2.log"),
            options.connections.clamp(16, 64),
        ),
    );
    if options.beside("floor") {
        add("floor", peers::floor(&places.dir));
    }
    if options.beside("oidc-provider") {
        add(
            "oidc-provider, memory",
            peers::oidc_provider(&places.peers, "ES256", None),
        );
        add(
            "oidc-provider, memory, RS256",
            peers::oidc_provider(&places.peers, "RS256", None),
        );
        if let Some(database) = database {
            add(
                "oidc-provider, PostgreSQL",
                peers::oidc_provider(&places.peers, "ES256", Some(database)),
            );
        }
    }
    if let Some(database) = database.filter(|_| options.beside("better-auth")) {
        add("better-auth, PostgreSQL", peers::better_auth(&places.peers, database));
    }
    all
}

fn measure_servers(options: &Options, places: &Places, report: &mut Report) {
    let plan = options.plan();
    let asked = |part: &str| options.has(part);
    if plan.workloads.is_empty() && !["W7", "W8", "W10"].into_iter().any(asked) {
        return;
    }
    let node = options.beside("oidc-provider") || options.beside("better-auth");
    let mut database = None;
    if node {
        step("peers");
        let installed = peers::install(&options.root.join("tests/bench/peers"), &places.peers);
        keep(installed, "npm ci of the peers", &mut report.failed, |()| {});
        let started = Postgres::start(&std::env::temp_dir().join("aero2-bench-postgres"));
        keep(started, "PostgreSQL", &mut report.failed, |started| {
            database = Some(started);
        });
    }
    let running = servers(options, places, database.as_ref(), &mut report.failed);
    if asked("W8") {
        step("W8 idle, 30 s");
        let again = start::again(&places.binary, &places.dir);
        process::pause(Duration::from_secs(30));
        keep(again, "W8 idle", &mut report.failed, |again| {
            report.memory.push(start::idle(&again));
        });
        report.memory.extend(
            running
                .iter()
                .filter(|server| !server.name.contains("RS256"))
                .map(|server| start::memory(server, &mut report.failed)),
        );
    }
    if !plan.workloads.is_empty() {
        step("matrix");
        report.cells = run::matrix(&running, &plan, &mut report.failed);
    }
    if asked("W10")
        && let Some(server) = running.first().filter(|server| server.name == "aero2")
    {
        step("W10 storm");
        keep(start::storm(server, 20), "W10", &mut report.failed, |text| {
            report.storm = Some(text);
        });
    }
    drop(running);
    if asked("W7") {
        step("W7 start");
        let peers = options.beside("oidc-provider").then_some(places.peers.as_path());
        report.starts = start::starts(&places.binary, &places.dir, peers, &mut report.failed);
    }
    if let Some(database) = &database {
        report.about.push(("database of the peers", database.version.clone()));
    }
}

fn measure_growth(options: &Options, places: &Places, report: &mut Report) {
    let users = options.most.max(100);
    let sizes = [
        (Axis::Applications, vec![10, 1000.min(users / 10), users / 10]),
        (Axis::Users, vec![100, 10_000.min(users), users]),
    ];
    for (axis, mut sizes) in sizes {
        sizes.dedup();
        let plan = options.plan();
        report.growth.extend(growth::measure(
            &places.binary,
            &places.dir,
            axis,
            &sizes,
            plan.rounds,
            plan.seconds,
            &mut report.failed,
        ));
    }
}

fn said(program: &str, arguments: &[&str]) -> String {
    process::output(Command::new(program).args(arguments))
        .map_or_else(|_| "?".to_owned(), |text| text.trim().to_owned())
}

fn about(places: &Places, report: &mut Report) {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu.lines().find_map(|line| {
        line.strip_prefix("model name")?
            .split_once(": ")
            .map(|(_, name)| name.to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let mut about = vec![
        ("date", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"])),
        (
            "machine",
            format!(
                "{}, {cores} cores, {}",
                cpu.unwrap_or_else(|| "?".to_owned()),
                said("uname", &["-sr"])
            ),
        ),
        ("commit", said("git", &["rev-parse", "--short", "HEAD"])),
        ("aero2", said(&places.binary.display().to_string(), &["--version"])),
        ("rustc", said("rustc", &["--version"])),
    ];
    if Path::new(&places.peers).join("node_modules").exists() {
        let named = ["oidc-provider", "better-auth", "@better-auth/oauth-provider", "pg"];
        let versions: Vec<String> = named
            .iter()
            .map(|name| format!("{name} {}", peers::version(&places.peers, name)))
            .collect();
        about.push((
            "peers",
            format!("Node {}, {}", said("node", &["--version"]), versions.join(", ")),
        ));
    }
    about.append(&mut report.about);
    report.about = about;
}
