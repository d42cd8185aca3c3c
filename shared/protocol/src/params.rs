//! Parameters of a query or a form body: `application/x-www-form-urlencoded`, read strictly (RFC 6749 §3.1, §3.2, appendix B).
//!
//! A parameter without a value counts as omitted, one sent twice is an error where it is read once. Broken percent signs and bytes that
//! are not UTF-8 are refused, never repaired: what was checked must be what was sent.

use crate::error::{ErrorCode, Failure};
use std::collections::HashSet;

/// Parameters a request may have.
pub const MAX_PARAMS: usize = 100;
/// The longest value, decoded, in bytes.
pub const MAX_VALUE: usize = 8 * 1024;
/// The longest name, decoded, in bytes.
const MAX_NAME: usize = 255;

/// Decoded parameters in the order they came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

/// Values may be passwords, codes and tokens: only names are shown.
impl std::fmt::Debug for Params {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.pairs.iter().map(|(name, _)| name)).finish()
    }
}

fn invalid(detail: impl Into<String>) -> Failure {
    Failure::new(ErrorCode::InvalidRequest, detail)
}

/// A parameter's name as it may be shown in an error: short and plain.
fn shown(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(40).collect()
}

impl Params {
    /// Reads a query string (without `?`) or a form body.
    ///
    /// # Errors
    /// `invalid_request`: more than [`MAX_PARAMS`], a value over [`MAX_VALUE`], a broken percent sign, bytes that are not UTF-8.
    pub fn parse(bytes: &[u8]) -> Result<Self, Failure> {
        let mut pairs = Vec::new();
        for piece in bytes.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
            if pairs.len() == MAX_PARAMS {
                return Err(invalid(format!("Send at most {MAX_PARAMS} parameters.")));
            }
            let mut halves = piece.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            if name.len() > MAX_NAME || value.len() > MAX_VALUE {
                return Err(invalid(format!("The parameter {} is too long.", shown(&name))));
            }
            pairs.push((name, value));
        }
        Ok(Self { pairs })
    }

    /// From pairs that were decoded already.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Self {
            pairs: pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// The value of a parameter that may be sent once; empty = omitted.
    ///
    /// # Errors
    /// `invalid_request` when it was sent twice, even if one of the two is empty.
    pub fn single(&self, name: &str) -> Result<Option<&str>, Failure> {
        let mut values = self.values(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(invalid(format!(
                "The parameter {} was sent more than once.",
                shown(name)
            ))),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    /// As [`Params::single`], with a limit in bytes.
    ///
    /// # Errors
    /// `invalid_request` when sent twice or longer than `most`.
    pub fn limited(&self, name: &str, most: usize) -> Result<Option<&str>, Failure> {
        let value = self.single(name)?;
        if value.is_some_and(|value| value.len() > most) {
            return Err(invalid(format!("The parameter {name} is longer than {most} bytes.")));
        }
        Ok(value)
    }

    /// As [`Params::limited`], and it must be there.
    ///
    /// # Errors
    /// `invalid_request` when missing, sent twice or longer than `most`.
    pub fn required(&self, name: &str, most: usize) -> Result<&str, Failure> {
        self.limited(name, most)?
            .ok_or_else(|| invalid(format!("The parameter {name} is missing.")))
    }

    /// All values of a parameter that may repeat; empty ones are omitted.
    pub fn many(&self, name: &str) -> Vec<&str> {
        self.values(name).filter(|value| !value.is_empty()).collect()
    }

    /// The value when it can be told: sent once and not empty. For what an error answer needs before anything is checked.
    pub fn lenient(&self, name: &str) -> Option<&str> {
        self.single(name).ok().flatten()
    }

    /// Was it sent at all, with or without a value?
    pub fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// No parameter twice, known or not, but those in `except` (RFC 6749 §3.1: "MUST NOT be included more than once").
    ///
    /// # Errors
    /// `invalid_request` naming the first one that repeats.
    pub fn refuse_repeated(&self, except: &[&str]) -> Result<(), Failure> {
        let mut seen = HashSet::new();
        let repeated = self
            .pairs
            .iter()
            .find(|(name, _)| !except.contains(&name.as_str()) && !seen.insert(name));
        repeated.map_or(Ok(()), |(name, _)| {
            Err(invalid(format!(
                "The parameter {} was sent more than once.",
                shown(name)
            )))
        })
    }

    /// All pairs as they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Decodes one half of a pair: `+` is a space, `%XX` a byte, the whole must be UTF-8.
///
/// # Errors
/// `invalid_request` for a broken percent sign or bytes that are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<String, Failure> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = (rest.next().and_then(hex), rest.next().and_then(hex));
                let (Some(high), Some(low)) = pair else {
                    return Err(invalid("A parameter has a broken percent sign."));
                };
                high * 16 + low
            }
            other => other,
        });
    }
    String::from_utf8(out).map_err(|_| invalid("A parameter is not UTF-8."))
}

const fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn decodes_and_tells_omitted_from_sent() {
        let params = Params::parse(b"a=1+2&b=%C3%A9&c=&d&&e=x=y").unwrap();
        assert_eq!(params.single("a").unwrap(), Some("1 2"));
        assert_eq!(params.single("b").unwrap(), Some("é"));
        assert_eq!(
            (params.single("c").unwrap(), params.has("c"), params.has("z")),
            (None, true, false)
        );
        assert_eq!(
            (params.single("d").unwrap(), params.single("e").unwrap()),
            (None, Some("x=y"))
        );
        assert!(params.required("c", 10).is_err() && params.limited("a", 2).is_err());
    }

    #[test]
    fn repeated_ones_are_errors_but_where_allowed() {
        let params = Params::parse(b"a=1&a=&r=1&r=2&r=").unwrap();
        assert_eq!(params.single("a").unwrap_err().code, ErrorCode::InvalidRequest);
        assert_eq!((params.many("r"), params.lenient("a")), (vec!["1", "2"], None));
        assert!(params.refuse_repeated(&["r"]).is_err() && params.refuse_repeated(&["r", "a"]).is_ok());
    }

    #[test]
    fn broken_input_is_refused() {
        for bad in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%ff", b"\xff=1", b"a=%+1"] {
            assert!(Params::parse(bad).is_err());
        }
        assert!(Params::parse("a=1&".repeat(MAX_PARAMS).as_bytes()).is_ok());
        assert!(Params::parse("a=1&".repeat(MAX_PARAMS + 1).as_bytes()).is_err());
        assert!(Params::parse(format!("a={}", "x".repeat(MAX_VALUE + 1)).as_bytes()).is_err());
    }

    #[test]
    fn values_are_not_shown() {
        assert_eq!(
            format!("{:?}", Params::parse(b"password=hunter2").unwrap()),
            "[\"password\"]"
        );
    }
}
