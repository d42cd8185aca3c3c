//! The clock of the local process: it can be moved, so that every expiry can be seen without waiting.
//!
//! A durable process keeps its offset in the data directory: what has expired stays expired after a restart.

use super::data_dir::DataDir;
use domain::{Clock, Timestamp};
use platform::system::SystemClock;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

const FILE: &str = "clock.json";

/// Where a fixed clock starts: 2026-11-24T12:00:00Z.
pub const FIXED_START: Timestamp = Timestamp::from_secs(1_795_521_600);

/// How far one call may move the clock, in seconds: a hundred years.
pub const ADVANCE_LIMIT: i64 = 100 * 366 * 86_400;

/// Why the clock did not move.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The step is longer than [`ADVANCE_LIMIT`].
    #[error("the clock moves at most {ADVANCE_LIMIT} seconds at once")]
    TooFar,
    /// The new offset could not be kept; the clock stands where it stood.
    #[error("the clock's offset could not be saved: {0}")]
    Save(#[from] io::Error),
}

#[derive(Clone, Copy)]
enum Base {
    System,
    Fixed,
}

/// System time plus an offset, or a moment that moves only by [`LocalClock::advance`].
pub struct LocalClock {
    base: Base,
    offset_millis: AtomicI64,
    dir: Arc<DataDir>,
    mirror: OnceLock<PathBuf>,
}

impl LocalClock {
    /// System time plus the offset kept in `dir`. Fails when the kept offset cannot be read.
    pub fn system(dir: &Arc<DataDir>) -> io::Result<Self> {
        let kept = dir
            .read(FILE)?
            .map(|bytes| serde_json::from_slice::<i64>(&bytes))
            .transpose()?;
        Ok(Self {
            base: Base::System,
            offset_millis: AtomicI64::new(kept.unwrap_or(0)),
            dir: Arc::clone(dir),
            mirror: OnceLock::new(),
        })
    }

    /// A clock that stands at [`FIXED_START`].
    pub fn fixed() -> Self {
        Self {
            base: Base::Fixed,
            offset_millis: AtomicI64::new(0),
            dir: Arc::new(DataDir::memory()),
            mirror: OnceLock::new(),
        }
    }

    /// Moves the clock by `seconds` (backwards too) and answers where it stands now.
    pub fn advance(&self, seconds: i64) -> Result<Timestamp, ClockError> {
        if !(-ADVANCE_LIMIT..=ADVANCE_LIMIT).contains(&seconds) {
            return Err(ClockError::TooFar);
        }
        let step = seconds.saturating_mul(1000);
        let offset = self
            .offset_millis
            .fetch_add(step, Ordering::SeqCst)
            .saturating_add(step);
        if let Err(error) = self.dir.write(FILE, offset.to_string().as_bytes()) {
            self.offset_millis.fetch_sub(step, Ordering::SeqCst);
            return Err(error.into());
        }
        self.reflect()?;
        Ok(self.now())
    }

    /// Keeps `file` saying what this clock says, in the words of libfaketime: other processes then live in the same time.
    pub fn mirror(&self, file: &Path) -> io::Result<()> {
        let _first_one_counts = self.mirror.set(file.to_owned());
        self.reflect()
    }

    /// Replaces the file at once: a reader sees the old moment or the new one.
    fn reflect(&self) -> io::Result<()> {
        let Some(file) = self.mirror.get() else { return Ok(()) };
        let words = match self.base {
            Base::System => format!("{:+}", self.offset_seconds()),
            // A moment without a sign stands still. The clock moves by whole seconds.
            Base::Fixed => {
                let text = self.now().to_string().replace('T', " ");
                text.split('.').next().unwrap_or(&text).to_owned()
            }
        };
        let next = file.with_extension("next");
        std::fs::write(&next, words)?;
        std::fs::rename(&next, file)
    }

    /// How far this clock is from its base, in whole seconds.
    pub fn offset_seconds(&self) -> i64 {
        self.offset_millis.load(Ordering::SeqCst).div_euclid(1000)
    }
}

impl Clock for LocalClock {
    fn now(&self) -> Timestamp {
        let base = match self.base {
            Base::System => SystemClock.now().millis(),
            Base::Fixed => FIXED_START.millis(),
        };
        Timestamp::from_millis(base.saturating_add(self.offset_millis.load(Ordering::SeqCst)))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = LocalClock::fixed();
        assert_eq!(clock.now().to_string(), "2026-11-24T12:00:00.000Z");
        assert_eq!(clock.advance(61).unwrap().to_string(), "2026-11-24T12:01:01.000Z");
        assert_eq!(clock.now(), clock.now());
        assert!(matches!(clock.advance(i64::MAX), Err(ClockError::TooFar)));
    }

    #[test]
    fn the_offset_of_a_system_clock_is_seen_at_once() {
        let clock = LocalClock::system(&Arc::new(DataDir::memory())).unwrap();
        let before = clock.now();
        assert!(clock.advance(3600).unwrap().secs_since(before) >= 3600);
        assert_eq!(clock.offset_seconds(), 3600);
    }
}
