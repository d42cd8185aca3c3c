//! How a client says who it is at the token endpoint and its kin (RFC 6749 §2.3, RFC 7523 §2.2, OIDC Core §9).
//!
//! Exactly one method: two are `invalid_request` even when both are right. Whether it is the registered one is decided elsewhere.

use crate::{authorization::MAX_CLIENT_ID, error::ErrorCode, error::Failure, params, params::Params};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The only `client_assertion_type` (RFC 7523 §2.2).
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The longest secret, in bytes.
const MAX_SECRET: usize = 512;
/// The longest assertion, in bytes.
const MAX_ASSERTION: usize = 8 * 1024;

/// What was presented, not yet verified.
#[derive(Clone, PartialEq, Eq)]
pub enum PresentedClient {
    /// `client_secret_basic`.
    Basic {
        /// Who.
        client_id: String,
        /// The secret.
        client_secret: String,
    },
    /// `client_secret_post`.
    Post {
        /// Who.
        client_id: String,
        /// The secret.
        client_secret: String,
    },
    /// `private_key_jwt`.
    PrivateKeyJwt {
        /// Who, if said outside the assertion; must then equal its `sub`.
        client_id: Option<String>,
        /// A JWT.
        client_assertion: String,
    },
    /// `none`: a public client only says its name.
    None {
        /// Who.
        client_id: String,
    },
}

/// Secrets are not shown.
impl std::fmt::Debug for PresentedClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PresentedClient")
            .field("method", &self.method())
            .field("client_id", &self.client_id())
            .finish_non_exhaustive()
    }
}

impl PresentedClient {
    /// Reads the `Authorization` header and the form together.
    ///
    /// # Errors
    /// `invalid_request` for two methods, a repeated parameter or an unknown assertion type; `invalid_client` for none at all or a header
    /// that cannot be read.
    pub fn parse(authorization: Option<&str>, form: &Params) -> Result<Self, Failure> {
        let client_id = form.limited("client_id", MAX_CLIENT_ID)?.map(str::to_owned);
        let client_secret = form.limited("client_secret", MAX_SECRET)?.map(str::to_owned);
        let assertion = assertion(form)?;
        let methods = [authorization.is_some(), client_secret.is_some(), assertion.is_some()];
        if methods.into_iter().filter(|used| *used).count() > 1 {
            return Err(Failure::new(
                ErrorCode::InvalidRequest,
                "Use one method of client authentication, not several.",
            ));
        }
        if let Some(header) = authorization {
            return basic(header, client_id.as_deref());
        }
        if let Some(client_assertion) = assertion {
            return Ok(Self::PrivateKeyJwt {
                client_id,
                client_assertion,
            });
        }
        let Some(client_id) = client_id else {
            return Err(Failure::new(
                ErrorCode::InvalidClient,
                "The request has no client authentication.",
            ));
        };
        Ok(match client_secret {
            Some(client_secret) => Self::Post {
                client_id,
                client_secret,
            },
            None => Self::None { client_id },
        })
    }

    /// The `token_endpoint_auth_method` that was used.
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Basic { .. } => "client_secret_basic",
            Self::Post { .. } => "client_secret_post",
            Self::PrivateKeyJwt { .. } => "private_key_jwt",
            Self::None { .. } => "none",
        }
    }

    /// Who it says it is; `None` when only an assertion says so.
    pub fn client_id(&self) -> Option<&str> {
        match self {
            Self::Basic { client_id, .. } | Self::Post { client_id, .. } | Self::None { client_id } => Some(client_id),
            Self::PrivateKeyJwt { client_id, .. } => client_id.as_deref(),
        }
    }
}

/// Was `Basic` tried? A refusal then carries `WWW-Authenticate: Basic` (RFC 6749 §5.2).
pub fn used_basic(authorization: Option<&str>) -> bool {
    authorization
        .and_then(|header| header.get(..5))
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic"))
}

fn assertion(form: &Params) -> Result<Option<String>, Failure> {
    let kind = form.single("client_assertion_type")?;
    match (form.limited("client_assertion", MAX_ASSERTION)?, kind) {
        (Some(assertion), Some(JWT_BEARER)) => Ok(Some(assertion.to_owned())),
        (Some(_), _) => Err(Failure::new(
            ErrorCode::InvalidRequest,
            "client_assertion_type is missing or not supported.",
        )),
        (None, Some(_)) => Err(Failure::new(ErrorCode::InvalidRequest, "client_assertion is missing.")),
        (None, None) => Ok(None),
    }
}

/// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1), whatever a plain Basic header does.
fn basic(header: &str, client_id_in_form: Option<&str>) -> Result<PresentedClient, Failure> {
    let refused = || {
        Failure::new(
            ErrorCode::InvalidClient,
            "The Authorization header cannot be read as Basic.",
        )
    };
    let (scheme, encoded) = header.split_once(' ').ok_or_else(refused)?;
    if !scheme.eq_ignore_ascii_case("basic") || encoded.len() > 4 * MAX_SECRET {
        return Err(refused());
    }
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| refused())?;
    let mut halves = decoded.splitn(2, |byte| *byte == b':');
    let client_id = params::decode(halves.next().unwrap_or_default()).map_err(|_| refused())?;
    let client_secret = params::decode(halves.next().ok_or_else(refused)?).map_err(|_| refused())?;
    if client_id.is_empty() || client_id.len() > MAX_CLIENT_ID || client_secret.len() > MAX_SECRET {
        return Err(refused());
    }
    if client_id_in_form.is_some_and(|other| other != client_id) {
        return Err(Failure::new(
            ErrorCode::InvalidRequest,
            "The header and client_id name different clients.",
        ));
    }
    Ok(PresentedClient::Basic {
        client_id,
        client_secret,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn header(plain: &str) -> String {
        format!("basic {}", STANDARD.encode(plain))
    }

    fn parse(authorization: Option<&str>, form: &str) -> Result<PresentedClient, Failure> {
        PresentedClient::parse(authorization, &Params::parse(form.as_bytes()).unwrap())
    }

    #[test]
    fn each_method_is_read() {
        let basic = parse(Some(&header("cli_1:a%3Ab+c:d")), "client_id=cli_1").unwrap();
        assert_eq!(
            basic,
            PresentedClient::Basic {
                client_id: "cli_1".into(),
                client_secret: "a:b c:d".into()
            }
        );
        assert_eq!(
            parse(None, "client_id=a&client_secret=s").unwrap().method(),
            "client_secret_post"
        );
        assert_eq!(parse(None, "client_id=a&client_secret=").unwrap().method(), "none");
        let form = format!("client_assertion=x.y.z&client_assertion_type={JWT_BEARER}");
        let jwt = parse(None, &form).unwrap();
        assert_eq!((jwt.method(), jwt.client_id()), ("private_key_jwt", None));
        assert!(!format!("{basic:?}").contains("a:b"));
    }

    #[test]
    fn two_methods_are_invalid_request() {
        let both = header("a:s");
        let assertion = format!("client_assertion=x&client_assertion_type={JWT_BEARER}");
        let cases = [
            (Some(both.as_str()), "client_id=a&client_secret=s".to_owned()),
            (Some(both.as_str()), assertion.clone()),
            (None, format!("client_id=a&client_secret=s&{assertion}")),
            (Some(both.as_str()), "client_id=b".to_owned()),
            (None, "client_id=a&client_id=a".to_owned()),
            (None, "client_id=a&client_assertion=x".to_owned()),
            (
                None,
                "client_id=a&client_assertion=x&client_assertion_type=saml".to_owned(),
            ),
        ];
        for (authorization, form) in cases {
            assert_eq!(
                parse(authorization, &form).unwrap_err().code,
                ErrorCode::InvalidRequest,
                "{form}"
            );
        }
    }

    #[test]
    fn unreadable_headers_are_invalid_client() {
        for bad in [
            "Basic",
            "Basic !!!",
            "Bearer abc",
            &header("noColon"),
            &header(":s"),
            &header("a:%zz"),
            &header("a:%ff"),
            "é",
        ] {
            assert_eq!(
                parse(Some(bad), "").unwrap_err().code,
                ErrorCode::InvalidClient,
                "{bad}"
            );
        }
        assert_eq!(parse(None, "").unwrap_err().code, ErrorCode::InvalidClient);
        assert!(used_basic(Some("BASIC x")) && !used_basic(Some("é")) && !used_basic(None));
    }
}
