//! `$id$name=value,…$salt$hash`: the PHC string format, read strictly (<https://github.com/P-H-C/phc-string-format>).
//!
//! Salt and hash are base64; padding may be there or not, and passlib's `.` is a `+`, because exports have all of these.

use crate::Refusal;
use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// Bytes of a salt.
pub(crate) const SALT: std::ops::RangeInclusive<usize> = 1..=128;
/// Bytes of a derived key.
pub(crate) const KEY: std::ops::RangeInclusive<usize> = 16..=64;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes as they are written here: base64 without padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Bytes in base64, however padded.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.replace('.', "+")).ok()
}

/// The parts of such a text.
pub(crate) struct Phc<'a> {
    form: &'static str,
    parameters: Vec<(&'a str, &'a str)>,
    /// Salt, decoded.
    pub(crate) salt: Vec<u8>,
    /// Derived key, decoded.
    pub(crate) key: Vec<u8>,
}

impl<'a> Phc<'a> {
    /// Splits a text; `form` is what refusals call it.
    pub(crate) fn parse(form: &'static str, text: &'a str) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split('$').collect();
        let ["", _id, parameters, salt, key] = *parts.as_slice() else {
            return Err(Refusal::malformed(
                form,
                "it has parameters, a salt and a hash, after a $ each",
            ));
        };
        let named = |text: &'a str| text.split_once('=').unwrap_or(("", text));
        let decoded = |text: &str, length: &std::ops::RangeInclusive<usize>| {
            decode(text).filter(|bytes| length.contains(&bytes.len()))
        };
        Ok(Self {
            form,
            parameters: parameters.split(',').map(named).collect(),
            salt: decoded(salt, &SALT).ok_or(Refusal::malformed(form, "the salt is not 1 to 128 bytes in base64"))?,
            key: decoded(key, &KEY).ok_or(Refusal::malformed(form, "the hash is not 16 to 64 bytes in base64"))?,
        })
    }

    /// A parameter as text; a repeated one is none.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        let mut all = self.parameters.iter().filter(|(known, _)| *known == name);
        let first = all.next()?;
        all.next().is_none().then_some(first.1)
    }

    /// A parameter as a number.
    pub(crate) fn number(&self, name: &str) -> Result<u32, Refusal> {
        let digits = self
            .text(name)
            .filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
        digits
            .and_then(|text| text.parse().ok())
            .ok_or(Refusal::malformed(self.form, "a parameter is missing or no number"))
    }

    /// Refuses parameters that are not understood: they could change what the hash means.
    pub(crate) fn only(self, names: &[&str]) -> Result<Self, Refusal> {
        if self.parameters.iter().all(|(name, _)| names.contains(name)) {
            return Ok(self);
        }
        Err(Refusal::malformed(self.form, "it has a parameter that is not known"))
    }
}
