//! API keys: found by the id inside their text, made, rotated, revoked; the text is shown once (behaviour 3.4).

use super::{By, Listed, PageOf, all_good, expect_version, invalid, limit_exceeded, not_found};
use crate::tenant::Tenant;
use domain::{
    ApiKeyId, Change, Timestamp,
    api_key::{self, ApiKey, ApiKeyKind, ApiKeyStatus, MAX_LIVE},
    event::EventKind,
    permission::Permission,
    text,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A key as the API shows it: never its text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ApiKey"))]
pub struct ApiKeyView {
    /// `key_…`.
    pub id: ApiKeyId,
    /// Publishable or secret.
    pub kind: ApiKeyKind,
    /// What people call it.
    pub name: String,
    /// How its text begins.
    pub hint: String,
    /// What it may do.
    pub permissions: Vec<String>,
    /// Where it is in its life.
    pub status: ApiKeyStatus,
    /// End of life.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The `ETag`.
    pub version: u64,
    /// The text, in the answer that made it and nowhere else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

fn shown(key: ApiKey, text: Option<String>, now: Timestamp) -> ApiKeyView {
    ApiKeyView {
        status: key.status(now),
        id: key.id,
        kind: key.kind,
        name: key.name,
        hint: key.hint,
        permissions: key.permissions,
        expires_at: key.expires_at,
        created_at: key.created_at,
        updated_at: key.updated_at,
        version: key.version,
        key: text,
    }
}

/// The live key behind a presented text: one strongly consistent read cold, none warm.
pub(crate) async fn find(host: &Tenant, presented: &str) -> Result<Option<Arc<ApiKey>>, Failure> {
    let Some((id, kind)) = api_key::id_in(presented) else {
        return Ok(None);
    };
    let now = host.now();
    let cache = &host.services().caches().api_keys;
    let known = if let Some(known) = cache.get(&(*host.id(), id), now) {
        known
    } else {
        let found = host.store().api_key(host.id(), &id).await?.map(Arc::new);
        cache.put((*host.id(), id), found.clone(), now);
        found
    };
    let Some(key) = known.filter(|key| key.kind == kind && key.is_live(now)) else {
        return Ok(None);
    };
    let right = host
        .vault()
        .await?
        .mac_matches(host.id(), MacKind::ApiKey, presented.as_bytes(), &key.mac);
    Ok(right.then_some(key))
}

/// A new key and its text.
pub(crate) async fn make(
    tenant: &Tenant,
    kind: ApiKeyKind,
    name: String,
    permissions: Vec<String>,
    expires_at: Option<Timestamp>,
) -> Result<(ApiKey, String), Failure> {
    let now = tenant.now();
    let id = ApiKeyId::generate(tenant.born_at(), tenant.entropy());
    let text = api_key::text(&id, kind, tenant.application().environment, tenant.entropy());
    let prefix = api_key::text_prefix(kind, tenant.application().environment);
    let mac = tenant.vault().await?.mac(tenant.id(), MacKind::ApiKey, text.as_bytes());
    // The first characters of an id are its time: the last ones tell keys of the same second apart.
    let hint = format!("{prefix}…{}", id.suffix().get(18..).unwrap_or(""));
    let key = ApiKey {
        id,
        kind,
        name,
        hint,
        mac,
        permissions,
        expires_at,
        rotated: false,
        revoked_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    Ok((key, text))
}

/// A page of the keys that were not revoked.
pub async fn list(tenant: &Tenant, page: PageOf) -> Result<Listed<ApiKeyView>, Failure> {
    let now = tenant.now();
    let found = tenant.store().api_keys(tenant.id(), page.limit, page.start).await?;
    Ok(Listed {
        data: found.items.into_iter().map(|key| shown(key, None, now)).collect(),
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

async fn one(tenant: &Tenant, id: &ApiKeyId) -> Result<ApiKey, Failure> {
    let found = tenant.store().api_key(tenant.id(), id).await?;
    found
        .filter(|key| key.revoked_at.is_none())
        .ok_or_else(|| not_found("API key"))
}

/// One key.
pub async fn get(tenant: &Tenant, id: &ApiKeyId) -> Result<ApiKeyView, Failure> {
    Ok(shown(one(tenant, id).await?, None, tenant.now()))
}

/// A body of `POST /api/applications/api-keys`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewApiKey {
    /// Publishable or secret.
    pub kind: ApiKeyKind,
    /// What people call it.
    pub name: Option<String>,
    /// Secret keys only; by default everything the creator holds.
    pub permissions: Option<Vec<String>>,
    /// End of life.
    pub expires_at: Option<Timestamp>,
}

/// Makes a key.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: NewApiKey) -> Result<ApiKeyView, Failure> {
    let now = tenant.now();
    let (name, permissions) = checked(by, &body, now)?;
    let (key, text) = make(tenant, body.kind, name, permissions, body.expires_at).await?;
    if let Some(made) = made_before(tenant, &key.id).await? {
        return Ok(shown(made, Some(text), now));
    }
    let live = live_of_kind(tenant, body.kind).await?;
    if live >= MAX_LIVE {
        return Err(limit_exceeded("live keys of this kind", MAX_LIVE, live));
    }
    let event = by
        .event(tenant, EventKind::ApiKeyCreated)
        .on("api_key", key.id)
        .with("hint", key.hint.clone())
        .with("permissions", key.permissions.clone());
    tenant
        .store()
        .save_api_keys(tenant.id(), vec![Change::because(key.clone(), event)])
        .await?;
    tenant.forget_api_key(&key.id);
    Ok(shown(key, Some(text), now))
}

/// What an earlier try of this request made: with the text that is drawn again.
async fn made_before(tenant: &Tenant, id: &ApiKeyId) -> Result<Option<ApiKey>, Failure> {
    if !tenant.is_repeated() {
        return Ok(None);
    }
    Ok(tenant.store().api_key(tenant.id(), id).await?)
}

fn checked(by: &By<'_>, body: &NewApiKey, now: Timestamp) -> Result<(String, Vec<String>), Failure> {
    let mut problems = Vec::new();
    let name = text::line(body.name.as_deref().unwrap_or("Default"), 100)
        .map_err(|error| problems.push(invalid("name", error.to_string())))
        .unwrap_or_default();
    if body.expires_at.is_some_and(|end| end.is_past(now)) {
        problems.push(invalid("expires_at", "Choose a time to come."));
    }
    let permissions = match (&body.permissions, body.kind) {
        (Some(_), ApiKeyKind::Publishable) => {
            problems.push(invalid("permissions", "A publishable key has no permissions."));
            Vec::new()
        }
        (None, ApiKeyKind::Publishable) => Vec::new(),
        (Some(named), ApiKeyKind::Secret) => named.clone(),
        (None, ApiKeyKind::Secret) => by.permissions.names(),
    };
    if let Some(unknown) = permissions
        .iter()
        .find(|name| *name != "*" && Permission::parse(name).is_none())
    {
        let shown: String = unknown.chars().take(80).collect();
        problems.push(protocol::error::FieldError {
            field: "permissions".into(),
            code: ErrorCode::PermissionUnknown,
            detail: format!("There is no permission {shown}."),
        });
    }
    all_good(problems)?;
    by.may_grant(permissions.iter().map(String::as_str))?;
    Ok((name, permissions))
}

async fn live_of_kind(tenant: &Tenant, kind: ApiKeyKind) -> Result<usize, Failure> {
    let now = tenant.now();
    let (mut count, mut start) = (0, None);
    loop {
        let page = tenant.store().api_keys(tenant.id(), 100, start).await?;
        count += page
            .items
            .iter()
            .filter(|key| key.kind == kind && key.is_live(now))
            .count();
        match page.next {
            Some(next) => start = Some(next),
            None => return Ok(count),
        }
    }
}

/// A body of `POST …/api-keys/{id}/rotate`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ApiKeyRotation")
)]
pub struct RotateRequest {
    /// How long the old key goes on working; at most and by default 24 h.
    pub grace_seconds: Option<u32>,
}

/// Makes a successor that works at once; the old key dies after its grace.
pub async fn rotate(tenant: &Tenant, by: &By<'_>, id: &ApiKeyId, body: RotateRequest) -> Result<ApiKeyView, Failure> {
    let now = tenant.now();
    let old = one(tenant, id).await?;
    // The successor of a key that had an end has the same end.
    let (new, text) = make(
        tenant,
        old.kind,
        old.name.clone(),
        old.permissions.clone(),
        old.expires_at,
    )
    .await?;
    if let Some(made) = made_before(tenant, &new.id).await? {
        return Ok(shown(made, Some(text), now));
    }
    if old.status(now) != ApiKeyStatus::Active {
        return Err(Failure::new(
            ErrorCode::KeyNotActive,
            "Only an active key can be rotated.",
        ));
    }
    by.may_grant(old.permissions.iter().map(String::as_str))?;
    let grace = body.grace_seconds.unwrap_or(api_key::MAX_GRACE_SECS);
    if grace > api_key::MAX_GRACE_SECS {
        all_good(vec![invalid("grace_seconds", "Use a number from 0 to 86400.")])?;
    }
    let event = by
        .event(tenant, EventKind::ApiKeyRotated)
        .on("api_key", old.id)
        .with("successor", new.id.to_string())
        .with("hint", new.hint.clone());
    let changes = vec![
        Change::because(old.rotate(grace, now), event),
        Change::silent(new.clone()),
    ];
    tenant.store().save_api_keys(tenant.id(), changes).await?;
    tenant.forget_api_key(id);
    tenant.forget_api_key(&new.id);
    Ok(shown(new, Some(text), now))
}

/// A body of `PATCH …/api-keys/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ApiKeyPatch {
    name: Option<String>,
    expires_at: Option<Timestamp>,
}

/// Renames a key, or lets it end earlier.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &ApiKeyId,
    body: ApiKeyPatch,
    if_match: Option<u64>,
) -> Result<ApiKeyView, Failure> {
    let now = tenant.now();
    let before = one(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let mut after = before.clone();
    let mut problems = Vec::new();
    if let Some(name) = body.name {
        match text::line(&name, 100) {
            Ok(name) => after.name = name,
            Err(error) => problems.push(invalid("name", error.to_string())),
        }
    }
    if let Some(end) = body.expires_at {
        if before.expires_at.is_some_and(|known| end > known) {
            problems.push(invalid("expires_at", "A key’s end can only be moved earlier."));
        }
        after.expires_at = Some(end);
    }
    all_good(problems)?;
    if after == before {
        return Ok(shown(before, None, now));
    }
    let event = by
        .event(tenant, EventKind::ApiKeyUpdated)
        .on("api_key", before.id)
        .with("changes", super::diff::changes(&before, &after));
    let after = after.touched(now);
    tenant
        .store()
        .save_api_keys(tenant.id(), vec![Change::because(after.clone(), event)])
        .await?;
    tenant.forget_api_key(id);
    Ok(shown(after, None, now))
}

/// Ends a key at once.
pub async fn revoke(tenant: &Tenant, by: &By<'_>, id: &ApiKeyId) -> Result<(), Failure> {
    let key = one(tenant, id).await?;
    let event = by
        .event(tenant, EventKind::ApiKeyRevoked)
        .on("api_key", key.id)
        .with("hint", key.hint.clone());
    tenant
        .store()
        .save_api_keys(tenant.id(), vec![Change::because(key.revoke(tenant.now()), event)])
        .await?;
    tenant.forget_api_key(id);
    Ok(())
}
