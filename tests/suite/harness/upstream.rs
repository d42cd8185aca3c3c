//! An identity provider on this machine: OpenID Connect with real keys, or OAuth 2.0 shaped like GitHub's documented answers. Tests bend what it says.

use super::{Answer, Browser, World};
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Method;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use url::Url;

pub const UPSTREAM: &str = "it asks a provider on loopback, which a deployed function refuses to call";

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key pair with its name.
pub struct Key {
    pub kid: String,
    pair: EcdsaKeyPair,
}

impl Key {
    pub fn new(kid: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self {
            kid: kid.to_owned(),
            pair,
        }
    }

    fn jwk(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid, "x": encoded(&point[1..33]), "y": encoded(&point[33..])})
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", encoded(signature))
    }
}

/// What a code stands for.
struct Issued {
    nonce: Option<String>,
    challenge: String,
    redirect_uri: String,
}

/// What the provider says, for tests to change.
pub struct Said {
    pub key: Key,
    /// The keys it publishes; `None` = its own.
    pub published: Option<Value>,
    /// Who signs in there.
    pub person: Value,
    /// Bends the claims of the ID token.
    pub claims: Box<dyn Fn(&mut Value) + Send>,
    /// Makes the ID token of header and claims.
    pub token: Box<dyn Fn(&Key, Value, Value) -> String + Send>,
    /// What the userinfo endpoint says; `None` = the person.
    pub userinfo: Option<Value>,
    /// GitHub's list of addresses.
    pub emails: Value,
    /// Refresh tokens it takes; the newest comes with each code.
    pub refresh_tokens: Vec<String>,
    /// Whether each use gives another one.
    pub rotates: bool,
    /// Replaces the answer of the token endpoint.
    pub token_answer: Option<(u16, String)>,
    pub iss_parameter: bool,
    /// Paths that were asked, in order.
    pub asked: Vec<String>,
    /// The newest form at the token endpoint, and its `Authorization`.
    pub form: HashMap<String, String>,
    pub authorization: String,
    codes: HashMap<String, Issued>,
    /// Its clock.
    pub now: i64,
}

/// A provider that listens.
pub struct Upstream {
    pub origin: String,
    said: Arc<Mutex<Said>>,
}

impl Upstream {
    pub async fn start(world: &World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let said = Arc::new(Mutex::new(Said {
            key: Key::new("one"),
            published: None,
            person: json!({"sub": "u-1", "email": "mia@acme.example", "email_verified": true, "name": "Mia Upstream"}),
            claims: Box::new(|_| {}),
            token: Box::new(|key, header, claims| key.sign(&header, &claims)),
            userinfo: None,
            emails: json!([]),
            refresh_tokens: Vec::new(),
            rotates: false,
            token_answer: None,
            iss_parameter: true,
            asked: Vec::new(),
            form: HashMap::new(),
            authorization: String::new(),
            codes: HashMap::new(),
            now: world.local.services.now().secs(),
        }));
        let state = (origin.clone(), Arc::clone(&said));
        let router = Router::new().fallback(answer).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, said }
    }

    pub fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap()
    }

    /// The body that sets it up at Aero2.
    pub fn oidc(&self) -> Value {
        json!({"name": "upstream", "type": "oidc", "display_name": "Upstream", "issuer": self.origin, "client_id": "aero2",
               "client_secret": "s3cret of ours", "trust_email_verified": true})
    }

    /// The same, and its refresh tokens are kept.
    pub fn offline(&self) -> Value {
        let mut body = self.oidc();
        body["keep_refresh_token"] = json!(true);
        body["scopes"] = json!(["openid", "email", "offline_access"]);
        body
    }

    /// The same for one that speaks as GitHub does.
    pub fn github(&self) -> Value {
        json!({"name": "github", "preset": "github", "client_id": "aero2", "client_secret": "s3cret of ours",
               "authorization_endpoint": format!("{}/login/oauth/authorize", self.origin),
               "token_endpoint": format!("{}/login/oauth/access_token", self.origin),
               "userinfo_endpoint": format!("{}/user", self.origin)})
    }

    /// The person agrees at the provider: where it sends the browser back to.
    pub fn approve(&self, location: &str) -> String {
        let asked: HashMap<String, String> = Url::parse(location).unwrap().query_pairs().into_owned().collect();
        assert!(location.starts_with(&self.origin), "{location}");
        assert_eq!(
            (asked["response_type"].as_str(), asked["code_challenge_method"].as_str()),
            ("code", "S256")
        );
        let mut said = self.said();
        let code = format!("code-{}", said.codes.len());
        let issued = Issued {
            nonce: asked.get("nonce").cloned(),
            challenge: asked["code_challenge"].clone(),
            redirect_uri: asked["redirect_uri"].clone(),
        };
        said.codes.insert(code.clone(), issued);
        let mut url = Url::parse(&asked["redirect_uri"]).unwrap();
        url.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &asked["state"]);
        if said.iss_parameter {
            url.query_pairs_mut().append_pair("iss", &self.origin);
        }
        url.into()
    }
}

/// Sets a provider up at an application.
pub async fn set_up(world: &World, slug: &str, body: &Value) -> Value {
    let made = world.manage(slug, Method::POST, "/api/idps", Some(body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()
}

/// A whole round trip from an address of `/rp/authorize`: what the callback answers.
pub async fn round_trip(upstream: &Upstream, browser: &mut Browser<'_>, url: &str) -> Answer {
    let there = browser.get(url).await;
    assert_eq!(there.status, 303, "{}", there.body);
    let back = upstream.approve(&there.location());
    browser.get(&back).await
}

/// Signs in for the account page; answers what the callback does.
pub async fn sign_in(upstream: &Upstream, browser: &mut Browser<'_>, slug: &str, idp: &str) -> Answer {
    let url = browser
        .world
        .url(slug, &format!("/rp/authorize?idp={idp}&return_to=/account"));
    round_trip(upstream, browser, &url).await
}

type Shared = (String, Arc<Mutex<Said>>);

async fn answer(
    State((origin, said)): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let mut said = said.lock().unwrap();
    said.asked.push(uri.path().to_owned());
    let authorization = super::text(&headers, "authorization");
    let person = || {
        (
            StatusCode::OK,
            said.userinfo.clone().unwrap_or_else(|| said.person.clone()).to_string(),
        )
    };
    match uri.path() {
        "/.well-known/openid-configuration" => (StatusCode::OK, document(&origin, said.iss_parameter).to_string()),
        "/jwks" => {
            let keys = said
                .published
                .clone()
                .unwrap_or_else(|| json!({"keys": [said.key.jwk()]}));
            (StatusCode::OK, keys.to_string())
        }
        "/token" | "/login/oauth/access_token" => {
            said.form = serde_urlencoded::from_bytes(&body).unwrap();
            said.authorization = authorization;
            let (status, text) = token(&origin, &mut said);
            (StatusCode::from_u16(status).unwrap(), text)
        }
        "/userinfo" | "/user" if authorization == "Bearer upstream-access-token" => person(),
        "/user/emails" if authorization == "Bearer upstream-access-token" => (StatusCode::OK, said.emails.to_string()),
        _ => (StatusCode::UNAUTHORIZED, "{}".to_owned()),
    }
}

fn document(origin: &str, iss: bool) -> Value {
    json!({
        "issuer": origin, "authorization_endpoint": format!("{origin}/authorize"), "token_endpoint": format!("{origin}/token"),
        "userinfo_endpoint": format!("{origin}/userinfo"), "jwks_uri": format!("{origin}/jwks"),
        "authorization_response_iss_parameter_supported": iss, "response_types_supported": ["code"],
    })
}

fn token(origin: &str, said: &mut Said) -> (u16, String) {
    if let Some(answer) = said.token_answer.clone() {
        return answer;
    }
    let form = said.form.clone();
    if form["grant_type"] == "refresh_token" {
        return refreshed(said, &form["refresh_token"]);
    }
    let refused = |why: &str| {
        (
            400,
            json!({"error": "invalid_grant", "error_description": why}).to_string(),
        )
    };
    let Some(issued) = said.codes.remove(form.get("code").map_or("", String::as_str)) else {
        return refused("no such code");
    };
    let challenge = encoded(keys::sha256(form["code_verifier"].as_bytes()));
    if issued.challenge != challenge || issued.redirect_uri != form["redirect_uri"] {
        return refused("another verifier or redirect_uri");
    }
    let mut answer = json!({"access_token": "upstream-access-token", "token_type": "Bearer", "scope": "openid"});
    if let Some(newest) = said.refresh_tokens.last() {
        answer["refresh_token"] = json!(newest);
    }
    if let Some(nonce) = issued.nonce {
        let mut claims = said.person.clone();
        let own = json!({"iss": origin, "aud": "aero2", "iat": said.now, "exp": said.now + 300, "nonce": nonce});
        claims.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        (said.claims)(&mut claims);
        let header = json!({"alg": "ES256", "kid": said.key.kid});
        answer["id_token"] = (said.token)(&said.key, header, claims).into();
    }
    (200, answer.to_string())
}

fn refreshed(said: &mut Said, sent: &str) -> (u16, String) {
    if !said.refresh_tokens.iter().any(|known| known == sent) {
        return (400, json!({"error": "invalid_grant"}).to_string());
    }
    let mut answer = json!({"access_token": "upstream-access-token-later", "token_type": "bearer", "expires_in": 3600, "scope": "openid calendar"});
    if said.rotates {
        let next = format!("upstream-refresh-token-{}", said.refresh_tokens.len());
        answer["refresh_token"] = json!(next);
        said.refresh_tokens.push(next);
    }
    (200, answer.to_string())
}
