//! `aero2-runtime`: the deployed binaries on this machine, measured or served. Started by `cargo xtask runtime`.

use clap::{Parser, Subcommand};
use local::{Local, aws::data_dir::DataDir, gateway, seed};
use runtime::{Host, Options, measure};
use std::{
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};
use tokio::net::TcpListener;

/// The real Lambda binaries behind a gateway and in front of embedded AWS
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where the binaries are, as `NAME` or `NAME/bootstrap`
    #[arg(long, default_value = "target/release", value_name = "DIR", global = true)]
    binaries: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure INIT, first and warm request, memory and size of each function
    Measure {
        /// How often; the median is shown
        #[arg(long, default_value_t = 20)]
        runs: usize,
        /// Only this function
        #[arg(long)]
        only: Option<String>,
        /// Where the table is kept
        #[arg(long, default_value = "target/runtime-measures.md", value_name = "FILE")]
        out: PathBuf,
    },
    /// Serve the platform with demo data, until Ctrl-C
    Serve {
        /// Port of the gateway on the loopback interface; 0 lets the system choose
        #[arg(long, default_value_t = 8787)]
        port: u16,
        /// Where the database, the keys and the outbox are kept
        #[arg(long, default_value = ".aero2-runtime", value_name = "DIR")]
        data_dir: PathBuf,
    },
}

fn say(text: &str) {
    let _nobody_reads = writeln!(std::io::stderr(), "aero2-runtime: {text}");
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Measure { runs, only, out } => measure::run(&arguments.binaries, *runs, only.as_deref(), out).await,
        Command::Serve { port, data_dir } => serve(&arguments.binaries, *port, data_dir).await.map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            say(&why);
            ExitCode::FAILURE
        }
    }
}

async fn serve(binaries: &std::path::Path, port: u16, data_dir: &std::path::Path) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
        .map_err(|error| told(&error))?;
    let port = listener.local_addr().map_err(|error| told(&error))?.port();
    let dir = DataDir::open(data_dir).map_err(|error| told(&error))?;
    let local = Box::pin(Local::start(dir, port)).await.map_err(|error| told(&error))?;
    Box::pin(seed::seed(&local)).await.map_err(|error| told(&error))?;
    let options = Options {
        binaries: binaries.to_owned(),
        faketime: None,
        concurrency: 8,
    };
    let host = Host::start(&local, &options).map_err(|error| told(&error))?;
    say(&format!(
        "ready: http://acme.localhost:{port}, mail and clock at http://local.localhost:{port}; Ctrl-C stops it"
    ));
    let stop = async {
        let _any_signal = tokio::signal::ctrl_c().await;
    };
    gateway::serve(Arc::new(local.behind(host)), listener, stop)
        .await
        .map_err(|error| told(&error))
}
