//! One event of API Gateway (HTTP API, payload 2.0) as an HTTP request, and an HTTP answer as what it wants back.
//!
//! Only the members we use are read. Nothing is normalised: the path that was routed is the path that is answered.

use axum::body::{Body, Bytes};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Write as _};

/// The stage that leaves no trace in the path.
const DEFAULT_STAGE: &str = "$default";

/// A request as API Gateway describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    /// One `name=value` each; they are not among the headers.
    #[serde(default)]
    cookies: Option<Vec<String>>,
    /// Repeated ones are joined by commas.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    request_context: RequestContext,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext {
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    request_id: Option<String>,
    http: Description,
}

#[derive(Clone, Debug, Deserialize)]
struct Description {
    method: String,
}

impl Event {
    /// The id that API Gateway gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_context.request_id.as_deref()
    }

    /// One header, as it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let first = all.next()?;
        all.next().is_none().then_some(first.1.as_str())
    }

    /// The request without the headers in `hidden`; `None` when no HTTP request can be like that.
    pub fn into_request(self, hidden: &[&str]) -> Option<Request<Body>> {
        let method = Method::from_bytes(self.request_context.http.method.as_bytes()).ok()?;
        let uri = self.uri()?;
        let headers = self.header_map(hidden)?;
        let body = match self.body {
            None => Body::empty(),
            Some(text) if self.is_base64_encoded => Body::from(STANDARD.decode(text).ok()?),
            Some(text) => Body::from(text),
        };
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Some(request)
    }

    fn uri(&self) -> Option<Uri> {
        let stage = self
            .request_context
            .stage
            .as_deref()
            .filter(|stage| *stage != DEFAULT_STAGE);
        let path = stage
            .and_then(|stage| self.raw_path.strip_prefix('/')?.strip_prefix(stage))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .unwrap_or(&self.raw_path);
        let mut text = String::with_capacity(path.len() + self.raw_query_string.len() + 2);
        if !path.starts_with('/') {
            text.push('/');
        }
        encode(path, &mut text);
        if !self.raw_query_string.is_empty() {
            text.push('?');
            text.push_str(&self.raw_query_string);
        }
        text.parse().ok()
    }

    fn header_map(&self, hidden: &[&str]) -> Option<HeaderMap> {
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 1);
        for (name, value) in &self.headers {
            if hidden.iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
                continue;
            }
            headers.append(
                HeaderName::from_bytes(name.as_bytes()).ok()?,
                HeaderValue::from_bytes(value.as_bytes()).ok()?,
            );
        }
        if let Some(cookies) = self.cookies.as_ref().filter(|cookies| !cookies.is_empty()) {
            headers.insert(header::COOKIE, HeaderValue::from_str(&cookies.join("; ")).ok()?);
        }
        Some(headers)
    }
}

/// API Gateway may hand the path over decoded: what may not stand in a path is written as it must have come. Escapes stay as they are.
fn encode(path: &str, into: &mut String) {
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte) {
            into.push(char::from(byte));
        } else {
            let _writing_to_a_string = write!(into, "%{byte:02X}");
        }
    }
}

/// What API Gateway wants back.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    status_code: u16,
    headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    body: String,
    is_base64_encoded: bool,
}

impl Answer {
    /// Nothing but a status.
    pub(super) fn bare(status: StatusCode) -> Self {
        Self {
            status_code: status.as_u16(),
            headers: BTreeMap::from([("cache-control".to_owned(), "no-store".to_owned())]),
            cookies: Vec::new(),
            body: String::new(),
            is_base64_encoded: false,
        }
    }

    /// The answer of a handler. A body that is not text travels in base64.
    pub(super) async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let Ok(collected) = body.collect().await else {
            return Self::bare(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let (body, is_base64_encoded) = text(collected.to_bytes());
        let shown = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let mut headers = BTreeMap::new();
        for name in parts.headers.keys().filter(|name| **name != header::SET_COOKIE) {
            let all: Vec<_> = parts.headers.get_all(name).iter().map(shown).collect();
            headers.insert(name.as_str().to_owned(), all.join(", "));
        }
        Self {
            status_code: parts.status.as_u16(),
            headers,
            cookies: parts.headers.get_all(header::SET_COOKIE).iter().map(shown).collect(),
            body,
            is_base64_encoded,
        }
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        self.status_code
    }
}

fn text(bytes: Bytes) -> (String, bool) {
    match String::from_utf8(bytes.into()) {
        Ok(text) => (text, false),
        Err(binary) => (STANDARD.encode(binary.as_bytes()), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(changes: &serde_json::Value) -> Event {
        let mut event = json!({ "rawPath": "/x", "requestContext": { "stage": "$default", "requestId": "r", "http": { "method": "GET" } } });
        if let (Some(event), Some(changes)) = (event.as_object_mut(), changes.as_object()) {
            event.extend(changes.clone());
        }
        serde_json::from_value(event).unwrap_or_else(|_| unreachable!())
    }

    fn uri(path: &str, stage: &str) -> Option<String> {
        let context = json!({ "stage": stage, "http": { "method": "GET" } });
        let event = event(&json!({ "rawPath": path, "rawQueryString": "a=1&a=%20", "requestContext": context }));
        event.into_request(&[]).map(|request| request.uri().to_string())
    }

    #[test]
    fn the_stage_is_taken_from_the_path_and_nothing_else_is() {
        assert_eq!(uri("/a/b", "$default").as_deref(), Some("/a/b?a=1&a=%20"));
        assert_eq!(uri("/prod/a", "prod").as_deref(), Some("/a?a=1&a=%20"));
        assert_eq!(uri("/prod", "prod").as_deref(), Some("/?a=1&a=%20"));
        assert_eq!(uri("/production/a", "prod").as_deref(), Some("/production/a?a=1&a=%20"));
        assert_eq!(uri("/a/../b//c", "$default").as_deref(), Some("/a/../b//c?a=1&a=%20"));
        assert_eq!(
            uri("/%2e%2e/ü x?y#z", "$default").as_deref(),
            Some("/%2e%2e/%C3%BC%20x%3Fy%23z?a=1&a=%20")
        );
    }

    #[tokio::test]
    async fn cookies_headers_and_bodies_arrive_as_they_were_sent() {
        let event = event(&json!({
            "cookies": ["a=1", "b=2"], "headers": { "X-One": "1", "secret": "s" }, "body": "AP8=", "isBase64Encoded": true,
            "requestContext": { "http": { "method": "PATCH" } },
        }));
        let request = event.into_request(&["SECRET"]).unwrap_or_default();
        assert_eq!((request.method().as_str(), request.headers().len()), ("PATCH", 2));
        assert_eq!(
            request.headers().get("cookie").map(HeaderValue::as_bytes),
            Some(&b"a=1; b=2"[..])
        );
        let body = request
            .into_body()
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes);
        assert_eq!(body.ok().as_deref(), Some(&[0, 255][..]));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for bad in [
            json!({ "body": "%%", "isBase64Encoded": true }),
            json!({ "headers": { "a b": "c" } }),
            json!({ "headers": { "a": "b\nc" } }),
            json!({ "cookies": ["a=\n"] }),
            json!({ "rawQueryString": "a b" }),
            json!({ "requestContext": { "http": { "method": "G T" } } }),
        ] {
            assert!(event(&bad).into_request(&[]).is_none(), "{bad}");
        }
    }

    #[tokio::test]
    async fn an_answer_keeps_its_cookies_apart_and_its_bytes_whole() {
        let mut response = Response::new(Body::from(vec![0xff, 0]));
        for (name, value) in [
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
            ("vary", "origin"),
            ("vary", "cookie"),
        ] {
            response.headers_mut().append(name, HeaderValue::from_static(value));
        }
        let answer = Answer::of(response).await;
        assert_eq!(answer.cookies, ["a=1", "b=2"]);
        assert_eq!(answer.headers.get("vary").map(String::as_str), Some("origin, cookie"));
        assert_eq!((answer.body.as_str(), answer.is_base64_encoded), ("/wA=", true));
    }
}
