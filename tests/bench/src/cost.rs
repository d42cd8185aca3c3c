//! Dollars: AWS list prices × the units that the capacity tests counted (`target/counted.json`), per million flows and per active user and month.
//!
//! us-east-1, on demand, arm64 Lambda, no free tier. Change numbers here, never in prose.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Write, path::Path};

/// $ per million write units, read units, Lambda requests, GB-seconds, HTTP API calls, CDN requests, mails.
const WRITE: f64 = 0.625;
const READ: f64 = 0.125;
const REQUEST: f64 = 0.20;
const GB_SECONDS: f64 = 13.3334;
const HTTP_API: f64 = 1.00;
const CDN: f64 = 1.00;
const MAIL: f64 = 100.0;
const KMS_RSA: f64 = 3.00;
const KMS_ECC: f64 = 15.00;
/// $ per GB.
const LOG: f64 = 0.50;
const EGRESS: f64 = 0.09;
/// Bytes of log per request.
const LOG_BYTES: f64 = 500.0;
/// 4 KB of items a user: storage and point-in-time recovery, $ per month.
const STORAGE: f64 = 4.0 / 1e6 * 0.25 + 4.0 / 1e6 * 0.20;
/// GB of a function that waits for the table, and of one that hashes passwords (one vCPU).
const SMALL: f64 = 0.25;
const LARGE: f64 = 1.769;

/// Units of one flow: `rru`, `wru`, and `later`, written by the consumers of the stream after the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Units {
    /// Read units.
    pub rru: f64,
    /// Write units before the answer.
    pub wru: f64,
    /// Write units after it.
    pub later: f64,
}

/// A flow, apart from its units.
struct Flow {
    name: &'static str,
    /// Milliseconds and GB of each request.
    requests: &'static [(f64, f64)],
    /// Where the tests do not count it: the table of architecture section 6.
    planned: Units,
    signatures: f64,
    mails: f64,
    kilobytes: f64,
    cdn: f64,
    /// $ per million it may cost behind an HTTP API with wrapped keys.
    bar: Option<f64>,
    /// How often an active user and month does it.
    monthly: f64,
}

const fn units(rru: f64, wru: f64, later: f64) -> Units {
    Units { rru, wru, later }
}

const fn flow(name: &'static str, requests: &'static [(f64, f64)], planned: Units) -> Flow {
    Flow {
        name,
        requests,
        planned,
        signatures: 0.0,
        mails: 0.0,
        kilobytes: 1.0,
        cdn: 0.0,
        bar: None,
        monthly: 0.0,
    }
}

const FLOWS: &[Flow] = &[
    Flow {
        signatures: 1.0,
        kilobytes: 1.5,
        monthly: 5.0,
        ..flow("client_credentials", &[(2.0, SMALL)], units(0.0, 0.0, 0.0))
    },
    Flow {
        signatures: 2.0,
        kilobytes: 4.0,
        bar: Some(4.85),
        monthly: 6.0,
        ..flow(
            "code + token, live session",
            &[(6.0, SMALL), (8.0, SMALL)],
            units(2.0, 1.0, 1.0),
        )
    },
    Flow {
        signatures: 2.0,
        kilobytes: 8.0,
        cdn: 1.0,
        // performance.md aims at 20: a first sign-in on a new device, with its audit, was 21.34. The counters came on top: the sign-in and the grant
        // are counted (1 each, where a batch of the stream holds nothing else), and once a day that the person was active (1). Not to grow.
        bar: Some(23.4),
        monthly: 2.0,
        ..flow(
            "password sign-in + code",
            &[(2.0, SMALL), (2.0, SMALL), (6.0, SMALL), (45.0, LARGE), (8.0, SMALL)],
            units(8.0, 6.0, 8.0),
        )
    },
    Flow {
        signatures: 2.0,
        mails: 1.0,
        kilobytes: 9.0,
        cdn: 1.0,
        ..flow(
            "e-mail code sign-in + code",
            &[(2.0, SMALL), (2.0, SMALL), (9.0, SMALL), (12.0, SMALL), (8.0, SMALL)],
            units(6.0, 9.0, 15.0),
        )
    },
    Flow {
        signatures: 2.0,
        kilobytes: 3.0,
        bar: Some(2.55),
        monthly: 60.0,
        ..flow("refresh, rotated", &[(8.0, SMALL)], units(1.0, 1.0, 0.0))
    },
    Flow {
        monthly: 10.0,
        ..flow("userinfo", &[(5.0, SMALL)], units(2.0, 0.0, 0.0))
    },
    Flow {
        monthly: 30.0,
        ..flow("introspection", &[(5.0, SMALL)], units(2.0, 0.0, 0.0))
    },
    flow("revocation", &[(9.0, SMALL)], units(0.0, 1.0, 3.0)),
    Flow {
        kilobytes: 2.0,
        cdn: 1.0,
        monthly: 20.0,
        ..flow("JWKS, discovery at the edge", &[], units(0.0, 0.0, 0.0))
    },
    Flow {
        mails: 1.0,
        kilobytes: 8.0,
        cdn: 2.0,
        monthly: 0.1,
        ..flow(
            "sign-up + verified e-mail",
            &[(2.0, SMALL), (60.0, LARGE), (12.0, SMALL)],
            units(2.0, 21.0, 14.0),
        )
    },
];

/// $ an active user and month may cost.
const USER_BAR: f64 = 0.00035;

/// What the capacity tests counted, by the flow's name.
pub type Counted = BTreeMap<String, Units>;

impl Flow {
    /// $ per million behind an HTTP API (`front` 1) or function URLs (0), with this much more for each signature.
    fn dollars(&self, counted: &Counted, front: f64, signature: f64) -> f64 {
        let found = counted.get(self.name).copied().unwrap_or(self.planned);
        let requests = f64::from(u32::try_from(self.requests.len()).unwrap_or(0));
        let seconds: f64 = self.requests.iter().map(|(ms, gb)| ms / 1e3 * gb).sum();
        requests * (REQUEST + front * HTTP_API + LOG_BYTES / 1e3 * LOG)
            + seconds * GB_SECONDS
            + found.rru * READ
            + (found.wru + found.later) * WRITE
            + self.mails * MAIL
            + self.cdn * CDN
            + self.kilobytes * EGRESS
            + self.signatures * signature
    }
}

/// $ per active user and month.
fn user(counted: &Counted, front: f64, signature: f64) -> f64 {
    let flows: f64 = FLOWS
        .iter()
        .map(|flow| flow.monthly * flow.dollars(counted, front, signature))
        .sum();
    flows / 1e6 + STORAGE
}

/// Reads what was counted.
pub fn counted(path: &Path) -> Result<Counted, String> {
    let text = std::fs::read(path).map_err(|error| {
        format!(
            "{}: {error}; `cargo test -p tests --test suite capacity` counts the units and writes it",
            path.display()
        )
    })?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every bar that is broken.
pub fn over(counted: &Counted) -> Vec<String> {
    let flows = FLOWS.iter().filter_map(|flow| {
        let (dollars, bar) = (flow.dollars(counted, 1.0, 0.0), flow.bar?);
        (dollars > bar).then(|| format!("{}: ${dollars:.2} per million, at most ${bar:.2}", flow.name))
    });
    let each = user(counted, 1.0, 0.0);
    let person = (each > USER_BAR).then(|| format!("an active user and month: ${each:.6}, at most ${USER_BAR}"));
    flows.chain(person).collect()
}

/// The table, as Markdown.
pub fn table(counted: &Counted) -> Result<String, String> {
    let mut text = String::from(
        "| $ per million | R | W | later | HTTP API | bar | function URL | + KMS RSA | + KMS ECC |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for flow in FLOWS {
        let found = counted.get(flow.name);
        let shown = found.copied().unwrap_or(flow.planned);
        let planned = if found.is_none() { " ¹" } else { "" };
        let bar = flow.bar.map_or_else(String::new, |bar| format!("{bar:.2}"));
        writeln!(
            text,
            "| {}{planned} | {} | {} | {} | {:.2} | {bar} | {:.2} | {:.2} | {:.2} |",
            flow.name,
            shown.rru,
            shown.wru,
            shown.later,
            flow.dollars(counted, 1.0, 0.0),
            flow.dollars(counted, 0.0, 0.0),
            flow.dollars(counted, 1.0, KMS_RSA),
            flow.dollars(counted, 1.0, KMS_ECC),
        )
        .map_err(|error| error.to_string())?;
    }
    write!(
        text,
        "\nPer active user and month (2 password and 6 single-sign-on sign-ins, 60 refreshes, 10 userinfo, 30 introspections, 5 machine tokens): \
         **${:.6}** behind HTTP API (at most ${USER_BAR}), ${:.6} behind function URLs, ${:.6} with a KMS ECC signature per token.\n\
         ¹ not counted by a test: the planned units of the design.\n",
        user(counted, 1.0, 0.0),
        user(counted, 0.0, 0.0),
        user(counted, 1.0, KMS_ECC),
    )
    .map_err(|error| error.to_string())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_planned_units_stay_below_every_bar() {
        assert_eq!(over(&Counted::new()), Vec::<String>::new());
    }

    #[test]
    fn one_more_write_per_refresh_breaks_its_bar() {
        let counted = Counted::from([("refresh, rotated".to_owned(), units(1.0, 2.0, 0.0))]);
        assert!(
            over(&counted)
                .iter()
                .any(|line| line.starts_with("refresh, rotated: $3."))
        );
    }

    #[test]
    fn what_was_counted_replaces_what_was_planned() {
        let counted = Counted::from([("userinfo".to_owned(), units(9.0, 0.0, 0.0))]);
        let text = table(&counted).unwrap_or_default();
        assert!(
            text.contains("| userinfo | 9 | 0 | 0 |") && text.contains("| introspection ¹ | 2 |"),
            "{text}"
        );
    }
}
