//! Questions about users whose id or address is known: by id, by e-mail (a marker, never an index).

use crate::{
    Store,
    error::StoreError,
    item::{self, Entity},
    keys,
};
use domain::{ApplicationId, UserId, credential::PasswordCredential, user::User};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

impl Entity for User {
    const TYPE: &'static str = "user";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for PasswordCredential {
    const TYPE: &'static str = "password";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Whose address this is: uniqueness, and the way from an e-mail to a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EmailMarker {
    pub(crate) user_id: UserId,
}

impl Entity for EmailMarker {
    const TYPE: &'static str = "email";
}

impl Store {
    /// A user, also a deleted one. Strongly consistent.
    pub async fn user(&self, app: &ApplicationId, id: &UserId) -> Result<Option<User>, StoreError> {
        self.table
            .get(keys::user(app, id).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Whose address this is, by its MAC. Strongly consistent.
    pub async fn user_id_by_email(&self, app: &ApplicationId, email_hash: &str) -> Result<Option<UserId>, StoreError> {
        let found = self
            .table
            .get(keys::email_marker(app, email_hash).attributes(), true)
            .await?;
        found
            .map(|item| item::read::<EmailMarker>(item).map(|marker| marker.user_id))
            .transpose()
    }

    /// Which of these addresses, by their MACs, are somebody's. Strongly consistent; one call per hundred.
    pub async fn taken_emails(
        &self,
        app: &ApplicationId,
        email_hashes: &[String],
    ) -> Result<HashSet<String>, StoreError> {
        let markers: Vec<_> = email_hashes.iter().map(|hash| keys::email_marker(app, hash)).collect();
        let wanted = markers.iter().map(keys::Key::attributes).collect();
        let found = self.table.batch_get(wanted, true).await?;
        let is_there = |marker: &keys::Key<EmailMarker>| found.iter().any(|item| marker.is_of(item));
        let taken = email_hashes.iter().zip(&markers).filter(|(_, marker)| is_there(marker));
        Ok(taken.map(|(hash, _)| hash.clone()).collect())
    }

    /// A user with their password, in one call.
    pub async fn user_and_password(
        &self,
        app: &ApplicationId,
        id: &UserId,
    ) -> Result<(Option<User>, Option<PasswordCredential>), StoreError> {
        let (user, password) = (keys::user(app, id), keys::password(app, id));
        let found = self
            .table
            .batch_get(vec![user.attributes(), password.attributes()], true)
            .await?;
        let (mut whose, mut which) = (None, None);
        for item in found {
            if user.is_of(&item) {
                whose = Some(item::read(item)?);
            } else if password.is_of(&item) {
                which = Some(item::read(item)?);
            }
        }
        Ok((whose, which))
    }

    /// The passwords of these users, those that have one; a call per hundred.
    pub async fn passwords(
        &self,
        app: &ApplicationId,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, PasswordCredential>, StoreError> {
        let keys: Vec<_> = ids.iter().map(|id| keys::password(app, id)).collect();
        let wanted = keys.iter().map(keys::Key::attributes).collect();
        let mut passwords = HashMap::new();
        for item in self.table.batch_get(wanted, true).await? {
            let whose = ids.iter().zip(&keys).find(|(_, key)| key.is_of(&item));
            if let Some((id, _)) = whose {
                passwords.insert(*id, item::read(item)?);
            }
        }
        Ok(passwords)
    }
}
