//! Where items come from: the database file of a local process, or a DynamoDB export to S3 copied to a folder.

use crate::{item::Item, item::NotAnItem};
use domain::Timestamp;
use flate2::read::MultiGzDecoder;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

/// Why items could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A file or folder.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The database.
    #[error("the database cannot be read: {0}")]
    Database(#[from] rusqlite::Error),
    /// What is in it.
    #[error("{0}, line {1}: {2}")]
    Line(PathBuf, usize, String),
    /// What is in it.
    #[error(transparent)]
    Item(#[from] NotAnItem),
    /// There is nothing of ours.
    #[error("{0} holds no {1}")]
    Nothing(PathBuf, &'static str),
}

/// Every item of the database in a data directory, also while a process uses it.
pub fn of_data_dir(dir: &Path) -> Result<Vec<Item>, SourceError> {
    let file = dir.join("aero2.db");
    if !file.exists() {
        return Err(SourceError::Nothing(dir.to_owned(), "database (aero2.db)"));
    }
    // Not read-only: after a crash SQLite first completes the file from its journal.
    let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    database.busy_timeout(std::time::Duration::from_secs(5))?;
    let mut query = database.prepare("SELECT item_json FROM \"aero2\"")?;
    let texts = query.query_map([], |row| row.get::<_, String>(0))?;
    let mut items = Vec::new();
    for text in texts {
        let typed: Value = serde_json::from_str(&text?)
            .map_err(|error| SourceError::Line(dir.to_owned(), items.len(), error.to_string()))?;
        items.push(Item::read(&typed)?);
    }
    Ok(items)
}

/// How far the clock of a data directory stands from the system's, in milliseconds.
pub fn clock_offset(dir: &Path) -> i64 {
    let kept = fs::read(dir.join("clock.json")).ok();
    kept.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or(0)
}

/// Every item of an export in DynamoDB JSON: `data/*.json.gz` or the same unpacked, one `{"Item": …}` a line.
pub fn of_export(dir: &Path) -> Result<Vec<Item>, SourceError> {
    let mut files = Vec::new();
    collect(dir, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(SourceError::Nothing(dir.to_owned(), "export (*.json or *.json.gz)"));
    }
    let mut items = Vec::new();
    for file in files {
        read_lines(&file, &mut items)?;
    }
    Ok(items)
}

/// When an export was asked for, by its manifest.
pub fn export_time(dir: &Path) -> Option<Timestamp> {
    let manifest: Value = serde_json::from_slice(&fs::read(dir.join("manifest-summary.json")).ok()?).ok()?;
    Timestamp::parse(manifest.get("exportTime")?.as_str()?)
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let failed = |error| SourceError::File(dir.to_owned(), error);
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        // An export is two levels deep; manifests lie beside the data and are not items.
        if path.is_dir() && name == "data" {
            collect(&path, files)?;
        } else if !name.starts_with("manifest") && (has_extension(&path, "json") || has_extension(&path, "gz")) {
            files.push(path);
        }
    }
    Ok(())
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension == wanted)
}

fn read_lines(path: &Path, items: &mut Vec<Item>) -> Result<(), SourceError> {
    let failed = |error| SourceError::File(path.to_owned(), error);
    let file = File::open(path).map_err(failed)?;
    let packed = has_extension(path, "gz");
    let reader: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let line = line.map_err(failed)?;
        if line.trim().is_empty() {
            continue;
        }
        let bad = |why: String| SourceError::Line(path.to_owned(), number + 1, why);
        let whole: Value = serde_json::from_str(&line).map_err(|error| bad(error.to_string()))?;
        let item = whole.get("Item").ok_or_else(|| bad("it has no Item".to_owned()))?;
        items.push(Item::read(item).map_err(|error| bad(error.to_string()))?);
    }
    Ok(())
}
