//! Aero2 itself: the release build of the local process on a data directory, with clients, people and signed-in browsers to load it with.

use crate::{
    Outcome,
    flow::{Paths, Subject},
    http::{Answer, Connection, Jar, Request, encode},
    process::{self, Running},
    server::{Server, Workload},
};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::Stdio,
};

const REDIRECT: &str = "http://127.0.0.1:9/cb";

/// A started process and its port.
pub(crate) struct Started {
    pub(crate) running: Running,
    pub(crate) address: SocketAddr,
}

/// Starts it on core 0 and waits for its line.
pub(crate) fn start(binary: &Path, data: &Path, log: &Path) -> Outcome<Started> {
    let said = |error: std::io::Error| format!("{}: {error}", binary.display());
    let mut command = process::pinned(0, &binary.display().to_string());
    command
        .args(["--port", "0", "--json", "--seed", "--data-dir"])
        .arg(data);
    command.stdout(Stdio::piped()).stderr(File::create(log).map_err(said)?);
    let mut running = Running(command.spawn().map_err(said)?);
    let mut line = String::new();
    let out = running.0.stdout.take().ok_or("no standard output")?;
    BufReader::new(out).read_line(&mut line).map_err(said)?;
    let ready: Value = serde_json::from_str(&line).map_err(|error| format!("it did not start ({error}): {line}"))?;
    let local = ready.get("local").and_then(Value::as_str).unwrap_or_default();
    let port = local.rsplit(':').next().and_then(|port| port.parse().ok());
    let port: u16 = port.ok_or_else(|| format!("no port in {line}"))?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    Ok(Started { running, address })
}

/// Requests to one host of it.
pub(crate) struct Host {
    connection: Connection,
    pub(crate) name: String,
    jar: Jar,
}

impl Host {
    pub(crate) fn new(address: SocketAddr, label: &str) -> Outcome<Self> {
        Ok(Self {
            connection: Connection::new(address)?,
            name: format!("{label}.localhost:{}", address.port()),
            jar: Jar::new(),
        })
    }

    pub(crate) fn send(&mut self, method: &str, path: &str, headers: &str, body: Option<&str>) -> Outcome<Answer> {
        let request = Request {
            method,
            host: &self.name,
            path,
            headers,
            body,
        };
        self.connection.send(&request, &mut self.jar)
    }

    /// A management call with a secret key.
    pub(crate) fn manage(&mut self, key: &str, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let headers = format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n");
        let answer = self.send(method, path, &headers, Some(&body.to_string()))?;
        if answer.status < 300 {
            answer.json()
        } else {
            Err(format!("{method} {path}: {} {}", answer.status, answer.text()))
        }
    }

    /// A call of a signed-in developer's script on the dashboard.
    pub(crate) fn as_developer(&mut self, cookies: &mut Jar, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        self.jar.clone_from(cookies);
        let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n";
        let answer = self.send(method, path, headers, Some(&body.to_string()))?;
        cookies.clone_from(&self.jar);
        if answer.status < 300 {
            answer.json()
        } else {
            Err(format!("{method} {path}: {} {}", answer.status, answer.text()))
        }
    }

    /// Signs in with a password as a browser without scripts does; the cookies of that browser.
    pub(crate) fn sign_in(&mut self, email: &str, password: &str) -> Outcome<Jar> {
        self.jar.clear();
        let page = self.open("/login?return_to=%2Faccount".to_owned())?;
        let page = self.submit(&page, &[("email", email)])?;
        self.submit(&page, &[("password", password)])?;
        if self.jar.iter().any(|(name, _)| name.contains("session")) {
            Ok(std::mem::take(&mut self.jar))
        } else {
            Err(format!("{email} was not signed in: {}", self.jar.len()))
        }
    }

    fn open(&mut self, mut path: String) -> Outcome<String> {
        for _ in 0..5 {
            let answer = self.send("GET", &path, "", None)?;
            if !(300..400).contains(&answer.status) {
                return Ok(String::from_utf8_lossy(&answer.body).into_owned());
            }
            path = answer
                .location
                .split_once(&self.name)
                .map_or(answer.location.clone(), |(_, rest)| rest.to_owned());
        }
        Err(format!("too many redirects at {path}"))
    }

    fn submit(&mut self, page: &str, typed: &[(&str, &str)]) -> Outcome<String> {
        let form = page
            .split_once("<form ")
            .map(|(_, rest)| rest)
            .ok_or_else(|| format!("no form: {page:.300}"))?;
        let form = form.split_once("</form>").map_or(form, |(form, _)| form);
        let action = attribute(form, "action").ok_or("a form without action")?;
        let mut fields: Vec<(String, String)> = form
            .split("<input ")
            .skip(1)
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))
            .filter(|(name, _)| !typed.iter().any(|(other, _)| other == name))
            .collect();
        fields.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let answer = self.send(
            "POST",
            &action,
            "Sec-Fetch-Site: same-origin\r\n",
            Some(&body.join("&")),
        )?;
        match answer.location.as_str() {
            "" => Ok(String::from_utf8_lossy(&answer.body).into_owned()),
            location => {
                let path = location
                    .split_once(&self.name)
                    .map_or(location, |(_, rest)| rest)
                    .to_owned();
                self.open(path)
            }
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    let value = rest.split('"').next()?;
    Some(value.replace("&amp;", "&").replace("&#38;", "&"))
}

fn text(value: &Value, pointer: &str) -> Outcome<String> {
    let found = value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| format!("no {pointer} in {value}"))
}

/// What is registered before a run: the demo data, and clients whose tokens are ES256 throughout.
pub(crate) fn seeded(address: SocketAddr) -> Outcome<Value> {
    let mut control = Host::new(address, "local")?;
    control
        .send("POST", "/seed", "Sec-Fetch-Site: same-origin\r\n", Some(""))?
        .json()
}

/// A client of the demo application that `key` manages.
pub(crate) fn client(host: &mut Host, key: &str, kind: &str) -> Outcome<Subject> {
    let body = match kind {
        "web" => {
            json!({ "client_name": "Bench web", "type": "web", "redirect_uris": [REDIRECT], "id_token_signed_response_alg": "ES256" })
        }
        _ => json!({ "client_name": "Bench machine", "type": "machine" }),
    };
    let made = host.manage(key, "POST", "/api/clients", &body)?;
    Ok(Subject {
        host: host.name.clone(),
        client_id: text(&made, "/client_id")?,
        client_secret: text(&made, "/client_secret")?,
        cookies: Jar::new(),
    })
}

/// Where Aero2 keeps its endpoints.
pub(crate) fn paths() -> Paths {
    Paths {
        authorize: "/oauth2/authorize".to_owned(),
        token: "/oauth2/token".to_owned(),
        introspect: "/oauth2/introspect".to_owned(),
        userinfo: "/oauth2/userinfo".to_owned(),
        jwks: "/oauth2/jwks.json".to_owned(),
        discovery: "/.well-known/openid-configuration".to_owned(),
        redirect_uri: REDIRECT.to_owned(),
        scope: "openid offline_access".to_owned(),
        ..Paths::default()
    }
}

/// Starts it on an empty directory and prepares `connections` signed-in browsers.
pub(crate) fn server(binary: &Path, data: &Path, log: &Path, connections: usize) -> Outcome<Server> {
    let started = start(binary, data, log)?;
    let seeds = seeded(started.address)?;
    let mut acme = Host::new(started.address, "acme")?;
    let key = text(&seeds, "/applications/0/secret_key")?;
    let machine = client(&mut acme, &key, "machine")?;
    let web = client(&mut acme, &key, "web")?;
    let mut people = Vec::new();
    for number in 0..connections {
        let user = format!("/applications/0/users/{}", 1 + number % 2);
        let (email, password) = (
            text(&seeds, &format!("{user}/email"))?,
            text(&seeds, &format!("{user}/password"))?,
        );
        people.push(Subject {
            cookies: acme.sign_in(&email, &password)?,
            ..web.clone()
        });
    }
    let mut globex = Host::new(started.address, "globex")?;
    let key = text(&seeds, "/applications/1/secret_key")?;
    let rs256 = json!({ "access_token_signing_alg": "RS256" });
    globex.manage(&key, "PATCH", "/api/applications/settings", &rs256)?;
    let rsa_machine = client(&mut globex, &key, "machine")?;
    Ok(Server {
        name: "aero2",
        address: started.address,
        running: started.running,
        database: None,
        paths: paths(),
        machines: (vec![machine], vec![rsa_machine]),
        machine_body: "grant_type=client_credentials".to_owned(),
        people,
        issuer: format!("http://{}", acme.name),
        serves: |_: Workload| true,
        id_token_again: true,
    })
}
