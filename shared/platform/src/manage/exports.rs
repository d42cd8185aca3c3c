//! Everybody of an application, a page a request, as lines of JSON; with password hashes and secrets of apps only encrypted to a key of the owner's
//! (behaviour 4.12, 5.14).
//!
//! A page is an answer, not a job: nothing of an export is kept anywhere, and whoever loses an answer asks for it again (docs/decisions/0020).

mod line;

use super::{By, invalid};
use crate::{caller, factors, tenant::Tenant};
use domain::{
    Timestamp, UserId,
    event::{ActorKind, EventKind},
    permission::Permission,
    user::User,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use keys::{Purpose, Recipient};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Cursor;

/// Users of a page, unless it is asked for fewer: with every field as long as it may be they stay below what a function may answer.
const MOST: i32 = 500;
/// How long the next page may be asked for.
const LIFE_SECS: i64 = 86_400;
/// Users whose identities are read at the same time.
const AT_ONCE: usize = 16;
/// What a page is, inside an encrypted one.
const LINES: &str = "application/x-ndjson";
/// What an encrypted page is (RFC 7515 §9.2.1).
const ENCRYPTED: &str = "application/jose";

/// A body of `POST /api/exports/users`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ExportWish"))]
pub struct Wish {
    /// With password hashes and secrets of authenticator apps; needs `public_key`.
    credentials: bool,
    /// An RSA public key in PEM: the page is encrypted to it.
    public_key: Option<String>,
    /// At most so many users.
    limit: Option<i32>,
    /// Where the page before this one ended.
    cursor: Option<String>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its lines; or one line, a JWE of them.
    pub body: String,
    /// What the body is.
    pub content_type: &'static str,
    /// Users in it.
    pub count: u64,
    /// Where the next one begins; none after the last.
    pub next_cursor: Option<String>,
}

/// Where an export goes on: for whoever began it, with the same key, for a day.
#[derive(Serialize, Deserialize)]
struct Place {
    #[serde(rename = "xb")]
    by: Option<String>,
    #[serde(rename = "xt")]
    made_at: Timestamp,
    #[serde(rename = "xc")]
    credentials: bool,
    #[serde(rename = "xk")]
    key: Option<String>,
    #[serde(rename = "xn")]
    done: u64,
    #[serde(rename = "xs")]
    start: Cursor,
}

/// A page of everybody, newest first.
pub async fn users(tenant: &Tenant, by: &By<'_>, wish: &Wish) -> Result<Exported, Failure> {
    let recipient = allowed(by, wish)?;
    let key = recipient.as_ref().map(|recipient| recipient.id().to_owned());
    let (start, done) = match &wish.cursor {
        Some(cursor) => {
            let place = opened(tenant, by, wish, key.as_deref(), cursor).await?;
            (Some(place.start), place.done)
        }
        None => (None, 0),
    };
    if start.is_none() {
        let event = by.event(tenant, EventKind::ExportStarted);
        let event = event.with("credentials", wish.credentials).with("key", key.clone());
        tenant.record(event).await?;
    }
    let limit = wish.limit.unwrap_or(MOST);
    let page = tenant.store().users(tenant.id(), limit, start).await?;
    let count = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
    let text = lines(tenant, page.items, wish.credentials).await?;
    let (body, content_type) = match &recipient {
        None => (text, LINES),
        Some(recipient) => (encrypted(tenant, recipient, &text)?, ENCRYPTED),
    };
    let done = done.saturating_add(count);
    let next_cursor = if let Some(start) = page.next {
        Some(sealed(tenant, by, wish, (key, done, start)).await?)
    } else {
        let event = by.event(tenant, EventKind::ExportFinished);
        let event = event.with("credentials", wish.credentials).with("users", done);
        tenant.record(event).await?;
        None
    };
    Ok(Exported {
        body,
        content_type,
        count,
        next_cursor,
    })
}

/// Whether the caller may have what they wish; answers whom it is encrypted to.
fn allowed(by: &By<'_>, wish: &Wish) -> Result<Option<Recipient>, Failure> {
    let mut problems = Vec::new();
    let recipient = wish.public_key.as_deref().map(Recipient::parse).transpose();
    let recipient = recipient
        .map_err(|error| problems.push(invalid("public_key", error.to_string())))
        .ok()
        .flatten();
    if wish.credentials && wish.public_key.is_none() {
        problems.push(invalid(
            "public_key",
            "Password hashes and secrets of apps leave encrypted only: send a public key.",
        ));
    }
    if wish.limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
        problems.push(invalid("limit", format!("This is a number from 1 to {MOST}.")));
    }
    super::all_good(problems)?;
    if wish.credentials {
        by.needs(Permission::ExportCredentials)?;
        // A key or client that may do everything was not made for this: it has to be named.
        let is_person = matches!(by.actor.kind, ActorKind::User | ActorKind::Operator);
        if !is_person && !by.permissions.names_it(Permission::ExportCredentials) {
            return Err(caller::forbidden(Permission::ExportCredentials.as_str()));
        }
    }
    Ok(recipient)
}

async fn sealed(
    tenant: &Tenant,
    by: &By<'_>,
    wish: &Wish,
    (key, done, start): (Option<String>, u64, Cursor),
) -> Result<String, Failure> {
    let place = Place {
        by: by.actor.id.clone(),
        made_at: tenant.now(),
        credentials: wish.credentials,
        key,
        done,
        start,
    };
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::Cursor, &place))
}

async fn opened(tenant: &Tenant, by: &By<'_>, wish: &Wish, key: Option<&str>, cursor: &str) -> Result<Place, Failure> {
    let place: Option<Place> = tenant.vault().await?.open_json(tenant.id(), Purpose::Cursor, cursor);
    let same = |place: &Place| {
        place.by == by.actor.id
            && place.credentials == wish.credentials
            && place.key.as_deref() == key
            && !place.made_at.plus_secs(LIFE_SECS).is_past(tenant.now())
    };
    place.filter(same).ok_or_else(|| {
        let detail = "This cursor is of another export, caller or key, or is older than a day. Begin again without it.";
        Failure::new(ErrorCode::CursorInvalid, detail)
    })
}

fn encrypted(tenant: &Tenant, recipient: &Recipient, text: &str) -> Result<String, Failure> {
    let made = recipient.encrypt(LINES, text.as_bytes(), tenant.entropy());
    let failed = || Failure::new(ErrorCode::InternalError, "The page could not be encrypted.");
    made.map(|jwe| format!("{jwe}\n")).ok_or_else(failed)
}

/// A line each, with everything that is asked for.
async fn lines(tenant: &Tenant, users: Vec<User>, credentials: bool) -> Result<String, Failure> {
    let roles = tenant.store().roles(tenant.id()).await?;
    let providers = tenant.store().identity_providers(tenant.id()).await?;
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let passwords = if credentials {
        let with: Vec<UserId> = users
            .iter()
            .filter(|user| user.has_password)
            .map(|user| user.id)
            .collect();
        tenant.store().passwords(tenant.id(), &with).await?
    } else {
        HashMap::new()
    };
    let apps = if credentials {
        let with: Vec<UserId> = users.iter().filter(|user| user.has_totp).map(|user| user.id).collect();
        factors::exported(tenant, &with).await?
    } else {
        HashMap::new()
    };
    let identities = if providers.is_empty() {
        HashMap::new()
    } else {
        let store = tenant.store();
        let read = |id: UserId| async move { store.identities(tenant.id(), &id).await.map(|found| (id, found)) };
        let found = stream::iter(ids).map(read).buffer_unordered(AT_ONCE);
        found.try_collect().await?
    };
    let names = line::Names {
        roles: &roles,
        providers: &providers,
    };
    let mut text = String::new();
    for user in &users {
        let held = line::Held {
            identities: identities.get(&user.id).map(Vec::as_slice).unwrap_or_default(),
            password: passwords.get(&user.id),
            totp: apps.get(&user.id),
        };
        text.push_str(&line::of(&names, user, &held)?);
        text.push('\n');
    }
    Ok(text)
}
