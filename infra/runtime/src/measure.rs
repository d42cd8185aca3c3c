//! What each function costs before its first answer: INIT, first and warm request, memory, size. Medians of many starts, and the bars they are held to.
//!
//! Wall time is printed and CPU time is judged: on a machine that does other things the wall says more about those.

mod process;
mod table;

use crate::{
    event::{self, Arrival},
    host::{Host, Options},
    instance::{Instance, Spec},
    route::Route,
};
use axum::body::Bytes;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderValue, Method, Request, header};
use local::{
    Local,
    aws::data_dir::DataDir,
    seed::{self, Seeded},
};
use process::Usage;
use serde_json::{Value, json};
use std::{net::Ipv4Addr, path::Path, time::Duration};
use table::Row;

/// One start of one function.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    init: Usage,
    first: Usage,
    warm: Usage,
    /// Kilobytes.
    rss_after_init: u64,
    rss_after_requests: u64,
    pss_after_requests: u64,
    /// What its request was answered with; 200 for an event.
    status: u64,
}

/// Measures every function, prints and keeps the table; false when a bar is missed.
pub async fn run(binaries: &Path, runs: usize, only: Option<&str>, out: &Path) -> Result<bool, String> {
    let scratch = std::env::temp_dir().join(format!("aero2-measure-{}", std::process::id()));
    let outcome = measured(binaries, runs, only, &scratch).await;
    let _left_behind = std::fs::remove_dir_all(&scratch);
    let rows = outcome?;
    let text = table::render(&rows, runs);
    table::print(&text);
    let folder = out.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(out, &text))
        .map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    Ok(rows.iter().all(|row| row.missed().is_empty()))
}

async fn measured(binaries: &Path, runs: usize, only: Option<&str>, scratch: &Path) -> Result<Vec<Row>, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    // On the system's clock, which the processes share.
    let dir = DataDir::open(scratch).map_err(|error| told(&error))?;
    let local = Box::pin(Local::start(dir, 8787)).await.map_err(|error| told(&error))?;
    let seeded = Box::pin(seed::seed(&local)).await.map_err(|error| told(&error))?;
    let options = Options {
        binaries: binaries.to_owned(),
        faketime: None,
        concurrency: 1,
    };
    let host = Host::start(&local, &options).map_err(|error| told(&error))?;
    let mut rows = Vec::new();
    for (name, pool) in host.pools().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let Ok(binary) = std::fs::metadata(&pool.spec().binary) else {
            rows.push(Row::absent(name));
            continue;
        };
        let event = event_of(name, &seeded);
        let mut starts = Vec::new();
        for number in 0..runs.max(1) {
            let number = u64::try_from(number).unwrap_or_default();
            starts.push(
                start(pool.spec(), number, &event)
                    .await
                    .map_err(|why| format!("{name}: {why}"))?,
            );
        }
        rows.push(Row::new(name, binary.len(), &starts));
    }
    Ok(rows)
}

/// Starts one instance, lets it answer twice, and looks at it in between.
async fn start(spec: &Spec, number: u64, event: &Value) -> Result<Start, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let begin = process::now();
    let mut instance = Instance::spawn(spec, number).await.map_err(|error| told(&error))?;
    instance.ready().await.map_err(|error| told(&error))?;
    let wall = process::now().saturating_sub(begin);
    let pid = instance.pid().ok_or("it ended")?;
    let cpu = process::cpu(pid);
    let mut found = Start {
        init: Usage { wall, cpu },
        rss_after_init: process::rss(pid),
        ..Start::default()
    };
    for part in [&mut found.first, &mut found.warm] {
        let (begin, before) = (process::now(), process::cpu(pid));
        let answer = instance
            .invoke(Bytes::from(event.to_string()), spec, headers(begin))
            .await
            .map_err(|error| told(&error))?;
        let wall = process::now().saturating_sub(begin);
        *part = Usage {
            wall,
            cpu: process::cpu(pid).saturating_sub(before),
        };
        found.status = status(&answer)?;
    }
    found.rss_after_requests = process::rss(pid);
    found.pss_after_requests = process::pss(pid);
    Ok(found)
}

fn headers(now: Duration) -> Vec<(&'static str, String)> {
    let deadline = now.saturating_add(Duration::from_secs(30)).as_millis();
    vec![
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:123456789012:function:aero2".to_owned(),
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-00000000-000000000000000000000000;Sampled=0".to_owned(),
        ),
    ]
}

/// A function that says that something is wrong with itself was not measured.
fn status(answer: &[u8]) -> Result<u64, String> {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    match answer.get("statusCode").and_then(Value::as_u64).unwrap_or(200) {
        status if status >= 500 => Err(format!("its request was answered with {status}: {answer}")),
        status => Ok(status),
    }
}

/// A request that the function answers after reading what it needs, or the event that it waits for.
fn event_of(function: &str, seeded: &Seeded) -> Value {
    let path = match function {
        "record" | "deliver" => return json!({ "Records": [] }),
        "rotate-keys" | "check-domains" | "erase-accounts" | "run-jobs" => {
            return json!({ "detail-type": "Scheduled Event", "source": "aws.events" });
        }
        "mail-feedback" => return json!({ "detail-type": "Email Complaint", "source": "aws.ses", "detail": {} }),
        "bootstrap" => return json!({ "RequestType": "Update" }),
        "well-known" => "/.well-known/openid-configuration",
        "token" => "/oauth2/token",
        "userinfo" => "/oauth2/userinfo",
        "token-status" => "/oauth2/introspect",
        "authorize" => "/oauth2/authorize",
        "sign-in" => "/login",
        "password" => "/signup",
        "second-factor" => "/step-up",
        "consent" => "/consent",
        "account" => "/account",
        "applications" => "/api/applications/current",
        "platform" => "/api/platform/operators",
        "roles" => "/api/roles",
        "audit" => "/api/audit",
        "users" => "/api/users",
        "imports" => "/api/imports/users",
        "exports" => "/api/exports/users",
        "clients" => "/api/clients",
        "api-keys" => "/api/applications/api-keys",
        _ => "/api/applications/domains",
    };
    let route = Route {
        function: function.to_owned(),
        key: format!("ANY {path}"),
    };
    let arrival = Arrival {
        host: "acme.localhost:8787".to_owned(),
        address: Ipv4Addr::new(198, 51, 100, 7).into(),
        request_id: "measured".to_owned(),
        edge_secret: crate::host::SECRET.to_owned(),
        at: 0,
    };
    event::write(&request(path, seeded), &arrival, &route)
}

fn request(path: &str, seeded: &Seeded) -> Request<Bytes> {
    let application = seeded.applications.first();
    let client = |kind: &str| application.and_then(|app| app.clients.iter().find(|client| client.kind == kind));
    let mut request = Request::new(Bytes::new());
    let mut target = path.to_owned();
    if path == "/oauth2/authorize" {
        let (id, to) = client("web").map_or(("", ""), |web| {
            (
                web.client_id.as_str(),
                web.redirect_uris.first().map_or("", String::as_str),
            )
        });
        target = format!(
            "{path}?client_id={id}&redirect_uri={to}&response_type=code&scope=openid&code_challenge_method=S256\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
    let mut authorization = application.map(|app| format!("Bearer {}", app.secret_key));
    if matches!(path, "/oauth2/token" | "/oauth2/introspect") {
        *request.method_mut() = Method::POST;
        *request.body_mut() = Bytes::from_static(b"grant_type=client_credentials&token=unknown");
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        authorization = client("machine").map(|machine| {
            let secret = machine.client_secret.as_deref().unwrap_or_default();
            format!("Basic {}", STANDARD.encode(format!("{}:{secret}", machine.client_id)))
        });
    }
    if let Some(value) = authorization.and_then(|text| HeaderValue::from_str(&text).ok()) {
        request.headers_mut().insert(header::AUTHORIZATION, value);
    }
    *request.uri_mut() = target.parse().unwrap_or_default();
    request
}
