//! What a person calls their browser.

use texts::Message;

/// `Firefox on Linux`: what a person calls the browser that a `User-Agent` means. Wrong guesses harm nobody.
pub(crate) fn browser_name<'a>(user_agent: &str, text: impl FnOnce(&'a str) -> Message<'a>) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => text("browser-on")
            .with("browser", browser)
            .with("system", system)
            .to_string(),
        (Some(browser), None) => browser.to_owned(),
        _ => user_agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use domain::locale::Locale;

    fn browser_name(user_agent: &str) -> String {
        super::browser_name(user_agent, |id| texts::text(Locale::En, id))
    }

    #[test]
    fn a_browser_is_called_by_its_name() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(browser_name(chrome), "Chrome on Linux");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_name(safari), "Safari on iPhone");
        assert_eq!(browser_name("curl/8.9"), "curl/8.9");
    }
}
