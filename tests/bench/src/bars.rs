//! The bars of the design, each with what was measured and whether it was met.

use crate::{
    growth::{Axis, Grown},
    report::{Report, line},
    server::Workload,
};

/// A ratio or a figure, and the most it may be.
type Bar = (String, Option<f64>, f64);

const POSTGRES: &str = "oidc-provider, PostgreSQL";

/// Largest over smallest, of one axis and workload.
fn growth_ratio(report: &Report, axis: Axis, workload: &str) -> Option<f64> {
    let of = |grown: &Grown| grown.cpu_us.get(workload).copied();
    let mut sizes: Vec<&Grown> = report
        .growth
        .iter()
        .filter(|grown| grown.axis == axis && of(grown).is_some())
        .collect();
    sizes.sort_by_key(|grown| grown.size);
    // One size alone has not grown.
    let [_, _, ..] = sizes.as_slice() else {
        return None;
    };
    Some(of(sizes.last()?)? / of(sizes.first()?)?)
}

fn of_servers(report: &Report) -> Vec<Bar> {
    let ratio = |workload, server: &str| Some(report.of(workload, "aero2")? / report.of(workload, server)?);
    let bar = |name: &str, found, most| (name.to_owned(), found, most);
    let idle = report
        .memory
        .iter()
        .find(|memory| memory.server == "aero2")
        .map(|memory| memory.idle);
    vec![
        bar("W1 ÷ floor", ratio(Workload::MachineEs256, "floor"), 2.0),
        bar(
            "W1 ÷ oidc-provider",
            ratio(Workload::MachineEs256, "oidc-provider, memory"),
            0.2,
        ),
        bar(
            "W2 ÷ oidc-provider + PostgreSQL (aim 0.20)",
            ratio(Workload::Code, POSTGRES),
            1.0 / 3.0,
        ),
        bar(
            "W3 ÷ oidc-provider + PostgreSQL (aim 0.20)",
            ratio(Workload::Refresh, POSTGRES),
            1.0 / 3.0,
        ),
        bar("idle PSS, MB", idle, 35.0),
    ]
}

fn of_handlers(report: &Report) -> Vec<Bar> {
    let Some(found) = &report.handlers else {
        return Vec::new();
    };
    let two = found.es256 * 2.0;
    let bar = |name: &str, found, most| (name.to_owned(), Some(found), most);
    vec![
        bar("W2 handler ÷ its signatures", found.code / two, 3.0),
        bar("W3 handler ÷ its signatures", found.refresh / two, 3.0),
        bar(
            "minting ÷ raw ES256 signature",
            found.mint_es256 / found.es256,
            1.0 / 0.9,
        ),
        bar(
            "minting ÷ raw RS256 signature",
            found.mint_rs256 / found.rs256,
            1.0 / 0.97,
        ),
    ]
}

fn of_sign_ins(report: &Report) -> Option<Bar> {
    let found = report.sign_ins.as_ref()?;
    Some((
        "W6 a function's sign-in ÷ Argon2id alone".to_owned(),
        Some(found.taped.whole / found.taped.argon2),
        1.0 / 0.9,
    ))
}

fn of_growth(report: &Report) -> Vec<Bar> {
    let mut bars = Vec::new();
    for axis in [Axis::Applications, Axis::Users] {
        for workload in ["W1", "W2", "W3"] {
            let name = format!("W9 {workload}, {}, largest ÷ smallest", axis.name());
            bars.push((name, growth_ratio(report, axis, workload), 1.1));
        }
    }
    bars
}

/// The table of those that were measured.
pub(crate) fn write(report: &Report, text: &mut String) {
    let mut bars = of_servers(report);
    bars.extend(of_handlers(report));
    bars.extend(of_sign_ins(report));
    bars.extend(of_growth(report));
    let measured: Vec<(String, f64, f64)> = bars
        .into_iter()
        .filter_map(|(name, found, most)| Some((name, found?, most)))
        .collect();
    if measured.is_empty() {
        return;
    }
    line(text, "## Bars\n\n| bar | at most | measured | |\n|---|--:|--:|---|");
    for (name, found, most) in measured {
        let verdict = if found <= most { "met" } else { "**missed**" };
        line(text, &format!("| {name} | {most:.2} | {found:.2} | {verdict} |"));
    }
}
