//! Password hashes as they are kept: Argon2id, which is ours, and what other systems made, until the owner's first sign-in (behaviour 3.9, 5.16).
//!
//! One text per hash, read strictly. What verifying it may cost is bounded when it is read, so that nobody can import a hash that keeps others waiting.

mod argon;
mod bcrypt;
mod common;
mod crypt64;
mod firebase;
mod pbkdf2;
mod phc;
mod phpass;
mod refusal;
mod scrypt;
mod sha_crypt;
#[cfg(test)]
mod tests;

pub use common::{count as common_count, encode as encode_common, is_common};
pub use refusal::Refusal;

/// Longest text of a hash.
const MAX_LENGTH: usize = 1_024;

/// A hash that can be verified. `Display` writes the form that is kept.
#[derive(Clone)]
pub struct Stored(Form);

#[derive(Clone)]
enum Form {
    Argon2(argon::Hash),
    Bcrypt(bcrypt::Hash),
    Scrypt(scrypt::Hash),
    Firebase(firebase::Hash),
    Pbkdf2(pbkdf2::Hash),
    Phpass(phpass::Hash),
    ShaCrypt(sha_crypt::Hash),
}

/// The hash of a new password: Argon2id as behaviour 3.9 has it. `None`: the password is longer than the algorithm takes.
pub fn hash(password: &[u8], salt: &[u8; 16]) -> Option<String> {
    argon::hash(password, salt)
}

impl Stored {
    /// Reads any of the forms, in the writing of whoever made it.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() > MAX_LENGTH {
            return Err(Refusal::UnknownForm);
        }
        let id = text.strip_prefix('$').and_then(|rest| rest.split('$').next());
        let form = match id {
            Some("argon2i" | "argon2d" | "argon2id") => Form::Argon2(argon::Hash::parse(text)?),
            Some("2a" | "2b" | "2y") => Form::Bcrypt(bcrypt::Hash::parse(text)?),
            Some("scrypt") => Form::Scrypt(scrypt::Hash::parse(text)?),
            Some("fbscrypt") => Form::Firebase(firebase::Hash::parse(text)?),
            Some("P" | "H") => Form::Phpass(phpass::Hash::parse(text)?),
            Some("5" | "6") => Form::ShaCrypt(sha_crypt::Hash::parse(text)?),
            Some(id) if id.starts_with("pbkdf2") => Form::Pbkdf2(pbkdf2::Hash::parse(text)?),
            Some(_) => return Err(Refusal::UnknownForm),
            None if text.starts_with("pbkdf2_") => Form::Pbkdf2(pbkdf2::Hash::django(text)?),
            None => Form::Pbkdf2(pbkdf2::Hash::asp_net(text).ok_or(Refusal::UnknownForm)??),
        };
        Ok(Self(form))
    }

    /// Whether `password` is the one behind it; compared in constant time.
    pub fn matches(&self, password: &[u8]) -> bool {
        match &self.0 {
            Form::Argon2(hash) => hash.matches(password),
            Form::Bcrypt(hash) => hash.matches(password),
            Form::Scrypt(hash) => hash.matches(password),
            Form::Firebase(hash) => hash.matches(password),
            Form::Pbkdf2(hash) => hash.matches(password),
            Form::Phpass(hash) => hash.matches(password),
            Form::ShaCrypt(hash) => hash.matches(password),
        }
    }

    /// Whether it is made as [`hash`] makes it today; what is not is replaced at the next sign-in.
    pub fn is_current(&self) -> bool {
        matches!(&self.0, Form::Argon2(hash) if hash.is_current())
    }

    /// A hash of nobody's that costs the same: for addresses without an account (EN-01). Equal costs have equal shadows.
    pub fn shadow(&self) -> String {
        match &self.0 {
            Form::Argon2(hash) => hash.shadow(),
            Form::Bcrypt(hash) => hash.shadow(),
            Form::Scrypt(hash) => hash.shadow(),
            Form::Firebase(hash) => hash.shadow(),
            Form::Pbkdf2(hash) => hash.shadow(),
            Form::Phpass(hash) => hash.shadow(),
            Form::ShaCrypt(hash) => hash.shadow(),
        }
    }
}

impl std::fmt::Display for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Form::Argon2(hash) => hash.fmt(f),
            Form::Bcrypt(hash) => hash.fmt(f),
            Form::Scrypt(hash) => hash.fmt(f),
            Form::Firebase(hash) => hash.fmt(f),
            Form::Pbkdf2(hash) => hash.fmt(f),
            Form::Phpass(hash) => hash.fmt(f),
            Form::ShaCrypt(hash) => hash.fmt(f),
        }
    }
}

/// Says what it is, not what it holds.
impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stored")
    }
}
