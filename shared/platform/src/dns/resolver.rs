//! Two resolvers over DNS-over-HTTPS, asked in JSON (as Cloudflare and Google document it), and what their answers mean.

use super::{Answer, Dns, Finding, Question, Records, Unreachable};
use crate::fetch::Fetch;
use serde::Deserialize;

/// Two operators who share nothing.
const DEFAULT: [&str; 2] = ["https://cloudflare-dns.com/dns-query", "https://dns.google/resolve"];
/// What an answer may weigh.
const MOST: usize = 64 * 1024;
/// How an answer is asked for.
const JSON: &str = "application/dns-json";
/// The names under which Amazon's authority is allowed to issue (ACM's documentation, "CAA").
const AUTHORITY: [&str; 4] = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/// Record types (RFC 1035 §3.2.2, RFC 3596, RFC 8659) by name and number.
const TXT: (&str, u16) = ("TXT", 16);
const CNAME: (&str, u16) = ("CNAME", 5);
const A: (&str, u16) = ("A", 1);
const AAAA: (&str, u16) = ("AAAA", 28);
const CAA: (&str, u16) = ("CAA", 257);

/// The two resolvers of a deployment.
#[derive(Clone, Debug)]
pub struct Resolvers {
    fetch: Fetch,
    urls: [String; 2],
}

/// Cloudflare's and Google's.
pub fn default_resolvers() -> [String; 2] {
    DEFAULT.map(str::to_owned)
}

#[derive(Deserialize)]
struct Reply {
    #[serde(rename = "Status")]
    status: u16,
    #[serde(rename = "Answer", default)]
    answer: Vec<Record>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Record {
    #[serde(rename = "type")]
    kind: u16,
    data: String,
}

/// What one resolver sees.
struct Seen {
    txt: bool,
    route: bool,
}

impl Resolvers {
    /// Resolvers behind the guarded client.
    pub const fn new(fetch: Fetch, urls: [String; 2]) -> Self {
        Self { fetch, urls }
    }

    /// The data of the records of one type; none when the name does not exist.
    async fn ask(&self, url: &str, name: &str, (kind, number): (&str, u16)) -> Result<Vec<String>, Unreachable> {
        let url = format!("{url}?name={name}&type={kind}");
        let body = self.fetch.get_accepting(&url, JSON, MOST).await;
        let body = body.map_err(|failure| {
            tracing::warn!(code = failure.code.as_str(), kind, "a resolver did not answer");
            Unreachable
        })?;
        let reply: Reply = serde_json::from_slice(&body).map_err(|_| Unreachable)?;
        // NOERROR and NXDOMAIN (RFC 1035 §4.1.1) are answers; the others say that there is none.
        if reply.status != 0 && reply.status != 3 {
            return Err(Unreachable);
        }
        let of_kind = reply.answer.into_iter().filter(|record| record.kind == number);
        Ok(of_kind.map(|record| record.data).collect())
    }

    async fn seen(&self, url: &str, question: &Question) -> Result<Seen, Unreachable> {
        let (txt, cname) = tokio::join!(
            self.ask(url, &question.txt_name, TXT),
            self.ask(url, &question.hostname, CNAME)
        );
        let txt = txt?.iter().any(|data| joined(data) == question.txt_value);
        let route = cname?.iter().any(|target| same_name(target, &question.cname_target))
            || self.shares_an_address(url, question).await?;
        Ok(Seen { txt, route })
    }

    /// An apex has no CNAME: its alias is known by leading to the same machines.
    async fn shares_an_address(&self, url: &str, question: &Question) -> Result<bool, Unreachable> {
        for kind in [A, AAAA] {
            let (ours, theirs) = tokio::join!(
                self.ask(url, &question.cname_target, kind),
                self.ask(url, &question.hostname, kind)
            );
            let ours = ours?;
            if theirs?.iter().any(|address| ours.contains(address)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether Amazon may issue: the nearest set of CAA records decides (RFC 8659 §3).
    async fn lets_amazon_issue(&self, url: &str, hostname: &str) -> Result<bool, Unreachable> {
        let mut name = hostname;
        loop {
            let set = self.ask(url, name, CAA).await?;
            if !set.is_empty() {
                return Ok(allows_amazon(&set));
            }
            match name.split_once('.') {
                Some((_, parent)) => name = parent,
                None => return Ok(true),
            }
        }
    }
}

impl Dns for Resolvers {
    fn records<'a>(&'a self, question: &'a Question) -> Answer<'a> {
        Box::pin(async move {
            let [first, second] = &self.urls;
            let (one, other) = tokio::join!(self.seen(first, question), self.seen(second, question));
            let (one, other) = (one?, other?);
            let txt = Finding::of(one.txt, other.txt);
            let route = Finding::of(one.route, other.route);
            if (txt, route) != (Finding::Present, Finding::Present) {
                let authority = Finding::Disputed;
                return Ok(Records { txt, route, authority });
            }
            let (one, other) = tokio::join!(
                self.lets_amazon_issue(first, &question.hostname),
                self.lets_amazon_issue(second, &question.hostname)
            );
            let authority = Finding::of(one?, other?);
            Ok(Records { txt, route, authority })
        })
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim_end_matches('.')
        .eq_ignore_ascii_case(other.trim_end_matches('.'))
}

/// The strings of a TXT record as one (RFC 7208 §3.3 reads them so): written with quotes, or bare.
fn joined(data: &str) -> String {
    if !data.trim_start().starts_with('"') {
        return data.to_owned();
    }
    let (mut out, mut inside, mut escaped) = (String::new(), false, false);
    for letter in data.chars() {
        match letter {
            _ if escaped => {
                out.push(letter);
                escaped = false;
            }
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            _ if inside => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Without an `issue` property everybody may (RFC 8659 §4.2).
fn allows_amazon(set: &[String]) -> bool {
    let issuers: Vec<String> = set.iter().filter_map(|data| issuer(data)).collect();
    issuers.is_empty() || issuers.iter().any(|issuer| AUTHORITY.contains(&issuer.as_str()))
}

/// The authority that a CAA record of property `issue` names: `0 issue "ca.example; x=y"`, or as unknown data (RFC 3597 §5) in hex.
fn issuer(data: &str) -> Option<String> {
    let (tag, value) = match data.strip_prefix("\\# ") {
        Some(hex) => unknown(hex)?,
        None => written(data)?,
    };
    if !tag.eq_ignore_ascii_case("issue") {
        return None;
    }
    let name = value.split(';').next().unwrap_or("").trim();
    Some(name.to_ascii_lowercase())
}

/// Flags, tag and value, as a zone file has them.
fn written(data: &str) -> Option<(String, String)> {
    let mut words = data.splitn(3, ' ').skip(1);
    let (tag, value) = (words.next()?, words.next()?);
    Some((tag.to_owned(), value.trim_matches('"').to_owned()))
}

/// The same in hex, behind the number of bytes: flags, length of the tag, tag, value.
fn unknown(hex: &str) -> Option<(String, String)> {
    let bytes: Vec<u8> = hex
        .split_whitespace()
        .skip(1)
        .filter_map(|pair| u8::from_str_radix(pair, 16).ok())
        .collect();
    let value = usize::from(*bytes.get(1)?).checked_add(2)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(bytes.get(2..value)?), text(bytes.get(value..)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_txt_record_is_read_with_and_without_quotes() {
        assert_eq!(joined("aero2-verify=x"), "aero2-verify=x");
        assert_eq!(joined("\"aero2-verify=x\""), "aero2-verify=x");
        assert_eq!(joined("\"aero2-\" \"verify=x\""), "aero2-verify=x");
        assert_eq!(joined(r#""a\"b""#), "a\"b");
    }

    #[test]
    fn caa_records_that_do_not_name_amazon_forbid_it() {
        let allows = |set: &[&str]| allows_amazon(&set.iter().map(|&data| data.to_owned()).collect::<Vec<_>>());
        assert!(allows(&[]));
        assert!(allows(&["0 iodef \"mailto:x@acme.test\""]));
        assert!(allows(&["0 issue \"letsencrypt.org\"", "0 issue \"amazon.com; x=y\""]));
        assert!(!allows(&["0 issue \"letsencrypt.org\""]));
        assert!(!allows(&["0 issue \";\""]));
        // The same as Cloudflare writes it: flags, length of the tag, tag, value.
        assert!(allows(&["\\# 17 00 05 69 73 73 75 65 61 6d 61 7a 6f 6e 2e 63 6f 6d"]));
        assert!(!allows(&["\\# 10 00 05 69 73 73 75 65 63 61 2e"]));
    }
}
