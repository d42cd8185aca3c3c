//! The failures that operations share: an answer for each status, with the codes that it may carry.

use super::{operation::Surface, schemas::Schemas};
use protocol::{
    error::ErrorCode,
    problem::{MEDIA_TYPE, OAuthErrorBody, Problem},
};
use serde_json::{Map, Value, json};

/// A name for the answer.
pub(super) fn name(status: u16, surface: Surface) -> String {
    let bare = match status {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        409 => "Conflict",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        429 => "TooManyRequests",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => "Failure",
    };
    match surface {
        Surface::Problem => bare.to_owned(),
        Surface::OAuth => format!("OAuth{bare}"),
        Surface::Page => format!("{bare}Page"),
    }
}

/// Where an operation finds it.
pub(super) fn reference(status: u16, surface: Surface) -> Value {
    json!({ "$ref": format!("#/components/responses/{}", name(status, surface)) })
}

/// `components.responses`
pub(super) fn responses(schemas: &mut Schemas, used: impl Iterator<Item = (u16, Surface)>) -> Value {
    let mut all = Map::new();
    for (status, surface) in used {
        all.insert(name(status, surface), response(schemas, status, surface));
    }
    all.sort_keys();
    Value::Object(all)
}

/// The codes of RFC 6749 and what extends it stand at the end of the registry.
fn is_oauth(code: ErrorCode) -> bool {
    let mut registered = ErrorCode::ALL
        .iter()
        .skip_while(|one| **one != ErrorCode::InvalidRequest);
    registered.any(|one| *one == code)
}

fn codes(status: u16, surface: Surface) -> Vec<&'static str> {
    let of_status = ErrorCode::ALL.iter().copied().filter(|code| code.status() == status);
    let mut codes: Vec<_> = match surface {
        Surface::Problem | Surface::Page => of_status
            .filter(|code| surface == Surface::Page || !is_oauth(*code))
            .map(ErrorCode::as_str)
            .collect(),
        Surface::OAuth => {
            let written = of_status.map(ErrorCode::for_oauth);
            written.filter(|code| is_oauth(*code)).map(ErrorCode::as_str).collect()
        }
    };
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn response(schemas: &mut Schemas, status: u16, surface: Surface) -> Value {
    let codes = codes(status, surface);
    let (media_type, schema) = match surface {
        Surface::Problem => (MEDIA_TYPE, schemas.given::<Problem>()),
        Surface::OAuth => ("application/json", schemas.given::<OAuthErrorBody>()),
        Surface::Page => (
            "text/html",
            json!({ "type": "string", "description": "A page that shows the code." }),
        ),
    };
    let mut response = json!({
        "description": format!("One of {}.", codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")),
        "content": { media_type: { "schema": schema } },
    });
    let header = match status {
        401 => Some((
            "WWW-Authenticate",
            "Which proof is wanted (RFC 6750 §3, RFC 7617).",
            "string",
        )),
        429 | 503 => Some(("Retry-After", "Seconds until it is worth trying again.", "integer")),
        _ => None,
    };
    if let (Some((name, says, kind)), Some(members)) = (header, response.as_object_mut()) {
        let header = json!({ name: { "description": says, "schema": { "type": kind } } });
        members.insert("headers".to_owned(), header);
    }
    response
}
