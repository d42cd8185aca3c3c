//! The report: what was measured where, cell by cell with its range, and each bar with its verdict.

use crate::{
    bars,
    growth::Grown,
    handlers::Handlers,
    run::{Measured, Plan},
    server::Workload,
    sign_in::SignIns,
    start::{Memory, Start, median},
};
use std::fmt::Write;

/// Everything a run found.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) about: Vec<(&'static str, String)>,
    pub(crate) cells: Vec<Measured>,
    pub(crate) starts: Vec<Start>,
    pub(crate) memory: Vec<Memory>,
    pub(crate) growth: Vec<Grown>,
    pub(crate) storm: Option<String>,
    pub(crate) handlers: Option<Handlers>,
    pub(crate) sign_ins: Option<SignIns>,
    pub(crate) cost: Option<String>,
    /// What could not be measured, and why.
    pub(crate) failed: Vec<String>,
}

/// Median, least and most of some cells.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
    count: usize,
    loads: String,
    pinned: bool,
}

const PEERS: [&str; 6] = [
    "aero2",
    "floor",
    "oidc-provider, memory",
    "oidc-provider, memory, RS256",
    "oidc-provider, PostgreSQL",
    "better-auth, PostgreSQL",
];

impl Report {
    fn spread(&self, workload: Workload, server: &str) -> Option<Spread> {
        let cells: Vec<&Measured> = self
            .cells
            .iter()
            .filter(|cell| cell.workload == workload && cell.server == server)
            .collect();
        let mut values: Vec<f64> = cells.iter().map(|cell| cell.cell.cpu_us).collect();
        if values.is_empty() {
            return None;
        }
        let loads: Vec<&str> = cells.iter().map(|cell| cell.load.as_str()).collect();
        Some(Spread {
            median: median(&mut values),
            least: values.first().copied().unwrap_or(0.0),
            most: values.last().copied().unwrap_or(0.0),
            count: values.len(),
            loads: loads.join(" "),
            pinned: cells
                .iter()
                .all(|cell| cell.cell.server_busy > 90.0 && cell.cell.generator_busy < 60.0),
        })
    }

    /// The median of a cell.
    pub(crate) fn of(&self, workload: Workload, server: &str) -> Option<f64> {
        self.spread(workload, server).map(|spread| spread.median)
    }

    fn matrix(&self, text: &mut String, workloads: &[Workload]) {
        for workload in workloads {
            let own = self.of(*workload, "aero2");
            for server in PEERS {
                let Some(spread) = self.spread(*workload, server) else {
                    continue;
                };
                let ratio = own
                    .filter(|_| server != "aero2")
                    .map_or_else(String::new, |own| format!("{:.2}", own / spread.median));
                let note = if spread.pinned { "" } else { " ²" };
                line(
                    text,
                    &format!(
                        "| {} | {server} | {:.0}{note} | {:.0}-{:.0} | {} | {ratio} | {} |",
                        workload.title(),
                        spread.median,
                        spread.least,
                        spread.most,
                        spread.count,
                        spread.loads
                    ),
                );
            }
        }
    }

    /// The whole document.
    pub(crate) fn markdown(&self, plan: &Plan, command: &str) -> String {
        let mut text = String::from(HEAD);
        line(&mut text, "| | |\n|---|---|");
        for (name, value) in &self.about {
            line(&mut text, &format!("| {name} | {value} |"));
        }
        line(&mut text, &format!("| command | `{command}` |"));
        line(
            &mut text,
            &format!(
                "| method | {} rounds of {} s after a warm-up, {} connections, order rotated |\n",
                plan.rounds, plan.seconds, plan.connections
            ),
        );
        bars::write(self, &mut text);
        if !self.cells.is_empty() {
            line(
                &mut text,
                "\n## CPU time of one operation\n\nMicroseconds of server CPU, database included; \"ours ÷\" is Aero2's median over the row's.\n",
            );
            line(
                &mut text,
                "| workload | server | median | range | cells | ours ÷ | load average |\n|---|---|--:|--:|--:|--:|---|",
            );
            self.matrix(&mut text, &plan.workloads);
            line(
                &mut text,
                "\n² not every cell had the server above 90 % and the generator below 60 % of their cores.",
            );
        }
        self.small(&mut text);
        if !self.growth.is_empty() {
            self.grown(&mut text);
        }
        if let Some(cost) = &self.cost {
            line(
                &mut text,
                "\n## Dollars\n\nAWS list prices (us-east-1, on demand, arm64, no free tier) × the units that the capacity tests count.\n",
            );
            text.push_str(cost);
        }
        if !self.failed.is_empty() {
            line(&mut text, "\n## Not measured, or void\n");
            for why in &self.failed {
                line(&mut text, &format!("- {}", why.replace('\n', " ")));
            }
        }
        text
    }

    fn small(&self, text: &mut String) {
        if let Some(found) = &self.sign_ins {
            of_sign_ins(text, found);
        }
        if let Some(found) = &self.handlers {
            of_handlers(text, found);
        }
        if !self.starts.is_empty() {
            line(
                text,
                "\n## W7 start\n\n| server | first answer ms | first token ms | CPU ms | runs |\n|---|--:|--:|--:|--:|",
            );
            for start in &self.starts {
                let (answer, token, cpu) = (start.first_answer_ms, start.first_token_ms, start.cpu_ms);
                line(
                    text,
                    &format!(
                        "| {} | {answer:.0} | {token:.0} | {cpu:.0} | {} |",
                        start.server, start.runs
                    ),
                );
            }
        }
        if !self.memory.is_empty() {
            line(text, MEMORY);
            for memory in &self.memory {
                let part = memory.database;
                let database = if part > 0.0 {
                    format!(" ({part:.0})")
                } else {
                    String::new()
                };
                let loaded = memory
                    .loaded
                    .map_or_else(|| "–".to_owned(), |loaded| format!("{loaded:.1}"));
                line(
                    text,
                    &format!("| {} | {:.1}{database} | {loaded} |", memory.server, memory.idle),
                );
            }
        }
        if let Some(storm) = &self.storm {
            line(text, &format!("\n## W10 storm\n\n{storm}."));
        }
    }

    fn grown(&self, text: &mut String) {
        line(
            text,
            "\n## W9 growth\n\nMicroseconds of CPU on random keys, the least of the rounds (store calls per request in brackets).\n\n| what grows | size | W1 | W2 | W3 |\n|---|--:|--:|--:|--:|",
        );
        for grown in &self.growth {
            let cell = |name: &str| match (grown.cpu_us.get(name), grown.calls.get(name)) {
                (Some(cpu), Some(calls)) => format!("{cpu:.0} ({calls:.2})"),
                _ => "–".to_owned(),
            };
            line(
                text,
                &format!(
                    "| {} | {} | {} | {} | {} |",
                    grown.axis.name(),
                    grown.size,
                    cell("W1"),
                    cell("W2"),
                    cell("W3")
                ),
            );
        }
    }
}

fn of_sign_ins(text: &mut String, found: &SignIns) {
    line(text, SIGN_INS);
    for (place, found) in [("a function", &found.taped), ("`aero2-local`", &found.embedded)] {
        let (whole, argon2) = (found.whole, found.argon2);
        let share = 100.0 * argon2 / whole;
        line(text, &format!("| {place} | {whole:.0} | {argon2:.0} | {share:.1} % |"));
    }
}

fn of_handlers(text: &mut String, found: &Handlers) {
    line(text, HANDLERS);
    let two = found.es256 * 2.0;
    for (name, all, signatures) in [
        ("W1", found.machine, found.es256),
        ("W2, both requests", found.code, two),
        ("W3", found.refresh, two),
    ] {
        let ratio = all / signatures;
        line(text, &format!("| {name} | {all:.1} | {signatures:.1} | {ratio:.2} |"));
    }
    for (name, minted, raw) in [
        ("ES256", found.mint_es256, found.es256),
        ("RS256", found.mint_rs256, found.rs256),
    ] {
        let rate = 100.0 * raw / minted;
        line(
            text,
            &format!("| a token minted on a kept {name} key | {minted:.1} | {raw:.1} | {rate:.0} % of the raw rate |"),
        );
    }
    let (ours, sdk) = (found.clients.ours, found.clients.sdk);
    line(
        text,
        &format!("| a GetItem by the store's client (decision 17) | {ours:.1} | | |"),
    );
    line(
        text,
        &format!("| the same GetItem by the SDK's client | {sdk:.1} | | |"),
    );
}

/// One line more.
pub(crate) fn line(text: &mut String, content: &str) {
    // Writing to a string does not fail.
    let _never_fails = writeln!(text, "{content}");
}

const SIGN_INS: &str = "
## W6, a sign-in by password

CPU microseconds through the router, all threads included; one in a hundred is wrong, each in the browser that the person came with before (the mail
about a new one is not in it). Argon2id: m=19456, t=2, p=1. Of a function, DynamoDB answered by a stub where requests would leave the process; of
`aero2-local`, over the table in its data directory, with durable commits.

| of | a sign-in | Argon2id alone | its share |
|---|--:|--:|--:|";

const HANDLERS: &str = "
## Handlers without a table, and the cryptography alone

The composed router, DynamoDB answered by a stub where requests would leave the process; microseconds of CPU.

| what | µs | of which signatures | ratio |
|---|--:|--:|--:|";

const MEMORY: &str = "
## W8 memory

MB of PSS, with the database; the database's own part in brackets. Ours holds its table in the process; idle is a start on a data directory that exists,
the first start besides has judged new passwords, whose word lists stay.

| server | idle | after W1-W3 with 16 connections |
|---|--:|--:|";

const HEAD: &str = "# Benchmarks

Written by `cargo xtask bench all`, never by hand. Server and database are pinned to core 0, the load generator to core 1; the figure is the CPU time of
the server's process tree, its database included, per operation: rates and latencies of a shared machine move tenfold while CPU time moves by a third.
Durable commits everywhere (`synchronous_commit=on`; SQLite `synchronous=FULL`). One answer in a hundred is verified; a wrong one voids its cell.

Equal work: TLS off, keep-alive, JWT access tokens, ES256 unless said otherwise, client_secret_basic, PKCE S256, state and nonce, ID token, rotation with
reuse detection, rate limits off, consent skipped for a first-party client. Ours resolves its tenant by host and judges epochs, which the others do not have.

";
