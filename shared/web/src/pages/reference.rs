//! The reference of the API, for people: Scalar in front of `/api/openapi.json`, both of this host (behaviour 4.1).
//!
//! Its files are kept compressed: three megabytes of script are one. Whoever asks for them is a browser, and all of those take gzip.

use super::assets::{Asset, hash};
use std::sync::LazyLock;

const SCRIPT: &[u8] = include_bytes!("../../../../frontend/reference/reference.js.gz");
const STYLESHEET: &[u8] = include_bytes!("../../../../frontend/reference/reference.css.gz");
const START: &[u8] = include_bytes!("../../../../frontend/reference/start.js");

/// The one policy by which Scalar's script makes trusted types: that of Vue.
pub const TRUSTED_TYPES: &str = "vue";

/// Where its files are.
struct Paths {
    script: String,
    stylesheet: String,
    start: String,
}

static PATHS: LazyLock<Paths> = LazyLock::new(|| Paths {
    script: format!("/assets/reference.{}.js", hash(SCRIPT)),
    stylesheet: format!("/assets/reference.{}.css", hash(STYLESHEET)),
    start: format!("/assets/start.{}.js", hash(START)),
});

/// The file behind a path.
pub(super) fn asset(path: &str) -> Option<Asset> {
    let (content_type, body, gzip) = if path == PATHS.script {
        ("text/javascript; charset=utf-8", SCRIPT, true)
    } else if path == PATHS.stylesheet {
        ("text/css; charset=utf-8", STYLESHEET, true)
    } else if path == PATHS.start {
        ("text/javascript; charset=utf-8", START, false)
    } else {
        return None;
    };
    Some(Asset {
        content_type,
        body,
        gzip,
    })
}

/// The page. It works by script alone; without one, the document can still be read.
pub fn page() -> String {
    let Paths {
        script,
        stylesheet,
        start,
    } = &*PATHS;
    format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
<link rel="stylesheet" href="{stylesheet}">
<div id="reference"></div>
<noscript><p>The reference needs scripts. The document it shows: <a href="/api/openapi.json">openapi.json</a></p></noscript>
<script src="{script}"></script>
<script src="{start}"></script>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_files_that_are_there() {
        let page = page();
        let named = page.split('"').filter(|text| text.starts_with("/assets/"));
        assert_eq!(named.filter(|path| asset(path).is_some()).count(), 3, "{page}");
    }
}
