//! What an embedded service answers: a JSON or XML body, or an error in the shape the SDKs expect of AWS.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::{HttpError, StatusCode};
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};

/// An answer on its way to the SDK.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    /// The service's error code; nothing on success.
    pub(super) error: Option<String>,
    body: String,
    etag: Option<String>,
}

impl Reply {
    /// A success.
    pub(super) fn ok(body: &Value) -> Self {
        Self {
            status: 200,
            error: None,
            body: body.to_string(),
            etag: None,
        }
    }

    /// A success whose body is already text.
    pub(super) const fn ok_text(body: String) -> Self {
        Self {
            status: 200,
            error: None,
            body,
            etag: None,
        }
    }

    /// A success with a version of what it shows.
    pub(super) const fn with_etag(status: u16, body: String, etag: String) -> Self {
        Self {
            status,
            error: None,
            body,
            etag: Some(etag),
        }
    }

    /// A success that says nothing more.
    pub(super) const fn empty(status: u16) -> Self {
        Self {
            status,
            error: None,
            body: String::new(),
            etag: None,
        }
    }

    /// The service's error `code`, in the fields of awsJson (`__type`) and of restJson (a header, added below).
    pub(super) fn error(status: u16, code: &str, message: &str) -> Self {
        let body = json!({ "__type": code, "message": message });
        Self {
            status,
            error: Some(code.to_owned()),
            body: body.to_string(),
            etag: None,
        }
    }

    /// An error whose body is already text.
    pub(super) const fn error_text(status: u16, code: String, body: String) -> Self {
        Self {
            status,
            error: Some(code),
            body,
            etag: None,
        }
    }

    /// The body.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.body
    }

    /// The HTTP form.
    pub(super) fn into_http(self, content_type: &'static str) -> Result<HttpResponse, HttpError> {
        let mut response = HttpResponse::new(StatusCode::try_from(self.status)?, SdkBody::from(self.body));
        let headers = response.headers_mut();
        headers.try_insert("content-type", content_type)?;
        headers.try_insert("x-amzn-requestid", "local")?;
        if let Some(etag) = self.etag {
            headers.try_insert("etag", etag)?;
        }
        if let Some(code) = self.error {
            headers.try_insert("x-amzn-errortype", code)?;
        }
        Ok(response)
    }
}
