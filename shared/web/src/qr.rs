//! A text as a QR code, drawn as SVG: for pages, and for callers who show one.

use fast_qr::{
    ECL, QRBuilder,
    convert::{Builder, svg::SvgBuilder},
};
use protocol::error::{ErrorCode, Failure};

/// Empty modules around the code, as its standard has them (ISO/IEC 18004 §6.3.8).
const QUIET_ZONE: usize = 4;

/// The drawing, black on white whatever the page looks like: a camera reads it.
pub fn svg(text: &str) -> Result<String, Failure> {
    let code = QRBuilder::new(text).ecl(ECL::M).build();
    let code = code.map_err(|_| Failure::new(ErrorCode::InternalError, "The text is too long for a QR code."))?;
    Ok(SvgBuilder::default().margin(QUIET_ZONE).to_str(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_drawing_that_our_policy_lets_through() {
        let drawn = svg("otpauth://totp/Acme:mia%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme");
        let drawn = drawn.unwrap_or_default();
        assert!(drawn.starts_with("<svg "), "{drawn}");
        for forbidden in ["style", "<script", "href", " on"] {
            assert!(!drawn.contains(forbidden), "{forbidden}: {drawn}");
        }
        assert!(svg(&"x".repeat(5000)).is_err());
    }
}
