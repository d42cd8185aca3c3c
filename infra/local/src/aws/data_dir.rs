//! The data directory of a local process: found or made, locked, and refused with one clear line when it cannot be used.
//!
//! The version file is written last of all at the first start: a directory without it was only half made, and nothing in it is touched.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The layout this program writes. Raised when an older program could no longer read it.
const FORMAT: u32 = 1;
const MARK: &str = "aero2 data ";
const VERSION: &str = "version";
const LOCK: &str = "lock";

/// The table's file.
pub(super) const DATABASE: &str = "aero2.db";
/// The keys' file.
pub(super) const KEYS: &str = "kms.json";
/// What a complete directory holds besides its version.
const REQUIRED: [&str; 2] = [DATABASE, KEYS];
/// Everything a local process may leave there.
const OURS: [&str; 11] = [
    VERSION,
    LOCK,
    DATABASE,
    "aero2.db-wal",
    "aero2.db-shm",
    KEYS,
    "outbox.jsonl",
    "clock.json",
    "stream.json",
    "seed.json",
    crate::logs::FILE,
];

/// Why a data directory cannot be used. Each displays as one line that names the way out; the data is as it was.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another process holds the lock.
    #[error("{0} is in use by another Aero2 process: stop that one, or choose another directory with --data-dir")]
    InUse(String),
    /// It cannot be made or written.
    #[error("{0} cannot be written ({1}): change its permissions, or choose another directory with --data-dir")]
    NotWritable(String, String),
    /// A file is missing or damaged.
    #[error(
        "{0} is only half written ({1}): restore it from a copy, or move it away and start again; nothing was changed"
    )]
    HalfWritten(String, String),
    /// Written by a program newer than this one.
    #[error(
        "{0} was written by a newer Aero2 (format {1}, this one knows {FORMAT}): start the newer one, or choose another directory with --data-dir"
    )]
    Newer(String, u32),
    /// Something else lives there.
    #[error("{0} is not an Aero2 data directory ({1}): choose a new or empty directory with --data-dir")]
    Foreign(String, String),
}

/// An open data directory, locked for this process until the last handle is dropped; or none at all, for tests.
#[derive(Debug)]
pub struct DataDir {
    root: Option<PathBuf>,
    _lock: Option<File>,
}

impl DataDir {
    /// No directory: everything is forgotten when the process ends.
    pub const fn memory() -> Self {
        Self {
            root: None,
            _lock: None,
        }
    }

    /// Opens `root`, making it where it does not exist. Refuses before anything in it is changed.
    pub fn open(root: &Path) -> Result<Self, DataDirError> {
        make(root)?;
        let names = names(root)?;
        if names.iter().any(|name| name == VERSION) {
            check_version(root)?;
        } else if let Some(other) = names.iter().find(|name| !is_ours(name)) {
            return Err(DataDirError::Foreign(shown(root), format!("it holds {other}")));
        }
        let lock = lock(root)?;
        check_complete(root)?;
        Ok(Self {
            root: Some(root.to_owned()),
            _lock: Some(lock),
        })
    }

    /// Where it is; nothing when in memory.
    pub fn path(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The path of one file in it; nothing when in memory.
    pub(super) fn file(&self, name: &str) -> Option<PathBuf> {
        self.root.as_ref().map(|root| root.join(name))
    }

    /// The content of a file, or nothing where it does not exist.
    pub(super) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.file(name) else { return Ok(None) };
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces a file's content as a whole, readable by this user only: after a crash it is either the old or the new one.
    pub(super) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let (Some(root), Some(path)) = (self.path(), self.file(name)) else {
            return Ok(());
        };
        let draft = root.join(format!("{name}.tmp"));
        let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(draft, path)?;
        File::open(root)?.sync_all()
    }

    /// Opens a file for appending, readable by this user only.
    pub(crate) fn append(&self, name: &str) -> io::Result<Option<File>> {
        self.file(name)
            .map(|path| private(OpenOptions::new().append(true).create(true)).open(path))
            .transpose()
    }

    /// Says that everything a first start makes is there. Until then the directory counts as half made.
    pub(super) fn complete(&self) -> io::Result<()> {
        match self.read(VERSION)? {
            Some(_) => Ok(()),
            None => self.write(VERSION, format!("{MARK}{FORMAT}\n").as_bytes()),
        }
    }

    /// The error for a file in it that turned out damaged while it was opened.
    pub(super) fn damaged(&self, name: &str, reason: &str) -> DataDirError {
        let root = self.path().map_or_else(|| "memory".to_owned(), shown);
        DataDirError::HalfWritten(root, format!("{name}: {}", reason.lines().next().unwrap_or_default()))
    }
}

fn make(root: &Path) -> Result<(), DataDirError> {
    match fs::metadata(root) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(DataDirError::Foreign(shown(root), "it is a file".to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut builder = DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(root).map_err(|error| not_writable(root, &error))
        }
        Err(error) => Err(not_writable(root, &error)),
    }
}

fn names(root: &Path) -> Result<Vec<String>, DataDirError> {
    let entries = fs::read_dir(root).map_err(|error| not_writable(root, &error))?;
    entries
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()
        .map_err(|error| not_writable(root, &error))
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name.strip_suffix(".tmp").unwrap_or(name))
}

fn check_version(root: &Path) -> Result<(), DataDirError> {
    let text =
        fs::read_to_string(root.join(VERSION)).map_err(|error| half_written(root, &format!("version: {error}")))?;
    let format = text
        .strip_prefix(MARK)
        .and_then(|rest| rest.trim_end().parse::<u32>().ok());
    match format {
        None | Some(0) => Err(half_written(root, "its version file does not hold a version")),
        Some(found) if found > FORMAT => Err(DataDirError::Newer(shown(root), found)),
        Some(_) => Ok(()),
    }
}

fn lock(root: &Path) -> Result<File, DataDirError> {
    let opened = private(OpenOptions::new().write(true).create(true).truncate(false)).open(root.join(LOCK));
    let file = opened.map_err(|error| not_writable(root, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataDirError::InUse(shown(root))),
        Err(TryLockError::Error(error)) => Err(not_writable(root, &error)),
    }
}

/// Looked at under the lock, so that another process's first start is not mistaken for a broken one.
fn check_complete(root: &Path) -> Result<(), DataDirError> {
    let present = |name: &str| root.join(name).exists();
    if !present(VERSION) {
        return match REQUIRED.iter().find(|name| present(name)) {
            Some(_) => Err(half_written(
                root,
                "its first start did not end, so it holds no data yet",
            )),
            None => Ok(()),
        };
    }
    if let Some(missing) = REQUIRED.iter().find(|name| !present(name)) {
        return Err(half_written(root, &format!("{missing} is missing")));
    }
    let whole = database_is_whole(root).map_err(|error| half_written(root, &format!("{DATABASE}: {error}")))?;
    if whole {
        Ok(())
    } else {
        Err(half_written(root, &format!("{DATABASE} is damaged")))
    }
}

/// Compares the size that the SQLite header states with the file's (<https://sqlite.org/fileformat2.html> section 1.3).
/// While a write-ahead log is pending the file may lag behind, and `SQLite` itself completes it.
fn database_is_whole(root: &Path) -> io::Result<bool> {
    let mut file = File::open(root.join(DATABASE))?;
    let length = file.metadata()?.len();
    let mut header = [0_u8; 32];
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Ok(false);
    }
    if fs::metadata(root.join("aero2.db-wal")).is_ok_and(|log| log.len() > 0) {
        return Ok(true);
    }
    let number = |range: std::ops::Range<usize>| {
        header
            .get(range)
            .unwrap_or_default()
            .iter()
            .fold(0_u64, |value, byte| value << 8 | u64::from(*byte))
    };
    let page_size = if number(16..18) == 1 { 65_536 } else { number(16..18) };
    Ok(length >= page_size.saturating_mul(number(28..32)))
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn shown(root: &Path) -> String {
    format!("the data directory {}", root.display())
}

fn half_written(root: &Path, what: &str) -> DataDirError {
    DataDirError::HalfWritten(shown(root), what.to_owned())
}

fn not_writable(root: &Path, error: &io::Error) -> DataDirError {
    DataDirError::NotWritable(shown(root), error.to_string())
}
