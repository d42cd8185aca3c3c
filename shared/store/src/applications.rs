//! Questions: which application is this host? what is this application? which are there? And the writes that keep host views and application together.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    schema,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Hostname, OrganizationId,
    api_key::ApiKey,
    application::{Application, HostView},
    client::Client,
    custom_domain::CustomDomain,
    role::Role,
    signing_key::KeyRing,
};

impl Entity for HostView {
    const TYPE: &'static str = "host";
}

impl Entity for Application {
    const TYPE: &'static str = "application";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for KeyRing {
    const TYPE: &'static str = "key_ring";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Everything a new application begins with, written in one transaction.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// The application and the event of its creation.
    pub application: Change<Application>,
    /// The view under its slug's host: also the marker that keeps the slug unique.
    pub host: HostView,
    /// Its keys.
    pub key_ring: KeyRing,
    /// System roles.
    pub roles: Vec<Role>,
    /// A publishable and a secret key.
    pub api_keys: Vec<ApiKey>,
    /// The dashboard application and the team in it that owns this one.
    pub owner: Option<(ApplicationId, OrganizationId)>,
}

impl Store {
    /// What a host serves. Strongly consistent.
    pub async fn host(&self, host: &Hostname) -> Result<Option<HostView>, StoreError> {
        self.table
            .get(keys::host(host).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// An application. Strongly consistent.
    pub async fn application(&self, app: &ApplicationId) -> Result<Option<Application>, StoreError> {
        self.table
            .get(keys::application(app).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Creates an application with all it begins with; `Conflict` when the slug is taken.
    pub async fn create_application(&self, new: NewApplication) -> Result<(), StoreError> {
        let app = new.application.state.id;
        let mut writes: Vec<Write> = vec![
            Self::draft_application(&new.application)?
                .when(Condition::absent())
                .into(),
            Draft::new(&keys::host(&new.host.hostname), Some(&app), &new.host)?
                .when(Condition::absent())
                .into(),
            Draft::new(&keys::key_ring(&app), Some(&app), &new.key_ring)?
                .when(Condition::absent())
                .into(),
        ];
        for role in &new.roles {
            writes.extend(Self::role_writes(&app, role)?);
        }
        for key in &new.api_keys {
            writes.push(Self::draft_api_key(&app, key)?.when(Condition::absent()).into());
        }
        if let Some((dashboard, org)) = &new.owner {
            writes.push(
                Self::draft_owned(dashboard, org, &app)?
                    .when(Condition::absent())
                    .into(),
            );
        }
        self.table.transact(writes).await
    }

    fn draft_application(change: &Change<Application>) -> Result<Draft, StoreError> {
        let app = change.state.id;
        let draft = Draft::new(&keys::application(&app), Some(&app), &change.state)?.events(&change.events)?;
        Ok(draft.listed(keys::index::APPLICATIONS, app))
    }

    /// Saves a changed application together with the views of all its hosts; `removed` hosts stop leading anywhere and may be proven again.
    pub async fn save_application(
        &self,
        change: Change<Application>,
        hosts: Vec<HostView>,
        removed: &[Hostname],
    ) -> Result<(), StoreError> {
        self.save_application_with(change, hosts, removed, Vec::new()).await
    }

    /// The same, with a client whose origins changed it.
    pub async fn save_application_and_client(
        &self,
        change: Change<Application>,
        hosts: Vec<HostView>,
        client: Change<Client>,
    ) -> Result<(), StoreError> {
        let version = client.state.version;
        let put = Self::draft_client(&change.state.id, &client.state)?
            .events(&client.events)?
            .when(Condition::before(version));
        self.save_application_with(change, hosts, &[], vec![put.into()]).await
    }

    /// The same, with a custom domain.
    pub async fn save_application_and_domain(
        &self,
        change: Change<Application>,
        hosts: Vec<HostView>,
        domain: Change<CustomDomain>,
    ) -> Result<(), StoreError> {
        let put = Self::draft_domain(&change.state.id, &domain)?.when(Condition::before(domain.state.version));
        self.save_application_with(change, hosts, &[], vec![put.into()]).await
    }

    pub(crate) async fn save_application_with(
        &self,
        change: Change<Application>,
        hosts: Vec<HostView>,
        removed: &[Hostname],
        more: Vec<Write>,
    ) -> Result<(), StoreError> {
        let app = change.state.id;
        let mut writes: Vec<Write> = vec![
            Self::draft_application(&change)?
                .when(Condition::before(change.state.version))
                .into(),
        ];
        for view in &hosts {
            writes.push(
                Draft::new(&keys::host(&view.hostname), Some(&app), view)?
                    .when(Condition::free_or_of(&app))
                    .into(),
            );
        }
        for host in removed {
            writes.push(Write::Delete {
                key: keys::host(host).attributes(),
                condition: Condition::free_or_of(&app),
            });
        }
        writes.extend(more);
        self.table.transact(writes).await
    }

    /// Every application of the deployment, newest first.
    pub async fn applications(&self, limit: i32, start: Option<Cursor>) -> Result<Page<Application>, StoreError> {
        self.listed(keys::index::APPLICATIONS.to_owned(), limit, start).await
    }

    /// A page of the list index, newest first: keys from the index, items by key.
    pub(crate) async fn listed<T: Entity>(
        &self,
        partition: String,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<T>, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition,
            newest_first: true,
            limit: Some(limit),
            start,
            ..Query::default()
        };
        let (entries, next) = self.table.query(query).await?;
        Ok(Page {
            items: self.behind(entries).await?,
            next,
        })
    }

    /// The items behind index entries, in the entries' order; those that are gone meanwhile are left out.
    pub(crate) async fn behind<T: Entity>(&self, entries: Vec<item::Item>) -> Result<Vec<T>, StoreError> {
        let key = |entry: &item::Item| -> item::Item {
            entry
                .iter()
                .filter(|(name, _)| *name == schema::PK || *name == schema::SK)
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        };
        let wanted: Vec<item::Item> = entries.iter().map(key).collect();
        let found = self.table.batch_get(wanted.clone(), false).await?;
        let mut ordered = Vec::with_capacity(found.len());
        for wanted in &wanted {
            if let Some(hit) = found
                .iter()
                .find(|item| wanted.iter().all(|(name, value)| item.get(name) == Some(value)))
            {
                ordered.push(item::read(hit.clone())?);
            }
        }
        Ok(ordered)
    }

    /// An application's keys. Strongly consistent.
    pub async fn key_ring(&self, app: &ApplicationId) -> Result<Option<KeyRing>, StoreError> {
        self.table
            .get(keys::key_ring(app).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Saves a turned ring; `Conflict` when another turn was first.
    pub async fn save_key_ring(&self, app: &ApplicationId, change: Change<KeyRing>) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::key_ring(app), Some(app), &change.state)?.events(&change.events)?;
        self.table
            .put(draft.when(Condition::before(change.state.version)))
            .await?
            .or_conflict()
            .map(|_| ())
    }
}
