//! A person's codes by SMS: one item, changed under its version, so that a try is counted before it is judged and the newest code is the only one.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::Condition,
};
use domain::{ApplicationId, Event, UserId, sms::SmsCredential};

impl Entity for SmsCredential {
    const TYPE: &'static str = "sms";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    /// The codes of a person; whoever never got one is like new. Strongly consistent.
    pub async fn sms(&self, app: &ApplicationId, user: &UserId) -> Result<SmsCredential, StoreError> {
        let found = self.table.get(keys::sms(app, user).attributes(), true).await?;
        found.map_or_else(|| Ok(SmsCredential::default()), item::read)
    }

    /// Saves them; `Conflict`: another code was sent, or another try counted, meanwhile.
    pub async fn save_sms(
        &self,
        app: &ApplicationId,
        user: &UserId,
        sms: &SmsCredential,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::sms(app, user), Some(app), sms)?.events(events)?;
        let put = draft.when(Condition::before(sms.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }
}
