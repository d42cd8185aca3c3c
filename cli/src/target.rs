//! Which application a command is about: its own address with a secret key, or its name with a login at the dashboard.

use crate::{
    Problem,
    account::{credentials, credentials::Store, oauth::Issuer},
    api::Api,
    table,
    terminal::Terminal,
    wire,
};
use clap::Args;
use std::path::PathBuf;

/// What the command line says of the application.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Which application")]
pub(crate) struct Target {
    /// Its own address, with a secret key: from `AERO2_SECRET_KEY`, or kept by `aero2 login --api-key`
    #[arg(long, value_name = "URL", conflicts_with = "app")]
    pub(crate) to: Option<String>,
    /// Its id or slug, with the login of `aero2 login`
    #[arg(long, value_name = "ID_OR_SLUG")]
    pub(crate) app: Option<String>,
    #[command(flatten)]
    /// Where credentials are.
    pub(crate) kept: Kept,
}

/// What the command line says of credentials.
#[derive(Clone, Debug, Args)]
pub(crate) struct Kept {
    /// Where credentials are kept [default: aero2/credentials.json below the configuration directory]
    #[arg(long, value_name = "FILE")]
    pub(crate) credentials: Option<PathBuf>,
}

const NOTHING: &str = "Nothing was done";

impl Target {
    /// The application's API.
    pub(crate) async fn api(&self, terminal: &Terminal) -> Result<Api, Problem> {
        match (&self.to, &self.app) {
            (Some(to), _) => self.by_key(to, terminal),
            (None, Some(app)) => {
                let api = self.kept.dashboard(terminal).await?;
                let id = id_of(&api, app).await?;
                Ok(api.mounted(id))
            }
            (None, None) => Err(Problem::new(
                NOTHING,
                "no application was named",
                "name it by its address with a secret key (--to), or by its slug with a login (--app)",
            )),
        }
    }

    fn by_key(&self, to: &str, terminal: &Terminal) -> Result<Api, Problem> {
        let (client, url) = wire::client("--to", to, "/", NOTHING)?;
        let mut key = terminal.variable("AERO2_SECRET_KEY");
        if key.is_none() {
            let kept = Store::at(self.kept.credentials.as_deref(), terminal)?.read()?;
            key = kept.keys.get(&credentials::origin(&url)).cloned();
        }
        let key = key.ok_or_else(|| {
            Problem::new(
                NOTHING,
                format!("there is no secret key for {to}"),
                "set AERO2_SECRET_KEY, or keep one with `aero2 login --api-key`",
            )
        })?;
        Ok(Api::new(client, url, key))
    }
}

impl Kept {
    /// The dashboard's own API, as the person who signed in. The next refresh token is kept before the access token is used.
    pub(crate) async fn dashboard(&self, terminal: &Terminal) -> Result<Api, Problem> {
        let store = Store::at(self.credentials.as_deref(), terminal)?;
        let login = store.read()?.login.ok_or_else(|| {
            Problem::new(
                NOTHING,
                "nobody is signed in",
                "sign in with `aero2 login`, or use a secret key with --to",
            )
        })?;
        let issuer = Issuer::find("The dashboard", &login.issuer, NOTHING).await?;
        let (access_token, next) = issuer.refresh(&login.refresh_token).await?;
        store.change(|kept| {
            if let Some(login) = &mut kept.login {
                login.refresh_token = next;
            }
        })?;
        Ok(Api::new(issuer.client, issuer.origin, access_token))
    }
}

async fn id_of(dashboard: &Api, app: &str) -> Result<String, Problem> {
    if app.starts_with("app_") {
        return Ok(app.to_owned());
    }
    let known = dashboard.all("/api/applications", &[]).await;
    let known = known.map_err(|refused| refused.problem(NOTHING))?;
    let found = known.iter().find(|application| table::text(application, "slug") == app);
    found.map(|application| table::text(application, "id")).ok_or_else(|| {
        let slugs: Vec<String> = known
            .iter()
            .map(|application| table::text(application, "slug"))
            .collect();
        Problem::new(
            NOTHING,
            format!(
                "none of your teams has an application {app}; they have: {}",
                slugs.join(", ")
            ),
            "give --app one of these, or its id",
        )
    })
}
