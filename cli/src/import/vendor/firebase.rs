//! Firebase: `auth:export`. Its hashes need the parameters of the project, which go into every line.

use super::{flag, holds, picture, text};
use crate::{
    Problem,
    import::{Line, Note},
};
use serde_json::{Map, Value};
use std::{fs, path::Path};

/// The `hash_config` that the console shows.
#[derive(Clone)]
pub(super) struct HashConfig {
    signer_key: String,
    salt_separator: String,
    rounds: u32,
    mem_cost: u32,
}

/// Says what it is, not what it holds: the signer key is a secret of the project.
impl std::fmt::Debug for HashConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashConfig")
    }
}

/// The export's base64 has the letters of URLs.
fn standard(base64: &str) -> String {
    base64.replace('-', "+").replace('_', "/")
}

impl HashConfig {
    pub(super) fn read(file: &Path) -> Result<Self, Problem> {
        let wrong = |why: String| {
            Problem::new(
                "Nothing was imported",
                format!("{}: {why}", file.display()),
                "save the whole of hash_config { … } as the console shows it",
            )
        };
        let words = fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        Self::parse(&words).map_err(wrong)
    }

    /// `name: value,` a line each.
    fn parse(words: &str) -> Result<Self, String> {
        let value = |name: &str| {
            let mut lines = words
                .lines()
                .filter_map(|line| line.trim().trim_end_matches(',').split_once(':'));
            let found = lines.find(|(known, _)| known.trim() == name);
            found
                .map(|(_, value)| value.trim().trim_matches('"').to_owned())
                .ok_or_else(|| format!("{name} is missing"))
        };
        let number = |name: &str| value(name)?.parse().map_err(|_| format!("{name} is no number"));
        if !value("algorithm")?.eq_ignore_ascii_case("scrypt") {
            return Err("the algorithm is not SCRYPT".to_owned());
        }
        Ok(Self {
            signer_key: standard(&value("base64_signer_key")?),
            salt_separator: standard(&value("base64_salt_separator")?),
            rounds: number("rounds")?,
            mem_cost: number("mem_cost")?,
        })
    }

    fn hash(&self, salt: &str, hash: &str) -> String {
        let Self {
            signer_key,
            salt_separator,
            rounds,
            mem_cost,
        } = self;
        let (salt, hash) = (standard(salt), standard(hash));
        format!("$fbscrypt$v=1,n={mem_cost},r={rounds},p=1,ss={salt_separator},sk={signer_key}${salt}${hash}")
    }
}

pub(super) fn line(record: &Map<String, Value>, config: Option<&HashConfig>) -> Line {
    let parts = text(record, "passwordHash").zip(text(record, "salt"));
    let mut line = Line {
        email: text(record, "email").unwrap_or_default(),
        email_verified: flag(record, "emailVerified"),
        password_hash: config
            .zip(parts)
            .map(|(config, (hash, salt))| config.hash(&salt, &hash)),
        disabled: flag(record, "disabled"),
        name: text(record, "displayName"),
        picture: picture(record, "photoUrl"),
        external_id: text(record, "localId"),
        ..Line::default()
    };
    line.note_if(holds(record, "phoneNumber"), Note::Phone);
    let claims = text(record, "customAttributes").filter(|claims| claims != "{}");
    line.note_if(claims.is_some(), Note::Metadata);
    line.note_if(holds(record, "mfaInfo"), Note::SecondFactor);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consoles_own_words_are_read() {
        let words = "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: ab-_==,\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}\n";
        let text = HashConfig::parse(words).map(|config| config.hash("c-_=", "ZA=="));
        assert_eq!(
            text.as_deref(),
            Ok("$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ab+/==$c+/=$ZA==")
        );
        assert!(HashConfig::parse("algorithm: BCRYPT").is_err());
        assert_eq!(
            HashConfig::parse("algorithm: SCRYPT").err().as_deref(),
            Some("base64_signer_key is missing")
        );
    }
}
