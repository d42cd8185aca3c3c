//! Requests to the composed router without a network, and what it answers.

use crate::Outcome;
use http::{Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr};
use web::{App, Edge};

/// The demo application.
pub(crate) const HOST: &str = "acme.localhost:8787";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// An answer of the router.
pub(crate) struct Said {
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Said {
    fn header(&self, name: header::HeaderName) -> String {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    }

    /// A cookie that it set, as a browser sends it back.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).into_iter();
        set.filter_map(|value| value.to_str().ok())
            .filter_map(|value| value.split(';').next())
            .find(|pair| pair.split('=').next() == Some(name))
            .map(str::to_owned)
    }

    /// Checked in every answer that is measured, so without reading all of it.
    pub(crate) fn holds(&self, name: &str) -> Outcome<()> {
        let body = std::str::from_utf8(&self.body).unwrap_or_default();
        if self.status == 200 && body.contains(&format!("\"{name}\":\"ey")) {
            Ok(())
        } else {
            Err(format!("no {name}: {} {body}", self.status))
        }
    }

    pub(crate) const fn is_refused(&self) -> bool {
        self.status == 401
    }

    pub(crate) fn member(&self, name: &str) -> Outcome<String> {
        let json: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let text = json.get(name).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| format!("{}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}

/// The router, and who asks.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) basic: String,
    pub(crate) cookie: String,
    pub(crate) client_id: String,
    pub(crate) machine: String,
}

impl Stage {
    /// The router, and nobody who asks.
    pub(crate) const fn bare(app: App) -> Self {
        Self {
            app,
            basic: String::new(),
            cookie: String::new(),
            client_id: String::new(),
            machine: String::new(),
        }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(header::HeaderName, &str)],
        body: String,
    ) -> Outcome<Said> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let mut request = request.body(body.into()).map_err(|error| error.to_string())?;
        request.extensions_mut().insert(Edge {
            host: HOST.to_owned(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            exempt: true,
            request_id: "bench-bench-bench-benc".to_owned(),
        });
        let (parts, body) = Box::pin(self.app.respond(request)).await.into_parts();
        let body = body
            .collect()
            .await
            .map_err(|error| error.to_string())?
            .to_bytes()
            .to_vec();
        Ok(Said {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }

    pub(crate) async fn form(&self, basic: &str, body: String) -> Outcome<Said> {
        let kind = "application/x-www-form-urlencoded";
        self.send(
            "POST",
            "/oauth2/token",
            &[(header::AUTHORIZATION, basic), (header::CONTENT_TYPE, kind)],
            body,
        )
        .await
    }

    pub(crate) async fn machine(&self) -> Outcome<Said> {
        self.form(&self.machine, "grant_type=client_credentials".to_owned())
            .await
    }

    pub(crate) async fn flow(&self) -> Outcome<Said> {
        let path = format!(
            "/oauth2/authorize?client_id={}&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&response_type=code&scope=openid%20offline_access&state=s1&nonce=n1&code_challenge={CHALLENGE}&code_challenge_method=S256",
            self.client_id
        );
        let answer = self
            .send("GET", &path, &[(header::COOKIE, &self.cookie)], String::new())
            .await?;
        let location = answer.header(header::LOCATION);
        let code = location
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("code="))
            .map(str::to_owned);
        let code = code.ok_or_else(|| format!("no code: {} {location}", answer.status))?;
        let body = format!(
            "grant_type=authorization_code&code={code}&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&code_verifier={VERIFIER}"
        );
        self.form(&self.basic, body).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Outcome<Said> {
        self.form(&self.basic, format!("grant_type=refresh_token&refresh_token={token}"))
            .await
    }
}
