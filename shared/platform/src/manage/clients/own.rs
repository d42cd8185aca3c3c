//! The platform's own clients in the dashboard application (behaviour 2.5): there after every start, with the addresses that this deployment has now.

use super::{ClientBody, write};
use crate::tenant::Tenant;
use domain::{
    Change, ClientId, Event,
    client::{COMMAND, Client, ClientType, DASHBOARD},
    event::{Actor, EventKind},
};
use protocol::{
    error::Failure,
    scope::{self, ScopeSet},
};
use store::StoreError;

/// What one of them must be.
struct Own {
    id: ClientId,
    name: &'static str,
    client_type: ClientType,
    redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<String>,
    scope: &'static [&'static str],
}

/// The dashboard's pages, and the command `aero2` (RFC 8252 §7.3: the port is the system's to choose).
fn all(origin: &str) -> [Own; 2] {
    [
        Own {
            id: DASHBOARD,
            name: "Dashboard",
            client_type: ClientType::Spa,
            redirect_uris: vec![format!("{origin}/callback")],
            post_logout_redirect_uris: vec![format!("{origin}/")],
            scope: &["openid", "profile", "email"],
        },
        Own {
            id: COMMAND,
            name: "aero2 command",
            client_type: ClientType::Native,
            redirect_uris: vec!["http://127.0.0.1/callback".to_owned()],
            post_logout_redirect_uris: Vec::new(),
            scope: &["openid", "profile", "email", "offline_access", scope::ACCOUNT],
        },
    ]
}

/// Makes those that are absent, and sets their addresses right if the dashboard moved. One read each when nothing is to do.
pub async fn ensure(dashboard: &Tenant) -> Result<(), Failure> {
    for own in all(&dashboard.origin()) {
        let Some((before, change)) = wanted(dashboard, &own).await? else {
            continue;
        };
        match write(dashboard, before.as_ref(), change).await {
            // Another start was first: what it made is what we want.
            Err(StoreError::Conflict) if wanted(dashboard, &own).await?.is_none() => {}
            written => written?,
        }
    }
    Ok(())
}

/// The client as it is and what it should become; `None` when it is as it should be.
async fn wanted(dashboard: &Tenant, own: &Own) -> Result<Option<(Option<Client>, Change<Client>)>, Failure> {
    let before = dashboard.store().client(dashboard.id(), &own.id).await?;
    let (kind, client) = match &before {
        Some(client) if client.is_usable() && client.redirect_uris == own.redirect_uris => return Ok(None),
        // Deleted or disabled, it would lock every developer out.
        Some(client) => (
            EventKind::ClientUpdated,
            revived(client.clone()).touched(dashboard.now()),
        ),
        None => (EventKind::ClientCreated, fresh(dashboard, own)?),
    };
    let after = Client {
        redirect_uris: own.redirect_uris.clone(),
        post_logout_redirect_uris: own.post_logout_redirect_uris.clone(),
        ..client
    };
    let event = Event::new(kind, Actor::system(), dashboard.now(), dashboard.entropy())
        .on("client", after.id)
        .with("client_name", after.client_name.clone());
    Ok(Some((before, Change::because(after, event))))
}

fn revived(client: Client) -> Client {
    Client {
        enabled: true,
        deleted_at: None,
        ..client
    }
}

fn fresh(dashboard: &Tenant, own: &Own) -> Result<Client, Failure> {
    let client = ClientBody::named(own.name, own.client_type).begin(dashboard)?;
    Ok(Client {
        id: own.id,
        client_name: own.name.to_owned(),
        scope: own.scope.iter().copied().collect::<ScopeSet>(),
        ..client
    })
}
