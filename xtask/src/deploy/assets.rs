//! Files of the hosted pages under the names that pages link them by, and how old files are.

use crate::process::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One file.
pub(super) struct Asset {
    /// Where it is.
    pub(super) file: PathBuf,
    /// Its name for caches: it changes with the content.
    pub(super) name: String,
    /// Its media type.
    pub(super) content_type: &'static str,
}

/// Stylesheet and script of the hosted pages. The names are those of the crate that links them.
pub(super) fn all(folder: &Path) -> Result<Vec<Asset>, Problem> {
    let kinds = [
        ("hosted.css", "text/css; charset=utf-8"),
        ("hosted.js", "text/javascript; charset=utf-8"),
    ];
    kinds
        .into_iter()
        .map(|(name, content_type)| {
            let file = folder.join(name);
            let content = fs::read(&file)
                .map_err(|error| Problem::new(format!("{}: {error}", file.display()), "run this in a checkout"))?;
            let name = hashed(name, &content);
            Ok(Asset {
                file,
                name,
                content_type,
            })
        })
        .collect()
}

/// `hosted.css` as `hosted.{16 digits}.css`, by FNV-1a, as `web::pages::assets` does. Were they to differ, the edge would ask the function instead.
fn hashed(name: &str, content: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = content.iter().fold(0xcbf2_9ce4_8422_2325, step);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash:016x}.{ending}")
}

/// When a file was changed.
pub(super) fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

/// The newest change at or below a place.
pub(super) fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path).into_iter().flatten().flatten();
    below
        .map(|entry| newest(&entry.path()))
        .chain([modified(path)])
        .flatten()
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_published_hash() {
        // The example of the FNV documents: 64 bit FNV-1a of "a".
        assert_eq!(hashed("x.css", b"a"), "x.af63dc4c8601ec8c.css");
    }
}
