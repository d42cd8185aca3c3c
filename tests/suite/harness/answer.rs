//! What came back.

use axum::response::Response;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use std::collections::HashMap;
use url::Url;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub url: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// A form on a page: where it posts to, and what it holds.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub fields: HashMap<String, String>,
}

fn unescaped(text: &str) -> String {
    text.replace("&#38;", "&")
        .replace("&amp;", "&")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescaped(value))
}

impl Answer {
    pub(super) async fn read(url: &str, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        if let Some(length) = parts.headers.get("content-length").filter(|_| !bytes.is_empty()) {
            assert_eq!(
                length.to_str().unwrap(),
                bytes.len().to_string(),
                "{url}: the length is another"
            );
        }
        Self {
            url: url.to_owned(),
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub fn header(&self, name: &str) -> String {
        super::text(&self.headers, name)
    }

    /// Where a redirect leads, made absolute.
    pub fn location(&self) -> String {
        let location = self.header("location");
        assert!(!location.is_empty(), "no redirect: {} {}", self.status, self.body);
        Url::parse(&self.url).unwrap().join(&location).unwrap().to_string()
    }

    /// The parameters of where a redirect leads.
    pub fn parameters(&self) -> HashMap<String, String> {
        Url::parse(&self.location())
            .unwrap()
            .query_pairs()
            .into_owned()
            .collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    /// `code` of a problem document, or `error` of an OAuth error.
    pub fn error(&self) -> String {
        let json = self.json();
        json.get("code")
            .or_else(|| json.get("error"))
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    }

    pub fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status.as_u16(), "{} {}", self.url, self.body);
        self
    }

    pub fn is_page(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The first link of a page whose address begins so, made absolute.
    pub fn link(&self, begins: &str) -> String {
        let mark = format!("href=\"{begins}");
        let (_, rest) = self
            .body
            .split_once(&mark)
            .unwrap_or_else(|| panic!("no link to {begins}: {}", self.body));
        let (tail, _) = rest.split_once('"').unwrap();
        let href = format!("{begins}{}", unescaped(tail));
        Url::parse(&self.url).unwrap().join(&href).unwrap().to_string()
    }

    /// The code that an error page shows beside its reference.
    pub fn error_page(&self) -> String {
        let last = self.body.rsplit("<code>").next().unwrap();
        last.split_once("</code>").map_or("", |(code, _)| code).to_owned()
    }

    /// The forms of a page, in order.
    pub fn forms(&self) -> Vec<Form> {
        self.body
            .split("<form ")
            .skip(1)
            .map(|rest| {
                let (form, _) = rest.split_once("</form>").unwrap();
                let action = attribute(form, "action").unwrap_or_default();
                let fields = form.split("<input ").skip(1).filter_map(|input| {
                    let tag = input.split_once('>').map_or(input, |(tag, _)| tag);
                    Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
                });
                Form {
                    action: Url::parse(&self.url).unwrap().join(&action).unwrap().to_string(),
                    fields: fields.collect(),
                }
            })
            .collect()
    }
}
