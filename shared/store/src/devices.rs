//! Remembered browsers of a user.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys, schema,
    table::Query,
    write::Condition,
};
use domain::{ApplicationId, Change, Timestamp, UserId, device::Device};

impl Entity for Device {
    const TYPE: &'static str = "device";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Store {
    /// The remembered browsers of a user, under the hashes of their cookies. Strongly consistent.
    pub async fn devices(
        &self,
        app: &ApplicationId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<(String, Device)>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("DEV#".into()),
            ..Query::default()
        };
        let mut devices = Vec::new();
        for item in self.table.query_all(query).await? {
            let hash = item.get(schema::SK).and_then(item::string).unwrap_or("");
            let hash = hash.trim_start_matches("DEV#").to_owned();
            devices.extend(item::live(item, now)?.map(|device| (hash, device)));
        }
        Ok(devices)
    }

    /// Saves a remembered browser that is there; one that is over is forgotten from then on. `Conflict`: it is gone.
    pub async fn save_device(
        &self,
        app: &ApplicationId,
        user: &UserId,
        hash: &str,
        change: &Change<Device>,
    ) -> Result<(), StoreError> {
        let key = keys::device(app, user, hash);
        let put = Draft::new(&key, Some(app), &change.state)?
            .events(&change.events)?
            .when(Condition::present());
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// A remembered browser, by the hash of its cookie.
    pub async fn device(
        &self,
        app: &ApplicationId,
        user: &UserId,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<Device>, StoreError> {
        let found = self.table.get(keys::device(app, user, hash).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }
}
