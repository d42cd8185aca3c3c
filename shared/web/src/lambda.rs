//! The same handlers behind API Gateway: the event's edge headers become an [`Edge`], the answer an event's answer (behaviour 2.1, rules section 9).
//!
//! CloudFront sets the viewer's host and address and proves itself with the edge secret; a request without the proof did not come through the edge.

use crate::{app::App, edge::Edge};
use axum::{body::Body, response::Response};
use domain::Secret;
use http::{HeaderMap, Request, StatusCode};
use lambda_http::{RequestExt, request::RequestContext};
use std::net::IpAddr;

/// The header in which the edge proves itself.
pub const EDGE_SECRET: &str = "aero2-edge-secret";
/// The host as the viewer wrote it.
pub const VIEWER_HOST: &str = "aero2-viewer-host";
/// The viewer's address; set by CloudFront itself, with the port.
pub const VIEWER_ADDRESS: &str = "cloudfront-viewer-address";

/// Answers one event of API Gateway.
pub async fn respond(app: &App, edge_secret: &Secret<String>, event: lambda_http::Request) -> Response {
    let Some(edge) = edge(&event, edge_secret) else {
        let mut refused = Response::new(Body::empty());
        *refused.status_mut() = StatusCode::FORBIDDEN;
        return refused;
    };
    let (mut parts, body) = event.into_parts();
    for name in [EDGE_SECRET, VIEWER_HOST, VIEWER_ADDRESS] {
        parts.headers.remove(name);
    }
    parts.extensions.insert(edge);
    let body = match body {
        lambda_http::Body::Text(text) => Body::from(text),
        lambda_http::Body::Binary(bytes) => Body::from(bytes),
        _ => Body::empty(),
    };
    app.respond(Request::from_parts(parts, body)).await
}

fn single<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

fn edge(event: &lambda_http::Request, secret: &Secret<String>) -> Option<Edge> {
    let headers = event.headers();
    let shown = Secret::new(single(headers, EDGE_SECRET)?.to_owned());
    if shown != *secret {
        return None;
    }
    let request_id = match event.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone(),
        _ => None,
    };
    Some(Edge {
        host: single(headers, VIEWER_HOST)?.to_owned(),
        address: viewer(single(headers, VIEWER_ADDRESS)?)?,
        exempt: false,
        request_id: request_id.unwrap_or_else(|| "unknown".to_owned()),
    })
}

/// `198.51.100.1:4711`, or with IPv6 `2001:db8::1:4711`: the port is what stands behind the last colon.
fn viewer(text: &str) -> Option<IpAddr> {
    let (address, port) = text.rsplit_once(':')?;
    port.parse::<u16>().ok()?;
    address.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_address_loses_its_port() {
        assert_eq!(
            viewer("198.51.100.1:4711").map(|a| a.to_string()).as_deref(),
            Some("198.51.100.1")
        );
        assert_eq!(
            viewer("2001:db8::1:4711").map(|a| a.to_string()).as_deref(),
            Some("2001:db8::1")
        );
        assert_eq!(viewer("198.51.100.1"), None);
        assert_eq!(viewer("x:1"), None);
    }
}
