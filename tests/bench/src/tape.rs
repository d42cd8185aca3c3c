//! A stub of the DynamoDB protocol where requests would leave the process: answers that the embedded table gave once, given again without a table.

use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_types::body::SdkBody;
use local::aws::connector::Connector;
use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

/// The tape, and whether it is played.
#[derive(Clone)]
pub(crate) struct Tape {
    table: Connector,
    answers: Arc<Mutex<HashMap<String, Arc<str>>>>,
    playing: Arc<AtomicBool>,
}

impl Tape {
    pub(crate) fn new(table: Connector) -> Self {
        Self {
            table,
            answers: Arc::default(),
            playing: Arc::default(),
        }
    }

    /// From now on the table is not asked.
    pub(crate) fn play(&self) {
        self.playing.store(true, Relaxed);
    }

    fn known(&self, name: &str) -> Option<Arc<str>> {
        self.answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned()
    }

    fn keep(&self, name: String, answer: &HttpResponse) {
        if let Some(text) = answer.body().bytes().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            self.answers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(name, text.into());
        }
    }
}

/// The operation, the key, and the presented refresh token's hash: which turn of the chain this is. Found without reading all of the JSON, for the tape
/// plays while others are measured.
fn name(request: &HttpRequest) -> String {
    let operation = request.headers().get("x-amz-target").unwrap_or_default();
    // These answer nothing, whatever they write.
    if [".PutItem", ".DeleteItem", ".TransactWriteItems"]
        .iter()
        .any(|silent| operation.ends_with(silent))
    {
        return operation.to_owned();
    }
    let body = request.body().bytes().and_then(|body| std::str::from_utf8(body).ok());
    let body = body.unwrap_or_default();
    let of = |member: &str| {
        let rest = body.split_once(member).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default()
    };
    let (pk, sk) = (of(r#""PK":{"S":""#), of(r#""SK":{"S":""#));
    format!("{operation} {pk} {sk} {}", of(r#"":p":{"S":""#))
}

fn answer(text: &str) -> Result<HttpResponse, ConnectorError> {
    let status = 200_u16
        .try_into()
        .map_err(|_| ConnectorError::user("no status".into()))?;
    let mut response = HttpResponse::new(status, SdkBody::from(text));
    response
        .headers_mut()
        .insert("content-type", "application/x-amz-json-1.0");
    Ok(response)
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tape")
    }
}

impl HttpConnector for Tape {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let name = name(&request);
        if self.playing.load(Relaxed) {
            let found = self.known(&name);
            let missing = || ConnectorError::user(format!("not on the tape: {name}").into());
            return HttpConnectorFuture::ready(found.ok_or_else(missing).and_then(|text| answer(&text)));
        }
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let response = this.table.call(request).await?;
            this.keep(name, &response);
            Ok(response)
        })
    }
}
