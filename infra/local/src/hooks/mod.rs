//! `local.localhost`: the switches of the local process, as JSON for tests and a page for people. Not in any Lambda binary.

mod mails;
mod page;

use crate::{Local, aws::faults::Fault, schedules, seed};
use axum::{body::Body, response::Response};
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

const MAX_BODY: usize = 64 * 1024;

/// What a hook says when it cannot.
struct Refused(StatusCode, String);

fn bad(why: impl ToString) -> Refused {
    Refused(StatusCode::BAD_REQUEST, why.to_string())
}

fn broken(why: impl ToString) -> Refused {
    Refused(StatusCode::INTERNAL_SERVER_ERROR, why.to_string())
}

fn json_response<T: Serialize>(status: StatusCode, value: &T) -> Response {
    respond_with(
        status,
        "application/json",
        serde_json::to_string_pretty(value).unwrap_or_default(),
    )
}

fn respond_with(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'",
        ),
    );
    response
}

/// Where the dashboard asks for the mails of its drawer: on its own host, because its policy lets it ask no other.
const DRAWER: &str = "/_local/mail";
/// How many mails the drawer has.
const DRAWER_HOLDS: usize = 20;

/// The newest mails for the dashboard's drawer. Deployed there is no such path, and the pages ask on `dashboard.localhost` only.
pub(crate) fn drawer(local: &Local, request: &Request<Body>) -> Option<Response> {
    let is_asked = request.method() == Method::GET && request.uri().path() == DRAWER;
    is_asked.then(|| {
        let mut mails = local.aws.outbox.list(None);
        mails.truncate(DRAWER_HOLDS);
        json_response(StatusCode::OK, &mails)
    })
}

/// Answers a request to the control host.
pub async fn respond(local: &Local, request: Request<Body>) -> Response {
    match route(local, request).await {
        Ok(response) => response,
        Err(Refused(status, why)) => json_response(status, &json!({ "status": status.as_u16(), "detail": why })),
    }
}

async fn route(local: &Local, request: Request<Body>) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    refuse_other_sites(&parts)?;
    let query = parts.uri.query().unwrap_or("").to_owned();
    let ok = |value: Value| Ok(json_response(StatusCode::OK, &value));
    match (parts.method.as_str(), parts.uri.path()) {
        ("GET" | "HEAD", "/") => Ok(page(page::render(local).map_err(bad)?)),
        ("GET" | "HEAD", "/style.css") => Ok(respond_with(
            StatusCode::OK,
            "text/css; charset=utf-8",
            page::STYLE.to_owned(),
        )),
        ("GET", "/mail") => Ok(json_response(
            StatusCode::OK,
            &local.aws.outbox.list(parameter(&query, "to").as_deref()),
        )),
        ("GET", "/sms") => Ok(json_response(
            StatusCode::OK,
            &local.aws.sms.list(parameter(&query, "to").as_deref()),
        )),
        ("GET", "/mails") => Ok(page(mails::list().map_err(bad)?)),
        ("GET", path) if path.starts_with("/mails/") => letter(local, path),
        ("GET", "/clock") => ok(clock(local)),
        ("POST", "/clock") => advance(local, read(body).await?),
        ("GET", "/faults") => Ok(json_response(StatusCode::OK, &local.aws.faults.list())),
        ("POST", "/faults") => {
            local.aws.faults.add(read::<Fault>(body).await?);
            Ok(json_response(StatusCode::CREATED, &local.aws.faults.list()))
        }
        ("DELETE", "/faults") => {
            local.aws.faults.clear();
            Ok(json_response(StatusCode::OK, &local.aws.faults.list()))
        }
        ("GET", "/routes") => Ok(json_response(StatusCode::OK, &functions::routes())),
        ("GET", "/capacity") => Ok(json_response(StatusCode::OK, &local.aws.capacity.recent())),
        ("GET", "/logs") => Ok(json_response(
            StatusCode::OK,
            &local.logs.newest(parameter(&query, "id").as_deref()),
        )),
        ("DELETE", "/capacity") => {
            local.aws.capacity.clear();
            ok(json!([]))
        }
        ("POST", "/sweep") => sweep(local).await,
        ("POST", "/schedules") => run_schedules(local).await,
        ("POST", "/seed") => match Box::pin(seed::seed(local)).await {
            Ok(seeded) => Ok(json_response(StatusCode::OK, &seeded)),
            Err(failure) => Err(broken(failure)),
        },
        (_, known) if KNOWN.contains(&known) => Err(Refused(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("{known} does not take that method; GET / lists what there is."),
        )),
        _ => Err(Refused(
            StatusCode::NOT_FOUND,
            "There is no such hook; GET / lists what there is.".to_owned(),
        )),
    }
}

fn page(html: String) -> Response {
    respond_with(StatusCode::OK, "text/html; charset=utf-8", html)
}

/// A mail that was sent, `/mails/sent/0` the newest, or a preview. Mails carry their style in themselves, and nothing else.
fn letter(local: &Local, path: &str) -> Result<Response, Refused> {
    let path = path.strip_prefix("/mails/").unwrap_or("");
    let found = match path.strip_prefix("sent/") {
        Some(nth) => mails::sent(local, nth).map(|html| ("text/html; charset=utf-8", html)),
        None => mails::preview(local, path),
    };
    let none = || {
        Refused(
            StatusCode::NOT_FOUND,
            "There is no such mail; GET /mails lists them.".to_owned(),
        )
    };
    let (kind, body) = found.ok_or_else(none)?;
    let mut response = respond_with(StatusCode::OK, kind, body);
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

async fn run_schedules(local: &Local) -> Result<Response, Refused> {
    let done = Box::pin(schedules::run(local)).await.map_err(broken)?;
    Ok(json_response(StatusCode::OK, &done))
}

async fn sweep(local: &Local) -> Result<Response, Refused> {
    let now = local.services.now();
    let deleted = local.aws.dynamodb.sweep(now).await.map_err(broken)?;
    local.drain().await;
    Ok(json_response(StatusCode::OK, &json!({ "deleted": deleted })))
}

const KNOWN: [&str; 12] = [
    "/",
    "/mail",
    "/mails",
    "/sms",
    "/clock",
    "/faults",
    "/routes",
    "/capacity",
    "/logs",
    "/sweep",
    "/schedules",
    "/seed",
];

/// A page of another site must not move the clock of somebody's laptop.
fn refuse_other_sites(parts: &http::request::Parts) -> Result<(), Refused> {
    let safe = matches!(parts.method, Method::GET | Method::HEAD);
    let site = parts
        .headers
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    match site {
        Some("same-origin" | "none") | None => Ok(()),
        Some(_) if safe => Ok(()),
        Some(_) => Err(Refused(
            StatusCode::FORBIDDEN,
            "This came from a page of another site.".to_owned(),
        )),
    }
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let params = protocol::params::Params::parse(query.as_bytes()).ok()?;
    params.lenient(name).map(str::to_owned)
}

async fn read<T: DeserializeOwned>(body: Body) -> Result<T, Refused> {
    let bytes = Limited::new(body, MAX_BODY)
        .collect()
        .await
        .map_err(|_| Refused(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.".to_owned()))?
        .to_bytes();
    serde_json::from_slice(&bytes).map_err(bad)
}

fn clock(local: &Local) -> Value {
    json!({ "now": local.services.now(), "offset_seconds": local.aws.clock.offset_seconds() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: i64,
}

fn advance(local: &Local, by: Advance) -> Result<Response, Refused> {
    local.aws.clock.advance(by.advance_seconds).map_err(bad)?;
    Ok(json_response(StatusCode::OK, &clock(local)))
}
