//! The same handlers behind API Gateway: the event's edge headers become an [`Edge`], the answer an event's answer (behaviour 2.1, rules section 9).
//!
//! CloudFront sets the viewer's host and address and proves itself with the edge secret; a request without the proof did not come through the edge.

mod ending;
pub mod event;
mod serve;

pub use serve::{serve, serve_events, serve_to_the_end, serve_with, try_serve_events};

use crate::{app::App, edge::Edge, observe::Trace};
use domain::Secret;
use event::{Answer, Event};
use http::StatusCode;
use std::net::IpAddr;

/// The header in which the edge proves itself.
pub const EDGE_SECRET: &str = "aero2-edge-secret";
/// The host as the viewer wrote it.
pub const VIEWER_HOST: &str = "aero2-viewer-host";
/// The viewer's address, and behind its last colon a port, which the edge does not know and calls 0.
pub const VIEWER_ADDRESS: &str = "aero2-viewer-address";

/// Answers one event of API Gateway.
pub async fn respond(app: &App, edge_secret: &Secret<String>, event: Event) -> Answer {
    respond_traced(app, edge_secret, event, None).await
}

/// The same, as a part of a trace.
pub async fn respond_traced(app: &App, edge_secret: &Secret<String>, event: Event, trace: Option<Trace>) -> Answer {
    let Some(edge) = edge(&event, edge_secret) else {
        return Answer::bare(StatusCode::FORBIDDEN);
    };
    let Some(mut request) = event.into_request(&[EDGE_SECRET, VIEWER_HOST, VIEWER_ADDRESS]) else {
        return Answer::bare(StatusCode::BAD_REQUEST);
    };
    request.extensions_mut().insert(edge);
    if let Some(trace) = trace {
        request.extensions_mut().insert(trace);
    }
    Answer::of(app.respond(request).await).await
}

fn edge(event: &Event, secret: &Secret<String>) -> Option<Edge> {
    let shown = Secret::new(event.header(EDGE_SECRET)?.to_owned());
    if shown != *secret {
        return None;
    }
    Some(Edge {
        host: event.header(VIEWER_HOST)?.to_owned(),
        address: viewer(event.header(VIEWER_ADDRESS)?)?,
        exempt: false,
        request_id: event.request_id().unwrap_or("unknown").to_owned(),
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
