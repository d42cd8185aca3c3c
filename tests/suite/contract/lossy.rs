//! A connection that loses replies: the service does its work, then the answer does not come.

use super::target::Target;
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector},
    orchestrator::HttpRequest,
    result::ConnectorError,
};
use platform::system::SystemEntropy;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use store::{Connection, Store};

#[derive(Clone, Debug)]
struct Lossy<T> {
    inner: T,
    left: Arc<AtomicU32>,
}

impl HttpConnector for Lossy<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, left) = (self.inner.call(request), Arc::clone(&self.left));
        HttpConnectorFuture::new(async move {
            let answer = answer.await?;
            let lost = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            lost.map_or(Ok(answer), |_| Err(ConnectorError::io("the reply was lost".into())))
        })
    }
}

/// A store over a connection that loses replies when told to.
pub struct LossyStore {
    pub store: Store,
    left: Arc<AtomicU32>,
}

impl LossyStore {
    /// The next so many replies are lost. The client tries three times.
    pub fn lose(&self, replies: u32) {
        self.left.store(replies, Ordering::SeqCst);
    }
}

impl Target {
    /// Our store in a fresh table.
    pub async fn store(&self) -> LossyStore {
        let table = self.table().await;
        let left = Arc::new(AtomicU32::new(0));
        let http = SharedHttpConnector::new(Lossy {
            inner: self.connection.http.clone(),
            left: Arc::clone(&left),
        });
        let at = Connection {
            http,
            ..self.connection.clone()
        };
        let store = Store::connect(at, table.name, Arc::new(SystemEntropy));
        LossyStore { store, left }
    }
}
