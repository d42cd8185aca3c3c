//! Second factors that people type: an authenticator app, the set-up of one, recovery codes. Changed under their versions, so a try is counted before
//! it is judged, and a step or a code is used once.

use crate::{
    Store,
    credential_writes::Renewal,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, Event, Timestamp, UserId,
    factor::{RecoveryCodes, TotpCredential, TotpSetup},
    passkey::Passkey,
    sms::SmsCredential,
    user::User,
};
use std::collections::HashMap;

impl Entity for TotpCredential {
    const TYPE: &'static str = "totp";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for TotpSetup {
    const TYPE: &'static str = "totp_setup";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Entity for RecoveryCodes {
    const TYPE: &'static str = "recovery_codes";

    fn version(&self) -> u64 {
        self.version
    }
}

/// What becomes of a user's factors in one write.
#[derive(Clone, Debug, Default)]
pub struct FactorWrites {
    /// The app that is enrolled now, in place of whatever was; its set-up is over.
    pub totp: Option<TotpCredential>,
    /// Whether the app goes.
    pub totp_ends: bool,
    /// The codes by SMS as they are once the one that was shown is used up, or they became a factor.
    pub sms: Option<SmsCredential>,
    /// Whether they go, with the number.
    pub sms_ends: bool,
    /// A new set of recovery codes, in place of whatever was.
    pub recovery_codes: Option<RecoveryCodes>,
    /// Whether the recovery codes go.
    pub recovery_codes_end: bool,
}

impl FactorWrites {
    /// What a user has goes: where nobody has proven the mailbox yet, whoever enrolled it need not be its owner (AH-01).
    pub fn ended(before: &User) -> Self {
        if before.is_proven() {
            return Self::default();
        }
        Self {
            totp_ends: before.has_totp,
            sms_ends: before.phone.is_some(),
            recovery_codes_end: before.has_second_factor(),
            ..Self::default()
        }
    }
}

/// What a signed-in person changes of their factors.
#[derive(Clone, Debug)]
pub struct NewFactors {
    /// The user, who says what they have.
    pub user: Change<User>,
    /// The factors.
    pub factors: FactorWrites,
    /// The session that goes on under the new epoch.
    pub session: Option<Renewal>,
}

impl Store {
    /// The authenticator app of a user. Strongly consistent.
    pub async fn totp(&self, app: &ApplicationId, user: &UserId) -> Result<Option<TotpCredential>, StoreError> {
        let found = self.table.get(keys::totp(app, user).attributes(), true).await?;
        found.map(item::read).transpose()
    }

    /// The authenticator apps of these users, those that have one; a call per hundred.
    pub async fn totps(
        &self,
        app: &ApplicationId,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, TotpCredential>, StoreError> {
        let keys: Vec<_> = ids.iter().map(|id| keys::totp(app, id)).collect();
        let wanted = keys.iter().map(keys::Key::attributes).collect();
        let mut all = HashMap::new();
        for item in self.table.batch_get(wanted, true).await? {
            let whose = ids.iter().zip(&keys).find(|(_, key)| key.is_of(&item));
            if let Some((id, _)) = whose {
                all.insert(*id, item::read(item)?);
            }
        }
        Ok(all)
    }

    /// Saves an app that is there; `Conflict`: another try was counted meanwhile, or it is gone.
    pub async fn save_totp(&self, app: &ApplicationId, user: &UserId, totp: &TotpCredential) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::totp(app, user), Some(app), totp)?;
        let put = draft.when(Condition::at_version(totp.version.saturating_sub(1)));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// A secret that was shown and waits for its first code. Strongly consistent.
    pub async fn totp_setup(
        &self,
        app: &ApplicationId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Option<TotpSetup>, StoreError> {
        let found = self.table.get(keys::totp_setup(app, user).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// Keeps a secret that is shown, in place of an earlier one.
    pub async fn save_totp_setup(
        &self,
        app: &ApplicationId,
        user: &UserId,
        setup: &TotpSetup,
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::totp_setup(app, user), Some(app), setup)?;
        self.table
            .put(draft.when(Condition::free_or_of(app)))
            .await?
            .or_conflict()
            .map(|_| ())
    }

    /// The recovery codes of a user. Strongly consistent.
    pub async fn recovery_codes(
        &self,
        app: &ApplicationId,
        user: &UserId,
    ) -> Result<Option<RecoveryCodes>, StoreError> {
        let found = self
            .table
            .get(keys::recovery_codes(app, user).attributes(), true)
            .await?;
        found.map(item::read).transpose()
    }

    /// Saves recovery codes that are there; `Conflict`: another try was counted meanwhile, or they are gone.
    pub async fn save_recovery_codes(
        &self,
        app: &ApplicationId,
        user: &UserId,
        codes: &RecoveryCodes,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::recovery_codes(app, user), Some(app), codes)?.events(events)?;
        let put = draft.when(Condition::at_version(codes.version.saturating_sub(1)));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Changes the factors of somebody who is signed in. `Conflict`: the user was changed, or the session ended, meanwhile.
    pub async fn change_factors(&self, app: &ApplicationId, new: NewFactors) -> Result<(), StoreError> {
        self.table.transact(Self::factor_changes(app, &new)?).await
    }

    /// The user, the factors, and the session that goes on.
    pub(crate) fn factor_changes(app: &ApplicationId, new: &NewFactors) -> Result<Vec<Write>, StoreError> {
        let mut writes = vec![Self::user_write(app, &new.user)?];
        writes.extend(Self::factor_parts(app, &new.user.state.id, &new.factors)?);
        if let Some(renewal) = &new.session {
            writes.push(Self::renewal_write(app, renewal)?);
        }
        Ok(writes)
    }

    /// Takes all factors of a user. `Conflict`: the user was changed meanwhile, or a passkey was.
    pub async fn reset_factors(
        &self,
        app: &ApplicationId,
        user: &Change<User>,
        factors: &FactorWrites,
        passkeys: &[Passkey],
    ) -> Result<(), StoreError> {
        let mut writes = vec![Self::user_write(app, user)?];
        writes.extend(Self::factor_parts(app, &user.state.id, factors)?);
        writes.extend(passkeys.iter().flat_map(|gone| Self::passkey_removals(app, gone)));
        self.table.transact(writes).await
    }

    /// The parts of a transaction that change factors. Their user's version, in the same transaction, keeps two of them apart.
    pub(crate) fn factor_parts(
        app: &ApplicationId,
        user: &UserId,
        factors: &FactorWrites,
    ) -> Result<Vec<Write>, StoreError> {
        let removed = |key: item::Item| Write::Delete {
            key,
            condition: Condition::free_or_of(app),
        };
        let mut writes: Vec<Write> = Vec::new();
        if let Some(totp) = &factors.totp {
            let draft = Draft::new(&keys::totp(app, user), Some(app), totp)?;
            writes.push(draft.when(Condition::free_or_of(app)).into());
            // The secret that was proven must still be the one that was shown last, and enrols once.
            writes.push(Write::Delete {
                key: keys::totp_setup(app, user).attributes(),
                condition: Condition::present(),
            });
        }
        if factors.totp_ends {
            writes.push(removed(keys::totp(app, user).attributes()));
        }
        if let Some(sms) = &factors.sms {
            let draft = Draft::new(&keys::sms(app, user), Some(app), sms)?;
            writes.push(draft.when(Condition::before(sms.version)).into());
        }
        if factors.sms_ends {
            writes.push(removed(keys::sms(app, user).attributes()));
        }
        if let Some(codes) = &factors.recovery_codes {
            let draft = Draft::new(&keys::recovery_codes(app, user), Some(app), codes)?;
            writes.push(draft.when(Condition::free_or_of(app)).into());
        }
        if factors.recovery_codes_end {
            writes.push(removed(keys::recovery_codes(app, user).attributes()));
        }
        Ok(writes)
    }
}
