//! The connections to AWS: HTTP/1.1, which is what its services speak, over TLS that trusts Amazon's own roots.
//!
//! One for all services of the process: trust is parsed once, connections are kept together. The SDK's own client would do, but carries HTTP/2: a megabyte in
//! each of two dozen programs (docs/decisions/0012).

use super::CONNECT;
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector as SdkConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::body::SdkBody;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, Error as ClientError, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs as provider,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{error::Error, io, sync::Arc};

/// Amazon Trust Services: what every endpoint of AWS that we call has its certificate from.
pub(super) const AMAZON_ROOTS: &str = include_str!("../amazon_roots.pem");

/// Why the trust in Amazon's roots could not be made ready.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The list of roots is damaged.
    #[error("Amazon's roots cannot be read: {0}")]
    Pem(#[from] rustls::pki_types::pem::Error),
    /// TLS refuses them.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
}

/// The connections; clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Pool(Client<HttpsConnector<HttpConnector>, SdkBody>);

impl Pool {
    /// No call is made.
    pub(super) fn new() -> Result<Self, TrustError> {
        let mut tcp = HttpConnector::new();
        // What may be called without TLS is decided where addresses are read: loopback alone.
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT));
        tcp.set_nodelay(true);
        let https = HttpsConnectorBuilder::new().with_tls_config(trust()?).https_or_http();
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(https.enable_http1().wrap_connector(tcp));
        Ok(Self(client))
    }

    /// Sends one request as it is, unsigned and once.
    pub(crate) fn send(&self, request: HttpRequest) -> HttpConnectorFuture {
        let request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(error) => return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into()))),
        };
        let answer = self.0.request(request);
        HttpConnectorFuture::new(async move {
            let answer = answer.await.map_err(failed)?;
            HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

fn trust() -> Result<ClientConfig, TrustError> {
    let mut roots = RootCertStore::empty();
    for root in CertificateDer::pem_slice_iter(AMAZON_ROOTS.as_bytes()) {
        roots.add(root?)?;
    }
    // Named, for the process has no default: the guarded client of tenants' addresses has trust of its own.
    Ok(
        ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth(),
    )
}

/// As the SDK tells failures apart: it tries again after both.
fn failed(error: ClientError) -> ConnectorError {
    let mut source: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(cause) = source {
        let timed_out = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
        if cause.downcast_ref::<io::Error>().is_some_and(timed_out) {
            return ConnectorError::timeout(error.into());
        }
        source = cause.source();
    }
    ConnectorError::io(error.into())
}

impl SdkConnector for Pool {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.send(request)
    }
}

impl HttpClient for Pool {
    /// The same one whatever a client's settings are: attempts end by the client's own timeout.
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
