//! Digests and MACs. A secret is stored as its MAC under a key derived for (application, kind), so that a stolen table proves nothing (rules 3.8).

use crate::root::Vault;
use aws_lc_rs::{constant_time, digest, hmac};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ApplicationId;
use std::{convert::Infallible, sync::Arc};

/// SHA-256 (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(digest::digest(&digest::SHA256, bytes).as_ref()) {
        *to = *from;
    }
    out
}

/// SHA-1 in capital hex digits, as the range API of breached passwords takes it; good for nothing else.
pub fn sha1_hex(bytes: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes);
    let digits = digest.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .map(|digit| digit.to_ascii_uppercase())
        .collect()
}

/// Base64url without padding (RFC 4648 §5).
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// What a MAC is of: each kind has a key of its own, so a value of one is meaningless as another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum MacKind { $($(#[$doc])* $name,)+ }

        impl MacKind {
            pub(crate) const fn label(self) -> &'static str {
                match self { $(Self::$name => concat!("mac ", $text),)+ }
            }
        }
    };
}

kinds! {
    /// A canonical e-mail address.
    Email = "email",
    /// The id of a sign-in transaction.
    Transaction = "transaction",
    /// A browser's cookie.
    Browser = "browser",
    /// A mailed code, with its transaction.
    MailedCode = "mailed-code",
    /// A code by SMS, with its user, purpose, place and number.
    SmsCode = "sms-code",
    /// The text of an API key.
    ApiKey = "api-key",
    /// A client secret.
    ClientSecret = "client-secret",
    /// The secret half of a session cookie.
    SessionSecret = "session-secret",
    /// A refresh token.
    RefreshToken = "refresh-token",
    /// A device cookie.
    Device = "device",
    /// The source of a request.
    Source = "source",
    /// An account's lockout counters.
    Account = "account",
    /// A value that may be used once.
    Spent = "spent",
    /// The `jti` of a revoked machine token.
    Cut = "cut",
    /// The secret of a mailed link.
    MailedLink = "mailed-link",
    /// The token of an invitation.
    Invitation = "invitation",
    /// An idempotency key.
    Idempotency = "idempotency",
    /// The chance of a request that may be repeated.
    Birth = "birth",
    /// A limit's key.
    Rate = "rate",
    /// The handle of a kept request.
    Pushed = "pushed",
    /// The proof of a custom domain.
    Domain = "domain",
    /// A provider's account: connection, issuer and subject.
    Identity = "identity",
    /// An authenticator's id for a passkey.
    Passkey = "passkey",
    /// The nonce of a round trip to a provider.
    FederationNonce = "federation-nonce",
    /// The code verifier of a round trip to a provider.
    FederationVerifier = "federation-verifier",
    /// A recovery code, with its user.
    RecoveryCode = "recovery-code",
}

impl Vault {
    /// The key of a label's MACs.
    pub(crate) fn mac_key(&self, app: &ApplicationId, label: &'static str) -> Arc<hmac::Key> {
        let make = || hmac::Key::new(hmac::HMAC_SHA256, self.derive(app.as_bytes(), label).as_slice());
        let Ok(key) = self.macs.get((*app.as_bytes(), label), || Ok::<_, Infallible>(make()));
        key
    }

    /// The MAC of a value: 43 characters of base64url.
    pub fn mac(&self, app: &ApplicationId, kind: MacKind, value: &[u8]) -> String {
        base64url(hmac::sign(&self.mac_key(app, kind.label()), value).as_ref())
    }

    /// Whether `stored` is the MAC of `value`; in constant time.
    pub fn mac_matches(&self, app: &ApplicationId, kind: MacKind, value: &[u8], stored: &str) -> bool {
        constant_time::verify_slices_are_equal(self.mac(app, kind, value).as_bytes(), stored.as_bytes()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root::tests::vault;

    #[test]
    fn mt_04_a_mac_of_one_application_or_kind_is_not_another_s() {
        let vault = vault();
        let (a, b) = (ApplicationId::from_bytes([1; 16]), ApplicationId::from_bytes([2; 16]));
        let stored = vault.mac(&a, MacKind::ApiKey, b"x");
        assert_eq!(stored.len(), 43);
        assert!(vault.mac_matches(&a, MacKind::ApiKey, b"x", &stored));
        assert!(!vault.mac_matches(&b, MacKind::ApiKey, b"x", &stored));
        assert!(!vault.mac_matches(&a, MacKind::ClientSecret, b"x", &stored));
        assert!(!vault.mac_matches(&a, MacKind::ApiKey, b"y", &stored));
    }
}
