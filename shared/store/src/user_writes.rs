//! Changes of users, and the one transaction that ends every sign-in: what was proven, and the session it earned, together or not at all.

use crate::{
    Store,
    error::StoreError,
    factors::FactorWrites,
    identities::IdentityWrite,
    invitations::InvitationWrite,
    item::Draft,
    keys,
    mailboxes::NewPerson,
    users::EmailMarker,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Event, Timestamp, UserId,
    credential::PasswordCredential,
    device::Device,
    identity::Identity,
    mailbox::Mailbox,
    passkey::Passkey,
    session::Session,
    sign_in::Transaction,
    user::{User, UserStatus},
};

/// Items that fit into one transaction.
pub const ITEMS_TOGETHER: usize = 100;

impl NewPerson {
    /// How many items they are in [`Store::create_users`]: the user, the marker of the address, a password, an authenticator app, the events.
    pub fn items(&self) -> usize {
        let parts = [
            self.user.state.email.is_some(),
            self.password.is_some(),
            self.totp.is_some(),
        ];
        parts
            .into_iter()
            .filter(|there| *there)
            .count()
            .saturating_add(self.user.events.len())
            .saturating_add(1)
    }
}

/// Everything that the end of a sign-in may write.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The transaction, complete, under the hash of its id.
    pub transaction: (String, Transaction),
    /// Who signs in.
    pub user_id: UserId,
    /// The session it earned; none while the person has still something to say.
    pub session: Option<Change<Session>>,
    /// A browser seen for the first time, under the hash of its id.
    pub device: Option<(String, Device)>,
    /// The mailbox whose code was used, under the hash of its address.
    pub mailbox: Option<(String, Mailbox)>,
    /// A person who signed up.
    pub person: Option<NewPerson>,
    /// A user who was changed by it: mailbox proven, role given.
    pub user: Option<Change<User>>,
    /// Whether that user takes the deletion of their account back.
    pub is_kept: bool,
    /// A password set along the way.
    pub password: Option<PasswordCredential>,
    /// An invitation that was accepted.
    pub invitation: Option<InvitationWrite>,
    /// The identity it was done with, and those that are linked by it.
    pub identities: Vec<IdentityWrite>,
    /// Identities that end with the first proof of the mailbox.
    pub ended_identities: Vec<Identity>,
    /// What becomes of the person's factors.
    pub factors: FactorWrites,
    /// What happened besides.
    pub events: Vec<Event>,
    /// The passkey it was done with, one use further.
    pub passkey: Option<Passkey>,
    /// A passkey that was made in it, as a second factor.
    pub new_passkey: Option<Passkey>,
    /// Passkeys that end with the first proof of the mailbox.
    pub ended_passkeys: Vec<Passkey>,
}

impl Store {
    pub(crate) fn draft_user(app: &ApplicationId, change: &Change<User>) -> Result<Draft, StoreError> {
        let user = &change.state;
        let draft = Draft::new(&keys::user(app, &user.id), Some(app), user)?.events(&change.events)?;
        if user.status == UserStatus::Deleted {
            return Ok(draft);
        }
        let draft = draft.listed(keys::index::users(app), user.id);
        Ok(match user.search_name() {
            Some(name) => draft.found(keys::index::find(app, "NAME", &name), format!("{name}#{}", user.id)),
            None => draft,
        })
    }

    pub(crate) fn person_writes(app: &ApplicationId, person: &NewPerson) -> Result<Vec<Write>, StoreError> {
        let user = &person.user.state;
        let mut writes: Vec<Write> = vec![Self::draft_user(app, &person.user)?.when(Condition::absent()).into()];
        if let Some(email) = &user.email {
            let canonical = email.canonical();
            let marker = Draft::new(
                &keys::email_marker(app, &person.email_hash),
                Some(app),
                &EmailMarker { user_id: user.id },
            )?;
            let marker = marker.found(
                keys::index::find(app, "EMAIL", canonical),
                format!("{canonical}#{}", user.id),
            );
            writes.push(marker.when(Condition::absent()).into());
        }
        if let Some(password) = &person.password {
            writes.push(
                Draft::new(&keys::password(app, &user.id), Some(app), password)?
                    .when(Condition::absent())
                    .into(),
            );
        }
        if let Some(totp) = &person.totp {
            let draft = Draft::new(&keys::totp(app, &user.id), Some(app), totp)?;
            writes.push(draft.when(Condition::absent()).into());
        }
        Ok(writes)
    }

    /// Creates a user; `Conflict`: the address is taken.
    pub async fn create_user(&self, app: &ApplicationId, person: &NewPerson) -> Result<(), StoreError> {
        self.table.transact(Self::person_writes(app, person)?).await
    }

    /// Creates several users, all or none; `Conflict`: an address is taken. At most [`ITEMS_TOGETHER`] items. Their events are recorded in the
    /// same transaction: one by one, the recorder would take longer than all the rest.
    pub async fn create_users(&self, app: &ApplicationId, people: &[NewPerson]) -> Result<(), StoreError> {
        let mut writes: Vec<Write> = Vec::new();
        for person in people {
            let unaccompanied = NewPerson {
                user: Change::silent(person.user.state.clone()),
                ..person.clone()
            };
            writes.extend(Self::person_writes(app, &unaccompanied)?);
            for event in &person.user.events {
                writes.push(Self::own_outbox(app, event)?.into());
            }
        }
        self.table.transact(writes).await
    }

    /// Replaces a password by its next version; `Conflict`: it is another one meanwhile.
    pub async fn replace_password(
        &self,
        app: &ApplicationId,
        id: &UserId,
        password: &PasswordCredential,
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::password(app, id), Some(app), password)?;
        let put = draft.when(Condition::before(password.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Saves a changed user.
    pub async fn save_user(&self, app: &ApplicationId, change: Change<User>) -> Result<(), StoreError> {
        let put = Self::draft_user(app, &change)?.when(Condition::before(change.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Moves a user to another address: the old marker goes, the new one must be free.
    pub async fn save_user_email(
        &self,
        app: &ApplicationId,
        change: Change<User>,
        old_hash: Option<&str>,
        new_hash: &str,
    ) -> Result<(), StoreError> {
        let writes = Self::address_writes(app, change, old_hash, new_hash)?;
        self.table.transact(writes).await
    }

    /// The user at another address, the old marker gone, the new one made where nobody has it.
    pub(crate) fn address_writes(
        app: &ApplicationId,
        change: Change<User>,
        old_hash: Option<&str>,
        new_hash: &str,
    ) -> Result<Vec<Write>, StoreError> {
        let mut writes: Vec<Write> = vec![Self::user_write(app, &change)?];
        if let Some(old) = old_hash.filter(|old| *old != new_hash) {
            writes.push(Write::Delete {
                key: keys::email_marker(app, old).attributes(),
                condition: Condition::free_or_of(app),
            });
        }
        if old_hash != Some(new_hash) {
            let person = NewPerson {
                user: change,
                email_hash: new_hash.to_owned(),
                password: None,
                totp: None,
            };
            writes.extend(Self::person_writes(app, &person)?.into_iter().skip(1));
        }
        Ok(writes)
    }

    /// Ends a sign-in. `Conflict`: this very step was done by another post, or a race for the address was lost.
    pub async fn complete_sign_in(
        &self,
        app: &ApplicationId,
        done: Completion,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (hash, transaction) = &done.transaction;
        let mut writes: Vec<Write> = vec![
            Draft::new(&keys::transaction(app, hash), Some(app), transaction)?
                .events(&done.events)?
                .when(Condition::before(transaction.version))
                .into(),
        ];
        if let Some(change) = &done.session {
            let key = keys::session(app, &done.user_id, &change.state.id);
            let draft = Draft::new(&key, Some(app), &change.state)?.events(&change.events)?;
            writes.push(draft.when(Condition::absent()).into());
        }
        if let Some((hash, device)) = &done.device {
            writes.push(
                Draft::new(&keys::device(app, &done.user_id, hash), Some(app), device)?
                    .when(Condition::free_or_of(app))
                    .into(),
            );
        }
        if let Some((hash, mailbox)) = &done.mailbox {
            writes.push(Self::mailbox_write(app, hash, mailbox.clone(), now)?);
        }
        if let Some(person) = &done.person {
            writes.extend(Self::person_writes(app, person)?);
        }
        if let Some(user) = &done.user {
            writes.push(Self::user_write(app, user)?);
        }
        if done.is_kept {
            writes.push(Self::departure_removal(app, &done.user_id));
        }
        if let Some(password) = &done.password {
            writes.push(
                Draft::new(&keys::password(app, &done.user_id), Some(app), password)?
                    .when(Condition::free_or_of(app))
                    .into(),
            );
        }
        if let Some(invitation) = &done.invitation {
            writes.extend(Self::ended_invitation(app, invitation)?);
        }
        writes.extend(Self::identity_parts(app, &done.identities, &done.ended_identities)?);
        writes.extend(Self::factor_parts(app, &done.user_id, &done.factors)?);
        writes.extend(Self::passkey_parts(app, &done)?);
        self.table.transact(writes).await
    }

    /// What a sign-in does to passkeys: used, made, or ended.
    fn passkey_parts(app: &ApplicationId, done: &Completion) -> Result<Vec<Write>, StoreError> {
        let mut writes = Vec::new();
        if let Some(passkey) = &done.passkey {
            writes.push(Self::passkey_write(app, passkey)?);
        }
        if let Some(passkey) = &done.new_passkey {
            writes.extend(Self::new_passkey_writes(app, passkey)?);
        }
        let ended = done.ended_passkeys.iter();
        writes.extend(ended.flat_map(|gone| Self::passkey_removals(app, gone)));
        Ok(writes)
    }
}
