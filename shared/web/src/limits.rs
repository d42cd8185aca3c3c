//! What a request may weigh, judged before anything is parsed (rules section 7).

use crate::mount;
use axum::body::{Body, Bytes};
use http::{HeaderMap, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use protocol::error::{ErrorCode, Failure};

/// Bytes of a body.
pub const BODY: usize = 64 * 1024;
/// Bytes of an image.
const PICTURE: usize = 1024 * 1024;
/// The path whose body is an image.
const OF_A_PICTURE: &str = "/api/applications/branding/images";
/// Bytes of a body of many lines.
const LINES: usize = 4 * 1024 * 1024;
/// The path whose body is many lines, on the own host and where it is mounted.
const OF_LINES: &str = "/api/imports/users";
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

/// What the body of a request to `path` may weigh.
fn most(path: &str) -> usize {
    let mounted = mount::read(path);
    let own = mounted.as_ref().map_or(path, |mounted| mounted.path.as_str());
    match own {
        OF_LINES => LINES,
        OF_A_PICTURE => PICTURE,
        _ => BODY,
    }
}

/// Reads a body up to the limit of its path and not one byte further.
pub(crate) async fn body(path: &str, headers: &HeaderMap, body: Body) -> Result<Bytes, Failure> {
    let most = most(path);
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|text| text.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(too_large(most));
    }
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large(most)),
        Err(_) => Err(Failure::new(ErrorCode::MalformedBody, "The body ended early.")),
    }
}

fn too_large(most: usize) -> Failure {
    let detail = format!("The body is larger than {} KiB.", most / 1024);
    Failure::new(ErrorCode::PayloadTooLarge, detail).member("max", most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_import_and_an_image_may_be_heavy() {
        let mounted = format!(
            "/api/applications/{}/imports/users",
            domain::ApplicationId::from_bytes([1; 16])
        );
        assert_eq!((most(OF_LINES), most(&mounted)), (LINES, LINES));
        assert_eq!(most(OF_A_PICTURE), PICTURE);
        for path in [
            "/api/users",
            "/api/imports/users/x",
            "/api/applications/branding",
            "/api/applications/x/imports/users",
            "/oauth2/token",
        ] {
            assert_eq!(most(path), BODY, "{path}");
        }
    }
}
