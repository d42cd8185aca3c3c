//! Everybody of an application in a file: with password hashes only for its owner's key, and good enough to go on elsewhere.

use crate::harness::{Answer, Call, World};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa::{KeySize, PrivateDecryptingKey},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use cli::{Problem, decrypt, export, import};
use http::{Method, StatusCode};
use local::{Local, seed};
use serde_json::{Value, json};
use std::{path::PathBuf, process::ExitCode, sync::Arc};
use tokio::{net::TcpListener, sync::oneshot};

/// A folder of this test's own, gone with it.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aero2-leaving-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A pair of keys, as `openssl genpkey` makes them; answers the public half.
    pub(super) fn keys(&self) -> String {
        let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
        let pem = |kind: &str, der: &[u8]| {
            let text = STANDARD.encode(der);
            let lines: Vec<&str> = text
                .as_bytes()
                .chunks(64)
                .map(|line| str::from_utf8(line).unwrap())
                .collect();
            format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", lines.join("\n"))
        };
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&private).unwrap();
        std::fs::write(self.at("private.pem"), pem("PRIVATE KEY", der.as_ref())).unwrap();
        let der = AsDer::<PublicKeyX509Der<'_>>::as_der(&private.public_key()).unwrap();
        let public = pem("PUBLIC KEY", der.as_ref());
        std::fs::write(self.at("public.pem"), &public).unwrap();
        public
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) async fn key(world: &World, permissions: &[&str]) -> String {
    let body = json!({"kind": "secret", "permissions": permissions});
    let path = "/api/applications/api-keys";
    let made = world.manage("acme", Method::POST, path, Some(&body)).await;
    made.expect(StatusCode::CREATED).json()["key"]
        .as_str()
        .unwrap()
        .to_owned()
}

pub(super) async fn page(world: &World, key: &str, wish: &Value) -> Answer {
    let url = world.url("acme", "/api/exports/users");
    let call = Call::new(Method::POST, &url).header("authorization", format!("Bearer {key}"));
    world.send(call.json(wish)).await
}

pub(super) fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn everybody_is_on_some_page_once_and_nothing_secret_is() {
    let world = World::start().await;
    let own = &world.app("acme").secret_key;
    let (mut ids, mut cursor, mut pages) = (Vec::new(), Value::Null, 0);
    loop {
        let answer = page(&world, own, &json!({"limit": 2, "cursor": cursor})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        assert!(!answer.body.contains("argon2") && !answer.body.contains("password_hash"));
        let found = lines(&answer.body);
        assert_eq!(answer.header("aero2-count"), found.len().to_string());
        ids.extend(found.iter().map(|user| user["id"].as_str().unwrap().to_owned()));
        pages += 1;
        match answer.header("aero2-next-cursor").as_str() {
            "" => break,
            next => cursor = json!(next),
        }
    }
    let listed = world
        .manage("acme", Method::GET, "/api/users?limit=100", None)
        .await
        .json();
    let all: Vec<&str> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, all);
    assert!(pages > 1);
    let mia = lines(&page(&world, own, &json!({})).await.body);
    let mia = mia
        .iter()
        .find(|user| user["id"] == world.user("acme", 1).id.as_str())
        .unwrap();
    assert_eq!((&mia["has_password"], &mia["status"]), (&json!(true), &json!("active")));
    assert!(mia["roles"].as_array().unwrap().contains(&json!("user")), "{mia}");
    let events = world.events("acme").await;
    for kind in ["export.started", "export.finished"] {
        assert_eq!(
            events.iter().filter(|event| *event == kind).count(),
            2,
            "{kind}: {events:?}"
        );
    }
}

#[tokio::test]
async fn hashes_leave_encrypted_only_and_for_a_caller_that_was_made_for_it() {
    let world = World::start().await;
    let folder = Folder::new("allowed");
    let public = folder.keys();
    let wish = json!({"credentials": true, "public_key": public});
    let own = world.app("acme").secret_key.clone();
    assert_eq!(
        page(&world, &own, &wish).await.error(),
        "forbidden",
        "a key for everything names nothing"
    );
    let reader = key(&world, &["export:read"]).await;
    assert_eq!(page(&world, &reader, &wish).await.error(), "forbidden");
    let importer = key(&world, &["import:write", "users:read"]).await;
    assert_eq!(page(&world, &importer, &json!({})).await.error(), "forbidden");
    let owner = key(&world, &["export:read", "export:credentials"]).await;
    for bad in [
        json!({"credentials": true}),
        json!({"credentials": true, "public_key": "age1"}),
        json!({"limit": 0}),
        json!({"limit": 501}),
    ] {
        assert_eq!(page(&world, &owner, &bad).await.status, 422, "{bad}");
    }
    let first = page(
        &world,
        &owner,
        &json!({"credentials": true, "public_key": public, "limit": 1}),
    )
    .await;
    assert_eq!(
        (first.status, first.header("content-type").as_str()),
        (200, "application/jose")
    );
    assert_eq!(
        first.body.matches('.').count(),
        4,
        "a JWE in its compact form: {}",
        first.body
    );
    let cursor = first.header("aero2-next-cursor");
    for (who, wish) in [
        (&reader, json!({"cursor": cursor, "limit": 1})),
        (&owner, json!({"cursor": cursor, "limit": 1})),
        (&owner, json!({"cursor": format!("{cursor}x"), "limit": 1})),
    ] {
        assert_eq!(page(&world, who, &wish).await.error(), "cursor_invalid", "{wish}");
    }
    world.later(86_400);
    let late = json!({"credentials": true, "public_key": public, "cursor": cursor});
    assert_eq!(page(&world, &owner, &late).await.error(), "cursor_invalid", "a day");
}

async fn command<A: Send + 'static>(
    run: fn(&A, Option<String>) -> Result<ExitCode, Problem>,
    arguments: A,
    key: &str,
) -> Result<ExitCode, Problem> {
    let key = Some(key.to_owned());
    tokio::task::spawn_blocking(move || run(&arguments, key)).await.unwrap()
}

#[tokio::test]
async fn people_go_on_elsewhere_with_the_passwords_they_had() {
    let folder = Folder::new("moved");
    folder.keys();
    let local = Box::pin(Local::in_memory()).await.unwrap();
    let seeded = Box::pin(seed::seed(&local)).await.unwrap();
    let world = World::around(local, seeded);
    let owner = key(&world, &["export:read", "export:credentials"]).await;
    let people = world.seeded.applications[0].users.clone();
    let (acme, globex) = (
        world.app("acme").secret_key.clone(),
        world.app("globex").secret_key.clone(),
    );
    let World { local, seeded, .. } = world;
    let local = Arc::new(local);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(local::gateway::serve(Arc::clone(&local), listener, async {
        let _ended = stopped.await;
    }));
    let whole = export::Arguments {
        file: folder.at("users.jwe"),
        of: format!("http://acme.localhost:{port}"),
        key: Some(folder.at("public.pem")),
        passwords: true,
        resume: false,
        page: 2,
    };
    let refused = command(export::run, whole.clone(), &acme)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("export:credentials"), "{refused}");
    assert!(!whole.file.exists(), "nothing is left behind");
    assert!(command(export::run, whole.clone(), &owner).await.is_ok());
    let taken = command(export::run, whole.clone(), &owner)
        .await
        .unwrap_err()
        .to_string();
    assert!(taken.contains("not taken"), "{taken}");
    let written = std::fs::read_to_string(&whole.file).unwrap();
    assert!(written.lines().count() > 1 && !written.contains("argon2") && !written.contains(&people[1].email));
    let open = decrypt::Arguments {
        file: whole.file.clone(),
        key: folder.at("private.pem"),
        output: folder.at("users.ndjson"),
    };
    decrypt::run(&open).unwrap();
    let users = lines(&std::fs::read_to_string(&open.output).unwrap());
    assert!(
        users
            .iter()
            .all(|user| user["password_hash"].as_str().unwrap().starts_with("$argon2id$"))
    );
    let moved = import::Arguments {
        file: open.output.clone(),
        from: serde_json::from_value("aero2".into()).unwrap(),
        to: format!("http://globex.localhost:{port}"),
        dry_run: false,
        resume: false,
        report: None,
        firebase_hash_config: None,
        without_passwords: false,
        in_flight: 1,
    };
    let done = command(import::run, moved, &globex).await.unwrap();
    assert_eq!(format!("{done:?}"), format!("{:?}", ExitCode::SUCCESS));
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    let world = World::around(Arc::try_unwrap(local).ok().unwrap(), seeded);
    for person in &people {
        let mut browser = world.browser();
        let login = browser.open(&world.url("globex", "/login")).await;
        let done = browser.sign_in_from(&login, &person.email, &person.password).await;
        assert_eq!(done.status, 303, "{}: {}", person.email, done.body);
    }
    world.is_sound().await;
}

#[tokio::test]
async fn a_file_that_another_key_or_hand_made_is_not_opened() {
    let (folder, other) = (Folder::new("mine"), Folder::new("theirs"));
    let public = folder.keys();
    other.keys();
    let world = World::start().await;
    let owner = key(&world, &["export:read", "export:credentials"]).await;
    let made = page(&world, &owner, &json!({"credentials": true, "public_key": public})).await;
    let changed = made.body.replacen("eyJ", "eyK", 1);
    for (name, text, key, opens) in [
        ("whole", made.body.as_str(), &folder, true),
        ("foreign", made.body.as_str(), &other, false),
        ("changed", changed.as_str(), &folder, false),
        ("plain", "{}\n", &folder, false),
    ] {
        let file = folder.at(name);
        std::fs::write(&file, text).unwrap();
        let arguments = decrypt::Arguments {
            output: folder.at(&format!("{name}.open")),
            file,
            key: key.at("private.pem"),
        };
        assert_eq!(decrypt::run(&arguments).is_ok(), opens, "{name}");
    }
}

#[tokio::test]
async fn an_export_that_broke_off_goes_on_with_its_last_whole_page() {
    use axum::{Router, body::Bytes, response::IntoResponse, routing::post};
    let folder = Folder::new("resumed");
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let notes = Arc::clone(&asked);
    let answer = move |wish: Bytes| {
        let notes = Arc::clone(&notes);
        let wish: Value = serde_json::from_slice(&wish).unwrap();
        async move {
            let mut asked = notes.lock().unwrap();
            asked.push(wish["cursor"].clone());
            match asked.len() {
                1 => ([("aero2-count", "1"), ("aero2-next-cursor", "two")], "{\"id\":1}\n").into_response(),
                2 => (StatusCode::FORBIDDEN, "{\"detail\":\"No longer.\"}").into_response(),
                _ => ([("aero2-count", "1")], "{\"id\":2}\n").into_response(),
            }
        }
    };
    let router = Router::new().route("/api/exports/users", post(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let mut call = export::Arguments {
        file: folder.at("users.ndjson"),
        of: format!("http://acme.localhost:{port}"),
        key: None,
        passwords: false,
        resume: false,
        page: 1,
    };
    let broken = command(export::run, call.clone(), "sk").await.unwrap_err().to_string();
    assert!(broken.contains("No longer."), "{broken}");
    let mut text = std::fs::read_to_string(&call.file).unwrap();
    text.push_str("{\"id\":");
    std::fs::write(&call.file, text).unwrap();
    call.resume = true;
    assert!(command(export::run, call.clone(), "sk").await.is_ok());
    assert_eq!(std::fs::read_to_string(&call.file).unwrap(), "{\"id\":1}\n{\"id\":2}\n");
    assert_eq!(*asked.lock().unwrap(), [Value::Null, json!("two"), json!("two")]);
    assert!(!folder.at("users.ndjson.state").exists());
}
