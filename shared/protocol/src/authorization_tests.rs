//! Tests of the authorization request: each refused parameter with its code, and the size of what is sealed.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn base() -> Vec<(&'static str, &'static str)> {
    vec![
        ("client_id", "cli_1"),
        ("redirect_uri", "https://a.example/cb"),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

fn parse(pairs: Vec<(&str, &str)>) -> Result<AuthorizationRequest, Failure> {
    let params = Params::from_pairs(pairs);
    AuthorizationRequest::parse(ClientPart::parse(&params)?, &params, true)
}

fn with(name: &'static str, value: &'static str) -> Result<AuthorizationRequest, Failure> {
    let mut pairs = base();
    pairs.retain(|(known, _)| *known != name);
    pairs.push((name, value));
    parse(pairs)
}

fn twice(name: &'static str) -> ErrorCode {
    let mut pairs = base();
    pairs.extend([(name, "1"), (name, "2")]);
    parse(pairs).unwrap_err().code
}

#[test]
fn a_full_request_survives_sealing() {
    let mut pairs = base();
    pairs.extend([
        ("nonce", "n"),
        ("prompt", "login consent"),
        ("max_age", "3600"),
        ("login_hint", "a@b.example"),
        ("ui_locales", "de-CH fr <x>"),
        ("acr_values", "2 x"),
        ("claims", r#"{"userinfo":{"name":null}}"#),
        ("response_mode", "form_post"),
        ("resource", "https://api.example"),
        ("display", "popup"),
        ("unknown", "x"),
    ]);
    let request = parse(pairs).unwrap();
    assert_eq!((request.ui_locales.len(), request.max_age), (2, Some(3600)));
    assert!(request.wants_fresh_sign_in() && !request.is_silent());
    let sealed = serde_json::to_string(&request).unwrap();
    assert!(sealed.len() < 400, "{sealed}");
    assert_eq!(serde_json::from_str::<AuthorizationRequest>(&sealed).unwrap(), request);
}

#[test]
fn page_errors_come_first() {
    assert_eq!(with("client_id", "").unwrap_err().code, ErrorCode::InvalidClient);
    assert_eq!(twice("client_id"), ErrorCode::InvalidClient);
    assert_eq!(
        with("redirect_uri", "").unwrap_err().code,
        ErrorCode::InvalidRedirectUri
    );
    assert_eq!(twice("redirect_uri"), ErrorCode::InvalidRedirectUri);
}

#[test]
fn each_bad_parameter_has_its_code() {
    use ErrorCode::*;
    let cases = [
        ("response_type", "token", UnsupportedResponseType),
        ("response_type", "", InvalidRequest),
        ("response_mode", "fragment", InvalidRequest),
        ("scope", "a\"b", InvalidScope),
        ("prompt", "none login", InvalidRequest),
        ("prompt", "never", InvalidRequest),
        ("max_age", "-1", InvalidRequest),
        ("max_age", "1e3", InvalidRequest),
        ("claims", "[]", InvalidRequest),
        ("resource", "relative", InvalidTarget),
        ("request", "x.y.z", RequestNotSupported),
        ("request_uri", "https://a.example/r", RequestUriNotSupported),
    ];
    for (name, value, code) in cases {
        assert_eq!(with(name, value).unwrap_err().code, code, "{name}={value}");
    }
    for name in ["state", "nonce", "scope", "unknown"] {
        assert_eq!(twice(name), InvalidRequest, "{name}");
    }
}

#[test]
fn pk_01_a_challenge_is_required_and_plain_refused() {
    assert_eq!(
        with("code_challenge_method", "plain").unwrap_err().code,
        ErrorCode::InvalidRequest
    );
    assert_eq!(
        with("code_challenge_method", "").unwrap_err().code,
        ErrorCode::InvalidRequest
    );
    let mut pairs = base();
    pairs.truncate(5);
    assert_eq!(parse(pairs.clone()).unwrap_err().code, ErrorCode::InvalidRequest);
    let params = Params::from_pairs(pairs);
    let free = AuthorizationRequest::parse(ClientPart::parse(&params).unwrap(), &params, false).unwrap();
    assert_eq!(free.code_challenge, None);
}

#[test]
fn an_error_always_finds_its_way_back() {
    let read = |query: &[u8]| ReturnPart::read(&Params::parse(query).unwrap());
    let form_post = ReturnPart {
        state: Some("x".into()),
        response_mode: ResponseMode::FormPost,
    };
    assert_eq!(read(b"state=x&response_mode=form_post"), form_post);
    assert_eq!(read(b"state=x&state=y&response_mode=fragment"), ReturnPart::default());
}

#[test]
fn a_very_long_max_age_means_any() {
    assert_eq!(with("max_age", "99999999999").unwrap().max_age, Some(u32::MAX));
    let long = "x".repeat(MAX_STATE + 1);
    let mut pairs = base();
    pairs.push(("nonce", &long));
    assert_eq!(parse(pairs).unwrap_err().code, ErrorCode::InvalidRequest);
}
