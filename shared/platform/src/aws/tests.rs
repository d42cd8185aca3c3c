//! Trust that is pinned: which roots there are, and that a certificate of anybody else is refused although it is sound.

use super::{pool::AMAZON_ROOTS, *};
use crate::observe::{CallWatcher, Service};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::{body::SdkBody, error::display::DisplayErrorContext};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Secret;
use std::{net::SocketAddr, sync::Arc};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor, TlsConnector,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// The SHA-256 of each root, as Amazon Trust Services publishes it.
const PUBLISHED: [&str; 5] = [
    "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
    "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
    "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
    "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
    "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
];

/// A sound certificate for 127.0.0.1, signed by nobody we trust, and its key: worth nothing anywhere.
const STRANGER: &str = include_str!("stranger.pem");

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[test]
fn the_roots_are_the_five_that_amazon_publishes() {
    let bodies = AMAZON_ROOTS.split("-----BEGIN CERTIFICATE-----").skip(1);
    let found: Vec<String> = bodies
        .filter_map(|rest| rest.split_once("-----END CERTIFICATE-----"))
        .map(|(body, _)| body.split_whitespace().collect::<String>())
        .map(|body| hex(&keys::sha256(&STANDARD.decode(body).unwrap_or_default())))
        .collect();
    assert_eq!(found, PUBLISHED);
}

fn stranger() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(STRANGER.as_bytes()).unwrap_or_else(|_| unreachable!())
}

/// Takes connections for ever, as far as the handshake.
async fn server() -> SocketAddr {
    let key = PrivateKeyDer::from_pem_slice(STRANGER.as_bytes()).unwrap_or_else(|_| unreachable!());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![stranger()], key)
        .unwrap_or_else(|_| unreachable!());
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap_or_else(|_| unreachable!());
    let address = listener.local_addr().unwrap_or_else(|_| unreachable!());
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let _shaken_or_refused = acceptor.accept(stream).await;
        }
    });
    address
}

#[tokio::test]
async fn a_certificate_of_another_authority_is_refused() {
    let address = server().await;
    let mut trusting = RootCertStore::empty();
    assert!(trusting.add(stranger()).is_ok());
    let config = ClientConfig::builder()
        .with_root_certificates(trusting)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap_or_else(|_| unreachable!());
    let name = address.ip().into();
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    assert!(shaken.is_ok(), "whoever trusts it connects: {:?}", shaken.err());

    let mut request = HttpRequest::new(SdkBody::empty());
    assert!(request.set_uri(format!("https://{address}/")).is_ok());
    let pool = Pool::new().unwrap_or_else(|_| unreachable!());
    let refused = pool.send(request).await.map(|_| ());
    let why = refused.map_err(|error| DisplayErrorContext(&error).to_string());
    assert!(why.as_ref().is_err_and(|why| why.contains("UnknownIssuer")), "{why:?}");
}

#[test]
fn every_service_has_its_tries_and_its_address() {
    let environment = AwsEnvironment {
        region: "eu-central-1".into(),
        access_key_id: "a".into(),
        secret_access_key: Secret::new("b".into()),
        session_token: None,
        endpoints: crate::environment::Endpoints {
            kms: Some("http://127.0.0.1:1".into()),
            ..Default::default()
        },
    };
    let aws = Aws::new(environment).unwrap_or_else(|_| unreachable!());
    let tries = |config: &SdkConfig| config.retry_config().map(RetryConfig::max_attempts);
    let table = aws.dynamodb(CallWatcher(Service::Store));
    assert_eq!((table.retries.attempts, tries(&aws.kms())), (3, Some(2)));
    assert_eq!(aws.kms().endpoint_url(), Some("http://127.0.0.1:1"));
    assert_eq!(table.endpoint, None);
    let attempt = aws
        .kms()
        .timeout_config()
        .and_then(TimeoutConfig::operation_attempt_timeout);
    assert_eq!(
        (table.attempt, attempt),
        (Duration::from_secs(1), Some(Duration::from_secs(1)))
    );
}
