//! Values that nothing stores: sealed with AES-256-GCM-SIV (RFC 8452) under a key for (application, purpose), both of which are also the associated data.
//!
//! A repeated nonce does no harm with this cipher. The first byte is the key version, so a later root can be told apart.

use crate::{digest::base64url, root::Vault};
use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ApplicationId, UserId, entropy};
use serde::{Serialize, de::DeserializeOwned};
use std::{borrow::Cow, sync::Arc};

/// The version of the root that sealed a value.
pub(crate) const VERSION: u8 = 1;

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// What a sealed value is for. A value sealed for one purpose does not open for another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Purpose { $($(#[$doc])* $name,)+ }

        impl Purpose {
            pub(crate) const fn label(self) -> &'static str {
                match self { $(Self::$name => concat!("seal ", $text),)+ }
            }
        }
    };
}

purposes! {
    /// An authorization code.
    Code = "code",
    /// An authorization request in a URL of ours.
    SignInRequest = "sign-in-request",
    /// A session cookie's stamp.
    SessionStamp = "session-stamp",
    /// Where a list goes on.
    Cursor = "cursor",
    /// A form's token.
    FormToken = "form-token",
    /// The token that takes a change of address back.
    EmailUndo = "email-undo",
    /// The token of a mailed link.
    MailedLink = "mailed-link",
    /// What a mail will say.
    Mail = "mail",
    /// The kept answer of a repeated request.
    IdempotentAnswer = "idempotent-answer",
    /// A request that waits for consent.
    ConsentRequest = "consent-request",
    /// A logout that waits for its button.
    LogoutRequest = "logout-request",
    /// A refresh token.
    RefreshToken = "refresh-token",
    /// A pairwise subject.
    Pairwise = "pairwise",
    /// A round trip to an identity provider.
    FederationState = "federation-state",
    /// A signed-in person's wish to link a provider's account.
    LinkTicket = "link-ticket",
    /// A link to try an identity provider out.
    ProviderTest = "provider-test",
    /// What was typed into a form before its person had to prove themself again.
    FormIntent = "form-intent",
    /// Our secret at an identity provider.
    ProviderSecret = "provider-secret",
    /// A refresh token of an identity provider.
    UpstreamToken = "upstream-token",
    /// The secret that an authenticator app shares.
    TotpSecret = "totp-secret",
    /// New recovery codes, while they are shown.
    RecoveryCodes = "recovery-codes",
    /// The challenge of a passkey ceremony.
    PasskeyChallenge = "passkey-challenge",
    /// A look that is not published, in the address of its preview.
    BrandingPreview = "branding-preview",
    /// What a passkey knows its user by.
    UserHandle = "user-handle",
}

fn associated(app: &ApplicationId, label: &str) -> Aad<Vec<u8>> {
    Aad::from([app.as_bytes().as_slice(), label.as_bytes()].concat())
}

impl Vault {
    /// The key for a label; that of a purpose is kept, one within a thing is made anew.
    fn cipher(&self, app: &ApplicationId, label: Cow<'static, str>) -> Result<Arc<LessSafeKey>, Unspecified> {
        let make = |label: &str| {
            let key = self.derive(app.as_bytes(), label);
            UnboundKey::new(&AES_256_GCM_SIV, key.as_slice()).map(LessSafeKey::new)
        };
        match label {
            Cow::Borrowed(label) => self.ciphers.get((*app.as_bytes(), label), || make(label)),
            Cow::Owned(label) => make(&label).map(Arc::new),
        }
    }

    /// `version ‖ nonce ‖ ciphertext ‖ tag`.
    pub(crate) fn seal_bytes(
        &self,
        app: &ApplicationId,
        label: impl Into<Cow<'static, str>>,
        nonce: [u8; NONCE_LEN],
        plain: &[u8],
    ) -> Vec<u8> {
        let label = label.into();
        let mut out = Vec::with_capacity(1 + NONCE_LEN + plain.len() + AES_256_GCM_SIV.tag_len());
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(plain);
        let aad = associated(app, &label);
        let tag = self.cipher(app, label).and_then(|key| {
            let (_, sealed) = out.split_at_mut(1 + NONCE_LEN);
            key.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), aad, sealed)
        });
        match tag {
            Ok(tag) => out.extend_from_slice(tag.as_ref()),
            // Sealing can only fail for absurd lengths; then nothing readable may leave.
            Err(_) => out.truncate(1 + NONCE_LEN),
        }
        out
    }

    pub(crate) fn open_bytes(
        &self,
        app: &ApplicationId,
        label: impl Into<Cow<'static, str>>,
        sealed: &[u8],
    ) -> Option<Vec<u8>> {
        let label = label.into();
        let (version, rest) = sealed.split_first()?;
        let (nonce, ciphertext) = rest.split_at_checked(NONCE_LEN)?;
        if *version != VERSION {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut buffer = ciphertext.to_vec();
        let aad = associated(app, &label);
        let key = self.cipher(app, label).ok()?;
        let length = key.open_in_place(nonce, aad, &mut buffer).ok()?.len();
        buffer.truncate(length);
        Some(buffer)
    }

    /// Seals bytes, as base64url.
    pub fn seal(&self, app: &ApplicationId, purpose: Purpose, plain: &[u8]) -> String {
        base64url(&self.seal_bytes(app, purpose.label(), entropy::bytes(self.entropy()), plain))
    }

    /// Opens what [`Self::seal`] made for this application and purpose; `None` for anything else.
    pub fn open(&self, app: &ApplicationId, purpose: Purpose, sealed: &str) -> Option<Vec<u8>> {
        self.open_bytes(app, purpose.label(), &URL_SAFE_NO_PAD.decode(sealed).ok()?)
    }

    /// Seals what is kept in one thing: moved into another, it does not open (rules 3.8).
    pub fn seal_within(&self, app: &ApplicationId, purpose: Purpose, within: &str, plain: &[u8]) -> String {
        let label = format!("{} {within}", purpose.label());
        base64url(&self.seal_bytes(app, label, entropy::bytes(self.entropy()), plain))
    }

    /// Opens what [`Self::seal_within`] made for this very thing.
    pub fn open_within(&self, app: &ApplicationId, purpose: Purpose, within: &str, sealed: &str) -> Option<Vec<u8>> {
        let label = format!("{} {within}", purpose.label());
        self.open_bytes(app, label, &URL_SAFE_NO_PAD.decode(sealed).ok()?)
    }

    /// Seals a value as JSON.
    pub fn seal_json<T: Serialize>(&self, app: &ApplicationId, purpose: Purpose, value: &T) -> String {
        // Our own types always serialize; an empty value opens to nothing.
        self.seal(app, purpose, &serde_json::to_vec(value).unwrap_or_default())
    }

    /// Opens a JSON value.
    pub fn open_json<T: DeserializeOwned>(&self, app: &ApplicationId, purpose: Purpose, sealed: &str) -> Option<T> {
        serde_json::from_slice(&self.open(app, purpose, sealed)?).ok()
    }

    /// The subject identifier of a user for one sector: deterministic, and readable by us alone (OIDC Core §8.1).
    pub fn pairwise_subject(&self, app: &ApplicationId, sector: &str, user: &UserId) -> String {
        let label = format!("{} {sector}", Purpose::Pairwise.label());
        base64url(&self.seal_bytes(app, label, [0; NONCE_LEN], user.as_bytes()))
    }

    /// The user handle of a user: the same for all their passkeys, and readable by us alone (Web Authentication §14.6.1).
    pub fn user_handle(&self, app: &ApplicationId, user: &UserId) -> String {
        base64url(&self.seal_bytes(app, Purpose::UserHandle.label(), [0; NONCE_LEN], user.as_bytes()))
    }

    /// The user behind a user handle.
    pub fn open_user_handle(&self, app: &ApplicationId, handle: &str) -> Option<UserId> {
        let plain = self.open(app, Purpose::UserHandle, handle)?;
        plain.as_slice().try_into().ok().map(UserId::from_bytes)
    }

    /// The user behind a pairwise subject of that sector.
    pub fn open_pairwise_subject(&self, app: &ApplicationId, sector: &str, subject: &str) -> Option<UserId> {
        let label = format!("{} {sector}", Purpose::Pairwise.label());
        let plain = self.open_bytes(app, label, &URL_SAFE_NO_PAD.decode(subject).ok()?)?;
        plain.as_slice().try_into().ok().map(UserId::from_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root::tests::vault;

    #[test]
    fn mt_04_a_sealed_value_opens_for_its_application_and_purpose_only() {
        let vault = vault();
        let (a, b) = (ApplicationId::from_bytes([1; 16]), ApplicationId::from_bytes([2; 16]));
        let sealed = vault.seal(&a, Purpose::Code, b"hello");
        assert_eq!(vault.open(&a, Purpose::Code, &sealed).as_deref(), Some(&b"hello"[..]));
        assert_eq!(vault.open(&b, Purpose::Code, &sealed), None);
        assert_eq!(vault.open(&a, Purpose::Cursor, &sealed), None);
        let mut tampered = sealed.clone().into_bytes();
        if let Some(last) = tampered.last_mut() {
            *last = if *last == b'A' { b'Q' } else { b'A' };
        }
        assert_eq!(
            String::from_utf8(tampered)
                .ok()
                .and_then(|text| vault.open(&a, Purpose::Code, &text)),
            None
        );
        assert_eq!(vault.open(&a, Purpose::Code, ""), None);
    }

    #[test]
    fn what_is_sealed_within_a_thing_opens_in_no_other() {
        let vault = vault();
        let app = ApplicationId::from_bytes([1; 16]);
        let sealed = vault.seal_within(&app, Purpose::ProviderSecret, "idp_1", b"secret");
        let open = |within: &str| vault.open_within(&app, Purpose::ProviderSecret, within, &sealed);
        assert_eq!(open("idp_1").as_deref(), Some(&b"secret"[..]));
        assert_eq!(
            (open("idp_2"), vault.open(&app, Purpose::ProviderSecret, &sealed)),
            (None, None)
        );
    }

    #[test]
    fn mt_04_a_user_handle_opens_at_its_application_only_and_fits_into_a_passkey() {
        let vault = vault();
        let (a, b) = (ApplicationId::from_bytes([1; 16]), ApplicationId::from_bytes([2; 16]));
        let user = UserId::from_bytes([9; 16]);
        let handle = vault.user_handle(&a, &user);
        assert_eq!(handle, vault.user_handle(&a, &user));
        assert_eq!(URL_SAFE_NO_PAD.decode(&handle).map(|bytes| bytes.len()), Ok(45));
        assert_eq!(vault.open_user_handle(&a, &handle), Some(user));
        assert_eq!(vault.open_user_handle(&b, &handle), None);
    }

    #[test]
    fn a_pairwise_subject_is_stable_per_sector_and_opens_again() {
        let vault = vault();
        let (app, user) = (ApplicationId::from_bytes([1; 16]), UserId::from_bytes([9; 16]));
        let one = vault.pairwise_subject(&app, "a.example", &user);
        assert_eq!(one, vault.pairwise_subject(&app, "a.example", &user));
        assert_ne!(one, vault.pairwise_subject(&app, "b.example", &user));
        assert_eq!(vault.open_pairwise_subject(&app, "a.example", &one), Some(user));
        assert_eq!(vault.open_pairwise_subject(&app, "b.example", &one), None);
    }
}
