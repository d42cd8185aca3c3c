//! `cargo xtask deploy`: from a checkout to a running platform in an AWS account, with at most two questions.
//!
//! Everything it does to the account goes through the two programs `aws` and `sam`; tests put their own in front.

mod account;
mod answers;
mod assets;
#[cfg(test)]
mod tests;

use crate::frontend;
use crate::process::{self, Problem, root};
use crate::validate::{self, REGION, done};
use account::Account;
use answers::Answers;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The flags of `cargo xtask deploy`.
#[derive(clap::Args, Clone, Default)]
pub(crate) struct Options {
    /// Section of samconfig.toml: `dev` or `prod`
    #[arg(long, default_value = "dev")]
    profile: String,
    /// Domain of the platform; asked when it is not known
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// E-mail address of the first operator; asked when it is not known
    #[arg(long, value_name = "EMAIL")]
    operator: Option<String>,
    /// Route 53 zone that holds the domain; found when it is not given
    #[arg(long, value_name = "ID")]
    hosted_zone: Option<String>,
    /// A parameter of the template; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    parameter: Vec<String>,
    /// Show what would be called, and end
    #[arg(long)]
    dry_run: bool,
}

/// The programs, and where answers are kept: what tests replace.
pub(crate) struct Means {
    aws: PathBuf,
    sam: PathBuf,
    kept: PathBuf,
    /// The dashboard's built pages.
    pages: PathBuf,
    /// Builds the functions and pages that are older than their sources.
    build: fn() -> Result<(), Problem>,
    /// Which deployment this is; changes every time.
    release: String,
}

/// Deploys with the programs of this machine.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    let tools = validate::tools()?;
    let means = Means {
        aws: PathBuf::from("aws"),
        sam: tools.join("sam"),
        kept: root().join("target").join("deploy"),
        pages: frontend::dist(),
        build,
        release: release(),
    };
    if !process::answers("aws", &["--version"]) {
        return Err(Problem::new(
            "the AWS command line is not installed",
            "install it (docs.aws.amazon.com/cli), then `aws configure` or `aws sso login`",
        ));
    }
    deploy(options, &means, &mut std::io::stdin().lock()).map(|()| ExitCode::SUCCESS)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a tool names its deployments by the time; the ban is for the product"
)]
fn release() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map(|time| time.as_secs()).unwrap_or_default().to_string()
}

/// All of it, in order; what asks or fails early comes first.
pub(crate) fn deploy(options: &Options, means: &Means, input: &mut dyn std::io::BufRead) -> Result<(), Problem> {
    let account = Account::of(means.aws.clone())?;
    println!("account {}, region {REGION}", account.id());
    let config = root().join("samconfig.toml");
    let config = std::fs::read_to_string(&config)
        .map_err(|error| Problem::new(format!("samconfig.toml: {error}"), "run this in a checkout"))?;
    let profile = answers::profile(&config, &options.profile)?;
    let answers = Answers::collect(options, &means.kept, input)?;
    let zone = match &options.hosted_zone {
        Some(zone) => zone.clone(),
        None => account.hosted_zone(&answers.domain)?,
    };
    let parameters = answers::parameters(&profile, &answers, &zone, options, &means.release);
    let mut sam = deployment(&means.sam, &options.profile, &parameters);
    if options.dry_run {
        println!(
            "would build the functions and pages that are older than their sources, then\n$ {}",
            process::shown(&sam)
        );
        return Ok(());
    }
    (means.build)()?;
    // Pages of the new release name its files: those go first, where there is a bucket already.
    let before = account.outputs(&profile.stack)?;
    let uploaded = upload(&account, &before, &means.pages)?;
    println!("$ {}", process::shown(&sam));
    done(&mut sam)?;
    let outputs = account.outputs(&profile.stack)?;
    if !uploaded {
        upload(&account, &outputs, &means.pages)?;
    }
    println!("{}", summary(&outputs));
    Ok(())
}

fn deployment(sam: &Path, profile: &str, parameters: &[String]) -> Command {
    let program = sam.display().to_string();
    let mut command = process::command(
        &program,
        &[
            "deploy",
            "--config-file",
            "samconfig.toml",
            "--config-env",
            profile,
            "--region",
            REGION,
        ],
    );
    command.current_dir(root());
    command
        .args(["--no-confirm-changeset", "--parameter-overrides"])
        .args(parameters);
    command.env("SAM_CLI_TELEMETRY", "0");
    command
}

/// Puts stylesheet, script and the dashboard where the edge looks for them. False: there is no bucket yet.
fn upload(account: &Account, outputs: &account::Outputs, pages: &Path) -> Result<bool, Problem> {
    let Some(bucket) = outputs.get("FilesBucket") else {
        return Ok(false);
    };
    let hosted = assets::hosted(&root().join("frontend").join("hosted"))?;
    for asset in hosted.iter().chain(&assets::dashboard(pages)) {
        account.put(asset, bucket)?;
    }
    Ok(true)
}

fn summary(outputs: &account::Outputs) -> String {
    let dashboard = outputs
        .get("DashboardUrl")
        .map_or("(the stack has no output DashboardUrl)", String::as_str);
    let link = outputs
        .get("OperatorSetupUrl")
        .and_then(|text| text.strip_prefix("Operator set-up: "))
        .map_or("", str::trim);
    let next = if link.is_empty() {
        format!("next: sign in at {dashboard}")
    } else {
        format!("operator set-up: {link}\nnext: open that link within 72 hours; it was mailed to the operator as well")
    };
    format!("\ndashboard: {dashboard}\n{next}")
}

/// The dashboard's pages, and `cargo xtask lambda` when a source is newer than a function.
fn build() -> Result<(), Problem> {
    frontend::build()?;
    let binaries = root().join("functions").join("src").join("bin");
    let names = std::fs::read_dir(&binaries).into_iter().flatten().flatten();
    let built = names.map(|entry| {
        let name = entry.path().file_stem().unwrap_or_default().to_owned();
        frontend::modified(&root().join("target").join("lambda").join(name).join("bootstrap"))
    });
    let oldest = built.min().flatten();
    let sources = [
        "shared",
        "functions",
        "frontend/hosted",
        "frontend/reference",
        "docs/api",
        "Cargo.lock",
    ]
    .map(|place| frontend::newest(&root().join(place)));
    if oldest.is_some() && oldest >= sources.into_iter().flatten().max() {
        println!("functions are newer than their sources");
        return Ok(());
    }
    let ourselves = std::env::current_exe()
        .map_err(|error| Problem::new(format!("xtask lost itself: {error}"), "run `cargo xtask lambda`"))?;
    done(process::command(&ourselves.display().to_string(), &["lambda", "--arch", "arm64"]).current_dir(root()))
}
