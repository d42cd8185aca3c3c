//! The address on this machine that the browser comes back to (RFC 8252 §7.3): one port, one path, one answer that is believed.

use crate::Problem;
use reqwest::Url;
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
    time::Duration,
};
use tokio::net::TcpListener;

/// How long somebody may take to sign in.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long a request may take to arrive.
const SLOW: Duration = Duration::from_secs(2);
/// A request line is no longer than this.
const MOST: usize = 16 * 1024;

fn failed(why: impl ToString) -> Problem {
    Problem::new("Nobody was signed in", why.to_string(), "run `aero2 login` again")
}

pub(super) struct Loopback {
    listener: TcpListener,
    pub(super) redirect_uri: String,
}

/// What a request to the address is.
enum Came {
    Code(String),
    Refused(String),
    /// Not the answer that is waited for: whoever sent it does not end the wait.
    Stranger,
}

impl Loopback {
    pub(super) async fn open() -> Result<Self, Problem> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        Ok(Self {
            listener,
            redirect_uri: format!("http://127.0.0.1:{port}/callback"),
        })
    }

    /// Waits for the answer with this state, from this issuer (RFC 9207).
    pub(super) async fn code(&self, state: &str, issuer: &str) -> Result<String, Problem> {
        let waiting = async {
            loop {
                let (stream, _) = self.listener.accept().await.map_err(failed)?;
                let stream = stream.into_std().map_err(failed)?;
                // A connection that says nothing is a stranger's, too.
                let came = answered(stream, state, issuer).unwrap_or(Came::Stranger);
                match came {
                    Came::Code(code) => return Ok(code),
                    Came::Refused(why) => return Err(failed(why)),
                    Came::Stranger => {}
                }
            }
        };
        let late = |_| failed("nobody came back from the browser within ten minutes");
        tokio::time::timeout(PATIENCE, waiting).await.map_err(late)?
    }
}

fn answered(mut stream: TcpStream, state: &str, issuer: &str) -> std::io::Result<Came> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(SLOW))?;
    stream.set_write_timeout(Some(SLOW))?;
    let target = target(&mut stream)?;
    let came = read(&target, state, issuer);
    let (status, text) = match &came {
        Came::Code(_) => (
            "200 OK",
            "You are signed in. Go back to the terminal; this page can be closed.",
        ),
        Came::Refused(_) => (
            "200 OK",
            "You are not signed in. The terminal says why; this page can be closed.",
        ),
        Came::Stranger => ("404 Not Found", "Nothing is here."),
    };
    let head = "content-type: text/plain; charset=utf-8\r\ncache-control: no-store\r\nconnection: close";
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {}\r\n\r\n{text}",
        text.len()
    )?;
    stream.flush()?;
    Ok(came)
}

/// The path and query of a GET.
fn target(stream: &mut TcpStream) -> std::io::Result<String> {
    let (mut head, mut room) = (Vec::new(), [0; 1024]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") && head.len() < MOST {
        match stream.read(&mut room)? {
            0 => break,
            count => head.extend(room.iter().take(count)),
        }
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let mut words = text.lines().next().unwrap_or_default().split(' ');
    Ok(match (words.next(), words.next()) {
        (Some("GET"), Some(target)) => target.to_owned(),
        _ => String::new(),
    })
}

fn read(target: &str, state: &str, issuer: &str) -> Came {
    let Ok(url) = Url::parse(&format!("http://127.0.0.1{target}")) else {
        return Came::Stranger;
    };
    let only = |name: &str| {
        let mut found = url.query_pairs().filter(|(known, _)| known == name);
        let first = found.next().map(|(_, value)| value.into_owned());
        first.filter(|_| found.next().is_none())
    };
    if url.path() != "/callback" || only("state").as_deref() != Some(state) {
        return Came::Stranger;
    }
    if only("iss").as_deref() != Some(issuer) {
        return Came::Refused("the answer came from another issuer than the one that was asked".to_owned());
    }
    if let Some(error) = only("error") {
        let detail = only("error_description").unwrap_or(error);
        // It came over a browser: nothing that could move the cursor gets on the terminal.
        return Came::Refused(detail.chars().filter(|letter| !letter.is_control()).take(300).collect());
    }
    only("code").map_or(Came::Stranger, Came::Code)
}

/// Opens the browser where there is one; the address was printed, too.
pub(super) fn show(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let _none = command.spawn();
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn kind(target: &str) -> &'static str {
        match read(target, "s", "https://d.example") {
            Came::Code(_) => "code",
            Came::Refused(_) => "refused",
            Came::Stranger => "stranger",
        }
    }

    #[test]
    fn only_the_answer_with_state_and_issuer_ends_the_wait() {
        let iss = "iss=https%3A%2F%2Fd.example";
        assert_eq!(kind(&format!("/callback?code=c&state=s&{iss}")), "code");
        assert_eq!(kind(&format!("/callback?code=c&state=other&{iss}")), "stranger");
        assert_eq!(kind(&format!("/callback?code=c&code=d&state=s&{iss}")), "stranger");
        assert_eq!(kind(&format!("/else?code=c&state=s&{iss}")), "stranger");
        assert_eq!(kind("/callback?code=c&state=s&iss=https://e.example"), "refused");
        assert_eq!(kind("/callback?code=c&state=s"), "refused");
        assert_eq!(kind(&format!("/callback?error=access_denied&state=s&{iss}")), "refused");
        assert_eq!(kind(""), "stranger");
    }

    #[test]
    fn what_a_browser_says_cannot_move_the_cursor() {
        let Came::Refused(why) = read("/callback?error=a%1b%5b2Jb&state=s&iss=i", "s", "i") else {
            unreachable!("it is an error");
        };
        assert_eq!(why, "a[2Jb");
        assert!(Url::parse("http://127.0.0.1/callback").unwrap().path() == "/callback");
    }
}
