//! How an authorization response returns to the client, and what is in it (RFC 6749 §4.1.2, OAuth 2.0 Form Post Response Mode, RFC 9207).
//!
//! Every response, success or error, carries `iss` and the client's `state` (CG-17): the type cannot be made without them.

use crate::error::ErrorCode;
use serde::{Deserialize, Serialize};

/// Bytes that most addresses with a code fit in.
const USUAL: usize = 1024;

/// A value of `response_mode`. `fragment` belongs to implicit flows and does not exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ResponseMode {
    /// In the query of the redirect URI.
    #[default]
    #[serde(rename = "query")]
    Query,
    /// In the body of a form that posts itself.
    #[serde(rename = "form_post")]
    FormPost,
}

impl ResponseMode {
    /// Both, as metadata lists them.
    pub const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    /// Its value in requests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }

    /// Reads a value; `None` for one that is not supported.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde's skip_serializing_if hands out a reference"
    )]
    pub(crate) fn is_query(&self) -> bool {
        *self == Self::Query
    }
}

/// What an authorization request ended in.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A code was issued.
    Code(String),
    /// It was refused.
    Error {
        /// The OAuth code.
        error: ErrorCode,
        /// What happened this time.
        description: String,
    },
}

/// A complete authorization response.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorizationResponse {
    /// Checked against the registered ones before.
    pub redirect_uri: String,
    /// How it travels.
    pub response_mode: ResponseMode,
    /// What happened.
    pub outcome: Outcome,
    /// Echoed unchanged.
    pub state: Option<String>,
    /// Our issuer (RFC 9207).
    pub iss: String,
}

impl AuthorizationResponse {
    /// The parameters, in a fixed order: fields of the form, or of the query.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut pairs = match &self.outcome {
            Outcome::Code(code) => vec![("code", code.clone())],
            Outcome::Error { error, description } => vec![
                ("error", error.for_oauth().as_str().to_owned()),
                ("error_description", crate::problem::error_description(description)),
            ],
        };
        pairs.extend(self.state.clone().map(|state| ("state", state)));
        pairs.push(("iss", self.iss.clone()));
        pairs
    }

    /// The redirect URI with the parameters in its query.
    pub fn location(&self) -> String {
        let pairs = self.parameters();
        with_query(
            &self.redirect_uri,
            pairs.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }
}

/// Appends `text` as a form has it.
fn append(query: &mut String, text: &str) {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_');
    // Codes and tokens are long and have nothing to encode. Counted and not searched: a branch on a random letter is guessed wrong, and a count needs none.
    if text.bytes().filter(is_plain).count() == text.len() {
        query.push_str(text);
    } else {
        query.extend(url::form_urlencoded::byte_serialize(text.as_bytes()));
    }
}

/// Appends parameters to the query a URI may already have, and changes nothing else of it (RFC 6749 §3.1.2: the query "MUST be retained").
pub fn with_query<'a>(uri: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut whole = String::with_capacity(USUAL);
    whole.push_str(uri);
    let mut joint = match uri.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    for (name, value) in pairs {
        whole.push_str(joint);
        append(&mut whole, name);
        whole.push('=');
        append(&mut whole, value);
        joint = "&";
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_of_the_client_is_kept() {
        assert_eq!(
            with_query("https://a.example/cb", [("a", "b c&")]),
            "https://a.example/cb?a=b+c%26"
        );
        assert_eq!(
            with_query("https://a.example/cb?x=%41", [("a", "1")]),
            "https://a.example/cb?x=%41&a=1"
        );
        assert_eq!(
            with_query("https://a.example/cb?", [("a", "1")]),
            "https://a.example/cb?a=1"
        );
        assert_eq!(with_query("com.example:/cb", []), "com.example:/cb");
        assert_eq!(
            with_query("/cb", [("a", "A-z_0.9*~"), ("é", ""), ("b", "1")]),
            "/cb?a=A-z_0.9*%7E&%C3%A9=&b=1"
        );
    }

    #[test]
    fn cg_17_every_response_carries_iss() {
        let response = |outcome| AuthorizationResponse {
            redirect_uri: "https://a.example/cb".into(),
            response_mode: ResponseMode::Query,
            outcome,
            state: Some("s\r\n".into()),
            iss: "https://i.example".into(),
        };
        let tail = "&state=s%0D%0A&iss=https%3A%2F%2Fi.example";
        assert_eq!(
            response(Outcome::Code("c".into())).location(),
            format!("https://a.example/cb?code=c{tail}")
        );
        let denied = Outcome::Error {
            error: ErrorCode::AccessDenied,
            description: "No".into(),
        };
        assert_eq!(
            response(denied).location(),
            format!("https://a.example/cb?error=access_denied&error_description=No{tail}")
        );
    }

    #[test]
    fn fragment_does_not_exist() {
        assert_eq!(ResponseMode::parse("fragment"), None);
        assert_eq!(ResponseMode::parse("form_post"), Some(ResponseMode::FormPost));
    }
}
