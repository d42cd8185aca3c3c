//! Sign-in: begun by the first POST, taken step by step, ended by one transaction that makes the session (behaviour 5.3).
//!
//! The state machine is `domain::sign_in`; here it meets the store. Pages and `/api/auth/*` drive these same functions.

mod codes;
mod demands;
mod devices;
pub mod email_code;
mod finish;
pub mod invitation;
pub mod magic_link;
mod open;
pub mod operator_setup;
pub mod password;
mod rehash;
pub mod resume;
pub mod second;
pub mod setup;
mod visitor;

pub use finish::{Completed, Passed};
pub use open::{abandon, identify, open, open_signed_in};
pub use visitor::Visitor;

use crate::{authorize, tenant::Tenant};
use domain::{
    Email, entropy,
    sign_in::{State, Target, Transaction},
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};

pub(crate) use codes::mail_code;
pub(crate) use finish::{Ending, finish};
pub(crate) use visitor::{CountedAs, nobody};

/// A transaction of this browser.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its id, as the URL names it.
    pub id: String,
    /// Its key.
    pub(crate) hash: String,
    /// Its state.
    pub transaction: Transaction,
}

pub(crate) fn expired() -> Failure {
    Failure::new(
        ErrorCode::TxExpired,
        "This sign-in is over, or was begun in another browser. Start again.",
    )
}

pub(crate) fn wrong_state() -> Failure {
    Failure::new(ErrorCode::WrongState, "This sign-in is at another step.")
}

/// The target of a sign-in: a client's sealed request, or a path of ours.
pub async fn target(tenant: &Tenant, request: Option<&str>, return_to: Option<&str>) -> Result<Target, Failure> {
    match request {
        Some(sealed) => Ok(Target::Client(Box::new(authorize::reopen(tenant, sealed).await?.0))),
        None => Ok(Target::ReturnTo(safe_return_to(return_to))),
    }
}

/// A path of ours, and nothing that a browser could take for another origin.
pub fn safe_return_to(asked: Option<&str>) -> String {
    let is_path = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with("/\\")
            && path.len() <= 2048
            && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
    };
    asked.filter(is_path).unwrap_or("/account").to_owned()
}

pub(crate) async fn transaction_hash(tenant: &Tenant, id: &str) -> Result<String, Failure> {
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Transaction, id.as_bytes()))
}

/// The first POST of a sign-in: an e-mail address. One write; the answer is the same for every address.
pub async fn begin(tenant: &Tenant, browser: &str, target: Target, email: Email) -> Result<Loaded, Failure> {
    let transaction = Transaction::begin(browser.to_owned(), target, tenant.now())
        .identify(email)
        .map_err(|_| wrong_state())?;
    store_new(tenant, transaction).await
}

pub(crate) async fn store_new(tenant: &Tenant, transaction: Transaction) -> Result<Loaded, Failure> {
    let id = entropy::base62(tenant.entropy(), 43);
    let hash = transaction_hash(tenant, &id).await?;
    // What was decided before the first write is one version.
    let transaction = Transaction {
        version: 1,
        ..transaction
    };
    tenant
        .store()
        .save_transaction(tenant.id(), &hash, &transaction)
        .await?;
    Ok(Loaded { id, hash, transaction })
}

/// A sign-in of which nothing is written before its end: a provider's callback begins and, mostly, ends it.
pub(crate) async fn unwritten(tenant: &Tenant, browser: &str, target: Target) -> Result<Loaded, Failure> {
    let id = entropy::base62(tenant.entropy(), 43);
    let hash = transaction_hash(tenant, &id).await?;
    let transaction = Transaction {
        version: 0,
        ..Transaction::begin(browser.to_owned(), target, tenant.now())
    };
    Ok(Loaded { id, hash, transaction })
}

/// The transaction a URL names, if this browser began it (SS-01).
pub async fn load(tenant: &Tenant, id: &str, browser: &str) -> Result<Loaded, Failure> {
    if id.is_empty() || id.len() > 64 {
        return Err(expired());
    }
    let hash = transaction_hash(tenant, id).await?;
    let found = tenant.store().transaction(tenant.id(), &hash, tenant.now()).await?;
    let transaction = found
        .filter(|transaction| transaction.browser == browser)
        .ok_or_else(expired)?;
    Ok(Loaded {
        id: id.to_owned(),
        hash,
        transaction,
    })
}

impl Loaded {
    /// Takes the transaction a step further; another post may have been first.
    pub(crate) async fn save(&mut self, tenant: &Tenant, next: Transaction) -> Result<(), Failure> {
        match tenant.store().save_transaction(tenant.id(), &self.hash, &next).await {
            Ok(()) => {
                self.transaction = next;
                Ok(())
            }
            Err(store::StoreError::Conflict) => Err(wrong_state()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether it ended in a session.
    pub fn is_complete(&self) -> bool {
        self.transaction.state == State::Complete
    }

    /// Whether the person was recognised already: a form was posted twice, or a page gone back to.
    pub fn is_proven(&self) -> bool {
        self.is_complete() || self.transaction.state.is_after_proof()
    }

    /// What a passkey's challenge of this sign-in is bound to.
    pub fn binding(&self) -> String {
        format!("tx {}", self.hash)
    }

    /// The address that was typed.
    pub fn email(&self) -> Option<&Email> {
        self.transaction.email.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_path_never_leaves_our_origin() {
        for bad in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "/a\\b",
            "/a b",
            "/\u{e9}",
            "",
            "\t/a",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(safe_return_to(Some(bad)), "/account", "{bad}");
        }
        assert_eq!(safe_return_to(Some("/account/security?x=1")), "/account/security?x=1");
        assert_eq!(safe_return_to(None), "/account");
    }
}
