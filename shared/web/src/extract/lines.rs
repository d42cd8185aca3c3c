//! A body of many lines, a JSON object each (NDJSON): its type is judged here, its lines by the use case, one by one.

use crate::error::ApiError;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::header;
use protocol::error::{ErrorCode, Failure};

/// The lines, as they came.
#[derive(Clone, Debug)]
pub struct Lines(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Lines {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
        let bare = kind.split(';').next().unwrap_or("").trim();
        if !bare.eq_ignore_ascii_case("application/x-ndjson") {
            let detail = "Send a JSON object per line, with Content-Type: application/x-ndjson.";
            return Err(Failure::new(ErrorCode::UnsupportedMediaType, detail).into());
        }
        let ended = |_| Failure::new(ErrorCode::MalformedBody, "The body ended early.");
        Ok(Self(Bytes::from_request(request, state).await.map_err(ended)?))
    }
}
