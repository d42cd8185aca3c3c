//! Teams of the dashboard, their members, and the applications they own.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Event, OrganizationId, UserId,
    application::Application,
    organization::{Member, Organization},
    user::User,
};
use serde::{Deserialize, Serialize};

impl Entity for Organization {
    const TYPE: &'static str = "organization";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for Member {
    const TYPE: &'static str = "member";

    fn version(&self) -> u64 {
        self.version
    }
}

/// An application that a team owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owned {
    application_id: ApplicationId,
}

impl Entity for Owned {
    const TYPE: &'static str = "owned_application";
}

impl Store {
    pub(crate) fn draft_owned(
        dashboard: &ApplicationId,
        org: &OrganizationId,
        owned: &ApplicationId,
    ) -> Result<Draft, StoreError> {
        Draft::new(
            &keys::owned(dashboard, org, owned),
            Some(dashboard),
            &Owned { application_id: *owned },
        )
    }

    /// Creates a team with its first member.
    pub async fn create_organization(
        &self,
        app: &ApplicationId,
        change: Change<Organization>,
        member: &Member,
    ) -> Result<(), StoreError> {
        let mut writes = vec![Self::organization_write(app, &change)?];
        writes.extend(Self::member_writes(app, member, &[])?);
        self.table.transact(writes).await
    }

    fn organization_write(app: &ApplicationId, change: &Change<Organization>) -> Result<Write, StoreError> {
        let draft = Draft::new(&keys::organization(app, &change.state.id), Some(app), &change.state)?;
        let put = draft.events(&change.events)?;
        Ok(put.when(Condition::before(change.state.version)).into())
    }

    /// Both sides of a membership, in its first or its next version; the organization's side carries the events.
    pub(crate) fn member_writes(
        app: &ApplicationId,
        member: &Member,
        events: &[Event],
    ) -> Result<[Write; 2], StoreError> {
        let (org, user) = (&member.org_id, &member.user_id);
        let ours = Draft::new(&keys::member(app, org, user), Some(app), member)?.events(events)?;
        let theirs = Draft::new(&keys::user_membership(app, user, org), Some(app), member)?;
        let before = || Condition::before(member.version);
        Ok([ours.when(before()).into(), theirs.when(before()).into()])
    }

    /// That somebody else is still what they are: written again as read, so that of two admins who go at once one stays.
    fn witness_write(app: &ApplicationId, witness: &Member) -> Result<Write, StoreError> {
        let draft = Draft::new(
            &keys::member(app, &witness.org_id, &witness.user_id),
            Some(app),
            witness,
        )?;
        Ok(draft.when(Condition::at_version(witness.version)).into())
    }

    /// A member in their next version. `witness`: another admin, where this one stops being one. `Conflict`: either changed meanwhile.
    pub async fn save_member(
        &self,
        app: &ApplicationId,
        change: Change<Member>,
        witness: Option<&Member>,
    ) -> Result<(), StoreError> {
        let mut writes: Vec<Write> = Self::member_writes(app, &change.state, &change.events)?.into();
        if let Some(witness) = witness {
            writes.push(Self::witness_write(app, witness)?);
        }
        self.table.transact(writes).await
    }

    /// Removes a member; the organization, in its next version, carries the event. `Conflict`: something of it changed meanwhile.
    pub async fn remove_member(
        &self,
        app: &ApplicationId,
        member: &Member,
        organization: &Change<Organization>,
        witness: Option<&Member>,
    ) -> Result<(), StoreError> {
        let (org, user) = (&member.org_id, &member.user_id);
        let gone = |key| Write::Delete {
            key,
            condition: Condition::at_version(member.version),
        };
        let mut writes = vec![
            Self::organization_write(app, organization)?,
            gone(keys::member(app, org, user).attributes()),
            gone(keys::user_membership(app, user, org).attributes()),
        ];
        if let Some(witness) = witness {
            writes.push(Self::witness_write(app, witness)?);
        }
        self.table.transact(writes).await
    }

    /// Saves a changed team.
    pub async fn save_organization(&self, app: &ApplicationId, change: Change<Organization>) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::organization(app, &change.state.id), Some(app), &change.state)?;
        let put = draft
            .events(&change.events)?
            .when(Condition::before(change.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// A team.
    pub async fn organization(
        &self,
        app: &ApplicationId,
        id: &OrganizationId,
    ) -> Result<Option<Organization>, StoreError> {
        self.table
            .get(keys::organization(app, id).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// A user's membership of one team.
    pub async fn member(
        &self,
        app: &ApplicationId,
        org: &OrganizationId,
        user: &UserId,
    ) -> Result<Option<Member>, StoreError> {
        self.table
            .get(keys::member(app, org, user).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// The members of a team.
    pub async fn members(&self, app: &ApplicationId, org: &OrganizationId) -> Result<Vec<Member>, StoreError> {
        let query = Query {
            partition: keys::organization_partition(app, org),
            prefix: Some("MEM#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// A page of the members of a team, the newest accounts first.
    pub async fn member_page(
        &self,
        app: &ApplicationId,
        org: &OrganizationId,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<Member>, StoreError> {
        let query = Query {
            partition: keys::organization_partition(app, org),
            prefix: Some("MEM#".into()),
            newest_first: true,
            limit: Some(limit),
            start,
            ..Query::default()
        };
        let (items, next) = self.table.query(query).await?;
        let items = items.into_iter().map(item::read).collect::<Result<_, _>>()?;
        Ok(Page { items, next })
    }

    /// The users of these ids, as far as there are any, in no order.
    pub async fn users_of(&self, app: &ApplicationId, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
        let wanted = ids.iter().map(|id| keys::user(app, id).attributes()).collect();
        let found = self.table.batch_get(wanted, false).await?;
        found.into_iter().map(item::read).collect()
    }

    /// The teams of these ids, as far as there are any, in no order.
    pub async fn organizations_of(
        &self,
        app: &ApplicationId,
        ids: &[OrganizationId],
    ) -> Result<Vec<Organization>, StoreError> {
        let wanted = ids.iter().map(|id| keys::organization(app, id).attributes()).collect();
        let found = self.table.batch_get(wanted, true).await?;
        found.into_iter().map(item::read).collect()
    }

    /// The teams a user belongs to.
    pub async fn memberships(&self, app: &ApplicationId, user: &UserId) -> Result<Vec<Member>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("MEM#".into()),
            ..Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }

    /// The applications a team owns, deleted ones included.
    pub async fn owned_applications(
        &self,
        dashboard: &ApplicationId,
        org: &OrganizationId,
    ) -> Result<Vec<Application>, StoreError> {
        let query = Query {
            partition: keys::organization_partition(dashboard, org),
            prefix: Some("OWNS#".into()),
            ..Query::default()
        };
        let owned = self
            .table
            .query_all(query)
            .await?
            .into_iter()
            .map(item::read)
            .collect::<Result<Vec<Owned>, _>>()?;
        let wanted = owned
            .iter()
            .map(|owned| keys::application(&owned.application_id).attributes())
            .collect();
        self.table
            .batch_get(wanted, true)
            .await?
            .into_iter()
            .map(item::read)
            .collect()
    }
}
