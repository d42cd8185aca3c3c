//! The one client for URLs that tenants give: https, resolved-address check, no redirects, size and time caps (SR-01).
//!
//! The address policy is a value injected at the composition root. Names are resolved here and the connection goes to exactly the addresses that were
//! judged, so a name that changes its mind between check and use gains nothing.

use protocol::error::{ErrorCode, Failure};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
    time::Duration,
};
use url::{Host, Url};

/// Seconds a fetch may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Which addresses and schemes may be called.
#[derive(Clone, Copy, Debug)]
pub struct AddressPolicy {
    /// Whether this address may be connected to.
    pub allows: fn(IpAddr) -> bool,
    /// Whether plain http is acceptable; never in production.
    pub http: bool,
}

impl AddressPolicy {
    /// Production: https to public addresses.
    pub const fn public() -> Self {
        Self {
            allows: is_public,
            http: false,
        }
    }
}

/// Whether an address is on the public internet: no loopback, private, link-local, shared, documentation, multicast or reserved range.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let special = v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast();
            let reserved = a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0)
                || (a == 198 && (b & 0xfe) == 18);
            !special && !reserved
        }
        IpAddr::V6(v6) => {
            let [a, b, ..] = v6.segments();
            // Only global unicast is public, without documentation, 6to4 and Teredo, which carry an IPv4 address inside.
            let global = (a & 0xe000) == 0x2000;
            let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || a == 0x3fff;
            global && !special
        }
    }
}

/// Fetches documents from URLs that tenants gave.
#[derive(Clone, Debug)]
pub struct Fetch {
    policy: AddressPolicy,
    client: Arc<OnceLock<reqwest::Client>>,
}

impl Fetch {
    /// A client under a policy. It is built at the first fetch: it reads the system's trust store, and most functions never fetch.
    pub fn new(policy: AddressPolicy) -> Self {
        Self {
            policy,
            client: Arc::default(),
        }
    }

    fn client(&self) -> Result<&reqwest::Client, Failure> {
        if let Some(built) = self.client.get() {
            return Ok(built);
        }
        #[expect(clippy::disallowed_methods, reason = "this is the guarded client")]
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .no_proxy()
            .user_agent("Aero2")
            .dns_resolver(Arc::new(Judged(self.policy)))
            .build()
            .map_err(|_| Failure::new(ErrorCode::InternalError, "The outgoing client could not be built."))?;
        Ok(self.client.get_or_init(|| client))
    }

    /// Whether a URL may be called at all, before any name is resolved.
    pub fn check(&self, text: &str) -> Result<Url, Failure> {
        let refuse = |why: &str| Failure::new(ErrorCode::UrlNotAllowed, why.to_owned());
        let url = Url::parse(text).map_err(|_| refuse("That is not an absolute URL."))?;
        let scheme_ok = url.scheme() == "https" || (self.policy.http && url.scheme() == "http");
        if !scheme_ok {
            return Err(refuse("Use an https URL."));
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() || text.len() > 2048 {
            return Err(refuse(
                "Use a URL without user information and fragment, of at most 2048 characters.",
            ));
        }
        let port = url.port_or_known_default().unwrap_or(0);
        if port != 443 && port < 1024 && !(self.policy.http && port == 80) {
            return Err(refuse("Use port 443 or one from 1024."));
        }
        let literal = match url.host() {
            Some(Host::Ipv4(v4)) => Some(IpAddr::V4(v4)),
            Some(Host::Ipv6(v6)) => Some(IpAddr::V6(v6)),
            Some(Host::Domain(_)) => None,
            None => return Err(refuse("The URL has no host.")),
        };
        if literal.is_some_and(|address| !(self.policy.allows)(address)) {
            return Err(refuse("That address is not on the public internet."));
        }
        Ok(url)
    }

    /// The body of a GET, at most `most` bytes; anything but 200 is a failure.
    pub async fn get(&self, text: &str, most: usize) -> Result<Vec<u8>, Failure> {
        self.get_accepting(text, "*/*", most).await
    }

    /// The same, of one media type.
    pub async fn get_accepting(&self, text: &str, accept: &'static str, most: usize) -> Result<Vec<u8>, Failure> {
        self.get_with(text, ("accept", accept), most).await
    }

    /// The same, with a header.
    pub async fn get_with(
        &self,
        text: &str,
        (name, value): (&'static str, &'static str),
        most: usize,
    ) -> Result<Vec<u8>, Failure> {
        let url = self.check(text)?;
        let request = self.client()?.get(url).header(name, value);
        let (status, body) = send(request, most).await?;
        if status == 200 { Ok(body) } else { Err(answered(status)) }
    }

    /// The same, with a bearer token.
    pub async fn get_with_token(&self, text: &str, token: &str, most: usize) -> Result<Vec<u8>, Failure> {
        let url = self.check(text)?;
        let request = self
            .client()?
            .get(url)
            .header(reqwest::header::ACCEPT, "application/json")
            .bearer_auth(token);
        let (status, body) = send(request, most).await?;
        if status == 200 { Ok(body) } else { Err(answered(status)) }
    }

    /// What a POST of a form is answered with, whatever the status: OAuth errors have a body, too. `basic`: id and secret, encoded as RFC 6749 §2.3.1 has it.
    pub async fn post_form(
        &self,
        text: &str,
        form: &[(&str, &str)],
        basic: Option<(&str, &str)>,
        most: usize,
    ) -> Result<Vec<u8>, Failure> {
        let url = self.check(text)?;
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let mut request = self
            .client()?
            .post(url)
            .header(reqwest::header::ACCEPT, "application/json")
            .form(form);
        if let Some((id, secret)) = basic {
            request = request.basic_auth(encoded(id), Some(encoded(secret)));
        }
        let (status, body) = send(request, most).await?;
        // A redirect would take the code elsewhere, and a failure of theirs says nothing about it.
        if (200..300).contains(&status) || (400..500).contains(&status) {
            Ok(body)
        } else {
            Err(answered(status))
        }
    }
}

fn answered(status: u16) -> Failure {
    Failure::new(ErrorCode::UpstreamFailed, format!("The address answered {status}."))
}

/// Status and body, at most `most` bytes.
async fn send(request: reqwest::RequestBuilder, most: usize) -> Result<(u16, Vec<u8>), Failure> {
    let mut response = request.send().await.map_err(|error| broken(&error))?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(Failure::new(
                ErrorCode::UpstreamFailed,
                format!("The answer is larger than {most} bytes."),
            ));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((response.status().as_u16(), body))
}

fn broken(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::new(ErrorCode::UpstreamTimeout, "The address took longer than 5 seconds.");
    }
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        if inner.is::<NotPublic>() {
            return Failure::new(
                ErrorCode::UrlNotAllowed,
                "That name does not lead to the public internet.",
            );
        }
        cause = inner.source();
    }
    Failure::new(ErrorCode::UpstreamFailed, "The address could not be reached.")
}

/// No address of the name may be called.
#[derive(Debug, thiserror::Error)]
#[error("no allowed address")]
struct NotPublic;

/// A resolver that hands out only addresses the policy allows.
struct Judged(AddressPolicy);

impl Resolve for Judged {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| (policy.allows)(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Box::new(NotPublic) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sr_01_only_public_addresses_pass() {
        for bad in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "64:ff9b::a00:1",
        ] {
            assert!(bad.parse().is_ok_and(|address| !is_public(address)), "{bad}");
        }
        for good in ["1.1.1.1", "93.184.216.34", "2606:4700::1111"] {
            assert!(good.parse().is_ok_and(is_public), "{good}");
        }
    }

    #[tokio::test]
    async fn sr_01_a_url_is_judged_before_and_after_its_name_is_resolved() {
        let fetch = Fetch::new(AddressPolicy::public());
        for bad in [
            "http://example.com/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://u:p@example.com/",
            "https://example.com:22/",
            "ftp://example.com/",
            "/x",
            "https://0x7f.1/",
            "https://2130706433/",
        ] {
            assert!(
                fetch
                    .check(bad)
                    .is_err_and(|failure| failure.code == ErrorCode::UrlNotAllowed),
                "{bad}"
            );
        }
        // `localhost` resolves on every machine, and never to a public address.
        let failed = fetch.get("https://localhost:8443/", 10).await;
        assert!(failed.is_err_and(|failure| failure.code == ErrorCode::UrlNotAllowed));
    }

    #[tokio::test]
    async fn sr_01_a_redirect_is_not_followed() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let Ok(listener) = tokio::net::TcpListener::bind("127.0.0.1:0").await else {
            unreachable!()
        };
        let at = listener.local_addr().map(|address| address.port()).unwrap_or_default();
        let asked = tokio::spawn(async move {
            let mut paths = Vec::new();
            while let Ok(Ok((mut stream, _))) = tokio::time::timeout(TIMEOUT, listener.accept()).await {
                let mut request = [0_u8; 1024];
                let read = stream.read(&mut request).await.unwrap_or(0);
                let text = String::from_utf8_lossy(request.get(..read).unwrap_or_default()).into_owned();
                paths.push(text.split(' ').nth(1).unwrap_or("").to_owned());
                let answer =
                    "HTTP/1.1 302 Found\r\nlocation: /inside\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                let _ = stream.write_all(answer.as_bytes()).await;
                if paths.len() > 1 || text.contains("/last") {
                    break;
                }
            }
            paths
        });
        let local = AddressPolicy {
            allows: |_| true,
            http: true,
        };
        let fetch = Fetch::new(local);
        let url = format!("http://127.0.0.1:{at}");
        let refused = fetch.get(&format!("{url}/first"), 10).await;
        assert!(refused.is_err_and(|failure| failure.code == ErrorCode::UpstreamFailed));
        let _ = fetch.get(&format!("{url}/last"), 10).await;
        assert_eq!(asked.await.unwrap_or_default(), ["/first", "/last"]);
    }
}
