//! `aero2 users`

use super::{Format, failed, id, list, made, shown};
use crate::{
    Problem,
    api::{Api, Ask},
    table,
    target::Target,
    terminal::Terminal,
};
use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::{Map, Value, json};

/// `aero2 users`
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Users {
    /// Those of the application, newest first
    List {
        /// Whose address or name begins with this
        #[arg(long)]
        search: Option<String>,
        /// With exactly this address
        #[arg(long)]
        email: Option<String>,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Shows one
    Show {
        /// Their id, `usr_…`
        id: String,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Makes one, without asking them
    Create {
        #[command(flatten)]
        new: New,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Deletes one: they are signed out at once, and until the days of grace are over `restore` brings them back
    Delete {
        /// Their id, `usr_…`
        id: String,
        /// Without days of grace; nothing brings them back
        #[arg(long)]
        immediately: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Brings one back whose deletion is scheduled
    Restore {
        /// Their id, `usr_…`
        id: String,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
    /// Mails somebody an invitation
    Invite {
        /// Their address
        email: String,
        /// A role they get, by its name; may be given several times
        #[arg(long = "role", value_name = "NAME")]
        roles: Vec<String>,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        format: Format,
    },
}

/// Who is made.
#[derive(Clone, Debug, Args)]
pub(crate) struct New {
    /// Their address
    email: String,
    /// What they are called
    #[arg(long)]
    name: Option<String>,
    /// The address is proven already; else they prove it when they first sign in
    #[arg(long)]
    verified: bool,
    /// A role they get, by its name; may be given several times
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,
    /// Read their password from standard input, where no list of processes shows it
    #[arg(long)]
    password_stdin: bool,
}

pub(crate) async fn users(command: &Users, terminal: &mut Terminal) -> Result<(), Problem> {
    match command {
        Users::List {
            search,
            email,
            target,
            format,
        } => {
            let query = [("search", search), ("email", email)];
            let query: Vec<(&str, String)> = query
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.clone()?)))
                .collect();
            let found = list(&target.api(terminal).await?, "/api/users", &query).await?;
            table::rows(terminal, format.json, &["email", "name", "status", "id"], &found)
        }
        Users::Show {
            id: user,
            target,
            format,
        } => {
            let found = shown(&target.api(terminal).await?, &format!("/api/users/{}", id(user)?)).await?;
            table::one(terminal, format.json, &found)
        }
        Users::Create { new, target, format } => {
            let api = target.api(terminal).await?;
            let made = made(&api, "/api/users", &new.body(&api, terminal).await?).await?;
            table::one(terminal, format.json, &made)
        }
        Users::Delete {
            id: user,
            immediately,
            yes,
            target,
        } => deleted(id(user)?, *immediately, *yes, target, terminal).await,
        Users::Restore {
            id: user,
            target,
            format,
        } => {
            let api = target.api(terminal).await?;
            let path = format!("/api/users/{}/restore", id(user)?);
            let back = api.send(Ask::new(Method::POST, &path)).await;
            table::one(terminal, format.json, &back.map_err(failed("Nobody came back"))?.body)
        }
        Users::Invite {
            email,
            roles,
            target,
            format,
        } => invited(email, roles, target, *format, terminal).await,
    }
}

async fn invited(
    email: &str,
    roles: &[String],
    target: &Target,
    format: Format,
    terminal: &mut Terminal,
) -> Result<(), Problem> {
    let api = target.api(terminal).await?;
    let mut body = Map::new();
    body.insert("email".to_owned(), json!(email));
    if !roles.is_empty() {
        body.insert("roles".to_owned(), json!(role_ids(&api, roles).await?));
    }
    let made = made(&api, "/api/invitations", &Value::Object(body)).await?;
    table::one(terminal, format.json, &made)
}

impl New {
    async fn body(&self, api: &Api, terminal: &mut Terminal) -> Result<Value, Problem> {
        let mut body = Map::new();
        body.insert("email".to_owned(), json!(self.email));
        body.insert("email_verified".to_owned(), json!(self.verified));
        if let Some(name) = &self.name {
            body.insert("name".to_owned(), json!(name));
        }
        if !self.roles.is_empty() {
            body.insert("roles".to_owned(), json!(role_ids(api, &self.roles).await?));
        }
        if self.password_stdin {
            body.insert("password".to_owned(), json!(terminal.password()?));
        }
        Ok(Value::Object(body))
    }
}

/// What is shown is what is deleted: a change meanwhile ends it.
async fn deleted(
    user: &str,
    immediately: bool,
    yes: bool,
    target: &Target,
    terminal: &mut Terminal,
) -> Result<(), Problem> {
    let (api, path) = (target.api(terminal).await?, format!("/api/users/{user}"));
    let found = api.send(Ask::get(&path)).await.map_err(failed("Nobody was deleted"))?;
    let email = table::cell(&json!(table::text(&found.body, "email")));
    let what = if immediately {
        "Nothing brings them back."
    } else {
        "They are signed out everywhere at once."
    };
    if !yes && !terminal.agrees(&format!("Delete {email}? {what}"))? {
        terminal.note("Nobody was deleted.");
        return Ok(());
    }
    let mut ask = Ask::new(Method::DELETE, &path);
    if immediately {
        ask = ask.query("immediately", true);
    }
    if let Some(version) = found.version {
        ask = ask.if_match(version);
    }
    let done = api.send(ask).await.map_err(failed("Nobody was deleted"))?;
    let until = table::text(&done.body, "deletion_at");
    terminal.note(if until.is_empty() {
        format!("{email} is deleted.")
    } else {
        format!("{email} is deleted on {until}. Until then `aero2 users restore {user}` brings them back.")
    });
    Ok(())
}

async fn role_ids(api: &Api, names: &[String]) -> Result<Vec<String>, Problem> {
    let known = list(api, "/api/roles", &[]).await?;
    let of = |name: &String| {
        let found = known.iter().find(|role| table::text(role, "name") == *name);
        let found = found.map(|role| table::text(role, "id"));
        let missing = || {
            let why = format!("there is no role {name}");
            Problem::new("Nothing was done", why, "give the name of a role of the application")
        };
        found.ok_or_else(missing)
    };
    names.iter().map(of).collect()
}
