//! Refresh tokens: `rt_` + base62 of a sealed value + checksum, at most 128 characters (behaviour 6.1, 5.9).
//!
//! The nonce of a successor is a MAC of its predecessor, so a retry gets the very same successor and nothing is kept in clear.

use crate::{base62, root::Vault, seal::Purpose};
use aws_lc_rs::{aead::NONCE_LEN, hmac};
use domain::{ApplicationId, GrantId, UserId, clock::Epoch, entropy, grant::Epochs};

/// What a refresh token says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshContents {
    /// Whose.
    pub user_id: UserId,
    /// The family.
    pub grant_id: GrantId,
    /// The epochs it was born under.
    pub epochs: Epochs,
}

const PREFIX: &str = "rt_";
/// Version, nonce, contents, tag.
const SEALED: usize = 1 + NONCE_LEN + 56 + 16;
/// Base62 digits that hold [`SEALED`] bytes.
const DIGITS: usize = 115;
const CHECKSUM: usize = 6;

impl RefreshContents {
    fn to_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(56);
        out.extend_from_slice(self.user_id.as_bytes());
        out.extend_from_slice(self.grant_id.as_bytes());
        for epoch in [self.epochs.application, self.epochs.client, self.epochs.user] {
            out.extend_from_slice(&epoch.value().to_be_bytes());
        }
        out
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (user, rest) = bytes.split_first_chunk::<16>()?;
        let (grant, rest) = rest.split_first_chunk::<16>()?;
        let (application, rest) = rest.split_first_chunk::<8>()?;
        let (client, rest) = rest.split_first_chunk::<8>()?;
        let (last, rest) = rest.split_first_chunk::<8>()?;
        let epoch = |bytes: &[u8; 8]| Epoch::from_value(i64::from_be_bytes(*bytes));
        rest.is_empty().then(|| Self {
            user_id: UserId::from_bytes(*user),
            grant_id: GrantId::from_bytes(*grant),
            epochs: Epochs {
                application: epoch(application),
                client: epoch(client),
                user: epoch(last),
            },
        })
    }
}

impl Vault {
    /// The first token of a family: under a random nonce.
    pub fn first_refresh_token(&self, app: &ApplicationId, contents: &RefreshContents) -> String {
        self.refresh_token(app, contents, entropy::bytes(self.entropy()))
    }

    /// The one successor of a presented token.
    pub fn successor(&self, app: &ApplicationId, presented: &str, contents: &RefreshContents) -> String {
        let key = self.mac_key(app, "refresh successor");
        let mut nonce = [0; NONCE_LEN];
        for (to, from) in nonce.iter_mut().zip(hmac::sign(&key, presented.as_bytes()).as_ref()) {
            *to = *from;
        }
        self.refresh_token(app, contents, nonce)
    }

    fn refresh_token(&self, app: &ApplicationId, contents: &RefreshContents, nonce: [u8; NONCE_LEN]) -> String {
        let sealed = self.seal_bytes(app, Purpose::RefreshToken.label(), nonce, &contents.to_bytes());
        let body = format!("{PREFIX}{}", base62::encode(&sealed, DIGITS));
        let sum = entropy::checksum(&body);
        body + &sum
    }

    /// What a presented token says; `None` for a typo, a forgery, or another application's.
    pub fn read_refresh_token(&self, app: &ApplicationId, presented: &str) -> Option<RefreshContents> {
        if presented.len() != PREFIX.len() + DIGITS + CHECKSUM || !presented.is_ascii() {
            return None;
        }
        let (body, sum) = presented.split_at_checked(PREFIX.len() + DIGITS)?;
        if entropy::checksum(body) != sum {
            return None;
        }
        let sealed = base62::decode(body.strip_prefix(PREFIX)?, SEALED)?;
        RefreshContents::from_bytes(&self.open_bytes(app, Purpose::RefreshToken.label(), &sealed)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root::tests::vault;

    fn contents() -> RefreshContents {
        let epochs = Epochs {
            application: Epoch::from_value(1),
            client: Epoch::from_value(2),
            user: Epoch::from_value(3),
        };
        RefreshContents {
            user_id: UserId::from_bytes([7; 16]),
            grant_id: GrantId::from_bytes([8; 16]),
            epochs,
        }
    }

    #[test]
    fn rt_02_a_retry_gets_the_same_successor() {
        let vault = vault();
        let app = ApplicationId::from_bytes([1; 16]);
        let first = vault.first_refresh_token(&app, &contents());
        assert!(first.len() <= 128 && first.starts_with("rt_"));
        assert_eq!(vault.read_refresh_token(&app, &first), Some(contents()));
        let next = vault.successor(&app, &first, &contents());
        assert_eq!(next, vault.successor(&app, &first, &contents()));
        assert_ne!(next, first);
        assert_ne!(vault.successor(&app, &next, &contents()), next);
    }

    #[test]
    fn mt_04_a_refresh_token_of_another_application_is_unknown() {
        let vault = vault();
        let token = vault.first_refresh_token(&ApplicationId::from_bytes([1; 16]), &contents());
        assert_eq!(
            vault.read_refresh_token(&ApplicationId::from_bytes([2; 16]), &token),
            None
        );
        for bad in ["", "rt_", "rt_é", &token.to_uppercase(), &format!("{token}x")] {
            assert_eq!(
                vault.read_refresh_token(&ApplicationId::from_bytes([1; 16]), bad),
                None,
                "{bad}"
            );
        }
    }
}
