//! `aero2 login` and `aero2 logout`: who the command is, kept in a file that only its owner reads.

pub(crate) mod credentials;
mod loopback;
pub(crate) mod oauth;

use crate::{
    Problem,
    api::{Api, Ask},
    block_on, random, table,
    terminal::Terminal,
    wire,
};
use clap::Args;
use credentials::{Login as Kept, Store};
use loopback::Loopback;
use oauth::{Issuer, Pkce};
use std::{path::PathBuf, process::ExitCode};

/// What the command line says.
#[derive(Clone, Debug, Args)]
pub(crate) struct Login {
    /// Where to sign in
    #[arg(
        value_name = "URL",
        help = "The dashboard's address, such as https://dashboard.example.com; with --api-key the application's own"
    )]
    pub(crate) url: String,
    /// Keep a secret key of the application at URL, from `AERO2_SECRET_KEY` or typed, in place of signing in by the browser
    #[arg(long)]
    pub(crate) api_key: bool,
    /// Only print the address to sign in at
    #[arg(long)]
    pub(crate) no_browser: bool,
    /// Where credentials are kept [default: aero2/credentials.json below the configuration directory]
    #[arg(long, value_name = "FILE")]
    pub(crate) credentials: Option<PathBuf>,
}

/// What the command line says.
#[derive(Clone, Debug, Args)]
pub(crate) struct Logout {
    /// Forget the secret key of this application alone
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// Where credentials are kept [default: aero2/credentials.json below the configuration directory]
    #[arg(long, value_name = "FILE")]
    pub(crate) credentials: Option<PathBuf>,
}

const NOT_IN: &str = "Nobody was signed in";

/// Signs in, by the browser or by a key.
pub(crate) fn login(arguments: &Login, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let store = Store::at(arguments.credentials.as_deref(), terminal)?;
    if arguments.api_key {
        return block_on(keep_key(arguments, &store, terminal))?;
    }
    block_on(by_browser(arguments, &store, terminal))?
}

async fn keep_key(arguments: &Login, store: &Store, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let (client, url) = wire::client("URL", &arguments.url, "/", NOT_IN)?;
    let key = if let Some(key) = terminal.variable("AERO2_SECRET_KEY") {
        key
    } else {
        terminal.note("Paste a secret key of the application (sk_…) and press Enter.");
        terminal.line()?
    };
    if !key.starts_with("sk_") {
        return Err(Problem::new(
            NOT_IN,
            "this is no secret key: it does not begin with sk_",
            "make one at the application under API keys, and give it in AERO2_SECRET_KEY or type it",
        ));
    }
    let api = Api::new(client, url.clone(), key.clone());
    let name = match api.send(Ask::get("/api/applications/current")).await {
        Ok(answer) => table::text(&answer.body, "name"),
        // It works, and may not read this.
        Err(refused) if refused.status == Some(reqwest::StatusCode::FORBIDDEN) => "this application".to_owned(),
        Err(refused) => return Err(refused.problem(NOT_IN)),
    };
    let origin = credentials::origin(&url);
    store.change(|kept| {
        kept.keys.insert(origin.clone(), key);
    })?;
    terminal.note(format!(
        "The secret key of {name} is kept in {}.",
        store.path().display()
    ));
    terminal.note(format!("Use it with: aero2 … --to {origin}"));
    Ok(ExitCode::SUCCESS)
}

async fn by_browser(arguments: &Login, store: &Store, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let issuer = Issuer::find("URL", &arguments.url, NOT_IN).await?;
    let loopback = Loopback::open().await?;
    let (pkce, state) = (Pkce::new()?, random::text()?);
    let address = issuer.authorization(&loopback.redirect_uri, &pkce, &state);
    terminal.note("Sign in with your browser at:\n");
    terminal.say(&address)?;
    terminal.note("\nWaiting for the answer …");
    if terminal.is_watched && !arguments.no_browser {
        loopback::show(&address);
    }
    let code = loopback.code(&state, &issuer.issuer).await?;
    let refresh_token = issuer.redeem(&code, &loopback.redirect_uri, &pkce).await?;
    let signed_in = issuer.issuer.clone();
    let before = store.read()?.login;
    store.change(|kept| {
        kept.login = Some(Kept {
            issuer: signed_in,
            refresh_token,
        });
    })?;
    if let Some(before) = before {
        // The one before is not left behind; where it cannot be ended, it ends by itself.
        let _ends = end(&before).await;
    }
    terminal.note(format!("Signed in at {}.", issuer.issuer));
    Ok(ExitCode::SUCCESS)
}

async fn end(login: &Kept) -> Result<(), Problem> {
    let issuer = Issuer::find("The dashboard", &login.issuer, "The login was not ended").await?;
    issuer.revoke(&login.refresh_token).await
}

/// Ends what is kept, and forgets it.
pub(crate) fn logout(arguments: &Logout, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let store = Store::at(arguments.credentials.as_deref(), terminal)?;
    if let Some(to) = &arguments.to {
        let (_, url) = wire::client("--to", to, "/", "Nothing was forgotten")?;
        let origin = credentials::origin(&url);
        let forgotten = store.change(|kept| kept.keys.remove(&origin))?;
        let what = if forgotten.is_some() {
            "is forgotten"
        } else {
            "was not kept"
        };
        terminal.note(format!(
            "The secret key of {origin} {what}. It works until it is revoked at the application."
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let kept = store.read()?;
    let ended = kept.login.as_ref().map(|login| block_on(end(login))).transpose()?;
    store.forget()?;
    terminal.note("Signed out; nothing is kept.");
    if !kept.keys.is_empty() {
        terminal.note("Secret keys are forgotten here, and work until they are revoked at their applications.");
    }
    ended.transpose()?;
    Ok(ExitCode::SUCCESS)
}
