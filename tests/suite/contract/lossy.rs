//! A connection that loses replies: the service does its work, then the answer does not come.

use super::target::{Target, fresh};
use aws_sdk_dynamodb::config::{SharedHttpClient, retry::RetryConfig};
use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
    orchestrator::HttpRequest,
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use platform::system::SystemEntropy;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use store::Store;

#[derive(Clone, Debug)]
struct Lossy<T> {
    inner: T,
    left: Arc<AtomicU32>,
}

impl HttpClient for Lossy<SharedHttpClient> {
    fn http_connector(&self, settings: &HttpConnectorSettings, parts: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Lossy {
            inner: self.inner.http_connector(settings, parts),
            left: Arc::clone(&self.left),
        })
    }
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
    /// The next so many replies are lost. The SDK tries three times.
    pub fn lose(&self, replies: u32) {
        self.left.store(replies, Ordering::SeqCst);
    }
}

impl Target {
    /// Our store in a fresh table.
    pub async fn store(&self) -> LossyStore {
        let table = self.table().await;
        let left = Arc::new(AtomicU32::new(0));
        let config = self.dynamodb.config();
        let lossy = Lossy {
            inner: config.http_client().unwrap(),
            left: Arc::clone(&left),
        };
        let quick = RetryConfig::standard().with_initial_backoff(Duration::from_millis(2));
        let partition = aws_sdk_dynamodb::config::retry::RetryPartition::new(fresh("lossy"));
        let config = config
            .to_builder()
            .http_client(lossy)
            .retry_config(quick)
            .retry_partition(partition);
        let client = aws_sdk_dynamodb::Client::from_conf(config.build());
        let store = Store::new(client, table.name, Arc::new(SystemEntropy));
        LossyStore { store, left }
    }
}
