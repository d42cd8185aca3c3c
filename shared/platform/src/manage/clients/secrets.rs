//! Client secrets: 43 random characters with a checksum, shown once, kept as a MAC; at most two live (behaviour 3.5).

use super::{Client, get, rules, save};
use crate::{
    manage::{By, all_good, invalid},
    tenant::Tenant,
};
use domain::{Change, ClientId, Secret, SecretId, client::ClientSecret, entropy, event::EventKind};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;

async fn make(tenant: &Tenant) -> Result<(ClientSecret, Secret<String>), Failure> {
    let now = tenant.now();
    let body = format!("cs_{}", entropy::base62(tenant.entropy(), 43));
    let text = Secret::new(format!("{body}{}", entropy::checksum(&body)));
    let mac = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::ClientSecret, text.expose().as_bytes());
    let id = SecretId::generate(now, tenant.entropy());
    Ok((
        ClientSecret {
            id,
            mac,
            created_at: now,
            expires_at: None,
        },
        text,
    ))
}

/// The secret a client begins with.
pub(super) async fn add_first(tenant: &Tenant, client: &mut Client) -> Result<Secret<String>, Failure> {
    let (secret, text) = make(tenant).await?;
    client.secrets = vec![secret];
    Ok(text)
}

/// A body of `POST /api/clients/{id}/rotate-secret`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ClientSecretRotation")
)]
pub struct RotateRequest {
    /// How long the old secret goes on working; 0-86 400, by default 0.
    pub grace_seconds: u32,
}

/// Makes a new secret; the old ones die after the grace.
pub async fn rotate(
    tenant: &Tenant,
    by: &By<'_>,
    id: &ClientId,
    body: RotateRequest,
) -> Result<(Client, Secret<String>), Failure> {
    if body.grace_seconds > 86_400 {
        all_good(vec![invalid("grace_seconds", "Use a number from 0 to 86400.")])?;
    }
    let before = get(tenant, id).await?;
    if !rules::keeps_a_secret(&before) {
        return Err(Failure::new(
            ErrorCode::ClientIsPublic,
            "This client does not authenticate with a secret.",
        ));
    }
    // Whoever has the secret has what the client may do.
    by.may_grant(before.machine_permissions.iter().map(String::as_str))?;
    let (secret, text) = make(tenant).await?;
    if before.secrets.iter().any(|known| known.mac == secret.mac) {
        // An earlier try of this request made it.
        return Ok((before, text));
    }
    let event = by
        .event(tenant, EventKind::ClientSecretRotated)
        .on("client", before.id)
        .with("grace_seconds", body.grace_seconds);
    let after = before.clone().with_new_secret(secret, body.grace_seconds, tenant.now());
    save(tenant, Some(&before), Change::because(after.clone(), event), None).await?;
    Ok((after, text))
}
