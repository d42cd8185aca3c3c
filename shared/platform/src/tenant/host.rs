//! The `Host` header, as a browser writes it.

use domain::Hostname;
use protocol::error::{ErrorCode, Failure};

/// Reads a `Host` header: one port and one trailing dot are dropped, user information, IP literals and bad labels are refused.
pub fn parse_host(host: &str) -> Result<Hostname, Failure> {
    let invalid = || Failure::new(ErrorCode::InvalidHost, "The host name of this request cannot be used.");
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) => return Err(invalid()),
        None => host,
    };
    Hostname::parse(name).map_err(|_| invalid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_like_a_browser_writes_it_or_refused() {
        let read = |text: &str| {
            parse_host(text)
                .map(|host| host.to_string())
                .map_err(|failure| failure.code)
        };
        assert_eq!(read("ACME.localhost:8787"), Ok("acme.localhost".to_owned()));
        assert_eq!(read("acme.example.com."), Ok("acme.example.com".to_owned()));
        for bad in [
            "",
            "a@acme.localhost",
            "acme.localhost:",
            "acme.localhost:x",
            "127.0.0.1:8787",
            "[::1]:8787",
            "acme.localhost..",
            "acme localhost",
            "acme.localhost:8787:1",
            "acme.localhost/",
        ] {
            assert_eq!(read(bad), Err(ErrorCode::InvalidHost), "{bad}");
        }
    }
}
