//! Enough of MIME to show a mail: composing text and HTML, and reading subject, text and HTML back (RFC 5322, 2045-2047).
//!
//! A reader for the outbox page, not for mail of strangers: what it does not understand it shows as it is.

#![expect(
    clippy::format_push_string,
    reason = "a mail is written once in a while, and reads best in the order of its lines"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BOUNDARY: &str = "=_aero2_local_part";

/// How deep parts may be nested.
const DEPTH: u32 = 4;

/// What a message holds that people read.
#[derive(Default, Debug)]
pub(super) struct Parts {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

/// One message of the given headers and parts.
pub(super) fn compose(headers: &[(String, String)], text: &str, html: &str) -> String {
    let mut raw = String::new();
    for (name, value) in headers {
        raw.push_str(&format!("{name}: {}\r\n", encoded(value)));
    }
    raw.push_str("MIME-Version: 1.0\r\n");
    let part = |kind: &str, content: &str| {
        let content = content.replace("\r\n", "\n").replace('\n', "\r\n");
        format!("Content-Type: text/{kind}; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{content}\r\n")
    };
    match (text.is_empty(), html.is_empty()) {
        (false, false) => {
            raw.push_str(&format!(
                "Content-Type: multipart/alternative; boundary=\"{BOUNDARY}\"\r\n\r\n"
            ));
            for part in [part("plain", text), part("html", html)] {
                raw.push_str(&format!("--{BOUNDARY}\r\n{part}"));
            }
            raw.push_str(&format!("--{BOUNDARY}--\r\n"));
        }
        (true, _) => raw.push_str(&part("html", html)),
        (false, true) => raw.push_str(&part("plain", text)),
    }
    raw
}

/// Reads a message.
pub(super) fn read(raw: &str) -> Parts {
    let raw = raw.replace("\r\n", "\n");
    let (headers, _) = split(&raw);
    let header = |name: &str| find(&headers, name).map(decoded);
    let mut parts = Parts {
        from: header("from"),
        to: header("to"),
        subject: header("subject").unwrap_or_default(),
        ..Parts::default()
    };
    collect(&raw, DEPTH, &mut parts);
    parts
}

fn collect(part: &str, depth: u32, parts: &mut Parts) {
    let (headers, body) = split(part);
    let kind = find(&headers, "content-type").unwrap_or("text/plain");
    if let Some(boundary) = boundary(kind).filter(|_| depth > 0) {
        let separator = format!("--{boundary}");
        for inner in body
            .split(&separator)
            .skip(1)
            .take_while(|inner| !inner.starts_with("--"))
        {
            collect(inner.trim_start_matches('\n'), depth.saturating_sub(1), parts);
        }
        return;
    }
    let content = transferred(find(&headers, "content-transfer-encoding").unwrap_or("8bit"), body);
    let kind = kind.trim().to_ascii_lowercase();
    if kind.starts_with("text/html") && parts.html.is_empty() {
        parts.html = content;
    } else if kind.starts_with("text/plain") && parts.text.is_empty() {
        parts.text = content;
    }
}

/// Header fields, unfolded, and the body.
fn split(part: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = part.split_once("\n\n").unwrap_or((part, ""));
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (headers, body)
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(found, _)| found == name)
        .map(|(_, value)| value.as_str())
}

fn boundary(kind: &str) -> Option<&str> {
    let parameters = kind.split(';').map(str::trim);
    let named = parameters.filter_map(|parameter| parameter.split_once('='));
    let mut boundaries = named.filter(|(name, _)| name.eq_ignore_ascii_case("boundary"));
    boundaries
        .next()
        .map(|(_, value)| value.trim_matches('"'))
        .filter(|value| !value.is_empty())
}

fn transferred(encoding: &str, body: &str) -> String {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => {
            let compact: String = body.split_ascii_whitespace().collect();
            STANDARD
                .decode(compact)
                .map_or_else(|_| body.to_owned(), |bytes| String::from_utf8_lossy(&bytes).into())
        }
        "quoted-printable" => quoted(&body.replace("=\n", ""), false),
        _ => body.to_owned(),
    }
    .trim_end_matches('\n')
    .to_owned()
}

/// Quoted-printable (RFC 2045 section 6.7), with `_` for space inside encoded words.
fn quoted(text: &str, in_word: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (b'_', _) if in_word => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A header value as encoded words where it is not ASCII (RFC 2047).
fn encoded(value: &str) -> String {
    if value.is_ascii() {
        value.to_owned()
    } else {
        format!("=?UTF-8?B?{}?=", STANDARD.encode(value))
    }
}

fn decoded(value: &str) -> String {
    let mut out = String::new();
    let mut after_word = false;
    for word in value.split_inclusive(' ') {
        let decoded = decoded_word(word.trim_end());
        // White space between two encoded words is not part of the text (RFC 2047 section 6.2).
        if after_word && decoded.is_some() && out.ends_with(' ') {
            out.pop();
        }
        after_word = decoded.is_some();
        match decoded {
            Some(text) => {
                out.push_str(&text);
                out.push_str(if word.ends_with(' ') { " " } else { "" });
            }
            None => out.push_str(word),
        }
    }
    out
}

fn decoded_word(word: &str) -> Option<String> {
    let mut fields = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
    let (_charset, encoding, text) = (fields.next()?, fields.next()?, fields.next()?);
    if encoding.eq_ignore_ascii_case("b") {
        STANDARD
            .decode(text)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    } else {
        Some(quoted(text, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_composed_message_reads_back() {
        let headers = [("From", "a@x.test"), ("To", "b@x.test"), ("Subject", "Grüße, here")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let parts = read(&compose(&headers, "hello\nthere", "<p>hello</p>"));
        assert_eq!(parts.from.as_deref(), Some("a@x.test"));
        assert_eq!(
            (parts.subject.as_str(), parts.text.as_str()),
            ("Grüße, here", "hello\nthere")
        );
        assert_eq!(parts.html, "<p>hello</p>");
    }

    #[test]
    fn encodings_of_others_are_understood() {
        let raw = "Subject: =?utf-8?Q?Your_code=3A?= =?UTF-8?B?IDEyMw==?=\r\nContent-Type: text/plain\r\n\
                   Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=\r\n=C3=9Fe =3D\r\n";
        let parts = read(raw);
        assert_eq!(
            (parts.subject.as_str(), parts.text.as_str()),
            ("Your code: 123", "Grüße =")
        );
    }
}
