//! The whole platform as it is deployed: every function a pool of real processes, behind a gateway, in front of the embedded AWS.

use crate::{
    answer, environment,
    event::{self, Arrival},
    instance::{InvokeError, Spec},
    pool::Pool,
    route::Routes,
};
use axum::{
    body::{Body, Bytes},
    response::Response,
};
use domain::Clock as _;
use futures_util::future::join_all;
use http::{Method, Request};
use http_body_util::BodyExt;
use local::{
    Front, Left, Local, Promised,
    aws::{capacity::Capacity, clock::LocalClock, listener::Listener},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use web::Edge;

/// How the edge proves itself here.
pub(crate) const SECRET: &str = "the-edge-secret-of-the-runtime-host";

/// Those whose changes other functions may remember the opposite of for up to 30 seconds.
const CONFIGURE: &[&str] = &[
    "applications",
    "api-keys",
    "domains",
    "clients",
    "roles",
    "platform",
    "branding",
];

/// How it is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the binaries are: `{name}` or `{name}/bootstrap`.
    pub binaries: PathBuf,
    /// Debian's libfaketime, through which the processes see the clock of the platform; without it they see the system's.
    pub faketime: Option<PathBuf>,
    /// The most instances of one function at once.
    pub concurrency: usize,
}

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nothing was built.
    #[error("there are no functions in {0}: `cargo xtask lambda --arch x86_64` makes them")]
    NotBuilt(PathBuf),
    /// What the functions are is not known.
    #[error(transparent)]
    Template(#[from] stack::StackError),
    /// The system did not give what it needs.
    #[error("the runtime host cannot start: {0}")]
    System(#[from] io::Error),
}

/// A folder of its own, gone with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("aero2-runtime-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _left_behind = std::fs::remove_dir_all(&self.0);
    }
}

/// The deployed platform on this machine. Its processes end with it.
pub struct Host {
    pools: BTreeMap<String, Pool>,
    routes: Routes,
    capacity: Capacity,
    clock: Arc<LocalClock>,
    addresses: AtomicU32,
    _aws: Listener,
    _scratch: Scratch,
}

impl Host {
    /// Prepares the functions in front of what `local` embeds. No process starts before it is needed.
    pub fn start(local: &Local, options: &Options) -> Result<Arc<Self>, StartError> {
        let (aws, scratch) = (local.aws.listen()?, Scratch::new()?);
        let mut environment = environment::of(local, aws.url());
        if let Some(library) = &options.faketime {
            let file = scratch.0.join("now");
            local.aws.clock.mirror(&file)?;
            environment.extend(environment::faketime(library, &file));
        }
        let routes = Routes::read(Path::new(crate::TEMPLATE))?;
        let mut pools = BTreeMap::new();
        for name in routes.functions() {
            let spec = Spec {
                name: name.clone(),
                binary: binary(&options.binaries, &name),
                environment: environment.clone(),
                logs: scratch.0.clone(),
                timeout: Duration::from_secs(30),
                concurrency: options.concurrency,
            };
            pools.insert(name, Pool::new(spec));
        }
        // A single one that is missing is noticed when it is asked.
        if !pools.values().any(|pool| pool.spec().binary.is_file()) {
            return Err(StartError::NotBuilt(options.binaries.clone()));
        }
        Ok(Arc::new(Self {
            pools,
            routes,
            capacity: local.aws.capacity.clone(),
            clock: Arc::clone(&local.aws.clock),
            addresses: AtomicU32::new(0),
            _aws: aws,
            _scratch: scratch,
        }))
    }

    /// The instances of a function.
    pub fn pool(&self, function: &str) -> Option<&Pool> {
        self.pools.get(function)
    }

    /// All functions, by name.
    pub(crate) fn pools(&self) -> impl Iterator<Item = (&str, &Pool)> {
        self.pools.iter().map(|(name, pool)| (name.as_str(), pool))
    }

    /// Hands an event of any kind to a function; answers what it answered.
    pub async fn invoke(&self, function: &str, event: &Value) -> Result<Value, InvokeError> {
        let answer = self.run(function, event, "event").await?;
        Ok(serde_json::from_slice(&answer).unwrap_or_default())
    }

    async fn run(&self, function: &str, event: &Value, request: &str) -> Result<Bytes, InvokeError> {
        let Some(pool) = self.pools.get(function) else {
            return Err(InvokeError::Function {
                kind: "ResourceNotFoundException".to_owned(),
                message: format!("there is no function {function}"),
            });
        };
        let now = self.clock.now().millis();
        let deadline = now.saturating_add(i64::try_from(pool.spec().timeout.as_millis()).unwrap_or(i64::MAX));
        let arn = format!("arn:aws:lambda:us-east-1:123456789012:function:aero2-{function}:live");
        let trace = format!(
            "Root=1-{:08x}-{:024x};Sampled=0",
            now.div_euclid(1000),
            fingerprint(request)
        );
        let headers = vec![
            ("lambda-runtime-deadline-ms", deadline.to_string()),
            ("lambda-runtime-invoked-function-arn", arn),
            ("lambda-runtime-trace-id", trace),
        ];
        pool.invoke(Bytes::from(event.to_string()), headers, Some(&self.capacity))
            .await
    }

    /// An address nobody has used: the deployed edge exempts nobody from limits, and a developer's machine is exempt.
    fn fresh_address(&self) -> IpAddr {
        let number = self.addresses.fetch_add(1, Ordering::Relaxed);
        let first = u32::from(Ipv4Addr::new(198, 18, 0, 1));
        IpAddr::V4(Ipv4Addr::from(first.wrapping_add(number % 131_000)))
    }

    async fn pass(&self, request: Request<Body>, edge: Edge) -> Response {
        let (parts, body) = request.into_parts();
        let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
            return answer::failed();
        };
        let Some(route) = self.routes.choose(&parts.method, parts.uri.path()) else {
            return answer::not_found();
        };
        let arrival = Arrival {
            address: if edge.exempt {
                self.fresh_address()
            } else {
                edge.address
            },
            host: edge.host,
            request_id: edge.request_id.clone(),
            edge_secret: SECRET.to_owned(),
            at: self.clock.now().millis(),
        };
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        let event = event::write(&Request::from_parts(parts, bytes), &arrival, &route);
        let outcome = self.run(&route.function, &event, &edge.request_id).await;
        let response = match outcome.map(|payload| answer::read(&payload)) {
            Ok(Ok(response)) => response,
            Ok(Err(unreadable)) => {
                complain(&route.function, &unreadable);
                return answer::failed();
            }
            Err(error) => {
                complain(&route.function, &error);
                return answer::failed();
            }
        };
        if !reads && response.status().as_u16() < 400 && CONFIGURE.contains(&route.function.as_str()) {
            self.forget(&route.function).await;
        }
        response
    }

    /// After a change of configuration: what other instances remember of it is true for up to 30 seconds more. Instead of letting them pass, which
    /// would age codes and tokens too, the others are ended, and who is asked next starts with nothing remembered.
    pub async fn forget(&self, but: &str) {
        for (name, pool) in &self.pools {
            if name == but {
                pool.retire_but_warmest().await;
            } else {
                pool.retire().await;
            }
        }
    }
}

impl Front for Host {
    fn answer(&self, request: Request<Body>, edge: Edge) -> Promised<'_, Response> {
        Box::pin(self.pass(request, edge))
    }

    fn consume<'a>(&'a self, event: &'a Value) -> Promised<'a, bool> {
        Box::pin(async move {
            let mut handled = true;
            for function in ["record", "deliver"] {
                match self.invoke(function, event).await {
                    Ok(answer) => {
                        let failures = answer.get("batchItemFailures").and_then(Value::as_array);
                        handled &= failures.is_none_or(Vec::is_empty);
                    }
                    Err(error) => {
                        complain(function, &error);
                        handled = false;
                    }
                }
            }
            handled
        })
    }

    fn report<'a>(&'a self, event: &'a Value) -> Promised<'a, ()> {
        Box::pin(async move {
            if let Err(error) = self.invoke("mail-feedback", event).await {
                complain("mail-feedback", &error);
            }
        })
    }

    /// The batch of nothing that the template's schedule starts the mailer with. Its answer does not say what still waits, so it is asked again.
    fn tend(&self) -> Promised<'_, Left> {
        Box::pin(async move {
            if let Err(error) = self.invoke("deliver", &json!({ "Records": [] })).await {
                complain("deliver", &error);
            }
            Left::Some
        })
    }

    fn rest(&self) -> Promised<'_, ()> {
        Box::pin(async move {
            join_all(self.pools.values().map(Pool::retire)).await;
        })
    }
}

fn complain(function: &str, why: &dyn std::error::Error) {
    let _nobody_reads = writeln!(io::stderr(), "runtime host: {function}: {why}");
}

/// 96 bits of a request id, for a trace id that is the same at every run.
fn fingerprint(text: &str) -> u128 {
    text.bytes().fold(0x6c62_272e_07bb_0142_u128, |sum, byte| {
        (sum ^ u128::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }) & ((1 << 96) - 1)
}

/// `NAME`, or `NAME/bootstrap`.
fn binary(folder: &Path, name: &str) -> PathBuf {
    let own = folder.join(name);
    if own.is_dir() { own.join("bootstrap") } else { own }
}
