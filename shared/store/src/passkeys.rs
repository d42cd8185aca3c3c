//! Passkeys: found within their user's partition by an identifier that the authenticator's answer gives away; a marker makes each one somebody's alone.
//!
//! The user counts their passkeys, so whoever adds or removes one writes the user, too; the marker is listed, to tell whether an application has any.

use crate::{
    Store,
    error::StoreError,
    factors::NewFactors,
    item::{self, Draft, Entity},
    keys, schema,
    table::Query,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, CredentialId, UserId, passkey::Passkey, user::User};
use serde::{Deserialize, Serialize};

impl Entity for Passkey {
    const TYPE: &'static str = "passkey";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Whose passkey this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasskeyMarker {
    user_id: UserId,
    passkey_id: CredentialId,
}

impl Entity for PasskeyMarker {
    const TYPE: &'static str = "passkey_mark";
}

impl Store {
    fn draft_passkey(app: &ApplicationId, passkey: &Passkey) -> Result<Draft, StoreError> {
        Draft::new(&keys::passkey(app, &passkey.user_id, &passkey.id), Some(app), passkey)
    }

    /// A passkey one version on: two signatures at once are counted one after the other.
    pub(crate) fn passkey_write(app: &ApplicationId, passkey: &Passkey) -> Result<Write, StoreError> {
        let draft = Self::draft_passkey(app, passkey)?;
        Ok(draft.when(Condition::before(passkey.version)).into())
    }

    pub(crate) fn passkey_removals(app: &ApplicationId, passkey: &Passkey) -> [Write; 2] {
        let removed = |key: item::Item| Write::Delete {
            key,
            condition: Condition::free_or_of(app),
        };
        [
            removed(keys::passkey(app, &passkey.user_id, &passkey.id).attributes()),
            removed(keys::passkey_marker(app, &passkey.marker).attributes()),
        ]
    }

    /// A user with one of their passkeys, in one call. Strongly consistent.
    pub async fn user_and_passkey(
        &self,
        app: &ApplicationId,
        user: &UserId,
        passkey: &CredentialId,
    ) -> Result<(Option<User>, Option<Passkey>), StoreError> {
        let (whose, which) = (keys::user(app, user), keys::passkey(app, user, passkey));
        let wanted = vec![whose.attributes(), which.attributes()];
        let (mut user, mut passkey) = (None, None);
        for item in self.table.batch_get(wanted, true).await? {
            if whose.is_of(&item) {
                user = Some(item::read(item)?);
            } else if which.is_of(&item) {
                passkey = Some(item::read(item)?);
            }
        }
        Ok((user, passkey))
    }

    /// The passkeys of a user. Strongly consistent.
    pub async fn passkeys(&self, app: &ApplicationId, user: &UserId) -> Result<Vec<Passkey>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("CRED#passkey#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// A passkey that nobody has yet, and its marker.
    pub(crate) fn new_passkey_writes(app: &ApplicationId, passkey: &Passkey) -> Result<[Write; 2], StoreError> {
        let marker = PasskeyMarker {
            user_id: passkey.user_id,
            passkey_id: passkey.id,
        };
        let marker = Draft::new(&keys::passkey_marker(app, &passkey.marker), Some(app), &marker)?
            .listed(keys::index::passkeys(app), passkey.id);
        Ok([
            Self::draft_passkey(app, passkey)?.when(Condition::absent()).into(),
            marker.when(Condition::absent()).into(),
        ])
    }

    /// Gives a user a passkey. `Conflict`: it is somebody's, or the user was changed, or the session ended, meanwhile.
    pub async fn add_passkey(
        &self,
        app: &ApplicationId,
        new: &NewFactors,
        passkey: &Passkey,
    ) -> Result<(), StoreError> {
        let mut writes = Self::factor_changes(app, new)?;
        writes.extend(Self::new_passkey_writes(app, passkey)?);
        self.table.transact(writes).await
    }

    /// Saves a passkey that was used or renamed. `Conflict`: it was changed meanwhile, or is gone.
    pub async fn save_passkey(&self, app: &ApplicationId, passkey: &Change<Passkey>) -> Result<(), StoreError> {
        let draft = Self::draft_passkey(app, &passkey.state)?.events(&passkey.events)?;
        let put = draft.when(Condition::before(passkey.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Takes a passkey from its user, who carries the event, and whose version keeps two removals from leaving no way in.
    pub async fn remove_passkey(
        &self,
        app: &ApplicationId,
        new: &NewFactors,
        passkey: &Passkey,
    ) -> Result<(), StoreError> {
        let mut writes = Self::factor_changes(app, new)?;
        writes.extend(Self::passkey_removals(app, passkey));
        self.table.transact(writes).await
    }

    /// Whether anybody of an application has a passkey.
    pub async fn has_passkeys(&self, app: &ApplicationId) -> Result<bool, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::passkeys(app),
            limit: Some(1),
            ..Query::default()
        };
        Ok(!self.table.query(query).await?.0.is_empty())
    }
}
