//! Finding users: keys by an index, the users behind them side by side, and what no index answers filtered after the read, which the answer says.
//!
//! At most three rounds of calls, however many users there are: the keys, those who may suffice, the rest of them (architecture 6).

use super::{UserQuery, UserView, email_hash, shown};
use crate::{
    manage::{Listed, PageOf},
    tenant::Tenant,
};
use domain::{UserId, user::User};
use protocol::error::Failure;
use store::{Cursor, FoundUser};

/// Users that a filter without an index looks at before it answers.
const EXAMINED: i32 = 500;
/// Those of them that are read first: mostly they fill the page.
const FIRST: usize = 100;

/// Users that were found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) users: Vec<User>,
    /// Where to go on.
    pub(crate) next: Option<Cursor>,
    /// How many were looked at.
    examined: usize,
    /// By which filters, after the read.
    filtered_after: Vec<&'static str>,
}

/// A page of users: everybody newest first, or what an index leads to; of those, whoever the filters want.
pub async fn list(tenant: &Tenant, query: &UserQuery, page: PageOf) -> Result<Listed<UserView>, Failure> {
    let found = find(tenant, query, page).await?;
    let is_filtered = !found.filtered_after.is_empty();
    Ok(Listed {
        data: found.users.iter().map(shown).collect::<Result<_, _>>()?,
        next: found.next,
        examined: is_filtered.then_some(found.examined),
        filtered_after: found.filtered_after,
    })
}

/// The same, as they are stored.
pub(crate) async fn find(tenant: &Tenant, query: &UserQuery, page: PageOf) -> Result<Found, Failure> {
    if let Some(user) = one(tenant, query).await? {
        return Ok(Found {
            users: user.into_iter().collect(),
            next: None,
            examined: 1,
            filtered_after: Vec::new(),
        });
    }
    let filtered_after = query.after_reading();
    let most = if filtered_after.is_empty() {
        page.limit
    } else {
        EXAMINED
    };
    let (store, app) = (tenant.store(), tenant.id());
    let found = store.found_users(app, query.index(), most, page.start).await?;
    let wanted = usize::try_from(page.limit).unwrap_or(0);
    let mut walk = Walk {
        query,
        wanted,
        users: Vec::new(),
        examined: 0,
        last: None,
    };
    let (first, rest) = found.items.split_at_checked(FIRST).unwrap_or((&found.items, &[]));
    for some in [first, rest].into_iter().filter(|some| !some.is_empty()) {
        if !walk.is_full() {
            let users = store.users_by_id(app, &ids(some)).await?;
            walk.look_at(some, users);
        }
    }
    let is_cut = walk.examined < found.items.len();
    Ok(Found {
        users: walk.users,
        next: if is_cut { walk.last } else { found.next },
        examined: walk.examined,
        filtered_after,
    })
}

fn ids(found: &[FoundUser]) -> Vec<UserId> {
    let mut ids: Vec<UserId> = Vec::with_capacity(found.len());
    for one in found {
        // No batch may name a key twice.
        if !ids.contains(&one.id) {
            ids.push(one.id);
        }
    }
    ids
}

/// The one with an address or an id; nothing, if neither is asked for.
async fn one(tenant: &Tenant, query: &UserQuery) -> Result<Option<Option<User>>, Failure> {
    let id = match (&query.email, query.id) {
        (Some(email), _) => {
            let hash = email_hash(tenant, email).await?;
            tenant.store().user_id_by_email(tenant.id(), &hash).await?
        }
        (None, Some(id)) => Some(id),
        (None, None) => return Ok(None),
    };
    let Some(id) = id else { return Ok(Some(None)) };
    let user = tenant.store().user(tenant.id(), &id).await?;
    let Some(user) = user.filter(|user| query.wants(user)) else {
        return Ok(Some(None));
    };
    let Some(provider) = query.provider else {
        return Ok(Some(Some(user)));
    };
    let identities = tenant.store().identities(tenant.id(), &id).await?;
    let is_linked = identities.iter().any(|identity| identity.idp_id == provider);
    Ok(Some(Some(user).filter(|_| is_linked)))
}

/// A page being filled, in the order of the index.
struct Walk<'a> {
    query: &'a UserQuery,
    wanted: usize,
    users: Vec<User>,
    examined: usize,
    last: Option<Cursor>,
}

impl Walk<'_> {
    const fn is_full(&self) -> bool {
        self.users.len() >= self.wanted
    }

    fn look_at(&mut self, found: &[FoundUser], mut read: Vec<User>) {
        for entry in found {
            if self.is_full() {
                return;
            }
            self.examined += 1;
            self.last = Some(entry.cursor.clone());
            // Gone meanwhile, or looked at already: two identities at one provider, an address and a name.
            if self.users.iter().any(|known| known.id == entry.id) {
                continue;
            }
            let Some(at) = read.iter().position(|user| user.id == entry.id) else {
                continue;
            };
            let user = read.swap_remove(at);
            let is_elsewhere = entry.is_by_name && self.query.is_found_by_email(&user);
            if !is_elsewhere && self.query.wants(&user) {
                self.users.push(user);
            }
        }
    }
}
