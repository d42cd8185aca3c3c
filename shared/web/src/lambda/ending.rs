//! The end of an instance. Lambda tells a function of it (SIGTERM) only if an extension is registered, so one inside the function is: it asks for no
//! events, and its one request waits for ever (Lambda developer guide, Extensions API 2020-01-01, shutdown phase).
//!
//! `lambda_runtime` can do this, too, and brings half a megabyte for it: an instance's logs, telemetry and calendar.

use http::{HeaderName, HeaderValue, Method, Request};
use lambda_runtime_api_client::{BoxError, PooledClient, body::Body, build_request};
use std::pin::Pin;

const NAME: HeaderName = HeaderName::from_static("lambda-extension-name");
const ID: HeaderName = HeaderName::from_static("lambda-extension-identifier");

/// What an instance does when it is told to end; it has half a second.
pub(super) type LastWords = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// Registered: will be told.
pub(super) struct Ending {
    client: PooledClient,
    next: Request<Body>,
    last: LastWords,
}

impl Ending {
    /// Registers the extension: before the first event is asked for, which ends INIT.
    pub(super) async fn register(last: LastWords) -> Result<Self, BoxError> {
        let client = PooledClient::builder().build();
        let wanted = build_request()
            .method(Method::POST)
            .uri("/2020-01-01/extension/register")
            .header(NAME, HeaderValue::from_static("aero2-ending"))
            .body(Body::from(r#"{"events":[]}"#.to_owned()))?;
        let registered = client.call(wanted).await?;
        let id = registered.headers().get(ID).cloned();
        let id = id.ok_or_else(|| format!("registering was answered {}", registered.status()))?;
        let next = build_request().uri("/2020-01-01/extension/event/next").header(ID, id);
        let next = next.body(Body::empty())?;
        Ok(Self { client, next, last })
    }

    /// Until the instance is told to end and has said what it had to say.
    pub(super) async fn wait(self) -> Result<(), BoxError> {
        let nothing = async {
            // INIT ends when every extension has asked, too. An answer would mean nothing.
            let _answer = self.client.call(self.next).await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            told = told() => told?,
            () = nothing => {}
        }
        (self.last)().await;
        Ok(())
    }
}

/// SIGTERM, as Lambda sends it.
#[cfg(unix)]
async fn told() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::terminate())?.recv().await;
    Ok(())
}

/// Lambda has no Windows; the crate is part of the local platform there.
#[cfg(not(unix))]
async fn told() -> std::io::Result<()> {
    std::future::pending().await
}
