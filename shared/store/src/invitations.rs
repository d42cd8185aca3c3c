//! An application's invitations, newest first; a marker keeps one pending invitation per mailbox and organization.
//!
//! Accepting and revoking are conditional on the version, so an invitation ends once, however many try (IN-01).

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys,
    mailboxes::NewPerson,
    page::{Cursor, Page},
    table::Query,
    write::{Condition, Put, Write},
};
use domain::{
    ApplicationId, Change, InvitationId, OrganizationId, Timestamp, UserId, invitation::Invitation,
    organization::Member, user::User,
};
use serde::{Deserialize, Serialize};

/// How many invitations of a mailbox go with its account in one transaction; the others end by themselves within days.
const MARKERS: usize = 15;

impl Entity for Invitation {
    const TYPE: &'static str = "invitation";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// That a mailbox has an invitation which is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InvitedMarker {
    invitation_id: InvitationId,
    expires_at: Timestamp,
}

impl Entity for InvitedMarker {
    const TYPE: &'static str = "invited";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// An invitation that is made or ends, and the hash of the address it is for.
#[derive(Clone, Debug)]
pub struct InvitationWrite {
    /// The invitation as it will be.
    pub change: Change<Invitation>,
    /// The hash of its address.
    pub email_hash: String,
    /// Who becomes a member by it.
    pub joins: Option<Member>,
}

impl Store {
    /// One invitation that is not over, in whatever state. Strongly consistent.
    pub async fn invitation(
        &self,
        app: &ApplicationId,
        id: &InvitationId,
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError> {
        let found = self.table.get(keys::invitation(app, id).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// A page of invitations that are not over, newest first.
    pub async fn invitations(
        &self,
        app: &ApplicationId,
        limit: i32,
        start: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<Invitation>, StoreError> {
        let query = Query {
            partition: keys::invitations_partition(app),
            newest_first: true,
            limit: Some(limit),
            start,
            ..Query::default()
        };
        let (items, next) = self.table.query(query).await?;
        Ok(Page {
            items: item::all_live(items, now)?,
            next,
        })
    }

    /// A page of the invitations to an organization that are not over, newest first.
    pub async fn org_invitations(
        &self,
        app: &ApplicationId,
        org: &OrganizationId,
        limit: i32,
        start: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<Invitation>, StoreError> {
        let partition = keys::index::org_invitations(app, org);
        let mut page = self.listed::<Invitation>(partition, limit, start).await?;
        page.items.retain(|invitation| !invitation.expires_at.is_past(now));
        Ok(page)
    }

    /// All invitations that are not over.
    pub async fn all_invitations(&self, app: &ApplicationId, now: Timestamp) -> Result<Vec<Invitation>, StoreError> {
        let query = Query {
            partition: keys::invitations_partition(app),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }

    /// Removes the invitations that a user accepted: each names their address until it is swept. One that waits goes with the tombstone.
    pub async fn remove_accepted_invitations(&self, app: &ApplicationId, user: &UserId) -> Result<(), StoreError> {
        let query = Query {
            partition: keys::invitations_partition(app),
            ..Query::default()
        };
        for found in self.table.query_all(query).await? {
            let invitation: Invitation = item::read(found)?;
            if invitation.accepted_by == Some(*user) {
                let gone = Write::Delete {
                    key: keys::invitation(app, &invitation.id).attributes(),
                    condition: Condition::free_or_of(app),
                };
                self.table.transact(vec![gone]).await?;
            }
        }
        Ok(())
    }

    async fn markers(&self, app: &ApplicationId, hash: &str) -> Result<Vec<Item>, StoreError> {
        let query = Query {
            partition: keys::invited_partition(app, hash),
            ..Query::default()
        };
        self.table.query_all(query).await
    }

    /// The invitations that wait in a mailbox: to the application, and to organizations.
    pub async fn waiting_invitations(
        &self,
        app: &ApplicationId,
        hash: &str,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError> {
        let markers: Vec<InvitedMarker> = item::all_live(self.markers(app, hash).await?, now)?;
        let wanted: Vec<Item> = markers
            .iter()
            .map(|marker| keys::invitation(app, &marker.invitation_id).attributes())
            .collect();
        item::all_live(self.table.batch_get(wanted, true).await?, now)
    }

    /// The keys of the invitations that wait in a mailbox, and of their markers.
    pub(crate) async fn invited(&self, app: &ApplicationId, hash: &str) -> Result<Vec<Item>, StoreError> {
        let mut found = Vec::new();
        for marker in self.markers(app, hash).await?.into_iter().take(MARKERS) {
            let invitation = item::read::<InvitedMarker>(marker.clone())?.invitation_id;
            found.push(keys::invitation(app, &invitation).attributes());
            found.push(item::key_of(marker));
        }
        Ok(found)
    }

    fn draft_invitation(app: &ApplicationId, invitation: &Invitation) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::invitation(app, &invitation.id), Some(app), invitation)?;
        Ok(match invitation.to.team() {
            Some(org) => draft.listed(keys::index::org_invitations(app, &org), invitation.id),
            None => draft,
        })
    }

    fn new_invitation(app: &ApplicationId, new: &InvitationWrite, now: Timestamp) -> Result<Vec<Write>, StoreError> {
        let invitation = &new.change.state;
        let marker = InvitedMarker {
            invitation_id: invitation.id,
            expires_at: invitation.expires_at,
        };
        let draft = Self::draft_invitation(app, invitation)?;
        let marker = Draft::new(&keys::invited(app, &new.email_hash, invitation.to), Some(app), &marker)?;
        Ok(vec![
            draft.events(&new.change.events)?.when(Condition::absent()).into(),
            marker.when(Condition::absent_or_over(now)).into(),
        ])
    }

    fn next_invitation(app: &ApplicationId, change: &Change<Invitation>) -> Result<Put, StoreError> {
        let invitation = &change.state;
        Ok(Self::draft_invitation(app, invitation)?
            .events(&change.events)?
            .when(Condition::before(invitation.version)))
    }

    /// The end of an invitation: its next version, its mailbox free for another, and whoever joins by it a member.
    pub(crate) fn ended_invitation(app: &ApplicationId, end: &InvitationWrite) -> Result<Vec<Write>, StoreError> {
        let mut writes = vec![
            Self::next_invitation(app, &end.change)?.into(),
            Write::Delete {
                key: keys::invited(app, &end.email_hash, end.change.state.to).attributes(),
                condition: Condition::free_or_of(app),
            },
        ];
        if let Some(member) = &end.joins {
            writes.extend(Self::member_writes(app, member, &[])?);
        }
        Ok(writes)
    }

    /// Makes an invitation; `Conflict`: the mailbox has one already.
    pub async fn create_invitation(
        &self,
        app: &ApplicationId,
        new: &InvitationWrite,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.table.transact(Self::new_invitation(app, new, now)?).await
    }

    /// An invitation in its next version; `Conflict`: it changed meanwhile.
    pub async fn save_invitation(&self, app: &ApplicationId, change: Change<Invitation>) -> Result<(), StoreError> {
        let put = Self::next_invitation(app, &change)?;
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// An invitation that lives on in its next version, and keeps its mailbox as long; `Conflict`: it changed meanwhile.
    pub async fn prolong_invitation(&self, app: &ApplicationId, on: &InvitationWrite) -> Result<(), StoreError> {
        let invitation = &on.change.state;
        let marker = InvitedMarker {
            invitation_id: invitation.id,
            expires_at: invitation.expires_at,
        };
        let marker = Draft::new(&keys::invited(app, &on.email_hash, invitation.to), Some(app), &marker)?;
        let writes = vec![
            Self::next_invitation(app, &on.change)?.into(),
            marker.when(Condition::free_or_of(app)).into(),
        ];
        self.table.transact(writes).await
    }

    /// Makes a user and their invitation; `Conflict`: the address is taken, or invited already.
    pub async fn create_invited_user(
        &self,
        app: &ApplicationId,
        person: &NewPerson,
        new: &InvitationWrite,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writes = Self::person_writes(app, person)?;
        writes.extend(Self::new_invitation(app, new, now)?);
        self.table.transact(writes).await
    }

    /// Ends an invitation, with the account that it changes; `Conflict`: it ended otherwise, or the user changed meanwhile.
    pub async fn end_invitation(
        &self,
        app: &ApplicationId,
        end: &InvitationWrite,
        user: Option<&Change<User>>,
    ) -> Result<(), StoreError> {
        let mut writes = Self::ended_invitation(app, end)?;
        if let Some(user) = user {
            writes.push(Self::user_write(app, user)?);
        }
        self.table.transact(writes).await
    }
}
