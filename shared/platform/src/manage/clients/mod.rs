//! OAuth clients of an application: registered, changed, deleted, their secrets rotated (behaviour 3.5, 4.10).

mod body;
pub mod grants;
pub mod own;
mod rules;
pub mod secrets;

pub use body::ClientBody;

use super::{
    By, Listed, PageOf, TRIES, all_good, applications::hosts, diff, expect_version, limit_exceeded, not_found, retry,
};
use crate::tenant::Tenant;
use domain::{
    Change, ClientId, Secret,
    application::{Application, Environment},
    client::Client,
    event::EventKind,
};
use protocol::{error::Failure, redirect_uri};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;

/// Clients an application may have.
const MOST: usize = 1000;

/// A client as the API shows it: everything but the MACs of its secrets, and its secret's text right after it was made.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct ClientView(Map<String, Value>);

/// The view of a client.
pub fn shown(client: &Client, secret: Option<&Secret<String>>) -> Result<ClientView, Failure> {
    let internal =
        |error: serde_json::Error| Failure::new(protocol::error::ErrorCode::InternalError, error.to_string());
    let mut whole: Map<String, Value> = match serde_json::to_value(client).map_err(internal)? {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    whole.remove("token_epoch");
    whole.remove("deleted_at");
    let secrets: Vec<Value> = client
        .secrets
        .iter()
        .map(|secret| json!({"id": secret.id, "created_at": secret.created_at, "expires_at": secret.expires_at}))
        .collect();
    whole.insert("secrets".into(), Value::Array(secrets));
    whole.insert("response_types".into(), json!(["code"]));
    if let Some(text) = secret {
        whole.insert("client_secret".into(), Value::String(text.expose().clone()));
    }
    Ok(ClientView(whole))
}

/// A page of clients, newest first.
pub async fn list(tenant: &Tenant, page: PageOf) -> Result<Listed<ClientView>, Failure> {
    let found = tenant.store().clients(tenant.id(), page.limit, page.start).await?;
    let live = found.items.iter().filter(|client| client.deleted_at.is_none());
    Ok(Listed {
        data: live.map(|client| shown(client, None)).collect::<Result<_, _>>()?,
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

/// A live client, as it is now.
pub async fn get(tenant: &Tenant, id: &ClientId) -> Result<Client, Failure> {
    let found = tenant.store().client(tenant.id(), id).await?;
    found
        .filter(|client| client.deleted_at.is_none())
        .ok_or_else(|| not_found("client"))
}

async fn count(tenant: &Tenant) -> Result<usize, Failure> {
    let (mut count, mut start) = (0, None);
    loop {
        let page = tenant.store().clients(tenant.id(), 100, start).await?;
        count += page.items.len();
        match page.next {
            Some(next) => start = Some(next),
            None => return Ok(count),
        }
    }
}

/// Registers a client; a confidential one that keeps a secret gets it here, once.
pub async fn create(
    tenant: &Tenant,
    by: &By<'_>,
    body: ClientBody,
) -> Result<(Client, Option<Secret<String>>), Failure> {
    let mut client = body.begin(tenant)?;
    body.apply(&mut client)?;
    settle(tenant, by, &mut client, None)?;
    if tenant.is_repeated()
        && let Some(made) = tenant.store().client(tenant.id(), &client.id).await?
    {
        // An earlier try made it, with the secret that is drawn again here.
        let secret = if rules::keeps_a_secret(&client) {
            Some(secrets::add_first(tenant, &mut client).await?)
        } else {
            None
        };
        return Ok((made, secret));
    }
    let current = count(tenant).await?;
    if current >= MOST {
        return Err(limit_exceeded("clients", MOST, current));
    }
    let secret = if rules::keeps_a_secret(&client) {
        Some(secrets::add_first(tenant, &mut client).await?)
    } else {
        None
    };
    let event = by
        .event(tenant, EventKind::ClientCreated)
        .on("client", client.id)
        .with("client_name", client.client_name.clone());
    save(tenant, None, Change::because(client.clone(), event), None).await?;
    Ok((client, secret))
}

/// Everything that must hold of a client before it is stored.
fn settle(tenant: &Tenant, by: &By<'_>, client: &mut Client, before: Option<&Client>) -> Result<(), Failure> {
    let development = tenant.application().environment == Environment::Development;
    all_good(rules::problems(client, development))?;
    // Whoever decides how it authenticates, or that it may, can act as it: then all of its permissions count, not only the new ones.
    let known: &[String] = match before {
        Some(before) if same_credentials(before, client) => &before.machine_permissions,
        _ => &[],
    };
    by.may_grant(
        client
            .machine_permissions
            .iter()
            .filter(|name| !known.contains(name))
            .map(String::as_str),
    )?;
    client.sector = rules::sector(client)?;
    if let Some(uri) = &client.jwks_uri {
        tenant
            .services()
            .fetch
            .check(uri)
            .map_err(|failure| failure.clone().field("jwks_uri", failure.code, failure.detail))?;
    }
    Ok(())
}

fn same_credentials(before: &Client, after: &Client) -> bool {
    before.token_endpoint_auth_method == after.token_endpoint_auth_method
        && before.jwks == after.jwks
        && before.jwks_uri == after.jwks_uri
        && (before.enabled || !after.enabled)
}

/// Changes a client.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &ClientId,
    body: ClientBody,
    if_match: Option<u64>,
) -> Result<Client, Failure> {
    body.refuse_fixed()?;
    let mut attempt = 0;
    loop {
        let before = get(tenant, id).await?;
        expect_version(if_match, before.version)?;
        let mut after = before.clone();
        body.apply(&mut after)?;
        settle(tenant, by, &mut after, Some(&before))?;
        if after == before {
            return Ok(before);
        }
        let event = by
            .event(tenant, EventKind::ClientUpdated)
            .on("client", before.id)
            .with("changes", diff::changes(&before, &after));
        // Switched off: what it holds dies with the switch, and stays dead.
        let now = tenant.now();
        let after = if before.enabled && !after.enabled {
            after.revoke_all(now)
        } else {
            after.touched(now)
        };
        match write(tenant, Some(&before), Change::because(after.clone(), event)).await {
            Ok(()) => return Ok(after),
            Err(error) => retry(error, if_match, attempt)?,
        }
        attempt += 1;
        debug_assert!(attempt < TRIES, "retry gives up");
    }
}

/// Deletes a client with everything it holds; its id is never issued again.
pub async fn delete(tenant: &Tenant, by: &By<'_>, id: &ClientId, if_match: Option<u64>) -> Result<(), Failure> {
    let before = get(tenant, id).await?;
    let event = by
        .event(tenant, EventKind::ClientDeleted)
        .on("client", before.id)
        .with("client_name", before.client_name.clone());
    let after = before.clone().delete(tenant.now());
    save(tenant, Some(&before), Change::because(after, event), if_match).await
}

pub(crate) async fn save(
    tenant: &Tenant,
    before: Option<&Client>,
    change: Change<Client>,
    if_match: Option<u64>,
) -> Result<(), Failure> {
    if let Some(before) = before {
        expect_version(if_match, before.version)?;
    }
    Ok(write(tenant, before, change).await?)
}

/// The client, and the application too when the origins that may read OAuth answers change with it.
async fn write(tenant: &Tenant, before: Option<&Client>, change: Change<Client>) -> Result<(), StoreError> {
    let id = change.state.id;
    let (old, new) = (before.map(origins).unwrap_or_default(), origins(&change.state));
    if old == new {
        tenant.store().save_client(tenant.id(), change).await?;
    } else {
        let application = tenant
            .store()
            .application(tenant.id())
            .await?
            .ok_or(StoreError::Conflict)?;
        let after = recounted(application, &old, &new).touched(tenant.now());
        let views = hosts::of_all(tenant.services(), &after);
        tenant
            .store()
            .save_application_and_client(Change::silent(after), views, change)
            .await?;
        tenant.forget_application();
    }
    tenant.forget_client(&id);
    Ok(())
}

/// The origins of a public client's pages: they call the token endpoint themselves.
fn origins(client: &Client) -> BTreeSet<String> {
    if client.is_confidential() || client.deleted_at.is_some() {
        return BTreeSet::new();
    }
    client
        .redirect_uris
        .iter()
        .filter_map(|uri| redirect_uri::origin(uri))
        .collect()
}

fn recounted(mut application: Application, old: &BTreeSet<String>, new: &BTreeSet<String>) -> Application {
    let counts: &mut BTreeMap<String, u32> = &mut application.client_origins;
    for gone in old.difference(new) {
        if let Some(count) = counts.get_mut(gone) {
            *count = count.saturating_sub(1);
        }
    }
    counts.retain(|_, count| *count > 0);
    for added in new.difference(old) {
        *counts.entry(added.clone()).or_insert(0) += 1;
    }
    application
}
