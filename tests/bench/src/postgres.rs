//! A PostgreSQL cluster of its own for the peers: durable commits on, loopback only, never as root, in `target/` and gone with its run.

use crate::{
    Outcome,
    process::{self, Running},
};
use std::{
    fs::{self, File},
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Where Debian keeps the programs, beside PATH.
const PLACES: [&str; 4] = [
    "/usr/local/bin",
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
];

/// A cluster that runs.
pub(crate) struct Postgres {
    pub(crate) running: Running,
    pub(crate) version: String,
    port: u16,
}

/// A free port of the loopback interface.
pub(crate) fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    listener
        .local_addr()
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

fn program(name: &str) -> Outcome<PathBuf> {
    let found = PLACES
        .iter()
        .map(|place| Path::new(place).join(name))
        .find(|path| path.exists());
    found.ok_or_else(|| format!("{name} is not installed (apt-get install postgresql-15)"))
}

/// User and group to run as: root may not.
fn unprivileged() -> Outcome<Option<(u32, u32)>> {
    let id = |arguments: &[&str]| -> Outcome<u32> {
        let text = process::output(Command::new("id").args(arguments))?;
        text.trim().parse().map_err(|_| format!("id {arguments:?}: {text}"))
    };
    if id(&["-u"])? != 0 {
        return Ok(None);
    }
    let found = ["postgres", "nobody"]
        .iter()
        .find_map(|user| Some((id(&["-u", user]).ok()?, id(&["-g", user]).ok()?)));
    found
        .map(Some)
        .ok_or_else(|| "there is no user to run PostgreSQL as".to_owned())
}

fn run_as(command: &mut Command, who: Option<(u32, u32)>) {
    if let Some((user, group)) = who {
        command.uid(user).gid(group);
    }
    command
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", "/usr/bin:/bin")
        .current_dir("/")
        .stdin(Stdio::null());
}

impl Postgres {
    /// Makes an empty cluster below `dir` and starts it on core 0.
    pub(crate) fn start(dir: &Path) -> Outcome<Self> {
        let said = |error: std::io::Error| format!("{}: {error}", dir.display());
        let who = unprivileged()?;
        let data = dir.join("data");
        let _none_left = fs::remove_dir_all(dir);
        fs::create_dir_all(dir).map_err(said)?;
        if let Some((user, group)) = who {
            std::os::unix::fs::chown(dir, Some(user), Some(group)).map_err(said)?;
        }
        let mut make = Command::new(program("initdb")?);
        run_as(&mut make, who);
        make.args(["-U", "bench", "-A", "trust", "-E", "UTF8", "-D"]).arg(&data);
        process::output(&mut make)?;
        let port = free_port()?;
        let mut serve = process::pinned(0, &program("postgres")?.display().to_string());
        run_as(&mut serve, who);
        let log = File::create(dir.join("log")).map_err(said)?;
        serve.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "shared_buffers=128MB",
            "max_wal_size=4GB",
            "log_min_messages=error",
        ] {
            serve.args(["-c", setting]);
        }
        serve.stdout(Stdio::null()).stderr(log);
        let running = Running(serve.spawn().map_err(said)?);
        let version = process::output(Command::new(program("postgres")?).arg("--version"))?;
        let cluster = Self {
            running,
            version: version.trim().to_owned(),
            port,
        };
        process::until(20, "PostgreSQL", || cluster.psql("select 1").ok())?;
        Ok(cluster)
    }

    fn psql(&self, sql: &str) -> Outcome<String> {
        let mut command = Command::new("psql");
        command.args([
            "-X",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
            "-U",
            "bench",
            "-d",
            "postgres",
            "-c",
            sql,
        ]);
        process::output(&mut command)
    }

    /// A database of this name, empty; its URL.
    pub(crate) fn database(&self, name: &str) -> Outcome<String> {
        self.psql(&format!("drop database if exists {name} with (force)"))?;
        self.psql(&format!("create database {name}"))?;
        Ok(format!("postgres://bench@127.0.0.1:{}/{name}", self.port))
    }
}
