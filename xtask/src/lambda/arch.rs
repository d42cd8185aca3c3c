//! The processors of Lambda, and where the programs for each are.

use crate::process::root;
use std::path::PathBuf;

/// A processor that Lambda has.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Arch {
    /// Graviton: a fifth cheaper.
    Arm64,
    /// Where this is most often developed.
    X86,
}

impl Arch {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86 => "x86_64",
        }
    }

    /// As Rust names it.
    pub(super) const fn target(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86 => "x86_64-unknown-linux-gnu",
        }
    }

    /// Where its programs are, below `target`.
    pub(super) fn folder(self) -> PathBuf {
        let name = match self {
            Self::Arm64 => "lambda",
            Self::X86 => "lambda-x86_64",
        };
        root().join("target").join(name)
    }
}
