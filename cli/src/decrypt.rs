//! `aero2 decrypt`: opens what `aero2 export` wrote, a JWE a line (RSA-OAEP-256, A256GCM), with the private half of the key. Nothing leaves the machine.

use crate::Problem;
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use clap::Args;
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// What the command line says.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The encrypted export
    pub file: PathBuf,
    /// The private key, in PEM (-----BEGIN PRIVATE KEY-----)
    #[arg(long)]
    pub key: PathBuf,
    /// Where the lines are written; it must not be there yet
    #[arg(long)]
    pub output: PathBuf,
}

fn stopped(why: impl ToString, way_out: &str) -> Problem {
    Problem::new("The export was not opened", why.to_string(), way_out)
}

/// Opens every page, in the file's order.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Problem> {
    let key = private_key(&arguments.key)?;
    let file = File::open(&arguments.file);
    let file = file.map_err(|error| stopped(format!("{}: {error}", arguments.file.display()), "give an export"))?;
    let mut output = new_file(&arguments.output).map_err(|error| {
        let why = format!("{}: {error}", arguments.output.display());
        stopped(why, "give a name that is not taken, where there is room")
    })?;
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| stopped(error, "see that the file is whole"))?;
        let page = opened(&key, line.trim()).ok_or_else(|| {
            let why = format!("line {} does not open with this key, or was changed", at + 1);
            stopped(why, "give the private half of the key that the export was made with")
        })?;
        let written = output.write_all(&page);
        written.map_err(|error| stopped(error, "make room and try again"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A file that only its owner reads.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn private_key(path: &Path) -> Result<OaepPrivateDecryptingKey, Problem> {
    let unusable = |why: &str| {
        let why = format!("{}: {why}", path.display());
        stopped(
            why,
            "give an RSA private key in PEM that has no passphrase: openssl pkey -in KEY -out OPEN",
        )
    };
    let text = fs::read_to_string(path).map_err(|error| unusable(&error.to_string()))?;
    let inner = text.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
    let inner: String = inner.unwrap_or("").split_ascii_whitespace().collect();
    let der = STANDARD.decode(inner).map_err(|error| unusable(&error.to_string()))?;
    let key = PrivateDecryptingKey::from_pkcs8(&der).map_err(|_| unusable("it is no RSA private key"))?;
    OaepPrivateDecryptingKey::new(key).map_err(|_| unusable("it cannot decrypt"))
}

/// The content of a JWE in its compact form; `None` if it is of another key or kind, or was changed.
fn opened(key: &OaepPrivateDecryptingKey, jwe: &str) -> Option<Vec<u8>> {
    let parts: Vec<&str> = jwe.split('.').collect();
    let [header, wrapped, nonce, content, tag] = parts.as_slice() else {
        return None;
    };
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    let said: serde_json::Value = serde_json::from_slice(&bytes(header)?).ok()?;
    let is = |name: &str, value: &str| said.get(name).and_then(|found| found.as_str()) == Some(value);
    if !is("alg", "RSA-OAEP-256") || !is("enc", "A256GCM") {
        return None;
    }
    let mut room = vec![0; key.min_output_size()];
    let secret = key
        .decrypt(&OAEP_SHA256_MGF1SHA256, &bytes(wrapped)?, &mut room, None)
        .ok()?;
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, secret).ok()?);
    let mut sealed = [bytes(content)?, bytes(tag)?].concat();
    let nonce = Nonce::try_assume_unique_for_key(&bytes(nonce)?).ok()?;
    let plain = cipher
        .open_in_place(nonce, Aad::from(header.as_bytes()), &mut sealed)
        .ok()?;
    Some(plain.to_vec())
}
