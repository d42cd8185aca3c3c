//! What a request may weigh, judged before anything is parsed (rules section 7).

use axum::body::{Body, Bytes};
use http::{HeaderMap, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use protocol::error::{ErrorCode, Failure};

/// Bytes of a body.
pub const BODY: usize = 64 * 1024;
const URI: usize = 8 * 1024;
const HEADERS: usize = 16 * 1024;
const HEADER_COUNT: usize = 100;
const QUERY_PARAMETERS: usize = 100;

/// Refuses a long URI, heavy headers and too many parameters.
pub(crate) fn head(uri: &Uri, headers: &HeaderMap) -> Result<(), Failure> {
    let length = uri.path_and_query().map_or(0, |both| both.as_str().len());
    if length > URI {
        return Err(Failure::new(
            ErrorCode::UriTooLong,
            "The address is longer than 8 KiB. Send long requests by POST.",
        ));
    }
    if uri
        .query()
        .is_some_and(|query| query.split('&').count() > QUERY_PARAMETERS)
    {
        return Err(Failure::new(
            ErrorCode::InvalidParameter,
            "Send at most 100 parameters.",
        ));
    }
    let weight: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if headers.len() > HEADER_COUNT || weight > HEADERS {
        return Err(Failure::new(
            ErrorCode::HeadersTooLarge,
            "Send at most 100 headers and 16 KiB of them.",
        ));
    }
    Ok(())
}

/// Reads a body up to the limit and not one byte further.
pub(crate) async fn body(headers: &HeaderMap, body: Body) -> Result<Bytes, Failure> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|text| text.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY) {
        return Err(too_large());
    }
    match Limited::new(body, BODY).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large()),
        Err(_) => Err(Failure::new(ErrorCode::MalformedBody, "The body ended early.")),
    }
}

fn too_large() -> Failure {
    Failure::new(ErrorCode::PayloadTooLarge, "The body is larger than 64 KiB.").member("max", BODY)
}
