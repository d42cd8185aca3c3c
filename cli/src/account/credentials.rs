//! The file with the login and the secret keys: readable by its owner alone, and replaced whole.

use crate::{Problem, terminal::Terminal};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// A login at a dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) issuer: String,
    pub(crate) refresh_token: String,
}

/// What is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Credentials {
    /// The version of this file.
    aero2_credentials: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) login: Option<Login>,
    /// By the origin of their application.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) keys: BTreeMap<String, String>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            aero2_credentials: 1,
            login: None,
            keys: BTreeMap::new(),
        }
    }
}

/// `https://login.example.com`, as keys are kept by.
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Where they are kept.
pub(crate) struct Store(PathBuf);

fn broken(path: &Path, why: impl ToString, way_out: &str) -> Problem {
    Problem::new(
        "The credentials could not be used",
        format!("{}: {}", path.display(), why.to_string()),
        way_out,
    )
}

impl Store {
    /// The file that was named, or the usual one.
    pub(crate) fn at(named: Option<&Path>, terminal: &Terminal) -> Result<Self, Problem> {
        if let Some(named) = named {
            return Ok(Self(named.to_owned()));
        }
        let of = |name: &str| terminal.variable(name).map(PathBuf::from);
        let folder = of("XDG_CONFIG_HOME").or_else(|| of("APPDATA"));
        let folder = folder.or_else(|| of("HOME").map(|home| home.join(".config")));
        let folder = folder.ok_or_else(|| {
            Problem::new(
                "There is no place for credentials",
                "the environment names no home directory",
                "name a file with --credentials",
            )
        })?;
        Ok(Self(folder.join("aero2").join("credentials.json")))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// What is kept; nothing where there is no file.
    pub(crate) fn read(&self) -> Result<Credentials, Problem> {
        let text = match fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Credentials::default()),
            Err(error) => return Err(broken(&self.0, error, "see that it can be read")),
        };
        self.is_private()?;
        let kept: Credentials = serde_json::from_str(&text)
            .map_err(|error| broken(&self.0, error, "remove it and sign in again with `aero2 login`"))?;
        if kept.aero2_credentials != 1 {
            return Err(broken(&self.0, "a newer aero2 wrote it", "use that one"));
        }
        Ok(kept)
    }

    #[cfg(unix)]
    fn is_private(&self) -> Result<(), Problem> {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&self.0).map(|meta| meta.permissions().mode());
        // Nothing for group and others: the six lowest bits.
        let mode = mode.map_err(|error| broken(&self.0, error, "see that it can be read"))?;
        if mode.trailing_zeros() >= 6 {
            return Ok(());
        }
        let way_out = "run chmod 600 on it; if others use this machine, sign in again as well";
        Err(broken(&self.0, "others may read it", way_out))
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on the others")]
    fn is_private(&self) -> Result<(), Problem> {
        Ok(())
    }

    /// Reads, changes, and replaces the file.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Credentials) -> T) -> Result<T, Problem> {
        let mut kept = self.read()?;
        let changed = change(&mut kept);
        let full = |error: io::Error| broken(&self.0, error, "make room, or name another file with --credentials");
        let text = serde_json::to_string_pretty(&kept).map_err(|error| broken(&self.0, error, "report this"))?;
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).map_err(full)?;
        }
        let mut name = self.0.as_os_str().to_owned();
        name.push(format!(".{}", std::process::id()));
        let next = PathBuf::from(name);
        let written = crate::decrypt::new_file(&next).and_then(|mut file| {
            io::Write::write_all(&mut file, text.as_bytes())?;
            file.sync_all()
        });
        let replaced = written.and_then(|()| fs::rename(&next, &self.0));
        replaced.map_err(|error| {
            // What is half written is of no use to anybody.
            let _gone = fs::remove_file(&next);
            full(error)
        })?;
        Ok(changed)
    }

    /// Removes the file.
    pub(crate) fn forget(&self) -> Result<(), Problem> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(broken(&self.0, error, "remove it by hand")),
            _ => Ok(()),
        }
    }
}
