//! Which C library a program needs: the newest `GLIBC_…` among the versions that its dynamic section asks for.
//!
//! Read here rather than by objdump, which knows only the processor of the machine it was built for.

use object::LittleEndian;
use object::elf::FileHeader64;
use object::read::elf::FileHeader;
use std::fmt;

/// A version of glibc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(pub(super) u32, pub(super) u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// The newest glibc that a 64-bit little-endian ELF program asks for; 0.0 if it asks for none.
pub(super) fn newest_glibc(bytes: &[u8]) -> Option<Version> {
    let header = FileHeader64::<LittleEndian>::parse(bytes).ok()?;
    let sections = header.sections(LittleEndian, bytes).ok()?;
    let mut newest = Version(0, 0);
    let Some((mut libraries, texts)) = sections.gnu_verneed(LittleEndian, bytes).ok()? else {
        return Some(newest);
    };
    let texts = sections.strings(LittleEndian, bytes, texts).ok()?;
    while let Some((_, mut versions)) = libraries.next().ok()? {
        while let Some(version) = versions.next().ok()? {
            let name = std::str::from_utf8(version.name(LittleEndian, texts).ok()?).ok()?;
            newest = newest.max(glibc(name).unwrap_or(newest));
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
        assert_eq!(newest_glibc(&[&b"\x7fELF\x02\x01\x01"[..], &[0xff; 60]].concat()), None);
    }

    #[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
    #[test]
    fn this_very_program_needs_some_glibc() {
        let own = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
        assert!(newest_glibc(&own).is_some_and(|version| version > Version(2, 0)));
    }
}
