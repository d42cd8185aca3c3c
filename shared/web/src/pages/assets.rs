//! Static files of the hosted pages, under names that change with their content, and an application's colours as custom properties (frontend 2.4).

use super::frame::Theme;
use super::reference;
use domain::{branding::Branding, colour::with_ink};
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

/// What hosted.css has where an application has no colour: itself and its ink, in the light.
const BRAND: (&str, &str) = ("#3b5bdb", "#fff");
const GROUND: (&str, &str) = ("#f6f7f9", "#5b6270");

/// A colour with its ink, by light and dark where the two differ.
fn coloured(light: Option<&str>, dark: Option<&str>, shipped: (&str, &str)) -> Option<(String, String)> {
    let read = |text: Option<&str>| {
        let (colour, ink) = text.and_then(with_ink)?;
        Some((colour, ink.to_owned()))
    };
    let Some(dark) = read(dark) else { return read(light) };
    let light = read(light).unwrap_or_else(|| (shipped.0.to_owned(), shipped.1.to_owned()));
    Some((
        format!("light-dark({},{})", light.0, dark.0),
        format!("light-dark({},{})", light.1, dark.1),
    ))
}

/// The custom properties of a look, every value read as what it is and written out again; with a scheme, where that is not the reader's choice.
pub fn brand_css(branding: &Branding, theme: Option<Theme>) -> Option<String> {
    let mut rules = String::new();
    if let Some(theme) = theme {
        rules.extend(["color-scheme:", theme.as_str(), ";"]);
    }
    let primary = (
        branding.primary_color.as_deref(),
        branding.primary_color_dark.as_deref(),
    );
    if let Some((brand, ink)) = coloured(primary.0, primary.1, BRAND) {
        rules.extend(["--brand:", &brand, ";--brand-ink:", &ink, ";"]);
    }
    let ground = (
        branding.background_color.as_deref(),
        branding.background_color_dark.as_deref(),
    );
    if let Some((background, ink)) = coloured(ground.0, ground.1, GROUND) {
        rules.extend(["--bg:", &background, ";--bg-ink:", &ink, ";"]);
    }
    if let Some(radius) = branding.corner.radius() {
        rules.extend(["--radius:", radius, ";"]);
    }
    (!rules.is_empty()).then(|| format!(":root{{{rules}}}"))
}

/// The hash and text of an application's stylesheet; `None` when it looks as shipped.
pub fn brand(branding: &Branding) -> Option<(String, String)> {
    let css = brand_css(branding, None)?;
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
    fn rs_01_what_is_no_colour_never_reaches_a_stylesheet() {
        let injected = Branding {
            primary_color: Some("red}body{background:url(//evil.example)".into()),
            background_color_dark: Some("</style><script>".into()),
            ..Branding::default()
        };
        assert_eq!(brand(&injected), None);
        let own = Branding {
            primary_color: Some("#ABCDEF".into()),
            background_color_dark: Some("#000000".into()),
            corner: domain::branding::Corner::None,
            ..Branding::default()
        };
        let css = brand_css(&own, Some(Theme::Dark)).unwrap_or_default();
        assert_eq!(
            css,
            ":root{color-scheme:dark;--brand:#abcdef;--brand-ink:#000;--bg:light-dark(#f6f7f9,#000000);--bg-ink:light-dark(#5b6270,#fff);--radius:0px;}"
        );
    }

    #[test]
    fn what_is_shipped_is_what_the_stylesheet_has() {
        for rule in [
            "--brand: #3b5bdb; --brand-ink: #fff;",
            "--bg: light-dark(#f6f7f9,",
            "--bg-ink: light-dark(#5b6270,",
            "--surface: light-dark(#fff, #171a21)",
            "--radius: 12px;",
        ] {
            assert!(STYLESHEET.contains(rule), "{rule}");
        }
    }

    #[test]
    fn the_script_stays_small() {
        // A third of it goes over the wire (tests/clients/browser/weight.test.mjs).
        assert!(SCRIPT.len() <= 9 * 1024);
    }
}
