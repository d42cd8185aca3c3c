//! Users of an application, as its developers manage them (behaviour 3.7, 4.9).

mod create;
pub mod grants;
pub mod roles;

pub use create::{NewUser, create};

use super::{By, Listed, PageOf, all_good, diff, expect_version, invalid, is_https_url, not_found, patch};
use crate::{sign_in, tenant::Tenant};
use domain::{
    Change, Email, RoleId, UserId,
    event::EventKind,
    text,
    user::{User, UserStatus},
};
use keys::MacKind;
use protocol::{
    error::{ErrorCode, Failure, FieldError},
    params::Params,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{StoreError, UserFilter};

/// Users a filter without an index looks at before it answers.
const EXAMINED: usize = 500;

/// A user as the API shows it.
pub fn shown(user: &User) -> Result<Value, Failure> {
    let internal = |error: serde_json::Error| Failure::new(ErrorCode::InternalError, error.to_string());
    let mut whole: Map<String, Value> = match serde_json::to_value(user).map_err(internal)? {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    whole.remove("token_epoch");
    for name in [
        "name",
        "given_name",
        "family_name",
        "picture",
        "locale",
        "zoneinfo",
        "external_id",
    ] {
        whole.entry(name).or_insert(Value::Null);
    }
    Ok(Value::Object(whole))
}

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

pub(crate) async fn email_hash(tenant: &Tenant, email: &Email) -> Result<String, Failure> {
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Email, email.canonical().as_bytes()))
}

/// A page of users: everybody newest first, or those whose address or name begins with `search`, or the one with `email`.
pub async fn list(tenant: &Tenant, query: &UserQuery, page: PageOf) -> Result<Listed<Value>, Failure> {
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
) -> Result<Listed<Value>, Failure> {
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

async fn both(tenant: &Tenant, text: &str, query: &UserQuery, page: PageOf) -> Result<Listed<Value>, Failure> {
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

/// A user who was not deleted.
pub async fn get(tenant: &Tenant, id: &UserId) -> Result<User, Failure> {
    let found = tenant.store().user(tenant.id(), id).await?;
    found
        .filter(|user| user.status != UserStatus::Deleted)
        .ok_or_else(|| not_found("user"))
}

/// A body of `PATCH /api/users/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UserPatch {
    email: Option<Email>,
    email_verified: Option<bool>,
    #[serde(flatten)]
    profile: Profile,
}

/// The profile's fields, absent = unchanged, null = cleared.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Profile {
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    given_name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    family_name: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    picture: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    locale: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    zoneinfo: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable", skip_serializing_if = "Option::is_none")]
    external_id: Option<Option<String>>,
}

fn line(field: &str, place: &mut Option<String>, change: Option<Option<String>>, problems: &mut Vec<FieldError>) {
    match change {
        None => {}
        Some(None) => *place = None,
        Some(Some(value)) => match text::line(&value, 255) {
            Ok(clean) => *place = Some(clean),
            Err(error) => problems.push(invalid(field, error.to_string())),
        },
    }
}

/// Language and zone names: letters, digits and the separators that BCP 47 and the IANA list use.
fn is_tag(text: &str) -> bool {
    (2..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/+".contains(&b))
}

impl Profile {
    pub(super) fn apply(self, user: &mut User) -> Vec<FieldError> {
        let mut problems = Vec::new();
        line("name", &mut user.name, self.name, &mut problems);
        line("given_name", &mut user.given_name, self.given_name, &mut problems);
        line("family_name", &mut user.family_name, self.family_name, &mut problems);
        line("external_id", &mut user.external_id, self.external_id, &mut problems);
        for (field, value) in [("locale", &self.locale), ("zoneinfo", &self.zoneinfo)] {
            if value
                .as_ref()
                .and_then(Option::as_deref)
                .is_some_and(|text| !is_tag(text))
            {
                problems.push(invalid(field, "This is not a name of that kind."));
            }
        }
        if self
            .picture
            .as_ref()
            .and_then(Option::as_deref)
            .is_some_and(|url| !is_https_url(url))
        {
            problems.push(invalid("picture", "Use an https URL."));
        }
        patch::set(&mut user.locale, self.locale);
        patch::set(&mut user.zoneinfo, self.zoneinfo);
        patch::set(&mut user.picture, self.picture);
        problems
    }
}

/// Changes a user.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &UserId,
    body: UserPatch,
    if_match: Option<u64>,
) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let mut after = before.clone();
    all_good(body.profile.apply(&mut after))?;
    let moved = body
        .email
        .as_ref()
        .is_some_and(|email| before.email.as_ref().is_none_or(|old| old.as_str() != email.as_str()));
    if let Some(email) = body.email {
        // A new address is unproven until somebody proves it or the admin vouches for it.
        after.email_verified = if moved { false } else { after.email_verified };
        after.email = Some(email);
    }
    patch::set(&mut after.email_verified, body.email_verified);
    let event = by
        .event(tenant, EventKind::UserUpdated)
        .on("user", before.id)
        .with("changes", diff::changes(&before, &after));
    let after = after.touched(tenant.now());
    let change = Change::because(after.clone(), event);
    let (Some(new), true) = (&after.email, moved) else {
        tenant.store().save_user(tenant.id(), change).await?;
        return Ok(after);
    };
    let old_hash = match &before.email {
        Some(old) => Some(email_hash(tenant, old).await?),
        None => None,
    };
    let new_hash = email_hash(tenant, new).await?;
    tenant
        .store()
        .save_user_email(tenant.id(), change, old_hash.as_deref(), &new_hash)
        .await
        .map_err(taken)?;
    Ok(after)
}

pub(super) fn taken(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::new(
            ErrorCode::EmailTaken,
            "Another user of this application has that address.",
        ),
        other => other.into(),
    }
}

/// A body of `POST /api/users/{id}/disable`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reasoned {
    /// Why; goes into the audit.
    pub reason: Option<String>,
}

/// Switches a user off: sessions, refresh families and access tokens die in the same write.
pub async fn disable(tenant: &Tenant, by: &By<'_>, id: &UserId, body: &Reasoned) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    if before.status == UserStatus::Disabled {
        return Ok(before);
    }
    let reason = body
        .reason
        .as_deref()
        .map(|reason| text::line(reason, 500))
        .transpose()
        .map_err(|error| {
            Failure::new(ErrorCode::ValidationError, error.to_string()).field(
                "reason",
                ErrorCode::ValidationError,
                error.to_string(),
            )
        })?;
    let event = by
        .event(tenant, EventKind::UserDisabled)
        .on("user", before.id)
        .with("reason", reason);
    let after = before.disable(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Switches a user on again.
pub async fn enable(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    if before.status != UserStatus::Disabled {
        return Ok(before);
    }
    let event = by.event(tenant, EventKind::UserEnabled).on("user", before.id);
    let after = before.enable(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Clears the lockout counters of a user.
pub async fn unlock(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    let user = get(tenant, id).await?;
    if let Some(email) = &user.email {
        let account = sign_in::password::account(tenant, email).await?;
        tenant.store().clear_all_attempts(tenant.id(), &account).await?;
    }
    tenant
        .store()
        .record(
            tenant.id(),
            by.event(tenant, EventKind::UserUnlocked).on("user", user.id),
        )
        .await?;
    Ok(user)
}

/// Erases a user: a tombstone with the id stays, the address is free again.
pub async fn delete(tenant: &Tenant, by: &By<'_>, id: &UserId, if_match: Option<u64>) -> Result<(), Failure> {
    let before = get(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let hash = match &before.email {
        Some(email) => Some(email_hash(tenant, email).await?),
        None => None,
    };
    let event = by.event(tenant, EventKind::UserDeleted).on("user", before.id);
    Ok(tenant
        .store()
        .erase_user(
            tenant.id(),
            Change::because(before.erase(tenant.now()), event),
            hash.as_deref(),
        )
        .await?)
}
