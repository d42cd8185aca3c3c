//! Signature Version 4 of a request to DynamoDB.
//!
//! Each of these requests is a POST to `/` with the same headers, so the canonical form is one text with four holes, and the key of a day is made once: a
//! quarter of what the general signer takes. The key is the SDK's; a test holds the whole against its signer.

use aws_credential_types::Credentials;
use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
};
use aws_sigv4::sign::v4::generate_signing_key;
use domain::Timestamp;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

/// What a request to DynamoDB carries.
pub(super) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";
/// Bytes that a canonical request without a session token fits in.
const USUAL: usize = 512;

/// Signs in the name of one identity, for one region and host.
pub(super) struct Signer {
    credentials: Credentials,
    region: String,
    /// The canonical form up to the time.
    head: String,
    /// The canonical form from the time to the target.
    middle: String,
    /// The names of the headers that are signed.
    names: String,
    last: Mutex<Option<Arc<Moment>>>,
}

/// What all requests of a second have in common.
struct Moment {
    secs: i64,
    /// As it is written in a header.
    time: String,
    /// `Credential`'s scope.
    scope: String,
    key: hmac::Key,
}

impl Signer {
    /// `address` is scheme, host and port.
    pub(super) fn new(credentials: &Credentials, region: &str, address: &str) -> Self {
        let host = address.split_once("://").map_or(address, |(_, host)| host);
        let host = host.trim_end_matches('/');
        let token = credentials.session_token();
        let (token_line, token_name) = token.map_or_else(Default::default, |token| {
            (format!("x-amz-security-token:{token}\n"), "x-amz-security-token;")
        });
        Self {
            credentials: credentials.clone(),
            region: region.to_owned(),
            head: format!("POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\nx-amz-date:"),
            middle: format!("\n{token_line}x-amz-target:"),
            names: format!("content-type;host;x-amz-date;{token_name}x-amz-target"),
            last: Mutex::default(),
        }
    }

    /// The headers that make a POST of `body` to `/` ours, as of `now`.
    pub(super) fn sign(&self, target: &str, body: &[u8], now: Timestamp) -> Vec<(&'static str, String)> {
        let moment = self.moment(now);
        let Moment { time, scope, key, .. } = &*moment;
        let (names, mut digits) = (self.names.as_str(), [0; 64]);
        let mut text = String::with_capacity(USUAL);
        text.extend([&*self.head, time, &self.middle, target, "\n\n", names, "\n"]);
        text.push_str(sha256(body, &mut digits));
        let hash = sha256(text.as_bytes(), &mut digits);
        let mut text = String::with_capacity(USUAL);
        text.extend(["AWS4-HMAC-SHA256\n", time, "\n", scope, "\n", hash]);
        let signature = hmac::sign(key, text.as_bytes());
        text.clear();
        let id = self.credentials.access_key_id();
        text.extend([
            "AWS4-HMAC-SHA256 Credential=",
            id,
            "/",
            scope,
            ", SignedHeaders=",
            names,
        ]);
        text.extend([", Signature=", hex(signature.as_ref(), &mut digits)]);
        let mut headers = vec![("x-amz-date", time.clone()), ("authorization", text)];
        let token = self.credentials.session_token();
        headers.extend(token.map(|token| ("x-amz-security-token", token.to_owned())));
        headers
    }

    /// What requests of this second have in common. The key is that of the day, and is made again with it.
    fn moment(&self, now: Timestamp) -> Arc<Moment> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = last.as_ref().filter(|kept| kept.secs == now.secs()) {
            return Arc::clone(kept);
        }
        let time = basic(now);
        let scope = format!(
            "{}/{}/dynamodb/aws4_request",
            time.get(..8).unwrap_or_default(),
            self.region
        );
        let same_day = last.as_ref().filter(|kept| kept.scope == scope);
        let key = same_day.map_or_else(|| self.key(now), |kept| kept.key.clone());
        let made = Arc::new(Moment {
            secs: now.secs(),
            time,
            scope,
            key,
        });
        *last = Some(Arc::clone(&made));
        made
    }

    fn key(&self, now: Timestamp) -> hmac::Key {
        let time = UNIX_EPOCH + Duration::from_secs(now.secs().unsigned_abs());
        let key = generate_signing_key(self.credentials.secret_access_key(), time, &self.region, "dynamodb");
        hmac::Key::new(hmac::HMAC_SHA256, key.as_ref())
    }
}

/// ISO 8601 in its basic form, to the second: `20261126T180822Z`.
fn basic(now: Timestamp) -> String {
    let extended = Timestamp::from_secs(now.secs()).to_string();
    let mut text: String = extended
        .chars()
        .take(19)
        .filter(|letter| !matches!(letter, '-' | ':'))
        .collect();
    text.push('Z');
    text
}

fn sha256<'a>(bytes: &[u8], out: &'a mut [u8; 64]) -> &'a str {
    hex(digest(&SHA256, bytes).as_ref(), out)
}

/// The 64 digits of 32 bytes.
fn hex<'a>(bytes: &[u8], out: &'a mut [u8; 64]) -> &'a str {
    let written = hex::encode_to_slice(bytes, out);
    debug_assert!(written.is_ok(), "32 bytes have 64 digits");
    std::str::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sigv4::{
        http_request::{SignableBody, SignableRequest, SigningSettings, sign},
        sign::v4::SigningParams,
    };
    use aws_smithy_runtime_api::client::identity::Identity;

    const TARGET: &str = "DynamoDB_20120810.GetItem";

    /// What the SDK's signer makes of the same request.
    fn of_the_sdk(credentials: &Credentials, address: &str, body: &[u8], now: Timestamp) -> Vec<(String, String)> {
        let identity: Identity = credentials.clone().into();
        let params = SigningParams::builder()
            .identity(&identity)
            .region("eu-central-1")
            .name("dynamodb")
            .time(UNIX_EPOCH + Duration::from_secs(now.secs().unsigned_abs()))
            .settings(SigningSettings::default())
            .build()
            .unwrap_or_else(|_| unreachable!());
        let headers = [("content-type", CONTENT_TYPE), ("x-amz-target", TARGET)];
        let request = SignableRequest::new("POST", address, headers.into_iter(), SignableBody::Bytes(body));
        let signed = sign(request.unwrap_or_else(|_| unreachable!()), &params.into());
        let (instructions, _) = signed.unwrap_or_else(|_| unreachable!()).into_parts();
        let mut headers: Vec<_> = instructions
            .headers()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        headers.sort();
        headers
    }

    #[test]
    fn the_signature_is_the_one_of_the_sdk() {
        let with_token = Credentials::new("AKID", "secret/of+mine", Some("a token==".to_owned()), None, "test");
        let without = Credentials::new("AKID", "secret/of+mine", None, None, "test");
        for credentials in [with_token, without] {
            for address in ["https://dynamodb.eu-central-1.amazonaws.com", "http://127.0.0.1:8000"] {
                let signer = Signer::new(&credentials, "eu-central-1", address);
                // Over midnight, and back.
                for secs in [1_795_716_000, 1_795_737_599, 1_795_737_600, 1_795_716_001] {
                    for body in ["", r#"{"Key":{"PK":{"S":"é"}}}"#] {
                        let now = Timestamp::from_secs(secs);
                        let mut ours = signer.sign(TARGET, body.as_bytes(), now);
                        ours.sort();
                        let ours: Vec<_> = ours.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                        assert_eq!(ours, of_the_sdk(&credentials, address, body.as_bytes(), now));
                    }
                }
            }
        }
    }
}
