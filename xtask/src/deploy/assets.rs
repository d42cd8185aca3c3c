//! Files of the hosted pages and the dashboard, under the names that pages link them by.

use crate::process::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// One file.
pub(super) struct Asset {
    /// Where it is.
    pub(super) file: PathBuf,
    /// Its key in the bucket.
    pub(super) key: String,
    /// Its media type.
    pub(super) content_type: &'static str,
    /// How long it is kept: for good where its name changes with its content.
    pub(super) cache_control: &'static str,
}

const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Stylesheet and script of the hosted pages. The names are those of the crate that links them.
pub(super) fn hosted(folder: &Path) -> Result<Vec<Asset>, Problem> {
    ["hosted.css", "hosted.js"]
        .into_iter()
        .map(|name| {
            let file = folder.join(name);
            let content = fs::read(&file)
                .map_err(|error| Problem::new(format!("{}: {error}", file.display()), "run this in a checkout"))?;
            let key = format!("assets/{}", hashed(name, &content));
            Ok(asset(file, key, FOR_GOOD))
        })
        .collect()
}

/// The dashboard's pages, the document that names all others last.
pub(super) fn dashboard(dist: &Path) -> Vec<Asset> {
    let mut all = Vec::new();
    below(dist, "assets/dashboard", &mut all);
    let document = dist.join("index.html");
    all.retain(|asset| asset.file != document);
    if document.exists() {
        all.push(asset(document, "dashboard/index.html".to_owned(), "no-cache"));
    }
    all
}

fn below(folder: &Path, key: &str, all: &mut Vec<Asset>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, key) = (entry.path(), format!("{key}/{}", entry.file_name().display()));
        if path.is_dir() {
            below(&path, &key, all);
        } else {
            all.push(asset(path, key, FOR_GOOD));
        }
    }
}

fn asset(file: PathBuf, key: String, cache_control: &'static str) -> Asset {
    let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
    let content_type = match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    Asset {
        file,
        key,
        content_type,
        cache_control,
    }
}

/// `hosted.css` as `hosted.{16 digits}.css`, by FNV-1a, as `web::pages::assets` does. Were they to differ, the edge would ask the function instead.
fn hashed(name: &str, content: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = content.iter().fold(0xcbf2_9ce4_8422_2325, step);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash:016x}.{ending}")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn names_are_those_of_the_published_hash() {
        // The example of the FNV documents: 64 bit FNV-1a of "a".
        assert_eq!(hashed("x.css", b"a"), "x.af63dc4c8601ec8c.css");
    }

    #[test]
    fn the_dashboards_document_goes_last_and_is_asked_for_each_time() {
        let dist = std::env::temp_dir().join(format!("aero2-assets-{}", std::process::id()));
        fs::create_dir_all(dist.join("js")).unwrap();
        for name in ["index.html", "js/main.abc.js", "style.def.css"] {
            fs::write(dist.join(name), name).unwrap();
        }
        let all = dashboard(&dist);
        fs::remove_dir_all(&dist).unwrap();
        let keys: std::collections::BTreeSet<_> = all.iter().map(|one| one.key.as_str()).collect();
        let expected = [
            "assets/dashboard/js/main.abc.js",
            "assets/dashboard/style.def.css",
            "dashboard/index.html",
        ];
        assert_eq!(keys, expected.into());
        let last = all.last().unwrap();
        assert_eq!(
            (last.key.as_str(), last.cache_control),
            ("dashboard/index.html", "no-cache")
        );
        assert!(all.iter().rev().skip(1).all(|one| one.cache_control == FOR_GOOD));
    }
}
