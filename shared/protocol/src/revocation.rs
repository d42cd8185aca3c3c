//! A request to end a token (RFC 7009 §2.1); introspection asks in the same way.
//!
//! `token_type_hint` is a hint: an unknown or wrong one changes nothing.

use crate::{error::Failure, params::Params};

/// The longest token that is looked at, in bytes.
pub const MAX_TOKEN: usize = 8 * 1024;

/// What the client thinks the token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenTypeHint {
    /// `access_token`.
    AccessToken,
    /// `refresh_token`.
    RefreshToken,
}

/// A token and what it may be.
#[derive(Clone, PartialEq, Eq)]
pub struct RevocationRequest {
    /// As sent.
    pub token: String,
    /// If a known one was sent.
    pub token_type_hint: Option<TokenTypeHint>,
}

/// The token is not shown.
impl std::fmt::Debug for RevocationRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RevocationRequest")
            .field("token_type_hint", &self.token_type_hint)
            .finish_non_exhaustive()
    }
}

impl RevocationRequest {
    /// Reads the form.
    ///
    /// # Errors
    /// `invalid_request` for a missing, repeated or too long parameter.
    pub fn parse(params: &Params) -> Result<Self, Failure> {
        params.refuse_repeated(&[])?;
        let token_type_hint = match params.single("token_type_hint")? {
            Some("access_token") => Some(TokenTypeHint::AccessToken),
            Some("refresh_token") => Some(TokenTypeHint::RefreshToken),
            _ => None,
        };
        Ok(Self {
            token: params.required("token", MAX_TOKEN)?.to_owned(),
            token_type_hint,
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_hint_is_ignored() {
        let read = |body: &str| RevocationRequest::parse(&Params::parse(body.as_bytes()).unwrap());
        assert_eq!(read("token=t&token_type_hint=x").unwrap().token_type_hint, None);
        assert_eq!(
            read("token=t&token_type_hint=refresh_token").unwrap().token_type_hint,
            Some(TokenTypeHint::RefreshToken)
        );
        assert!(read("token=").is_err() && read("token=a&token=b").is_err() && read("").is_err());
    }
}
