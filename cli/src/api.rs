//! The management API of one application, on its own host by a secret key, or on the dashboard's mount by a login.
//!
//! What cannot be said twice is not: a change whose answer was lost is reported, not repeated.

use crate::{
    Problem, random,
    wire::{self, TRIES},
};
use reqwest::{Client, Method, StatusCode, Url, header};
use serde_json::Value;

/// Rows of a page.
const PAGE: &str = "100";

/// One request.
pub(crate) struct Ask<'a> {
    method: Method,
    path: &'a str,
    query: Vec<(&'a str, String)>,
    body: Option<&'a Value>,
    if_match: Option<u64>,
    once: Option<String>,
}

impl<'a> Ask<'a> {
    pub(crate) const fn new(method: Method, path: &'a str) -> Self {
        Self {
            method,
            path,
            query: Vec::new(),
            body: None,
            if_match: None,
            once: None,
        }
    }

    pub(crate) fn get(path: &'a str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A creation, which may be sent again and makes one thing.
    pub(crate) fn create(path: &'a str, body: &'a Value) -> Result<Self, Problem> {
        let once = Some(random::text()?);
        Ok(Self {
            body: Some(body),
            once,
            ..Self::new(Method::POST, path)
        })
    }

    pub(crate) fn query(mut self, name: &'a str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub(crate) const fn body(mut self, body: &'a Value) -> Self {
        self.body = Some(body);
        self
    }

    pub(crate) const fn if_match(mut self, version: u64) -> Self {
        self.if_match = Some(version);
        self
    }

    fn may_be_repeated(&self) -> bool {
        self.method == Method::GET || self.once.is_some()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Value,
    /// Of the thing it is about.
    pub(crate) version: Option<u64>,
}

/// Why nothing came back that helps.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) status: Option<StatusCode>,
    said: String,
}

impl Refused {
    /// The same for a person, after what was not done.
    pub(crate) fn problem(self, what: impl Into<String>) -> Problem {
        let way_out = match self.status {
            Some(StatusCode::UNAUTHORIZED) => {
                "sign in with `aero2 login`, or use a secret key of this very application"
            }
            Some(StatusCode::FORBIDDEN) => "use a secret key, or a role in the team, that has this permission",
            Some(StatusCode::NOT_FOUND) => "see that the address and the id are right",
            Some(StatusCode::PRECONDITION_FAILED) => "look at what it is now, and decide again",
            Some(_) => "mend what it says and try again",
            None => "see that the address is right and can be reached, then look at what it is now",
        };
        Problem::new(what, self.said, way_out)
    }
}

/// One application.
pub(crate) struct Api {
    client: Client,
    origin: Url,
    bearer: String,
    mount: Option<String>,
}

impl Api {
    /// The API at an address of its own.
    pub(crate) const fn new(client: Client, origin: Url, bearer: String) -> Self {
        Self {
            client,
            origin,
            bearer,
            mount: None,
        }
    }

    /// The same credential for an application that the dashboard mounts.
    pub(crate) fn mounted(self, application: String) -> Self {
        Self {
            mount: Some(application),
            ..self
        }
    }

    fn url(&self, own: &str) -> Url {
        let mut url = self.origin.clone();
        let path = self.mount.as_ref().map(|id| mounted(id, own));
        url.set_path(path.as_deref().unwrap_or(own));
        url
    }

    /// Sends it; again while the platform is busy.
    pub(crate) async fn send(&self, ask: Ask<'_>) -> Result<Answer, Refused> {
        let mut last = Refused {
            status: None,
            said: String::new(),
        };
        for attempt in 0..TRIES {
            let (refused, wait) = match self.once(&ask).await {
                Ok(answer) => return Ok(answer),
                Err(refused) => refused,
            };
            let busy = matches!(
                refused.status,
                Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
            );
            let unclear = refused.status.is_none_or(|status| status.is_server_error());
            if !(busy || unclear && ask.may_be_repeated()) {
                return Err(refused);
            }
            last = refused;
            tokio::time::sleep(wire::wait(attempt, wait)).await;
        }
        Err(last)
    }

    async fn once(&self, ask: &Ask<'_>) -> Result<Answer, (Refused, Option<u64>)> {
        let lost = |error: reqwest::Error| {
            let said = format!("there was no answer: {}", wire::whole(&error));
            (Refused { status: None, said }, None)
        };
        let mut request = self.client.request(ask.method.clone(), self.url(ask.path));
        request = request.bearer_auth(&self.bearer).query(&ask.query);
        if let Some(version) = ask.if_match {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        if let Some(key) = &ask.once {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = ask.body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(lost)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = answer.text().await.map_err(lost)?;
        let header = |name: header::HeaderName| headers.get(name)?.to_str().ok().map(str::to_owned);
        if !status.is_success() {
            let wait = header(header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
            let said = wire::said_of_fields(status, &text);
            return Err((
                Refused {
                    status: Some(status),
                    said,
                },
                wait,
            ));
        }
        let version = header(header::ETAG).and_then(|tag| tag.trim_matches('"').parse().ok());
        let body = if text.is_empty() {
            Ok(Value::Null)
        } else {
            serde_json::from_str(&text)
        };
        let body = body.map_err(|_| {
            let said = "the answer is not what Aero2 gives".to_owned();
            let status = Some(status);
            (Refused { status, said }, None)
        })?;
        Ok(Answer { body, version })
    }

    /// Every row of a list, page after page.
    pub(crate) async fn all(&self, path: &str, query: &[(&str, String)]) -> Result<Vec<Value>, Refused> {
        let mut rows = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut ask = Ask::get(path);
            ask.query = query.to_vec();
            if !query.iter().any(|(name, _)| *name == "limit") {
                ask = ask.query("limit", PAGE);
            }
            if let Some(cursor) = &cursor {
                ask = ask.query("cursor", cursor);
            }
            let mut page = self.send(ask).await?.body;
            if let Some(Value::Array(found)) = page.get_mut("data").map(Value::take) {
                rows.extend(found);
            }
            cursor = page.get("next_cursor").and_then(Value::as_str).map(str::to_owned);
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }
}

/// Where the dashboard has an own-host path of an application.
fn mounted(id: &str, own: &str) -> String {
    let below = |rest: &str| format!("/api/applications/{id}/{rest}");
    match (own, own.strip_prefix("/api/applications/")) {
        ("/api/applications/current", _) => format!("/api/applications/{id}"),
        (_, Some(rest)) => below(rest),
        _ => below(own.strip_prefix("/api/").unwrap_or(own)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_path_has_its_place_on_the_dashboard() {
        let of = |own| mounted("app_1", own);
        assert_eq!(of("/api/applications/current"), "/api/applications/app_1");
        assert_eq!(of("/api/applications/settings"), "/api/applications/app_1/settings");
        assert_eq!(of("/api/clients/cli_1"), "/api/applications/app_1/clients/cli_1");
    }
}
