//! `aero2 clients`

use super::{Format, failed, id, list, made, shown};
use crate::{Problem, api::Ask, table, target::Target, terminal::Terminal};
use clap::{Subcommand, ValueEnum};
use reqwest::Method;
use serde_json::{Map, Value, json};

/// What runs a client.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ClientKind {
    /// A server with pages
    Web,
    /// A page in a browser
    Spa,
    /// An installed program
    Native,
    /// A program without a person
    Machine,
}

/// `aero2 clients`
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Clients {
    /// Those of the application
    List {
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Registers one, and shows its secret, once
    Create {
        /// What people see on the consent page
        name: String,
        /// What runs it
        #[arg(long = "type", value_enum)]
        kind: ClientKind,
        /// Where people come back to; may be given several times
        #[arg(long = "redirect-uri", value_name = "URI")]
        redirect_uris: Vec<String>,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Shows one
    Show {
        /// Its `client_id`
        id: String,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Deletes one, with everything it was given
    Delete {
        /// Its `client_id`
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        target: Target,
    },
}

pub(crate) async fn clients(command: &Clients, terminal: &mut Terminal) -> Result<(), Problem> {
    match command {
        Clients::List { target, format } => {
            let found = list(&target.api(terminal).await?, "/api/clients", &[]).await?;
            table::rows(
                terminal,
                format.json,
                &["client_name", "type", "enabled", "client_id"],
                &found,
            )
        }
        Clients::Create {
            name,
            kind,
            redirect_uris,
            target,
            format,
        } => {
            let kind = kind.to_possible_value().map(|value| value.get_name().to_owned());
            let mut body = Map::new();
            body.insert("client_name".to_owned(), json!(name));
            body.insert("type".to_owned(), json!(kind));
            if !redirect_uris.is_empty() {
                body.insert("redirect_uris".to_owned(), json!(redirect_uris));
            }
            let made = made(&target.api(terminal).await?, "/api/clients", &Value::Object(body)).await?;
            table::one(terminal, format.json, &made)
        }
        Clients::Show {
            id: client,
            target,
            format,
        } => {
            let found = shown(&target.api(terminal).await?, &format!("/api/clients/{}", id(client)?)).await?;
            table::one(terminal, format.json, &found)
        }
        Clients::Delete {
            id: client,
            yes,
            target,
        } => deleted(client, *yes, target, terminal).await,
    }
}

/// What is shown is what is deleted: a change meanwhile ends it.
async fn deleted(client: &str, yes: bool, target: &Target, terminal: &mut Terminal) -> Result<(), Problem> {
    let (api, path) = (target.api(terminal).await?, format!("/api/clients/{}", id(client)?));
    let found = api.send(Ask::get(&path)).await.map_err(failed("Nothing was deleted"))?;
    let name = table::cell(&json!(table::text(&found.body, "client_name")));
    if !yes && !terminal.agrees(&format!("Delete {name}? Everything it was given ends at once."))? {
        terminal.note("Nothing was deleted.");
        return Ok(());
    }
    let mut ask = Ask::new(Method::DELETE, &path);
    if let Some(version) = found.version {
        ask = ask.if_match(version);
    }
    api.send(ask).await.map_err(failed("Nothing was deleted"))?;
    terminal.note(format!("{name} is deleted."));
    Ok(())
}
