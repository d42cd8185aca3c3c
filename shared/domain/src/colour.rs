//! Colours of an application's branding.

/// A colour `#rrggbb` written out again, and black or white, whichever reads better on it (WCAG 2.2 relative luminance).
pub fn with_ink(text: &str) -> Option<(String, &'static str)> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let channel = |shift: u32| {
        let part = f64::from((value >> shift) & 0xff) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
    // Equal contrast with black and white lies at 0.179.
    Some((format!("#{value:06x}"), if luminance > 0.179 { "#000" } else { "#fff" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_what_reads_better() {
        assert_eq!(with_ink("#ffff00"), Some(("#ffff00".to_owned(), "#000")));
        assert_eq!(with_ink("#1a2b8c"), Some(("#1a2b8c".to_owned(), "#fff")));
        for bad in ["red}", "#+12345", "#12345", "1a2b8c"] {
            assert_eq!(with_ink(bad), None, "{bad}");
        }
    }
}
