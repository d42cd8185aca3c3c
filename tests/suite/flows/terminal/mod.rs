//! The command `aero2` as a person has it: a platform that listens, a folder, an environment, and somebody who types.

mod config;
mod login;

use crate::harness::World;
use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse as _, Response},
};
use cli::{Problem, Terminal};
use http::{Request, header};
use local::{Local, aws::data_dir::DataDir, seed};
use serde_json::Value;
use std::{
    io::{self, BufRead, Read, Write},
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, mpsc},
};
use tokio::{net::TcpListener, task::JoinHandle};
use web::Edge;

/// A platform with the demo data that listens, and a folder of this test's own.
struct Desk {
    world: Arc<World>,
    port: u16,
    folder: PathBuf,
    environment: Vec<(String, String)>,
}

/// What a command said.
#[derive(Debug)]
struct Said {
    result: Result<ExitCode, Problem>,
    out: String,
}

impl Said {
    /// 0 or 2, or what went wrong.
    fn code(&self) -> u8 {
        let code = self.result.as_ref().unwrap_or_else(|problem| panic!("{problem}"));
        u8::from(*code != ExitCode::SUCCESS) * 2
    }

    fn problem(&self) -> String {
        self.result.as_ref().unwrap_err().to_string()
    }
}

async fn answer(State(world): State<Arc<World>>, request: Request<Body>) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let edge = Edge {
        host,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        exempt: true,
        request_id: "terminal".to_owned(),
    };
    world.local.respond(request, edge).await.into_response()
}

impl Desk {
    async fn open(name: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let local = Box::pin(Local::start(DataDir::memory(), port)).await.unwrap();
        let seeded = Box::pin(seed::seed(&local)).await.unwrap();
        let world = Arc::new(World::around(local, seeded));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&world));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = std::env::temp_dir().join(format!("aero2-terminal-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            world,
            port,
            folder,
            environment: Vec::new(),
        }
    }

    /// With the secret key of the demo application in the environment.
    async fn with_key(name: &str) -> Self {
        let mut desk = Self::open(name).await;
        let key = desk.world.app("acme").secret_key.clone();
        desk.environment.push(("AERO2_SECRET_KEY".to_owned(), key));
        desk
    }

    fn url(&self, slug: &str) -> String {
        format!("http://{slug}.localhost:{}", self.port)
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&std::fs::read_to_string(self.path(name)).unwrap()).unwrap()
    }

    fn write(&self, name: &str, value: &Value) {
        std::fs::write(self.path(name), serde_json::to_string_pretty(value).unwrap()).unwrap();
    }

    /// Begins a command; the words of a line are between spaces.
    fn begin(&self, line: &str) -> Running {
        let words: Vec<String> = std::iter::once("aero2")
            .chain(line.split_whitespace())
            .map(str::to_owned)
            .collect();
        let (types, typed) = mpsc::channel();
        let (says, said) = tokio::sync::mpsc::unbounded_channel();
        let out = Arc::new(Mutex::new(Vec::new()));
        let mut environment = self.environment.clone();
        environment.push(("XDG_CONFIG_HOME".to_owned(), self.path("home")));
        let screen = Screen {
            kept: Arc::clone(&out),
            says,
        };
        let mut terminal = Terminal {
            out: Box::new(screen.clone()),
            notes: Box::new(Screen {
                kept: Arc::default(),
                ..screen
            }),
            input: Box::new(Keyboard {
                typed,
                line: io::Cursor::default(),
            }),
            is_watched: true,
            environment: Box::new(move |name| {
                let found = environment.iter().find(|(known, _)| known == name);
                found.map(|(_, value)| value.clone())
            }),
        };
        let done = tokio::task::spawn_blocking(move || cli::run(words, &mut terminal));
        Running { done, out, types, said }
    }

    /// Runs a command to its end; what it asks is answered with no.
    async fn run(&self, line: &str) -> Said {
        self.begin(line).end().await
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// A command that runs.
struct Running {
    done: JoinHandle<Result<ExitCode, Problem>>,
    out: Arc<Mutex<Vec<u8>>>,
    types: mpsc::Sender<String>,
    said: tokio::sync::mpsc::UnboundedReceiver<String>,
}

impl Running {
    /// Waits until it says something with this in it.
    async fn says(&mut self, what: &str) -> String {
        let mut all = String::new();
        while !all.contains(what) {
            let more = self.said.recv().await;
            all.push_str(&more.unwrap_or_else(|| panic!("{what} was never said, but:\n{all}")));
        }
        all
    }

    fn types(&self, line: &str) {
        self.types.send(format!("{line}\n")).unwrap();
    }

    async fn end(self) -> Said {
        drop(self.types);
        let result = self.done.await.unwrap();
        let out = String::from_utf8(self.out.lock().unwrap().clone()).unwrap();
        Said { result, out }
    }
}

#[derive(Clone)]
struct Screen {
    kept: Arc<Mutex<Vec<u8>>>,
    says: tokio::sync::mpsc::UnboundedSender<String>,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.lock().unwrap().extend(bytes);
        let _nobody_listens = self.says.send(String::from_utf8_lossy(bytes).into_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lines as they are typed; none when nobody will type any more.
struct Keyboard {
    typed: mpsc::Receiver<String>,
    line: io::Cursor<Vec<u8>>,
}

impl Read for Keyboard {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        self.fill_buf()?;
        self.line.read(room)
    }
}

impl BufRead for Keyboard {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.fill_buf()?.is_empty() {
            self.line = io::Cursor::new(self.typed.recv().unwrap_or_default().into_bytes());
        }
        self.line.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.line.consume(count);
    }
}
