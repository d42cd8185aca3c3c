//! The way to an application: its address as somebody typed it, a client that goes nowhere else, and what it says when it refuses.

use crate::Problem;
use reqwest::{Client, StatusCode, Url, header::HeaderMap, header::RETRY_AFTER};
use std::{net::SocketAddr, time::Duration};

/// How often a request is sent before the command gives up; with the waits below that is two minutes.
pub(crate) const TRIES: u32 = 8;
/// The longest wait between two tries.
const LONGEST_WAIT: u64 = 30;
/// The platform answers within 8 seconds; one on a laptop first hands on what it wrote.
const TIMEOUT: Duration = Duration::from_mins(3);

/// Why a request has no answer that helps.
pub(crate) enum Again {
    /// After this many seconds, where the platform said so.
    After(Option<u64>, String),
    Never(Problem),
}

impl Again {
    /// What an answer that is no success asks for; `refused` says the way out of what no second try mends.
    pub(crate) fn of(
        status: StatusCode,
        headers: &HeaderMap,
        text: &str,
        refused: impl Fn(StatusCode, String) -> Problem,
    ) -> Self {
        let wait = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Self::After(wait, said(status, text));
        }
        Self::Never(refused(status, said(status, text)))
    }
}

/// How long to wait before the next try.
pub(crate) fn wait(attempt: u32, asked: Option<u64>) -> Duration {
    Duration::from_secs(asked.unwrap_or_else(|| 2_u64.saturating_pow(attempt)).min(LONGEST_WAIT))
}

/// The platform's own words, where it had any.
fn said(status: StatusCode, text: &str) -> String {
    let detail = serde_json::from_str::<serde_json::Value>(text).ok();
    let detail = detail.and_then(|problem| problem.get("detail")?.as_str().map(str::to_owned));
    detail.unwrap_or_else(|| format!("HTTP {status}"))
}

/// The same with what is said of each field, and the platform's own name of the request.
pub(crate) fn said_of_fields(status: StatusCode, text: &str) -> String {
    let problem = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let of = |value: &serde_json::Value, name: &str| value.get(name).and_then(|text| text.as_str()).map(str::to_owned);
    let oauth = of(&problem, "error_description").or_else(|| of(&problem, "error"));
    let mut said = oauth.unwrap_or_else(|| self::said(status, text));
    for field in problem
        .get("errors")
        .and_then(|errors| errors.as_array())
        .into_iter()
        .flatten()
    {
        let (name, detail) = (of(field, "field"), of(field, "detail"));
        if let (Some(name), Some(detail)) = (name, detail) {
            said.extend(["\n       ", &name, ": ", &detail]);
        }
    }
    said
}

/// An error with what caused it: the first line alone says "error sending request".
pub(crate) fn whole(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        text.extend([": ", &next.to_string()]);
        cause = next.source();
    }
    text
}

/// A client for the application at an address, and the address with `path`; `nothing` says what was not done where it is none.
pub(crate) fn client(option: &str, address: &str, path: &str, nothing: &str) -> Result<(Client, Url), Problem> {
    let wrong = |why: &str| {
        Problem::new(
            nothing,
            format!("{option} {address}: {why}"),
            "give the application's own address, such as https://login.example.com",
        )
    };
    let mut url = Url::parse(address).map_err(|error| wrong(&error.to_string()))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let is_local = host == "localhost" || host.ends_with(".localhost");
    if url.scheme() != "https" && !is_local {
        return Err(wrong("a secret key is sent over https only"));
    }
    url.set_path(path);
    url.set_query(None);
    #[expect(
        clippy::disallowed_methods,
        reason = "the guarded client is the platform's; this asks the address that a person typed"
    )]
    let mut builder = Client::builder()
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none());
    if is_local {
        // The system often does not know the names below localhost.
        let port = url.port_or_known_default().unwrap_or(80);
        builder = builder.resolve(&host, SocketAddr::from(([127, 0, 0, 1], port)));
    }
    let client = builder.build().map_err(|error| wrong(&error.to_string()))?;
    Ok((client, url))
}
