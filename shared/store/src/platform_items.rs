//! What belongs to the deployment and to no application: the wrapped root and the operators' invitations.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    table::{Outcome, Query},
    write::Condition,
};
use domain::{ApplicationId, Change, InvitationId, Timestamp, invitation::OperatorInvitation};
use serde::{Deserialize, Serialize};

/// The deployment's root, wrapped by KMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrappedRoot {
    pub(crate) wrapped: String,
}

impl Entity for WrappedRoot {
    const TYPE: &'static str = "root";
}

impl Entity for OperatorInvitation {
    const TYPE: &'static str = "operator_invitation";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Store {
    /// The wrapped root, once bootstrap has made it.
    pub async fn root(&self) -> Result<Option<String>, StoreError> {
        let found = self.table.get(keys::root().attributes(), true).await?;
        found
            .map(|item| item::read::<WrappedRoot>(item).map(|root| root.wrapped))
            .transpose()
    }

    /// Keeps the first root for ever; answers the one that is kept.
    pub async fn create_root(&self, wrapped: String) -> Result<String, StoreError> {
        let draft = Draft::new(
            &keys::root(),
            None,
            &WrappedRoot {
                wrapped: wrapped.clone(),
            },
        )?;
        match self.table.put(draft.when(Condition::absent())).await? {
            Outcome::Done(_) => Ok(wrapped),
            Outcome::Refused(Some(old)) => item::read::<WrappedRoot>(old).map(|root| root.wrapped),
            Outcome::Refused(None) => Err(StoreError::Conflict),
        }
    }

    /// The operators' invitations that are not over.
    pub async fn operator_invitations(&self, now: Timestamp) -> Result<Vec<OperatorInvitation>, StoreError> {
        let query = Query {
            partition: keys::INVITATIONS.to_owned(),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }

    /// One invitation.
    pub async fn operator_invitation(
        &self,
        id: &InvitationId,
        now: Timestamp,
    ) -> Result<Option<OperatorInvitation>, StoreError> {
        let found = self.table.get(keys::operator_invitation(id).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// Makes or changes an invitation. The event is recorded in the audit of `dashboard`.
    pub async fn save_operator_invitation(
        &self,
        dashboard: &ApplicationId,
        change: Change<OperatorInvitation>,
    ) -> Result<(), StoreError> {
        let draft = Draft::new(
            &keys::operator_invitation(&change.state.id),
            Some(dashboard),
            &change.state,
        )?
        .events(&change.events)?;
        let fresh = change.state.accepted_at.is_none() && change.state.revoked_at.is_none();
        let condition = if fresh {
            Condition::absent()
        } else {
            Condition::present()
        };
        self.table.put(draft.when(condition)).await?.or_conflict().map(|_| ())
    }
}
