//! Colours of an application's branding.

fn channels(text: &str) -> Option<[u8; 3]> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

fn written([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// WCAG 2.2, relative luminance.
fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let channel = |value: u8| {
        let part = f64::from(value) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}

/// A colour `#rrggbb` written out again, and black or white, whichever reads better on it (WCAG 2.2 relative luminance).
pub fn with_ink(text: &str) -> Option<(String, &'static str)> {
    let colour = channels(text)?;
    // Equal contrast with black and white lies at 0.179.
    let ink = if luminance(colour) > 0.179 { "#000" } else { "#fff" };
    Some((written(colour), ink))
}

fn between(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How well two colours are told apart, 1 to 21 (WCAG 2.2).
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    Some(between(channels(one)?, channels(other)?))
}

/// The colour nearest to `text` that has this contrast against `ground`: darker on a light one, lighter on a dark one.
pub fn nearest(text: &str, ground: &str, needed: f64) -> Option<String> {
    let (colour, ground) = (channels(text)?, channels(ground)?);
    let end: u8 = if luminance(ground) > 0.179 { 0 } else { 255 };
    let mixed = |step: u16| {
        colour.map(|from| {
            let mixed = (u16::from(from) * (100 - step) + u16::from(end) * step) / 100;
            u8::try_from(mixed).unwrap_or(end)
        })
    };
    let mut steps = (0..=100).map(mixed);
    steps.find(|mixed| between(*mixed, ground) >= needed).map(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_what_reads_better() {
        assert_eq!(with_ink("#ffff00"), Some(("#ffff00".to_owned(), "#000")));
        assert_eq!(with_ink("#1A2B8C"), Some(("#1a2b8c".to_owned(), "#fff")));
        for bad in ["red}", "#+12345", "#12345", "1a2b8c"] {
            assert_eq!(with_ink(bad), None, "{bad}");
        }
    }

    #[test]
    fn text_on_any_colour_has_its_contrast() {
        for grey in 0..=255_u8 {
            let colour = written([grey; 3]);
            let ink = with_ink(&colour).map(|(_, ink)| if ink == "#000" { "#000000" } else { "#ffffff" });
            let found = ink.and_then(|ink| contrast(&colour, ink));
            assert!(found.is_some_and(|found| found >= 4.5), "{colour}: {found:?}");
        }
    }

    #[test]
    fn the_nearest_colour_passes_and_one_that_passes_is_its_own() {
        assert_eq!(nearest("#3b5bdb", "#ffffff", 3.0).as_deref(), Some("#3b5bdb"));
        let found = nearest("#fff8e1", "#ffffff", 3.0);
        assert!(found.is_some_and(|found| contrast(&found, "#ffffff").is_some_and(|contrast| (3.0..3.2).contains(&contrast))));
        assert!(nearest("#000000", "#171a21", 3.0).is_some());
    }
}
