//! `aero2 users`

use super::{Format, id, list, made, shown};
use crate::{Problem, api::Api, table, target::Target, terminal::Terminal};
use clap::Subcommand;
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
        Users::Invite {
            email,
            roles,
            target,
            format,
        } => {
            let api = target.api(terminal).await?;
            let mut body = Map::new();
            body.insert("email".to_owned(), json!(email));
            if !roles.is_empty() {
                body.insert("roles".to_owned(), json!(role_ids(&api, roles).await?));
            }
            let made = made(&api, "/api/invitations", &Value::Object(body)).await?;
            table::one(terminal, format.json, &made)
        }
    }
}

async fn role_ids(api: &Api, names: &[String]) -> Result<Vec<String>, Problem> {
    let known = list(api, "/api/roles", &[]).await?;
    let of = |name: &String| {
        let found = known.iter().find(|role| table::text(role, "name") == *name);
        let found = found.map(|role| table::text(role, "id"));
        let missing = || {
            let why = format!("there is no role {name}");
            Problem::new("Nobody was invited", why, "give the name of a role of the application")
        };
        found.ok_or_else(missing)
    };
    names.iter().map(of).collect()
}
