//! A client asks to sign a person out (OpenID Connect RP-Initiated Logout 1.0 §2).
//!
//! Nothing here is trusted: which of the parameters may cause a redirect is decided by the hint, the client and its registered URIs.

use crate::{
    authorization::{MAX_CLIENT_ID, MAX_STATE, locales},
    error::Failure,
    params::Params,
    redirect_uri,
};
use serde::{Deserialize, Serialize};

/// The request; all parameters are optional. Short names: it is sealed into the page's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutRequest {
    /// An ID token of ours; may have expired.
    #[serde(rename = "h", skip_serializing_if = "Option::is_none", default)]
    pub id_token_hint: Option<String>,
    /// Who asks; must agree with the hint's `aud`.
    #[serde(rename = "c", skip_serializing_if = "Option::is_none", default)]
    pub client_id: Option<String>,
    /// Byte-compared with the registered ones.
    #[serde(rename = "r", skip_serializing_if = "Option::is_none", default)]
    pub post_logout_redirect_uri: Option<String>,
    /// Returned with the redirect.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none", default)]
    pub state: Option<String>,
    /// Whom to sign out, in the client's words; shown to nobody.
    #[serde(rename = "lh", skip_serializing_if = "Option::is_none", default)]
    pub logout_hint: Option<String>,
    /// Language tags in order of preference.
    #[serde(rename = "l", skip_serializing_if = "Vec::is_empty", default)]
    pub ui_locales: Vec<String>,
}

impl LogoutRequest {
    /// Reads the query or the form.
    ///
    /// # Errors
    /// `invalid_request`, for a page: a repeated or too long parameter.
    pub fn parse(params: &Params) -> Result<Self, Failure> {
        params.refuse_repeated(&[])?;
        let text = |name, most| params.limited(name, most).map(|value| value.map(str::to_owned));
        Ok(Self {
            id_token_hint: text("id_token_hint", 8 * 1024)?,
            client_id: text("client_id", MAX_CLIENT_ID)?,
            post_logout_redirect_uri: text("post_logout_redirect_uri", redirect_uri::MAX_LENGTH)?,
            state: text("state", MAX_STATE)?,
            logout_hint: text("logout_hint", 255)?,
            ui_locales: params.single("ui_locales")?.map(locales).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn everything_is_optional_and_nothing_twice() {
        assert_eq!(
            LogoutRequest::parse(&Params::default()).unwrap(),
            LogoutRequest::default()
        );
        let params = Params::parse(b"state=s&client_id=c&x=1").unwrap();
        let request = LogoutRequest::parse(&params).unwrap();
        assert_eq!(
            (request.state.as_deref(), request.client_id.as_deref()),
            (Some("s"), Some("c"))
        );
        assert!(LogoutRequest::parse(&Params::parse(b"state=a&state=b").unwrap()).is_err());
    }
}
