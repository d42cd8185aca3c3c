//! The dashboard as an OpenID provider, for a program on somebody's machine (RFC 8252): public client, PKCE, a refresh token that changes with each use.

use crate::{Problem, random, wire};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::{Client, Url};
use serde::Deserialize;

/// The command's client, the same in every deployment.
pub(crate) const CLIENT_ID: &str = "cli_31cns6ych0cdqptvb1dsj00000";
/// Who somebody is, for longer than a session, and the API of the dashboard.
const SCOPE: &str = "openid offline_access account";

/// Proof that the code is redeemed by whoever asked for it (RFC 7636).
pub(crate) struct Pkce {
    verifier: String,
    challenge: String,
}

impl Pkce {
    pub(crate) fn new() -> Result<Self, Problem> {
        let verifier = random::text()?;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        Ok(Self { verifier, challenge })
    }
}

/// What the provider says of itself (OpenID Connect Discovery §3), as far as it matters here.
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    revocation_endpoint: String,
}

#[derive(Debug, Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: Option<String>,
}

/// A dashboard.
pub(crate) struct Issuer {
    pub(crate) issuer: String,
    pub(crate) client: Client,
    pub(crate) origin: Url,
    authorization_endpoint: Url,
    token_endpoint: Url,
    revocation_endpoint: Url,
}

fn wrong(why: impl Into<String>) -> Problem {
    Problem::new(
        "The dashboard could not be used",
        why,
        "give the dashboard's address, such as https://dashboard.example.com",
    )
}

impl Issuer {
    /// Asks an address what it is; it must be what it says, and send nobody elsewhere.
    pub(crate) async fn find(option: &str, address: &str, nothing: &str) -> Result<Self, Problem> {
        let (client, mut url) = wire::client(option, address, "/.well-known/openid-configuration", nothing)?;
        let answer = client.get(url.clone()).send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status);
        let answer = answer.map_err(|error| wrong(wire::whole(&error)))?;
        let found: Metadata = answer.json().await.map_err(|error| wrong(wire::whole(&error)))?;
        url.set_path("/");
        let here = |text: &String| {
            let parsed = Url::parse(text).ok().filter(|found| found.origin() == url.origin());
            parsed.ok_or_else(|| wrong(format!("{address} sends people elsewhere, to {text}")))
        };
        here(&found.issuer)?;
        Ok(Self {
            authorization_endpoint: here(&found.authorization_endpoint)?,
            token_endpoint: here(&found.token_endpoint)?,
            revocation_endpoint: here(&found.revocation_endpoint)?,
            issuer: found.issuer,
            client,
            origin: url,
        })
    }

    /// Where the browser goes.
    pub(crate) fn authorization(&self, redirect_uri: &str, pkce: &Pkce, state: &str) -> String {
        let mut url = self.authorization_endpoint.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", CLIENT_ID)
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", SCOPE)
            .append_pair("state", state)
            .append_pair("code_challenge", &pkce.challenge)
            .append_pair("code_challenge_method", "S256");
        url.into()
    }

    /// The refresh token for a code.
    pub(crate) async fn redeem(&self, code: &str, redirect_uri: &str, pkce: &Pkce) -> Result<String, Problem> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", &pkce.verifier),
            ("client_id", CLIENT_ID),
        ];
        let way_out = "run `aero2 login` again";
        let tokens = self.tokens(&form, "Nobody was signed in", way_out).await?;
        let none = || Problem::new("Nobody was signed in", "the dashboard gave no refresh token", way_out);
        tokens.refresh_token.ok_or_else(none)
    }

    /// A fresh access token, and the refresh token that comes after this one.
    pub(crate) async fn refresh(&self, refresh_token: &str) -> Result<(String, String), Problem> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("client_id", CLIENT_ID),
        ];
        let tokens = self.tokens(&form, "The login no longer works", "sign in again with `aero2 login`");
        let tokens = tokens.await?;
        let next = tokens.refresh_token.unwrap_or_else(|| refresh_token.to_owned());
        Ok((tokens.access_token, next))
    }

    async fn tokens(&self, form: &[(&str, &str)], what: &str, way_out: &str) -> Result<Tokens, Problem> {
        let failed =
            |error: reqwest::Error| Problem::new(what, wire::whole(&error), "see that the dashboard can be reached");
        let request = self.client.post(self.token_endpoint.clone()).form(form);
        let answer = request.send().await.map_err(failed)?;
        let status = answer.status();
        let text = answer.text().await.map_err(failed)?;
        if !status.is_success() {
            return Err(Problem::new(what, wire::said_of_fields(status, &text), way_out));
        }
        serde_json::from_str(&text).map_err(|_| Problem::new(what, "the answer holds no tokens", way_out))
    }

    /// Ends everything that came of a refresh token (RFC 7009).
    pub(crate) async fn revoke(&self, refresh_token: &str) -> Result<(), Problem> {
        let form = [("token", refresh_token), ("client_id", CLIENT_ID)];
        let answer = self
            .client
            .post(self.revocation_endpoint.clone())
            .form(&form)
            .send()
            .await;
        let answer = answer.and_then(reqwest::Response::error_for_status);
        answer.map(drop).map_err(|error| {
            Problem::new(
                "The login was forgotten here, and not ended at the dashboard",
                wire::whole(&error),
                "end it there under your account, Connected applications",
            )
        })
    }
}
