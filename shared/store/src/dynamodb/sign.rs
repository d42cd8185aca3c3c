//! Signature Version 4 of a request to DynamoDB.
//!
//! Each of these requests is a POST to `/` with the same headers, so the canonical form is one text with four holes, and the key of a day is made once: a
//! quarter of what the general signer takes. The key and the MAC are the SDK's; a test holds the whole against its signer.

use aws_credential_types::Credentials;
use aws_lc_rs::digest::{SHA256, digest};
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use domain::Timestamp;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

/// What a request to DynamoDB carries.
pub(super) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// Signs in the name of one identity, for one region and host.
pub(super) struct Signer {
    credentials: Credentials,
    region: String,
    host: String,
    /// The last day signed on, as it is written in a scope, and its key.
    day: Mutex<(String, Vec<u8>)>,
}

impl Signer {
    /// `address` is scheme, host and port.
    pub(super) fn new(credentials: &Credentials, region: &str, address: &str) -> Self {
        let host = address.split_once("://").map_or(address, |(_, host)| host);
        Self {
            credentials: credentials.clone(),
            region: region.to_owned(),
            host: host.trim_end_matches('/').to_owned(),
            day: Mutex::default(),
        }
    }

    /// The headers that make a POST of `body` to `/` ours, as of `now`.
    pub(super) fn sign(&self, target: &str, body: &[u8], now: Timestamp) -> Vec<(&'static str, String)> {
        let time = basic(now);
        let day = time.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/dynamodb/aws4_request", self.region);
        let token = self.credentials.session_token();
        let (token_line, token_name) = token.map_or_else(Default::default, |token| {
            (format!("x-amz-security-token:{token}\n"), "x-amz-security-token;")
        });
        let names = format!("content-type;host;x-amz-date;{token_name}x-amz-target");
        let host = &self.host;
        let hash = sha256(body);
        let canonical = format!(
            "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\nx-amz-date:{time}\n{token_line}x-amz-target:{target}\n\n{names}\n{hash}"
        );
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", sha256(canonical.as_bytes()));
        let signature = calculate_signature(self.key(day, now), text.as_bytes());
        let id = self.credentials.access_key_id();
        let authorization =
            format!("AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}");
        let mut headers = vec![("x-amz-date", time), ("authorization", authorization)];
        headers.extend(token.map(|token| ("x-amz-security-token", token.to_owned())));
        headers
    }

    /// The signing key of a day.
    fn key(&self, day: &str, now: Timestamp) -> Vec<u8> {
        let mut kept = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != day {
            let time = UNIX_EPOCH + Duration::from_secs(now.secs().unsigned_abs());
            let key = generate_signing_key(self.credentials.secret_access_key(), time, &self.region, "dynamodb");
            *kept = (day.to_owned(), key.as_ref().to_vec());
        }
        kept.1.clone()
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

fn sha256(bytes: &[u8]) -> String {
    let hash = digest(&SHA256, bytes);
    let digit = |value: u8| char::from_digit(value.into(), 16);
    let halves = hash.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(digit).collect()
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
