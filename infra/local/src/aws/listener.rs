//! The embedded services over loopback HTTP, for processes of their own: the very binaries that Lambda runs.
//!
//! A request carries nothing special. Who sent it is read from the access key it is signed with, as AWS itself would know; nobody checks the signature.

use super::{EmbeddedAws, capacity::Capacity, connector::Connector, recorder};
use aws_smithy_runtime_api::client::{orchestrator::HttpRequest, result::ConnectorError};
use aws_smithy_types::body::SdkBody;
use http::{Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use std::{io, net::Ipv4Addr};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

/// The largest request, in bytes: above AWS's own 16 MB of a batch.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// Listens until it is dropped; what is connected then is cut off.
#[derive(Debug)]
pub struct Listener {
    url: String,
    task: AbortHandle,
}

impl Listener {
    /// What `AWS_ENDPOINT_URL_…` is set to.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl EmbeddedAws {
    /// Serves the embedded services on a loopback port that the system chooses.
    pub fn listen(&self) -> io::Result<Listener> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let url = format!("http://{}", listener.local_addr()?);
        let (connector, capacity) = (self.http_client(), self.capacity.clone());
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(connected(stream, connector.clone(), capacity.clone()));
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Listener {
            url,
            task: task.abort_handle(),
        })
    }
}

async fn connected(stream: TcpStream, connector: Connector, capacity: Capacity) {
    let _what_breaks_is_the_callers = stream.set_nodelay(true);
    let service = service_fn(|request| answer(request, connector.clone(), capacity.clone()));
    // An error here is a fault that breaks the connection, or a caller that was ended.
    let _broken = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// An error ends the connection without an answer: a fault of the network, not of the service.
async fn answer(
    request: Request<Incoming>,
    connector: Connector,
    capacity: Capacity,
) -> Result<Response<Full<Bytes>>, ConnectorError> {
    let (parts, body) = request.into_parts();
    let broken = |error: Box<dyn std::error::Error + Send + Sync>| ConnectorError::io(error);
    let bytes = Limited::new(body, MAX_BODY).collect().await.map_err(broken)?.to_bytes();
    let signer = access_key(&parts.headers).to_owned();
    let request = HttpRequest::try_from(Request::from_parts(parts, SdkBody::from(bytes)))
        .map_err(|error| ConnectorError::user(error.into()))?;
    // `token-3`: the third instance of `token`.
    let function = signer.rsplit_once('-').map_or("", |(function, _)| function);
    let serving = Box::pin(recorder::acting(function, connector.serve(request)));
    let served = capacity.under(&signer, serving).await?;
    let (status, headers, body) = (served.status().as_u16(), served.headers().clone(), served.into_body());
    let mut response = Response::builder().status(status);
    for (name, value) in &headers {
        response = response.header(name, value);
    }
    let body = Full::new(Bytes::copy_from_slice(body.bytes().unwrap_or_default()));
    response
        .body(body)
        .map_err(|error| ConnectorError::other(error.into(), None))
}

/// `Authorization: AWS4-HMAC-SHA256 Credential=KEY/20261124/us-east-1/dynamodb/aws4_request, …`
fn access_key(headers: &http::HeaderMap) -> &str {
    let text = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let credential = text.split("Credential=").nth(1).unwrap_or_default();
    credential.split('/').next().unwrap_or_default()
}
