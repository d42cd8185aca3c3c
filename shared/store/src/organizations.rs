//! Teams of the dashboard, their members, and the applications they own.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, OrganizationId, UserId,
    application::Application,
    organization::{Member, Organization},
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
        let org = &change.state.id;
        let writes: Vec<Write> = vec![
            Draft::new(&keys::organization(app, org), Some(app), &change.state)?
                .events(&change.events)?
                .when(Condition::absent())
                .into(),
            Draft::new(&keys::member(app, org, &member.user_id), Some(app), member)?
                .when(Condition::absent())
                .into(),
            Draft::new(&keys::user_membership(app, &member.user_id, org), Some(app), member)?
                .when(Condition::absent())
                .into(),
        ];
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
