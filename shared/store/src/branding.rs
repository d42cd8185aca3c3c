//! What lies beside an application's published look: draft, versions and names of images in one item, each image in one of its own.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::{Condition, Put, Write},
};
use domain::{
    ApplicationId, Change,
    application::{Application, HostView},
    branding::{BrandingDesk, BrandingImage},
};

impl Entity for BrandingDesk {
    const TYPE: &'static str = "branding_desk";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for BrandingImage {
    const TYPE: &'static str = "branding_image";
}

fn put(app: &ApplicationId, change: &Change<BrandingDesk>) -> Result<Put, StoreError> {
    let draft = Draft::new(&keys::branding_desk(app), Some(app), &change.state)?.events(&change.events)?;
    Ok(draft.when(Condition::before(change.state.version)))
}

impl Store {
    /// Draft, versions and images. Strongly consistent.
    pub async fn branding_desk(&self, app: &ApplicationId) -> Result<Option<BrandingDesk>, StoreError> {
        let found = self.table.get(keys::branding_desk(app).attributes(), true).await?;
        found.map(item::read).transpose()
    }

    /// An image. It never changes, so it is read where it is near.
    pub async fn branding_image(&self, app: &ApplicationId, name: &str) -> Result<Option<BrandingImage>, StoreError> {
        let key = keys::branding_image(app, name);
        let near = self.table.get(key.attributes(), false).await?;
        // One that was uploaded a moment ago may not be there yet.
        let found = match near {
            Some(found) => Some(found),
            None => self.table.get(key.attributes(), true).await?,
        };
        found.map(item::read).transpose()
    }

    /// Saves a changed draft. `Conflict`: it was changed meanwhile.
    pub async fn save_branding_desk(
        &self,
        app: &ApplicationId,
        change: Change<BrandingDesk>,
    ) -> Result<(), StoreError> {
        let saved = self.table.put(put(app, &change)?).await?;
        saved.or_conflict().map(|_| ())
    }

    /// Publishes a look: the application, the views of all its hosts, and what was published before.
    pub async fn save_application_and_branding(
        &self,
        change: Change<Application>,
        hosts: Vec<HostView>,
        desk: BrandingDesk,
    ) -> Result<(), StoreError> {
        let put = put(&change.state.id, &Change::silent(desk))?;
        self.save_application_with(change, hosts, &[], vec![put.into()]).await
    }

    /// Keeps an image, in the place of one that no look names any more.
    pub async fn save_branding_image(
        &self,
        app: &ApplicationId,
        desk: Change<BrandingDesk>,
        image: &BrandingImage,
        leaves: Option<&str>,
    ) -> Result<(), StoreError> {
        let key = keys::branding_image(app, &image.name);
        let kept = Draft::new(&key, Some(app), image)?.when(Condition::free_or_of(app));
        let mut writes: Vec<Write> = vec![put(app, &desk)?.into(), kept.into()];
        writes.extend(leaves.map(|name| Write::Delete {
            key: keys::branding_image(app, name).attributes(),
            condition: Condition::free_or_of(app),
        }));
        self.table.transact(writes).await
    }
}
