//! The code flow as a client and a browser go through it, for any server: authorize until a code comes back, redeem, refresh.

use crate::{
    Outcome,
    http::{Answer, Connection, Jar, Request, decode, encode},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// What every ID token of a code flow must carry.
pub(crate) const NONCE: &str = "n1";
/// Pages on the way that redirect by themselves.
const HOPS: usize = 8;

/// Where a server keeps its endpoints, and what it wants beyond the specification.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Paths {
    pub(crate) authorize: String,
    pub(crate) token: String,
    pub(crate) introspect: String,
    pub(crate) userinfo: String,
    pub(crate) jwks: String,
    pub(crate) discovery: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    /// Added to the query of authorize, `&a=b`.
    pub(crate) authorize_extra: String,
    /// Added to the token request, `&a=b`.
    pub(crate) token_extra: String,
    /// A JSON request that signs the browser in, where a server needs one: path and body.
    pub(crate) login: Option<(String, String)>,
}

/// Whose flow it is: one tenant, one client, one signed-in browser.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Subject {
    pub(crate) host: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) cookies: Jar,
}

impl Subject {
    /// The header of HTTP Basic.
    pub(crate) fn basic(&self) -> String {
        let pair = format!("{}:{}", self.client_id, self.client_secret);
        format!("Authorization: Basic {}\r\n", STANDARD.encode(pair))
    }
}

/// Signs the browser in, where the server has a JSON request for it.
pub(crate) fn login(connection: &mut Connection, paths: &Paths, subject: &mut Subject) -> Outcome<()> {
    let Some((path, body)) = &paths.login else {
        return Ok(());
    };
    let headers = format!("Content-Type: application/json\r\nOrigin: http://{}\r\n", subject.host);
    let request = Request {
        method: "POST",
        host: &subject.host.clone(),
        path,
        headers: &headers,
        body: Some(body),
    };
    let answer = connection.send(&request, &mut subject.cookies)?;
    if answer.status == 200 {
        Ok(())
    } else {
        Err(format!("login {} {}", answer.status, answer.text()))
    }
}

/// The first URL of a code flow, as a path.
pub(crate) fn authorize_path(paths: &Paths, subject: &Subject) -> String {
    format!(
        "{}?client_id={}&redirect_uri={}&response_type=code&scope={}&state=s1&nonce={NONCE}&code_challenge={CHALLENGE}&code_challenge_method=S256{}",
        paths.authorize,
        subject.client_id,
        encode(&paths.redirect_uri),
        encode(&paths.scope),
        paths.authorize_extra,
    )
}

/// A code for the signed-in browser.
pub(crate) fn code(connection: &mut Connection, paths: &Paths, subject: &mut Subject) -> Outcome<String> {
    let host = subject.host.clone();
    let mut path = authorize_path(paths, subject);
    for _ in 0..HOPS {
        let request = Request {
            method: "GET",
            host: &host,
            path: &path,
            headers: "",
            body: None,
        };
        let answer = connection.send(&request, &mut subject.cookies)?;
        let target = match answer.location.as_str() {
            "" => answer
                .field("url")
                .or_else(|| answer.field("redirectURI"))
                .unwrap_or_default(),
            location => location.to_owned(),
        };
        if target.is_empty() {
            return Err(format!("authorize {} at {path}: {}", answer.status, answer.text()));
        }
        if target.starts_with(&paths.redirect_uri) {
            let found = target.split(['?', '&']).find_map(|part| part.strip_prefix("code="));
            return found.map(decode).ok_or_else(|| format!("no code in {target}"));
        }
        path = on_host(&target);
    }
    Err(format!("no code after {HOPS} redirects: {path}"))
}

/// Path and query of a URL.
fn on_host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/").to_owned()
}

fn post(connection: &mut Connection, path: &str, subject: &Subject, body: &str) -> Outcome<Answer> {
    let request = Request {
        method: "POST",
        host: &subject.host,
        path,
        headers: &subject.basic(),
        body: Some(body),
    };
    // The call is the client's, not the browser's: no cookies.
    connection.send(&request, &mut Jar::new())
}

/// Redeems a code, whatever comes of it.
pub(crate) fn redeem(connection: &mut Connection, paths: &Paths, subject: &Subject, code: &str) -> Outcome<Answer> {
    let body = format!(
        "grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={VERIFIER}{}",
        encode(code),
        encode(&paths.redirect_uri),
        paths.token_extra,
    );
    post(connection, &paths.token, subject, &body)
}

/// Presents a refresh token, whatever comes of it.
pub(crate) fn refresh(connection: &mut Connection, paths: &Paths, subject: &Subject, token: &str) -> Outcome<Answer> {
    let body = format!(
        "grant_type=refresh_token&refresh_token={}{}",
        encode(token),
        paths.token_extra
    );
    post(connection, &paths.token, subject, &body)
}

/// Asks whether a token is active.
pub(crate) fn introspect(
    connection: &mut Connection,
    paths: &Paths,
    subject: &Subject,
    token: &str,
) -> Outcome<Answer> {
    post(
        connection,
        &paths.introspect,
        subject,
        &format!("token={}", encode(token)),
    )
}

/// The whole flow: one operation of W2.
pub(crate) fn code_flow(connection: &mut Connection, paths: &Paths, subject: &mut Subject) -> Outcome<Answer> {
    let code = code(connection, paths, subject)?;
    let answer = redeem(connection, paths, subject, &code)?;
    if answer.status == 200 {
        Ok(answer)
    } else {
        Err(format!("token {} {}", answer.status, answer.text()))
    }
}

#[cfg(test)]
mod tests {
    use super::on_host;

    #[test]
    fn a_redirect_stays_on_the_connection() {
        assert_eq!(on_host("http://acme.localhost:1/a?b=c"), "/a?b=c");
        assert_eq!(on_host("/a"), "/a");
    }
}
