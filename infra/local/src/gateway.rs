//! What the edge and API Gateway are in production: gives each request its context, by connection and host.
//!
//! The viewer's address is the peer's, or what `Aero2-Local-Source` says; only plain loopback is exempt from limits per source and of daily mail.

use crate::{Local, dashboard, hooks};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, State},
    response::Response,
};
use domain::entropy;
use http::{HeaderMap, Request, header};
use std::{
    future::Future,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::net::TcpListener;
use web::Edge;

/// The host of the hooks.
pub const CONTROL_HOST: &str = "local.localhost";
/// The header in which a test names where it comes from.
pub const SOURCE: &str = "aero2-local-source";
/// How often what was logged is written to its file.
const LOG_EVERY: Duration = Duration::from_millis(500);
/// How long requests in flight may take when the process ends.
const GRACE: Duration = Duration::from_secs(3);

/// Serves until `stop` ends, then lets requests in flight finish.
pub async fn serve(
    local: Arc<Local>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = Router::new().fallback(answer).with_state(Arc::clone(&local));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (ended, over) = tokio::sync::oneshot::channel::<()>();
    let stopping = async move {
        stop.await;
        let _nobody_waits = ended.send(());
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stopping);
    let late = async {
        let _stopped = over.await;
        tokio::time::sleep(GRACE).await;
    };
    let writing = async {
        let mut tick = tokio::time::interval(LOG_EVERY);
        loop {
            tick.tick().await;
            local.logs.flush();
        }
    };
    let outcome = tokio::select! {
        outcome = serving => outcome,
        () = late => Ok(()),
        () = writing => Ok(()),
    };
    local.close().await;
    outcome
}

async fn answer(
    State(local): State<Arc<Local>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response {
    let host = host(&request);
    if name(&host).eq_ignore_ascii_case(CONTROL_HOST) {
        return hooks::respond(&local, request).await;
    }
    if name(&host).eq_ignore_ascii_case(&local.dashboard_host()) {
        if let Some(mails) = hooks::drawer(&local, &request) {
            return mails;
        }
        if let Some(asked) = dashboard::asked(&request) {
            return local.dashboard.answer(asked).await;
        }
    }
    let edge = edge(&local, host, request.headers(), peer.ip());
    local.respond(request, edge).await
}

/// The host without its port and one trailing dot.
fn name(host: &str) -> &str {
    let bare = host.rsplit_once(':').map_or(host, |(name, _)| name);
    bare.strip_suffix('.').unwrap_or(bare)
}

/// What the viewer wrote: the target's authority, else the one `Host` header; several are none.
fn host(request: &Request<Body>) -> String {
    if let Some(authority) = request.uri().authority() {
        return authority.as_str().to_owned();
    }
    let mut all = request.headers().get_all(header::HOST).iter();
    match (all.next(), all.next()) {
        (Some(one), None) => one.to_str().unwrap_or("").to_owned(),
        _ => String::new(),
    }
}

fn edge(local: &Local, host: String, headers: &HeaderMap, peer: IpAddr) -> Edge {
    let said: Option<IpAddr> = headers.get(SOURCE).and_then(|value| value.to_str().ok()?.parse().ok());
    Edge {
        host,
        address: said.unwrap_or(peer),
        // Whoever names a source, even one that cannot be read, wants to be counted.
        exempt: !headers.contains_key(SOURCE) && peer.is_loopback(),
        request_id: entropy::base62(&*local.services.entropy, 22),
    }
}
