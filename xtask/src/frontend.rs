//! The dashboard's pages: made by npm, again when a source is newer than what was made.

use crate::process::{self, Problem, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

/// The oldest Node.js that builds them.
const NODE: u32 = 20;

/// Below `frontend`: what is made, and so no source.
const MADE: [&str; 3] = ["node_modules", "dist", WATCHED];
/// What `--watch` makes, apart from what is served otherwise.
const WATCHED: &str = "dist-watch";
/// How long the first build of `--watch` may take.
const FIRST_BUILD: Duration = Duration::from_mins(1);

/// Where the built pages are.
pub(crate) fn dist() -> PathBuf {
    folder().join("dashboard").join("dist")
}

fn folder() -> PathBuf {
    root().join("frontend")
}

/// Is there a Node.js that can?
fn has_node() -> bool {
    let version = process::first_line("node", &["--version"]).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    major
        .and_then(|major| major.parse().ok())
        .is_some_and(|major: u32| major >= NODE)
        && process::answers("npm", &["--version"])
}

/// Builds the pages if they are older than their sources; says what it does.
pub(crate) fn build() -> Result<PathBuf, Problem> {
    let (dist, folder) = (dist(), folder());
    let built = modified(&dist.join("index.html"));
    if built.is_some() && built >= newest(&folder) {
        return Ok(dist);
    }
    install(&folder)?;
    eprintln!("aero2: building the dashboard's pages");
    npm(&folder, &["run", "--silent", "build"])?;
    Ok(dist)
}

/// Builds the pages now and with every change, as long as this process, or what it becomes, lives. Answers when there is something to see.
#[expect(
    clippy::disallowed_methods,
    reason = "a build tool waits for another by the machine's clock"
)]
pub(crate) fn watch() -> Result<PathBuf, Problem> {
    let folder = folder();
    install(&folder)?;
    let dashboard = folder.join("dashboard");
    let dist = dashboard.join(WATCHED);
    let document = dist.join("index.html");
    let _absent = std::fs::remove_file(&document);
    eprintln!(
        "aero2: building the dashboard's pages, and again when a source changes; open pages load anew by themselves"
    );
    let mut command = process::command("node", &["scripts/watch.mjs"]);
    command.current_dir(&dashboard).stdout(std::io::stderr());
    let mut watcher = command.spawn().map_err(|error| {
        let shown = process::shown(&command);
        Problem::new(
            format!("`{shown}` did not start: {error}"),
            "check that `node --version` works",
        )
    })?;
    let began = Instant::now();
    while !document.is_file() {
        let has_ended = watcher.try_wait().is_ok_and(|ended| ended.is_some());
        if has_ended || began.elapsed() > FIRST_BUILD {
            return Err(Problem::new(
                "the dashboard's pages were not built",
                "read what vite says above; `npm run build -w @aero2/dashboard` in frontend shows it again",
            ));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(dist)
}

/// Everything that is checked without a browser, the build included.
pub(crate) fn check() -> Result<(), Problem> {
    let folder = folder();
    install(&folder)?;
    npm(&folder, &["run", "--silent", "check"])
}

/// The packages of the lock file, unless these are there.
fn install(folder: &Path) -> Result<(), Problem> {
    if !has_node() {
        return Err(Problem::new(
            format!("the dashboard's pages need Node.js {NODE} or later with npm, and there is none"),
            "install it from nodejs.org or your package manager, then run this again",
        ));
    }
    let installed = modified(&folder.join("node_modules").join(".package-lock.json"));
    if installed.is_some() && installed >= modified(&folder.join("package-lock.json")) {
        return Ok(());
    }
    eprintln!("aero2: installing the npm packages of the dashboard (once, and when they change)");
    npm(
        folder,
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    )
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<(), Problem> {
    let mut command: Command = process::command("npm", arguments);
    // What it says is for the person; our own stdout may be read by a program.
    command.current_dir(folder).stdout(std::io::stderr());
    let ended = command.status();
    if ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
        return Ok(());
    }
    let why = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
    Err(Problem::new(
        format!("`{}` in frontend/ ended with {why}", process::shown(&command)),
        "read what npm says above; it needs its registry once",
    ))
}

/// When a file was changed.
pub(crate) fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

/// The newest change at or below a place, of what is a source.
pub(crate) fn newest(path: &Path) -> Option<SystemTime> {
    let below = std::fs::read_dir(path).into_iter().flatten().flatten();
    below
        .filter(|entry| MADE.iter().all(|made| entry.file_name() != *made))
        .map(|entry| newest(&entry.path()))
        .chain([modified(path).filter(|_| path.is_file())])
        .flatten()
        .max()
}
