//! Who signs, wraps, seals and verifies: an application's key ring, JWS minting and reading, AEAD sealing, MACs of stored secrets.
//!
//! The only crate that names KMS or jsonwebtoken. It knows nothing of the table or of HTTP.

mod base62;
pub mod digest;
mod jwe;
mod kept;
mod kms;
pub mod mint;
mod refresh;
mod repeatable;
pub mod ring;
mod root;
mod seal;
mod signer;
pub mod totp;
pub mod verify;

pub use digest::{MacKind, sha1_hex, sha256};
pub use jwe::{Recipient, RecipientError};
pub use kms::{Kms, KmsError};
pub use mint::MintError;
pub use refresh::RefreshContents;
pub use repeatable::Repeatable;
pub use ring::Ring;
pub use root::{Root, Vault};
pub use seal::Purpose;
pub use signer::Signer;
