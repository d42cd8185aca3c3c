//! An authenticator app, written from RFC 6238 and not from our own library.

use super::{Answer, Browser, World};
use aws_lc_rs::hmac;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// An app that knows a secret.
pub struct App {
    secret: Vec<u8>,
    /// The codes for the day it is lost.
    pub recovery: Vec<String>,
}

async fn post(browser: &mut Browser<'_>, path: &str, body: &Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, "", Some(body)).await
}

/// RFC 4648 §6, without padding.
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => panic!("{letter}"),
        };
        buffer = (buffer << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).unwrap());
        }
    }
    bytes
}

impl App {
    /// Enrols it for whoever is signed in, freshly, in a browser.
    pub async fn enrolled(browser: &mut Browser<'_>) -> Self {
        let begun = post(browser, "/api/users/me/mfa/totp/setup", &json!({})).await;
        let secret = base32(begun.expect(StatusCode::OK).json()["secret"].as_str().unwrap());
        let mut app = Self {
            secret,
            recovery: Vec::new(),
        };
        let code = app.code(browser.world);
        let done = post(browser, "/api/users/me/mfa/totp/verify", &json!({"code": code})).await;
        let done = done.expect(StatusCode::OK).json();
        let codes = done["recovery_codes"].as_array().cloned().unwrap_or_default();
        app.recovery = codes.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        assert_eq!(app.recovery.len(), 10, "{done}");
        app
    }

    /// What it shows now.
    pub fn code(&self, world: &World) -> String {
        let step = u64::try_from(world.local.services.now().secs()).unwrap() / 30;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let mac = mac.as_ref();
        let at = usize::from(mac[19] & 0x0f);
        let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// What it shows after the one that was used last.
    pub fn next(&self, world: &World) -> String {
        world.later(30);
        self.code(world)
    }
}
