//! Whether a password is known from breaches: asked of the range API of Have I Been Pwned, which learns five digits of a digest and nothing else
//! (NIST SP 800-63B §3.1.1.2, k-anonymity). An API that does not answer refuses nobody; a metric says so.

use crate::{
    fetch::Fetch,
    observe::{self, Metric},
    password,
    tenant::Tenant,
};
use domain::{Secret, settings::BreachCheck};
use protocol::error::{ErrorCode, Failure};

/// Answers with the digests that begin with five digits.
const RANGE: &str = "https://api.pwnedpasswords.com/range/";
/// Digits of the digest that leave the platform.
const PREFIX: usize = 5;
/// A padded answer has up to a thousand lines of 40 characters.
const MOST: usize = 128 * 1024;

/// Refuses a new password that is known from breaches, where the application asks for that.
pub(crate) async fn judge(tenant: &Tenant, new: &Secret<String>) -> Result<(), Failure> {
    if tenant.settings().password_breach_check != BreachCheck::Hibp {
        return Ok(());
    }
    match is_known(&tenant.services().fetch, RANGE, new).await {
        Ok(false) => Ok(()),
        Ok(true) => {
            let failure = password::refused(&["breached"], tenant.settings().password_min_length);
            let detail = failure.detail.clone();
            Err(failure.field("password", ErrorCode::WeakPassword, detail))
        }
        Err(failure) => {
            tracing::warn!(code = failure.code.as_str(), "a password was not looked up");
            observe::count(Metric::BreachCheckFailed, tenant.id());
            Ok(())
        }
    }
}

/// Whether the range of a password's digest holds it.
async fn is_known(fetch: &Fetch, range: &str, password: &Secret<String>) -> Result<bool, Failure> {
    let digest = keys::sha1_hex(password.expose().as_bytes());
    let (prefix, rest) = digest.split_at_checked(PREFIX).unwrap_or_default();
    // Padding hides from whoever counts bytes which range was asked for; a padded line counts zero.
    let body = fetch
        .get_with(&format!("{range}{prefix}"), ("add-padding", "true"), MOST)
        .await?;
    let text = String::from_utf8_lossy(&body);
    Ok(text.lines().any(|line| {
        line.trim()
            .split_once(':')
            .is_some_and(|(suffix, count)| suffix.eq_ignore_ascii_case(rest) && count != "0")
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::AddressPolicy;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    /// Answers one request, and says what was asked.
    async fn answering(body: &'static str) -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap_or_else(|_| unreachable!());
        let address = listener.local_addr().unwrap_or_else(|_| unreachable!());
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap_or_else(|_| unreachable!());
            let mut buffer = [0; 2048];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _sent = stream.write_all(answer.as_bytes()).await;
            String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()).into_owned()
        });
        (format!("http://{address}/range/"), asked)
    }

    fn fetch() -> Fetch {
        Fetch::new(AddressPolicy {
            allows: |_| true,
            http: true,
        })
    }

    // SHA-1 of "password" is 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8.
    #[tokio::test]
    async fn only_five_digits_leave_and_the_rest_is_compared_here() {
        let lines = "0018A45C4D1DEF81644B54AB7F969B88D65:3\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824\r\n";
        let (range, asked) = answering(lines).await;
        let known = is_known(&fetch(), &range, &Secret::new("password".to_owned())).await;
        assert!(known.is_ok_and(|known| known));
        let asked = asked.await.unwrap_or_default();
        assert!(asked.starts_with("GET /range/5BAA6 "), "{asked}");
        assert!(asked.to_lowercase().contains("add-padding: true"), "{asked}");
    }

    #[tokio::test]
    async fn a_padded_line_and_another_digest_do_not_count() {
        let (range, _) = answering("1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n00:5\r\n").await;
        let known = is_known(&fetch(), &range, &Secret::new("password".to_owned())).await;
        assert!(known.is_ok_and(|known| !known));
    }

    #[tokio::test]
    async fn an_api_that_is_not_there_is_an_error_and_no_verdict() {
        let gone = is_known(
            &fetch(),
            "http://127.0.0.1:9/range/",
            &Secret::new("password".to_owned()),
        )
        .await;
        assert!(gone.is_err());
    }
}
