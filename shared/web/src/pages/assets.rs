//! Static files of the hosted pages, under names that change with their content, and an application's colours as custom properties (frontend 2.4).

use super::reference;
use domain::{application::Application, colour::with_ink};
use std::sync::LazyLock;

const STYLESHEET: &str = include_str!("../../../../frontend/hosted/hosted.css");
const SCRIPT: &str = include_str!("../../../../frontend/hosted/hosted.js");

/// Sixteen hexadecimal digits that change with the content: a name for caches, not a security measure (FNV-1a).
pub(super) fn hash(content: &[u8]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in content {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

static STYLESHEET_PATH: LazyLock<String> =
    LazyLock::new(|| format!("/assets/hosted.{}.css", hash(STYLESHEET.as_bytes())));
static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/hosted.{}.js", hash(SCRIPT.as_bytes())));

/// Where the stylesheet is.
pub fn stylesheet() -> &'static str {
    &STYLESHEET_PATH
}

/// Where the script is.
pub fn script() -> &'static str {
    &SCRIPT_PATH
}

/// A static file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: &'static [u8],
    /// They are compressed.
    pub gzip: bool,
}

/// The file behind a path of ours.
pub fn asset(path: &str) -> Option<Asset> {
    if path == stylesheet() {
        return Some(Asset {
            content_type: "text/css; charset=utf-8",
            body: STYLESHEET.as_bytes(),
            gzip: false,
        });
    }
    let script = (path == script()).then_some(Asset {
        content_type: "text/javascript; charset=utf-8",
        body: SCRIPT.as_bytes(),
        gzip: false,
    });
    script.or_else(|| reference::asset(path))
}

/// The hash and text of an application's stylesheet; `None` when it has no colours of its own.
pub fn brand(application: &Application) -> Option<(String, String)> {
    let branding = &application.branding;
    let mut rules = String::new();
    if let Some((brand, ink)) = branding.primary_color.as_deref().and_then(with_ink) {
        rules.extend(["--brand:", &brand, ";--brand-ink:", ink, ";"]);
    }
    if let Some((background, ink)) = branding.background_color.as_deref().and_then(with_ink) {
        rules.extend(["--bg:", &background, ";--bg-ink:", ink, ";"]);
    }
    if rules.is_empty() {
        return None;
    }
    let css = format!(":root{{{rules}}}");
    Some((hash(css.as_bytes()), css))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_under_their_hash_only() {
        assert!(asset(stylesheet()).is_some() && asset(script()).is_some());
        assert!(asset("/assets/hosted.css").is_none());
    }

    #[test]
    fn the_script_stays_small() {
        // A third of it goes over the wire (tests/clients/browser/weight.test.mjs).
        assert!(SCRIPT.len() <= 9 * 1024);
    }
}
