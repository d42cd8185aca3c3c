//! A page asked for, again while the platform is busy.

use super::{Arguments, stopped};
use crate::{
    Problem,
    wire::{self, Again, TRIES},
};
use reqwest::{Client, StatusCode, Url, header::HeaderMap};
use serde::Serialize;

/// A page as it came.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) body: String,
    pub(super) count: u64,
    pub(super) next_cursor: Option<String>,
}

/// What is asked for.
#[derive(Serialize)]
struct Wish<'a> {
    credentials: bool,
    public_key: Option<&'a str>,
    limit: u16,
    cursor: Option<&'a str>,
}

/// Asks one application for its pages.
pub(super) struct Fetcher {
    client: Client,
    url: Url,
    secret_key: String,
    public_key: Option<String>,
    passwords: bool,
    limit: u16,
}

impl Fetcher {
    pub(super) fn new(arguments: &Arguments, secret_key: String, public_key: Option<String>) -> Result<Self, Problem> {
        let (client, url) = wire::client("--of", &arguments.of, "/api/exports/users", "Nothing was exported")?;
        Ok(Self {
            client,
            url,
            secret_key,
            public_key,
            passwords: arguments.passwords,
            limit: arguments.page,
        })
    }

    pub(super) async fn page(&self, cursor: Option<&str>) -> Result<Page, Problem> {
        let wish = Wish {
            credentials: self.passwords,
            public_key: self.public_key.as_deref(),
            limit: self.limit,
            cursor,
        };
        let body = serde_json::to_string(&wish).map_err(|error| stopped(error, "report this"))?;
        let mut last = String::new();
        for attempt in 0..TRIES {
            match self.once(body.clone()).await {
                Ok(page) => return Ok(page),
                Err(Again::Never(problem)) => return Err(problem),
                Err(Again::After(seconds, why)) => {
                    last = why;
                    tokio::time::sleep(wire::wait(attempt, seconds)).await;
                }
            }
        }
        Err(stopped(
            format!("the platform did not answer in {TRIES} tries; the last answer was: {last}"),
            "wait some minutes, then run the same command with --resume",
        ))
    }

    async fn once(&self, body: String) -> Result<Page, Again> {
        let again = |error: reqwest::Error| Again::After(None, error.to_string());
        let request = self.client.post(self.url.clone()).bearer_auth(&self.secret_key);
        let request = request.header("content-type", "application/json").body(body);
        let answer = request.send().await.map_err(again)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.text().await.map_err(again)?;
        if !status.is_success() {
            return Err(Again::of(status, &headers, &body, refusal));
        }
        Ok(Page {
            body,
            count: header(&headers, "aero2-count")
                .and_then(|count| count.parse().ok())
                .unwrap_or(0),
            next_cursor: header(&headers, "aero2-next-cursor").map(str::to_owned),
        })
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn refusal(status: StatusCode, said: String) -> Problem {
    let way_out = match status {
        StatusCode::BAD_REQUEST => "remove the file and its .state, and run the command without --resume",
        StatusCode::UNAUTHORIZED => "set AERO2_SECRET_KEY to a secret key of this very application",
        StatusCode::FORBIDDEN => {
            "use a secret key that has the permission export:read and, for password hashes, names export:credentials"
        }
        StatusCode::NOT_FOUND => "see that --of is the application's own address, and that this Aero2 has exports",
        _ => "mend what it says, then run the same command with --resume",
    };
    stopped(said, way_out)
}
