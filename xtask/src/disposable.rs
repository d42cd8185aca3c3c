//! The list of disposable domains that the platform carries, made from the files of the npm package `disposable-email-domains`, and which of them are
//! public suffixes: the function that reads the list need not have the rules of all suffixes, which are larger than the list.
//!
//! `npm pack disposable-email-domains`, unpack, then `cargo xtask disposable package/index.json package/wildcard.json`. The same files give the same
//! bytes; nothing is fetched here.

use crate::process::Problem;
use clap::Args;
use std::{collections::BTreeSet, fs, path::PathBuf, process::ExitCode};

/// Where the product reads the names.
const FILE: &str = "shared/domain/src/disposable/domains.bin";
/// Where it reads which of them are public suffixes.
const SUFFIXES: &str = "shared/domain/src/disposable/suffixes.txt";
const BUCKETS: usize = 1 << 16;

#[derive(Args)]
pub(crate) struct Options {
    /// JSON files, each an array of domains
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn names(file: &PathBuf) -> Result<Vec<String>, Problem> {
    let read = fs::read_to_string(file).map_err(|error| error.to_string());
    let list = read.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    list.map_err(|why| Problem {
        what: format!("{}: {why}", file.display()),
        next: "unpack the npm package and name its index.json and wildcard.json".to_owned(),
    })
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    let mut listed = BTreeSet::new();
    let mut left_out = 0;
    for file in &options.files {
        for name in names(file)? {
            // A name that is no domain in A-labels can be in no address.
            if name.is_ascii() && name.contains('.') {
                listed.insert(name.to_ascii_lowercase());
            } else {
                left_out += 1;
            }
        }
    }
    let suffixes = listed.iter().filter(|name| psl::suffix_str(name) == Some(name));
    let suffixes: Vec<_> = suffixes.map(String::as_str).collect();
    let bytes = filter(&listed);
    write(SUFFIXES, (suffixes.join("\n") + "\n").as_bytes())?;
    write(FILE, &bytes)?;
    println!(
        "{} names in {} bytes, {left_out} left out, {} public suffixes among them: {FILE}, {SUFFIXES}",
        listed.len(),
        bytes.len(),
        suffixes.len()
    );
    Ok(ExitCode::SUCCESS)
}

fn write(file: &str, bytes: &[u8]) -> Result<(), Problem> {
    fs::write(file, bytes).map_err(|error| Problem {
        what: format!("{file}: {error}"),
        next: "run it at the root of the checkout".to_owned(),
    })
}

/// A byte per bucket that says how many names it holds, then three bytes per name, bucket by bucket.
fn filter(listed: &BTreeSet<String>) -> Vec<u8> {
    let whole = listed.iter().map(|name| hash(name.as_bytes()).to_be_bytes());
    let hashes: BTreeSet<[u8; 5]> = whole.filter_map(|bytes| bytes.last_chunk::<5>().copied()).collect();
    let mut bytes = vec![0_u8; BUCKETS];
    for [high, low, ..] in &hashes {
        let place = bytes.get_mut(usize::from(u16::from_be_bytes([*high, *low])));
        if let Some(count) = place {
            *count = count.saturating_add(1);
        }
    }
    for [.., first, second, third] in &hashes {
        bytes.extend([first, second, third]);
    }
    bytes
}

/// FNV-1a, its bits then spread over all 64 as `SplitMix` does. `shared/domain/src/disposable.rs` has the same, and tests that it finds what is here.
fn hash(bytes: &[u8]) -> u64 {
    let folded = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let once = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}
