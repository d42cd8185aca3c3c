//! What stands before a function: `CloudFront`, which says who the viewer is and strips what viewers made up, and API Gateway, which writes the event.
//!
//! HTTP API, payload format 2.0. Two things about it are measured rather than documented: the path arrives percent-decoded, cut at a decoded `?`; and
//! only `text/*` and three `application/` types arrive as text, so a form arrives in base64.

use crate::route::Route;
use axum::body::Bytes;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, Request, header};
use serde_json::{Map, Value, json};
use std::net::{IpAddr, SocketAddr};
use web::lambda::{EDGE_SECRET, VIEWER_ADDRESS, VIEWER_HOST};

/// The port that viewers seem to come from.
const VIEWER_PORT: u16 = 51_234;

/// What the edge and the gateway know about a request beside what the viewer sent.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// The host as the viewer wrote it.
    pub(crate) host: String,
    /// The viewer.
    pub(crate) address: IpAddr,
    /// The gateway's request id.
    pub(crate) request_id: String,
    /// How the edge proves itself.
    pub(crate) edge_secret: String,
    /// The moment, in milliseconds since 1970.
    pub(crate) at: i64,
}

/// Headers of one connection, not of the message, and those that the gateway writes itself.
const NOT_PASSED: &[header::HeaderName] = &[
    header::CONNECTION,
    header::TRANSFER_ENCODING,
    header::TE,
    header::TRAILER,
    header::UPGRADE,
    header::HOST,
    header::COOKIE,
];

/// What the edge takes off: words about the viewer that only it may say.
const STRIPPED: &[&str] = &["x-forwarded-", "x-user-", "x-tenant-", "cloudfront-", "x-amz-cf-"];

/// The event of a request.
pub(crate) fn write(request: &Request<Bytes>, arrival: &Arrival, route: &Route) -> Value {
    let uri = request.uri();
    let path = decoded_path(uri.path());
    let query = uri.query().unwrap_or_default();
    let mut event = json!({
        "version": "2.0",
        "routeKey": route.key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers(request.headers(), arrival),
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api0000000",
            "domainName": "origin.localhost",
            "domainPrefix": "origin",
            "http": {
                "method": request.method().as_str(),
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "130.176.0.1",
                "userAgent": text(request.headers(), &header::USER_AGENT),
            },
            "requestId": arrival.request_id,
            "routeKey": route.key,
            "stage": "$default",
            "time": "24/Nov/2026:12:00:00 +0000",
            "timeEpoch": arrival.at,
        },
        "isBase64Encoded": false,
    });
    if let Some(fields) = event.as_object_mut() {
        fields.extend(cookies(request.headers()));
        fields.extend(body(request));
        if !query.is_empty() {
            fields.insert("queryStringParameters".to_owned(), parameters(query));
        }
    }
    event
}

fn headers(headers: &HeaderMap, arrival: &Arrival) -> Map<String, Value> {
    let mut passed = Map::new();
    for name in headers.keys() {
        let made_up = [EDGE_SECRET, VIEWER_HOST, VIEWER_ADDRESS].contains(&name.as_str())
            || STRIPPED.iter().any(|prefix| name.as_str().starts_with(prefix));
        if !made_up && !NOT_PASSED.contains(name) {
            passed.insert(name.as_str().to_owned(), text(headers, name).into());
        }
    }
    let viewer = SocketAddr::new(arrival.address, VIEWER_PORT);
    // With IPv6 CloudFront writes no brackets.
    let viewer = viewer.to_string().replace(['[', ']'], "");
    for (name, value) in [
        ("host", "origin.localhost"),
        ("x-forwarded-for", &arrival.address.to_string()),
        ("x-forwarded-port", "443"),
        ("x-forwarded-proto", "https"),
        (EDGE_SECRET, &arrival.edge_secret),
        (VIEWER_HOST, &arrival.host),
        (VIEWER_ADDRESS, &viewer),
    ] {
        passed.insert(name.to_owned(), value.into());
    }
    passed
}

/// All values of a header, joined by commas.
fn text(headers: &HeaderMap, name: &header::HeaderName) -> String {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    values.join(",")
}

fn cookies(headers: &HeaderMap) -> Option<(String, Value)> {
    let values = headers.get_all(header::COOKIE).iter();
    let cookies: Vec<String> = values
        .flat_map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            text.split(';')
                .map(|cookie| cookie.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|cookie| !cookie.is_empty())
        .collect();
    (!cookies.is_empty()).then(|| ("cookies".to_owned(), cookies.into()))
}

fn body(request: &Request<Bytes>) -> Vec<(String, Value)> {
    let bytes = request.body();
    if bytes.is_empty() {
        return Vec::new();
    }
    let is_text = is_text(&text(request.headers(), &header::CONTENT_TYPE));
    let body = if is_text {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        STANDARD.encode(bytes)
    };
    vec![
        ("body".to_owned(), body.into()),
        ("isBase64Encoded".to_owned(), (!is_text).into()),
    ]
}

/// Whether API Gateway hands a body of this type over as text.
fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("text/")
        || matches!(
            kind.as_str(),
            "application/json" | "application/xml" | "application/javascript"
        )
}

fn parameters(query: &str) -> Value {
    let mut all = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decoded(&value.replace('+', " "));
        let joined = match all.get(&decoded(name)).and_then(Value::as_str) {
            Some(before) => format!("{before},{value}"),
            None => value,
        };
        all.insert(decoded(name), joined.into());
    }
    Value::Object(all)
}

fn decoded_path(path: &str) -> String {
    let decoded = decoded(path);
    decoded.split('?').next().unwrap_or_default().to_owned()
}

/// Percent-decoded; what is not UTF-8 then becomes U+FFFD.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = byte.and_then(|_| tail.get(2..)).unwrap_or(tail);
        bytes.push(byte.unwrap_or(first));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn event(request: http::request::Builder, body: &'static [u8]) -> Value {
        let arrival = Arrival {
            host: "acme.localhost:8787".to_owned(),
            address: "2001:db8::1".parse().unwrap(),
            request_id: "req-1".to_owned(),
            edge_secret: "the-edge-secret".to_owned(),
            at: 0,
        };
        let route = Route {
            function: "token".to_owned(),
            key: "ANY /oauth2/token".to_owned(),
        };
        write(&request.body(Bytes::from_static(body)).unwrap(), &arrival, &route)
    }

    #[test]
    fn rs_01_the_edge_says_who_the_viewer_is_and_strips_what_viewers_made_up() {
        let request = Request::post("/oauth2/token?a=1&a=2")
            .header("Host", "evil.example")
            .header("X-Forwarded-For", "192.0.2.9")
            .header("X-Tenant-Id", "app_1")
            .header("aero2-viewer-host", "evil.example")
            .header("Accept", "a")
            .header("Accept", "b");
        let event = event(request, b"");
        let headers = &event["headers"];
        assert_eq!(
            (&headers["aero2-viewer-host"], &headers["aero2-viewer-address"]),
            (&json!("acme.localhost:8787"), &json!("2001:db8::1:51234"))
        );
        assert_eq!(
            (&headers["accept"], &headers["x-tenant-id"]),
            (&json!("a,b"), &Value::Null)
        );
        assert_eq!(
            (&headers["x-forwarded-for"], &headers["host"]),
            (&json!("2001:db8::1"), &json!("origin.localhost"))
        );
        assert_eq!(event["queryStringParameters"]["a"], "1,2");
        assert!(event.get("body").is_none() && event.get("cookies").is_none());
    }

    #[test]
    fn cookies_are_an_array_and_a_form_is_base64() {
        let form = Request::post("/oauth2/token")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", "a=1; b=2")
            .header("cookie", "c=3");
        let form = event(form, b"x=y");
        assert_eq!(form["cookies"], json!(["a=1", "b=2", "c=3"]));
        assert!(form["headers"].get("cookie").is_none());
        assert_eq!(
            (&form["body"], &form["isBase64Encoded"]),
            (&json!("eD15"), &json!(true))
        );
        let text = event(
            Request::post("/").header("content-type", "application/json; charset=utf-8"),
            b"{}",
        );
        assert_eq!((&text["body"], &text["isBase64Encoded"]), (&json!("{}"), &json!(false)));
    }

    #[test]
    fn a_path_arrives_decoded_and_a_query_as_it_was_sent() {
        let event = event(Request::get("/api/users/x%2Fy%20%zz%3Fadmin?q=a%20b"), b"");
        assert_eq!(
            (&event["rawPath"], &event["rawQueryString"]),
            (&json!("/api/users/x/y %zz"), &json!("q=a%20b"))
        );
    }
}
