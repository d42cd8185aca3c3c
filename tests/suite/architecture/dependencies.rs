//! Dependencies: what deny.toml bans is not in the lock file, everything comes from one registry, every licence is allowed.
//!
//! The same file that `cargo deny` reads, so that the bans also hold where that tool is not installed.

use super::source::{files, root};
use std::process::Command;

fn text(path: &str) -> String {
    files(&[".toml", ".lock"])
        .into_iter()
        .find(|file| file.path == path)
        .map(|file| file.text)
        .unwrap_or_default()
}

/// The part of `text` behind `key = ` and before the `]` at the start of a line.
fn list<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let start = format!("\n{key} = [\n");
    let body = text
        .split_once(start.as_str())
        .and_then(|(_, rest)| rest.split_once("\n]"))
        .map_or("", |(body, _)| body);
    body.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// A ban as deny.toml writes it: `crate` or `crate:<1.2`, and by whom it may be brought all the same.
struct Ban {
    name: String,
    below: Option<Vec<u32>>,
    wrappers: Vec<String>,
}

fn ban(line: &str) -> Option<Ban> {
    let name = line.split("crate = \"").nth(1)?.split('"').next()?;
    let (name, below) = match name.split_once(":<") {
        Some((name, below)) => (name, Some(version(below))),
        None => (name, None),
    };
    let wrappers = line
        .split("wrappers = [")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let wrappers = wrappers
        .unwrap_or("")
        .split(',')
        .map(|name| name.trim().trim_matches('"'));
    Some(Ban {
        name: name.to_owned(),
        below,
        wrappers: wrappers.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
    })
}

fn bans() -> Vec<Ban> {
    let deny = text("deny.toml");
    let bans: Vec<_> = list(&deny, "deny").into_iter().filter_map(ban).collect();
    assert!(
        bans.len() >= 8,
        "deny.toml bans only {}: is it still written as this test reads it?",
        bans.len()
    );
    bans
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map_while(|part| part.parse().ok()).collect()
}

/// Who lists a package among its dependencies, by the lock file.
fn brought_by(wanted: &str) -> Vec<String> {
    let lock = text("Cargo.lock");
    let (bare, versioned) = (format!("\n \"{wanted}\""), format!("\n \"{wanted} "));
    let blocks = lock.split("[[package]]");
    let lists = blocks.filter(|block| block.contains(&bare) || block.contains(&versioned));
    let named = |block: &str| Some(block.split("name = \"").nth(1)?.split('"').next()?.to_owned());
    lists.filter_map(named).collect()
}

struct Package {
    name: String,
    version: String,
    licence: String,
}

/// What is really compiled for x86-64 Linux: the lock file also names what no feature asks for.
fn packages() -> Vec<Package> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let arguments = [
        "tree",
        "--workspace",
        "--locked",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ];
    let mut tree = Command::new(cargo);
    tree.args(arguments)
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .current_dir(root());
    let text = tree
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    let packages: Vec<_> = text.lines().filter_map(package).collect();
    assert!(
        packages.len() > 100,
        "cargo tree names only {} packages",
        packages.len()
    );
    packages
}

/// `serde v1.0.0 (proc-macro)|MIT OR Apache-2.0 (*)`
fn package(line: &str) -> Option<Package> {
    let (package, licence) = line.split_once('|')?;
    let mut words = package.split(' ');
    let (name, version) = (
        words.next()?.to_owned(),
        words.next()?.trim_start_matches('v').to_owned(),
    );
    Some(Package {
        name,
        version,
        licence: licence.trim_end_matches(" (*)").to_owned(),
    })
}

#[test]
fn nothing_banned_is_compiled() {
    let bans = bans();
    let mut found = Vec::new();
    for package in packages() {
        let too_old = |ban: &Ban| {
            ban.below
                .as_ref()
                .is_none_or(|below| version(&package.version) < *below)
        };
        let by_others = |ban: &Ban| {
            ban.wrappers.is_empty() || brought_by(&ban.name).iter().any(|name| !ban.wrappers.contains(name))
        };
        let hit = bans
            .iter()
            .any(|ban| ban.name == package.name && too_old(ban) && by_others(ban));
        found.extend(hit.then(|| format!("{} {}", package.name, package.version)));
    }
    assert!(found.is_empty(), "banned by deny.toml: {}", found.join(", "));
}

#[test]
fn every_package_is_ours_or_from_crates_io() {
    let strange: Vec<_> = text("Cargo.lock")
        .lines()
        .filter(|line| line.starts_with("source = ") && !line.ends_with("/crates.io-index\""))
        .map(str::to_owned)
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn every_licence_is_allowed() {
    let deny = text("deny.toml");
    let allowed: Vec<_> = list(&deny, "allow")
        .into_iter()
        .map(|line| line.trim_matches(['"', ',']))
        .collect();
    assert!(
        allowed.contains(&"MIT"),
        "deny.toml allows {allowed:?}: is it still written as this test reads it?"
    );
    let mut refused = Vec::new();
    for package in packages() {
        refused.extend(
            (!is_allowed(&package.licence, &allowed)).then(|| format!("{} {:?}", package.name, package.licence)),
        );
    }
    assert!(refused.is_empty(), "not in deny.toml: {}", refused.join(", "));
}

/// SPDX by its structure: each part of AND, one part of OR. A slash is the old way of writing OR.
fn is_allowed(licence: &str, allowed: &[&str]) -> bool {
    let flat = licence.replace(" / ", " OR ").replace('/', " OR ");
    let whole = flat.trim();
    let joined = |by: &str| top_level(whole, by);
    if let [_, _, ..] = joined(" AND ").as_slice() {
        return joined(" AND ").iter().all(|part| is_allowed(part, allowed));
    }
    if let [_, _, ..] = joined(" OR ").as_slice() {
        return joined(" OR ").iter().any(|part| is_allowed(part, allowed));
    }
    let bare = whole.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    bare.map_or_else(|| allowed.contains(&whole), |inner| is_allowed(inner, allowed))
}

/// Splits at `by` outside parentheses. AND inside OR does not occur without parentheses in our tree.
fn top_level<'a>(text: &'a str, by: &str) -> Vec<&'a str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices(by) {
        let head = text.get(..at).unwrap_or_default();
        if head.matches('(').count() == head.matches(')').count() {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + by.len();
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

#[test]
fn licences_are_read_by_their_structure() {
    let allowed = ["MIT", "ISC", "Apache-2.0"];
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "Apache-2.0/MIT",
        "ISC AND (GPL-2.0 OR MIT)",
        "(MIT OR Apache-2.0) AND ISC",
    ] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "ISC AND (GPL-2.0 OR GPL-3.0)"] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}
