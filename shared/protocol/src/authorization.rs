//! An authorization request, read in two stages (RFC 6749 §4.1.1, OIDC Core §3.1.2.1, RFC 7636 §4.3).
//!
//! Stage 1 ([`ClientPart`]) says where an answer may go; its errors are shown on a page of ours. Only when the client is known and the
//! redirect URI is a registered one comes stage 2 ([`AuthorizationRequest::parse`]), whose errors return to the client with `state`.
//! Field names in JSON are short: the request is sealed into the sign-in URL (≤ 2 KiB) and the code (≤ 4 KiB).

use crate::{
    acr::Acr, acr::AskedAcr, claims_request::ClaimsRequest, error::ErrorCode, error::Failure, params::Params,
    pkce::CodeChallenge, prompt::Prompt, prompt::PromptSet, redirect_uri, resource, response_mode::ResponseMode,
    scope::ScopeSet,
};
use serde::{Deserialize, Serialize};

/// The longest `state` and `nonce`, in bytes.
pub const MAX_STATE: usize = 1024;
/// The longest `login_hint`, in bytes.
const MAX_HINT: usize = 1024;
/// The longest `id_token_hint`, in bytes: that of a token.
const MAX_TOKEN: usize = 8 * 1024;
/// The longest `client_id`, in bytes.
pub const MAX_CLIENT_ID: usize = 255;
/// The longest name of an identity provider, in bytes.
const MAX_PROVIDER: usize = 64;
/// Languages kept of `ui_locales`.
const MAX_LOCALES: usize = 10;

/// Stage 1: who asks, and where the answer shall go. Neither is trusted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPart {
    /// Must name an enabled client.
    pub client_id: String,
    /// Must be a registered one ([`redirect_uri::matches`]).
    pub redirect_uri: String,
}

impl ClientPart {
    /// Reads both.
    ///
    /// # Errors
    /// For a page, never a redirect: `invalid_client`, `invalid_redirect_uri`.
    pub fn parse(params: &Params) -> Result<Self, Failure> {
        let page = |code, failure: Failure| Failure::new(code, failure.detail);
        let client_id = params
            .required("client_id", MAX_CLIENT_ID)
            .map_err(|failure| page(ErrorCode::InvalidClient, failure))?;
        let redirect_uri = params
            .required("redirect_uri", redirect_uri::MAX_LENGTH)
            .map_err(|failure| page(ErrorCode::InvalidRedirectUri, failure))?;
        Ok(Self {
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
        })
    }
}

/// How an answer of either kind returns; can always be read, so that every error finds its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnPart {
    /// Echoed unchanged; absent when not sent, or sent twice.
    pub state: Option<String>,
    /// `query` unless a supported one was asked for.
    pub response_mode: ResponseMode,
}

impl ReturnPart {
    /// Reads what can be read.
    pub fn read(params: &Params) -> Self {
        let response_mode = params
            .lenient("response_mode")
            .and_then(ResponseMode::parse)
            .unwrap_or_default();
        Self {
            state: params.lenient("state").map(str::to_owned),
            response_mode,
        }
    }
}

/// A well-formed authorization request with `response_type=code`. Which scopes and resources the client gets is not decided here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AuthorizationRequest {
    /// Who asks.
    #[serde(rename = "c")]
    pub client_id: String,
    /// Where the answer goes; must be repeated at the token endpoint.
    #[serde(rename = "r")]
    pub redirect_uri: String,
    /// What was asked, narrowed to what the client may have; never empty once accepted.
    #[serde(rename = "s", default, skip_serializing_if = "ScopeSet::is_empty")]
    pub scope: ScopeSet,
    /// Echoed unchanged.
    #[serde(rename = "st", default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Copied to the ID token.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// How the answer travels.
    #[serde(rename = "m", default, skip_serializing_if = "ResponseMode::is_query")]
    pub response_mode: ResponseMode,
    /// Method S256. Absent only for a client with `require_pkce: false`.
    #[serde(rename = "cc", default, skip_serializing_if = "Option::is_none")]
    pub code_challenge: Option<CodeChallenge>,
    /// What the person shall be asked.
    #[serde(rename = "p", default, skip_serializing_if = "PromptSet::is_empty")]
    pub prompt: PromptSet,
    /// Greatest age of the sign-in, in seconds.
    #[serde(rename = "ma", default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
    /// Who the client thinks it is: an e-mail address.
    #[serde(rename = "lh", default, skip_serializing_if = "Option::is_none")]
    pub login_hint: Option<String>,
    /// As sent. Not kept: whoever seals the request puts the verified subject into `hinted_subject` first.
    #[serde(skip)]
    pub id_token_hint: Option<String>,
    /// The `sub` of the verified `id_token_hint`, or of `claims.id_token.sub`.
    #[serde(rename = "hs", default, skip_serializing_if = "Option::is_none")]
    pub hinted_subject: Option<String>,
    /// The name of the identity provider to go to at once; ours, no standard's.
    #[serde(rename = "ip", default, skip_serializing_if = "Option::is_none")]
    pub idp: Option<String>,
    /// Language tags in order of preference.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub ui_locales: Vec<String>,
    /// Known classes in order of preference; voluntary.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub acr_values: Vec<Acr>,
    /// Claims asked by name.
    #[serde(rename = "cl", default, skip_serializing_if = "ClaimsRequest::is_empty")]
    pub claims: ClaimsRequest,
    /// Audiences asked for (RFC 8707).
    #[serde(rename = "rs", default, skip_serializing_if = "Vec::is_empty")]
    pub resource: Vec<String>,
}

impl AuthorizationRequest {
    /// Stage 2, for a known client and a registered redirect URI. `require_pkce` is the client's field (PK-01).
    ///
    /// # Errors
    /// To be returned to the client by [`ReturnPart`]: `request_not_supported`, `request_uri_not_supported`, `invalid_request`,
    /// `unsupported_response_type`, `invalid_scope`, `invalid_target`. `display`, `organization` and unknown parameters are ignored.
    pub fn parse(client: ClientPart, params: &Params, require_pkce: bool) -> Result<Self, Failure> {
        refuse_request_objects(params)?;
        params.refuse_repeated(&["resource"])?;
        check_response_type(params)?;
        let response_mode = params
            .single("response_mode")?
            .map_or(Some(ResponseMode::Query), ResponseMode::parse);
        let claims = params
            .single("claims")?
            .map(ClaimsRequest::parse)
            .transpose()?
            .unwrap_or_default();
        Ok(Self {
            client_id: client.client_id,
            redirect_uri: client.redirect_uri,
            response_mode: response_mode.ok_or_else(|| invalid("response_mode must be query or form_post."))?,
            state: owned(params.limited("state", MAX_STATE)?),
            nonce: owned(params.limited("nonce", MAX_STATE)?),
            code_challenge: code_challenge(params, require_pkce)?,
            scope: scope(params)?,
            prompt: prompt(params)?,
            max_age: max_age(params)?,
            login_hint: owned(params.limited("login_hint", MAX_HINT)?),
            id_token_hint: owned(params.limited("id_token_hint", MAX_TOKEN)?),
            hinted_subject: claims.subject().map(str::to_owned),
            idp: owned(params.single("idp")?.filter(|name| name.len() <= MAX_PROVIDER)),
            ui_locales: params.single("ui_locales")?.map(locales).unwrap_or_default(),
            acr_values: params.single("acr_values")?.map(Acr::parse_list).unwrap_or_default(),
            claims,
            resource: resource::from_params(params)?,
        })
    }

    /// Must the person prove who they are again, however fresh the session (`prompt=login`, `max_age=0`)?
    pub fn wants_fresh_sign_in(&self) -> bool {
        self.prompt.contains(Prompt::Login) || self.max_age == Some(0)
    }

    /// The classes asked for: those the client cannot do without, else those it would like, by the claim or by the parameter.
    pub fn asked_acr(&self) -> Option<AskedAcr> {
        if let Some(values) = self.claims.essential_acr() {
            return Some(AskedAcr {
                values,
                essential: true,
            });
        }
        let wished = self.claims.acr();
        let values = if wished.is_empty() {
            self.acr_values.clone()
        } else {
            wished
        };
        (!values.is_empty()).then_some(AskedAcr {
            values,
            essential: false,
        })
    }

    /// May a page be shown?
    pub fn is_silent(&self) -> bool {
        self.prompt.contains(Prompt::None)
    }

    /// What a person agrees to: the scopes, and those behind the claims asked for by name (OIDC Core §5.5).
    pub fn consent_scope(&self) -> ScopeSet {
        self.scope.union(&self.claims.scopes())
    }

    /// How the answer returns.
    pub fn return_part(&self) -> ReturnPart {
        ReturnPart {
            state: self.state.clone(),
            response_mode: self.response_mode,
        }
    }
}

fn invalid(detail: impl Into<String>) -> Failure {
    Failure::new(ErrorCode::InvalidRequest, detail)
}

fn owned(value: Option<&str>) -> Option<String> {
    value.map(str::to_owned)
}

/// Before all else, so that a client that sends its parameters inside a request object learns why they are missing outside (OIDC Core §6).
fn refuse_request_objects(params: &Params) -> Result<(), Failure> {
    if !params.many("request").is_empty() {
        return Err(Failure::new(
            ErrorCode::RequestNotSupported,
            "Send the parameters without a request object.",
        ));
    }
    if !params.many("request_uri").is_empty() {
        return Err(Failure::new(
            ErrorCode::RequestUriNotSupported,
            "Send the parameters without a request_uri.",
        ));
    }
    Ok(())
}

fn check_response_type(params: &Params) -> Result<(), Failure> {
    match params.single("response_type")? {
        Some("code") => Ok(()),
        Some(_) => Err(Failure::new(
            ErrorCode::UnsupportedResponseType,
            "response_type must be code.",
        )),
        None => Err(invalid("The parameter response_type is missing.")),
    }
}

fn code_challenge(params: &Params, required: bool) -> Result<Option<CodeChallenge>, Failure> {
    let parameters = (
        params.single("code_challenge")?,
        params.single("code_challenge_method")?,
    );
    let challenge = CodeChallenge::from_parameters(parameters.0, parameters.1).map_err(|e| invalid(e.to_string()))?;
    if required && challenge.is_none() {
        return Err(invalid("This client must use PKCE: code_challenge is missing."));
    }
    Ok(challenge)
}

fn scope(params: &Params) -> Result<ScopeSet, Failure> {
    let text = params.single("scope")?.unwrap_or_default();
    ScopeSet::parse(text).map_err(|error| Failure::new(ErrorCode::InvalidScope, error.to_string()))
}

fn prompt(params: &Params) -> Result<PromptSet, Failure> {
    PromptSet::parse(params.single("prompt")?.unwrap_or_default()).map_err(|error| invalid(error.to_string()))
}

/// Digits only. More seconds than fit mean "any age", which the greatest number says as well.
fn max_age(params: &Params) -> Result<Option<u32>, Failure> {
    let Some(text) = params.limited("max_age", 20)? else {
        return Ok(None);
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(Some(text.parse().unwrap_or(u32::MAX)))
    } else {
        Err(invalid("max_age must be a number of seconds."))
    }
}

/// Well-formed tags only; a language we do not speak is not an error (OIDC Core §3.1.2.1).
pub fn locales(text: &str) -> Vec<String> {
    let legal = |tag: &&str| {
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.split(' ')
        .filter(legal)
        .take(MAX_LOCALES)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
#[path = "authorization_tests.rs"]
mod tests;
