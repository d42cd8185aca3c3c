//! Grants and their refresh families: the conditional Put that makes a code single-use, the conditional update that rotates, the read that judges a token.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, number, text},
    keys, schema,
    table::{Outcome, Query},
    write::{Condition, Update},
};
use domain::{
    ApplicationId, ClientId, Event, GrantId, SessionId, Timestamp, UserId,
    grant::{Grant, RevokedReason},
    user::User,
};
use serde_dynamo::AttributeValue;

impl Entity for Grant {
    const TYPE: &'static str = "grant";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// What became of the redemption of a code.
#[derive(Debug, Clone)]
pub enum Created {
    /// This redemption made the grant.
    New,
    /// The code was redeemed before; this is what it made.
    Before(Box<Grant>),
}

/// A rotation: everything that must hold is a condition of one write.
#[derive(Clone, Copy, Debug)]
pub struct Rotation<'a> {
    /// Whose.
    pub user: &'a UserId,
    /// Which family.
    pub grant: &'a GrantId,
    /// Who presents it.
    pub client: &'a ClientId,
    /// Where: a grant belongs to the issuer it was made under.
    pub issuer: &'a str,
    /// Hash of the presented token.
    pub presented: &'a str,
    /// Hash of its successor.
    pub successor: &'a str,
    /// Until when the successor may lie unused.
    pub idle_until: Timestamp,
    /// The present moment.
    pub now: Timestamp,
}

/// What became of a rotation.
#[derive(Debug, Clone)]
pub enum Rotated {
    /// The presented token was the current one; the grant as it is now.
    Done(Box<Grant>),
    /// It was not, or the grant is dead; the grant as it is, if it exists.
    Refused(Option<Box<Grant>>),
}

fn reason(reason: RevokedReason) -> Result<String, StoreError> {
    let value = serde_json::to_value(reason).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| StoreError::Corrupt("a reason without a name".into()))
}

impl Store {
    /// Makes a grant if its code was not redeemed before. Our own retry of a write whose reply was lost counts as new.
    pub async fn create_grant(
        &self,
        app: &ApplicationId,
        grant: &Grant,
        events: &[Event],
    ) -> Result<Created, StoreError> {
        let draft = Draft::new(&keys::grant(app, &grant.user_id, &grant.id), Some(app), grant)?.events(events)?;
        match self.table.put(draft.when(Condition::absent())).await? {
            Outcome::Done(_) => Ok(Created::New),
            Outcome::Refused(Some(old)) => {
                let old: Grant = item::read(old)?;
                Ok(Created::Before(Box::new(old)))
            }
            Outcome::Refused(None) => Err(StoreError::Conflict),
        }
    }

    /// Rotates a refresh token: one conditional update on the current hash.
    pub async fn rotate_grant(&self, app: &ApplicationId, turn: &Rotation<'_>) -> Result<Rotated, StoreError> {
        let key = keys::grant(app, turn.user, turn.grant).attributes();
        let condition = "#cur = :p AND #cli = :c AND #iss = :iss AND attribute_not_exists(#rev) AND #end > :now AND (#off = :no OR attribute_not_exists(#idl) OR #idl > :now)";
        let update = Update::new(
            key,
            "SET #cur = :s, #prv = :p, #rot = :now, #idl = :idle, #gen = #gen + :one REMOVE #ev",
            condition,
        )
        .name("#cur", "cur")
        .name("#prv", "prv")
        .name("#rot", "rot")
        .name("#idl", "idl")
        .name("#gen", "gen")
        .name("#cli", "cli")
        .name("#iss", "iss")
        .name("#rev", "rev")
        .name("#off", "off")
        .name("#end", schema::EXPIRES_AT)
        .name("#ev", schema::EVENTS)
        .value(":p", text(turn.presented))
        .value(":s", text(turn.successor))
        .value(":c", text(turn.client))
        .value(":iss", text(turn.issuer))
        .value(":now", text(turn.now))
        .value(":idle", text(turn.idle_until))
        .value(":no", AttributeValue::Bool(false))
        .value(":one", number(1));
        Ok(match self.table.update(update).await? {
            Outcome::Done(item) => Rotated::Done(Box::new(item::read(item)?)),
            Outcome::Refused(old) => Rotated::Refused(old.map(item::read).transpose()?.map(Box::new)),
        })
    }

    /// Revokes a live grant; `client` limits it to that client's own. `false` when there was nothing to revoke.
    pub async fn revoke_grant(
        &self,
        app: &ApplicationId,
        of: (&UserId, &GrantId),
        client: Option<&ClientId>,
        why: RevokedReason,
        events: &[Event],
    ) -> Result<bool, StoreError> {
        let key = keys::grant(app, of.0, of.1).attributes();
        let why = reason(why)?;
        let text = client.map(ToString::to_string);
        let (condition, extra) = match &text {
            Some(client) => (
                "attribute_exists(#pk) AND attribute_not_exists(#m) AND #x = :x",
                Some(("cli", client.as_str())),
            ),
            None => ("attribute_exists(#pk) AND attribute_not_exists(#m)", None),
        };
        match self.mark(key, "rev", &why, condition, extra, events).await? {
            Outcome::Done(_) => Ok(true),
            Outcome::Refused(_) => Ok(false),
        }
    }

    /// The user and the grant behind a token: one call, strongly consistent. A grant that is over is not there.
    pub async fn user_and_grant(
        &self,
        app: &ApplicationId,
        user: &UserId,
        grant: &GrantId,
        now: Timestamp,
    ) -> Result<(Option<User>, Option<Grant>), StoreError> {
        let (user, grant) = (keys::user(app, user), keys::grant(app, user, grant));
        let found = self
            .table
            .batch_get(vec![user.attributes(), grant.attributes()], true)
            .await?;
        let (mut whose, mut which) = (None, None);
        for item in found {
            if user.is_of(&item) {
                whose = Some(item::read(item)?);
            } else if grant.is_of(&item) {
                which = item::live(item, now)?;
            }
        }
        Ok((whose, which))
    }

    /// A user's grants that are not over, revoked ones included.
    pub async fn grants(&self, app: &ApplicationId, user: &UserId, now: Timestamp) -> Result<Vec<Grant>, StoreError> {
        let query = Query {
            partition: keys::user_partition(app, user),
            prefix: Some("GRT#".into()),
            ..Query::default()
        };
        item::all_live(self.table.query_all(query).await?, now)
    }

    /// Ends the grants that do not outlive their session.
    pub async fn end_session_grants(
        &self,
        app: &ApplicationId,
        user: &UserId,
        session: &SessionId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let grants = self.grants(app, user, now).await?;
        for grant in grants
            .iter()
            .filter(|grant| grant.session_id == *session && !grant.offline && grant.revoked.is_none())
        {
            self.revoke_grant(app, (user, &grant.id), None, RevokedReason::Logout, &[])
                .await?;
        }
        Ok(())
    }
}
