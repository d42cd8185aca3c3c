//! Writes a file of each provider: `cargo run -p tests --example samples -- FOLDER COUNT`.

#![allow(clippy::unwrap_used, reason = "a sample that cannot be made ends the program")]

use std::{
    env::args,
    fs::{File, create_dir_all, write},
    io::BufWriter,
    path::PathBuf,
};

fn main() {
    let mut arguments = args().skip(1);
    let folder: PathBuf = arguments.next().unwrap_or_else(|| ".".to_owned()).into();
    create_dir_all(&folder).unwrap();
    let count = arguments.next().map_or(100_000, |count| count.parse().unwrap());
    for sample in tests::samples::SAMPLES {
        let file = File::create(folder.join(sample.file)).unwrap();
        (sample.write)(&mut BufWriter::new(file), count).unwrap();
    }
    write(
        folder.join("firebase.hash_config"),
        tests::samples::FIREBASE_HASH_CONFIG,
    )
    .unwrap();
}
