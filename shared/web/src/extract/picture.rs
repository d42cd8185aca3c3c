//! The body of an upload: an image of a kind that can be read, as its header says. Whether it is one, its reader finds out.

use crate::error::ApiError;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::header;
use protocol::error::{ErrorCode, Failure};

/// The media types that are taken.
pub(crate) const TYPES: &[&str] = &["image/png", "image/jpeg", "image/webp"];

/// The bytes as they came.
#[derive(Clone, Debug)]
pub struct Picture(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Picture {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
        let bare = kind.split(';').next().unwrap_or("").trim();
        if !TYPES.iter().any(|known| bare.eq_ignore_ascii_case(known)) {
            let detail = "Send the bytes of an image, with Content-Type: image/png, image/jpeg or image/webp.";
            return Err(Failure::new(ErrorCode::UnsupportedMediaType, detail).into());
        }
        let ended = |_| Failure::new(ErrorCode::MalformedBody, "The body ended early.");
        Ok(Self(Bytes::from_request(request, state).await.map_err(ended)?))
    }
}
