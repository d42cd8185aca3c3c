//! Which C library a program needs: the newest `GLIBC_…` among the versions that its dynamic section asks for.
//!
//! Read here rather than by objdump, which knows only the processor of the machine it was built for.

use std::fmt;

/// A version of glibc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(pub(super) u32, pub(super) u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// The section that lists needed versions (`SHT_GNU_verneed`).
const NEEDED_VERSIONS: u32 = 0x6fff_fffe;
const MAGIC: [u8; 6] = [0x7f, b'E', b'L', b'F', 2, 1];

/// No program is larger; positions below it can be added without overflow.
const FARTHEST: u64 = 0xffff_ffff;

/// Reads little-endian numbers and texts; `None` past the end.
struct File<'a>(&'a [u8]);

impl<'a> File<'a> {
    fn number(&self, at: usize, bytes: usize) -> Option<usize> {
        let slice = self.0.get(at..at.checked_add(bytes)?)?;
        let value = slice
            .iter()
            .rev()
            .fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
        usize::try_from(value).ok().filter(|_| value <= FARTHEST)
    }

    fn text(&self, at: usize) -> Option<&'a str> {
        let rest = self.0.get(at..)?;
        let end = rest.iter().position(|byte| *byte == 0)?;
        std::str::from_utf8(rest.get(..end)?).ok()
    }

    /// Where the header of section `index` is.
    fn section(&self, index: usize) -> Option<usize> {
        let (table, size) = (self.number(0x28, 8)?, self.number(0x3a, 2)?);
        (index < self.number(0x3c, 2)?).then(|| table + index * size)
    }
}

/// The newest glibc that a 64-bit little-endian ELF program asks for; 0.0 if it asks for none.
pub(super) fn newest_glibc(bytes: &[u8]) -> Option<Version> {
    let file = File(bytes);
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let mut newest = Version(0, 0);
    for index in 0..file.number(0x3c, 2)? {
        let header = file.section(index)?;
        if file.number(header + 4, 4)? != usize::try_from(NEEDED_VERSIONS).ok()? {
            continue;
        }
        let texts = file.number(file.section(file.number(header + 0x28, 4)?)? + 0x18, 8)?;
        let (mut library, count) = (file.number(header + 0x18, 8)?, file.number(header + 0x2c, 4)?);
        for _ in 0..count {
            let mut version = library + file.number(library + 8, 4)?;
            for _ in 0..file.number(library + 2, 2)? {
                let name = file.text(texts + file.number(version + 8, 4)?)?;
                newest = newest.max(glibc(name).unwrap_or(newest));
                version += file.number(version + 12, 4)?;
            }
            library += file.number(library + 12, 4)?;
        }
    }
    Some(newest)
}

/// `GLIBC_2.34` and `GLIBC_2.2.5`; other libraries have other names.
fn glibc(name: &str) -> Option<Version> {
    let mut parts = name.strip_prefix("GLIBC_")?.split('.');
    Some(Version(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(glibc("GLIBC_2.4") < glibc("GLIBC_2.34"));
        assert_eq!(glibc("GLIBC_2.2.5"), Some(Version(2, 2)));
        assert_eq!((glibc("GCC_3.0"), glibc("GLIBC_PRIVATE")), (None, None));
    }

    #[test]
    fn what_is_no_program_is_not_read() {
        assert_eq!(newest_glibc(b"#!/bin/sh"), None);
        assert_eq!(newest_glibc(&[&MAGIC[..], &[0xff; 60]].concat()), None);
    }

    #[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
    #[test]
    fn this_very_program_needs_some_glibc() {
        let own = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
        assert!(newest_glibc(&own).is_some_and(|version| version > Version(2, 0)));
    }
}
