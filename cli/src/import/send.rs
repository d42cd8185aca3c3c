//! Batches on their way: sent as lines, sent again while the platform is busy, answered by its report.

use super::{
    line::Line,
    reader::{Batch, Item},
};
use crate::{
    Problem,
    wire::{self, Again, TRIES},
};
use reqwest::{Client, StatusCode, Url, header};
use serde::{Deserialize, Serialize};

/// A line that was not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Refused {
    pub(super) line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    pub(super) code: String,
    pub(super) detail: String,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub(super) records: u64,
    pub(super) created: u64,
    pub(super) unchanged: u64,
    pub(super) refused: Vec<Refused>,
    /// The lines that were sent, for their notes.
    pub(super) lines: Vec<Line>,
}

/// The report of one request.
#[derive(Debug, Deserialize)]
struct Report {
    created: u64,
    unchanged: u64,
    refused: Vec<ReportedLine>,
    next_line: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct ReportedLine {
    line: usize,
    code: String,
    detail: String,
}

/// Sends batches to one application.
pub(super) struct Sender {
    client: Client,
    url: Url,
    secret_key: String,
}

impl Sender {
    pub(super) fn new(to: &str, secret_key: String, dry_run: bool) -> Result<Self, Problem> {
        let (client, mut url) = wire::client("--to", to, "/api/imports/users", "Nothing was imported")?;
        url.set_query(dry_run.then_some("dry_run=true"));
        Ok(Self {
            client,
            url,
            secret_key,
        })
    }

    /// Sends a batch until all of it is answered.
    pub(super) async fn send(&self, batch: Batch) -> Result<Answered, Problem> {
        let mut answered = Answered {
            records: u64::try_from(batch.items.len()).unwrap_or(u64::MAX),
            ..Answered::default()
        };
        let mut good: Vec<(u64, Line)> = Vec::with_capacity(batch.items.len());
        for Item { line, record } in batch.items {
            match record {
                Ok(user) => good.push((line, user)),
                Err(detail) => answered.refused.push(Refused {
                    line,
                    email: None,
                    code: "not_sent".to_owned(),
                    detail,
                }),
            }
        }
        let mut from = 0;
        while let Some(rest) = good.get(from..).filter(|rest| !rest.is_empty()) {
            let report = self.request(rest).await?;
            answered.created += report.created;
            answered.unchanged += report.unchanged;
            answered
                .refused
                .extend(report.refused.into_iter().filter_map(|refused| named(rest, refused)));
            from = match report.next_line {
                Some(next) if next > 1 => from + next - 1,
                _ => good.len(),
            };
        }
        answered.refused.sort_by_key(|refused| refused.line);
        answered.lines = good.into_iter().map(|(_, line)| line).collect();
        Ok(answered)
    }

    async fn request(&self, lines: &[(u64, Line)]) -> Result<Report, Problem> {
        let texts: Result<Vec<String>, _> = lines.iter().map(|(_, line)| serde_json::to_string(line)).collect();
        let body = texts
            .map_err(|error| Problem::new("A batch could not be written", error.to_string(), "report this"))?
            .join("\n");
        let mut last = String::new();
        for attempt in 0..TRIES {
            match self.once(body.clone()).await {
                Ok(report) => return Ok(report),
                Err(Again::Never(problem)) => return Err(problem),
                Err(Again::After(seconds, why)) => {
                    last = why;
                    tokio::time::sleep(wire::wait(attempt, seconds)).await;
                }
            }
        }
        Err(Problem::new(
            "The import stopped",
            format!("the platform did not take a batch in {TRIES} tries; the last answer was: {last}"),
            "wait some minutes, then run the same command with --resume",
        ))
    }

    async fn once(&self, body: String) -> Result<Report, Again> {
        let request = self
            .client
            .post(self.url.clone())
            .bearer_auth(&self.secret_key)
            .header(header::CONTENT_TYPE, "application/x-ndjson")
            .body(body);
        let answer = request
            .send()
            .await
            .map_err(|error| Again::After(None, error.to_string()))?;
        let status = answer.status();
        let headers = answer.headers().clone();
        let text = answer
            .text()
            .await
            .map_err(|error| Again::After(None, error.to_string()))?;
        if status.is_success() {
            let unknown = |error: serde_json::Error| {
                Again::Never(Problem::new(
                    "The import stopped",
                    format!("the answer is not what an import gives: {error}"),
                    "see that --to is an application of Aero2",
                ))
            };
            return serde_json::from_str(&text).map_err(unknown);
        }
        Err(Again::of(status, &headers, &text, refusal))
    }
}

fn refusal(status: StatusCode, said: String) -> Problem {
    let way_out = match status {
        StatusCode::UNAUTHORIZED => "set AERO2_SECRET_KEY to a secret key of this very application",
        StatusCode::FORBIDDEN => "use a secret key that has the permission import:write",
        StatusCode::NOT_FOUND => "see that --to is the application's own address, and that this Aero2 has imports",
        _ => "mend what it says, then run the same command with --resume",
    };
    Problem::new("The import stopped", said, way_out)
}

/// A reported line by its place in the file.
fn named(sent: &[(u64, Line)], refused: ReportedLine) -> Option<Refused> {
    let (line, user) = sent.get(refused.line.checked_sub(1)?)?;
    Some(Refused {
        line: *line,
        email: Some(user.email.clone()),
        code: refused.code,
        detail: refused.detail,
    })
}
