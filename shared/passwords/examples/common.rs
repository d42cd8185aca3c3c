//! Makes `shared/passwords/data/common.gcs` again: `cargo run -p passwords --example common -- LIST FILTER`.

use std::{collections::HashSet, error::Error, fs, path::PathBuf};

/// The most common of all, short ones too.
const MOST_COMMON: usize = 100_000;
/// With those after them that are long enough to be anybody's password here.
const ALL: usize = 125_000;
/// The shortest that a setting allows.
const LEAST: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(list), Some(filter)) = (arguments.next(), arguments.next()) else {
        return Err("give the list, most common first, and the file to write".into());
    };
    let bytes = fs::read(list)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut known = HashSet::new();
    let mut passwords: Vec<String> = Vec::with_capacity(ALL);
    for line in text.lines() {
        let password = line.trim().to_lowercase();
        let wanted = passwords.len() < MOST_COMMON || password.chars().count() >= LEAST;
        if !password.is_empty() && wanted && passwords.len() < ALL && known.insert(password.clone()) {
            passwords.push(password);
        }
    }
    fs::write(filter, passwords::encode_common(&passwords))?;
    Ok(())
}
