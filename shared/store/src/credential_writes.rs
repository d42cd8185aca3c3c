//! A new password: with the user whose epoch it raises, the code or link that proved them, and the session that lives on, together or not at all.

use crate::{
    Store,
    error::StoreError,
    factors::FactorWrites,
    item::Draft,
    keys,
    mailboxes::KeptMailbox,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Timestamp, credential::PasswordCredential, identity::Identity, mailbox::Mailbox,
    passkey::Passkey, session::Session, user::User,
};

/// A session that goes on under another secret and epoch.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// As it is from now on.
    pub session: Session,
    /// The hash of the secret it had. A session whose secret is another one meanwhile, or that ended, does not go on.
    pub replaces: String,
}

/// What changes with a password.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The user, under their raised epoch.
    pub user: Change<User>,
    /// The password.
    pub password: PasswordCredential,
    /// The mailbox whose code or link was used, under the hash of its address.
    pub mailbox: Option<(String, Mailbox)>,
    /// The session that goes on under the new epoch.
    pub session: Option<Renewal>,
    /// Links to providers that end with it.
    pub ended_identities: Vec<Identity>,
    /// Factors that end with it.
    pub factors: FactorWrites,
    /// Passkeys that end with it.
    pub ended_passkeys: Vec<Passkey>,
}

impl Store {
    /// Sets a password. `Conflict`: the user, the code or the session was changed, used or ended by another request.
    pub async fn set_password(&self, app: &ApplicationId, new: NewPassword, now: Timestamp) -> Result<(), StoreError> {
        let id = new.user.state.id;
        let mut writes: Vec<Write> = vec![
            Self::user_write(app, &new.user)?,
            Draft::new(&keys::password(app, &id), Some(app), &new.password)?
                .when(Condition::free_or_of(app))
                .into(),
        ];
        if let Some((hash, mailbox)) = new.mailbox {
            writes.push(Self::mailbox_write(app, &hash, mailbox, now)?);
        }
        if let Some(renewal) = &new.session {
            writes.push(Self::renewal_write(app, renewal)?);
        }
        writes.extend(Self::identity_parts(app, &[], &new.ended_identities)?);
        writes.extend(Self::factor_parts(app, &id, &new.factors)?);
        writes.extend(
            new.ended_passkeys
                .iter()
                .flat_map(|gone| Self::passkey_removals(app, gone)),
        );
        self.table.transact(writes).await
    }

    /// Takes a user's password away; `Conflict`: the user changed meanwhile.
    pub async fn remove_password(&self, app: &ApplicationId, user: &Change<User>) -> Result<(), StoreError> {
        let writes = vec![
            Self::user_write(app, user)?,
            Write::Delete {
                key: keys::password(app, &user.state.id).attributes(),
                condition: Condition::free_or_of(app),
            },
        ];
        self.table.transact(writes).await
    }

    /// A changed user, if nobody changed them meanwhile.
    pub(crate) fn user_write(app: &ApplicationId, change: &Change<User>) -> Result<Write, StoreError> {
        let condition = Condition::before(change.state.version);
        Ok(Self::draft_user(app, change)?.when(condition).into())
    }

    /// A changed mailbox, if nobody changed it meanwhile.
    pub(crate) fn mailbox_write(
        app: &ApplicationId,
        hash: &str,
        mailbox: Mailbox,
        now: Timestamp,
    ) -> Result<Write, StoreError> {
        let kept = KeptMailbox::new(mailbox, now);
        let condition = Condition::before(kept.mailbox.version);
        Ok(Draft::new(&keys::mailbox(app, hash), Some(app), &kept)?
            .when(condition)
            .into())
    }

    /// A session that goes on as another, if it has not ended.
    pub(crate) fn renewal_write(app: &ApplicationId, renewal: &Renewal) -> Result<Write, StoreError> {
        let session = &renewal.session;
        let key = keys::session(app, &session.user_id, &session.id);
        let condition = Condition::session_of(&renewal.replaces);
        Ok(Draft::new(&key, Some(app), session)?.when(condition).into())
    }
}
