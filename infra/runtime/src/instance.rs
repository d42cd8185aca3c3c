//! One instance of a function: a child process of the release binary, and the Runtime API it asks for work.
//!
//! It handles one event at a time. What it was told, it never hears again: an instance that fails is ended, not repaired.

use crate::api::{Api, Invocation, Stage};
use hyper::body::Bytes;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::{
    process::{Child, Command},
    sync::oneshot,
};

/// How long an instance with an extension inside has between being told and being ended.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(500);
/// How long an instance may take to ask for its first event.
const INIT_LIMIT: Duration = Duration::from_secs(10);

/// What a function is: its binary, what it is told, how long it may take, how many run at once.
#[derive(Clone, Debug)]
pub struct Spec {
    /// As in the template.
    pub name: String,
    /// The executable.
    pub binary: PathBuf,
    /// Its environment, beside what Lambda itself sets.
    pub environment: Vec<(String, String)>,
    /// Where its output goes, a file per instance.
    pub logs: PathBuf,
    /// The longest an event may take.
    pub timeout: Duration,
    /// The most instances at once; what comes then waits.
    pub concurrency: usize,
}

/// Why an instance is not there.
#[derive(Debug, thiserror::Error)]
pub enum Death {
    /// The process could not be started.
    #[error("{0} cannot be started: {1}")]
    Start(String, io::Error),
    /// It said so itself.
    #[error("{0} cannot initialise: {1}")]
    Init(String, String),
    /// It ended before it was told to.
    #[error("{0} ended ({1}); its last words: {2}")]
    Exit(String, String, String),
    /// It did not ask for work in time.
    #[error("{0} did not ask for work within 10 s")]
    Late(String),
}

/// Why an event has no answer.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    /// The function reported an error; the instance lives on.
    #[error("{kind}: {message}")]
    Function {
        /// Its type.
        kind: String,
        /// Its text.
        message: String,
    },
    /// The instance is gone.
    #[error(transparent)]
    Dead(#[from] Death),
    /// The event took longer than the function may; the instance was ended.
    #[error("the function took longer than {0:?}")]
    Timeout(Duration),
}

impl InvokeError {
    /// Whether the instance that failed can take another event.
    pub(crate) const fn spares_the_instance(&self) -> bool {
        matches!(self, Self::Function { .. })
    }
}

/// A running process of a function; killed when dropped.
pub(crate) struct Instance {
    /// Which function, and which of its instances: also the access key that its calls are signed with.
    pub(crate) key: String,
    child: Child,
    api: Api,
    log: PathBuf,
    served: u64,
}

impl Instance {
    /// Starts one and waits until it asks for work.
    pub(crate) async fn start(spec: &Spec, number: u64) -> Result<Self, Death> {
        let mut instance = Self::spawn(spec, number).await?;
        instance.ready().await?;
        Ok(instance)
    }

    /// Starts the process.
    pub(crate) async fn spawn(spec: &Spec, number: u64) -> Result<Self, Death> {
        let key = format!("{}-{number}", spec.name);
        let failed = |error| Death::Start(key.clone(), error);
        let api = Api::open().await.map_err(failed)?;
        let log = spec.logs.join(format!("{key}.log"));
        let out = std::fs::File::create(&log).map_err(failed)?;
        let err = out.try_clone().map_err(failed)?;
        let mut command = Command::new(&spec.binary);
        command
            .env_clear()
            .envs(lambda(spec, &key, &api.address.to_string()))
            .envs(spec.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .kill_on_drop(true);
        let child = command.spawn().map_err(failed)?;
        Ok(Self {
            key,
            child,
            api,
            log,
            served: 0,
        })
    }

    /// Waits for the end of INIT.
    pub(crate) async fn ready(&mut self) -> Result<(), Death> {
        let stage = &mut self.api.stage;
        let told = stage.wait_for(|stage| *stage != Stage::Init);
        tokio::select! {
            told = tokio::time::timeout(INIT_LIMIT, told) => match told.map(|told| told.map(|stage| stage.clone())) {
                Ok(Ok(Stage::Failed(why))) => Err(Death::Init(self.key.clone(), why)),
                Ok(_) => Ok(()),
                Err(_) => Err(Death::Late(self.key.clone())),
            },
            status = self.child.wait() => Err(exit(&self.key, status, &self.log)),
        }
    }

    /// The process id, while it runs.
    pub(crate) fn pid(&self) -> Option<u32> {
        self.child.id()
    }

    /// Ends it as Lambda does: who registered an extension is told, and has half a second; any other is simply gone.
    pub(crate) async fn end(mut self) {
        let told = self.api.is_extended().then(|| self.pid()).flatten();
        let Some(pid) = told.and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)) else {
            return;
        };
        if kill_process(pid, Signal::TERM).is_ok() {
            let _killed_when_dropped = tokio::time::timeout(SHUTDOWN_LIMIT, self.child.wait()).await;
        }
    }

    /// Handles one event. An error that does not spare the instance means: drop it.
    pub(crate) async fn invoke(
        &mut self,
        event: Bytes,
        spec: &Spec,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Bytes, InvokeError> {
        self.served = self.served.saturating_add(1);
        let (answer, answered) = oneshot::channel();
        let invocation = Invocation {
            id: request_id(&self.key, self.served),
            event,
            headers,
            answer,
        };
        let gone = || Death::Exit(self.key.clone(), "it hung up".to_owned(), tail(&self.log));
        self.api.invocations.send(invocation).await.map_err(|_| gone())?;
        tokio::select! {
            biased;
            answer = answered => answer.map_err(|_| gone())?,
            status = self.child.wait() => Err(exit(&self.key, status, &self.log).into()),
            () = tokio::time::sleep(spec.timeout) => Err(InvokeError::Timeout(spec.timeout)),
        }
    }
}

impl Drop for Instance {
    /// libfaketime shares two names per process and gives them back only when it ends by itself.
    fn drop(&mut self) {
        let Some(pid) = self.pid() else { return };
        for name in [format!("faketime_shm_{pid}"), format!("sem.faketime_sem_{pid}")] {
            let _there_only_with_it = std::fs::remove_file(Path::new("/dev/shm").join(name));
        }
    }
}

/// What Lambda sets (Lambda developer guide, defined runtime environment variables).
fn lambda(spec: &Spec, key: &str, api: &str) -> Vec<(&'static str, String)> {
    vec![
        ("AWS_LAMBDA_RUNTIME_API", api.to_owned()),
        ("AWS_LAMBDA_FUNCTION_NAME", format!("aero2-{}", spec.name)),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/aero2-{}", spec.name)),
        ("AWS_LAMBDA_LOG_STREAM_NAME", key.to_owned()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_DEFAULT_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", key.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "nobody-checks-it".to_owned()),
        ("AWS_SESSION_TOKEN", "nobody-checks-it".to_owned()),
        ("TZ", ":UTC".to_owned()),
        ("LANG", "en_US.UTF-8".to_owned()),
        ("_HANDLER", "bootstrap".to_owned()),
    ]
}

/// Looks like Lambda's, and says who it was: a UUID whose first part is made of the instance and the count.
fn request_id(key: &str, served: u64) -> String {
    let mut hex = String::new();
    for byte in key.bytes() {
        let _a_string_takes_everything = write!(hex, "{byte:02x}");
    }
    let hex: String = hex.chars().rev().take(12).collect();
    format!("{served:08x}-0000-4000-8000-{hex:0>12}")
}

fn exit(key: &str, status: io::Result<ExitStatus>, log: &Path) -> Death {
    let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
    Death::Exit(key.to_owned(), status, tail(log))
}

/// The last lines of a log.
fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
}
