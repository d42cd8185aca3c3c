//! Identities: found by a marker under connection, issuer and subject, which also makes each one somebody's alone (FE-01); listed within their user's partition.
//!
//! An identity names its marker, so whoever removes it, or its user, removes both in one write.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    table::Query,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, IdentityId, IdentityProviderId, UserId, identity::Identity, user::User};
use serde::{Deserialize, Serialize};

impl Entity for Identity {
    const TYPE: &'static str = "identity";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Whose account at a provider this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IdentityMarker {
    user_id: UserId,
    identity_id: IdentityId,
}

impl Entity for IdentityMarker {
    const TYPE: &'static str = "identity_mark";
}

/// An identity to be written at the end of a sign-in.
#[derive(Clone, Debug)]
pub struct IdentityWrite {
    /// As it will be.
    pub identity: Change<Identity>,
    /// Whether it is linked now: then nobody may have it.
    pub is_new: bool,
}

impl Store {
    fn draft_identity(app: &ApplicationId, change: &Change<Identity>) -> Result<Draft, StoreError> {
        let identity = &change.state;
        let key = keys::identity(app, &identity.user_id, &identity.id);
        let listed = keys::index::provider_identities(app, &identity.idp_id);
        Ok(Draft::new(&key, Some(app), identity)?
            .events(&change.events)?
            .listed(listed, identity.id))
    }

    pub(crate) fn identity_writes(app: &ApplicationId, write: &IdentityWrite) -> Result<Vec<Write>, StoreError> {
        let identity = &write.identity.state;
        let draft = Self::draft_identity(app, &write.identity)?;
        if !write.is_new {
            // Two browsers at once both note the same use; one that was removed meanwhile does not come back. But no token that was exchanged for a
            // newer one, or taken no more, does either.
            let condition = match identity.sealed_refresh_token {
                Some(_) => Condition::before(identity.version),
                None => Condition::present(),
            };
            return Ok(vec![draft.when(condition).into()]);
        }
        let marker = IdentityMarker {
            user_id: identity.user_id,
            identity_id: identity.id,
        };
        let marker = Draft::new(&keys::identity_marker(app, &identity.marker), Some(app), &marker)?;
        Ok(vec![
            draft.when(Condition::absent()).into(),
            marker.when(Condition::absent()).into(),
        ])
    }

    /// What the end of a sign-in does to identities.
    pub(crate) fn identity_parts(
        app: &ApplicationId,
        written: &[IdentityWrite],
        ended: &[Identity],
    ) -> Result<Vec<Write>, StoreError> {
        let mut writes = Vec::new();
        for write in written {
            writes.extend(Self::identity_writes(app, write)?);
        }
        writes.extend(ended.iter().flat_map(|identity| Self::identity_removals(app, identity)));
        Ok(writes)
    }

    pub(crate) fn identity_removals(app: &ApplicationId, identity: &Identity) -> [Write; 2] {
        let removed = |key: item::Item| Write::Delete {
            key,
            condition: Condition::free_or_of(app),
        };
        [
            removed(keys::identity(app, &identity.user_id, &identity.id).attributes()),
            removed(keys::identity_marker(app, &identity.marker).attributes()),
        ]
    }

    /// Whose account at a provider this is. Strongly consistent.
    pub async fn identity_holder(
        &self,
        app: &ApplicationId,
        marker: &str,
    ) -> Result<Option<(UserId, IdentityId)>, StoreError> {
        let found = self
            .table
            .get(keys::identity_marker(app, marker).attributes(), true)
            .await?;
        let marker = found.map(item::read::<IdentityMarker>).transpose()?;
        Ok(marker.map(|marker| (marker.user_id, marker.identity_id)))
    }

    /// A user with one of their identities, in one call.
    pub async fn user_and_identity(
        &self,
        app: &ApplicationId,
        user: &UserId,
        identity: &IdentityId,
    ) -> Result<(Option<User>, Option<Identity>), StoreError> {
        let (whose, which) = (keys::user(app, user), keys::identity(app, user, identity));
        let found = self
            .table
            .batch_get(vec![whose.attributes(), which.attributes()], true)
            .await?;
        let (mut user, mut identity) = (None, None);
        for item in found {
            if whose.is_of(&item) {
                user = Some(item::read(item)?);
            } else if which.is_of(&item) {
                identity = Some(item::read(item)?);
            }
        }
        Ok((user, identity))
    }

    /// The identities of a user. Strongly consistent.
    pub async fn identities(&self, app: &ApplicationId, user: &UserId) -> Result<Vec<Identity>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("IDN#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// Links an identity to a user who is signed in. `Conflict`: it is somebody's, or the user was changed meanwhile.
    pub async fn link_identity(
        &self,
        app: &ApplicationId,
        user: Change<User>,
        write: IdentityWrite,
    ) -> Result<(), StoreError> {
        let mut writes: Vec<Write> = vec![
            Self::draft_user(app, &user)?
                .when(Condition::before(user.state.version))
                .into(),
        ];
        writes.extend(Self::identity_writes(app, &write)?);
        self.table.transact(writes).await
    }

    /// Writes an identity that is there already. `Conflict`: somebody else wrote it meanwhile, or it is gone.
    pub async fn save_identity(&self, app: &ApplicationId, identity: &Change<Identity>) -> Result<(), StoreError> {
        let put = Self::draft_identity(app, identity)?.when(Condition::before(identity.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Takes an identity from its user, who carries the event and whose version keeps two removals from leaving no way in.
    pub async fn unlink_identity(
        &self,
        app: &ApplicationId,
        user: Change<User>,
        identity: &Identity,
    ) -> Result<(), StoreError> {
        let mut writes: Vec<Write> = vec![
            Self::draft_user(app, &user)?
                .when(Condition::before(user.state.version))
                .into(),
        ];
        writes.extend(Self::identity_removals(app, identity));
        self.table.transact(writes).await
    }

    /// Identities at one provider.
    pub async fn identities_of_provider(
        &self,
        app: &ApplicationId,
        provider: &IdentityProviderId,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<Identity>, StoreError> {
        self.listed(keys::index::provider_identities(app, provider), limit, start)
            .await
    }

    /// Removes identities, at most 50 at once: their provider goes.
    pub async fn remove_identities(&self, app: &ApplicationId, identities: &[Identity]) -> Result<(), StoreError> {
        let writes = identities
            .iter()
            .take(50)
            .flat_map(|identity| Self::identity_removals(app, identity))
            .collect();
        self.table.transact(writes).await
    }
}
