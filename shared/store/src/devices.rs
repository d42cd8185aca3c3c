//! Remembered browsers of a user.

use crate::{
    Store,
    error::StoreError,
    item::{self, Entity},
    keys,
};
use domain::{ApplicationId, Timestamp, UserId, device::Device};

impl Entity for Device {
    const TYPE: &'static str = "device";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Store {
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
