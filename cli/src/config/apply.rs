//! A plan done, in an order in which nobody is locked out on the way, and each change only where nothing changed since it was shown.

use super::{
    fields::SECRET,
    plan::{Action, Plan, Step},
    reference::Clients,
    shape::Kind,
    show,
};
use crate::{
    Problem,
    api::{Answer, Api, Ask, Refused},
    terminal::Terminal,
};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// The order. What others lean on comes first and goes last: providers before the settings that leave only them, the terms before they are asked for,
/// and clients after the settings, whose version they count up.
fn rank(step: &Step) -> u8 {
    let switches_off = step.body.get("enabled").and_then(Value::as_bool) == Some(false);
    match (step.action, step.kind) {
        (Action::Delete, Kind::Template | Kind::Claims) => 8,
        (Action::Delete, Kind::Client) => 9,
        (Action::Delete, Kind::Role) => 10,
        (Action::Delete, _) => 11,
        (_, Kind::Application) => 0,
        (Action::Change, Kind::Provider) if switches_off => 7,
        (_, Kind::Provider) => 1,
        (_, Kind::Settings) => 2,
        (_, Kind::Branding) => 3,
        (_, Kind::Role) => 4,
        (_, Kind::Client) => 5,
        (_, Kind::Template | Kind::Claims) => 6,
    }
}

/// What came of it: secrets that are shown once.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) secrets: Vec<String>,
}

/// Does everything; the first refusal ends it. `done` holds also what was made before that.
pub(super) async fn apply(
    api: &Api,
    plan: &Plan,
    mut clients: Clients,
    terminal: &mut Terminal,
    done: &mut Done,
) -> Result<(), Problem> {
    let mut steps: Vec<&Step> = plan.changes().collect();
    steps.sort_by_key(|step| rank(step));
    // Application, settings and branding are one thing with one version.
    let mut version_of_application = None;
    for (at, step) in steps.iter().enumerate() {
        let version = if step.kind.is_single() {
            version_of_application.unwrap_or(step.version)
        } else {
            step.version
        };
        let answer = one(api, step, version, (&clients, terminal)).await;
        let answer = answer.map_err(|failure| stopped(failure, step, (at, steps.len())))?;
        if step.kind.is_single() {
            version_of_application = answer.version;
        }
        if let (Kind::Client, Value::Object(made)) = (step.kind, &answer.body)
            && let Some(id) = made.get("client_id").and_then(Value::as_str)
        {
            clients.learn(made, id);
        }
        terminal.note(format!("[{}/{}] {}", at + 1, steps.len(), show::doing(step)));
        done.secrets.extend(secret(step, &answer.body));
    }
    Ok(())
}

fn secret(step: &Step, made: &Value) -> Option<String> {
    if step.kind != Kind::Client || step.action != Action::Create {
        return None;
    }
    let of = |name: &str| made[name].as_str();
    let secret = of("client_secret")
        .map(|secret| format!(", client_secret {secret}"))
        .unwrap_or_default();
    Some(format!("{}: client_id {}{secret}", step.name, of("client_id")?))
}

enum Failure {
    Refused(Refused),
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

async fn one(
    api: &Api,
    step: &Step,
    version: u64,
    (clients, terminal): (&Clients, &Terminal),
) -> Result<Answer, Failure> {
    let mut body = step.body.clone();
    if let Some(name) = &step.secret {
        // Read at the last moment, so that no plan holds it.
        body.insert(SECRET.to_owned(), terminal.variable(name).into());
    }
    if step.kind == Kind::Claims {
        clients.resolve(&mut body).map_err(|name| {
            let why = format!(
                "there is no client {name} for the JWT template {}, or there are several",
                step.name
            );
            Problem::new("The rest was not done", why, "run `aero2 config plan` again")
        })?;
    }
    let (path, body) = (path(step), Value::Object(body));
    let ask = match (step.action, step.kind) {
        (Action::Delete, kind) => {
            let ask = Ask::new(Method::DELETE, &path).if_match(version);
            match kind {
                // The plan said whom it is taken from.
                Kind::Role | Kind::Provider => ask.query("force", true),
                _ => ask,
            }
        }
        (_, Kind::Template) => Ask::new(Method::PUT, &path).body(&body).if_match(version),
        (Action::Create, _) => Ask::create(&path, &body)?,
        _ => Ask::new(Method::PATCH, &path).body(&body).if_match(version),
    };
    api.send(ask).await.map_err(Failure::Refused)
}

fn path(step: &Step) -> String {
    match (&step.id, step.kind) {
        (_, Kind::Template) => format!("{}/{}", step.kind.path(), step.name),
        (Some(id), _) => format!("{}/{id}", step.kind.path()),
        (None, kind) => kind.path().to_owned(),
    }
}

fn stopped(failure: Failure, step: &Step, (done, all): (usize, usize)) -> Problem {
    let what = format!(
        "It was not possible to {}; {done} of {all} changes were made",
        show::doing(step)
    );
    match failure {
        Failure::Problem(problem) => problem,
        Failure::Refused(refused) if refused.status == Some(StatusCode::PRECONDITION_FAILED) => Problem::new(
            what,
            "somebody else changed it after this plan was made (412); what they did is untouched",
            "run `aero2 config plan` again and look at what is there now; `aero2 config export` takes it into the file",
        ),
        Failure::Refused(refused) => refused.problem(what),
    }
}
