//! Finding users: everybody newest first, by the beginning of an address or a name, by one address.

use super::{UserView, email_hash, shown};
use crate::{
    manage::{Listed, PageOf},
    tenant::Tenant,
};
use domain::{
    Email, RoleId,
    user::{User, UserStatus},
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use store::UserFilter;

/// Users a filter without an index looks at before it answers.
const EXAMINED: usize = 500;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct UserQuery {
    search: Option<String>,
    email: Option<Email>,
    status: Option<UserStatus>,
    role: Option<RoleId>,
    external_id: Option<String>,
}

impl UserQuery {
    /// Reads the query's parameters.
    pub fn read(params: &Params) -> Result<Self, Failure> {
        let bad = |name: &str| {
            Failure::new(
                ErrorCode::InvalidParameter,
                format!("{name} is not a value to filter by."),
            )
        };
        let text = |name: &str| params.single(name).map(|value| value.map(str::to_owned));
        let status = match text("status")?.as_deref() {
            None => None,
            Some("pending") => Some(UserStatus::Pending),
            Some("active") => Some(UserStatus::Active),
            Some("disabled") => Some(UserStatus::Disabled),
            Some("deletion_scheduled") => Some(UserStatus::DeletionScheduled),
            Some(_) => return Err(bad("status")),
        };
        let search = text("search")?.map(|text| text.trim().to_lowercase());
        if search
            .as_deref()
            .is_some_and(|text| text.chars().count() < 2 || text.chars().count() > 254)
        {
            return Err(Failure::new(
                ErrorCode::InvalidParameter,
                "search needs 2 to 254 characters.",
            ));
        }
        Ok(Self {
            search,
            email: text("email")?
                .map(|email| Email::parse(&email).map_err(|_| bad("email")))
                .transpose()?,
            status,
            role: text("role")?
                .map(|id| id.parse().map_err(|_| bad("role")))
                .transpose()?,
            external_id: text("external_id")?,
        })
    }

    fn wants(&self, user: &User) -> bool {
        self.status.is_none_or(|status| user.status == status)
            && self.role.is_none_or(|role| user.roles.contains(&role))
            && self
                .external_id
                .as_deref()
                .is_none_or(|id| user.external_id.as_deref() == Some(id))
    }

    const fn filters_after_reading(&self) -> bool {
        self.status.is_some() || self.role.is_some() || self.external_id.is_some()
    }
}

/// A page of users: everybody newest first, or those whose address or name begins with `search`, or the one with `email`.
pub async fn list(tenant: &Tenant, query: &UserQuery, page: PageOf) -> Result<Listed<UserView>, Failure> {
    if let Some(email) = &query.email {
        let hash = email_hash(tenant, email).await?;
        let found = match tenant.store().user_id_by_email(tenant.id(), &hash).await? {
            Some(id) => tenant.store().user(tenant.id(), &id).await?,
            None => None,
        };
        let data = found
            .iter()
            .filter(|user| query.wants(user))
            .map(shown)
            .collect::<Result<_, _>>()?;
        return Ok(Listed {
            data,
            next: None,
            examined: None,
        });
    }
    let filter = match query.search.as_deref() {
        None => UserFilter::All,
        Some(text) if text.contains('@') => UserFilter::Email(text),
        // A cursor belongs to one of the two: letters without @ search addresses first, then names on one page.
        Some(text) => return both(tenant, text, query, page).await,
    };
    pages(tenant, filter, query, page).await
}

async fn pages(
    tenant: &Tenant,
    filter: UserFilter<'_>,
    query: &UserQuery,
    page: PageOf,
) -> Result<Listed<UserView>, Failure> {
    let (mut data, mut start, mut examined) = (Vec::new(), page.start, 0);
    let most = usize::try_from(page.limit).unwrap_or(50);
    loop {
        let found = tenant.store().users(tenant.id(), filter, page.limit, start).await?;
        examined += found.items.len();
        for user in found.items.iter().filter(|user| query.wants(user)) {
            data.push(shown(user)?);
        }
        start = found.next;
        if start.is_none() || data.len() >= most || examined >= EXAMINED || !query.filters_after_reading() {
            return Ok(Listed {
                data,
                next: start,
                examined: query.filters_after_reading().then_some(examined),
            });
        }
    }
}

async fn both(tenant: &Tenant, text: &str, query: &UserQuery, page: PageOf) -> Result<Listed<UserView>, Failure> {
    let by_email = tenant
        .store()
        .users(tenant.id(), UserFilter::Email(text), page.limit, page.start)
        .await?;
    let by_name = tenant
        .store()
        .users(tenant.id(), UserFilter::Name(text), page.limit, None)
        .await?;
    let mut users = by_email.items;
    for user in by_name.items {
        if !users.iter().any(|known| known.id == user.id) {
            users.push(user);
        }
    }
    let data = users
        .iter()
        .filter(|user| query.wants(user))
        .map(shown)
        .collect::<Result<_, _>>()?;
    Ok(Listed {
        data,
        next: by_email.next,
        examined: None,
    })
}
