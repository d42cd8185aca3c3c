//! `aero2 apps`, `aero2 clients`, `aero2 users`: what the dashboard lists and makes, from a terminal. Each is a request and its answer.

mod clients;
mod users;

pub(crate) use clients::{Clients, clients};
pub(crate) use users::{Users, users};

use crate::{
    Problem,
    api::{Api, Ask, Refused},
    table,
    target::{Kept, Target},
    terminal::Terminal,
};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// How the answer is written.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Format {
    /// JSON in place of a table
    #[arg(long)]
    pub(crate) json: bool,
}

/// `aero2 apps`
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Apps {
    /// Those of your teams
    List {
        #[command(flatten)]
        kept: Kept,
        #[command(flatten)]
        format: Format,
    },
    /// Makes one, and shows its keys, once
    Create {
        /// What people call it
        name: String,
        /// For trying things out: `http://localhost` works, and pages say so
        #[arg(long)]
        development: bool,
        #[command(flatten)]
        kept: Kept,
        #[command(flatten)]
        format: Format,
    },
    /// Shows one
    Show {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
}

fn failed(what: &str) -> impl FnOnce(Refused) -> Problem + '_ {
    move |refused| refused.problem(what)
}

/// An id as it is put in a path.
fn id(text: &str) -> Result<&str, Problem> {
    let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let bad = || {
        Problem::new(
            "Nothing was done",
            format!("{text} is no id"),
            "take the id from the list",
        )
    };
    good.then_some(text).ok_or_else(bad)
}

async fn list(api: &Api, path: &str, query: &[(&str, String)]) -> Result<Vec<Value>, Problem> {
    api.all(path, query).await.map_err(failed("The list could not be read"))
}

async fn shown(api: &Api, path: &str) -> Result<Value, Problem> {
    let answer = api.send(Ask::get(path)).await;
    Ok(answer.map_err(failed("It could not be shown"))?.body)
}

async fn made(api: &Api, path: &str, body: &Value) -> Result<Value, Problem> {
    let answer = api.send(Ask::create(path, body)?).await;
    Ok(answer.map_err(failed("Nothing was made"))?.body)
}

pub(crate) async fn apps(command: &Apps, terminal: &mut Terminal) -> Result<(), Problem> {
    match command {
        Apps::List { kept, format } => {
            let found = list(&kept.dashboard(terminal).await?, "/api/applications", &[]).await?;
            table::rows(
                terminal,
                format.json,
                &["slug", "name", "environment", "status", "id"],
                &found,
            )
        }
        Apps::Create {
            name,
            development,
            kept,
            format,
        } => {
            let environment = if *development { "development" } else { "production" };
            let body = json!({"name": name, "environment": environment});
            let made = made(&kept.dashboard(terminal).await?, "/api/applications", &body).await?;
            table::one(terminal, format.json, &made)
        }
        Apps::Show { target, format } => {
            let found = shown(&target.api(terminal).await?, "/api/applications/current").await?;
            table::one(terminal, format.json, &found)
        }
    }
}
