//! Finding users: keys from an index first, then the users behind them. Never a scan, and nothing is filtered here.

use crate::{
    Store,
    error::StoreError,
    item::{self, Item},
    keys,
    page::{Cursor, Page},
    schema,
    table::Query,
};
use domain::{ApplicationId, IdentityProviderId, Timestamp, UserId, user::User};
use futures_util::future::{try_join, try_join_all};
use std::collections::HashMap;

/// Keys that one call reads.
const TOGETHER: usize = 100;

/// Which index leads to users, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserFilter<'a> {
    /// Everybody, newest first.
    All,
    /// Those made from the first moment on and not after the second, newest first.
    Made(Option<Timestamp>, Option<Timestamp>),
    /// Ids that begin with this, newest first.
    Id(&'a str),
    /// Addresses that begin with this (canonical form, at least two characters).
    Email(&'a str),
    /// Names that begin with this (as [`domain::user::search_text`] makes it, at least two characters).
    Name(&'a str),
    /// Addresses that begin with the first, then names that begin with the second.
    EmailOrName(&'a str, &'a str),
    /// Those with an identity at this provider, who linked it last first.
    Provider(&'a IdentityProviderId),
}

/// A page of users.
pub type UserPage = Page<User>;

/// An entry of an index that leads to a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundUser {
    /// Who.
    pub id: UserId,
    /// Was the name what it was found by?
    pub is_by_name: bool,
    /// Where a list goes on behind it.
    pub cursor: Cursor,
}

impl Store {
    /// A page of everybody, newest first.
    pub async fn users(&self, app: &ApplicationId, limit: i32, start: Option<Cursor>) -> Result<UserPage, StoreError> {
        self.listed(keys::index::users(app), limit, start).await
    }

    /// Who an index leads to, in its order: one call, or two side by side.
    pub async fn found_users(
        &self,
        app: &ApplicationId,
        filter: UserFilter<'_>,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<FoundUser>, StoreError> {
        match filter {
            UserFilter::EmailOrName(email, name) => self.found_by_either(app, email, name, limit, start).await,
            filter => self.found_by_one(app, filter, limit, start).await,
        }
    }

    async fn found_by_one(
        &self,
        app: &ApplicationId,
        filter: UserFilter<'_>,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<FoundUser>, StoreError> {
        let is_by_name = matches!(filter, UserFilter::Name(_));
        let start = start.filter(|cursor| !cursor.is_beginning());
        let query = Query {
            limit: Some(limit),
            start,
            ..query(app, filter)
        };
        let (entries, next) = self.table.query(query).await?;
        let items = entries.iter().filter_map(|entry| found(entry, is_by_name)).collect();
        Ok(Page { items, next })
    }

    /// Addresses first, names behind them. A cursor says by its own partition which of the two it is in.
    async fn found_by_either(
        &self,
        app: &ApplicationId,
        email: &str,
        name: &str,
        limit: i32,
        start: Option<Cursor>,
    ) -> Result<Page<FoundUser>, StoreError> {
        let names_begin = Cursor::beginning_of(keys::index::find(app, "NAME", name));
        if start.as_ref().is_some_and(|start| start.is_in(&names_begin)) {
            return self.found_by_one(app, UserFilter::Name(name), limit, start).await;
        }
        let (by_email, by_name) = try_join(
            self.found_by_one(app, UserFilter::Email(email), limit, start),
            self.found_by_one(app, UserFilter::Name(name), limit, None),
        )
        .await?;
        let mut page = by_email;
        if page.next.is_some() {
            return Ok(page);
        }
        let room = usize::try_from(limit).unwrap_or(0).saturating_sub(page.items.len());
        let more = by_name.items.len() > room;
        let last = room.checked_sub(1).and_then(|at| by_name.items.get(at));
        page.next = match (more, last) {
            (false, _) => by_name.next,
            (true, Some(last)) => Some(last.cursor.clone()),
            (true, None) => Some(names_begin),
        };
        page.items.extend(by_name.items.into_iter().take(room));
        Ok(page)
    }

    /// The users with these ids, in this order; those that are gone are left out. A call per hundred, side by side; eventually consistent.
    pub async fn users_by_id(&self, app: &ApplicationId, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
        let calls = ids.chunks(TOGETHER).map(|some| {
            let wanted = some.iter().map(|id| keys::user(app, id).attributes()).collect();
            self.table.batch_get(wanted, false)
        });
        let mut known = HashMap::new();
        for item in try_join_all(calls).await?.into_iter().flatten() {
            let user: User = item::read(item)?;
            known.insert(user.id, user);
        }
        Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
    }
}

fn query(app: &ApplicationId, filter: UserFilter<'_>) -> Query {
    let listed = Query {
        index: Some(schema::LIST_INDEX),
        partition: keys::index::users(app),
        newest_first: true,
        ..Query::default()
    };
    let by_text = |what: &str, begin: &str| Query {
        index: Some(schema::FIND_INDEX),
        partition: keys::index::find(app, what, begin),
        prefix: Some(begin.to_owned()),
        ..Query::default()
    };
    match filter {
        UserFilter::All => listed,
        UserFilter::Made(from, to) => Query {
            between: Some((
                UserId::earliest(from.unwrap_or(Timestamp::from_millis(0))).to_string(),
                to.map_or_else(|| UserId::from_bytes([u8::MAX; 16]), UserId::latest)
                    .to_string(),
            )),
            ..listed
        },
        UserFilter::Id(begin) => Query {
            prefix: Some(begin.to_owned()),
            ..listed
        },
        UserFilter::Email(begin) | UserFilter::EmailOrName(begin, _) => by_text("EMAIL", begin),
        UserFilter::Name(begin) => by_text("NAME", begin),
        UserFilter::Provider(provider) => Query {
            partition: keys::index::provider_identities(app, provider),
            ..listed
        },
    }
}

/// The user an entry names: at the end of what is found (`FSK` = text + `#` + id), of what is listed, or of the partition it lies in.
fn found(entry: &Item, is_by_name: bool) -> Option<FoundUser> {
    let last = |name: &str| -> Option<UserId> {
        let text = item::string(entry.get(name)?)?;
        text.rsplit('#').next()?.parse().ok()
    };
    let id = last(schema::FSK)
        .or_else(|| last(schema::LSK))
        .or_else(|| last(schema::PK))?;
    Some(FoundUser {
        id,
        is_by_name,
        cursor: Cursor::at(entry),
    })
}
