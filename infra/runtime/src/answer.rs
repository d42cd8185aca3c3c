//! What API Gateway makes of a function's answer (payload format 2.0): status, headers, cookies, a body that may be base64.

use axum::{body::Body, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value};

/// The function's answer is not one that API Gateway understands.
#[derive(Debug, thiserror::Error)]
#[error("the function's answer cannot be read: {0}")]
pub(crate) struct Unreadable(&'static str);

/// The answer to the viewer. A JSON value without `statusCode` is itself the body, as there.
pub(crate) fn read(payload: &[u8]) -> Result<Response, Unreadable> {
    let value: Value = serde_json::from_slice(payload).map_err(|_| Unreadable("not JSON"))?;
    let Some(answer) = value.as_object().filter(|answer| answer.contains_key("statusCode")) else {
        let mut response = Response::new(Body::from(payload.to_vec()));
        let kind = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        return Ok(response);
    };
    let status = answer.get("statusCode").and_then(Value::as_u64).unwrap_or_default();
    let status = u16::try_from(status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status.ok_or(Unreadable("statusCode is not one"))?;
    let body = body(answer)?;
    let headers = response.headers_mut();
    for (name, value) in answer.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let (name, value) = line(name, value)?;
        // The gateway measures for itself.
        if name != header::CONTENT_LENGTH {
            headers.insert(name, value);
        }
    }
    for cookie in answer.get("cookies").and_then(Value::as_array).into_iter().flatten() {
        headers.append(header::SET_COOKIE, line("set-cookie", cookie)?.1);
    }
    if !body.is_empty() {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.body_mut() = Body::from(body);
    }
    Ok(response)
}

fn line(name: &str, value: &Value) -> Result<(HeaderName, HeaderValue), Unreadable> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unreadable("a header's name"))?;
    let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| Unreadable("a header's value"))?;
    Ok((name, value))
}

fn body(answer: &Map<String, Value>) -> Result<Vec<u8>, Unreadable> {
    let body = answer.get("body").and_then(Value::as_str).unwrap_or_default();
    let is_base64 = answer
        .get("isBase64Encoded")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if is_base64 {
        STANDARD.decode(body).map_err(|_| Unreadable("body is not base64"))
    } else {
        Ok(body.as_bytes().to_vec())
    }
}

/// What the viewer gets when there is no answer (HTTP APIs say 500 whatever went wrong in the function).
pub(crate) fn failed() -> Response {
    let mut response = Response::new(Body::from(r#"{"message":"Internal Server Error"}"#));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What the gateway says of a path that no route has.
pub(crate) fn not_found() -> Response {
    let mut response = failed();
    *response.status_mut() = StatusCode::NOT_FOUND;
    *response.body_mut() = Body::from(r#"{"message":"Not Found"}"#);
    response
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn cookies_become_headers_and_base64_bytes() {
        let answer = br#"{"statusCode": 201, "headers": {"content-type": "image/png", "content-length": "99"},
            "cookies": ["a=1; Path=/", "b=2"], "body": "/wA=", "isBase64Encoded": true}"#;
        let response = read(answer).unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
        assert_eq!(response.headers()["content-length"], "2");
    }

    #[test]
    fn a_bare_value_is_the_body_and_nonsense_is_refused() {
        assert_eq!(read(br#"{"ok": true}"#).unwrap().status(), 200);
        for bad in [
            "",
            r#"{"statusCode": 9}"#,
            r#"{"statusCode": 200, "headers": {"a b": "c"}}"#,
        ] {
            assert!(read(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
