//! A JSON body: strict (depth, duplicates, size), unknown and server-owned fields refused by name (AZ-01).

use crate::error::ApiError;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use protocol::{
    error::{ErrorCode, Failure},
    json,
};
use serde::{Deserialize, de::DeserializeOwned};

/// A parsed body.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

/// A body in which nothing needs to be said.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Nothing {}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| ApiError::from(unreadable("The body ended early.")))?;
        of_bytes(&headers, &bytes).map(Self).map_err(ApiError::from)
    }
}

/// A body as its headers announce it. Nothing at all is an empty object.
pub(crate) fn of_bytes<T: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<T, Failure> {
    if bytes.is_empty() && !headers.contains_key(header::CONTENT_TYPE) {
        return read(b"{}");
    }
    if !is_json(headers) {
        return Err(Failure::new(
            ErrorCode::UnsupportedMediaType,
            "Send JSON, with Content-Type: application/json.",
        ));
    }
    read(bytes)
}

fn unreadable(why: impl Into<String>) -> Failure {
    Failure::new(ErrorCode::MalformedBody, why)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let bare = kind.split(';').next().unwrap_or("").trim();
    bare.eq_ignore_ascii_case("application/json")
}

/// Reads a body into a request type that denies unknown fields.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let value = json::parse_value(bytes).map_err(|error| unreadable(error.to_string()))?;
    if !value.is_object() {
        return Err(unreadable("Send a JSON object."));
    }
    serde_path_to_error::deserialize(value)
        .map_err(|error| explain(&error.path().to_string(), &error.inner().to_string()))
}

/// serde's complaint as ours: which field, and whether it is unknown or of the wrong kind.
fn explain(path: &str, complaint: &str) -> Failure {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or("").to_owned();
    let within = |field: &str| {
        if path == "." || path.is_empty() || path == field {
            field.to_owned()
        } else if path.ends_with(&format!(".{field}")) {
            path.to_owned()
        } else {
            format!("{path}.{field}")
        }
    };
    if complaint.starts_with("unknown field") {
        let field = within(&quoted(complaint));
        let detail = format!("The field {field} does not exist here or is not yours to set.");
        return Failure::new(ErrorCode::UnknownField, detail.clone()).field(field, ErrorCode::UnknownField, detail);
    }
    let missing = complaint.starts_with("missing field");
    let field = if missing {
        within(&quoted(complaint))
    } else {
        path.to_owned()
    };
    let detail = if missing {
        "This field is required.".to_owned()
    } else {
        format!("This is not a value this field can hold: {complaint}.")
    };
    Failure::new(ErrorCode::ValidationError, format!("{field}: {detail}")).field(
        field,
        ErrorCode::ValidationError,
        detail,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only its parsing is tested")]
        name: String,
    }

    #[test]
    fn az_01_unknown_fields_are_refused_by_name() {
        let code = |text: &str| {
            read::<Body>(text.as_bytes()).map_err(|failure| {
                (
                    failure.code,
                    failure.fields.into_iter().map(|f| f.field).collect::<Vec<_>>(),
                )
            })
        };
        assert!(code(r#"{"name":"x"}"#).is_ok());
        assert_eq!(
            code(r#"{"name":"x","id":"1"}"#).err(),
            Some((ErrorCode::UnknownField, vec!["id".to_owned()]))
        );
        assert_eq!(
            code("{}").err(),
            Some((ErrorCode::ValidationError, vec!["name".to_owned()]))
        );
        assert_eq!(
            code(r#"{"name":1}"#).err(),
            Some((ErrorCode::ValidationError, vec!["name".to_owned()]))
        );
        assert_eq!(code("[]").err().map(|e| e.0), Some(ErrorCode::MalformedBody));
        assert_eq!(
            code(r#"{"name":"x","name":"y"}"#).err().map(|e| e.0),
            Some(ErrorCode::MalformedBody)
        );
    }
}
