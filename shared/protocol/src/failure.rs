//! A failure on its way to an answer: a code, what happened this time, and what the table cannot know (RFC 9457 §3).
//!
//! `detail` is read by strangers: it never tells whether an account exists, nor anything of the store or the stack (behaviour 8).

use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One bad value of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct FieldError {
    /// Its name as the caller wrote it, with dots for members of members.
    pub field: String,
    /// What is wrong with it.
    pub code: ErrorCode,
    /// The same in words.
    pub detail: String,
}

/// Anything an endpoint can answer but success.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Which row of the table.
    pub code: ErrorCode,
    /// What happened this time; may be shown to anybody.
    pub detail: String,
    /// All bad values at once.
    pub fields: Vec<FieldError>,
    /// Seconds until a repetition makes sense (`Retry-After`).
    pub retry_after: Option<u32>,
    /// Further members of the problem document, such as `required` or `attempts_left`. Boxed to keep every `Result` small.
    pub members: Box<Map<String, Value>>,
}

impl Failure {
    /// A failure with nothing but its code and detail.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            retry_after: None,
            members: Box::default(),
        }
    }

    /// One for several bad values; `None` when there are none.
    pub fn of_fields(fields: Vec<FieldError>) -> Option<Self> {
        let first = fields.first()?;
        let same = fields.iter().all(|field| field.code == first.code);
        let code = if same { first.code } else { ErrorCode::ValidationError };
        Some(Self {
            fields,
            ..Self::new(code, code.title())
        })
    }

    /// Names one bad value more.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: ErrorCode, detail: impl Into<String>) -> Self {
        self.fields.push(FieldError {
            field: field.into(),
            code,
            detail: detail.into(),
        });
        self
    }

    /// Says when to come back, in seconds.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Adds a member to the problem document.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.insert(name.into(), value.into());
        self
    }

    /// The status of its code.
    pub const fn status(&self) -> u16 {
        self.code.status()
    }
}

impl From<ErrorCode> for Failure {
    /// With the title as its detail.
    fn from(code: ErrorCode) -> Self {
        Self::new(code, code.title())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn fields_of_one_kind_keep_their_code() {
        let bad = |code| FieldError {
            field: "a".into(),
            code,
            detail: String::new(),
        };
        assert!(Failure::of_fields(Vec::new()).is_none());
        let unknown = Failure::of_fields(vec![bad(ErrorCode::UnknownField)]).unwrap();
        assert_eq!(unknown.code, ErrorCode::UnknownField);
        let mixed = Failure::of_fields(vec![bad(ErrorCode::UnknownField), bad(ErrorCode::WeakPassword)]).unwrap();
        assert_eq!(mixed.code, ErrorCode::ValidationError);
    }

    #[test]
    fn builders_fill_in() {
        let failure = Failure::from(ErrorCode::RateLimited).retry_after(3).member("max", 5);
        assert_eq!((failure.status(), failure.retry_after), (429, Some(3)));
        assert_eq!(failure.to_string(), "rate_limited: Too many requests");
    }
}
