//! `aero2-local`: the whole platform in one process. Started by `cargo xtask dev`.

#![recursion_limit = "256"]

use clap::Parser;
use local::{Local, aws::data_dir::DataDir, dashboard::Dashboard, gateway, logs::Logs, schedules, seed};
use platform::system::SystemClock;
use serde_json::json;
use std::{
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};
use tokio::net::TcpListener;
use web::observe::{self, Filter};

/// Runs Aero2 on this machine: every function, the table, the keys and an outbox, until Ctrl-C
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Port of the gateway on the loopback interface; 0 lets the system choose
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Where the database, the keys and the outbox are kept
    #[arg(long, default_value = ".aero2", value_name = "DIR")]
    data_dir: PathBuf,
    /// Make the demo data: two applications with users, clients and keys; safe to repeat
    #[arg(long)]
    seed: bool,
    /// When ready, print one line of JSON with `dashboard`, `local` and `operator_setup_url`
    #[arg(long)]
    json: bool,
    /// Where the dashboard's built pages are (`frontend/dashboard/dist`)
    #[arg(long, value_name = "DIR")]
    dashboard: Option<PathBuf>,
}

fn say(text: &str) {
    let _nobody_reads = writeln!(std::io::stderr(), "aero2: {text}");
}

/// What the code has to say goes into the log, and warnings to the terminal too. `AERO2_LOG` asks for more.
fn talk(logs: &Logs) {
    #[expect(
        clippy::disallowed_methods,
        reason = "before there is a configuration that could fail to be read"
    )]
    let wanted = std::env::var("AERO2_LOG").ok();
    let filter = wanted.as_deref().and_then(Filter::parse).unwrap_or_default();
    let logs = logs.clone();
    let sink = move |level: tracing::Level, line: &str| {
        logs.add(line);
        if level <= tracing::Level::WARN {
            say(line.trim_end());
        }
    };
    let _only_one = tracing::subscriber::set_global_default(observe::subscriber(filter, Arc::new(SystemClock), sink));
}

fn main() -> ExitCode {
    let options = Options::parse();
    let logs = Logs::default();
    talk(&logs);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            say(&format!("the system gave no threads ({error})"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(&options, logs)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&why);
            ExitCode::FAILURE
        }
    }
}

/// The port is taken before the data is touched.
async fn run(options: &Options, logs: Logs) -> Result<(), String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| {
        format!(
            "port {} cannot be used ({error}): stop what uses it, or choose another one with --port",
            options.port
        )
    })?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let dir = DataDir::open(&options.data_dir).map_err(|error| error.to_string())?;
    let started = Local::start_logging(dir, port, logs).await;
    let pages = options.dashboard.clone().map(Dashboard::built).unwrap_or_default();
    let local = Arc::new(started.map_err(|error| error.to_string())?.with_dashboard(pages));
    if options.seed {
        seed::seed(&local)
            .await
            .map_err(|failure| format!("the demo data could not be made: {failure}"))?;
    }
    let stopped = stopped().map_err(|error| format!("the system gave no signals ({error})"))?;
    announce(&local, options, port);
    tokio::spawn(schedules::hourly(Arc::clone(&local)));
    tokio::spawn(schedules::jobs(Arc::clone(&local)));
    gateway::serve(local, listener, stopped)
        .await
        .map_err(|error| format!("the gateway stopped: {error}"))?;
    say("stopped; everything is kept for the next start");
    Ok(())
}

fn announce(local: &Local, options: &Options, port: u16) {
    let dashboard = format!("http://dashboard.localhost:{port}");
    let control = format!("http://{}:{port}", gateway::CONTROL_HOST);
    say(&format!("ready, data in {}", options.data_dir.display()));
    say(&format!("  dashboard     {dashboard}"));
    say(&format!("  mail, clock…  {control}"));
    if options.seed {
        say(&format!(
            "  demo          http://acme.localhost:{port} and http://globex.localhost:{port}; people and clients at {control}"
        ));
    } else if let Some(url) = &local.operator_setup_url {
        say(&format!("  set up        {url}"));
    }
    say("Ctrl-C stops it");
    if options.json {
        let setup = local.operator_setup_url.as_ref().filter(|_| !options.seed);
        let line = json!({ "dashboard": dashboard, "local": control, "operator_setup_url": setup });
        let _nobody_reads = writeln!(std::io::stdout(), "{line}");
    }
}

/// Ctrl-C, or the signal by which other programs ask a process to end. Listens from the call on, not only once it is
/// awaited: who reads that it is ready may stop it at once.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C. Listens from the call on.
#[cfg(windows)]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        let _one = interrupt.recv().await;
    })
}
