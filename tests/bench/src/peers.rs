//! The servers beside us: the floor, node-oidc-provider and better-auth, installed from a lock file into `target/` and configured for equal work.

use crate::{
    Outcome, floor,
    flow::{Paths, Subject},
    http::Jar,
    postgres::{self, Postgres},
    process::{self, Running},
    server::{Server, Workload},
};
use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const REDIRECT: &str = "http://127.0.0.1:9/cb";
/// The resource that JWT access tokens of better-auth are for.
const RESOURCE: &str = "https%3A%2F%2Fapi.example.com";
const FILES: [&str; 5] = [
    ".npmrc",
    "package.json",
    "package-lock.json",
    "oidc-provider.mjs",
    "better-auth.mjs",
];

/// Copies the peers' folder into `target/` and installs it, unless the same lock file is installed there.
pub(crate) fn install(source: &Path, into: &Path) -> Outcome<()> {
    let said = |error: std::io::Error| format!("{}: {error}", into.display());
    fs::create_dir_all(into).map_err(said)?;
    let lock = |dir: &Path| fs::read(dir.join("package-lock.json")).ok();
    let installed = into.join("node_modules").exists() && lock(source) == lock(into);
    for file in FILES {
        fs::copy(source.join(file), into.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    if installed {
        return Ok(());
    }
    eprintln!("bench: npm ci of the peers into target, once");
    process::output(Command::new("npm").arg("ci").current_dir(into).stdin(Stdio::null()))?;
    Ok(())
}

/// The version of an installed package.
pub(crate) fn version(into: &Path, package: &str) -> String {
    let text = fs::read_to_string(into.join("node_modules").join(package).join("package.json")).unwrap_or_default();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    json.get("version")
        .and_then(|version| version.as_str())
        .unwrap_or("?")
        .to_owned()
}

/// Starts a program that says `ready`, on core 0.
fn launch(mut command: Command, log: &PathBuf) -> Outcome<(Running, String)> {
    let file = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let errors = file.try_clone().map_err(|error| error.to_string())?;
    command.stdout(file).stderr(errors);
    let mut running = Running(command.spawn().map_err(|error| error.to_string())?);
    let found = process::until(30, &log.display().to_string(), || {
        let text = fs::read_to_string(log).unwrap_or_default();
        let ended = running.0.try_wait().ok().flatten().is_some();
        let line = text.lines().find(|line| line.starts_with("ready")).map(str::to_owned);
        match line {
            Some(line) => Some(Ok(line)),
            None if ended => Some(Err(text.lines().next().unwrap_or("it ended without a word").to_owned())),
            None => None,
        }
    })?;
    found.map(|line| (running, line))
}

fn address(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// The least a token endpoint can do.
pub(crate) fn floor(dir: &Path) -> Outcome<Server> {
    let port = postgres::free_port()?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = process::pinned(0, &own.display().to_string());
    command.args(["floor", "--port", &port.to_string()]);
    let (running, _) = launch(command, &dir.join("floor.log"))?;
    let host = format!("127.0.0.1:{port}");
    let machine = Subject {
        host: host.clone(),
        client_id: "m2m".to_owned(),
        client_secret: floor::SECRET.to_owned(),
        cookies: Jar::new(),
    };
    Ok(Server {
        name: "floor",
        address: address(port),
        running,
        database: None,
        paths: Paths {
            token: "/token".to_owned(),
            jwks: "/jwks".to_owned(),
            ..Paths::default()
        },
        machines: (vec![machine], Vec::new()),
        machine_body: "grant_type=client_credentials&scope=api".to_owned(),
        people: Vec::new(),
        issuer: format!("http://{host}"),
        serves: |workload| matches!(workload, Workload::MachineEs256 | Workload::Jwks),
        id_token_again: false,
    })
}

/// node-oidc-provider, in memory or on PostgreSQL.
pub(crate) fn oidc_provider(dir: &Path, alg: &str, database: Option<&Postgres>) -> Outcome<Server> {
    let port = postgres::free_port()?;
    let name = match (alg, database.is_some()) {
        ("RS256", _) => "oidc-provider, memory, RS256",
        (_, false) => "oidc-provider, memory",
        (_, true) => "oidc-provider, PostgreSQL",
    };
    let mut command = process::pinned(0, "node");
    command.arg("oidc-provider.mjs").current_dir(dir);
    command.env("PORT", port.to_string()).env("ALG", alg);
    if let Some(database) = database {
        command.env("STORE", "pg").env("PGURL", database.database("oidc")?);
    }
    let (running, _) = launch(
        command,
        &dir.join(format!("oidc-provider-{alg}-{}.log", database.is_some())),
    )?;
    let host = format!("127.0.0.1:{port}");
    let subject = |id: &str| Subject {
        host: host.clone(),
        client_id: id.to_owned(),
        client_secret: floor::SECRET.to_owned(),
        cookies: Jar::new(),
    };
    Ok(Server {
        name,
        address: address(port),
        running,
        database: database.map(|database| database.running.id()),
        paths: Paths {
            authorize: "/auth".to_owned(),
            token: "/token".to_owned(),
            introspect: "/token/introspection".to_owned(),
            userinfo: "/me".to_owned(),
            jwks: "/jwks".to_owned(),
            discovery: "/.well-known/openid-configuration".to_owned(),
            redirect_uri: REDIRECT.to_owned(),
            scope: "openid offline_access".to_owned(),
            authorize_extra: "&resource=urn%3Aapi".to_owned(),
            ..Paths::default()
        },
        machines: (vec![subject("m2m")], vec![subject("m2m")]),
        machine_body: "grant_type=client_credentials&scope=api".to_owned(),
        people: vec![subject("web")],
        issuer: format!("http://{host}"),
        serves: match (alg, database.is_some()) {
            ("RS256", _) => |workload| workload == Workload::MachineRs256,
            (_, false) => |workload| {
                !matches!(
                    workload,
                    Workload::MachineRs256 | Workload::DiscoveryKnown | Workload::JwksKnown
                )
            },
            (_, true) => |workload| workload.group() != "W5" && workload != Workload::MachineRs256,
        },
        id_token_again: true,
    })
}

/// What better-auth registered when it started: client id and secret of each kind.
#[derive(serde::Deserialize)]
struct Registered {
    web: (String, String),
    machine: (String, String),
}

/// better-auth with its OAuth provider on PostgreSQL.
pub(crate) fn better_auth(dir: &Path, database: &Postgres) -> Outcome<Server> {
    let port = postgres::free_port()?;
    let mut command = process::pinned(0, "node");
    command.arg("better-auth.mjs").current_dir(dir);
    command
        .env("PORT", port.to_string())
        .env("PGURL", database.database("better_auth")?);
    let (running, line) = launch(command, &dir.join("better-auth.log"))?;
    let json = line
        .trim_start_matches("ready ")
        .rsplit_once(' ')
        .map_or("", |(json, _)| json);
    let clients: Registered = serde_json::from_str(json).map_err(|error| format!("{error}: {line}"))?;
    let host = format!("127.0.0.1:{port}");
    let subject = |(id, secret): (String, String)| Subject {
        host: host.clone(),
        client_id: id,
        client_secret: secret,
        cookies: Jar::new(),
    };
    let base = "/api/auth";
    Ok(Server {
        name: "better-auth, PostgreSQL",
        address: address(port),
        running,
        database: Some(database.running.id()),
        paths: Paths {
            authorize: format!("{base}/oauth2/authorize"),
            token: format!("{base}/oauth2/token"),
            introspect: format!("{base}/oauth2/introspect"),
            userinfo: format!("{base}/oauth2/userinfo"),
            jwks: format!("{base}/jwks"),
            discovery: format!("{base}/.well-known/openid-configuration"),
            redirect_uri: "https://client.example/cb".to_owned(),
            scope: "openid offline_access api".to_owned(),
            authorize_extra: format!("&resource={RESOURCE}"),
            token_extra: format!("&resource={RESOURCE}"),
            login: Some((
                format!("{base}/sign-in/email"),
                r#"{"email":"u@example.com","password":"amber-window-glacier-58"}"#.to_owned(),
            )),
        },
        machines: (vec![subject(clients.machine)], Vec::new()),
        machine_body: format!("grant_type=client_credentials&scope=api&resource={RESOURCE}"),
        people: vec![subject(clients.web)],
        issuer: format!("http://{host}{base}"),
        serves: |workload| {
            !matches!(
                workload,
                Workload::MachineRs256 | Workload::DiscoveryKnown | Workload::JwksKnown
            )
        },
        id_token_again: false,
    })
}
