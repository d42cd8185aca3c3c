//! The `resource` parameter: absolute URIs a token is wanted for (RFC 8707 §2). Which of them a client may name is decided elsewhere.

use crate::{error::ErrorCode, error::Failure, params::Params};

/// Values a request may have.
pub const MAX_RESOURCES: usize = 10;
/// The longest value, in bytes.
pub const MAX_LENGTH: usize = 255;

/// Reads all values, each once.
///
/// # Errors
/// `invalid_target` for too many, a value too long, not absolute, or with a fragment.
pub fn from_params(params: &Params) -> Result<Vec<String>, Failure> {
    let mut found: Vec<String> = Vec::new();
    for value in params.many("resource") {
        if !is_resource(value) {
            return Err(Failure::new(
                ErrorCode::InvalidTarget,
                "resource must be an absolute URI without a fragment.",
            ));
        }
        if !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    }
    if found.len() > MAX_RESOURCES {
        return Err(Failure::new(
            ErrorCode::InvalidTarget,
            format!("Name at most {MAX_RESOURCES} resources."),
        ));
    }
    Ok(found)
}

fn is_resource(value: &str) -> bool {
    value.len() <= MAX_LENGTH && !value.contains('#') && value.is_ascii() && url::Url::parse(value).is_ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn several_absolute_uris() {
        let good = Params::from_pairs([
            ("resource", "https://a.example/x"),
            ("resource", "urn:b"),
            ("resource", "urn:b"),
        ]);
        assert_eq!(from_params(&good).unwrap(), ["https://a.example/x", "urn:b"]);
        for bad in [
            "/relative",
            "https://a.example/#f",
            "no uri",
            &format!("urn:{}", "x".repeat(255)),
        ] {
            let params = Params::from_pairs([("resource", bad)]);
            assert_eq!(from_params(&params).unwrap_err().code, ErrorCode::InvalidTarget);
        }
    }
}
