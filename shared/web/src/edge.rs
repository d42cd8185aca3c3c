//! What the edge says about a request: the viewer's host, the viewer's address, an id. Nothing else about the network is believed (RL-01, RS-01).
//!
//! On AWS it comes from headers that CloudFront sets, proven by the edge secret; on a laptop the gateway makes it. `X-Forwarded-*` is never read.

use domain::event::Origin;
use platform::source::Source;
use std::{net::IpAddr, sync::Arc};

/// The context that API Gateway or the local gateway puts into the request's extensions.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The host as the viewer wrote it, port and all.
    pub host: String,
    /// The viewer's address.
    pub address: IpAddr,
    /// A request of the developer's own machine: per-source and daily mail limits do not apply. Only the local gateway says so.
    pub exempt: bool,
    /// Chosen by the edge; in every answer and log line.
    pub request_id: String,
}

/// The same, with what the browser says of itself: for limits, audit and logs.
#[derive(Clone, Debug)]
pub struct Context {
    /// As [`Edge::request_id`].
    pub request_id: String,
    /// For audit events.
    pub origin: Origin,
    /// For limits.
    pub source: Source,
    /// Where a problem document's `type` begins.
    pub errors_base: Arc<str>,
    /// Whether a person is looking: errors become pages.
    pub wants_page: bool,
}

impl Context {
    /// Whether people are sent to a path, and not programs.
    pub(crate) fn shows_pages(path: &str) -> bool {
        let machine = ["/api/", "/oauth2/", "/.well-known/", "/health"]
            .iter()
            .any(|area| path.starts_with(area));
        matches!(path, "/oauth2/authorize" | "/oauth2/logout") || !machine
    }

    pub(crate) fn new(edge: &Edge, headers: &http::HeaderMap, path: &str, errors_base: Arc<str>) -> Self {
        let user_agent = headers
            .get(http::header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .map(|text| text.chars().filter(|c| !c.is_control()).take(256).collect());
        let source = Source::new(edge.address, edge.exempt);
        let address = match edge.address {
            // Already written.
            IpAddr::V4(_) => source.key().to_owned(),
            IpAddr::V6(v6) => v6.to_string(),
        };
        Self {
            request_id: edge.request_id.clone(),
            origin: Origin {
                request_id: Some(edge.request_id.clone()),
                ip_address: Some(address),
                user_agent,
            },
            source,
            errors_base,
            wants_page: Self::shows_pages(path),
        }
    }
}
