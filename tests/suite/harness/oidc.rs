//! The code flow as a client sees it.

use super::{Answer, Browser, Call, World};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::Method;
use serde_json::Value;

pub const CALLBACK: &str = "http://localhost:3001/callback";
pub const POST_LOGOUT: &str = "http://localhost:3001/";
const VERIFIER: &str = "a-verifier-of-more-than-forty-three-characters-1";

/// `Authorization` of HTTP Basic.
pub fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// The claims of a JWT, unverified.
pub fn claims(jwt: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

/// The S256 challenge of a verifier.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(keys::sha256(verifier.as_bytes()))
}

/// The tokens of an answer.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access_token: String,
    pub id_token: String,
    pub refresh_token: String,
}

/// A client in its code flow; fields can be changed before each step.
#[derive(Clone)]
pub struct Flow<'w> {
    pub world: &'w World,
    pub slug: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub redirect_uri: String,
    pub scope: String,
    pub verifier: Option<String>,
    pub extra: Vec<(String, String)>,
}

impl<'w> Flow<'w> {
    /// The demo web client.
    pub fn web(world: &'w World, slug: &str) -> Self {
        let client = world.client(slug, "web");
        Self {
            world,
            slug: slug.to_owned(),
            client_id: client.client_id.clone(),
            client_secret: client.client_secret.clone(),
            redirect_uri: CALLBACK.to_owned(),
            scope: "openid profile email offline_access".to_owned(),
            verifier: Some(VERIFIER.to_owned()),
            extra: Vec::new(),
        }
    }

    /// The demo single-page client.
    pub fn spa(world: &'w World, slug: &str) -> Self {
        let client = world.client(slug, "spa");
        let redirect_uri = client.redirect_uris[0].clone();
        Self {
            client_id: client.client_id.clone(),
            client_secret: None,
            redirect_uri,
            ..Self::web(world, slug)
        }
    }

    /// A client that the management API just made at an application.
    pub fn made(world: &'w World, slug: &str, client: &Value) -> Self {
        Self {
            slug: slug.to_owned(),
            client_id: client["client_id"].as_str().unwrap().to_owned(),
            client_secret: client["client_secret"].as_str().map(Into::into),
            ..Self::web(world, "acme")
        }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.extra.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The authorization request.
    pub fn url(&self) -> String {
        let mut pairs: Vec<(String, String)> = vec![
            ("client_id".into(), self.client_id.clone()),
            ("redirect_uri".into(), self.redirect_uri.clone()),
            ("response_type".into(), "code".into()),
            ("scope".into(), self.scope.clone()),
            ("state".into(), "the-state".into()),
            ("nonce".into(), "the-nonce".into()),
        ];
        if let Some(verifier) = &self.verifier {
            pairs.push(("code_challenge".into(), challenge(verifier)));
            pairs.push(("code_challenge_method".into(), "S256".into()));
        }
        for (name, value) in &self.extra {
            pairs.retain(|(known, _)| known != name);
            pairs.push((name.clone(), value.clone()));
        }
        self.world.url(
            &self.slug,
            &format!("/oauth2/authorize?{}", serde_urlencoded::to_string(&pairs).unwrap()),
        )
    }

    /// Goes to the authorization endpoint and signs in where asked; answers the redirect to the client.
    pub async fn authorize(&self, browser: &mut Browser<'_>, user: usize) -> Answer {
        let page = browser.open(&self.url()).await;
        if page.status == 303 {
            return page;
        }
        let user = self.world.user(&self.slug, user);
        browser.sign_in_from(&page, &user.email, &user.password).await
    }

    /// A code for a demo user in a fresh browser.
    pub async fn code(&self) -> String {
        let mut browser = self.world.browser();
        let answer = self.authorize(&mut browser, 1).await;
        answer
            .parameters()
            .remove("code")
            .unwrap_or_else(|| panic!("no code: {}", answer.location()))
    }

    /// A form to an OAuth endpoint, with the client's authentication.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let url = self.world.url(&self.slug, path);
        let mut fields = fields.to_vec();
        let call = Call::new(Method::POST, &url);
        match &self.client_secret {
            Some(secret) => {
                self.world
                    .send(
                        call.header("authorization", basic(&self.client_id, secret))
                            .form(&fields),
                    )
                    .await
            }
            None => {
                fields.push(("client_id", &self.client_id));
                self.world.send(call.form(&fields)).await
            }
        }
    }

    pub async fn redeem(&self, code: &str) -> Answer {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect_uri.as_str()),
        ];
        if let Some(verifier) = &self.verifier {
            fields.push(("code_verifier", verifier));
        }
        self.post("/oauth2/token", &fields).await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.post(
            "/oauth2/token",
            &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)],
        )
        .await
    }

    /// Tokens for a demo user.
    pub async fn tokens(&self) -> Tokens {
        let code = self.code().await;
        tokens(&self.redeem(&code).await)
    }

    pub async fn userinfo(&self, access_token: &str) -> Answer {
        let url = self.world.url(&self.slug, "/oauth2/userinfo");
        self.world
            .send(Call::new(Method::GET, &url).header("authorization", format!("Bearer {access_token}")))
            .await
    }

    pub async fn is_active(&self, token: &str) -> bool {
        self.post("/oauth2/introspect", &[("token", token)]).await.json()["active"]
            .as_bool()
            .unwrap()
    }
}

/// The tokens of a token answer.
pub fn tokens(answer: &Answer) -> Tokens {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let json = answer.json();
    let text = |name: &str| json[name].as_str().unwrap_or("").to_owned();
    Tokens {
        access_token: text("access_token"),
        id_token: text("id_token"),
        refresh_token: text("refresh_token"),
    }
}
