//! Packs the catalogues: a program carries every language, and most of them for people it never meets.
//!
//! Each file becomes one of the same name in `OUT_DIR`, deflated; together they are a third of what they were.

use flate2::{Compression, write::DeflateEncoder};
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Where the files are, a folder for each language.
const LOCALES: &str = "locales";

#[expect(clippy::disallowed_methods, reason = "how cargo tells a build script where to write")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for folder in fs::read_dir(LOCALES)? {
        let folder = folder?;
        let packed = out.join(folder.file_name());
        fs::create_dir_all(&packed)?;
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            pack(&file.path(), &packed.join(file.file_name()))?;
        }
    }
    Ok(())
}

fn pack(from: &Path, to: &Path) -> io::Result<()> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&fs::read(from)?)?;
    fs::write(to, encoder.finish()?)
}
