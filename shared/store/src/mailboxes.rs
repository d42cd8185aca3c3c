//! One item per address: its limits, the code that works, a pending sign-up. Changed under its version, so a try is counted before it is judged.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::Condition,
};
use domain::{
    ApplicationId, Change, Event, Timestamp, UserId,
    credential::PasswordCredential,
    factor::TotpCredential,
    lockout::{Aggregate, Attempts},
    mailbox::Mailbox,
    user::User,
};
use serde::{Deserialize, Serialize};

/// How long a mailbox is remembered after its last change, in seconds: its limits look back a day.
const KEEP_SECS: i64 = 2 * 86_400;

/// A mailbox with the end of its memory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptMailbox {
    pub(crate) mailbox: Mailbox,
    keep_until: Timestamp,
}

impl KeptMailbox {
    pub(crate) fn new(mailbox: Mailbox, now: Timestamp) -> Self {
        Self {
            mailbox,
            keep_until: now.plus_secs(KEEP_SECS),
        }
    }
}

impl Entity for KeptMailbox {
    const TYPE: &'static str = "mailbox";

    fn version(&self) -> u64 {
        self.mailbox.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.keep_until)
    }
}

/// A person to be created.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The user and the event of their creation.
    pub user: Change<User>,
    /// The MAC of the canonical address.
    pub email_hash: String,
    /// A first password.
    pub password: Option<PasswordCredential>,
    /// An authenticator app that came along.
    pub totp: Option<TotpCredential>,
}

impl NewPerson {
    /// Somebody who brings nothing along but perhaps a password.
    pub const fn new(user: Change<User>, email_hash: String, password: Option<PasswordCredential>) -> Self {
        Self {
            user,
            email_hash,
            password,
            totp: None,
        }
    }
}

/// What is known before a password is looked at: read for every address alike.
#[derive(Clone, Debug, Default)]
pub struct SignInState {
    /// Whose address it is.
    pub user_id: Option<UserId>,
    /// Failures from this source.
    pub attempts: Option<Attempts>,
    /// Failures from all unknown sources.
    pub aggregate: Option<Aggregate>,
}

impl Store {
    /// A mailbox; a forgotten one is like new. Its version stays what the next write must follow.
    pub async fn mailbox(&self, app: &ApplicationId, hash: &str) -> Result<Mailbox, StoreError> {
        let found = self.table.get(keys::mailbox(app, hash).attributes(), true).await?;
        // Over or not: its counters are judged by their own times, and its version must not go back.
        found.map_or_else(
            || Ok(Mailbox::default()),
            |item| item::read::<KeptMailbox>(item).map(|kept| kept.mailbox),
        )
    }

    /// Saves a changed mailbox; `Conflict` when another request was first.
    pub async fn save_mailbox(
        &self,
        app: &ApplicationId,
        hash: &str,
        mailbox: Mailbox,
        events: &[Event],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = KeptMailbox::new(mailbox, now);
        let draft = Draft::new(&keys::mailbox(app, hash), Some(app), &kept)?.events(events)?;
        self.table
            .put(draft.when(Condition::before(kept.mailbox.version)))
            .await?
            .or_conflict()
            .map(|_| ())
    }

    /// What a password step must know first: one call, the same for an address without an account.
    pub async fn sign_in_state(
        &self,
        app: &ApplicationId,
        email_hash: &str,
        account: &str,
        source: &str,
    ) -> Result<SignInState, StoreError> {
        let (marker, attempts, aggregate) = (
            keys::email_marker(app, email_hash),
            keys::attempts(app, account, source),
            keys::aggregate(app, account),
        );
        let found = self
            .table
            .batch_get(
                vec![marker.attributes(), attempts.attributes(), aggregate.attributes()],
                true,
            )
            .await?;
        let mut state = SignInState::default();
        for item in found {
            if marker.is_of(&item) {
                state.user_id = Some(item::read::<crate::users::EmailMarker>(item)?.user_id);
            } else if attempts.is_of(&item) {
                state.attempts = Some(item::read(item)?);
            } else if aggregate.is_of(&item) {
                state.aggregate = Some(item::read(item)?);
            }
        }
        Ok(state)
    }
}
