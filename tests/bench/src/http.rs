//! A small HTTP/1.1 client for load: one keep-alive connection, a cookie jar, no more work than the generator needs.
//!
//! It refuses addresses that are not loopback: nothing of this may ever load somebody else's machine.

use crate::Outcome;
use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// How long an answer may take before the cell is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) etag: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body, or its beginning, for messages.
    pub(crate) fn text(&self) -> String {
        let shown = self.body.get(..300).unwrap_or(&self.body);
        String::from_utf8_lossy(shown).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Outcome<serde_json::Value> {
        serde_json::from_slice(&self.body).map_err(|error| format!("{} {error}: {}", self.status, self.text()))
    }

    /// A text member of a JSON body, found without reading the rest.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let text = std::str::from_utf8(&self.body).ok()?;
        let (_, rest) = text.split_once(&format!("\"{name}\""))?;
        let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        value.split('"').next().map(str::to_owned)
    }
}

/// Cookies by name.
pub(crate) type Jar = Vec<(String, String)>;

/// What a head says about the body behind it.
#[derive(Default)]
struct Framing {
    length: usize,
    chunked: bool,
    close: bool,
}

/// One connection, opened again when the server closed it.
pub(crate) struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
    chunk: Vec<u8>,
}

impl Connection {
    pub(crate) fn new(address: SocketAddr) -> Outcome<Self> {
        if !address.ip().is_loopback() {
            return Err(format!("{address} is not loopback"));
        }
        Ok(Self {
            address,
            stream: None,
            buffer: Vec::new(),
            chunk: vec![0; 16 * 1024],
        })
    }

    /// Sends one request, twice when the first try found a connection that had been closed.
    pub(crate) fn send(&mut self, request: &Request<'_>, jar: &mut Jar) -> Outcome<Answer> {
        let idle = self.stream.is_some();
        let text = request.text(jar);
        match self.exchange(&text, jar) {
            Err(_) if idle => {
                self.stream = None;
                self.exchange(&text, jar)
            }
            other => other,
        }
    }

    fn exchange(&mut self, text: &str, jar: &mut Jar) -> Outcome<Answer> {
        let outcome = self.try_exchange(text, jar);
        if outcome.is_err() {
            self.stream = None;
        }
        outcome
    }

    fn try_exchange(&mut self, text: &str, jar: &mut Jar) -> Outcome<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address).map_err(said)?;
            stream.set_nodelay(true).map_err(said)?;
            stream.set_read_timeout(Some(PATIENCE)).map_err(said)?;
            self.stream = Some(stream);
            self.buffer.clear();
        }
        let stream = self.stream.as_mut().ok_or("no connection")?;
        stream.write_all(text.as_bytes()).map_err(said)?;
        let end = self.read_until(b"\r\n\r\n", 0)?;
        let head: Vec<u8> = self.buffer.drain(..end).collect();
        let (mut answer, framing) = read_head(&String::from_utf8_lossy(&head), jar)?;
        if answer.status != 204 && answer.status != 304 {
            answer.body = if framing.chunked {
                self.read_chunks()?
            } else {
                self.read_exactly(framing.length)?
            };
        }
        if framing.close {
            self.stream = None;
        }
        Ok(answer)
    }

    fn fill(&mut self) -> Outcome<()> {
        let stream = self.stream.as_mut().ok_or("no connection")?;
        match stream.read(&mut self.chunk).map_err(said)? {
            0 => Err("closed".to_owned()),
            read => {
                self.buffer
                    .extend_from_slice(self.chunk.get(..read).unwrap_or_default());
                Ok(())
            }
        }
    }

    /// Where `mark` ends in the buffer, read on until it is there.
    fn read_until(&mut self, mark: &[u8], from: usize) -> Outcome<usize> {
        loop {
            let rest = self.buffer.get(from..).unwrap_or_default();
            if let Some(at) = rest.windows(mark.len()).position(|window| window == mark) {
                return Ok(from + at + mark.len());
            }
            self.fill()?;
        }
    }

    fn read_exactly(&mut self, length: usize) -> Outcome<Vec<u8>> {
        while self.buffer.len() < length {
            self.fill()?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    fn read_chunks(&mut self) -> Outcome<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = self.read_until(b"\r\n", 0)?;
            let line: Vec<u8> = self.buffer.drain(..end).collect();
            let line = String::from_utf8_lossy(&line);
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(|error| format!("chunk {size}: {error}"))?;
            body.extend(self.read_exactly(size)?);
            self.read_exactly(2)?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn read_head(head: &str, jar: &mut Jar) -> Outcome<(Answer, Framing)> {
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let mut answer = Answer {
        status: status.ok_or_else(|| format!("not an answer: {head}"))?,
        ..Answer::default()
    };
    let mut framing = Framing::default();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            framing.length = value.parse().unwrap_or(0);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            framing.chunked = value.eq_ignore_ascii_case("chunked");
        } else if name.eq_ignore_ascii_case("connection") {
            framing.close = value.eq_ignore_ascii_case("close");
        } else if name.eq_ignore_ascii_case("location") {
            value.clone_into(&mut answer.location);
        } else if name.eq_ignore_ascii_case("etag") {
            value.clone_into(&mut answer.etag);
        } else if name.eq_ignore_ascii_case("set-cookie") {
            keep(jar, value);
        }
    }
    Ok((answer, framing))
}

fn keep(jar: &mut Jar, line: &str) {
    let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
        return;
    };
    jar.retain(|(known, _)| known != name);
    let low = line.to_ascii_lowercase();
    if !value.is_empty() && !low.contains("max-age=0;") && !low.ends_with("max-age=0") && !low.contains("1970") {
        jar.push((name.to_owned(), value.to_owned()));
    }
}

/// What is asked.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    /// Further header lines, each ending in CRLF.
    pub(crate) headers: &'a str,
    /// A form, unless the headers name another type.
    pub(crate) body: Option<&'a str>,
}

impl Request<'_> {
    fn text(&self, jar: &Jar) -> String {
        let body = self.body.unwrap_or_default();
        let mut text = String::with_capacity(512 + self.path.len() + body.len());
        for part in [
            self.method,
            " ",
            self.path,
            " HTTP/1.1\r\nHost: ",
            self.host,
            "\r\n",
            self.headers,
        ] {
            text.push_str(part);
        }
        for (index, (name, value)) in jar.iter().enumerate() {
            text.push_str(if index == 0 { "Cookie: " } else { "; " });
            text.push_str(name);
            text.push('=');
            text.push_str(value);
        }
        if !jar.is_empty() {
            text.push_str("\r\n");
        }
        if self.body.is_some() {
            if !self.headers.contains("Content-Type") {
                text.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            }
            text.push_str("Content-Length: ");
            text.push_str(&body.len().to_string());
            text.push_str("\r\n");
        }
        text.push_str("\r\n");
        text.push_str(body);
        text
    }
}

/// Percent-encodes everything that is not unreserved (RFC 3986 §2.3).
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _never_fails = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Undoes [`encode`].
pub(crate) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let pair = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = tail.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_ever_loaded() {
        assert!(Connection::new(SocketAddr::from(([10, 0, 0, 1], 80))).is_err());
        assert!(Connection::new(SocketAddr::from(([127, 0, 0, 1], 80))).is_ok());
    }

    #[test]
    fn what_is_encoded_reads_back() {
        for text in ["a b&c=d", "http://127.0.0.1:9/cb", "ü%"] {
            assert_eq!(decode(&encode(text)), text);
        }
    }

    #[test]
    fn cookies_come_and_go() {
        let mut jar = Jar::new();
        keep(&mut jar, "a=1; Path=/; HttpOnly");
        keep(&mut jar, "a=2");
        assert_eq!(jar, [("a".to_owned(), "2".to_owned())]);
        keep(&mut jar, "a=; Max-Age=0");
        assert!(jar.is_empty());
    }
}
