//! The Lambda Runtime API of one instance: it asks for the next event and says what came of it (API version 2018-06-01). Of the Extensions API as much
//! as an extension inside the function needs that wants to be told of the end (2020-01-01).
//!
//! One listener per instance, so that who asks is certain; a long poll on a kept connection, as Lambda's own.

use crate::instance::InvokeError;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex as Held, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc, oneshot, watch},
    task::{AbortHandle, JoinSet},
};

const PREFIX: &str = "/2018-06-01/runtime/";
const EXTENSION: &str = "/2020-01-01/extension/";

/// One event for one instance.
pub(crate) struct Invocation {
    /// The request id.
    pub(crate) id: String,
    /// The event.
    pub(crate) event: Bytes,
    /// `Lambda-Runtime-…` headers beside the id.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Where the answer goes.
    pub(crate) answer: oneshot::Sender<Result<Bytes, InvokeError>>,
}

/// How far an instance is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Started; has not asked for work.
    Init,
    /// Has asked for work at least once.
    Ready,
    /// Said that it cannot start.
    Failed(String),
}

/// The API as one instance sees it; ends when dropped.
pub(crate) struct Api {
    pub(crate) address: SocketAddr,
    pub(crate) invocations: mpsc::Sender<Invocation>,
    pub(crate) stage: watch::Receiver<Stage>,
    extended: Arc<AtomicBool>,
    task: AbortHandle,
}

impl Drop for Api {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Desk {
    waiting: Mutex<mpsc::Receiver<Invocation>>,
    current: Held<Option<Current>>,
    stage: watch::Sender<Stage>,
    extended: Arc<AtomicBool>,
}

type Current = (String, oneshot::Sender<Result<Bytes, InvokeError>>);

impl Api {
    pub(crate) async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (invocations, waiting) = mpsc::channel(1);
        let (told, stage) = watch::channel(Stage::Init);
        let extended = Arc::new(AtomicBool::new(false));
        let desk = Arc::new(Desk {
            waiting: Mutex::new(waiting),
            current: Held::new(None),
            stage: told,
            extended: Arc::clone(&extended),
        });
        let task = tokio::spawn(serve(listener, desk));
        Ok(Self {
            address,
            invocations,
            stage,
            extended,
            task: task.abort_handle(),
        })
    }

    /// Whether an extension was registered, which is why the instance is told of its end.
    pub(crate) fn is_extended(&self) -> bool {
        self.extended.load(Ordering::SeqCst)
    }
}

async fn serve(listener: TcpListener, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let _slower_without = stream.set_nodelay(true);
        let desk = Arc::clone(&desk);
        connections.spawn(async move {
            let service = service_fn(|request| {
                let desk = Arc::clone(&desk);
                async move { Ok::<_, Infallible>(desk.answer(request).await) }
            });
            let _ended = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
        while connections.try_join_next().is_some() {}
    }
}

impl Desk {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        match parts.uri.path().strip_prefix(EXTENSION) {
            Some("register") => return self.register(),
            // It asked for no events, so none ever comes.
            Some("event/next") => return std::future::pending().await,
            _ => {}
        }
        let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default().to_owned();
        if parts.method == Method::GET && path == "invocation/next" {
            return self.next().await;
        }
        let Ok(body) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
            return said(StatusCode::BAD_REQUEST, &json!({ "errorType": "InvalidRequest" }));
        };
        let mut path = path.split('/');
        let parts_of_it = (parts.method, path.next(), path.next(), path.next());
        match parts_of_it {
            (Method::POST, Some("init"), Some("error"), None) => {
                self.stage
                    .send_replace(Stage::Failed(error(&parts.headers, &body).to_string()));
                accepted()
            }
            (Method::POST, Some("invocation"), Some(id), Some("response")) => self.finish(id, Ok(body)),
            (Method::POST, Some("invocation"), Some(id), Some("error")) => {
                self.finish(id, Err(error(&parts.headers, &body)))
            }
            _ => said(StatusCode::NOT_FOUND, &json!({ "errorType": "NotFound" })),
        }
    }

    fn register(&self) -> Response<Full<Bytes>> {
        self.extended.store(true, Ordering::SeqCst);
        let function = json!({ "functionName": "aero2", "functionVersion": "$LATEST", "handler": "bootstrap", "accountId": "123456789012" });
        let mut response = said(StatusCode::OK, &function);
        let id = HeaderValue::from_static("00000000-0000-4000-8000-000000000001");
        response.headers_mut().insert("lambda-extension-identifier", id);
        response
    }

    /// Waits until there is something to do.
    async fn next(&self) -> Response<Full<Bytes>> {
        self.stage.send_replace(Stage::Ready);
        let Some(next) = self.waiting.lock().await.recv().await else {
            return said(StatusCode::GONE, &json!({ "errorType": "Shutdown" }));
        };
        let mut response = Response::builder()
            .header("content-type", "application/json")
            .header("lambda-runtime-aws-request-id", &next.id);
        for (name, value) in &next.headers {
            response = response.header(*name, value);
        }
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some((next.id, next.answer));
        response
            .body(Full::new(next.event))
            .unwrap_or_else(|_| said(StatusCode::INTERNAL_SERVER_ERROR, &json!({})))
    }

    fn finish(&self, id: &str, outcome: Result<Bytes, InvokeError>) -> Response<Full<Bytes>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match current.take_if(|(running, _)| running == id) {
            Some((_, answer)) => {
                let _nobody_waits = answer.send(outcome);
                accepted()
            }
            None => said(
                StatusCode::BAD_REQUEST,
                &json!({ "errorType": "InvalidRequestID", "errorMessage": "that invocation is not running here" }),
            ),
        }
    }
}

fn error(headers: &HeaderMap, body: &[u8]) -> InvokeError {
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
    let header = headers
        .get("lambda-runtime-function-error-type")
        .and_then(|value| value.to_str().ok());
    InvokeError::Function {
        kind: text("errorType")
            .or_else(|| header.map(str::to_owned))
            .unwrap_or_default(),
        message: text("errorMessage").unwrap_or_else(|| String::from_utf8_lossy(body).into_owned()),
    }
}

fn accepted() -> Response<Full<Bytes>> {
    said(StatusCode::ACCEPTED, &json!({ "status": "OK" }))
}

fn said(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(
        http::header::CONTENT_TYPE,
        http::HeaderValue::from_static("application/json"),
    );
    response
}
