//! Writers over plain HTTP: sign-ups, users and roles, changed names, rotated refresh tokens; and what was acknowledged to them.

use aws_lc_rs::digest;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const VERIFIER: &str = "a-verifier-of-more-than-forty-three-characters-1";
const CALLBACK: &str = "http://localhost:3001/callback";

/// A running process, and the demo data in it.
pub(crate) struct Platform {
    port: u16,
    secret_key: String,
    client_id: String,
    client_secret: String,
}

/// What came back: status, cookies, body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Value,
}

fn text(value: &Value, path: &str) -> String {
    value
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

impl Platform {
    pub(crate) fn new(port: u16) -> Self {
        let mut platform = Self {
            port,
            secret_key: String::new(),
            client_id: String::new(),
            client_secret: String::new(),
        };
        let seeded = platform.send("local", "POST", "/seed", &[], None).expect("seeded").body;
        platform.secret_key = text(&seeded, "/applications/0/secret_key");
        platform.client_id = text(&seeded, "/applications/0/clients/0/client_id");
        platform.client_secret = text(&seeded, "/applications/0/clients/0/client_secret");
        platform
    }

    /// One request; nothing when the process is gone before the whole answer is here.
    fn send(
        &self,
        host: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Option<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let body = body.unwrap_or_default();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}.localhost:{}\r\nconnection: close\r\n",
            self.port
        );
        for (name, value) in headers {
            head.extend([*name, ": ", *value, "\r\n"]);
        }
        if !body.is_empty() {
            head.extend(["content-length: ", &body.len().to_string(), "\r\n"]);
        }
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let length = |line: &str| {
            line.to_lowercase()
                .strip_prefix("content-length: ")
                .and_then(|n| n.parse::<usize>().ok())
        };
        if head.lines().find_map(length).is_some_and(|length| body.len() < length) {
            return None;
        }
        let cookie = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            let cookie = value.split(';').next()?;
            name.eq_ignore_ascii_case("set-cookie").then(|| cookie.to_owned())
        };
        Some(Reply {
            status: head.split(' ').nth(1)?.parse().ok()?,
            cookies: head.lines().filter_map(cookie).collect(),
            body: serde_json::from_str(body).unwrap_or_default(),
        })
    }

    fn manage(&self, method: &str, path: &str, body: Option<&Value>) -> Option<Reply> {
        let key = format!("Bearer {}", self.secret_key);
        let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
        self.send("acme", method, path, &headers, body.map(Value::to_string))
    }

    fn token(&self, fields: &[(&str, &str)]) -> Option<Reply> {
        let basic = format!(
            "Basic {}",
            STANDARD.encode(format!("{}:{}", self.client_id, self.client_secret))
        );
        let form: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(':', "%3A").replace('/', "%2F")))
            .collect();
        let headers = [
            ("authorization", basic.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.send("acme", "POST", "/oauth2/token", &headers, Some(form.join("&")))
    }

    /// Signs somebody up, or in, by a code from their mail; answers the tokens.
    fn sign_up(&self, email: &str) -> Option<Value> {
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, VERIFIER.as_bytes()));
        let mut browser = Browser {
            platform: self,
            cookies: Vec::new(),
            tx: String::new(),
        };
        browser.post(
            "/api/auth/transactions",
            &json!({
                "client_id": self.client_id, "redirect_uri": CALLBACK, "response_type": "code", "state": "s",
                "scope": "openid offline_access", "code_challenge": challenge, "code_challenge_method": "S256",
            }),
        )?;
        browser.post("/api/auth/email-code", &json!({"email": email}))?;
        let mails = self.send("local", "GET", &format!("/mail?to={email}"), &[], None)?.body;
        let mail = text(&mails, "/0/text");
        let code = mail
            .split(|c: char| !c.is_ascii_digit())
            .find(|run| run.len() == 6)?
            .to_owned();
        let done = browser.post("/api/auth/email-code/verify", &json!({"code": code}))?;
        let location = text(&done, "/redirect_to");
        let code = location
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("code="))?
            .to_owned();
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.token(&fields)
            .filter(|reply| reply.status == 200)
            .map(|reply| reply.body)
    }

    /// Moves the clock.
    pub(crate) fn advance(&self, seconds: i64) {
        let headers = [("content-type", "application/json")];
        let body = json!({"advance_seconds": seconds}).to_string();
        let moved = self.send("local", "POST", "/clock", &headers, Some(body)).unwrap();
        assert_eq!(moved.status, 200);
    }
}

struct Browser<'p> {
    platform: &'p Platform,
    cookies: Vec<String>,
    tx: String,
}

impl Browser<'_> {
    fn post(&mut self, path: &str, body: &Value) -> Option<Value> {
        let cookies = self.cookies.join("; ");
        let headers = [
            ("cookie", cookies.as_str()),
            ("aero2-transaction", self.tx.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/json"),
        ];
        let headers: Vec<_> = headers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let reply = self
            .platform
            .send("acme", "POST", path, &headers, Some(body.to_string()))?;
        if reply.status >= 300 {
            return None;
        }
        self.cookies.extend(reply.cookies);
        let tx = text(&reply.body, "/transaction_id");
        if !tx.is_empty() {
            self.tx = tx;
        }
        Some(reply.body)
    }
}

/// What was acknowledged, and must be there for ever.
#[derive(Default)]
pub(crate) struct Acknowledged {
    users: Mutex<Vec<String>>,
    signed_up: Mutex<Vec<String>>,
    roles: Mutex<Vec<String>>,
    /// A user, the number last acknowledged as their name, and the one last tried.
    named: Mutex<(String, u32, u32)>,
    /// The refresh token last given.
    refresh: Mutex<String>,
    rotations: Mutex<usize>,
}

type Writer<'a> = Box<dyn FnOnce() + Send + 'a>;

impl Acknowledged {
    pub(crate) fn new(platform: &Platform) -> Self {
        let made = platform
            .manage(
                "POST",
                "/api/users",
                Some(&json!({"email": "named@acme.test", "name": "0"})),
            )
            .unwrap();
        assert_eq!(made.status, 201, "{}", made.body);
        let tokens = platform.sign_up("rotates@acme.test").expect("tokens");
        let known = Self::default();
        *known.named.lock().unwrap() = (text(&made.body, "/id"), 0, 0);
        *known.refresh.lock().unwrap() = text(&tokens, "/refresh_token");
        known
    }

    /// Threads that write until the process is gone.
    pub(crate) fn writers<'a>(&'a self, platform: &'a Platform, round: u32, over: &'a AtomicBool) -> Vec<Writer<'a>> {
        let until_over = move |mut write: Box<dyn FnMut(u32) -> Option<()> + Send + 'a>| -> Writer<'a> {
            Box::new(move || {
                for n in 0.. {
                    // Nothing: the process is gone, or was not ready for it.
                    if write(n).is_none() && over.load(Ordering::SeqCst) {
                        return;
                    }
                }
            })
        };
        vec![
            until_over(Box::new(move |n| self.create_user(platform, round, n))),
            until_over(Box::new(move |n| self.create_role(platform, round, n))),
            until_over(Box::new(move |_| self.rename(platform))),
            until_over(Box::new(move |_| self.rotate(platform))),
            until_over(Box::new(move |n| {
                let email = format!("signup{round}x{n}@acme.test");
                platform.sign_up(&email)?;
                self.signed_up.lock().unwrap().push(email);
                Some(())
            })),
        ]
    }

    fn create_user(&self, platform: &Platform, round: u32, n: u32) -> Option<()> {
        let body = json!({"email": format!("user{round}x{n}@acme.test"), "name": "Made"});
        let reply = platform
            .manage("POST", "/api/users", Some(&body))
            .filter(|reply| reply.status == 201)?;
        self.users.lock().unwrap().push(text(&reply.body, "/id"));
        Some(())
    }

    /// One a round is made and kept, so that there are never too many.
    fn create_role(&self, platform: &Platform, round: u32, n: u32) -> Option<()> {
        let body = json!({"name": format!("r{round}x{n}"), "permissions": ["users:read"]});
        let made = platform
            .manage("POST", "/api/roles", Some(&body))
            .filter(|reply| reply.status == 201)?;
        let id = text(&made.body, "/id");
        if n == 0 {
            self.roles.lock().unwrap().push(id);
            return Some(());
        }
        platform.manage("DELETE", &format!("/api/roles/{id}"), None).map(|_| ())
    }

    fn rename(&self, platform: &Platform) -> Option<()> {
        let mut named = self.named.lock().unwrap();
        named.2 += 1;
        let body = json!({"name": named.2.to_string()});
        let path = format!("/api/users/{}", named.0);
        platform
            .manage("PATCH", &path, Some(&body))
            .filter(|reply| reply.status == 200)?;
        named.1 = named.2;
        Some(())
    }

    fn rotate(&self, platform: &Platform) -> Option<()> {
        let mut held = self.refresh.lock().unwrap();
        let fields = [("grant_type", "refresh_token"), ("refresh_token", held.as_str())];
        let reply = platform.token(&fields)?;
        if reply.status != 200 {
            return None;
        }
        *held = text(&reply.body, "/refresh_token");
        *self.rotations.lock().unwrap() += 1;
        Some(())
    }

    /// The refresh token last given still works after a restart; answers how many rotations were acknowledged before it.
    pub(crate) fn still_rotates(&self, platform: &Platform, round: u32) -> usize {
        let count = std::mem::take(&mut *self.rotations.lock().unwrap());
        let rotated = self.rotate(platform);
        assert!(rotated.is_some(), "round {round}: the refresh token last given is lost");
        count
    }

    /// After a restart everything acknowledged is there; answers how much that was, and forgets what was looked at.
    pub(crate) fn is_all_there(&mut self, platform: &Platform, round: u32) -> usize {
        let mut count = 0;
        for id in std::mem::take(&mut *self.users.lock().unwrap()) {
            let found = platform.manage("GET", &format!("/api/users/{id}"), None).unwrap();
            assert_eq!(found.status, 200, "round {round}: {id} is lost");
            count += 1;
        }
        for email in std::mem::take(&mut *self.signed_up.lock().unwrap()) {
            let found = platform
                .manage("GET", &format!("/api/users?email={email}"), None)
                .unwrap();
            let people = found
                .body
                .pointer("/data")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            assert_eq!(people, 1, "round {round}: {email}");
            count += 1;
        }
        for id in self.roles.lock().unwrap().iter() {
            let found = platform.manage("GET", &format!("/api/roles/{id}"), None).unwrap();
            assert_eq!(found.status, 200, "round {round}: {id} is lost");
        }
        let (id, acknowledged, tried) = self.named.lock().unwrap().clone();
        let found = platform.manage("GET", &format!("/api/users/{id}"), None).unwrap();
        let name: u32 = text(&found.body, "/name").parse().unwrap();
        assert!(
            (acknowledged..=tried).contains(&name),
            "round {round}: {name} after {acknowledged}"
        );
        count
    }
}
