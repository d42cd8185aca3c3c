//! How long a text is on the air: in the 7-bit alphabet of GSM (3GPP TS 23.038 §6.2.1) 160 letters fit into one part, otherwise 70 units of UTF-16.

/// Letters that take one place.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters that take two.
const EXTENDED: &str = "^{}\\[~]|€";
const PLACES: usize = 160;
const UNITS: usize = 70;

/// Whether a text fits into one part.
pub(crate) fn is_one_part(text: &str) -> bool {
    let places = text.chars().try_fold(0_usize, |sum, c| {
        let places = if BASIC.contains(c) {
            1
        } else if EXTENDED.contains(c) {
            2
        } else {
            return None;
        };
        Some(sum.saturating_add(places))
    });
    places.map_or_else(|| text.encode_utf16().count() <= UNITS, |places| places <= PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_decides_how_much_fits() {
        assert!(is_one_part(&"a".repeat(160)) && !is_one_part(&"a".repeat(161)));
        assert!(is_one_part(&"€".repeat(80)) && !is_one_part(&"€".repeat(81)));
        assert!(is_one_part(&"ж".repeat(70)) && !is_one_part(&"ж".repeat(71)));
        assert!(is_one_part(&"😀".repeat(35)) && !is_one_part(&"😀".repeat(36)));
    }
}
