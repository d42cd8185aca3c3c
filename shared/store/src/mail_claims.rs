//! One mail per event: claimed with a lease before sending, marked after.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, text},
    keys,
    table::Outcome,
    write::Condition,
};
use domain::{ApplicationId, EventId, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a sender may take before another may try, in seconds.
const LEASE_SECS: i64 = 60;
/// How long a sent mail is remembered, in seconds.
const KEEP_SECS: i64 = 48 * 3600;

/// The state of one mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MailClaim {
    lease: Timestamp,
    sent: bool,
    until: Timestamp,
}

impl Entity for MailClaim {
    const TYPE: &'static str = "mail";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Whose turn it is to send a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTurn {
    /// The caller's, until its lease is over.
    Ours,
    /// Somebody is sending it, or died while doing so.
    Theirs,
    /// Nobody's: it was sent.
    Sent,
}

impl Store {
    /// Whether this caller may send the mail of an event now.
    pub async fn claim_mail(
        &self,
        app: &ApplicationId,
        event: &EventId,
        now: Timestamp,
    ) -> Result<MailTurn, StoreError> {
        let claim = MailClaim {
            lease: now.plus_secs(LEASE_SECS),
            sent: false,
            until: now.plus_secs(KEEP_SECS),
        };
        let mut condition = Condition::absent();
        condition.expression.push_str(" OR (#sent = :no AND #lease <= :now)");
        condition.names.extend([
            ("#sent".to_owned(), "sent".to_owned()),
            ("#lease".to_owned(), "lease".to_owned()),
        ]);
        condition.values.extend([
            (":no".to_owned(), serde_dynamo::AttributeValue::Bool(false)),
            (":now".to_owned(), text(now)),
        ]);
        let put = Draft::new(&keys::mail_claim(app, event), Some(app), &claim)?.when(condition);
        Ok(match self.table.put(put).await? {
            Outcome::Done(_) => MailTurn::Ours,
            Outcome::Refused(Some(old)) => {
                if item::read::<MailClaim>(old)?.sent {
                    MailTurn::Sent
                } else {
                    MailTurn::Theirs
                }
            }
            Outcome::Refused(None) => MailTurn::Theirs,
        })
    }

    /// Marks a mail as sent.
    pub async fn mail_sent(&self, app: &ApplicationId, event: &EventId, now: Timestamp) -> Result<(), StoreError> {
        let claim = MailClaim {
            lease: now,
            sent: true,
            until: now.plus_secs(KEEP_SECS),
        };
        let put = Draft::new(&keys::mail_claim(app, event), Some(app), &claim)?.when(Condition::free_or_of(app));
        self.table.put(put).await.map(|_| ())
    }

    /// Gives a claim back after a failure: the next pass may send it at once.
    pub async fn release_mail(&self, app: &ApplicationId, event: &EventId) -> Result<(), StoreError> {
        self.table.delete(keys::mail_claim(app, event).attributes()).await
    }
}
